"""Releases: a folder named after all that is in it, and one link that says which is published.

A file that did not change is a hard link into the new release, never opened for writing. The link switches in one
step (rename, POSIX), so a reader sees the old site or the new one and nothing in between.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from generator.build.cache import Known
from generator.build.link import LINK, Link
from generator.build.lock import LOCK, PATIENCE, Patience, locked
from generator.build.output import MANIFEST, SIGNATURE, Entry, Manifest, intact
from generator.build.ownership import RELEASE, claim
from generator.model.diagnostic import Diagnostic, error
from generator.model.message import message
from generator.model.place import Place

_STAGING = ".staging-"


class Releases:
    """The releases below `out`, and the link `out/site`."""

    def __init__(self, out: Path) -> None:
        self.folder = out / "releases"
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
            for left in self.folder.glob(f"{_STAGING}*"):
                shutil.rmtree(left)
            yield

    def published(self) -> tuple[Path | None, Manifest]:
        """The folder the link leads to and what is in it; None and nothing before the first release."""
        target = self._site.target
        listed = manifest_of(target) if target else {}
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
        text = _listing(outputs)
        release = self.folder / sha256(text.encode()).hexdigest()[:32]
        left: list[str] = []
        if again := release.exists():  # published before: put right what may have been harmed since
            for path in staging.written:
                (staging.folder / path).replace(release / path)
        else:
            spare = next(filter(_untouched, self._beyond(keep - 1)), None)
            made = self._refitted(spare, staging, outputs) if spare else staging
            if left := sorted(outputs.keys() - made.held):
                assert current is not None, left
                made.link(left, current)
            made.write(MANIFEST, text.encode())
            made.folder.rename(release)
        self._switch(release)
        if not again:  # not older than its folder, which the switch touched: see _untouched
            os.utime(release / MANIFEST)
        return release, len(left)

    def _refitted(self, spare: Path, staging: Staging, outputs: Mapping[str, Known]) -> Staging:
        """An old release with the staged files, and without all that is not the same in `outputs`."""
        held = manifest_of(spare)
        folder = spare.rename(self.folder / f"{_STAGING}{spare.name}")
        for name in (MANIFEST, SIGNATURE):
            (folder / name).unlink(missing_ok=True)
        there = {path for path, entry in held.items() if path in outputs and _intact(folder, outputs[path], entry)}
        refitted = Staging(folder, there)
        refitted.remove(held.keys() - there)
        refitted.move(staging)
        return refitted

    def all(self) -> list[Path]:
        """Every release, the one published last first."""
        found = (each for each in self.folder.iterdir() if RELEASE.fullmatch(each.name) and (each / MANIFEST).is_file())
        return sorted(found, key=lambda each: each.stat().st_mtime_ns, reverse=True)

    def lead_to(self, release: Path) -> None:
        """Switch to a release that is there; when it was published last stays as it was."""
        self._site.switch(release)

    def _switch(self, release: Path) -> None:
        self._site.switch(release)
        os.utime(release)

    def prune(self, keep: int) -> None:
        """Delete all but the `keep` newest releases: only what their manifests say they hold."""
        for release in self._beyond(keep):
            _remove(release)

    def _beyond(self, keep: int) -> list[Path]:
        """The releases older than the `keep` newest, the oldest first; never the one that is published."""
        current = self._site.target
        others = [
            each
            for each in self.folder.iterdir()
            if each.is_dir() and not each.name.startswith(".") and each != current
        ]
        others.sort(key=lambda each: each.stat().st_mtime_ns)
        return others[: max(0, len(others) - max(keep - 1, 0))]

    def keep(self, names: Container[str]) -> None:
        """Delete all releases but those with these names and the one that is published."""
        for release in self.all():
            if release.name not in names and release.resolve() != self._site.target:
                _remove(release)

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


def nothing_yet() -> Diagnostic:
    """What is said where a release is needed and there is none."""
    why = message("nothing has been published here yet")
    return error("U011", Place(LINK), why, message("Run `outreach build` first."))


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
            (self.folder / folder).chmod(0o755)  # whatever the umask: a web server reads it
            self._made.add(folder)


def _listing(outputs: Mapping[str, Known]) -> str:
    """The manifest of a release, a line for each file: `json` itself only breaks lines in a slower way."""
    lines = (
        f'{json.dumps(path, ensure_ascii=False)}: {{"sha256": "{known.sha256}", "size": {known.size}}}'
        for path, known in sorted(outputs.items())
    )
    return '{"files": {\n' + ",\n".join(lines) + "\n}}\n"


def manifest_of(release: Path) -> Manifest:
    """What is in a release, as it says itself; nothing if that cannot be read."""
    try:
        kept = json.loads((release / MANIFEST).read_text())
        return {path: Entry(row["sha256"], row["size"]) for path, row in kept["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _untouched(release: Path) -> bool:
    """Whether nobody put anything into a release since it was made: its manifest was written last."""
    held = manifest_of(release)
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
    for path in (*manifest_of(release), SIGNATURE, MANIFEST):
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
