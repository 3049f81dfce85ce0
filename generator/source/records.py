"""Nodes to records: every mistake becomes a diagnostic with its place, its field and what to write."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from generator.model.diagnostic import Diagnostic, error
from generator.model.digest import bytes_digest
from generator.model.fields import Record
from generator.model.late import Late
from generator.model.message import Message, message
from generator.model.near import nearest
from generator.model.place import BLOCK, Loc, Origin, Place, Places
from generator.model.vietnamese import slug
from generator.source.yaml import Mapping, Node, Scalar, Sequence

R = TypeVar("R", bound=Record)
MOST = 200  # mistakes of one record that are told; a file may be made of nothing else


class _Written:
    """Where each value of a record stands, and the name of each."""

    def __init__(self, node: Mapping) -> None:
        self.places: dict[Loc, Place] = {}
        self.keys: dict[Loc, Place] = {}
        self._note(node, ())

    def _note(self, node: Node, loc: Loc) -> None:
        if loc:
            self.places[loc] = node.place
        if isinstance(node, Scalar):
            if node.first_line:  # the text is stripped, so its first line is the first that is not blank
                file, line, column = node.first_line
                blank = node.text[: len(node.text) - len(node.text.lstrip())].count("\n")
                self.places[(*loc, BLOCK)] = Place(file, line + blank, column)
        elif isinstance(node, Sequence):
            for index, item in enumerate(node.items):
                self._note(item, (*loc, index))
        else:
            for key, place in node.keys.items():
                self.keys[(*loc, key)] = place
            for key, value in node.values.items():
                if not _empty(value):
                    self._note(value, (*loc, key))


def places(node: Mapping) -> Places:
    """The place of every value in a record."""
    return _Written(node).places


def plain(node: Mapping) -> dict[str, Any]:
    """The texts, lists and groups of a record, without what is empty."""
    return {key: _value(each) for key, each in node.values.items() if not _empty(each)}


def _value(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text.strip()
    return [_value(each) for each in node.items] if isinstance(node, Sequence) else plain(node)


def _empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.empty


def convert(node: Mapping, kind: type[R], default_id: str) -> tuple[R | None, list[Diagnostic]]:
    """The record of type `kind` that `node` describes, or all that is wrong with it."""
    found = Late(lambda: places(node))  # of most records nobody ever asks it
    try:
        return record_of(plain(node), kind, default_id, Origin(node.place, found.get)), []
    except ValidationError as problem:
        problems = problem.errors(include_url=False)
    inside = {each["loc"][:end] for each in problems for end in range(len(each["loc"]))}
    # A list whose entry is wrong is not too short as well.
    told = [each for each in problems if not (each["type"] == "too_short" and each["loc"] in inside)]
    written = _Written(node)
    return None, [_diagnostic(each, kind, node, written) for each in told[:MOST]]


def record_of(values: dict[str, Any], kind: type[R], default_id: str, origin: Origin) -> R:
    """The record of type `kind` of these plain values; raises pydantic's ValidationError."""
    values.setdefault("id", default_id)
    record = kind.model_validate(values)
    # Version 2 of marshal's notation: the same values, the same bytes; later ones tell how often an object is used.
    record.written(origin, bytes_digest(marshal.dumps(sorted(values.items()), 2)))
    return record


def _diagnostic(problem: Any, kind: type[Record], node: Mapping, written: _Written) -> Diagnostic:
    loc: Loc = tuple(problem["loc"])
    what = problem["type"]
    field, info, model = _field(kind, loc)
    if what == "missing":
        parent = written.places.get(loc[:-1], node.place)
        return error(
            "R001",
            parent,
            message("{field} is missing", field=field),
            message("Add a line `{key}: …`.", key=loc[-1]),
        )
    if what == "extra_forbidden":
        key = str(loc[-1])
        known = list(model.model_fields)
        hint = (
            message("Did you mean `{near}`?", near=near)
            if (near := nearest(key, known))
            else message("The fields here are: {known}.", known=", ".join(known))
        )
        at = written.keys.get(loc, node.place)
        return error("R002", at, message("there is no field `{key}` here", key=key), hint)
    place = written.places.get(loc, node.place)
    why, hint_ = _why(problem, info)
    return error("R003", place, message("{field}: {why}", field=field, why=why), hint_)


