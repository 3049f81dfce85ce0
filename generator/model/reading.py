"""A site that notes what is read of it, so that what was made of it need not be made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from generator.model.digest import repr_digest, text_digest
from generator.model.site import COLLECTIONS, Site

_VOCABULARIES = tuple(name for name in COLLECTIONS if name not in ("articles", "locations", "handouts"))

# What each part of a site depends on. A part that is not here cannot be read by renderers and checks.
FACETS: Mapping[str, tuple[str, ...]] = {
    **{
        name: (name,)
        for name in (
            *COLLECTIONS,
            "config",
            "units",
            "holidays",
            "area_codes",
            "terms",
            "synonyms",
            "ids",
            "pages",
            "beside",
            "pictures",
            "unread",
            "offered",
            "press",
            "extras",
        )
    },
    "article": (),  # of deferred inputs, whose own digest holds that of the article
    "location": (),  # likewise
    "read_picture": (),  # likewise
    "article_heads": ("article heads",),
    "article_texts": ("articles",),
    "location_heads": ("location heads",),
    "location_texts": ("locations",),
    "published_articles": ("article heads",),
    "own_articles": ("article heads",),
    "titles": ("article heads", "config"),
    "withdrawn_articles": ("article heads",),
    "page_paths": ("page paths",),
    "units_written_about": ("units written about",),
    "kinds_under": ("service_kinds",),
    "kinds_above": ("service_kinds",),
    "listed_kinds": ("offered", "ids", "service_kinds"),
    "listed_units": ("location heads", "ids", "units"),
    "listed_kinds_in": ("location heads", "ids", "units", "service_kinds"),
    "open_heads": ("locations",),
    "open_locations": ("locations",),
    "lexicon": ("config", *_VOCABULARIES),
}


class Reading:
    """Stands for a site, and keeps the names of the facets that were asked for."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.facets: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        if name not in FACETS:
            raise AttributeError(f"`FACETS` does not say what `Site.{name}` depends on")
        self.facets.update(FACETS[name])
        return getattr(self._site, name)

    def collection(self, name: str) -> Mapping[str, Any]:
        """The records of one kind (see `Site.collection`)."""
        found: Mapping[str, Any] = getattr(self, name)
        return found

    def heads(self, name: str) -> Iterable[Any]:
        """What is at hand of the records of one kind (see `Site.heads`)."""
        self.facets.add({"articles": "article heads", "locations": "location heads"}.get(name, name))
        return self._site.heads(name)


def facet(site: Site, name: str) -> str:
    """A digest of one facet of a site: while it is the same, so is what hangs on this facet alone."""
    return _DIGESTS[name](site)


def _records(name: str) -> Callable[[Site], str]:
    return lambda site: text_digest(*(each.digest for each in site.heads(name)))


def _stamps(site: Site, under: str) -> str:
    """A digest of the files whose names begin so; empty when none of them is known."""
    found = [f"{file} {stamp}" for file, stamp in sorted(site.stamps.items()) if file.startswith(under)]
    return text_digest(*found) if found else ""


_DIGESTS: Mapping[str, Callable[[Site], str]] = {
    **{name: _records(name) for name in COLLECTIONS},
    "config": lambda site: site.config.digest,
    "article heads": lambda site: text_digest(*(each.face for each in site.article_heads.values())),
    "location heads": lambda site: text_digest(*(each.face for each in site.location_heads.values())),
    "units written about": lambda site: text_digest(*sorted(site.units_written_about)),
    "offered": lambda site: text_digest(*sorted(site.offered)),
    "units": lambda site: site.units.digest,
    "holidays": lambda site: text_digest(repr(site.holidays)),
    "area_codes": lambda site: text_digest(repr(site.area_codes)),
    "terms": lambda site: site.terms.digest,
    "synonyms": lambda site: repr_digest(tuple(site.synonyms.items())),
    "ids": lambda site: _stamps(site, "data/ids.csv") or repr_digest(tuple(site.ids)),
    "pages": lambda site: repr_digest(tuple((each.path, each.text) for each in site.pages)),
    "beside": lambda site: text_digest(*site.beside),
    "page paths": lambda site: text_digest(*sorted(site.page_paths)),
    "pictures": lambda site: repr_digest(tuple(sorted(site.pictures.items()))),
    "unread": lambda site: text_digest(*sorted(site.unread)),
    "press": lambda site: site.press.digest if site.press else "",
    "extras": lambda site: str(site.extras),
}
