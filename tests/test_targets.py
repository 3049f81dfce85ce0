"""`outreach publish`: a folder, a server by rsync, a branch of git have the old release or the new one, whole."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.build.barred import Barred
from generator.build.history import roll_back
from generator.build.program import discreet
from generator.build.releases import Releases
from generator.build.targets import publish as take
from generator.build.targets.rsync import REMOTE
from generator.build.targets.sending import Sent, Way
from generator.build.verify import verify_folder
from tests.conftest import EXAMPLES
from tests.site import command, edit, publish, tree

OTHER = "content/articles/2026/11/xet-nghiem-lan-dau.yaml"
# In the place of ssh: drops the host and runs the rest here.
_RSH = """#!/bin/sh
[ "$1" = -l ] && shift 2
shift
exec "$@"
"""


@pytest.fixture(scope="module")
def _steps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three states of one site, each in `site` of a folder of its own: as written, edited, and with that withdrawn."""
    root = tmp_path_factory.mktemp("steps") / "0"
    shutil.copytree(EXAMPLES / "small", root)
    edit(root / OTHER, "Bài này là ví dụ.", "Câu này không ai được đọc lại.")
    publish(root)
    for number, (before, after) in enumerate(
        (
            ("Câu này không", "Nay câu này không"),
            ("programmes", "withdrawn:\n  on: 20/11/2026\n  why: Ví dụ.\nprogrammes"),
        ),
        1,
    ):
        last, root = root, root.with_name(str(number))
        shutil.copytree(last, root, symlinks=True)
        text = (root / OTHER).read_text(encoding="utf-8")
        (root / OTHER).write_text(text.replace(before, after, 1), encoding="utf-8")
        publish(root)
    return root.parent


@pytest.fixture
def steps(_steps: Path, tmp_path: Path) -> Path:
    """A copy of them, to change."""
    return Path(shutil.copytree(_steps, tmp_path / "steps", symlinks=True))


def send(root: Path, target: str | Path, **way: str | bool) -> Sent:
    return take(Releases(root), str(target), Way(**way))  # type: ignore[arg-type]


def holding(folder: Path) -> list[Path]:
    """The files that hold the sentence which was withdrawn."""
    secret = "không ai được đọc lại".encode()
    return [each for each in folder.rglob("*") if each.is_file() and secret in each.read_bytes()]


def test_a_folder_gets_what_differs(steps: Path, tmp_path: Path) -> None:
    """The first time all, then only changes; what is the same is one file of two names; nothing is built."""
    to = tmp_path / "web"
    assert send(steps / "0", to, trial=True).changes.added > 300
    assert not to.exists()
    send(steps / "0", to)
    assert tree(to / "site") == tree(steps / "0/site")
    first = (to / "site").resolve()
    sent = send(steps / "1", to)
    assert tree(to / "site") == tree(steps / "1/site")
    assert 0 < sent.changes.changed < 50
    written = [each for each in (to / "site/").rglob("*") if each.is_file() and each.stat().st_nlink == 1]
    assert len(written) == sum(sent.changes) + 1  # and the manifest
    assert tree(first) == tree(steps / "0/site")
    assert not any(send(steps / "1", to).changes)
    assert {each.name for each in to.iterdir()} == {"site", "releases"}


def test_a_withdrawn_text_leaves_every_target(steps: Path, tmp_path: Path) -> None:
    """Folder and server keep no release that is not kept here; going back there is going back here."""
    (tmp_path / "rsh").write_text(_RSH)
    (tmp_path / "rsh").chmod(0o755)
    server, rsh = f"web@example.org:{tmp_path}/server", str(tmp_path / "rsh")
    for number in (0, 1):
        send(steps / str(number), tmp_path / "web")
        send(steps / str(number), server, rsh=rsh)
    roll_back(Releases(steps / "1"))
    send(steps / "1", tmp_path / "web")
    send(steps / "1", server, rsh=rsh)
    for where in ("web", "server"):
        assert tree(tmp_path / where / "site") == tree(steps / "0/site")
        assert holding(tmp_path / where / "releases")
    (tmp_path / "server/releases/ghi-chu").mkdir()
    send(steps / "2", tmp_path / "web")
    send(steps / "2", server, rsh=rsh)
    for where in ("web", "server"):
        assert tree(tmp_path / where / "site") == tree(steps / "2/site")
        assert holding(tmp_path / where / "releases") == []
    assert (tmp_path / "server/releases/ghi-chu").is_dir()