def _why(problem: Any, info: FieldInfo | None) -> tuple[Message, Message | None]:
    """What is wrong with a value, and what to write: our words for each of pydantic's types of error."""
    what = problem["type"]
    written = problem["input"]
    told = problem.get("ctx", {})
    if what == "not_readable":
        return told["why"], told.get("hint") or how_to_write(info) or message("Correct what is written here.")
    if what == "literal_error":
        known = [text.strip("' ") for text in told["expected"].replace(" or ", ",").split(",")]
        near = nearest(str(written), known)
        return (
            message("“{value}” is not one of: {known}", value=written, known=", ".join(known)),
            message("Did you mean `{near}`?", near=near) if near else message("Write one of these words."),
        )
    if what == "string_pattern_mismatch":
        wanted = slug(str(written))
        if "a-z0-9" in told["pattern"] and wanted:
            return message("“{value}” may only have letters without marks, digits and hyphens", value=written), message(
                "Write `{wanted}`.", wanted=wanted
            )
        return message("“{value}” does not have the form it needs", value=written), message(
            "Look at the same line in another record."
        )
    simple: dict[str, Callable[[], Message]] = {
        "string_too_short": lambda: message("it must not be empty"),
        "string_too_long": lambda: message("it is too long: at most {most} characters", most=told["max_length"]),
        "too_short": lambda: message("at least {least} is needed", least=told["min_length"]),
        "too_long": lambda: message("at most {most} are allowed", most=told["max_length"]),
        "string_type": lambda: message("a text is needed here"),
        "not_text": lambda: message("a text is needed here"),
        "int_parsing": lambda: message("“{value}” is not a whole number", value=written),
        "int_type": lambda: message("a whole number is needed here"),
        "float_parsing": lambda: message("“{value}” is not a number", value=written),
        "float_type": lambda: message("a number is needed here"),
        "greater_than_equal": lambda: message(
            "“{value}” is too small: at least {least}", value=written, least=told["ge"]
        ),
        "less_than_equal": lambda: message("“{value}” is too large: at most {most}", value=written, most=told["le"]),
    }
    if what in simple:
        return simple[what](), message("Correct what is written here.")
    if what == "tuple_type":
        return message("a list is needed here"), message("Start each entry on its own line with `- `.")
    if what in ("model_type", "model_attributes_type"):
        return message("a group of fields is needed here"), message("Write each field on its own line, indented.")
    return message("the value is not accepted ({what})", what=what), None


_READABLE = {
    "date": message("Write the date as 2026-11-22 or 22/11/2026."),
    "partial": message("Write 2008, 05/2016 or 22/11/2026, as far as it is known."),
    "clock": message("Write the time as 07:30 or 7h30."),
    "hours": message("Write the hours as 7h30–11h30, 13h30–17h."),
    "flag": message("Write true (yes) or false (no)."),
    "yearly": message("Write the day and month as 10/11."),
    "period": message("Write 2026, 2026-H1, 2026-9M or 2026-M11."),
}


def how_to_write(info: FieldInfo | None) -> Message | None:
    """What to write into a field whose values have a form of their own; None where any text or number will do."""
    return _READABLE.get(_kind_of(info))


def _kind_of(info: FieldInfo | None) -> str:
    """Which converter reads the field, by the type it makes."""
    made = str(info.annotation) if info else ""
    for sign, kind in (
        ("PartialDate", "partial"),
        ("MonthDay", "yearly"),
        ("period.Period", "period"),
        ("hours.Span", "hours"),
        ("datetime.date", "date"),
        ("datetime.time", "clock"),
        ("bool", "flag"),
    ):
        if sign in made:
            return kind
    return ""


def _field(kind: type[BaseModel], loc: Loc) -> tuple[Message, FieldInfo | None, type[BaseModel]]:
    """The field at `loc` as people read it (`key` and its label), its definition, and the type it belongs to."""
    model: type[BaseModel] = kind
    owner: type[BaseModel] = kind
    info: FieldInfo | None = None
    path = ""
    for step in loc:
        if isinstance(step, int):
            path += f"[{step + 1}]"
            continue
        path += f".{step}" if path else str(step)
        owner = model
        info = model.model_fields.get(str(step))
        if info is None:
            break
        model = _inner_model(info.annotation) or model
    if info and info.title:
        return message("`{path}` ({label})", path=path, label=Message(info.title)), info, owner
    return message("`{path}`", path=path), info, owner


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    """The record part a field is made of, through tuples and optional types."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for each in get_args(annotation) if (found := _inner_model(each))), None)
