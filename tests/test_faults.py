"""Faults: whatever stops a build, readers see the site before or the one to come. All: `python -m tests.faults`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from errno import EACCES, ENOSPC
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.build.names import MANIFEST
from generator.build.pipeline import build
from generator.model.diagnostic import errors
from tests.conftest import EXAMPLES, ROOT, TODAY
from tests.faults import add_line, copy
from tests.faults_by_hand import harm, put
from tests.faults_judge import Tree, leftovers, tree, wrong_releases
from tests.site import asset, edit, publish

# A hook of the interpreter that counts one kind of change to files, and at one of them ends the process or has it fail.
_HOOK = """
import os, signal, sys
kind, left, how = os.environ["FAULT"].split()
left, how = int(left), int(how)
def _counts(what):
    if kind == "open":
        return isinstance(what[2], int) and what[2] & (os.O_WRONLY | os.O_RDWR)
    return kind != "os.mkdir" or ".staging-" in what[0]  # of others it may make some twice
def meet(event, what):
    global left
    if event == kind and _counts(what):
        left -= 1
        if left == 0 and how:
            raise OSError(how, os.strerror(how), str(what[0]))
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(meet)
from generator import cli
cli.main()
"""


ARTICLE = "content/articles/2026/10/hoi-truoc-khi-den.yaml"


class Base(NamedTuple):
    """A published site in which a sentence was added: the trees before and after it is published."""

    folder: Path
    before: Tree
    after: Tree


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """Published three times, so that the next release is made of the oldest."""
    root = tmp_path_factory.mktemp("base") / "site"
    shutil.copytree(EXAMPLES / "small", root)
    publish(root)
    for number in range(2):
        add_line(root, f"Câu {number}.")
        publish(root)
    add_line(root, "Câu cuối.")
    done = copy(root, root.with_name("done"))
    publish(done)
    return Base(root, tree(root / "site"), tree(done / "site"))


@pytest.fixture
def site(base: Base, tmp_path: Path) -> Path:
    """A copy of the published site, to break."""
    return copy(base.folder, tmp_path / "site")


def faulty(site: Path, change: str, at: int, how: int = 0) -> subprocess.CompletedProcess[str]:
    """Build in a process that dies at its `at`-th change of a kind, or that is refused it with an errno."""
    return subprocess.run(
        [sys.executable, "-B", "-c", _HOOK, "build", "--root", str(site), "--today", TODAY.isoformat()],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "FAULT": f"{change} {at} {how}", "PYTHONPATH": str(ROOT)},
    )


def assert_whole(site: Path, base: Base) -> None:
    """Readers see the old site or the new one, and every release is what it says."""
    assert tree(site / "site") in (base.before, base.after)
    assert wrong_releases(site / "releases") == []


def assert_goes_on(site: Path, base: Base) -> None:
    """The next build publishes what it should and leaves nothing lying about."""
    publish(site)
    assert tree(site / "site") == base.after
    assert wrong_releases(site / "releases") == []
    assert leftovers(site) == []


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ("open", 9),  # a file is staged
        ("os.rename", 1),  # the oldest release is taken to make the new one of it
        ("os.remove", 9),  # it loses what is no more
        ("os.rename", 20),  # and gets its name
        ("os.symlink", 1),  # the link is made
        ("os.rename", 21),  # and takes the place of the old one
    ],
)
def test_a_killed_build_harms_nothing(site: Path, base: Base, change: str, at: int) -> None:
    """Before or after, never between; and the next build goes through."""
    done = faulty(site, change, at)
    assert done.returncode == -9, done.stderr
    assert_whole(site, base)
    assert_goes_on(site, base)


@pytest.mark.parametrize(
    ("change", "at", "how", "code"), [("open", 9, ENOSPC, "E020"), ("os.mkdir", 5, EACCES, "E021")]
)
def test_a_refused_build_says_so(site: Path, base: Base, change: str, at: int, how: int, code: str) -> None:
    """A full disk and a missing permission are sentences with a place; readers see the old site."""
    done = faulty(site, change, at, how)
    assert done.returncode == 1
    assert f"lỗi {code}: " in done.stderr
    assert "vẫn như cũ" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(site / "site") == base.before
    assert_goes_on(site, base)


def test_a_mistake_of_the_program_says_that_the_site_is_as_it_was(site: Path, base: Base) -> None:
    """The traceback is for who mends the program, the last lines for the office."""
    raising = "from generator.build import work\nwork._one = lambda job: 1 / 0\nfrom generator import cli\ncli.main()"
    words = [sys.executable, "-c", raising, "build", "--root", site, "--today", TODAY.isoformat()]
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    assert done.stderr.splitlines()[-2] == "Chưa đăng gì; trang web vẫn như cũ."
    assert tree(site / "site") == base.before


def test_a_disk_that_takes_a_part_is_not_believed(tmp_path: Path) -> None:
    """A file that could not be written to its end is an error, not a short page."""
    script = (
        "import resource, sys; from pathlib import Path; from generator.build.releases import Staging\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "Staging(Path(sys.argv[1])).write('a.html', b'x' * 3000)"
    )
    words = [sys.executable, "-c", script, tmp_path]
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert "File too large: 'a.html'" in done.stderr


def test_two_builders_wait_for_each_other(site: Path, base: Base) -> None:
    """Both end well, one may say that it waits, and what is published is right."""
    words = [sys.executable, "-c", "from generator import cli; cli.main()", "build", "--root", site]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [
        subprocess.Popen(
            [*words, "--today", TODAY.isoformat()], stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=env
        )
        for _ in range(2)
    ]
    said = [each.communicate()[1].decode() for each in both]
    assert all(each == "" or "đang làm việc với các bản đã đăng" in each for each in said), said
    assert "" in said
    assert [each.returncode for each in both] == [0, 0]
    assert_goes_on(site, base)


@pytest.mark.parametrize(
    ("kind", "folder", "code"),
    [
        ("pipe", "content/pages", "F012"),
        ("pipe.css", "content/pages", "F012"),
        ("pipe.png", "theme_overrides/assets", "F012"),
        ("pipe", "content/articles", "F012"),
        ("socket", "data/organizations", "F012"),
        ("link", "content/pages", "F001"),
        ("hidden link", "content/pages", "F001"),
        ("folder link", "theme_overrides/assets", "F001"),
        ("loop", "content/articles", "F001"),
        ("large", "content/articles", "F002"),
        ("name", "content/pages", "F013"),
        ("name", "data/organizations", "F013"),
    ],
)
def test_what_is_no_file_is_a_message(site: Path, base: Base, kind: str, folder: str, code: str) -> None:
    """Nothing odd in a site's folders is waited for, followed or published."""
    (site / folder).mkdir(parents=True, exist_ok=True)
    put(site / folder, kind)
    report, diagnostics = build(site, site, TODAY)
    assert report.published is None
    assert code in {each.code for each in errors(diagnostics)}
    assert tree(site / "site") == base.before


