"""What files are like without reading them: while that is the same, so is what was found in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.model.digest import text_digest

RACY = 50_000_000  # ns: a file may change again within the resolution of its times


class Seen(NamedTuple):
    """A digest of name, kind, size and times of all files, and the latest of the times."""

    digest: str
    latest_ns: int


def seen(places: Iterable[Path]) -> Seen:
    """What files and folders, with all that lies in these, are like; what is not there counts as that."""
    found: list[str] = []
    latest = 0
    for place in places:
        for path, now in _entries(str(place)):
            found.append(f"{path} {now.st_mode} {now.st_size} {now.st_mtime_ns} {now.st_ctime_ns}")
            latest = max(latest, now.st_mtime_ns, now.st_ctime_ns)
    return Seen(text_digest(*sorted(found)), latest)


def _entries(path: str) -> Iterator[tuple[str, os.stat_result]]:
    """All files, folders and links at and below a path; what links lead to is never looked at."""
    with suppress(OSError):
        yield path, os.lstat(path)
    left = [path]
    while left:
        with suppress(OSError), os.scandir(left.pop()) as entries:
            for entry in entries:
                yield entry.path, entry.stat(follow_symlinks=False)
                if entry.is_dir(follow_symlinks=False):
                    left.append(entry.path)
