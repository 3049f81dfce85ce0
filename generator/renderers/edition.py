"""A further edition: the same records in another language, in a folder of that name (decision 83)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Any, TypeVar, cast

from generator.language import foreign
from generator.model.config import SiteConfig
from generator.model.location import Location
from generator.model.record import Part, parts_of
from generator.model.site import Site
from generator.model.translation import Translated, Words, spoken
from generator.model.vietnamese import sort_key

P = TypeVar("P", bound=Part)
# What is there in the first language alone: an edition knows none of it.
_ABSENT = ("articles", "audiences", "campaigns", "documents")
_SAID = ("programmes", "service_kinds", "hotlines")


class Edition:
    """Stands for a site in a further language: records say what they carry in it, and the rest tagged as foreign."""

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
        return self._said(self._site.locations)

    @cached_property
    def open_locations(self) -> tuple[Location, ...]:
        """The places that have not closed, as `Site.open_locations`."""
        there = (each for each in self.locations.values() if not each.closed)
        return tuple(sorted(there, key=lambda each: (sort_key(each.name), each.id)))

    def collection(self, name: str) -> Mapping[str, Any]:
        """The records of one kind."""
        found: Mapping[str, Any] = getattr(self, name)
        return found

    def heads(self, name: str) -> Iterable[Any]:
        """What is at hand of the records of one kind."""
        return self._site.heads(name) if name == "locations" else self.collection(name).values()

    def published_articles(self, _today: object) -> tuple[()]:
        """None: articles are there in the first language alone."""
        return ()

    def _said(self, records: Mapping[str, P]) -> dict[str, P]:
        own = self._site.config.languages[0]
        return {key: said_in(record, self._language, own) for key, record in records.items()}


def edition(site: Site, language: str) -> Site:
    """The site in a further language."""
    return cast(Site, Edition(site, language))


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
