"""Releases: a folder named after all that is in it, and one link that says which is published.

A file that did not change is a hard link into the new release, never opened for writing. The link switches in one
step (rename, POSIX), so a reader sees the old site or the new one and nothing in between.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from generator.build.cache import Known
from generator.build.kept import KEPT, Kept, handed_on, kept_listing, read_kept
from generator.build.output import MANIFEST, Entry, Manifest, intact, listing, read_manifest

LINK = "site"
_STAGING = ".staging-"


class Releases:
    """The releases below `out`, and the link `out/site`."""

    def __init__(self, out: Path) -> None:
        self.folder = out / "releases"
        self.link = out / LINK

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One build at a time; what a killed one left behind is cleared away."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for left in self.folder.glob(f"{_STAGING}*"):
                shutil.rmtree(left)
            yield

    def published(self) -> tuple[Path | None, Manifest]:
        """The folder the link leads to and what is in it; None and nothing before the first release."""
        target = self.link.resolve()
        if not self.link.is_symlink() or target.parent != self.folder.resolve():
            return None, {}
        listed = read_manifest(target)
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
        not stay becomes the new one. Assets of as many releases are kept (see `generator.build.kept`).
        """
        text = listing(outputs)
        release = self.folder / sha256(text.encode()).hexdigest()[:32]
        left: list[str] = []
        if release.exists():  # published before: put right what may have been harmed since
            for path in staging.written:
                (staging.folder / path).replace(release / path)
            self.hand_on(release, keep)
        else:
            kept = handed_on(current, read_manifest(current), outputs, keep) if current else {}
            spare = next(filter(_untouched, self._beyond(keep - 1)), None)
            made = self._refitted(spare, staging, outputs) if spare else staging
            if left := sorted(outputs.keys() - made.held):
                assert current is not None, left
                made.link(left, current)
            if current and kept:
                made.link(kept, current)
                made.write(KEPT, kept_listing(kept))
            made.write(MANIFEST, text.encode())
            made.folder.rename(release)
        self._switch(release)
        return release, len(left)

    def hand_on(self, release: Path, keep: int) -> None:
        """Have a release, which is to be published again, hold what the published one hands on to it."""
        current, manifest = self.published()
        if current is None or current == release.resolve():
            return
        before = read_kept(release)
        kept = handed_on(current, manifest, read_manifest(release), keep)
        there = Staging(release)
        there.remove((*before, KEPT))
        if kept:
            there.write(KEPT, kept_listing(kept))  # before they come, so that they go with the release in any case
            there.remove(kept)
            there.link(kept, current)

    def _refitted(self, spare: Path, staging: Staging, outputs: Mapping[str, Known]) -> Staging:
        """An old release with the staged files, and without all that is not the same in `outputs`."""
        held = read_manifest(spare)
        folder = spare.rename(self.folder / f"{_STAGING}{spare.name}")
        (folder / MANIFEST).unlink(missing_ok=True)
        there = {path for path, entry in held.items() if path in outputs and _intact(folder, outputs[path], entry)}
        refitted = Staging(folder, there)
        refitted.remove({*held, *read_kept(folder), KEPT} - there)
        refitted.move(staging)
        return refitted

    def _switch(self, release: Path) -> None:
        fresh = self.link.with_name(f".{LINK}-{os.getpid()}")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.path.relpath(release, self.link.parent))
        fresh.replace(self.link)
        os.utime(release)

    def prune(self, keep: int) -> None:
        """Delete all but the `keep` newest releases: only what their manifests say they hold."""
        for release in self._beyond(keep):
            _remove(release)

    def _beyond(self, keep: int) -> list[Path]:
        """The releases older than the `keep` newest, the oldest first; never the one that is published."""
        current = self.link.resolve()
        others = [
            each
            for each in self.folder.iterdir()
            if each.is_dir() and not each.name.startswith(".") and each != current
        ]
        others.sort(key=lambda each: each.stat().st_mtime_ns)
        return others[: max(0, len(others) - max(keep - 1, 0))]

    def forget(self, pages: Iterable[str], mark: bytes) -> None:
        """Delete every older release in which one of the withdrawn `pages` has its text, that is, has no `mark`.

        Nobody shall read it again because an office went back to an older release (docs/decisions).
        """
        current, _ = self.published()
        gone = tuple(pages)
        for release in self.folder.iterdir():
            if release.name.startswith(".") or release.resolve() == current or not release.is_dir():
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
        with (self.folder / path).open("xb", buffering=0) as file:
            file.write(content)
            self.written.append(path)
            self.held.add(path)
            os.fchmod(file.fileno(), 0o444)
            return os.fstat(file.fileno())

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
            self.remove((path,))
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


def _held(release: Path) -> dict[str, Entry | Kept]:
    """All that a release holds besides its lists."""
    return {**read_kept(release), **read_manifest(release)}


def _untouched(release: Path) -> bool:
    """Whether nobody put anything into a release since it was made: its manifest was written last."""
    held = _held(release)
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
    """Delete the files a release's manifest names, and the folders that are empty then."""
    for path in (*_held(release), MANIFEST, KEPT):
        _delete(release, path)


def _delete(release: Path, path: str) -> set[str]:
    """Delete a file, and every folder above it that is empty then; returns these, an empty text for the release."""
    gone = set()
    with suppress(OSError):  # it is gone already, or somebody put a file of his own beside it: that stays
        os.unlink(f"{release}/{path}")  # noqa: PTH108  # thousands of times
        while path:
            path = path.rpartition("/")[0]
            os.rmdir(f"{release}/{path}")  # noqa: PTH106
            gone.add(path)
    return gone
