"""Files of a release: what a manifest says of them, and whether they are as they were written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from generator.build.cache import Known

MANIFEST = "manifest.json"
SIGNATURE = f"{MANIFEST}.minisig"  # beside it, where an office signs (minisign)


class Entry(NamedTuple):
    """A file of a release: its SHA-256 in hex and its size in bytes."""

    sha256: str
    size: int


Manifest = Mapping[str, Entry]


def intact(file: str, known: Known, entry: Entry) -> bool:
    """Whether a file of a release is still the one that was written."""
    if entry != (known.sha256, known.size):
        return False
    try:
        seen = os.stat(file)  # noqa: PTH116  # thousands of times
    except OSError:
        return False
    return (seen.st_size, seen.st_mtime_ns) == (known.size, known.mtime_ns)
