"""The kinds of value a record is made of, each read from text by a converter of ours.

All scalars reach a record as text (see `generator.source.yaml`), so nothing is guessed: `2008` is no timestamp, `no` is
no boolean and `0251…` is no number unless the field says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, PrivateAttr, StringConstraints
from pydantic_core import PydanticCustomError

from generator.model.dates import MonthDay, NotReadable, PartialDate, parse_clock, parse_day
from generator.model.message import label, message
from generator.model.place import Origin, Place

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
            raise PydanticCustomError("not_readable", "not readable", {"why": problem.why}) from None

    return read


def _flag(text: str) -> bool:
    word = text.strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise NotReadable(message("write true or false, not “{text}”", text=text))


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = None
    if not parts or parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"\s", text):
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
Partial = Annotated[PartialDate, PlainValidator(_reader(PartialDate.parse))]
Yearly = Annotated[MonthDay, PlainValidator(_reader(MonthDay.parse))]


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field that holds the id of another record; `kind` names the collection in `Site`."""

    kind: str


class Part(BaseModel):
    """A value inside a record; never changed once read."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Source(Part):
    """Where a fact was found."""

    title: Annotated[Text, Field(title=label("Title"))]
    publisher: Annotated[Text | None, Field(title=label("Publisher"))] = None
    url: Annotated[Url | None, Field(title=label("Web address"))] = None
    date: Annotated[Partial | None, Field(title=label("Date"))] = None


NOWHERE = Origin(Place(""))  # of a record that was not read from a file


class Record(Part):
    """What an officer wrote about one thing, under an id that never changes."""

    id: Annotated[Identifier, Field(title=label("Id"))]

    _origin: Origin = PrivateAttr(default_factory=lambda: NOWHERE)
    _digest: str = PrivateAttr(default="")

    @property
    def origin(self) -> Origin:
        """Where it was written."""
        return self._origin

    @property
    def digest(self) -> str:
        """A digest of its values: two records with one digest say the same."""
        return self._digest

    def written(self, origin: Origin, digest: str) -> None:
        """Note where the record comes from; called once by the loader."""
        self._origin = origin
        self._digest = digest


class Addressed(Record):
    """A record with a page of its own; `aliases` are addresses it had before, which lead to it for ever."""

    slug: Annotated[Slug | None, Field(title=label("Address on the web"))] = None
    aliases: Annotated[tuple[SitePath, ...], Field(title=label("Former addresses"))] = ()

    @property
    def part(self) -> str:
        """Its part of a web address."""
        return self.slug or self.id.rpartition("/")[2]


class Named(Record):
    """A record with a name and a short form for phones."""

    name: Annotated[Text, Field(title=label("Name"))]
    short_name: Annotated[Text | None, Field(title=label("Short name"))] = None

    @property
    def brief(self) -> str:
        """The name as small screens show it."""
        return self.short_name or self.name


def walk_refs(value: Any, loc: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], str, str]]:
    """All references in a record as (place in the record, kind of record, id)."""
    found: list[tuple[tuple[str | int, ...], str, str]] = []
    if isinstance(value, Part):
        for name, info in type(value).model_fields.items():
            held = getattr(value, name)
            ref = next((mark for mark in info.metadata if isinstance(mark, Ref)), None)
            if held is None:
                continue
            if ref is None:
                if isinstance(held, (Part, tuple)):
                    found += walk_refs(held, (*loc, name))
            elif isinstance(held, tuple):
                found += [((*loc, name, index), ref.kind, each) for index, each in enumerate(held)]
            else:
                found.append(((*loc, name), ref.kind, held))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            found += walk_refs(each, (*loc, index))
    return found
