"""A walk through a record: what stands in fields that bear a mark, such as references (`Ref`) or prose (`Prose`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, TypeVar

from generator.model.fields import Ref, Spoken
from generator.model.place import Loc
from generator.model.record import Part, parts_of
from generator.model.translation import Translated

M = TypeVar("M")


class _Shape(NamedTuple):
    """Which fields of a type of part bear a mark (name, the mark), and which hold parts that may."""

    marked: tuple[tuple[str, Any], ...]
    parts: tuple[str, ...]


@cache
def _shape(kind: type[Part], mark: Any) -> _Shape:
    marked = []
    parts = []
    for name, info in kind.model_fields.items():
        found = next((each for each in info.metadata if isinstance(each, mark)), None)
        if found:
            marked.append((name, found))
        elif any(any(_shape(inner, mark)) for inner in parts_of(info.annotation)):
            parts.append(name)
    return _Shape(tuple(marked), tuple(parts))


def references(kind: type[Part]) -> dict[str, str]:
    """The fields of a type of part that hold ids of other records, with the kind of record."""
    return {name: mark.kind for name, mark in _shape(kind, Ref).marked}


def walk(value: object, mark: type[M], kind: type[Part] | None = None) -> Iterator[tuple[Loc, M, str]]:
    """All texts that bear a mark in a record, or in the head of one of that `kind`, as (place in it, mark, text)."""
    for at, part, shape in _parts(value, mark, kind or type(value), ()):  # type: ignore[arg-type]  # no head: a part
        for name, found in shape.marked:
            for loc, text in _each(getattr(part, name), (*at, name)):
                yield loc, found, text


def walk_translations(record: Part) -> Iterator[tuple[Loc, str]]:
    """All that a record says in other languages, as (place in it, text)."""
    for at, part, _ in _parts(record, Spoken, type(record), ()):
        for each in part.translations if isinstance(part, Translated) else ():
            for name, words in each.words:
                yield from _each(words, (*at, "translations", each.language, name))


def _parts(value: Any, mark: Any, kind: type[Part], at: Loc) -> Iterator[tuple[Loc, Any, _Shape]]:
    """A part and those within it that may hold what bears a mark, each with its place."""
    shape = _shape(kind, mark)
    yield at, value, shape
    for name in shape.parts:
        for loc, inner in _each(getattr(value, name), (*at, name)):
            yield from _parts(inner, mark, type(inner), loc)


def _each(held: Any, at: Loc) -> Iterator[tuple[Loc, Any]]:
    """What a field holds: each of many, the one, or nothing."""
    if isinstance(held, tuple):
        for index, each in enumerate(held):
            yield (*at, index), each
    elif held is not None:
        yield at, held
