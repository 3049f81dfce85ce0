"""Records of every kind with every field filled in, found by looking at the types: a new field is covered by itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from generator.model.article import Article
from generator.model.fields import Prose, Ref
from generator.model.handout import Handout
from generator.model.location import SpecialHours
from generator.model.place import Loc
from generator.model.record import Part
from generator.model.translation import Translated, spoken

ODD = "ö <b>\" &amp; ' {{ x }}"  # what only a field takes that takes any text
# One of these fits every field that does not take any text. The first that fits is taken.
SAMPLES = (
    "024 3936 0000", "yes", "2026-11-12", "2026", "--12-01", "7h30–11h30", "2026-11-10T00:00:23+07:00", "https://example.net/x/",
    "https://tiles.example.org/{z}/{x}/{y}.png",
    "/noi-giup-do/", "dong-vat", "example.org,2026", "a@example.org", "anh/x.png", "A001",
    "12", "1", "10.5", "105.5", "0" * 64,
)  # fmt: skip


class Blank(NamedTuple):
    """A field that takes any text: the way to it, how many characters it may have, whether it is Markdown."""

    loc: Loc
    most: int | None
    markdown: bool


Fill = Callable[[Blank], str]


class Leaf(NamedTuple):
    """A value in the text of a record, where it stands, and whether its field takes any text."""

    loc: Loc
    value: str
    free: bool
    line: int


class Whole(NamedTuple):
    """A record as text, and its values."""

    text: str
    leaves: tuple[Leaf, ...]


# What of a type cannot stand together, and words that decide what else is there.
_LEFT_OUT: dict[type[Part], set[str]] = {
    SpecialHours: {"closed"},
    Article: {"taken", "withdrawn"},
    Handout: {"spoken"},
}
# Values that mean something: (type, field) -> value. Everything else is found by trying.
_MEANT: dict[str, str] = {
    "status": "published", "ended": "no", "draft": "no", "closed": "no", "emergency": "no", "demo": "yes",
    "neutral_titles": "no", "latitude": "10.03", "longitude": "105.78", "kind": "", "right": "1", "monthly": "no",
    "waivers": "", "replaced_by": "", "successor": "", "parent": "", "broader": "", "hub": "", "due": "05/12",
    "end": "2026-12-10", "expires": "2027-02-28", "published": "2026-11-10", "review_by": "2027-11-10",
    "valid_to": "2027",
}  # fmt: skip


@cache
def fits(kind: type[Part], name: str, text: str) -> bool:
    """Whether a field, or each entry of a list in it, takes this text."""
    info = kind.model_fields[name]
    inner, many = _inner(info.annotation)
    if any(isinstance(mark, Ref) for mark in info.metadata):
        return False
    marks = () if many else tuple(info.metadata)
    try:
        TypeAdapter(Annotated[(inner, *marks)] if marks else inner).validate_python(text)
    except (ValidationError, TypeError, ValueError):
        return False
    return True


@cache
def _sample(kind: type[Part], name: str) -> str:
    found = next((each for each in SAMPLES if fits(kind, name, each)), None)
    assert found is not None, f"no sample fits {kind.__name__}.{name}"
    return found


def _inner(annotation: Any) -> tuple[Any, bool]:
    """The type of one value, through optional types and tuples, and whether there may be several."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        (one,) = (each for each in get_args(annotation) if each is not NoneType)
        return _inner(one)
    if origin is tuple:
        return _inner(get_args(annotation)[0])[0], True
    return annotation, False


