"""Releases as things: whose folder it is, who may write, going back, verifying, signing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.build.barred import Barred
from generator.build.history import history, roll_back
from generator.build.lock import Patience
from generator.build.output import read_manifest
from generator.build.pipeline import build
from generator.build.releases import Releases
from generator.build.signature import sign, signed
from generator.build.verify import verify_folder, verify_url
from tests.conftest import EXAMPLES, TODAY
from tests.site import command, edit, outreach, publish, serve, tree

TEXT = "content/articles/2026/11/goi-111.md"
OTHER = "content/articles/2026/11/xet-nghiem-lan-dau.yaml"
PAGE = "bai-viet/2026/11/xet-nghiem-lan-dau/index.html"
AT_ONCE = Patience(0)
# Holds the lock until it is killed.
_HOLD = """
import sys, time
from pathlib import Path
from generator.build.releases import Releases
with Releases(Path(sys.argv[1])).locked("build"):
    print("held", flush=True)
    time.sleep(60)
"""
# A file system without symbolic links, as FAT is (symlink(2): EPERM), in a process of its own.
_NO_LINKS = """
import errno, os
def symlink(*args, **kwargs):
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
os.symlink = symlink
"""


@pytest.fixture(scope="module")
def _twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, published, edited, published again."""
    root = tmp_path_factory.mktemp("twice") / "site"
    shutil.copytree(EXAMPLES / "small", root)
    publish(root)
    edit(root / OTHER, "Bài này là ví dụ.", "Bài này là ví dụ thứ hai.")
    publish(root)
    return root


@pytest.fixture
def twice(_twice: Path, tmp_path: Path) -> Path:
    """A copy of it, to change."""
    return Path(shutil.copytree(_twice, tmp_path / "site", symlinks=True))


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[Callable[[Path], subprocess.Popen[str]]]:
    """Another process that holds the lock of a site."""
    started = []

    def hold(root: Path) -> subprocess.Popen[str]:
        words = [sys.executable, "-c", _HOLD, str(root)]
        started.append(subprocess.Popen(words, stdout=subprocess.PIPE, text=True))
        assert started[-1].stdout
        assert started[-1].stdout.readline() == "held\n"
        return started[-1]

    yield hold
    for each in started:
        each.kill()
        each.communicate()


def refused(root: Path) -> list[str]:
    """The codes with which a build ends that publishes nothing."""
    report, diagnostics = build(root, root, TODAY, patience=AT_ONCE)
    assert report.published is None
    assert all(each.hint for each in diagnostics)
    return [each.code for each in diagnostics]


def test_a_folder_of_somebody_else_is_left_alone(small_site: Path) -> None:
    """A wrong `--out` costs nobody a file: neither beside our names nor under them."""
    (small_site / "releases").mkdir()
    (small_site / "releases/2026.zip").write_text("của người khác")
    before = tree(small_site / "releases")
    assert refused(small_site) == ["E023"]
    assert tree(small_site / "releases") == before
    assert not (small_site / "site").exists()


def test_releases_of_earlier_versions_get_the_marker(twice: Path) -> None:
    """They had a lock and folders named after digests, and nothing else."""
    marker = twice / "releases/.outreach"
    marker.unlink()
    assert publish(twice).written == ()
    assert marker.is_file()
    marker.unlink()
    (twice / "releases/luu").mkdir()
    assert refused(twice) == ["E023"]


def test_a_second_command_says_who_is_at_work(twice: Path, holder: Callable[[Path], subprocess.Popen[str]]) -> None:
    """It waits, says for whom, gives up with a code; the lock of a process that is killed is free at once."""
    other = holder(twice)
    begun = time.monotonic()
    done = command("build", "--root", str(twice), "--wait", "0.3", "--lang", "en")
    assert done.returncode == 1
    assert time.monotonic() - begun >= 0.3
    assert f"`outreach build` (process {other.pid}) has been at work on these releases since " in done.stderr
    assert "waiting for it up to 0.3 s" in done.stderr
    assert " E024: " in done.stderr
    for words in (["rollback"], ["publish", "--to", str(twice / "elsewhere")]):
        assert " E024: " in command(*words, "--root", str(twice), "--wait", "0", "--lang", "en").stderr
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert publish(twice).written == ()
    assert (twice / "releases/.lock").read_text() == ""


