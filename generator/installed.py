"""Which packages are installed beside the generator, told by the names that installers give their folders.

`importlib.metadata` says the same, but to load it takes longer than a build that finds nothing to do.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

_FOLDER = re.compile(r"(.+)-([^-]+)\.dist-info")

PYTHON = sys.version.partition(" ")[0]  # as platform.python_version() says it


@cache
def folders() -> tuple[str, ...]:
    """The folders that are named after package and version (another version, another name), as Python finds them."""
    names: list[str] = []
    for place in sys.path:
        with suppress(OSError):
            names += sorted(each.name for each in Path(place).glob("*.dist-info"))
    return tuple(names)


def version(name: str) -> str:
    """The version of a package; raises importlib.metadata.PackageNotFoundError where it is not installed."""
    if known := _versions().get(canonical(name)):
        return known
    from importlib.metadata import version as read  # of what a system's own installer put there

    return read(name)


def canonical(name: str) -> str:
    """A package's name as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def _versions() -> dict[str, str]:
    found: dict[str, str] = {}
    for each in filter(None, map(_FOLDER.fullmatch, folders())):
        found.setdefault(canonical(each[1]), each[2])
    return found
