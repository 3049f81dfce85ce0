"""What a field of a record holds, and its values as a form shows them: all are texts, lists and groups."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from hashlib import sha256
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from generator.model.dates import NotReadable, parse_day
from generator.model.hours import Spans
from generator.model.record import Part, Record

YES, NO = "yes", "no"
_AFFIRMED = {"true": YES, "yes": YES, "có": YES, "co": YES}
_BREAK = re.compile("[\x0b\x85\u2028\u2029]")  # what Word and web pages copy for a line broken by Shift+Enter
# Permanent names, addresses and waived rules deserve a look at the file; what was taken over follows its source.
_BY_HAND = frozenset({"id", "slug", "aliases", "waivers", "taken"})


class Shape(NamedTuple):
    """What a field holds: a type, or a `Literal`; `many` in a list."""

    kind: Any
    many: bool = False

    @property
    def part(self) -> type[Part] | None:
        """The type of the groups of fields it holds, if it does."""
        return self.kind if isinstance(self.kind, type) and issubclass(self.kind, Part) else None


def shape_of(annotation: Any) -> Shape:
    """What a field with this annotation holds, through optional types and tuples."""
    if annotation == Spans:
        return Shape(str)
    inner = get_args(annotation)
    match get_origin(annotation):
        case origin if origin is Annotated:
            return shape_of(inner[0])
        case origin if origin in (Union, UnionType):
            return shape_of(next(each for each in inner if each is not NoneType))
        case origin if origin is tuple:
            return shape_of(inner[0])._replace(many=True)
    return Shape(annotation)


def offered(kind: type[Part]) -> dict[str, FieldInfo]:
    """The fields that a form has for a type of record or part."""
    left_out = _BY_HAND if issubclass(kind, Record) else frozenset()
    return {name: info for name, info in kind.model_fields.items() if name not in left_out}


def shown(kind: type[Part], values: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values of a record or part without mistakes as its form shows them, in the order of the form."""
    return {
        name: _shown(shape_of(info.annotation), values[name]) for name, info in offered(kind).items() if name in values
    }


def _shown(shape: Shape, value: Any) -> Any:
    if isinstance(value, list):
        return [_shown(shape, each) for each in value]
    if shape.part:
        return shown(shape.part, value)
    if shape.kind is bool:
        return _AFFIRMED.get(value.casefold(), NO)
    if shape.kind is date:
        with suppress(NotReadable):
            return parse_day(value).isoformat()
    return value


def stamp(values: Mapping[str, Any]) -> str:
    """What tells the values of a form from any others."""
    return sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def cleared(value: Any) -> Any:
    """What a form sends, without what was left empty, its numbers as texts; None where nothing is left."""
    if isinstance(value, Mapping):
        kept = {str(key): made for key, each in value.items() if (made := cleared(each)) is not None}
        return kept or None
    if isinstance(value, list):
        return [made for each in value if (made := cleared(each)) is not None] or None
    text = str(value) if value is not None and not isinstance(value, bool) else ""
    return _BREAK.sub("\n", text).strip() or None


def returned(before: Any, seen: Any, sent: Any) -> Any:
    """Plain values that say what was `sent`: what was left as it was `seen` stays as the file has it `before`."""
    if sent == seen:
        return before
    if isinstance(sent, dict) and isinstance(seen, dict):
        return {key: returned(before.get(key), seen.get(key), each) for key, each in sent.items()}
    if isinstance(sent, list) and isinstance(seen, list):
        return [
            before[seen.index(each)]
            if each in seen
            else returned(before[at], seen[at], each)
            if at < len(seen)
            else each
            for at, each in enumerate(sent)
        ]
    return sent
