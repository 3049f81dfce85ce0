"""What the last build said, at hand again while all that it read and all that it left are as they were.

It is for the command line alone: whoever calls `generator.build` has everything looked at.
"""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from generator import shared
from generator.build.seal import Seal
from generator.build.seen import RACY, seen
from generator.build.toolchain import toolchain
from generator.engine.libraries import ENGINE
from generator.model.diagnostic import Diagnostic
from generator.model.digest import text_digest

KEPT = "build/standing"  # below `out`; safe to delete at any time
# As `generator.build.releases` and `generator.build.staging` name them, which are heavy.
LINK, RELEASES, STAGING, GOING = "site", "releases", ".staging-", ".going.json"
_READ = ("data", "content", "theme_overrides", "mkdocs.yml")  # below the site's folder


class Said(NamedTuple):
    """How many files a build published, and what it found wrong."""

    outputs: int
    diagnostics: list[Diagnostic]


class Standing:
    """The site kept in `root` and what is published in `out`, as they are before a build on the day `today`."""

    def __init__(self, root: Path, out: Path, today: date) -> None:
        self._out = out
        self._began = time.time_ns()
        tools = text_digest(toolchain(), *(f"{name} {version(name)}" for name in ENGINE))
        self._seal = Seal(tools)
        self._read = seen({*(root / name for name in _READ), shared.DATA, shared.THEME, shared.ENGINE_SETTINGS})
        self._key = text_digest(str(root), today.isoformat(), self._read.digest)

    def said(self) -> Said | None:
        """What the last build said, where one now would find nothing to do."""
        with suppress(OSError):
            kept = self._seal.open((self._out / KEPT).read_bytes())
            if kept and kept[0] == self._key and kept[1] == self._left():
                return Said(*kept[2:])
        return None

    def keep(self, outputs: int, diagnostics: list[Diagnostic]) -> None:
        """Keep what a build has said that began when this was made."""
        if self._began - self._read.latest_ns > RACY and not self._cluttered():
            with suppress(OSError):  # what cannot be kept is found again
                kept = (self._key, self._left(), outputs, diagnostics)
                (self._out / KEPT).write_bytes(self._seal.close(kept))

    def _cluttered(self) -> bool:
        """Whether a build was hindered from clearing something away, which the next one shall try again."""
        releases = self._out / RELEASES
        return (
            any(releases.glob(f"{STAGING}*"))
            or any(releases.glob(f"*/{GOING}"))
            or any(not any(each.iterdir()) for each in releases.glob("[!.]*/"))
        )

    def _left(self) -> str:
        """What the published release is like, which others there are, and what the next build starts from."""
        link = self._out / LINK
        with suppress(OSError):
            releases = sorted(each.name for each in (self._out / RELEASES).iterdir())
            caches = (self._out / "build" / name for name in ("cache.sqlite", "memo.sqlite"))
            return text_digest(seen((link, link.resolve(), *caches)).digest, *releases)
        return ""
