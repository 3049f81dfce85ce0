"""Built trees: how large they are, and whether two are the same byte for byte."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path


def files(folder: Path) -> dict[str, str]:
    """Every file below `folder` with the SHA-256 of its bytes."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in found}


def differing(one: Path, other: Path) -> list[str]:
    """The paths that are not the same in both."""
    left, right = files(one), files(other)
    return sorted(path for path in left.keys() | right.keys() if left.get(path) != right.get(path))


def count(folder: Path) -> int:
    """How many files there are."""
    return sum(path.is_file() for path in folder.rglob("*"))
