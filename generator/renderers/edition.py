"""A further edition: the same records in another language, in a folder of that name (decision 83)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any, TypeVar, cast

from generator.language import foreign
from generator.model import address
from generator.model.article import Article, ArticleHead
from generator.model.config import SiteConfig
from generator.model.document import Document
from generator.model.location import Location, LocationHead
from generator.model.record import Part, Source, parts_of
from generator.model.shelf import Shelf, staying
from generator.model.site import Site
from generator.model.translation import Translated, Words, spoken
from generator.model.vietnamese import marked, sort_key
from generator.model.vocabulary import ArticleKind

P = TypeVar("P", bound=Part)
# What is there in the first language alone: an edition knows none of it.
_ABSENT = ("articles", "audiences", "campaigns", "documents")
_SAID = ("programmes", "service_kinds", "hotlines")


class Edition:
    """Stands for a site in a further language: records say what they carry in it, and the rest tagged as foreign.

    It knows no article, so that what it becomes stands when one is written; see `Articles`.
    """

    def __init__(self, site: Site, language: str) -> None:
        self._site = site
        self._language = language

    def __getattr__(self, name: str) -> Any:
        if name in _ABSENT or name == "article_heads":
            return {}
        found = getattr(self._site, name)
        if name in _SAID:
            found = self.__dict__[name] = self._said(found)  # every place asks for them
        return found

    @cached_property
    def config(self) -> SiteConfig:
        """The office, as this edition speaks of it."""
        return config_in(self._site.config, self._language, self._site.page_paths)

    @cached_property
    def locations(self) -> Mapping[str, Location]:
        """The places by id."""
        own, whole, language = self._site.config.languages[0], self._site.locations, self._language
        heads = self.location_heads
        # Without `self`, which would hold itself.
        say = lru_cache(staying(len(heads)))(lambda head: said_in(whole[head.id], language, own))
        return Shelf[LocationHead, Location](heads, fetch=say)

    @cached_property
    def location_heads(self) -> Mapping[str, LocationHead]:
        """What is at hand of the places, by id."""
        own = self._site.config.languages[0]
        return {
            key: head._replace(name=dict(head.called).get(self._language) or foreign(head.name, own))
            for key, head in self._site.location_heads.items()
        }

    @cached_property
    def open_heads(self) -> tuple[LocationHead, ...]:
        """What is at hand of the places that have not closed, as `Site.open_heads`."""
        there = (self.location_heads[each.id] for each in self._site.open_heads)
        return tuple(sorted(there, key=lambda each: (sort_key(each.name), each.id)))

    @property
    def open_locations(self) -> Iterator[Location]:
        """The same places, whole, one by one."""
        return (self.locations[each.id] for each in self.open_heads)

    def collection(self, name: str) -> Mapping[str, Any]:
        """The records of one kind."""
        found: Mapping[str, Any] = getattr(self, name)
        return found

    def heads(self, name: str) -> Iterable[Any]:
        """What is at hand of the records of one kind."""
        return self.location_heads.values() if name == "locations" else self.collection(name).values()

    def published_articles(self, today: date) -> tuple[ArticleHead, ...]:
        """None."""
        return ()

    def _said(self, records: Mapping[str, P]) -> dict[str, P]:
        own = self._site.config.languages[0]
        return {key: said_in(record, self._language, own) for key, record in records.items()}


class Articles(Edition):
    """Stands for the same, with the articles that are told in the language, whole (`ArticleHead.languages`), on a day.

    Audiences and campaigns are still absent, and so articles name none; of documents it knows what articles cite.
    """

    extras = False  # pictures to share are drawn in the first language alone

    def __init__(self, site: Site, language: str, today: date) -> None:
        super().__init__(site, language)
        self._today = today

    @cached_property
    def config(self) -> SiteConfig:
        """The office, as this edition speaks of it; links find its articles and their lists."""
        heads = self.article_heads.values()
        paths = {path for each in heads for path in (address.article(each), *address.lists(each))}
        own = (self._site.config.like(path, self._language) for path in paths)
        return config_in(self._site.config, self._language, (*self._site.page_paths, *own))

    @cached_property
    def article_heads(self) -> Mapping[str, ArticleHead]:
        """What lists need of each that readers see or saw once, by id."""
        heads = (*self._site.published_articles(self._today), *self._site.withdrawn_articles(self._today))
        return {each.id: self._head(each) for each in heads if self._language in each.languages}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """What they cite."""
        cited = {document for head in self.article_heads.values() for document in head.documents}
        return {key: each for key, each in self._site.documents.items() if key in cited}

    @cached_property
    def article_kinds(self) -> Mapping[str, ArticleKind]:
        """Their kinds."""
        return self._said(self._site.article_kinds)

    @cached_property
    def lexicon(self) -> Site:
        """What a page about one article may look up."""
        return replace(
            self._site.lexicon,
            config=self.config,
            programmes=self.programmes,
            article_kinds=self.article_kinds,
        )

    def heads(self, name: str) -> Iterable[Any]:
        """What is at hand of the records of one kind."""
        return self.article_heads.values() if name == "articles" else super().heads(name)

    def article(self, article_id: str) -> Article:
        """A whole article, as it is told in the language."""
        article = self._site.article(article_id)
        said = said_in(article, self._language, self._site.config.languages[0])
        points = article.told_in(self._language).get("key_points", ())
        absent = {"audiences": (), "campaign": None, "key_points": points}
        return said.model_copy(update=absent | {"sources": tuple(map(_cited, said.sources))})

    def published_articles(self, today: date) -> tuple[ArticleHead, ...]:
        """What readers of this edition see, as `Site.published_articles`."""
        return self._of(self._site.published_articles(today))

    def own_articles(self, today: date) -> tuple[ArticleHead, ...]:
        """Those of them that the office wrote itself."""
        return self._of(self._site.own_articles(today))

    def withdrawn_articles(self, today: date) -> tuple[ArticleHead, ...]:
        """What they saw once."""
        return self._of(self._site.withdrawn_articles(today))

    def _of(self, heads: Iterable[ArticleHead]) -> tuple[ArticleHead, ...]:
        return tuple(self.article_heads[each.id] for each in heads if each.id in self.article_heads)

    def _head(self, head: ArticleHead) -> ArticleHead:
        told = next(each for each in head.told if each.language == self._language)
        return head._replace(title=told.title, summary=told.summary, audiences=(), campaign=None)


def edition(site: Site, language: str) -> Site:
    """The site in a further language, without articles."""
    return cast(Site, Edition(site, language))


def with_articles(site: Site, language: str, today: date) -> Site:
    """The site in a further language, with the articles that readers of it see on the day `today`."""
    return cast(Site, Articles(site, language, today))


def config_in(config: SiteConfig, language: str, pages: Iterable[str]) -> SiteConfig:
    """What a further edition says of the office and the site; `pages` are the addresses of all written by hand."""
    return said_in(config, language, config.languages[0]).edition(language, pages)


def said_in(part: P, language: str, own: str) -> P:
    """A part with its words in `language`; those that are not translated are tagged as being in `own`, the office's."""
    told = part.told_in(language) if isinstance(part, Translated) else {}
    said: dict[str, object] = {name: told.get(name) or _tagged(getattr(part, name), own) for name in spoken(type(part))}
    if "name" in told and "short_name" in said:
        said["short_name"] = told.get("short_name")  # never the short form of the name in the other language
    for name in _parts(type(part)):
        inner = getattr(part, name)
        if isinstance(inner, Part):
            said[name] = said_in(inner, language, own)
        elif isinstance(inner, tuple):
            said[name] = tuple(said_in(each, language, own) for each in inner)
    if isinstance(part, Translated):
        said["translations"] = ()
    return part.model_copy(update=said)


def _cited(source: Source) -> Source:
    """A source; what no letter of it shows to be Vietnamese is named as it is: its language is not known."""
    texts = {"title": source.title, "publisher": source.publisher}
    return source.model_copy(update={key: str(text) for key, text in texts.items() if text and not marked(text)})


def _tagged(value: Words | None, language: str) -> Words | None:
    if isinstance(value, tuple):
        return tuple(foreign(each, language) for each in value)
    return foreign(value, language) if value else value


@cache
def _parts(kind: type[Part]) -> tuple[str, ...]:
    """The fields of a type that hold parts with words."""
    return tuple(
        name
        for name, info in kind.model_fields.items()
        if any(spoken(inner) or _parts(inner) for inner in parts_of(info.annotation))
    )