def test_who_waits_goes_on_when_the_other_has_ended(
    twice: Path, holder: Callable[[Path], subprocess.Popen[str]]
) -> None:
    other = holder(twice)
    words = [*outreach(), "rollback", "--root", str(twice), "--wait", "30"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as waiting:
        assert waiting.stderr
        assert str(other.pid) in waiting.stderr.readline()
        other.kill()
        other.wait()
        assert waiting.wait(timeout=30) == 0


def test_releases_are_listed(twice: Path) -> None:
    """For people and for machines: which is shown, and what it changed."""
    new, old = json.loads(command("releases", "--root", str(twice), "--format", "json").stdout)
    assert (new["current"], old["current"], old["changes"]) == (True, False, None)
    before, after = (tree(twice / "releases" / each["id"]) for each in (old, new))
    differ = {path for path, digest in after.items() if digest != before[path] and path != "manifest.json"}
    assert new["changes"] == {"added": 0, "removed": 0, "changed": len(differ)}
    assert PAGE in differ
    files = [each for each in (twice / "site/").rglob("*") if each.is_file() and each.name != "manifest.json"]
    assert (new["files"], new["bytes"]) == (len(files), sum(each.stat().st_size for each in files))
    lines = command("releases", "--root", str(twice), "--lang", "en").stdout.splitlines()
    assert [line[:10] for line in lines] == [f"* {new['id'][:8]}", f"  {old['id'][:8]}"]
    assert lines[0].endswith(f"+0 −0 ~{len(differ)}")
    assert "Chưa đăng" in command("releases", "--root", str(twice), "--out", str(twice / "none")).stdout


def test_going_back_and_building_again(twice: Path) -> None:
    """The old bytes are shown; then the next build publishes the records, as if nobody had gone back."""
    new, old = history(Releases(twice))
    done = command("rollback", "--root", str(twice), "--lang", "en")
    assert (done.returncode, (twice / "site").resolve()) == (0, old.folder)
    assert "the next `outreach build` publishes what they say" in done.stdout
    before = tree(new.folder)
    assert publish(twice).published == new.folder
    assert tree(twice / "site") == before
    edit(twice / OTHER, "thứ hai", "thứ ba")
    roll_back(Releases(twice))
    publish(twice)
    publish(twice, twice / "clean")
    assert tree(twice / "site") == tree(twice / "clean/site")


def test_back_and_back_again_never_leads_to_what_was_left(twice: Path) -> None:
    """Twice back is two releases back; and after a mended release, the one before it is not the broken one."""
    edit(twice / OTHER, "thứ hai", "thứ ba")
    publish(twice)
    releases = Releases(twice)
    third, second, first = (each.id for each in history(releases))
    assert roll_back(releases).id == second
    assert [each.left for each in history(releases)] == [True, False, False]
    assert roll_back(releases).id == first
    with pytest.raises(Barred) as none:
        roll_back(releases)
    assert none.value.diagnostic.code == "U001"
    assert roll_back(releases, second[:6]).id == second
    edit(twice / OTHER, "thứ ba", "đã sửa")
    publish(twice)
    assert roll_back(releases).id == second != third


def test_no_such_release_is_a_sentence(twice: Path) -> None:
    """An id that fits none or several."""
    releases = Releases(twice)
    for folder in releases.all():  # two whose names begin alike
        shutil.copytree(folder, folder.with_name("ffff" + folder.name[4:]))
    for wanted in ("ffff", "ffffffffff", "zz", "../site"):
        with pytest.raises(Barred) as none:
            roll_back(releases, wanted)
        assert none.value.diagnostic.code == "U001"


def test_a_harmed_release_is_not_gone_back_to(twice: Path) -> None:
    """Every byte is looked at, times and sizes are not believed; the site stays."""
    new, old = history(Releases(twice))
    harmed = old.folder / PAGE
    seen = harmed.stat()
    content = harmed.read_bytes()
    harmed.unlink()
    harmed.write_bytes(content[:-1] + b"!")
    os.utime(harmed, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    done = command("rollback", "--root", str(twice), "--lang", "en")
    assert done.returncode == 1
    assert f"releases/{old.id[:8]}/{PAGE}" in done.stderr
    assert " U002: " in done.stderr
    assert (twice / "site").resolve() == new.folder


def test_there_is_no_way_back_to_a_withdrawn_text(small_site: Path) -> None:
    """No file of any release holds it: pages, months, feeds, packs of the search, open data, whatever is there."""
    secret = "Câu này không ai được đọc lại."
    edit(small_site / TEXT, "Bài này là ví dụ.", secret)
    publish(small_site)
    holding = [path for path in (small_site / "site/").rglob("*") if path.is_file() and secret in _text(path)]
    assert len(holding) > 5  # the page, its month, feeds, the pack
    publish(small_site)
    edit(small_site / TEXT, "programmes", "withdrawn:\n  on: 20/11/2026\n  why: Ví dụ.\nprogrammes")
    publish(small_site)
    assert [path for path in (small_site / "releases").rglob("*") if path.is_file() and secret in _text(path)] == []
    with pytest.raises(Barred) as none:
        roll_back(Releases(small_site))
    assert none.value.diagnostic.code == "U001"


def _text(file: Path) -> str:
    content = file.read_bytes()
    if file.suffix == ".br":
        import brotli

        content = brotli.decompress(content)
    elif file.suffix == ".gz":
        import gzip

        content = gzip.decompress(content)
    return content.decode(errors="replace")


def test_without_symbolic_links_the_site_is_a_copy(small_site: Path, tmp_path: Path) -> None:
    """Built, edited, gone back, without one link; and a folder `site` of somebody else is still not touched."""
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook/sitecustomize.py").write_text(_NO_LINKS)
    path = os.pathsep.join(filter(None, [str(tmp_path / "hook"), os.environ.get("PYTHONPATH", "")]))

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return command(*words, "--root", str(small_site), "--lang", "en", PYTHONPATH=path)

    site = small_site / "site"
    site.mkdir()
    (site / "cua-toi.txt").write_text("của tôi")
    assert " E004: " in run("build", "--today", "2026-11-22").stderr
    assert tree(site).keys() == {"cua-toi.txt"}
    shutil.rmtree(site)
    for text in ("", "Bài này là ví dụ mới."):
        if text:
            edit(small_site / OTHER, "Bài này là ví dụ.", text)
        done = run("build", "--today", "2026-11-22")
        assert done.returncode == 0, done.stderr
        assert not site.is_symlink()
        assert verify_folder(site).findings == []
    assert "Nothing to do" in run("build", "--today", "2026-11-22").stdout
    new, old = history(Releases(small_site))
    assert (new.current, old.current) == (True, False)
    assert run("rollback").returncode == 0
    assert tree(site) == tree(old.folder)
    shutil.rmtree(site)  # a run that was killed between the two renames
    assert run("build", "--today", "2026-11-22").returncode == 0
    assert tree(site) == tree(new.folder)
    assert {each.name for each in small_site.iterdir() if each.name.startswith(".")} == set()


def test_verifying_finds_every_kind_of_harm(twice: Path) -> None:
    """Missing, changed, too many, a link in place of a file; and what a host puts there may be allowed."""
    site = Path(shutil.copytree((twice / "site").resolve(), twice / "copy"))
    whole = verify_folder(site)
    assert (whole.findings, whole.id) == ([], (twice / "site").resolve().name)
    (site / "robots.txt").unlink()
    (site / PAGE).chmod(0o644)
    (site / PAGE).write_bytes((site / PAGE).read_bytes().replace(b"<h1", b"<h2"))
    (site / "sitemap.xml").unlink()
    (site / "sitemap.xml").symlink_to(twice / "site/sitemap.xml")
    (site / ".well-known").mkdir()
    (site / ".well-known/acme").write_text("x")
    (site / "loi-chao.html").write_text("x")
    found = {each.place.file: each.code for each in verify_folder(site, allowed=[".well-known"]).findings}
    assert found == {"robots.txt": "U003", "sitemap.xml": "U003", PAGE: "U004", "loi-chao.html": "U005"}
    assert ".well-known/acme" in {each.place.file for each in verify_folder(site).findings}
    done = command("verify", str(site), "--allow", ".well-known/*", "--lang", "en")
    assert done.returncode == 1
    assert "4 errors" in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        '{"files": {}}',
        '{"files": {"a": 1}}',
        '{"files": {"a": {"sha256": "", "size": "1"}}}',
        *(
            f'{{"files": {{"{path}": {{"sha256": "", "size": 1}}}}}}'
            for path in ("", "../a", "a/..", "a/../b", "/a", "a//b", "./a", "a/", "a\\u0000")
        ),
    ],
)
def test_what_is_no_manifest_is_a_sentence(tmp_path: Path, text: str) -> None:
    """Nothing outside of the folder is ever looked at."""
    (tmp_path / "manifest.json").write_text(text)
    assert [each.code for each in verify_folder(tmp_path).findings] == ["U003"]
    assert read_manifest(tmp_path) == {}


