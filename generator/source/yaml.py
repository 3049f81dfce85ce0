"""Safe YAML with the place of every value. All scalars stay text: the record type says what they mean."""

from __future__ import annotations

from typing import NamedTuple

from generator.model.diagnostic import Diagnostic
from generator.model.place import Place


class Scalar(NamedTuple):
    """A text; `empty` when nothing (or a plain `null`) is written.

    `block` is one of many lines below its field; `first_line` is where it begins if its lines are kept as they are.
    """

    text: str
    place: Place
    empty: bool = False
    block: bool = False
    first_line: Place | None = None


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    place: Place


class Mapping(NamedTuple):
    """Named values, with the place of each key."""

    values: dict[str, Node]
    keys: dict[str, Place]
    place: Place


Node = Scalar | Sequence | Mapping


def parse(text: str, file: str, offset: int = 0) -> tuple[Node | None, list[Diagnostic]]:
    """The value written in `text`, and what is wrong with it. Lines count from `offset` + 1.

    The value is None when it cannot be had at all. Never raises for what was written.
    """
    from generator.source.events import nodes  # with PyYAML: most files are written plainly

    return nodes(text, file, offset)