def _bare(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def whole(
    kind: type[Part], fill: Fill, ids: dict[str, str], given: dict[str, Any] | None = None, also: tuple[str, ...] = ()
) -> Whole:
    """A record of this kind; `ids` are what references of each kind lead to, `given` stands instead of what is found.

    `also` are fields that most records of the kind cannot have.
    """
    writer = _Writer(fill, ids, also)
    writer.part(kind, (), 0, {"id": "", **(given or {})})
    return Whole("\n".join(writer.lines) + "\n", tuple(writer.leaves))


class _Writer:
    """Writes fields as YAML, each text on one line between quotation marks, and notes where it stands."""

    def __init__(self, fill: Fill, ids: dict[str, str], also: tuple[str, ...]) -> None:
        self.also = also
        self.fill = fill
        self.ids = ids
        self.lines: list[str] = []
        self.leaves: list[Leaf] = []

    def part(self, kind: type[Part], loc: Loc, indent: int, given: dict[str, Any]) -> None:
        for name, info in kind.model_fields.items():
            if name in _LEFT_OUT.get(kind, ()) and name not in (*given, *self.also):
                continue
            if name in given:
                if given[name] not in ("", None):
                    self.plain(name, given[name], (*loc, name), indent)
                continue
            if name == "translations" and issubclass(kind, Translated):
                self.translations(kind, (*loc, name), indent)
                continue
            self.field(kind, name, info, (*loc, name), indent)

    def field(self, kind: type[Part], name: str, info: FieldInfo, loc: Loc, indent: int) -> None:
        inner, many = _inner(info.annotation)
        pad = " " * indent
        if isinstance(inner, type) and issubclass(inner, Part):
            self.lines.append(f"{pad}{name}:")
            if many:
                at = len(self.lines)
                self.part(inner, (*loc, 0), indent + 4, {})
                self.lines[at] = f"{pad}  - {self.lines[at].lstrip()}"
            else:
                self.part(inner, loc, indent + 2, {})
            return
        value = self.value(kind, name, info, inner)
        if value == "":
            return
        if not many:
            self.scalar(f"{pad}{name}: ", value, _blank(loc, info, many))
            return
        self.lines.append(f"{pad}{name}:")
        for index in range(_least(info)):
            self.scalar(f"{pad}  - ", value, _blank((*loc, index), info, many))

    def value(self, kind: type[Part], name: str, info: FieldInfo, inner: Any) -> str | None:
        """What to write; None: whatever `fill` says; "" leaves the field out."""
        ref = next((mark for mark in info.metadata if isinstance(mark, Ref)), None)
        if ref:
            return "" if _MEANT.get(name) == "" and name != "kind" else self.ids.get(ref.kind, "")
        meant = _MEANT.get(name)
        if (meant == "" and name != "kind") or (meant and fits(kind, name, meant)):
            return meant
        if fits(kind, name, ODD):
            return None
        if get_origin(_bare(inner)) is Literal:
            return str(get_args(_bare(inner))[0])
        return _sample(kind, name)

    def scalar(self, before: str, value: str | None, blank: Blank) -> None:
        text = self.fill(blank) if value is None else value
        self.lines.append(before + quoted(text))
        self.leaves.append(Leaf(blank.loc, text, value is None, len(self.lines)))

    def plain(self, name: str, value: Any, loc: Loc, indent: int) -> None:
        """What was given: it is no place for an attempt."""
        written = json.dumps(value, ensure_ascii=False)
        self.lines.append(f"{' ' * indent}{name}: {written}")

    def translations(self, kind: type[Part], loc: Loc, indent: int) -> None:
        pad = " " * indent
        self.lines += [f"{pad}translations:", f"{pad}  en:"]
        for name, many in spoken(kind).items():
            if many:
                self.lines.append(f"{pad}    {name}:")
                for index in range(_least(kind.model_fields[name])):
                    self.scalar(f"{pad}      - ", None, Blank((*loc, "en", name, index), None, False))
            else:
                blank = _blank((*loc, "en", name), kind.model_fields[name], False)
                self.scalar(f"{pad}    {name}: ", None, blank)


def _least(info: FieldInfo) -> int:
    """How many entries a list has at least, where it is there."""
    return max(next((mark.min_length for mark in info.metadata if hasattr(mark, "min_length")), 1) or 1, 1)


def _blank(loc: Loc, info: FieldInfo, many: bool) -> Blank:
    most = (
        None if many else next((mark.max_length for mark in info.metadata if getattr(mark, "max_length", None)), None)
    )
    return Blank(loc, most, Prose("markdown") in info.metadata)


def quoted(text: str) -> str:
    """A text on one line of YAML; what YAML does not allow in a file is written as an escape."""
    return "".join(
        each if each.isprintable() else json.dumps(each)[1:-1] for each in json.dumps(text, ensure_ascii=False)
    )


def fields(kind: type[Part]) -> Iterator[Loc]:
    """The way to every field of a record that takes any text."""
    yield from (each.loc for each in whole(kind, lambda blank: "x", {}).leaves if each.free)