@pytest.mark.parametrize(
    ("which", "how"),
    [
        ("cache.sqlite", "folder"),
        ("memo.sqlite", "folder"),
        ("shell.json", "flipped"),
        ("shell.json", "folder"),
        ("a file of the shell", "flipped"),
        ("a file of the shell", "folder"),
    ],
)
def test_harmed_caches_cost_only_time(site: Path, base: Base, which: str, how: str) -> None:
    """Bits that flipped and folders in the place of files: the release is that of a clean build."""
    shell = next((site / "build/shell").iterdir())
    files = {
        "shell.json": shell / "shell.json",
        "a file of the shell": shell / "files" / asset(shell / "files", "assets/css/site.css"),
    }
    harm(files.get(which, site / "build" / which), how, seed=7)
    if which == "a file of the shell":
        (site / "build/cache.sqlite").unlink()  # so that the file is read again
    (site / "build/cache.sqlite-journal").mkdir()
    assert_goes_on(site, base)


def test_a_page_saved_while_the_engine_reads_is_read_again(
    site: Path, base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What MkDocs made of one text is never kept as what it makes of another."""
    import generator.engine.run as engine

    page = site / "content/pages/gioi-thieu.md"
    text = page.read_text(encoding="utf-8")
    run, saved = engine.run, [text]

    def save_and_run(*given: object) -> object:
        if saved:
            page.write_text(saved.pop(0), encoding="utf-8")
        return run(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "run", save_and_run)
    page.write_text(f"{text}\nCâu thứ nhất.\n", encoding="utf-8")
    publish(site)
    assert saved == []
    assert_goes_on(site, base)


def test_a_release_that_lost_files_is_not_published_again(site: Path) -> None:
    """An edit that is undone leads back to a release; if that is not whole any more, it is made anew beside it."""
    text = (site / ARTICLE).read_bytes()
    publish(site)
    first, shown = (site / "site").resolve(), tree(site / "site")
    add_line(site, "Sai.")
    publish(site)
    (first / "robots.txt").unlink()
    (first / "ghi-chu.txt").write_text("của riêng tôi")
    (site / ARTICLE).write_bytes(text)
    publish(site)
    assert (site / "site").resolve() == first
    assert tree(site / "site") == shown
    assert (first.with_name(f"{first.name}-1") / "ghi-chu.txt").exists()


def test_the_published_release_is_put_right(site: Path) -> None:
    """A folder of it that somebody deleted, and its own list of files, are there again after the next build."""
    publish(site)
    shown = tree(site / "site")
    shutil.rmtree(site / "site/feeds")
    (site / "site/manifest.json").unlink()
    publish(site)
    assert tree(site / "site") == shown
    assert publish(site).written == ()


def test_deleting_goes_on_where_it_was_stopped(site: Path, base: Base) -> None:
    """What is half deleted is no release, and soon nothing."""
    oldest = min((site / "releases").glob("[!.]*"), key=lambda each: each.stat().st_mtime_ns)
    (oldest / MANIFEST).rename(oldest / ".going.json")
    (oldest / "robots.txt").unlink()
    assert_goes_on(site, base)
    assert not oldest.exists()


def test_a_list_of_files_elsewhere_is_not_believed(site: Path, base: Base) -> None:
    """Deleting an old release never reaches out of it."""
    oldest = min((site / "releases").glob("[!.]*"), key=lambda each: each.stat().st_mtime_ns)
    listed = json.loads((oldest / MANIFEST).read_bytes())
    listed["files"]["../../data/site.yaml"] = listed["files"]["robots.txt"]
    (oldest / MANIFEST).chmod(0o644)
    (oldest / MANIFEST).write_text(json.dumps(listed))
    edit(site / "data/site.yaml", "id: ", "keep_releases: 1\nid: ")
    publish(site)
    assert (site / "data/site.yaml").exists()


def test_a_link_among_the_releases_is_not_followed(site: Path, base: Base) -> None:
    """`releases/latest`, made by somebody for himself, is no old release to delete."""
    (site / "releases/latest").symlink_to((site / "site").resolve().name)
    edit(site / "data/site.yaml", "id: ", "keep_releases: 1\nid: ")
    publish(site)
    publish(site)
    assert wrong_releases(site / "releases") == []
    assert (site / "site/index.html").exists()


def test_the_newest_release_is_the_last_published_whatever_the_clock_says(site: Path) -> None:
    """A clock that was set back does not have the release before deleted as the oldest."""
    shown = (site / "site").resolve()
    ahead = shown.stat().st_mtime_ns + 10**18
    os.utime(shown, ns=(ahead, ahead))
    publish(site)
    before = (site / "site").resolve()
    for number in range(2):
        add_line(site, f"Lần {number}.")
        publish(site)
    assert before.exists()
    assert not shown.exists()


def test_where_nothing_can_be_kept_builds_go_on(site: Path, base: Base) -> None:
    """A cache and a memo that cannot be made: memory holds what they would."""
    (site / "build/cache.sqlite").unlink()
    (site / "build/memo.sqlite").unlink()
    (site / "build/cache.sqlite").symlink_to("/proc/nowhere/cache")
    (site / "build/memo.sqlite").symlink_to("/proc/nowhere/memo")
    publish(site)
    assert tree(site / "site") == base.after
