"""The prose of a record: every text that readers see as words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from generator.model.fields import Prose
from generator.model.place import Loc
from generator.model.record import Part, parts_of


class _Wording(NamedTuple):
    """Which fields of a type of part hold prose (name, markup), and which hold parts that may."""

    texts: tuple[tuple[str, str], ...]
    parts: tuple[str, ...]


@cache
def _wording(kind: type[Part]) -> _Wording:
    texts = []
    parts = []
    for name, info in kind.model_fields.items():
        prose = next((mark for mark in info.metadata if isinstance(mark, Prose)), None)
        if prose:
            texts.append((name, prose.markup))
        elif any(any(_wording(inner)) for inner in parts_of(info.annotation)):
            parts.append(name)
    return _Wording(tuple(texts), tuple(parts))


def walk_prose(value: Part, at: Loc = ()) -> Iterator[tuple[Loc, str, str]]:
    """All prose in a record, as (place in it, markup, text)."""
    wording = _wording(type(value))
    for name, markup in wording.texts:
        held = getattr(value, name)
        if isinstance(held, tuple):
            for index, each in enumerate(held):
                yield (*at, name, index), markup, each
        elif held is not None:
            yield (*at, name), markup, held
    for name in wording.parts:
        held = getattr(value, name)
        if isinstance(held, tuple):
            for index, each in enumerate(held):
                yield from walk_prose(each, (*at, name, index))
        elif held is not None:
            yield from walk_prose(held, (*at, name))
