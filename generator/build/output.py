"""Files of a release: what a manifest says of them, and whether they are as they were written."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from generator.build.cache import Known
from generator.build.names import MANIFEST


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


def listing(outputs: Mapping[str, Known]) -> bytes:
    """The manifest of a release, a line for each file: `json` itself only breaks lines in a slower way."""
    made = BytesIO()  # in one piece, for there are many
    made.write(b'{"files": {')
    for number, (path, known) in enumerate(sorted(outputs.items())):
        name = json.dumps(path, ensure_ascii=False)
        line = f'{name}: {{"sha256": "{known.sha256}", "size": {known.size}}}'
        made.write((f",\n{line}" if number else f"\n{line}").encode())
    made.write(b"\n}}\n")
    return made.getvalue()


def read_manifest(release: Path, name: str = MANIFEST) -> Manifest:
    """What is in a release, as it says itself; nothing if that cannot be read."""
    try:
        return parse_manifest((release / name).read_bytes())
    except (OSError, ValueError):
        return {}


@lru_cache(maxsize=2)  # a build asks two or three times for the release that is published, and for the oldest
def parse_manifest(raw: bytes) -> Manifest:
    """All files that a manifest names, in whichever of its parts; raises ValueError when it is none.

    It names at least one file, and none elsewhere.
    """
    try:
        parts = json.loads(raw).values()
        files = {path: Entry(row["sha256"], row["size"]) for part in parts for path, row in part.items()}
    except (AttributeError, KeyError, TypeError, RecursionError) as problem:
        raise ValueError(MANIFEST) from problem
    told = all(isinstance(each.sha256, str) and isinstance(each.size, int) for each in files.values())
    if not files or not told or any(map(_elsewhere, files)):
        raise ValueError(MANIFEST)
    return MappingProxyType(files)


def _elsewhere(path: str) -> bool:
    """Whether this leads out of a release, or is no path of a file."""
    steps = f"/{path}/"
    return "//" in steps or "/./" in steps or "/../" in steps or "\0" in steps
