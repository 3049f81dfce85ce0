"""The kinds of value that fields hold, each read from text by a converter of ours, and the marks that fields bear.

All scalars reach a record as text (see `generator.source.yaml`), so nothing is guessed: `2008` is no timestamp, `no` is
no boolean and `0251…` is no number unless the field says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import BeforeValidator, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

from generator.model.dates import MonthDay, NotReadable, PartialDate, parse_clock, parse_day, parse_moment
from generator.model.hints import A_DAY
from generator.model.hours import Spans
from generator.model.hours_reading import read_spans
from generator.model.message import Message, message
from generator.model.period import Period

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


def unfit(why: Message, hint: Message | None = None) -> PydanticCustomError:
    """The error of a value that was read and cannot be meant; without a `hint`, its `Form` says what to write."""
    return PydanticCustomError("not_readable", "not readable", {"why": why, "hint": hint})


def _flag(text: str) -> bool:
    word = text.strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise NotReadable(message("write yes or no, not “{text}”", text=text))


# A host goes into headers as it is written: nothing in it may end a policy and begin another one.
_HOST = re.compile(r"(?:[\w-]+(?:\.[\w-]+)*\.?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


def parse_url(text: str) -> str:
    """Read a whole address on the web, with https:// or http://; raises NotReadable."""
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
        raise NotReadable(message("this is not an address of this site: “{text}”", text=text))
    return text


def _link(text: str) -> str:
    if not re.fullmatch(r"/(?!/)\S*|https://\S+", text):
        raise NotReadable(message("this is not an address: “{text}”", text=text))
    return text


@dataclass(frozen=True, slots=True)
class Form:
    """Marks a kind of value, or a field, with a form of its own; `how` says how it is written."""

    how: Message


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-/][a-z0-9]+)*$", max_length=100)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=100)]
Url = Annotated[
    str, BeforeValidator(_reader(parse_url)), Form(message("Write the whole address, beginning with https://."))
]
PageLink = Annotated[
    str,
    BeforeValidator(_reader(_link)),
    Form(message("Write an address of this site such as /noi-giup-do/, or a whole one that begins with https://.")),
]
SitePath = Annotated[
    str,
    BeforeValidator(_reader(_address)),
    Form(message("Write it as /bai-viet/2026/11/ten-bai/: small letters without marks, digits, hyphens, slashes.")),
]
PhoneNumber = Annotated[
    str,
    BeforeValidator(_reader(_number)),
    Form(message("Write digits alone, as they are dialled: 0292 3 000 000. A note has a field of its own.")),
]
Flag = Annotated[
    bool, PlainValidator(_reader(_flag)), Form(message("Write yes or no; delete the line if it is not known."))
]
Day = Annotated[date, PlainValidator(_reader(parse_day)), Form(A_DAY)]
Clock = Annotated[time, PlainValidator(_reader(parse_clock)), Form(message("Write the time as 07:30 or 7h30."))]
Moment = Annotated[
    datetime, PlainValidator(_reader(parse_moment)), Form(message("Write it as 2026-11-10T07:30:00+07:00."))
]
DayHours = Annotated[
    Spans, PlainValidator(_reader(read_spans)), Form(message("Write the hours as 7h30–11h30, 13h30–17h."))
]
Partial = Annotated[
    PartialDate,
    PlainValidator(_reader(PartialDate.parse)),
    Form(message("Write 2008, 05/2016 or 22/11/2026, as far as it is known.")),
]
ReportPeriod = Annotated[
    Period, PlainValidator(_reader(Period.parse)), Form(message("Write 2026, 2026-H1, 2026-9M or 2026-M11."))
]
Yearly = Annotated[
    MonthDay, PlainValidator(_reader(MonthDay.parse)), Form(message("Write the day and month as 10/11."))
]


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
