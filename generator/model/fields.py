"""The kinds of value a record is made of, each read from text by a converter of ours.

All scalars reach a record as text (see `generator.source.yaml`), so nothing is guessed: `2008` is no timestamp, `no` is
no boolean and `0251…` is no number unless the field says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, get_args
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

from generator.model.dates import MonthDay, NotReadable, PartialDate, parse_clock, parse_day, parse_moment
from generator.model.hours import Spans
from generator.model.hours_reading import read_spans
from generator.model.mark import Mark
from generator.model.message import Message, label, message
from generator.model.period import Period
from generator.model.place import Loc, Origin, Place

T = TypeVar("T")

_YES = {"true", "yes", "có", "co"}
_NO = {"false", "no", "không", "khong"}
_PHONE = re.compile(r"\+?[0-9][0-9 .()-]{1,18}")


def _reader(parse: Callable[[str], T]) -> Callable[[object], T]:
    """Turn a parser of text into a validator of pydantic, whose error carries our own message."""

    def read(value: object) -> T:
        if not isinstance(value, str):
            if isinstance(value, (list, dict)):
                raise PydanticCustomError("not_text", "not a text")
            return value  # type: ignore[return-value]  # already converted: records are also built from values
        try:
            return parse(value)
        except NotReadable as problem:
            raise unfit(problem.why) from None

    return read


def unfit(why: Message) -> PydanticCustomError:
    """The error of a value that was read and cannot be meant."""
    return PydanticCustomError("not_readable", "not readable", {"why": why})


def _flag(text: str) -> bool:
    word = text.strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise NotReadable(message("write true or false, not “{text}”", text=text))


# A host goes into headers as it is written: nothing in it may end a policy and begin another one.
_HOST = re.compile(r"(?:[\w-]+(?:\.[\w-]+)*\.?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        named = _HOST.fullmatch(parts.netloc) and (parts.port or 1) and parts.netloc.encode("idna")
    except ValueError:  # also of a port over 65535 and of a name that the network cannot write
        named = None
    if not named or parts.scheme not in ("http", "https") or re.search(r"\s", text):
        raise NotReadable(message("this is not a web address with https://: “{text}”", text=text))
    return text


def _number(text: str) -> str:
    if not _PHONE.fullmatch(text):
        raise NotReadable(message("this is not a phone number: “{text}”", text=text))
    return text


def _address(text: str) -> str:
    if not re.fullmatch(r"/(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*/)*", text):
        raise NotReadable(
            message("this is not an address of this site such as /bai-viet/2026/11/ten-bai/: “{text}”", text=text)
        )
    return text


def _link(text: str) -> str:
    if not re.fullmatch(r"/(?!/)\S*|https://\S+", text):
        raise NotReadable(
            message(
                "write an address of this site such as /noi-giup-do/, or one with https://, not “{text}”", text=text
            )
        )
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-/][a-z0-9]+)*$", max_length=100)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=100)]
Url = Annotated[str, BeforeValidator(_reader(_url))]
PageLink = Annotated[str, BeforeValidator(_reader(_link))]
SitePath = Annotated[str, BeforeValidator(_reader(_address))]
PhoneNumber = Annotated[str, BeforeValidator(_reader(_number))]
Flag = Annotated[bool, PlainValidator(_reader(_flag))]
Day = Annotated[date, PlainValidator(_reader(parse_day))]
Clock = Annotated[time, PlainValidator(_reader(parse_clock))]
Moment = Annotated[datetime, PlainValidator(_reader(parse_moment))]
DayHours = Annotated[Spans, PlainValidator(_reader(read_spans))]
Partial = Annotated[PartialDate, PlainValidator(_reader(PartialDate.parse))]
ReportPeriod = Annotated[Period, PlainValidator(_reader(Period.parse))]
Yearly = Annotated[MonthDay, PlainValidator(_reader(MonthDay.parse))]


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field that holds the id of another record; `kind` names the collection in `Site`."""

    kind: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Marks a field whose text readers see and whose words are judged; `markup` says how it is written."""

    markup: Literal["plain", "markdown"] = "plain"


@dataclass(frozen=True, slots=True)
class Spoken:
    """Marks a field in the language of the office: a page in another one shows a translation, or says whose words."""


class Part(BaseModel):
    """A value inside a record; never changed once read."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)


class Source(Part):
    """Where a fact was found."""

    title: Annotated[Text, Spoken(), Field(title=label("Title"))]
    publisher: Annotated[Text | None, Spoken(), Field(title=label("Publisher"))] = None
    url: Annotated[Url | None, Field(title=label("Web address"))] = None
    date: Annotated[Partial | None, Field(title=label("Date"))] = None


NOWHERE = Origin(Place(""))  # of a record that was not read from a file
_WRITTEN = "_written"
_UNWRITTEN: tuple[Origin, str, tuple[Mark, ...]] = (NOWHERE, "", ())


class Record(Part):
    """What an officer wrote about one thing, under an id that never changes."""

    id: Annotated[Identifier, Field(title=label("Id"))]

    @property
    def origin(self) -> Origin:
        """Where it was written."""
        return self._written[0]

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.origin.place

    @property
    def digest(self) -> str:
        """A digest of its values: two records with one digest say the same."""
        return self._written[1]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What was noticed in its texts when it was read."""
        return self._written[2]

    @property
    def _written(self) -> tuple[Origin, str, tuple[Mark, ...]]:
        # Beside the fields, as a cached property would lie there: private attributes take a third of the time that it
        # takes to make a record.
        return self.__dict__.get(_WRITTEN, _UNWRITTEN)  # type: ignore[no-any-return]

    def written(self, origin: Origin, digest: str, marks: tuple[Mark, ...] = ()) -> None:
        """Note where the record comes from and what was noticed in it; called by the loader."""
        self.__dict__[_WRITTEN] = (origin, digest, marks)


class Waiver(Part):
    """A rule, by its code, that whoever answers for the record has set aside with a reason."""

    rule: Annotated[Text, Field(title=label("Rule"), pattern=r"^[A-Z]\d{3}$")]
    why: Annotated[Text, Field(title=label("Reason"))]


class Addressed(Record):
    """A record with a page of its own; `aliases` are addresses it had before, which lead to it for ever.

    `waivers` are the rules that do not hold for it.
    """

    slug: Annotated[Slug | None, Field(title=label("Address on the web"))] = None
    aliases: Annotated[tuple[SitePath, ...], Field(title=label("Former addresses"))] = ()
    waivers: Annotated[tuple[Waiver, ...], Field(title=label("Rules set aside"))] = ()

    @property
    def waived(self) -> tuple[str, ...]:
        """The rules that it sets aside."""
        return tuple(each.rule for each in self.waivers)

    @property
    def part(self) -> str:
        """Its part of a web address."""
        return self.slug or self.id.rpartition("/")[2]


class Named(Record):
    """A record with a name and a short form for phones."""

    name: Annotated[Text, Spoken(), Field(title=label("Name"))]
    short_name: Annotated[Text | None, Spoken(), Field(title=label("Short name"))] = None

    @property
    def brief(self) -> str:
        """The name as small screens show it."""
        return self.short_name or self.name


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


def parts_of(annotation: Any) -> Iterator[type[Part]]:
    """The types of part that an annotation names, through tuples and optional types."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for each in get_args(annotation):
        yield from parts_of(each)


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
