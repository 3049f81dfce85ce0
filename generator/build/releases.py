"""Releases: a folder named after all that is in it, and one link that says which is published.

A file that did not change is a hard link into the new release, never opened for writing. The link switches in one
step (rename, POSIX), so a reader sees the old site or the new one and nothing in between. What a killed build or a
power cut leaves is whole, or is no release (docs/decisions/0111).
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from generator.build.cache import Known
from generator.build.durable import settle, settle_names
from generator.build.kept import handed_on, kept_listing, read_kept
from generator.build.link import Link
from generator.build.lock import LOCK, PATIENCE, Patience, locked
from generator.build.names import GOING, KEPT, LINK, MANIFEST, RELEASES, SIGNATURE, STAGING
from generator.build.output import Entry, Manifest, intact, listing, read_manifest
from generator.build.ownership import RELEASE, claim
from generator.build.staging import Staging, remove, untouched
from generator.model.diagnostic import Diagnostic, error
from generator.model.message import message
from generator.model.place import Place


class Releases:
    """The releases below `out`, and the link `out/site`."""

    def __init__(self, out: Path) -> None:
        self.folder = out / RELEASES
        self.link = out / LINK
        self._site = Link(self.link, self.folder)

    @contextmanager
    def locked(self, command: str = "build", patience: Patience = PATIENCE) -> Iterator[None]:
        """One command at a time; what a killed one left behind is cleared away.

        Raises Barred when another holds the lock for too long, or when folder or link are not ours.
        """
        self._site.inspect()
        claim(self.folder)
        with locked(self.folder / LOCK, command, patience):
            for left in self.folder.glob(f"{STAGING}*"):
                shutil.rmtree(left)
            self._site.clear()
            yield

    def published(self) -> tuple[Path | None, Manifest]:
        """The folder the link leads to and what is in it; None and nothing before the first release."""
        target = self._site.target
        listed = read_manifest(target) if target else {}
        return (target, listed) if listed else (None, {})

    @contextmanager
    def staging(self) -> Iterator[Staging]:
        """A release in the making; thrown away unless it is published."""
        folder = Path(mkdtemp(prefix=STAGING, dir=self.folder))
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
        release = self.folder / sha256(text).hexdigest()[:32]
        if self._site.shows(release):
            self._mend(release, staging, text)
            return release, 0
        linked = 0
        if _complete(release, staging, outputs, text):
            self._reuse(release, staging, outputs, keep)
        else:
            linked = self._make(release, staging, outputs, text, current, keep)
        self._switch(release)
        return release, linked

    def _mend(self, release: Path, staging: Staging, text: bytes) -> None:
        """Put right what was harmed since in the release that is published, file by file."""
        staging.write(MANIFEST, text)
        settle(staging.folder)
        Staging(release).move(staging)

    def _reuse(self, release: Path, staging: Staging, outputs: Mapping[str, Known], keep: int) -> None:
        """Put the staged files into a release that was published before."""
        settle(staging.folder)
        Staging(release, outputs).move(staging)
        self._hand_on(release, keep)

    def _make(
        self,
        release: Path,
        staging: Staging,
        outputs: Mapping[str, Known],
        text: bytes,
        current: Path | None,
        keep: int,
    ) -> int:
        """Make a release, of an old one where one is spare; how many files had to be linked."""
        self._set_aside(release)
        kept = handed_on(current, read_manifest(current), outputs, keep) if current else {}
        spare = next(filter(untouched, self._beyond(keep - 1)), None)
        made = self._refitted(spare, staging, outputs) if spare else staging
        if left := sorted(outputs.keys() - made.held):
            assert current is not None, left
            made.link(left, current)
        if current and kept:
            made.link(kept, current)
            made.write(KEPT, kept_listing(kept))
        made.write(MANIFEST, text)
        settle(made.folder)
        made.folder.rename(release)
        return len(left)

    def _hand_on(self, release: Path, keep: int) -> None:
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

    def _set_aside(self, release: Path) -> None:
        """Rename what stands where a release shall be: somebody has put a file into it, or taken one away."""
        if os.path.lexists(release):
            names = (release.with_name(f"{release.name}-{number}") for number in count(1))
            release.rename(next(name for name in names if not os.path.lexists(name)))

    def _refitted(self, spare: Path, staging: Staging, outputs: Mapping[str, Known]) -> Staging:
        """An old release with the staged files, and without all that is not the same in `outputs`."""
        held = read_manifest(spare)
        folder = spare.rename(self.folder / f"{STAGING}{spare.name}")
        for name in (MANIFEST, SIGNATURE):
            (folder / name).unlink(missing_ok=True)
        there = {path for path, entry in held.items() if path in outputs and _intact(folder, outputs[path], entry)}
        refitted = Staging(folder, there)
        refitted.remove({*held, *read_kept(folder), KEPT} - there)
        refitted.move(staging)
        return refitted

    def all(self) -> list[Path]:
        """Every release, the one published last first."""
        found = (each for each in self._whole() if RELEASE.fullmatch(each.name))
        return sorted(found, key=lambda each: each.stat().st_mtime_ns, reverse=True)

    def lead_to(self, release: Path) -> None:
        """Switch to a release that is there; when it was published last stays as it was."""
        before = release.stat()
        self._hand_on(release, len(self.all()))
        os.utime(release / MANIFEST)  # nobody else has put anything in
        os.utime(release, ns=(before.st_atime_ns, before.st_mtime_ns))
        settle(release)  # it may have been copied a moment ago
        settle_names(self.folder)
        self._site.switch(release)

    def _switch(self, release: Path) -> None:
        """Have the link lead to a whole release, which becomes the newest of all, whatever the clock says."""
        others = (each.stat().st_mtime_ns for each in self._whole() if each != release)
        now = max(time.time_ns(), 1 + max(others, default=0))
        for each in (release, release / MANIFEST):  # as new as its folders: nobody has put anything in
            os.utime(each, ns=(now, now))
        settle_names(self.folder)
        self._site.switch(release)

    def prune(self, keep: int) -> None:
        """Delete all but the `keep` newest releases: only what their lists say they hold."""
        for release in (*self._whole(GOING), *self._beyond(keep)):
            remove(release)
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
        current = self._site.target
        others = [each for each in self._whole() if each.resolve() != current]
        others.sort(key=lambda each: each.stat().st_mtime_ns)
        return others[: max(0, len(others) - max(keep - 1, 0))]

    def keep(self, names: Container[str]) -> None:
        """Delete all releases but those with these names and the one that is published."""
        for release in self.all():
            if release.name not in names and release.resolve() != self._site.target:
                remove(release)

    def forget(self, pages: Iterable[str], mark: bytes, pictures: Collection[str]) -> None:
        """Delete every older release in which one of the withdrawn `pages` has its text, that is, has no `mark`.

        So goes one that holds one of the withdrawn `pictures`. Nobody shall see them again because an office went back
        to an older release (docs/decisions/0041).
        """
        current = self._site.target
        gone = tuple(pages)
        for release in self._whole():
            if release.resolve() == current:
                continue
            files = (release / page for page in gone)
            shown = any((release / picture).is_file() for picture in pictures)
            if shown or any(file.is_file() and mark not in file.read_bytes() for file in files):
                remove(release)


def nothing_yet() -> Diagnostic:
    """What is said where a release is needed and there is none."""
    why = message("nothing has been published here yet")
    return error("U011", Place(LINK), why, message("Run `outreach build` first."))


def _complete(release: Path, staging: Staging, outputs: Mapping[str, Known], text: bytes) -> bool:
    """Whether a release that was published before is there, and whole but for the staged files."""
    try:
        if release.is_symlink() or (release / MANIFEST).read_bytes() != text or not untouched(release):
            return False
    except OSError:
        return False
    rest = (outputs[path] for path in outputs.keys() - set(staging.written))
    return all(_intact(release, known, Entry(known.sha256, known.size)) for known in rest)


def _intact(release: Path, known: Known, entry: Entry) -> bool:
    return intact(f"{release}/{known.path}", known, entry)
