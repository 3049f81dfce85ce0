"""Where feeds lie. A feed is named by its address in RSS, which is the oldest and stays; a month has Atom alone."""

from __future__ import annotations

from typing import NamedTuple

from generator.model import address
from generator.model.campaign import Campaign
from generator.model.record import Addressed
from generator.model.unit import Unit
from generator.model.vocabulary import ArticleKind, Audience, Programme

MAIN = "/feeds/rss.xml"
CHANGES = "/feeds/noi-giup-do.xml"
HANDOUTS = "/feeds/tai-lieu.xml"
OPML = "/feeds/tat-ca.opml"


def programme(record: Programme) -> str:
    """The feed of a programme."""
    return f"/feeds/chuong-trinh/{record.part}.xml"


def campaign(record: Campaign) -> str:
    """The feed of a campaign."""
    return f"/feeds/chien-dich/{record.part}.xml"


def audience(record: Audience) -> str:
    """The feed of an audience."""
    return f"/feeds/danh-cho/{record.part}.xml"


def kind(record: ArticleKind) -> str:
    """The feed of a kind of article."""
    return f"/feeds/hinh-thuc/{record.id.replace('/', '-')}.xml"


def unit(record: Unit) -> str:
    """The feed of an administrative unit."""
    return f"/feeds/don-vi/{record.id.replace('/', '-')}.xml"


def month(number: int, of: int) -> str:
    """All that was published in a month, as Atom; it lies beside the month's page."""
    return f"{address.month(number, of)}luu-tru.atom"


def former(feed: str, record: Addressed) -> tuple[str, ...]:
    """Where `feed` lay while its record stood at its former addresses: readers hold on to these too."""
    folder = feed.rpartition("/")[0]
    return tuple(f"{folder}/{alias.rstrip('/').rpartition('/')[2]}.xml" for alias in record.aliases)


class Formats(NamedTuple):
    """Where one feed lies in each of its formats."""

    rss: str
    atom: str
    json: str


def formats(feed: str) -> Formats:
    """The addresses of a feed by its address in RSS."""
    if feed == MAIN:
        return Formats(feed, "/feeds/atom.xml", "/feeds/feed.json")
    stem = feed.removesuffix(".xml")
    return Formats(feed, f"{stem}.atom", f"{stem}.json")
