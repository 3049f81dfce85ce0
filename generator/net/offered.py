"""What a source offers, in whatever format it was written: the counterpart of `generator.renderers.feeds.model`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from generator.model.message import Message, WithReason

MOST = 2_000  # items of one feed
_FIRST, _LAST = 1970, 2100  # years of what an item can mean; at the ends of the calendar no zone can be told


def is_likely(moment: datetime) -> bool:
    """Whether a moment can be meant: items of other years are refused as those whose dates cannot be read."""
    return _FIRST <= moment.year <= _LAST


@dataclass(frozen=True)
class Offered:
    """One item as its source has it; `html` is as it came: never show it without cleaning it.

    `withdrawn` is the reason of an item that was taken back. `sha256` is a checksum that was offered and found right.
    """

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    programmes: tuple[str, ...] = ()
    office: str | None = None
    licence: str | None = None
    image: str | None = None
    withdrawn: str | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class Refused:
    """An item that cannot be taken, by what it is called, and why."""

    item: str
    why: Message


@dataclass(frozen=True)
class OfferedFeed:
    """A feed that was read. `demo` is whether the source says that its data is not verified."""

    title: str
    demo: bool
    items: tuple[Offered, ...]
    refused: tuple[Refused, ...] = ()


class NotAFeed(WithReason):
    """Bytes that are no feed."""
