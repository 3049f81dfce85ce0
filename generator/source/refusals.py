"""Why the values of a record are refused: each mistake with its place, its field and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.language import FALLBACK, translator
from generator.model.diagnostic import Diagnostic, error
from generator.model.fields import Form, Ref
from generator.model.hints import A_LINE_EACH, ONE_LINE, ONE_OF_THESE, did_you_mean
from generator.model.message import Message, message
from generator.model.near import nearest
from generator.model.place import Loc
from generator.model.record import Record
from generator.model.vietnamese import fold, slug
from generator.source.written import Written


def refusal(problem: Any, kind: type[Record], written: Written) -> Diagnostic:
    """What pydantic found wrong (`problem`, one of its error dicts) in a record of type `kind`."""
    loc: Loc = tuple(problem["loc"])
    what = problem["type"]
    field, info, model = _field(kind, loc)
    if what == "missing":
        wrong = message("{field} is missing", field=field)
        if loc in written.keys:  # its name is there, and nothing behind it
            return error("R001", written.keys[loc], wrong, _behind(loc, info, written.start.file))
        return error("R001", written.places.get(loc[:-1], written.start), wrong, _how_to_add(str(loc[-1]), info))
    if what == "extra_forbidden":
        key = str(loc[-1])
        at = written.keys.get(loc, written.start)
        return error("R002", at, message("there is no field `{key}` here", key=key), _instead(key, model))
    why, hint_ = _why(problem, info, written.start.file)
    return error("R003", written.places.get(loc, written.start), message("{field}: {why}", field=field, why=why), hint_)


def meant(key: str, kind: type[Record], loc: Loc) -> Loc | None:
    """Where the field is that somebody who wrote `key` at `loc` meant, if any is near."""
    near = _near(key, _field(kind, loc)[2])
    return (*loc[:-1], near) if near else None


def _near(key: str, model: type[BaseModel]) -> str | None:
    """The field that is called nearly so, in the file or in forms and guides, which call it by its label."""
    fields = model.model_fields
    labels = {fold(_VIETNAMESE(info.title)): name for name, info in fields.items() if info.title}
    if found := labels.get(fold(key)) or nearest(key, fields):
        return found
    near = nearest(key, labels)
    return labels[near] if near else None


def _instead(key: str, model: type[BaseModel]) -> Message:
    """What to write instead of a name that no field has here."""
    if (seen := "".join(filter(str.isprintable, key))) in model.model_fields:
        return message("Delete the invisible character in it: write `{name}` by hand.", name=seen)
    if near := _near(key, model):
        return message("Did you mean `{near}`?", near=near)
    for name, info in model.model_fields.items():
        if key in _fields(info) and not _many(info):
            return message("Write it below `{group}:`, two spaces further in.", group=name)
    return message("The fields here are: {known}.", known=", ".join(model.model_fields))


class _Said(NamedTuple):
    """What is wrong with a value, and what to write."""

    why: Message
    hint: Message


def _why(problem: Any, info: FieldInfo | None, file: str) -> _Said:
    """Our words for each of pydantic's types of error."""
    what = problem["type"]
    value = problem["input"]
    told = problem.get("ctx", {})
    if what == "not_readable":
        return _Said(told["why"], told.get("hint") or how_to_write(info) or _LIKE_ANOTHER)
    if what == "literal_error":
        return _not_among([text.strip("' ") for text in told["expected"].replace(" or ", ",").split(",")], value)
    if what == "string_pattern_mismatch":
        return _of_no_form(value, how_to_write(info))
    if what == "string_too_short":
        return _Said(message("it must not be empty"), _where_it_goes(problem["loc"], info, file))
    if what in ("model_type", "model_attributes_type"):
        return _Said(message("a group of fields is needed here"), _as_group(value, info, problem["loc"]))
    if what == "tuple_type":
        return _Said(message("a list is needed here"), _as_list(value, info))
    if what in _SAID:
        return _SAID[what](value, told)
    return _Said(message("the value is not accepted"), how_to_write(info) or _LIKE_ANOTHER)


def _where_it_goes(loc: Loc, info: FieldInfo | None, file: str) -> Message:
    """Where a text that is missing is written."""
    if isinstance(loc[-1], int):
        return message("Write it after the hyphen, or delete the line.")
    if loc == ("body",):
        return message("Write it below the line `---`.") if file.endswith(".md") else _A_LONG_TEXT
    if info and info.is_required():
        return message("Write it after the colon; a long text goes on the lines below, indented.")
    return message("Write it after the colon, or delete the line.")


def _behind(loc: Loc, info: FieldInfo | None, file: str) -> Message:
    """What to write behind the name of a field, of which nothing else is there."""
    if _many(info):
        return A_LINE_EACH
    return _as_group(None, info, loc) if _fields(info) else _where_it_goes(loc, info, file)


def _how_to_add(key: str, info: FieldInfo | None) -> Message:
    fields = _fields(info)
    if not fields:
        return (
            message("Add `{key}:`, and on the line below `- …`.", key=key)
            if _many(info)
            else message("Add a line `{key}: …`.", key=key)
        )
    if _many(info):
        return message("Add `{key}:`, and on the line below `- {first}: …`.", key=key, first=fields[0])
    return message(
        "Add `{key}:`, and below it, each on a line of its own and two spaces in: {fields}.",
        key=key,
        fields=_listed(fields),
    )


