"""The references in a record: each id by which it names another one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from generator.model.fields import Ref
from generator.model.place import Loc
from generator.model.record import Part, parts_of


class _Shape(NamedTuple):
    """Which fields of a type of part hold references (name, kind of record), and which hold parts that may."""

    refs: tuple[tuple[str, str], ...]
    parts: tuple[str, ...]


@cache
def _shape(kind: type[Part]) -> _Shape:
    refs = []
    parts = []
    for name, info in kind.model_fields.items():
        ref = next((mark for mark in info.metadata if isinstance(mark, Ref)), None)
        if ref:
            refs.append((name, ref.kind))
        elif any(any(_shape(inner)) for inner in parts_of(info.annotation)):
            parts.append(name)
    return _Shape(tuple(refs), tuple(parts))


def references(kind: type[Part]) -> tuple[tuple[str, str], ...]:
    """The fields of a type of part that hold ids of other records, as (name, kind of record)."""
    return _shape(kind).refs


def walk_refs(value: object, at: Loc = (), kind: type[Part] | None = None) -> Iterator[tuple[Loc, str, str]]:
    """All references in a record, or in the head of one of that `kind`, as (place in it, kind of record, id)."""
    shape = _shape(kind or type(value))  # type: ignore[arg-type]  # a part, where no kind is given
    for name, named in shape.refs:
        held = getattr(value, name)
        if isinstance(held, tuple):
            for index, each in enumerate(held):
                yield (*at, name, index), named, each
        elif held is not None:
            yield (*at, name), named, held
    for name in shape.parts:
        held = getattr(value, name)
        if isinstance(held, tuple):
            for index, each in enumerate(held):
                yield from walk_refs(each, (*at, name, index))
        elif held is not None:
            yield from walk_refs(held, (*at, name))
