"""`outreach check`: what was found is at hand while nothing has changed, and of many mistakes alike a few are shown."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from generator.build import findings as reading
from generator.build import inspection
from generator.build.inspection import FOUND, inspect
from generator.desk.alike import FEW, NAMED, SHOWN, folded
from generator.model import address, record_pages
from generator.model.diagnostic import Diagnostic, warning
from generator.model.message import message
from generator.model.place import Place
from generator.model.site import Site
from generator.renderers import render
from generator.source.folders import SETTINGS
from generator.source.load import load
from generator.source.reader import PLACEHOLDER
from tests.conftest import ROOT, TODAY
from tests.site import command, edit

HOUR = 3_600 * 10**9  # ns
PLACE = "data/locations/phong-kham-vi-du.yaml"
TOLD = "content/articles/2026/11/xet-nghiem-hiv-lan-dau.yaml"  # in English too


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Which sites were read, in turn."""
    read: list[Path] = []
    judge = reading.findings

    def noted(root: Path, *values: object) -> list[Diagnostic]:
        read.append(root)
        return judge(root, *values)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "findings", noted)
    return read


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if all files had been written a while ago: one that was written just now may change again unseen."""
    monkeypatch.setattr(inspection, "RACY", -HOUR)


@pytest.mark.usefixtures("settled")
def test_nothing_is_read_again_while_nothing_has_changed(small_site: Path, reads: list[Path]) -> None:
    """Neither by an edit that keeps size and time, nor on another day, nor when a file comes or goes, is it missed."""
    edit(small_site / PLACE, "7:30 đến 11:30", "7:30 đến 11:3x")
    first = inspect(small_site, TODAY)
    assert [each.code for each in first] == ["W001"]
    assert (inspect(small_site, TODAY), len(reads)) == (first, 1)

    before = (small_site / PLACE).stat()
    edit(small_site / PLACE, "11:3x", "11:30")
    os.utime(small_site / PLACE, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (small_site / PLACE).stat().st_size == before.st_size
    assert (inspect(small_site, TODAY), len(reads)) == ([], 2)

    inspect(small_site, TODAY + timedelta(days=1))
    assert len(reads) == 3
    (small_site / "data/organizations/vi-du.yaml").write_text("order: 1\n", encoding="utf-8")
    assert [each.code for each in inspect(small_site, TODAY)] == ["R001"]
    (small_site / "data/organizations/vi-du.yaml").unlink()
    assert inspect(small_site, TODAY) == []
    assert len(reads) == 5


@pytest.mark.usefixtures("settled")
def test_settings_of_the_engine_are_looked_at_too(small_site: Path) -> None:
    """They lie beside the folders of the site."""
    assert inspect(small_site, TODAY) == []
    (small_site / SETTINGS).unlink(missing_ok=True)
    os.mkfifo(small_site / SETTINGS)
    assert [each.code for each in inspect(small_site, TODAY)] == ["F012"]


@pytest.mark.usefixtures("settled")
def test_what_was_kept_may_be_harmed(small_site: Path, reads: list[Path]) -> None:
    """It is only a memory: the site is read again."""
    inspect(small_site, TODAY)
    for raw in (b"", b"x" * 99, (small_site / FOUND).read_bytes()[:-1]):
        (small_site / FOUND).write_bytes(raw)
        assert inspect(small_site, TODAY) == []
    assert len(reads) == 4


def test_files_written_just_now_are_not_trusted(small_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They may change again within the resolution of their times, here an hour."""
    monkeypatch.setattr(inspection, "RACY", HOUR)
    inspect(small_site, TODAY)
    assert not (small_site / FOUND).exists()


def test_every_site_has_the_pages_that_links_may_rely_on() -> None:
    """Even one without any record."""
    made = {artifact.path for artifact in render(Site(PLACEHOLDER), TODAY)}
    assert [path for path in address.SECTIONS if f"{path[1:]}index.html" not in made] == []


@pytest.mark.parametrize("more", ["", "neutral_titles: yes\n"])
def test_what_links_to_records_rely_on_is_made(tmp_path: Path, more: str) -> None:
    """In every edition: an address that is thought to be there and is not would let a broken link pass."""
    for folder in ("content", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    edit(tmp_path / "data/site.yaml", "languages:", f"{more}languages:")
    edit(tmp_path / TOLD, "kind: q-and-a", "aliases: [/bai-viet/2026/11/ten-cu/]\nkind: q-and-a")
    site, _ = load(tmp_path)
    there = set(map(address.file_of, record_pages.addresses(site, TODAY)))
    assert {"en/bai-viet/2026/11/ten-cu/index.html", "en/bai-viet/2026/11/index.html"} <= there
    assert there - {artifact.path for artifact in render(site, TODAY)} == set()


def test_a_link_to_any_other_output_is_found_too(small_site: Path) -> None:
    """A feed, a table, the archive of a month: what only describing all outputs tells."""
    links = "[a b c](/feeds/rss.xml) [d e f](/bai-viet/2026/11/) [g h i](/bai-viet/2026/12/)"
    edit(small_site / "content/articles/2026/11/goi-111.md", "Bài này là ví dụ.", links)
    (found,) = reading.findings(small_site, TODAY)
    assert (found.code, found.place.line, found.place.column) == (
        "L002",
        12,
        links.index("[g h i]") + len("[g h i") + 1,
    )


def _many(count: int) -> list[Diagnostic]:
    return [
        warning("A001", Place(f"{number}.yaml", 1, 1), message("no {what}", what=number)) for number in range(count)
    ]


def test_a_few_stand_for_many_that_are_alike() -> None:
    """Up to five are shown; of more the first three, and then where the others are."""
    other = warning("A002", Place("9.yaml", 1, 1), message("another"))
    assert list(folded(_many(FEW))) == [(each, None) for each in _many(FEW)]
    many = [*_many(FEW + NAMED), other]
    *shown, (last, others), (end, none) = folded(many)
    assert [*(each for each, _ in shown), last] == many[:SHOWN]
    assert (end, none) == (other, None)
    assert others is not None
    assert str(others).startswith(f"and {len(many) - 1 - SHOWN} more: 3.yaml:1:1, 4.yaml:1:1")
    assert "9.yaml" not in str(others)


def test_the_command_folds_and_lists_all_when_asked(small_site: Path) -> None:
    """What is written for programs is always whole."""
    body = "\n".join(f"Câu {number} về con nghiện." for number in range(9))
    edit(small_site / "content/articles/2026/11/goi-111.md", "Bài này là ví dụ.", body)
    asked = ("check", "--root", str(small_site), "--today", f"{TODAY}")
    assert command(*asked).stderr.count(" N001: ") == SHOWN
    assert "và 6 chỗ nữa: content/articles/2026/11/goi-111.md:15:10" in command(*asked).stderr
    assert command(*asked, "--all").stderr.count(" N001: ") == 9
    assert len(json.loads(command(*asked, "--format", "json").stdout)) == 9


def test_help_needs_none_of_what_reads_records() -> None:
    """An officer who mistypes a command is answered at once; and what was found before is told without it."""
    code = "import sys, generator.cli, generator.build.inspection; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pydantic", "yaml", "jinja2", "mkdocs", "generator.model.site"} & set(loaded.stdout.split())
