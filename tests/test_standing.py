"""A build that would find nothing to do is told from names, sizes and times alone; whatever has changed is noticed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from generator.build import standing
from generator.build.cache import Known
from generator.build.standing import LAST, Said, Standing
from generator.build.trouble import not_deleted
from generator.model.diagnostic import warning
from generator.model.message import message
from generator.model.place import Place
from tests.conftest import TODAY
from tests.site import command

SAID = Said(2, [warning("W001", Place("data/a.yaml", 1, 1), message("a"))])
HOUR = 3_600 * 10**9  # ns


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a release, as a build leaves them, and what that build said; written a while ago."""
    monkeypatch.setattr(standing, "RACY", -HOUR)
    for name in (
        "data/a.yaml",
        "content/pages/b.md",
        "mkdocs.yml",
        "releases/one/index.html",
        "releases/one/c/index.html",
        "build/cache.sqlite",
        "build/memo.sqlite",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "site").symlink_to("releases/one")
    Standing(tmp_path, tmp_path, TODAY).keep(_files(tmp_path), SAID.diagnostics)
    return tmp_path


def _files(root: Path) -> list[Known]:
    """What the build left: the files of the release as they are."""
    found = []
    for path in ("index.html", "c/index.html"):
        now = (root / "releases/one" / path).stat()
        found.append(Known(path, "", "", 0, "", "", "", "", "", now.st_size, now.st_mtime_ns, ""))
    return found


def _same_size_and_time(file: Path) -> None:
    before = file.stat()
    file.write_text(file.read_text().upper())
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_what_was_said_is_said_again(built: Path) -> None:
    """With every mistake and its place; on another day it is not."""
    assert Standing(built, built, TODAY).said() == SAID
    assert Standing(built, built, TODAY + timedelta(days=1)).said() is None
    (built / LAST).write_bytes((built / LAST).read_bytes()[:-1])
    assert Standing(built, built, TODAY).said() is None


@pytest.mark.parametrize("left", [".staging-x/a.html", "two/.going.json", "two"])
def test_what_could_not_be_cleared_away_is_tried_again(built: Path, left: str) -> None:
    """A build that was refused the deletion of something old leaves work to do."""
    where = built / "releases" / left
    if where.suffix:
        where.parent.mkdir()
        where.write_text("x")
    else:
        where.mkdir()
    Standing(built, built, TODAY).keep(_files(built), SAID.diagnostics)
    assert Standing(built, built, TODAY).said() is None


def test_what_could_not_be_deleted_is_tried_again(built: Path) -> None:
    """An old release may hold the text of a withdrawn article."""
    (built / LAST).unlink()
    Standing(built, built, TODAY).keep(_files(built), [not_deleted(OSError(5, "Input/output error"), built, built)])
    assert Standing(built, built, TODAY).said() is None


@pytest.mark.parametrize(
    "happens",
    [
        lambda root: (root / "data/a.yaml").write_text("edited"),
        lambda root: _same_size_and_time(root / "data/a.yaml"),
        lambda root: (root / "content/pages/new.md").write_text("new"),
        lambda root: (root / "theme_overrides").mkdir(),
        lambda root: (root / "mkdocs.yml").unlink(),
        lambda root: _same_size_and_time(root / "releases/one/c/index.html"),
        lambda root: (root / "releases/one/index.html").unlink(),
        lambda root: (root / "releases/one/strange.html").write_text("put in by hand"),
        lambda root: (root / "releases/one/c/strange.html").write_text("put in by hand"),
        lambda root: (root / "releases/one/manifest.json").write_text("{}"),
        lambda root: (root / "releases/.staging-x").mkdir(),
        lambda root: (root / "releases/one").rename(root / "releases/two"),
        lambda root: (root / "site").unlink(),
        lambda root: (root / "build/cache.sqlite").unlink(),
        lambda root: (root / "build/memo.sqlite").write_text("harmed"),
    ],
)
def test_whatever_happens_is_noticed(built: Path, happens: Callable[[Path], object]) -> None:
    """To what a build reads, to what it published and to what the next one starts from."""
    happens(built)
    assert Standing(built, built, TODAY).said() is None


def test_what_changes_while_it_is_read_is_not_kept(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may be saved again within the resolution of its times; one saved during a build is found by the next."""
    before = Standing(built, built, TODAY)
    (built / "data/a.yaml").write_text("saved during the build")
    before.keep(_files(built), SAID.diagnostics)
    assert Standing(built, built, TODAY).said() is None
    monkeypatch.setattr(standing, "RACY", HOUR)
    Standing(built, built, TODAY).keep(_files(built), SAID.diagnostics)
    assert Standing(built, built, TODAY).said() is None


def test_the_command_says_the_same(small_site: Path) -> None:
    """The first time it looks at everything, the next time at names, sizes and times; mistakes are told both times."""
    time.sleep(0.06)  # since the site was written
    given = ("build", "--root", str(small_site), "--today", f"{TODAY}", "--lang", "en")
    first = command(*given)
    kept = (small_site / LAST).stat()
    second = command(*given)
    assert (second.returncode, second.stderr) == (first.returncode, first.stderr)
    assert first.stdout.startswith("Published ")
    assert second.stdout.startswith("Nothing to do: all ")
    assert (small_site / LAST).stat().st_mtime_ns == kept.st_mtime_ns  # a build would have kept it anew