def test_a_site_at_an_address_is_verified(twice: Path) -> None:
    """From a real server, file by file; what is wrong there has the same words."""
    copy = Path(shutil.copytree((twice / "site").resolve(), twice / "copy"))
    with serve(copy) as address:
        assert verify_url(address).findings == []
        (copy / "robots.txt").unlink()
        (copy / PAGE).unlink()
        (copy / PAGE).write_text("<p>khác")
        found = {each.place.file: each.code for each in verify_url(address).findings}
        assert found == {"robots.txt": "U006", PAGE: "U004"}
        assert {each.code for each in verify_url(address, seconds=0).findings} == {"U007"}
        assert [each.code for each in verify_url(f"{address}khong-co/").findings] == ["U006"]
        done = command("verify", address, "--lang", "en")
    assert (done.returncode, done.stderr.count(" U00")) == (1, 2)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The secret key of an office without a password; the public one lies beside it."""
    if not shutil.which("minisign"):
        assert not os.environ.get("CI"), "minisign is missing: `make test` installs it"
        pytest.skip("no minisign on this machine")
    folder = tmp_path_factory.mktemp("key")
    for name in ("office", "other"):
        words = ["minisign", "-G", "-W", "-p", folder / f"{name}.pub", "-s", folder / name]
        subprocess.run(words, check=True, capture_output=True)
    return folder / "office"


def test_a_signed_release_is_known_by_its_key(twice: Path, key: Path) -> None:
    """minisign itself agrees, in a folder and at an address; another key and another manifest do not fit."""
    site = twice / "site"
    public = key.with_suffix(".pub")
    assert [each.code for each in verify_folder(site, str(public)).findings] == ["U010"]
    done = command("sign", "--key", str(key), "--root", str(twice), "--lang", "en")
    assert done.returncode == 0, done.stderr
    words = ["minisign", "-V", "-p", public, "-m", site / "manifest.json"]
    assert subprocess.run(words, check=False, capture_output=True).returncode == 0
    assert verify_folder(site, str(public)).findings == []
    assert verify_folder(site, public.read_text().splitlines()[1]).findings == []
    with serve(site) as address:
        assert verify_url(address, str(public)).findings == []
    assert [each.code for each in verify_folder(site, str(key.with_name("other.pub"))).findings] == ["U010"]
    signature = (site / "manifest.json.minisig").read_bytes()
    assert [each.code for each in signed(b"{}", signature, str(public))] == ["U010"]
    assert publish(twice).written == ()


@pytest.mark.parametrize("no_key", ["abc", "data/site.yaml", "nowhere.pub"])
def test_what_is_no_key_is_not_said_to_be_a_wrong_signature(
    no_key: str, twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is told to distrust a site because of the name of a file."""
    monkeypatch.chdir(twice)
    (found,) = verify_folder(twice / "site", no_key).findings
    assert (found.code, str(found.place)) == ("U010", no_key)


@pytest.mark.parametrize("left", ["releases", "nothing"])
def test_a_site_whose_releases_are_gone_is_built_again(left: str, twice: Path) -> None:
    """Somebody copied a site without them, or made room."""
    before = tree(twice / "site")
    shutil.rmtree(twice / "releases")
    if left == "releases":
        (twice / "releases").mkdir()
    publish(twice)
    assert tree(twice / "site") == before


def test_a_signature_goes_with_its_release(twice: Path, key: Path) -> None:
    """An old release that becomes the new one does not bring the signature of what it was, and pruning leaves none."""
    releases = Releases(twice)
    for number in range(4):
        current, _ = releases.published()
        assert current
        sign(current, key)
        edit(twice / OTHER, "Bài này là", f"Số {number}. Bài này là")
        publish(twice)
        assert not (twice / "site/manifest.json.minisig").exists()
    folders = [each for each in releases.folder.iterdir() if each.is_dir()]
    assert len(folders) == len(releases.all())
