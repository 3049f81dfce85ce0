"""Releases: a folder named after all that is in it, and one link that says which is published.

A file that did not change is a hard link into the new release, never opened for writing. The link switches in one
step (rename, POSIX), so a reader sees the old site or the new one and nothing in between.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

MANIFEST = "manifest.json"
LINK = "site"
_STAGING = ".staging-"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a release: its SHA-256 in hex and its size in bytes."""

    sha256: str
    size: int


Manifest = Mapping[str, Entry]


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
        try:
            kept = json.loads((target / MANIFEST).read_text())
            return target, {path: Entry(row["sha256"], row["size"]) for path, row in kept["files"].items()}
        except (OSError, ValueError, KeyError, TypeError):
            return None, {}

    @contextmanager
    def staging(self) -> Iterator[Staging]:
        """A release in the making; thrown away unless it is published."""
        folder = Path(mkdtemp(prefix=_STAGING, dir=self.folder))
        folder.chmod(0o755)
        try:
            yield Staging(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def publish(self, staging: Staging, manifest: Manifest) -> Path:
        """Make the staged files a release and switch the link to it; returns its folder."""
        listed = {path: {"sha256": entry.sha256, "size": entry.size} for path, entry in sorted(manifest.items())}
        text = json.dumps({"files": listed}, ensure_ascii=False, indent=0)
        staging.write(MANIFEST, text.encode())
        release = self.folder / sha256(text.encode()).hexdigest()[:32]
        if release.exists():  # published before: put right what may have been harmed since
            for path in staging.written:
                (staging.folder / path).replace(release / path)
        else:
            staging.folder.rename(release)
        self._switch(release)
        return release

    def _switch(self, release: Path) -> None:
        fresh = self.link.with_name(f".{LINK}-{os.getpid()}")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.path.relpath(release, self.link.parent))
        fresh.replace(self.link)
        os.utime(release)

    def prune(self, keep: int) -> None:
        """Delete all but the `keep` newest releases: only what their manifests say they hold."""
        current, _ = self.published()
        others = [
            each
            for each in self.folder.iterdir()
            if each.is_dir() and not each.name.startswith(".") and each != current
        ]
        others.sort(key=lambda each: each.stat().st_mtime_ns, reverse=True)
        for release in others[max(keep - 1, 0) :]:
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


class Staging:
    """A folder that files are written or linked into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written: list[str] = []
        self._made = {""}

    def write(self, path: str, content: bytes) -> os.stat_result:
        """Write a new file, read-only; what it is like now."""
        target = self._target(path)
        with target.open("xb", buffering=0) as file:
            file.write(content)
            self.written.append(path)
            os.fchmod(file.fileno(), 0o444)
            return os.fstat(file.fileno())

    def link(self, path: str, release: Path) -> None:
        """Take a file over from another release."""
        target = self._target(path)
        try:
            os.link(release / path, target)
        except OSError:  # a file system without hard links
            shutil.copy2(release / path, target)

    def _target(self, path: str) -> Path:
        parent = path.rpartition("/")[0]
        assert ".." not in f"/{path}/".split("/")[1:], path
        assert not path.startswith("/"), path
        if parent not in self._made:
            (self.folder / parent).mkdir(parents=True, exist_ok=True)
            self._made.add(parent)
        return self.folder / path


def _remove(release: Path) -> None:
    """Delete the files a release's manifest names, and the folders that are empty then."""
    try:
        listed = json.loads((release / MANIFEST).read_text())["files"]
    except (OSError, ValueError, KeyError):
        return
    for path in (*listed, MANIFEST):
        (release / path).unlink(missing_ok=True)
    for folder, _, _ in os.walk(release, topdown=False):
        with suppress(OSError):  # somebody put a file of his own there: it stays
            Path(folder).rmdir()
