"""Releases: a folder named after all that is in it, and one link that says which is published.

A file that did not change is a hard link into the new release, never opened for writing. The link switches in one
step (rename, POSIX), so a reader sees the old site or the new one and nothing in between. What a killed build or a
power cut leaves is whole, or is no release (docs/decisions/0111).
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EIO
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from generator.build.cache import Known
from generator.build.durable import settle, settle_names
from generator.build.output import Entry, Manifest, intact

MANIFEST = "manifest.json"
LINK = "site"
_STAGING = ".staging-"
_GOING = ".going.json"  # the manifest of a release that is being deleted


class Releases:
    """The releases below `out`, and the link `out/site`."""

    def __init__(self, out: Path) -> None:
        self.folder = out / "releases"
        self.link = out / LINK
        self._fresh = out / f".{LINK}.new"

    @property
    def _live(self) -> Path:
        """The folder that the link leads to."""
        return Path(os.path.realpath(self.link))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One build at a time; what a killed one left behind is cleared away."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for left in self.folder.glob(f"{_STAGING}*"):
                shutil.rmtree(left)
            self._fresh.unlink(missing_ok=True)
            yield

    def published(self) -> tuple[Path | None, Manifest]:
        """The folder the link leads to and what is in it; None and nothing before the first release."""
        target = self._live
        if not self.link.is_symlink() or target.parent != self.folder.resolve():
            return None, {}
        listed = _manifest(target)
        return (target, listed) if listed else (None, {})

    @contextmanager
    def staging(self) -> Iterator[Staging]:
        """A release in the making; thrown away unless it is published."""
        folder = Path(mkdtemp(prefix=_STAGING, dir=self.folder))
        folder.chmod(0o755)
        try:
            yield Staging(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def publish(
        self, staging: Staging, outputs: Mapping[str, Known], current: Path | None, keep: int
    ) -> tuple[Path, int]:
        """Make a release of the staged files and, for the other `outputs`, those of `current`; switch to it.

        Returns its folder, and how many files had to be linked. Of all releases the `keep` newest stay; one that need
        not stay becomes the new one.
        """
        text = _listing(outputs).encode()
        release = self.folder / sha256(text).hexdigest()[:32]
        left: list[str] = []
        if self.link.is_symlink() and release.resolve() == self._live:  # put right what was harmed since, file by file
            staging.write(MANIFEST, text)
            settle(staging.folder)
            Staging(release).move(staging)
            return release, 0
        if not _completed(release, staging, outputs, text):
            self._set_aside(release)
            spare = next(filter(_untouched, self._beyond(keep - 1)), None)
            made = self._refitted(spare, staging, outputs) if spare else staging
            if left := sorted(outputs.keys() - made.held):
                assert current is not None, left
                made.link(left, current)
            made.write(MANIFEST, text)
            settle(made.folder)
            made.folder.rename(release)
        self._switch(release)
        return release, len(left)

    def _set_aside(self, release: Path) -> None:
        """Rename what stands where a release shall be: somebody has put a file into it, or taken one away."""
        if os.path.lexists(release):
            names = (release.with_name(f"{release.name}-{number}") for number in count(1))
            release.rename(next(name for name in names if not os.path.lexists(name)))

    def _refitted(self, spare: Path, staging: Staging, outputs: Mapping[str, Known]) -> Staging:
        """An old release with the staged files, and without all that is not the same in `outputs`."""
        held = _manifest(spare)
        folder = spare.rename(self.folder / f"{_STAGING}{spare.name}")
        (folder / MANIFEST).unlink(missing_ok=True)
        there = {path for path, entry in held.items() if path in outputs and _intact(folder, outputs[path], entry)}
        refitted = Staging(folder, there)
        refitted.remove(held.keys() - there)
        refitted.move(staging)
        return refitted

    def _switch(self, release: Path) -> None:
        """Have the link lead to a whole release, which becomes the newest of all, whatever the clock says."""
        others = (each.stat().st_mtime_ns for each in self._whole() if each != release)
        now = max(time.time_ns(), 1 + max(others, default=0))
        for each in (release, release / MANIFEST):  # as new as its folders: nobody has put anything in
            os.utime(each, ns=(now, now))
        settle_names(self.folder)
        self._fresh.unlink(missing_ok=True)
        self._fresh.symlink_to(os.path.relpath(release, self.link.parent))
        self._fresh.replace(self.link)
        with suppress(OSError):  # after a power cut the link leads to the old or to the new release: both are whole
            settle_names(self.link.parent)

    def prune(self, keep: int) -> None:
        """Delete all but the `keep` newest releases: only what their manifests say they hold."""
        for release in (*self._whole(_GOING), *self._beyond(keep)):
            _remove(release)
        for each in self.folder.iterdir():
            if each.is_dir() and not each.name.startswith(".") and not each.is_symlink():
                with suppress(OSError):  # only what is empty goes
                    each.rmdir()

    def _whole(self, manifest: str = MANIFEST) -> Iterator[Path]:
        """The folders that have a manifest of that name."""
        for each in self.folder.iterdir():
            if not each.name.startswith(".") and not each.is_symlink() and (each / manifest).is_file():
                yield each

    def _beyond(self, keep: int) -> list[Path]:
        """The releases older than the `keep` newest, the oldest first; never the one that is published."""
        current = self._live
        others = [each for each in self._whole() if each.resolve() != current]
        others.sort(key=lambda each: each.stat().st_mtime_ns)
        return others[: max(0, len(others) - max(keep - 1, 0))]

    def forget(self, pages: Iterable[str], mark: bytes) -> None:
        """Delete every older release in which one of the withdrawn `pages` has its text, that is, has no `mark`.

        Nobody shall read it again because an office went back to an older release (docs/decisions).
        """
        current, _ = self.published()
        gone = tuple(pages)
        for release in self._whole():
            if release.resolve() == current:
                continue
            files = (release / page for page in gone)
            if any(file.is_file() and mark not in file.read_bytes() for file in files):
                _remove(release)


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
            with (self.folder / path).open("xb", buffering=0) as file:
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
            self._made -= _delete(self.folder, path)

    def _make_folder(self, path: str) -> None:
        """Make the folder of a file, unless it was made before."""
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            assert ".." not in f"/{path}/".split("/")[1:], path
            assert not path.startswith("/"), path
            self._make_folder(folder)
            (self.folder / folder).mkdir(exist_ok=True)
            self._made.add(folder)


def _listing(outputs: Mapping[str, Known]) -> str:
    """The manifest of a release, a line for each file: `json` itself only breaks lines in a slower way."""
    lines = (
        f'{json.dumps(path, ensure_ascii=False)}: {{"sha256": "{known.sha256}", "size": {known.size}}}'
        for path, known in sorted(outputs.items())
    )
    return '{"files": {\n' + ",\n".join(lines) + "\n}}\n"


def _manifest(release: Path, name: str = MANIFEST) -> Manifest:
    """What is in a release, as it says itself; nothing if that cannot be read, or is about files elsewhere."""
    try:
        kept = json.loads((release / name).read_text(encoding="utf-8"))
        listed = {path: Entry(row["sha256"], row["size"]) for path, row in kept["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return {} if any("/../" in f"/{path}/" or path.startswith("/") for path in listed) else listed


def _completed(release: Path, staging: Staging, outputs: Mapping[str, Known], text: bytes) -> bool:
    """Whether a release that was published before is there and whole, once it has the staged files."""
    try:
        if release.is_symlink() or (release / MANIFEST).read_bytes() != text or not _untouched(release):
            return False
    except OSError:
        return False
    rest = (outputs[path] for path in outputs.keys() - set(staging.written))
    if not all(_intact(release, known, Entry(known.sha256, known.size)) for known in rest):
        return False
    settle(staging.folder)
    Staging(release, outputs).move(staging)
    return True


def _untouched(release: Path) -> bool:
    """Whether nobody put anything into a release since it was made: its manifest was written last."""
    held = _manifest(release)
    folders = {""}
    for path in held:
        while (path := path.rpartition("/")[0]) not in folders:
            folders.add(path)
    try:
        made = os.stat(f"{release}/{MANIFEST}").st_mtime_ns  # noqa: PTH116  # thousands of times
        return bool(held) and all(os.stat(f"{release}/{each}").st_mtime_ns <= made for each in folders)  # noqa: PTH116
    except OSError:
        return False


def _intact(release: Path, known: Known, entry: Entry) -> bool:
    return intact(f"{release}/{known.path}", known, entry)


def _remove(release: Path) -> None:
    """Delete the files a release's manifest names, and the folders that are empty then.

    It is no release from the first moment on; if this is stopped midway, the next build goes on with it.
    """
    with suppress(OSError):
        (release / MANIFEST).rename(release / _GOING)
    held = _manifest(release, _GOING)
    for path in held:
        _delete(release, path)
    if held and not any(os.path.lexists(f"{release}/{path}") for path in held):  # else the next build tries again
        _delete(release, _GOING)


def _delete(release: Path, path: str) -> set[str]:
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
