"""All records, linked and indexed. Built once, never changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from generator.model.activity import Activity
from generator.model.article import Article, ArticleHead
from generator.model.artifact import digest
from generator.model.campaign import Campaign
from generator.model.config import SiteConfig
from generator.model.document import Document
from generator.model.duty import ReportDuty
from generator.model.handout import Handout
from generator.model.holidays import Holidays
from generator.model.hotline import Hotline
from generator.model.location import Location, LocationHead
from generator.model.message import label
from generator.model.organization import Organization
from generator.model.phones import AreaCode
from generator.model.picture import Picture
from generator.model.place import Place
from generator.model.press import Press
from generator.model.record import Record
from generator.model.register import KIND_LISTS, UNIT_FEEDS, UNIT_LISTS, Published
from generator.model.shelf import Shelf
from generator.model.target import Target
from generator.model.terms import Synonym, Terms
from generator.model.unit import Units
from generator.model.vietnamese import sort_key
from generator.model.vocabulary import ArticleKind, Audience, Programme, ServiceKind

_TITLE = re.compile(r"^title: *[\"']?(.+?)[\"']? *$", re.MULTILINE)  # of a hand-written page
HANDFUL = 5  # places of one kind in one province; more get a list of their own


@dataclass(frozen=True, slots=True)
class HandWritten:
    """A page written by hand in Markdown (`content/pages`), with its address; the engine renders it."""

    path: str
    text: str
    place: Place

    @property
    def title(self) -> str | None:
        """What its front matter calls it."""
        found = _TITLE.search(self.text)
        return found[1] if found else None


def _no_pictures(path: str, picture: Picture) -> bytes:
    raise FileNotFoundError(path)


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
    targets: Mapping[str, Target] = field(default_factory=dict)
    activities: Mapping[str, Activity] = field(default_factory=dict)
    campaigns: Mapping[str, Campaign] = field(default_factory=dict)
    articles: Mapping[str, Article] = field(default_factory=dict)
    handouts: Mapping[str, Handout] = field(default_factory=dict)
    units: Units = field(default_factory=Units)
    holidays: Holidays = field(default_factory=Holidays)
    area_codes: tuple[AreaCode, ...] = ()
    terms: Terms = field(default_factory=Terms)
    synonyms: Mapping[str, tuple[Synonym, ...]] = field(default_factory=dict)  # by language
    ids: Sequence[Published] = ()
    pages: tuple[HandWritten, ...] = ()
    beside: tuple[str, ...] = ()  # the files beside them, which the engine publishes as they are, by path on the site
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # each by its path on the site
    read_picture: Callable[[str, Picture], bytes] = _no_pictures
    unread: frozenset[str] = frozenset()  # ids of records that are there but could not be read
    stamps: Mapping[str, str] = field(default_factory=dict)  # a digest of the bytes of each file, where it is known
    press: Press | None = None  # what extras are printed with; without it none of them is made

    def collection(self, name: str) -> Mapping[str, Any]:
        """The records of one kind by the name a `Ref` gives them."""
        found: Mapping[str, Any] = getattr(self, name)
        return found

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every record an officer wrote, whole, with the name of its collection."""
        yield "config", self.config
        for name in COLLECTIONS:
            for record in self.collection(name).values():
                yield name, record

    def heads(self, name: str) -> Iterable[Any]:
        """What is at hand of the records of one kind: heads where records are many, else the records."""
        if name == "articles":
            return self.article_heads.values()
        return self.location_heads.values() if name == "locations" else self.collection(name).values()

    def article(self, article_id: str) -> Article:
        """A whole article. Who defers inputs asks for it when they are made, and digests its head before."""
        return self.articles[article_id]

    def location(self, location_id: str) -> Location:
        """A whole place, for who defers inputs (see `article`)."""
        return self.locations[location_id]

    @cached_property
    def article_heads(self) -> Mapping[str, ArticleHead]:
        """What lists and checks need of each article, by id."""
        return _heads(self.articles)

    @property
    def article_texts(self) -> Mapping[str, ArticleHead]:
        """The same heads, for who looks at what hangs on the text: its links, numbers and digest."""
        return self.article_heads

    @cached_property
    def location_heads(self) -> Mapping[str, LocationHead]:
        """What pages and checks that are not about places need of each place, by id."""
        return _heads(self.locations)

    @property
    def location_texts(self) -> Mapping[str, LocationHead]:
        """The same heads, for who looks at what hangs on whole places: their digests and days."""
        return self.location_heads

    @cached_property
    def lexicon(self) -> Site:
        """The vocabularies and reference records alone: what a page about one article or place may look up."""
        return replace(
            self,
            articles={},
            locations={},
            handouts={},
            press=None,
            units=Units(),
            holidays=Holidays(),
            ids=(),
            pages=(),
            beside=(),
            pictures={},
            terms=Terms(),
            synonyms={},
            unread=frozenset(),
            stamps={},
        )

    @property
    def extras(self) -> bool:
        """Whether files are made that cost more than pages: those of handouts, and pictures to share."""
        return self.press is not None

    @cached_property
    def digest(self) -> str:
        """A digest of all its records."""
        return digest(self.config.digest, tuple(each.digest for name in COLLECTIONS for each in self.heads(name)))

    def published_articles(self, today: date) -> tuple[ArticleHead, ...]:
        """What readers see today, the newest first; articles of one day by their time, then by id."""
        if today not in self._visible:
            self._visible[today] = tuple(article for article in self._by_age if article.visible(today))
        return self._visible[today]

    def own_articles(self, today: date) -> tuple[ArticleHead, ...]:
        """Those of them that the office wrote itself: what it took over counts as another office's work."""
        return tuple(each for each in self.published_articles(today) if each.elsewhere is None)

    def titles(self, language: str, today: date) -> tuple[str, ...]:
        """How the articles are called that readers of the edition in `language` see today."""
        seen = self.published_articles(today)
        if language == self.config.languages[0]:
            return tuple(each.title for each in seen)
        told = (each for head in seen for each in head.told)
        return tuple(each.title for each in told if each.language == language and not each.missing)

    def withdrawn_articles(self, today: date) -> tuple[ArticleHead, ...]:
        """What was published once and taken back: their pages say so."""
        return tuple(each for each in self._by_age if each.taken_back and each.published <= today)

    @cached_property
    def _visible(self) -> dict[date, tuple[ArticleHead, ...]]:
        """What was asked for before, by day."""
        return {}

    @cached_property
    def _by_age(self) -> tuple[ArticleHead, ...]:
        by_id = sorted(self.article_heads.values(), key=lambda article: article.id)
        return tuple(sorted(by_id, key=lambda article: (article.published, str(article.time or "")), reverse=True))

    def kinds_under(self, kind: str) -> frozenset[str]:
        """A kind of service with all narrower ones."""
        found = {kind}
        while narrower := {each.id for each in self.service_kinds.values() if each.broader in found} - found:
            found |= narrower
        return frozenset(found)

    def kinds_above(self, kind: str) -> frozenset[str]:
        """A kind of service with the wider ones it is found under."""
        return frozenset(each for each in self.service_kinds if kind in self.kinds_under(each))

    @cached_property
    def offered(self) -> frozenset[str]:
        """The kinds of service that some place offers, with the wider kinds they are found under."""
        here = {kind for location in self.location_heads.values() if not location.closed for kind in location.kinds}
        return frozenset(kind for kind in self.service_kinds if here & self.kinds_under(kind))

    @cached_property
    def listed_kinds(self) -> frozenset[str]:
        """The kinds of service with a page: those offered now, needs of the home page, and those published once."""
        needs = {kind.id for kind in self.service_kinds.values() if kind.home}
        return self.offered | needs | {each for each in self._published("service_kinds") if each in self.service_kinds}

    @cached_property
    def page_paths(self) -> frozenset[str]:
        """The addresses of the pages written by hand."""
        return frozenset(page.path for page in self.pages)

    @cached_property
    def units_written_about(self) -> frozenset[str]:
        """The administrative units that an article is about, or was once: each has a feed."""
        written = (each for each in self.article_heads.values() if each.status == "published")
        return frozenset(each.unit for each in written if each.unit) | self._units(UNIT_FEEDS)

    @cached_property
    def listed_units(self) -> frozenset[str]:
        """The administrative units where a place is, or was once: each has a list, and a box for other sites."""
        return frozenset(each.unit for each in self.location_heads.values()) | self._units(UNIT_LISTS)

    @cached_property
    def listed_kinds_in(self) -> frozenset[tuple[str, str]]:
        """Each (kind of service, province) with a list of its own: more than a handful offer it there, or did once."""
        above = {kind: self.kinds_above(kind) for kind in self.service_kinds}
        here = Counter(
            (kind, self.units.province(head.unit).id)
            for head in self.location_heads.values()
            if not head.closed
            for kind in frozenset[str]().union(*(above[each] for each in head.kinds))
        )
        published = (each.partition("/") for each in self._published(KIND_LISTS))
        before = {(kind, unit) for kind, _, unit in published if kind in self.service_kinds and unit in self.units}
        return frozenset(each for each, count in here.items() if count > HANDFUL) | before

    def _units(self, kind: str) -> frozenset[str]:
        return frozenset(each for each in self._published(kind) if each in self.units)

    def _published(self, kind: str) -> Iterator[str]:
        return (line.id for line in self.ids if line.kind == kind)

    @cached_property
    def open_heads(self) -> tuple[LocationHead, ...]:
        """What is at hand of the places that have not closed, in alphabetical order: lists show these."""
        there = (each for each in self.location_heads.values() if not each.closed)
        return tuple(sorted(there, key=lambda each: (sort_key(each.name), each.id)))

    @property
    def open_locations(self) -> Iterator[Location]:
        """The same places, whole, one by one."""
        return (self.locations[each.id] for each in self.open_heads)


def _heads(records: Mapping[str, Any]) -> Mapping[str, Any]:
    return records.heads if isinstance(records, Shelf) else {key: each.head for key, each in records.items()}


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
    "targets": label("the targets of plans"),
    "activities": label("the activities"),
    "campaigns": label("the campaigns"),
    "articles": label("the articles"),
    "handouts": label("the handouts"),
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
    "targets": Target,
    "activities": Activity,
    "campaigns": Campaign,
    "articles": Article,
    "handouts": Handout,
}

MANY: frozenset[type[Record]] = frozenset({Article, Location})  # kinds of which heads are at hand, and no more
