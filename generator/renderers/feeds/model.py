"""What a feed is and what it holds, in whatever format: frozen values, and the HTML of an item."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property, lru_cache
from html import escape
from typing import NamedTuple

from generator.language import translator
from generator.model.article import Article
from generator.model.artifact import digest
from generator.model.config import Licence
from generator.model.feed_address import Formats
from generator.model.handout import Handout
from generator.model.location import Change, Verified
from generator.renderers.links import absolute
from generator.renderers.templates import fill

ROOM = 400_000  # bytes of content in one feed: with all around it less than 500 KB in every format
SHARED = 256  # items that are kept as they were made last, for the next feed that carries them
# Other sites show several articles on one page, in their own style: no ids, no boxes of ours.
_NAMED = re.compile(r'(<h[2-5]) id="[^"]*"')
_BOX = '<div class="table-scroll" tabindex="0"><table>'


class Enclosure(NamedTuple):
    """A picture beside an item: its absolute address, media type and size in bytes."""

    url: str
    type: str
    length: int


class PlaceChange(NamedTuple):
    """Something that happened to a place."""

    place: str
    unit: str
    change: Change
    verified: Verified


class Credit(NamedTuple):
    """Whose an item is, where it stands there, and on what terms others may have it; no licence where none is known."""

    office: str
    url: str
    licence: Licence | None


@dataclass(frozen=True)
class Item:
    """What feeds carry; `published` and `updated` are in +07:00, and no two items of a site share either.

    `content` is what its HTML is made of; of a withdrawn item there is none, only `withdrawn`: the reason.
    `credit` is that of an item taken over from another site; `licence` one that differs from the publisher's.
    """

    id: str
    url: str
    title: str
    summary: str
    published: datetime
    updated: datetime
    content: Article | PlaceChange | Handout | None
    citations: tuple[tuple[str, str], ...] = ()  # of documents: (title, address within the site)
    tags: tuple[str, ...] = ()  # words for people
    programmes: tuple[str, ...] = ()  # ids
    picture: Enclosure | None = None
    withdrawn: str | None = None
    credit: Credit | None = None
    licence: Licence | None = None

    @cached_property
    def digest(self) -> str:
        """A digest of its values, made once for all feeds that carry it."""
        return digest(*(getattr(self, each.name) for each in fields(self)))

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True)
class Publisher:
    """Whose feeds they are, and on what terms; `hub` is the WebSub hub that is told of news."""

    site: str
    office: str
    email: str | None
    base_url: str
    feeds_page: str
    main_feed: str
    language: str
    demo: bool
    licence: Licence
    hub: str | None

    @cached_property
    def digest(self) -> str:
        """A digest of its values, made once for all feeds."""
        return digest(*(getattr(self, each.name) for each in fields(self)))


class Feed(NamedTuple):
    """One feed, the item that changed last first; all addresses are absolute.

    `home` is the page it belongs to, `archive` the newest closed month of the site's own feed (RFC 5005).
    """

    id: str
    title: str
    description: str
    home: str
    formats: Formats
    publisher: Publisher
    updated: datetime
    items: tuple[Item, ...]
    archive: str | None = None


class MonthFeed(NamedTuple):
    """All that was published in a month. Once it is closed nothing later changes it but a correction in it.

    `previous` and `following` are the documents of the months before and after; there is none before the first.
    """

    feed: Feed
    url: str
    closed: bool
    previous: str | None
    following: str | None


class Written(NamedTuple):
    """An item with its HTML."""

    item: Item
    html: str


def whole_items(feed: Feed) -> tuple[Written, ...]:
    """The items of a feed as far as there is room; one that does not fit is left to the archive, never cut."""
    fitting = []
    room = ROOM
    for item in feed.items:
        size = _size(item, feed.publisher)
        if size <= room:
            room -= size
            fitting.append(Written(item, html(item, feed.publisher)))
    return tuple(fitting)


@lru_cache(maxsize=SHARED)
def html(item: Item, publisher: Publisher) -> str:
    """An item's HTML: safe, every address absolute. An item in thirty feeds of three formats is rendered once."""
    made = fill(_template(item), publisher.language, item=item, demo=publisher.demo)
    made = _NAMED.sub(r"\1", made).replace(_BOX, "<table>").replace("</table></div>", "</table>")
    return absolute(made, item.url, publisher.base_url).strip()


def _template(item: Item) -> str:
    if item.content is None:
        return "feed_withdrawn.html"
    if isinstance(item.content, Handout):
        return "feed_handout.html"
    return "feed_change.html" if isinstance(item.content, PlaceChange) else "feed_item.html"


@lru_cache(maxsize=SHARED)
def _size(item: Item, publisher: Publisher) -> int:
    """How many bytes its HTML takes in the format that needs most."""
    made = html(item, publisher)
    return max(len(escape(made, quote=False).encode()), len(json.dumps(made, ensure_ascii=False).encode()))


def credit(item: Item, publisher: Publisher) -> Credit:
    """Whose the item is: the publisher's, unless it was taken over."""
    return item.credit or Credit(publisher.office, item.url, item.licence or publisher.licence)


def rights(whose: Credit) -> str:
    """Who holds the rights, and on what terms."""
    return f"{whose.office}, {whose.licence.name}" if whose.licence else whose.office


def abstract(item: Item, publisher: Publisher) -> str:
    """Summary, attribution and terms in plain words: many receivers show nothing else."""
    _ = translator(publisher.language)
    whose = credit(item, publisher)
    named = {"office": whose.office, "url": whose.url}
    terms = (
        _("Source: %(office)s, %(url)s. Licence: %(licence)s.") % {**named, "licence": whose.licence.name}
        if whose.licence
        else _("Source: %(office)s, %(url)s.") % named
    )
    warning = f" {_('Demonstration: the data is not verified.')}" if publisher.demo else ""
    return f"{item.summary} {terms}{warning}"
