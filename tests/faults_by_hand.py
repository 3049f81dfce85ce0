"""Faults that are no failing system call: spoilt files, limits, full and read-only disks, odd files, two at once."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import TODAY
from tests.site import OUTREACH

if TYPE_CHECKING:
    from tests.faults import Builder, Scene

Spoil = Callable[["Scene", "Builder", Path], list[str]]


def _after(scene: Scene, builder: Builder, root: Path, **how: Callable[[], None]) -> list[str]:
    """What is wrong after a build in these circumstances."""
    from tests.faults import judged

    outcome = builder.build(root, **how)
    return [f"{each}: {outcome.said[-300:]}" for each in judged(scene, root, outcome)]


def _next(scene: Scene, builder: Builder, root: Path) -> list[str]:
    from tests.faults import recovered

    return recovered(scene, root, builder.build(root))


# Files that the program keeps for itself, and what a site publishes.
def _kept(root: Path) -> dict[str, Path]:
    shell = next((root / "build/shell").iterdir())
    return {
        "memo": root / "build/memo.sqlite",
        "cache": root / "build/cache.sqlite",
        "shell.json": shell / "shell.json",
        "shell file": next(shell.rglob("*.css")),
        "published": root / "site/robots.txt",
        "manifest": root / "site/manifest.json",
    }


def harm(file: Path, how: str, seed: int = 0) -> None:
    """Spoil one file."""
    content = file.read_bytes()
    mode = file.parent.stat().st_mode
    file.parent.chmod(mode | 0o200)
    file.unlink()
    chance = random.Random(f"{file.name} {seed}")  # to spoil, not to hide
    if how == "gone":
        return
    if how == "folder":
        file.mkdir()
        (file / "in it").write_text("x")
    elif how == "empty":
        file.write_bytes(b"")
    elif how == "half":
        file.write_bytes(content[: len(content) // 2])
    elif how == "foreign":
        file.write_bytes(chance.randbytes(5000))
    else:
        spoilt = bytearray(content)
        for _ in range(1 + seed % 8):
            spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
        file.write_bytes(spoilt)


def _spoilt(which: str, how: str, seed: int, scene: Scene, builder: Builder, root: Path) -> list[str]:
    from tests.faults import copy

    copy(scene.folder, root)
    harm(_kept(root)[which], how, seed)
    found = _next(scene, builder, root) + _next(scene, builder, root)
    if which in ("published", "manifest"):  # that release stays as it was spoilt, now as an old one
        spoilt = (scene.folder / "site").resolve().name
        found = [each for each in found if spoilt not in each]
    return found


def _limited(limit: int, most: int, scene: Scene, builder: Builder, root: Path) -> list[str]:
    from tests.faults import copy

    copy(scene.folder, root)
    found = _after(scene, builder, root, prelude=lambda: resource.setrlimit(limit, (most, most)))
    return found + _next(scene, builder, root)


def _short_of_memory(more: int, scene: Scene, builder: Builder, root: Path) -> list[str]:
    """A process that may have a few megabytes more than it has."""
    has = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    return _limited(resource.RLIMIT_AS, has + more, scene, builder, root)


@contextmanager
def _mounted(at: Path, options: str) -> Iterator[None]:
    at.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", at], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", at], check=True)


def _full(kilobytes: int, scene: Scene, builder: Builder, root: Path) -> list[str]:
    """A disk with so much room left is full in the middle of a build; then there is room again."""
    from tests.faults import copy

    disk = root.with_name("disk")
    with _mounted(disk, "size=64m"):
        site = copy(scene.folder, disk / "site")
        used = 1024 * 64 - os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize // 1024
        subprocess.run(["mount", "-o", f"remount,size={used + kilobytes}k", disk], check=True)
        found = _after(scene, builder, site)
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        return found + _next(scene, builder, site)


def _read_only(scene: Scene, builder: Builder, root: Path) -> list[str]:
    from tests.faults import copy

    disk = root.with_name("disk")
    with _mounted(disk, "size=64m"):
        site = copy(scene.folder, disk / "site")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        found = _after(scene, builder, site)
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        return found + _next(scene, builder, site)


def _forbidden(folder: str, scene: Scene, builder: Builder, root: Path) -> list[str]:
    """The folder is not ours to write to."""
    from tests.faults import copy

    copy(scene.folder, root)
    closed = root / folder

    def as_nobody() -> None:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)

    for where, _, files in os.walk(root):
        for name in ("", *files):
            os.chown(Path(where, name), 65534, 65534, follow_symlinks=False)
    closed.chmod(0o555)
    for each in [closed, *(closed.rglob("*") if folder == "build" else ())]:
        os.chown(each, 0, 0)
    found = _after(scene, builder, root, prelude=as_nobody)
    closed.chmod(0o755)
    return found + _next(scene, builder, root)


def _clock(offset: str, scene: Scene, builder: Builder, root: Path) -> list[str]:
    from tests.faults import Outcome, copy, judged

    copy(scene.folder, root)
    words = ["faketime", "-f", offset, str(OUTREACH), "build", "--root", str(root), "--today", TODAY.isoformat()]
    environment = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
    return judged(scene, root, Outcome(done.returncode, done.stderr + done.stdout)) + _next(scene, builder, root)


def _two(scene: Scene, builder: Builder, root: Path) -> list[str]:
    from tests.faults import copy

    copy(scene.folder, root)
    words = [str(OUTREACH), "build", "--root", str(root), "--today", TODAY.isoformat()]
    both = [subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
    codes = [each.wait() for each in both]
    return [f"codes {codes}"] * (codes != [0, 0]) + _next(scene, builder, root)


def _changing(how: str, seed: int, scene: Scene, builder: Builder, root: Path) -> list[str]:
    """Files are saved, or taken away and put back, all the time while the site is built."""
    from tests.faults import copy, tree
    from tests.faults_judge import wrong_releases

    copy(scene.folder, root)
    files = [root / "content/pages/gioi-thieu.md", *sorted((root / "content/articles").rglob("*.yaml"))]
    texts = {file: file.read_bytes() for file in files}
    stop = threading.Event()

    def save() -> None:
        chance = random.Random(seed)
        while not stop.is_set():
            file = chance.choice(files)
            if how == "vanishing":
                file.unlink(missing_ok=True)
            else:
                file.write_bytes(texts[file] + b"\n" * chance.randrange(3))
            time.sleep(chance.random() / 50)
            file.write_bytes(texts[file])

    saving = threading.Thread(target=save)
    saving.start()
    try:
        outcome = builder.build(root)
    finally:
        stop.set()
        saving.join()
    for file, text in texts.items():
        file.write_bytes(text)
    found = ["a traceback"] if "Traceback" in outcome.said else []
    if outcome.code and tree(root / "site") != scene.before:
        found.append("MIXED")
    return found + wrong_releases(root / "releases") + _next(scene, builder, root)


def put(where: Path, kind: str) -> Path:
    """Something odd in a folder; returns its path."""
    at = where / (
        "la\xcc.md".encode("latin-1").decode("utf-8", "surrogateescape") if kind == "name" else f"la-{kind}.md"
    )
    if kind in ("pipe", "pipe.css", "pipe.png"):
        os.mkfifo(at := where / f"la-{kind}" if "." in kind else at)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as opened:
            here = Path.cwd()
            os.chdir(where)  # addresses of sockets are short
            opened.bind(at.name)
            os.chdir(here)
    elif kind == "device":
        os.mknod(at, 0o644 | 0o020000, os.makedev(1, 5))  # /dev/zero: it never ends
    elif kind == "link":
        at.symlink_to("/etc/passwd")
    elif kind == "hidden link":
        (at := where / "~la.txt").symlink_to("/etc/passwd")
    elif kind == "folder link":
        at.symlink_to("/usr/share")
    elif kind == "loop":
        at.symlink_to(at.name)
    elif kind == "large":
        with at.open("wb") as file:
            file.truncate(3_000_000_000)
    elif kind == "unreadable folder":
        (at := where / "la").mkdir(0)
    else:
        at.write_text("---\ntitle: Lạ\n---\n")
        at.chmod(0 if kind == "unreadable" else 0o644)
    return at


ODD = (
    "pipe",
    "pipe.css",
    "pipe.png",
    "socket",
    "device",
    "link",
    "hidden link",
    "folder link",
    "loop",
    "large",
    "name",
)
PLACES = ("content/pages", "content/articles", "data/organizations", "theme_overrides/assets")


def _odd(kind: str, folder: str, scene: Scene, builder: Builder, root: Path) -> list[str]:
    from tests.faults import copy

    copy(scene.folder, root)
    (root / folder).mkdir(parents=True, exist_ok=True)
    odd = put(root / folder, kind)
    found = _after(scene, builder, root, prelude=lambda: signal.alarm(60) and None)  # it must not wait for ever
    odd.unlink()
    if folder.startswith("theme"):
        shutil.rmtree(root / "theme_overrides")
    return found + _next(scene, builder, root)


def _raising(at: int, scene: Scene, builder: Builder, root: Path) -> list[str]:
    """A mistake of the program itself: its traceback stays, and the site too."""
    from generator.build import work
    from tests.faults import copy, tree

    copy(scene.folder, root)

    def spoil() -> None:
        one, left = work._one, [at]

        def raising(job: work.Job) -> bytes:
            left[0] -= 1
            if not left[0]:
                raise KeyError(job.artifact.path)
            return one(job)

        work._one = raising

    outcome = builder.build(root, prelude=spoil)
    said = outcome.code == 1 and "Traceback" in outcome.said and "vẫn như cũ" in outcome.said
    found = [] if said else [f"said: {outcome.said[-300:]}"]
    return [*found, *["MIXED"] * (tree(root / "site") != scene.before), *_next(scene, builder, root)]


BY_HAND: list[tuple[str, Spoil]] = [
    *(
        (f"{which} {how}", partial(_spoilt, which, how, 0))
        for which in ("memo", "cache", "shell.json", "shell file", "published", "manifest")
        for how in ("gone", "empty", "half", "foreign", "folder")
        if (which, how) != ("manifest", "folder")
    ),
    *(
        (f"{which} flipped", partial(_spoilt, which, "flipped", seed))
        for which in ("memo", "cache", "shell.json", "shell file", "manifest")
        for seed in range(12)
    ),
    *(
        (f"files of {most} bytes", partial(_limited, resource.RLIMIT_FSIZE, most))
        for most in (1000, 4096, 20_000, 200_000)
    ),
    *((f"{most} open files", partial(_limited, resource.RLIMIT_NOFILE, most)) for most in (3, 4, 5, 6, 7, 8, 10, 15)),
    *((f"{more} MB more memory", partial(_short_of_memory, more * 2**20)) for more in (0, 1, 2, 4, 8, 16)),
    *((f"{room} KB of disk", partial(_full, room)) for room in (0, 4, 16, 40, 80, 120, 160, 200, 300, 400, 600)),
    ("read-only disk", _read_only),
    *(
        (f"{folder} forbidden", partial(_forbidden, folder))
        for folder in ("build", "releases", ".", "content/articles")
    ),
    *((f"clock {offset}", partial(_clock, offset)) for offset in ("-400d", "-1d", "-1h", "+400d")),
    *(("two builders", _two) for _ in range(3)),
    *((f"sources {how}", partial(_changing, how, seed)) for how in ("saved", "vanishing") for seed in range(10)),
    *((f"{kind} in {folder}", partial(_odd, kind, folder)) for kind in ODD for folder in PLACES),
    *((f"exception {at}", partial(_raising, at)) for at in (1, 9, 18)),
]
