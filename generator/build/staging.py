"""A release in the making, and how releases are deleted: files come and go one by one, folders with them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from errno import EIO
from pathlib import Path

from generator.build.kept import Kept, read_kept
from generator.build.names import GOING, KEPT, MANIFEST, SIGNATURE
from generator.build.output import Entry, read_manifest


class Staging:
    """A folder that becomes a release; `held` are the files of the release that are in it."""

    def __init__(self, folder: Path, held: Iterable[str] = ()) -> None:
        self.folder = folder
        self.held = set(held)
        self.written: list[str] = []
        self._made = {"", *(path.rpartition("/")[0] for path in self.held)}

    def write(self, path: str, content: bytes) -> os.stat_result:
        """Write a new file, read-only; what it is like now."""
        self._make_folder(path)
        try:
            with open(f"{self.folder}/{path}", "xb", buffering=0) as file:  # noqa: PTH123  # thousands of times
                left = memoryview(content)
                while left:  # a disk that fills up takes a part
                    left = left[file.write(left) :]
                self.written.append(path)
                self.held.add(path)
                os.fchmod(file.fileno(), 0o444)
                now = os.fstat(file.fileno())
        except OSError as problem:  # writing does not say where
            raise OSError(problem.errno, problem.strerror, path) from None
        if now.st_size != len(content):
            raise OSError(EIO, os.strerror(EIO), path)
        return now

    def link(self, paths: Iterable[str], release: Path) -> None:
        """Take files over from another release."""
        here = str(self.folder)
        for path in paths:
            self._make_folder(path)
            try:
                os.link(f"{release}/{path}", f"{here}/{path}")
            except OSError:  # a file system without hard links
                shutil.copy2(release / path, self.folder / path)

    def move(self, other: Staging) -> None:
        """Take over what was written into another one."""
        for path in other.written:
            self._make_folder(path)
            (other.folder / path).replace(self.folder / path)
            self.held.add(path)

    def remove(self, paths: Iterable[str]) -> None:
        """Take files away, and the folders that are empty then."""
        for path in paths:
            self.held.discard(path)
            self._made -= delete(self.folder, path)

    def _make_folder(self, path: str) -> None:
        """Make the folder of a file, unless it was made before."""
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            assert ".." not in f"/{path}/".split("/")[1:], path
            assert not path.startswith("/"), path
            if folder:  # the release itself went with the last file of an old one
                self._make_folder(folder)
            made = f"{self.folder}/{folder}"
            try:
                os.mkdir(made)  # noqa: PTH102  # thousands of times
            except FileExistsError:
                if not os.path.isdir(made):  # noqa: PTH112
                    raise
            os.chmod(made, 0o755)  # noqa: PTH101, S103  # whatever the umask: a web server reads it
            self._made.add(folder)


def held(release: Path, manifest: str = MANIFEST) -> dict[str, Entry | Kept]:
    """All that a release holds besides its lists."""
    return {**read_kept(release), **read_manifest(release, manifest)}


def untouched(release: Path) -> bool:
    """Whether nobody put anything into a release since it was made: its manifest was written last."""
    there = held(release)
    folders = {""}
    for path in there:
        while (path := path.rpartition("/")[0]) not in folders:
            folders.add(path)
    try:
        made = os.stat(f"{release}/{MANIFEST}").st_mtime_ns  # noqa: PTH116  # thousands of times
        return bool(there) and all(os.stat(f"{release}/{each}").st_mtime_ns <= made for each in folders)  # noqa: PTH116
    except OSError:
        return False


def remove(release: Path) -> None:
    """Delete the files a release's lists name, and the folders that are empty then.

    It is no release from the first moment on; if this is stopped midway, the next build goes on with it.
    """
    with suppress(FileNotFoundError):
        (release / MANIFEST).rename(release / GOING)
    if not (named := held(release, GOING)):
        return
    for path in (*named, SIGNATURE):
        delete(release, path)
    folders = {path[:at] for path in named for at, sign in enumerate(path) if sign == "/"}
    hollow = any(_is_empty(f"{release}/{folder}") for folder in folders)
    if not hollow and not any(
        os.path.lexists(f"{release}/{path}") for path in named
    ):  # else the next build tries again
        delete(release, KEPT)
        delete(release, GOING)


def _is_empty(folder: str) -> bool:
    with suppress(OSError):
        return not os.listdir(folder)  # noqa: PTH208
    return False


def delete(release: Path, path: str) -> set[str]:
    """Delete a file, and every folder above it that is empty then; returns these, an empty text for the release."""
    gone = set()
    with suppress(OSError):  # somebody put a file of his own beside it: that stays
        with suppress(FileNotFoundError):
            os.unlink(f"{release}/{path}")  # noqa: PTH108  # thousands of times
        while path:
            path = path.rpartition("/")[0]
            with suppress(FileNotFoundError):
                os.rmdir(f"{release}/{path}")  # noqa: PTH106
            gone.add(path)
    return gone
