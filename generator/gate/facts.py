"""What the gate knows of one published file: made of its bytes alone, so that it holds while they are the same."""

from __future__ import annotations

from typing import NamedTuple

from generator.model.diagnostic import Diagnostic
from generator.model.place import Place

NOWHERE = Place("")  # of a fault whose file is not known yet


class Found(NamedTuple):
    """A fault at a place of a published file; `quoted` are texts by which its source may be searched, best first."""

    fault: Diagnostic
    quoted: tuple[str, ...] = ()


class Facts(NamedTuple):
    """What is kept of a file: its `ids`, the `targets` of its links as `path` or `path#fragment`, its own faults.

    `loads` are the files that a browser fetches to show it; all paths are within the tree. Each stands once, in no
    order: there are many files, and sets take much room.
    """

    ids: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()


class Link(NamedTuple):
    """Where a file leads to a target: as it is `written`, at an offset of the file's text."""

    target: str
    written: str
    offset: int
