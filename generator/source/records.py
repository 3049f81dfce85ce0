"""Nodes to records, or to all that is wrong with them."""

from __future__ import annotations

import marshal
from functools import cache, partial
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.model.diagnostic import Diagnostic
from generator.model.digest import bytes_digest
from generator.model.place import Origin, Places
from generator.model.record import Record
from generator.source.refusals import meant, refusal
from generator.source.written import Written, blank
from generator.source.yaml import Mapping, Node, Scalar, Sequence

R = TypeVar("R", bound=Record)
MOST = 200  # mistakes of one record that are told; a file may be made of nothing else


def places(node: Mapping) -> Places:
    """The place of every value in a record."""
    return Written(node).places


def plain(node: Mapping) -> dict[str, Any]:
    """The texts, lists and groups of a record, without what is empty."""
    return {key: _value(each) for key, each in node.values.items() if not blank(each)}


def _value(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text.strip()
    return [_value(each) for each in node.items] if isinstance(node, Sequence) else plain(node)


def convert(node: Mapping, kind: type[R], default_id: str) -> tuple[R | None, list[Diagnostic]]:
    """The record of type `kind` that `node` describes, or all that is wrong with it."""
    found = cache(partial(places, node))  # of most records nobody ever asks it
    try:
        return record_of(plain(node), kind, default_id, Origin(node.place, found)), []
    except ValidationError as problem:
        problems = problem.errors(include_url=False)
    inside = {each["loc"][:end] for each in problems for end in range(len(each["loc"]))}
    # A list whose entry is wrong is not too short as well.
    told = [each for each in problems if not (each["type"] == "too_short" and each["loc"] in inside)]
    # Nor is a field missing whose name is written wrongly.
    names = [each["loc"] for each in told if each["type"] == "extra_forbidden"][:MOST]
    misnamed = {meant(str(loc[-1]), kind, loc) for loc in names}
    told = [each for each in told if not (each["type"] == "missing" and each["loc"] in misnamed)]
    written = Written(node)
    return None, [refusal(each, kind, written) for each in told[:MOST]]


def record_of(values: dict[str, Any], kind: type[R], default_id: str, origin: Origin) -> R:
    """The record of type `kind` of these plain values; raises pydantic's ValidationError."""
    values.setdefault("id", default_id)
    record = kind.model_validate(values)
    # Version 2 of marshal's notation: the same values, the same bytes; later ones tell how often an object is used.
    record.written(origin, bytes_digest(marshal.dumps(sorted(values.items()), 2)))
    return record
