"""What `site` leads to: a symbolic link, or a copy on file systems that have no links."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from generator.build.barred import Barred
from generator.build.durable import settle_names
from generator.build.names import LINK, MANIFEST
from generator.model.diagnostic import error
from generator.model.message import message
from generator.model.place import Place

_COPIED = ".site"  # in the folder of releases: says that the folder `site` is a copy which we made
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS})  # EPERM: FAT (symlink(2))


class Link:
    """The name under which a web server finds the release that is published.

    A link is replaced in one step. Where links cannot be made (FAT, some network shares), `site` is a folder that holds
    the release; it is replaced in two steps, between which there is no `site` (docs/decisions/0108).
    """

    def __init__(self, path: Path, releases: Path) -> None:
        self.path = path
        self.releases = releases
        self._fresh = path.with_name(f".{LINK}.new")

    @property
    def target(self) -> Path | None:
        """The folder of the release that is published, though it may be harmed or gone; None before the first one."""
        if not self.path.is_symlink():
            return self._original() if (self.releases / _COPIED).exists() else None
        target = self.path.resolve()
        return target if target.parent == self.releases.resolve() else None

    def inspect(self) -> None:
        """Raise Barred with E004 where `site` is something that we did not make."""
        if not self.path.is_symlink() and self.path.exists() and not (self.releases / _COPIED).exists():
            raise Barred(
                error(
                    "E004",
                    Place(self.path.name),
                    message("`site` is a folder here and must be a link that the build makes"),
                    message("Rename the folder, and build again."),
                )
            )

    def shows(self, release: Path) -> bool:
        """Whether it leads to that release, which is there, and is no copy."""
        return self.path.is_symlink() and release.is_dir() and Path(os.path.realpath(self.path)) == release.resolve()

    def clear(self) -> None:
        """Delete what a killed run left of a new link."""
        if self._fresh.is_symlink():
            self._fresh.unlink()

    def switch(self, release: Path) -> None:
        """Lead to another release."""
        self.clear()
        try:
            self._fresh.symlink_to(os.path.relpath(release, self.path.parent))
        except OSError as problem:
            if problem.errno not in _NO_LINKS or self.path.is_symlink():
                raise
            self._copy(release)
            return
        self._fresh.replace(self.path)
        with suppress(OSError):  # after a power cut the link leads to the old or to the new release: both are whole
            settle_names(self.path.parent)

    def _original(self) -> Path | None:
        """The release that the folder `site` is a copy of: the one with the same manifest."""
        with suppress(OSError):
            copied = (self.path / MANIFEST).read_bytes()
            for each in self.releases.resolve().iterdir():
                with suppress(OSError):
                    if (each / MANIFEST).read_bytes() == copied:
                        return each
        return None

    def _copy(self, release: Path) -> None:
        """Replace the folder `site` by a copy of the release; what a killed run left of either is cleared away."""
        fresh, old = (self.path.with_name(f".{LINK}-{what}") for what in ("new", "old"))
        for left in (fresh, old):
            shutil.rmtree(left, ignore_errors=True)
        (self.releases / _COPIED).touch()
        shutil.copytree(release, fresh, copy_function=_linked)
        with suppress(FileNotFoundError):
            self.path.rename(old)
        fresh.rename(self.path)
        shutil.rmtree(old, ignore_errors=True)


def _linked(source: str, to: str) -> None:
    """A hard link where there are such, which costs no room; else a copy."""
    try:
        os.link(source, to)
    except OSError:
        shutil.copy2(source, to)
