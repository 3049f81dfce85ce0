"""What the last build said, at hand again while all that it read and all that it left are as they were.

It is for the command line alone: whoever calls `generator.build` has everything looked at.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator import shared
from generator.build.names import CACHE, GOING, KEPT, LINK, MANIFEST, MEMO, RELEASES, STAGING, WORK
from generator.build.seal import Seal
from generator.build.seen import RACY, seen
from generator.build.toolchain import toolchain
from generator.build.trouble import NOT_DELETED
from generator.engine.libraries import ENGINE
from generator.installed import version
from generator.model.diagnostic import Diagnostic
from generator.model.digest import text_digest
from generator.source.folders import READ

if TYPE_CHECKING:
    from generator.build.cache import Known  # with all types of records

LAST = f"{WORK}/standing"  # below `out`; safe to delete at any time
_TICK = 0.01  # s: the clocks of most file systems show no shorter time; with others the next build looks at all


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
        self._read = seen({*(root / name for name in READ), shared.DATA, shared.THEME, shared.ENGINE_SETTINGS})
        self._key = text_digest(str(root), today.isoformat(), self._read.digest)

    def said(self) -> Said | None:
        """What the last build said, where one now would find nothing to do."""
        file = self._out / LAST
        with suppress(OSError):
            kept_ns = file.stat().st_ctime_ns
            kept = self._seal.open(file.read_bytes())
            if kept and kept[0] == self._key and kept[1] == self._left() and self._untouched(kept[2], kept_ns):
                return Said(len(kept[2]), kept[3])
        return None

    def keep(self, files: Collection[Known], diagnostics: list[Diagnostic]) -> None:
        """Keep what a build has said that began when this was made and left these files."""
        done = not any(each.code == NOT_DELETED for each in diagnostics)
        if done and self._began - self._read.latest_ns > RACY and not self._cluttered():
            with suppress(OSError):  # what cannot be kept is found again
                written = [(each.path, each.size, each.mtime_ns) for each in files]
                kept = self._seal.close((self._key, self._left(), written, diagnostics))
                time.sleep(_TICK)  # so that it is younger than all that it tells of
                (self._out / LAST).write_bytes(kept)

    def _untouched(self, files: Iterable[tuple[str, int, int]], kept_ns: int) -> bool:
        """Whether files of the release are as they were written, and nothing came to their folders since `kept_ns`."""
        release = os.path.realpath(self._out / LINK)
        folders = {""}
        for path, size, mtime_ns in files:
            now = os.stat(f"{release}/{path}", follow_symlinks=False)  # noqa: PTH116  # thousands of times
            if (now.st_size, now.st_mtime_ns) != (size, mtime_ns) or now.st_ctime_ns >= kept_ns:
                return False
            folders.add(path.rpartition("/")[0])
        above = {each for folder in folders for each in accumulate(folder.split("/"), "{}/{}".format)}
        return all(os.stat(f"{release}/{each}").st_ctime_ns < kept_ns for each in above)  # noqa: PTH116

    def _cluttered(self) -> bool:
        """Whether a build was hindered from clearing something away, which the next one shall try again."""
        releases = self._out / RELEASES
        return (
            any(releases.glob(f"{STAGING}*"))
            or any(releases.glob(f"*/{GOING}"))
            or any(not any(each.iterdir()) for each in releases.glob("[!.]*/"))
        )

    def _left(self) -> str:
        """Which release is published and which others there are, their lists, and what the next build starts from."""
        link = self._out / LINK
        with suppress(OSError):
            releases = sorted(each.name for each in (self._out / RELEASES).iterdir())
            published = link.resolve()
            lists = (published / name for name in (MANIFEST, KEPT))
            caches = (self._out / name for name in (CACHE, MEMO))
            return text_digest(f"{published}", seen((*lists, *caches)).digest, *releases)
        return ""
