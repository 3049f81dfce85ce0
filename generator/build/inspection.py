"""What is wrong in what an office keeps, without publishing; at hand again while nothing has changed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from generator import shared
from generator.build.seal import Seal
from generator.build.toolchain import toolchain
from generator.model.diagnostic import Diagnostic
from generator.model.digest import text_digest

FOUND = "build/found"  # below the site's folder; safe to delete at any time
MEMO = "build/memo.sqlite"  # what a build has read
_READ = ("data", "content", "theme_overrides")  # folders that judging looks into
_RACY = 50_000_000  # ns: a file may change again within the resolution of its times


class _State(NamedTuple):
    """A digest of name, kind, size and times of all files that judging may read, and the latest of the times."""

    digest: str
    latest_ns: int


def inspect(root: Path, today: date) -> list[Diagnostic]:
    """Every mistake in what an office keeps, in the order of places; what was found is kept for the next time."""
    tools = toolchain()
    seal = Seal(tools)
    began = time.time_ns()
    state = _state(root)
    key = text_digest(f"{today}", str(root), state.digest)
    with suppress(OSError):
        kept: Any = seal.open((root / FOUND).read_bytes())
        if kept and kept[0] == key:
            found: list[Diagnostic] = kept[1]
            return found
    found = _found(root, today, tools)
    if began - state.latest_ns > _RACY:
        with suppress(OSError):  # an office may look at what it may not change
            (root / FOUND).parent.mkdir(exist_ok=True)
            (root / FOUND).write_bytes(seal.close((key, found)))
    return found


def _state(root: Path) -> _State:
    """What the files are like: those of the office, and those that travel with the generator."""
    seen: list[str] = []
    latest = 0
    for folder in (*(root / name for name in _READ), shared.DATA):
        for entry in _entries(str(folder)):
            now = entry.stat(follow_symlinks=False)
            seen.append(f"{entry.path} {now.st_mode} {now.st_size} {now.st_mtime_ns} {now.st_ctime_ns}")
            latest = max(latest, now.st_mtime_ns, now.st_ctime_ns)
    return _State(text_digest(*sorted(seen)), latest)


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    """All files, folders and links below a folder; what links lead to is never read."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            yield entry
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path)


def _found(root: Path, today: date, tools: str) -> list[Diagnostic]:
    """What is found by reading all that no build has read before."""
    from generator.build.findings import findings  # and with it all types of records
    from generator.build.memo import RecordMemo

    if not (root / MEMO).exists():
        return findings(root, today)
    memo = RecordMemo(root / MEMO, tools)
    found = findings(root, today, memo)
    memo.save()
    return found
