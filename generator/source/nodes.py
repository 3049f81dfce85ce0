"""Plain values as nodes, each at the place it was read from, so that one reader of records serves all sources."""

from __future__ import annotations

from collections.abc import Mapping as Values
from typing import Any

from generator.model.place import Loc, Place
from generator.source.yaml import Mapping, Node, Scalar, Sequence


def node_of(value: Any, place: Place) -> Node:
    """Texts, lists and groups as nodes that stand at one place."""
    if isinstance(value, str):  # nearly all are, and to ask whether something is a group takes ten times as long
        return Scalar(value, place)
    if isinstance(value, Values):
        return Mapping({key: node_of(each, place) for key, each in value.items()}, dict.fromkeys(value, place), place)
    if isinstance(value, (list, tuple)):
        return Sequence(tuple(node_of(each, place) for each in value), place)
    return Scalar(str(value), place)


def record_of(values: Values[Loc, tuple[Any, Place]], place: Place) -> Mapping:
    """A record of values by the way to each, with their places; the record itself stands at `place`."""
    made = Mapping({}, {}, place)
    for (*above, key), (value, at) in values.items():
        holder = made
        for step in map(str, above):
            inner = holder.values.setdefault(step, Mapping({}, {}, at))
            holder.keys.setdefault(step, at)
            assert isinstance(inner, Mapping), step
            holder = inner
        if value is not None:
            holder.values[str(key)] = node_of(value, at)
            holder.keys[str(key)] = at
    return made


def laid(record: Mapping, loc: Loc, value: Any, place: Place) -> Mapping:
    """The record with a value laid over it that stands at `place`; None takes one out."""
    key, *rest = (str(step) for step in loc)
    values, keys = dict(record.values), dict(record.keys)
    if rest:
        inner = values.get(key)
        held = inner if isinstance(inner, Mapping) else Mapping({}, {}, place)
        held = laid(held, tuple(rest), value, place)
        made: Node | None = held if held.values else None
    else:
        made = None if value is None else node_of(value, place)
    if made is None:
        values.pop(key, None)
        keys.pop(key, None)
    else:
        values[key] = made
        keys.setdefault(key, place)
    return Mapping(values, keys, record.place)
