"""All records, linked and indexed. Built once, never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from generator.model.article import Article
from generator.model.artifact import digest
from generator.model.campaign import Campaign
from generator.model.config import SiteConfig
from generator.model.document import Document
from generator.model.duty import ReportDuty
from generator.model.fields import Record
from generator.model.hotline import Hotline
from generator.model.location import Location
from generator.model.message import label
from generator.model.organization import Organization
from generator.model.phones import AreaCode
from generator.model.place import Place
from generator.model.unit import Units
from generator.model.vietnamese import sort_key
from generator.model.vocabulary import ArticleKind, Audience, Programme, ServiceKind


@dataclass(frozen=True, slots=True)
class Published:
    """A line of `data/ids.csv`: an id that readers and feeds know, and where it stood."""

    kind: str
    id: str
    path: str
    place: Place


@dataclass(frozen=True, slots=True)
class HandWritten:
    """A page written by hand in Markdown (`content/pages`), with its address; the engine renders it."""

    path: str
    text: str
    place: Place


@dataclass(frozen=True, eq=False)
class Site:
    """What an office keeps, as mappings from id to record; `ids` is what was published so far."""

    config: SiteConfig
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    audiences: Mapping[str, Audience] = field(default_factory=dict)
    service_kinds: Mapping[str, ServiceKind] = field(default_factory=dict)
    article_kinds: Mapping[str, ArticleKind] = field(default_factory=dict)
    organizations: Mapping[str, Organization] = field(default_factory=dict)
    locations: Mapping[str, Location] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    hotlines: Mapping[str, Hotline] = field(default_factory=dict)
    duties: Mapping[str, ReportDuty] = field(default_factory=dict)
    campaigns: Mapping[str, Campaign] = field(default_factory=dict)
    articles: Mapping[str, Article] = field(default_factory=dict)
    units: Units = field(default_factory=Units)
    area_codes: tuple[AreaCode, ...] = ()
    ids: tuple[Published, ...] = ()
    pages: tuple[HandWritten, ...] = ()
    unread: frozenset[str] = frozenset()  # ids of records that are there but could not be read

    def collection(self, name: str) -> Mapping[str, Any]:
        """The records of one kind by the name a `Ref` gives them."""
        found: Mapping[str, Any] = getattr(self, name)
        return found

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every record an officer wrote, with the name of its collection."""
        yield "config", self.config
        for name in COLLECTIONS:
            for record in self.collection(name).values():
                yield name, record

    @cached_property
    def lexicon(self) -> Site:
        """The vocabularies and reference records alone: what a page about one article or place may look up."""
        return replace(self, articles={}, locations={}, units=Units(), ids=(), pages=(), unread=frozenset())

    @cached_property
    def digest(self) -> str:
        """A digest of all its records."""
        return digest(tuple(f"{name} {record.digest}" for name, record in self.records()))

    def published_articles(self, today: date) -> tuple[Article, ...]:
        """What readers see today, the newest first; articles of one day by their time, then by id."""
        if today not in self._visible:
            self._visible[today] = tuple(article for article in self._by_age if article.visible(today))
        return self._visible[today]

    def withdrawn_articles(self, today: date) -> tuple[Article, ...]:
        """What was published once and taken back: their pages say so."""
        return tuple(
            each for each in self._by_age if each.withdrawn and each.status == "published" and each.published <= today
        )

    @cached_property
    def _visible(self) -> dict[date, tuple[Article, ...]]:
        """What was asked for before, by day."""
        return {}

    @cached_property
    def _by_age(self) -> tuple[Article, ...]:
        by_id = sorted(self.articles.values(), key=lambda article: article.id)
        return tuple(sorted(by_id, key=lambda article: (article.published, str(article.time or "")), reverse=True))

    def kinds_under(self, kind: str) -> frozenset[str]:
        """A kind of service with all narrower ones."""
        found = {kind}
        while narrower := {each.id for each in self.service_kinds.values() if each.broader in found} - found:
            found |= narrower
        return frozenset(found)

    @cached_property
    def offered(self) -> frozenset[str]:
        """The kinds of service that some place offers, with the wider kinds they are found under."""
        here = {service.kind for location in self.open_locations for service in location.services}
        return frozenset(kind for kind in self.service_kinds if here & self.kinds_under(kind))

    @cached_property
    def listed_kinds(self) -> frozenset[str]:
        """The kinds of service with a page: those offered now, needs of the home page, and those published once."""
        needs = {kind.id for kind in self.service_kinds.values() if kind.home}
        published = {line.id for line in self.ids if line.kind == "service_kinds" and line.id in self.service_kinds}
        return self.offered | needs | published

    @cached_property
    def units_written_about(self) -> frozenset[str]:
        """The administrative units that an article is about: each has a feed."""
        return frozenset(each.unit for each in self.articles.values() if each.unit and each.status == "published")

    @cached_property
    def open_locations(self) -> tuple[Location, ...]:
        """The places that have not closed, in alphabetical order: lists show these."""
        there = (each for each in self.locations.values() if not each.closed)
        return tuple(sorted(there, key=lambda each: (sort_key(each.name), each.id)))


COLLECTION_LABELS = {
    "programmes": label("the programmes"),
    "audiences": label("the audiences"),
    "service_kinds": label("the kinds of service"),
    "article_kinds": label("the kinds of article"),
    "organizations": label("the organizations"),
    "locations": label("the places"),
    "documents": label("the documents"),
    "hotlines": label("the hotlines"),
    "duties": label("the report duties"),
    "campaigns": label("the campaigns"),
    "articles": label("the articles"),
    "units": label("the administrative units"),
}

COLLECTIONS: dict[str, type[Record]] = {
    "programmes": Programme,
    "audiences": Audience,
    "service_kinds": ServiceKind,
    "article_kinds": ArticleKind,
    "organizations": Organization,
    "locations": Location,
    "documents": Document,
    "hotlines": Hotline,
    "duties": ReportDuty,
    "campaigns": Campaign,
    "articles": Article,
}