def test_a_server_gets_a_release_of_its_own_and_then_the_link(steps: Path, tmp_path: Path) -> None:
    """By rsync over a stand-in for ssh: hard links there, a harmed file is sent anew, a trial changes nothing."""
    (tmp_path / "rsh").write_text(_RSH)
    (tmp_path / "rsh").chmod(0o755)
    to = tmp_path / "trang web"
    way = {"rsh": str(tmp_path / "rsh")}
    target = f"example.org:{to}"
    assert send(steps / "0", target, trial=True, **way).changes.added > 300
    assert not to.exists()
    send(steps / "0", target, **way)
    sent = send(steps / "1", target, **way)
    assert tree(to / "site") == tree(steps / "1/site")
    assert (
        sum(each.stat().st_nlink == 1 for each in (to / "site/").rglob("*") if each.is_file()) == sum(sent.changes) + 1
    )
    harmed = to / "site/robots.txt"
    seen = harmed.stat()
    content = harmed.read_bytes()
    harmed.unlink()
    harmed.write_bytes(content[:-2] + b"x\n")
    os.utime(harmed, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    send(steps / "1", target, **way)
    assert tree(to / "site") == tree(steps / "1/site")
    done = command("publish", "--to", target, "--rsh", "false", "--root", str(steps / "1"), "--lang", "en")
    assert (done.returncode, " U009: `rsync` failed" in done.stderr) == (1, True)


@contextmanager
def daemon(folder: Path, munge: str) -> Iterator[str]:
    """The address of a real rsync daemon on loopback with the module `trang`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "trang").mkdir(parents=True)
    settings = folder / "rsyncd.conf"
    settings.write_text(
        f"use chroot = no\nmunge symlinks = {munge}\n[trang]\npath = {folder}/trang\nread only = no\n"
        + ("uid = root\ngid = root\n" if os.geteuid() == 0 else "")
    )
    words = ["rsync", "--daemon", "--no-detach", "--address=127.0.0.1", f"--port={port}", f"--config={settings}"]
    with subprocess.Popen(words) as running:
        try:
            for _ in range(100):
                with socket.socket() as asked:
                    if asked.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"rsync://127.0.0.1:{port}/trang"
        finally:
            running.terminate()


def test_a_daemon_gets_releases_too(steps: Path, tmp_path: Path) -> None:
    """Over rsync's own protocol, without a shell there; one that changes links is told so."""
    with daemon(tmp_path / "plain", "no") as target:
        send(steps / "0", target)
        send(steps / "1", target)
    assert tree(tmp_path / "plain/trang/site") == tree(steps / "1/site")
    with daemon(tmp_path / "munging", "yes") as target, pytest.raises(Barred) as told:
        send(steps / "0", target)
    assert told.value.diagnostic.code == "U013"


def test_a_branch_gets_one_commit_for_each_release(steps: Path, tmp_path: Path) -> None:
    """Its tree is the release; nothing is forced over what somebody else pushed."""
    bare = tmp_path / "trang.git"
    subprocess.run(["git", "init", "-q", "--bare", bare], check=True)
    target = f"git+{bare}#pages"

    def git(*words: str) -> str:
        done = subprocess.run(["git", f"--git-dir={bare}", *words], check=True, capture_output=True, text=True)
        return done.stdout

    way = {"author": "Tổ web <web@example.org>"}
    assert send(steps / "0", target, trial=True, **way).changes.added > 300
    assert git("branch", "--list") == ""
    for number in (0, 1, 1):
        send(steps / str(number), target, **way)
        (tmp_path / "out").mkdir()
        git(f"--work-tree={tmp_path}/out", "checkout", "-q", "-f", "pages", "--", ".")
        found = tree(tmp_path / "out")
        assert found.pop(".nojekyll")
        assert found == tree(steps / str(number) / "site")
        shutil.rmtree(tmp_path / "out")
    names = [(steps / str(number) / "site").resolve().name[:8] for number in (1, 0)]
    assert git("log", "--format=%an %ae %s", "pages").splitlines() == [
        f"Tổ web web@example.org Release {name}" for name in names
    ]
    hook = bare / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho khong duoc >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(Barred) as failed:
        send(steps / "2", target, **way)
    assert failed.value.diagnostic.code == "U009"
    assert "khong duoc" in str(failed.value)


def test_what_somebody_else_made_is_left_alone(steps: Path, tmp_path: Path) -> None:
    """A folder here or there that holds other files, and the folder that is published from."""
    (tmp_path / "rsh").write_text(_RSH)
    (tmp_path / "rsh").chmod(0o755)
    (tmp_path / "web").mkdir()
    (tmp_path / "web/index.html").write_text("trang cũ")
    codes = []
    for target in (tmp_path / "web", f"example.org:{tmp_path}/web", steps / "0"):
        with pytest.raises(Barred) as barred:
            send(steps / "0", target, rsh=str(tmp_path / "rsh"))
        codes.append(barred.value.diagnostic.code)
    assert codes == ["E023", "E023", "U012"]
    assert tree(tmp_path / "web").keys() == {"index.html"}


def test_a_harmed_release_goes_nowhere(steps: Path, tmp_path: Path) -> None:
    """And neither does what was never built."""
    page = steps / "0/site/index.html"
    page.unlink()
    page.write_text("<p>khác")
    for root, code in ((steps / "0", "U002"), (tmp_path / "none", "U011")):
        root.mkdir(exist_ok=True)
        with pytest.raises(Barred) as barred:
            send(root, tmp_path / "web")
        assert barred.value.diagnostic.code == code
    assert not (tmp_path / "web").exists()


def test_a_harmed_target_is_mended(steps: Path, tmp_path: Path) -> None:
    """A file that somebody changed there is not linked into the next release."""
    to = tmp_path / "web"
    send(steps / "0", to)
    for name in ("robots.txt", "404.html"):
        (to / "site" / name).unlink()
        (to / "site" / name).write_bytes(b"x" * (steps / "0/site" / name).stat().st_size)
    send(steps / "0", to)
    assert tree(to / "site") == tree(steps / "0/site")
    (to / "site/robots.txt").unlink()
    (to / "site/robots.txt").write_bytes(b"x" * (steps / "0/site/robots.txt").stat().st_size)
    send(steps / "1", to)
    assert verify_folder(to / "site").findings == []


@pytest.mark.parametrize(
    "target",
    [
        "git+#pages",
        "git+https://a:b@example.org/x",
        "git+--upload-pack=x#y",
        "git+ext::sh -c x#y",
        "https://a:b@host/x",
    ],
)
def test_a_target_is_never_an_option_or_a_command(steps: Path, target: str) -> None:
    """And no message repeats a password."""
    with pytest.raises(Barred) as barred:
        send(steps / "0", target)
    assert barred.value.diagnostic.code in ("U012", "U009")
    assert "a:b" not in f"{barred.value} {barred.value.diagnostic.place}"


def test_what_is_a_server_and_what_a_folder() -> None:
    """As rsync tells them apart."""
    for target in ("host:web", "a@host:/srv/web", "rsync://host/module", "rsync://a@host:873/m/x", "a@[::1]:/x"):
        assert REMOTE.match(target), target
    for target in ("web", "./a:b", "/srv/web", "-e:x", "rsync://-o/x", "http://host/x", "host:", "host:/"):
        assert not REMOTE.match(target), target
    assert (
        discreet("fatal: https://me:secret@example.org/x.git not found") == "fatal: https://example.org/x.git not found"
    )