def _as_group(value: object, info: FieldInfo | None, loc: Loc) -> Message:
    """How what was written is written as a group of fields; in a list it is mostly the first that is needed."""
    fields = _fields(info)
    if fields and isinstance(loc[-1], int) and _is_line(value):
        return message("Write `- {first}: {value}`; what else is known, below it.", first=fields[0], value=value)
    return message("Write below it, each on a line of its own and two spaces in: {fields}.", fields=_listed(fields))


def _as_list(value: object, info: FieldInfo | None) -> Message:
    if not _is_line(value):
        return A_LINE_EACH
    fields = _fields(info)
    part = _inner_model(info.annotation) if info else None
    of = part.model_fields[fields[0]] if part and fields else info
    entry = str(value).lstrip("-–—•*+ ").strip("[]() ")
    if of and any(isinstance(each, (Ref, Form)) for each in (*of.metadata, *_marks(of.annotation))):  # no text
        entry = re.split(r"[,;]|\s-\s*", entry)[0].strip()
    if not entry:
        return A_LINE_EACH
    return message(
        "Write it on the line below, as `- {value}`; one line for each.",
        value=f"{fields[0]}: {entry}" if fields else entry,
    )


def _fields(info: FieldInfo | None) -> list[str]:
    """The fields of the group that a field holds, those it cannot do without first; none where it holds none."""
    part = _inner_model(info.annotation) if info else None
    if part is None:
        return []
    return sorted(part.model_fields.keys() - {"translations"}, key=lambda name: _rank(part, name))


def _rank(part: type[BaseModel], name: str) -> tuple[bool, int]:
    fields = part.model_fields
    return not fields[name].is_required(), list(fields).index(name)


def _listed(fields: list[str]) -> str:
    return ", ".join(f"`{name}: …`" for name in fields[:_NAMED])


def _many(info: FieldInfo | None) -> bool:
    return info is not None and get_origin(info.annotation) is tuple


def _is_line(value: object) -> bool:
    return isinstance(value, str) and "\n" not in value and bool(value.strip())


def _not_among(known: list[str], value: object) -> _Said:
    near = nearest(str(value), known)
    return _Said(
        message("“{value}” is not one of: {known}", value=value, known=", ".join(known)),
        did_you_mean(near, ONE_OF_THESE),
    )


def _of_no_form(value: object, how: Message | None) -> _Said:
    wanted = slug(str(value))
    if not how and wanted:
        return _Said(
            message("“{value}” may only have letters without marks, digits and hyphens", value=value),
            message("Write `{wanted}`.", wanted=wanted),
        )
    return _Said(
        message("“{value}” does not have the form it needs", value=value),
        how or message("Write small letters without marks, digits and hyphens."),
    )


_VIETNAMESE = translator(FALLBACK)  # what the people call fields who write in them
_LIKE_ANOTHER = message("Write it like the same line of another record that is in order.")
_NAMED = 4  # fields of a group that a hint names
_A_LONG_TEXT = message("Write `body: |`, and the text on the lines below, two spaces further in.")
_WHOLE = message("Write digits alone, without a unit: 12.")
_NUMBER = message("Write digits alone, with a point before decimals: 10.5.")

_SAID: dict[str, Callable[[Any, Any], _Said]] = {
    "string_too_long": lambda value, told: _Said(
        message("it is too long: at most {most} characters", most=told["max_length"]),
        message("It has {many} now: shorten it.", many=len(value)),
    ),
    "too_short": lambda value, told: _Said(
        message("at least {least} is needed", least=told["min_length"]),
        message("Add entries until there are {least}, each on its own line with `- `.", least=told["min_length"]),
    ),
    "too_long": lambda value, told: _Said(
        message("at most {most} are allowed", most=told["max_length"]), message("Keep those that matter most.")
    ),
    "string_type": lambda value, told: _Said(message("a text is needed here"), ONE_LINE),
    "not_text": lambda value, told: _Said(message("a text is needed here"), ONE_LINE),
    "int_parsing": lambda value, told: _Said(message("“{value}” is not a whole number", value=value), _WHOLE),
    "int_type": lambda value, told: _Said(message("a whole number is needed here"), _WHOLE),
    "float_parsing": lambda value, told: _Said(message("“{value}” is not a number", value=value), _NUMBER),
    "finite_number": lambda value, told: _Said(message("“{value}” is not a number", value=value), _NUMBER),
    "float_type": lambda value, told: _Said(message("a number is needed here"), _NUMBER),
    "greater_than_equal": lambda value, told: _Said(
        message("“{value}” is too small: at least {least}", value=value, least=f"{told['ge']:g}"),
        message("Write a number from {least} on.", least=f"{told['ge']:g}"),
    ),
    "less_than_equal": lambda value, told: _Said(
        message("“{value}” is too large: at most {most}", value=value, most=f"{told['le']:g}"),
        message("Write a number up to {most}.", most=f"{told['le']:g}"),
    ),
}


def how_to_write(info: FieldInfo | None) -> Message | None:
    """What to write into a field whose values have a form of their own; None where any text or number will do."""
    marks = (*_marks(info.annotation), *info.metadata) if info else ()
    forms = [each for each in marks if isinstance(each, Form)]
    return forms[-1].how if forms else None  # that of the field goes before that of its kind of value


def _marks(annotation: Any) -> Iterator[object]:
    """The marks of the kinds of value that an annotation names, through tuples and optional types."""
    yield from getattr(annotation, "__metadata__", ())
    for each in get_args(annotation):
        yield from _marks(each)


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
