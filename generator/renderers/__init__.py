"""What a site becomes: each renderer turns the site into artifacts of one kind. The tuple is the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from generator.model import address
from generator.model.article import Article
from generator.model.artifact import Artifact
from generator.model.fields import Record
from generator.model.location import Location
from generator.model.site import Site
from generator.renderers.archive import archive
from generator.renderers.article import articles, own_article
from generator.renderers.campaigns import campaigns
from generator.renderers.documents import documents
from generator.renderers.feeds import feeds
from generator.renderers.finder import finder
from generator.renderers.home import home
from generator.renderers.hotlines import hotlines
from generator.renderers.integration import integration
from generator.renderers.locations import locations, own_location
from generator.renderers.locator_data import locator_data
from generator.renderers.machines import machines
from generator.renderers.redirects import redirects
from generator.renderers.topics import audiences, programmes

Renderer = Callable[[Site, date], Iterator[Artifact]]

RENDERERS: tuple[Renderer, ...] = (
    home,
    finder,
    locations,
    locator_data,
    hotlines,
    articles,
    archive,
    programmes,
    audiences,
    campaigns,
    integration,
    documents,
    feeds,
    redirects,
)


def render(site: Site, today: date) -> list[Artifact]:
    """Everything the site publishes on the day `today` (Asia/Ho_Chi_Minh), in the order of paths."""
    made = [artifact for renderer in RENDERERS for artifact in renderer(site, today)]
    made += machines(site, today, made)
    return sorted(made, key=lambda each: each.path)


# Whose pages the other records with an address are; articles and places, which are many, are made one by one.
_OWN: dict[str, Renderer] = {
    "service_kinds": locations,
    "programmes": programmes,
    "audiences": audiences,
    "campaigns": campaigns,
    "documents": documents,
}


def own_page(site: Site, kind: str, record: Record, today: date) -> Artifact | None:
    """The page of a record of collection `kind`, as `render` makes it but without all others; None if it has none."""
    if isinstance(record, Article):
        return own_article(site, record, today)
    if isinstance(record, Location):
        return own_location(site, record)
    if kind not in _OWN:
        return None
    path = f"{address.of(kind, record)}index.html"
    return next((each for each in _OWN[kind](site, today) if f"/{each.path}" == path), None)
