"""What a site becomes: each renderer turns the site into artifacts of one kind. The tuple is the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain

from generator.model import address, record_pages
from generator.model.article import Article
from generator.model.artifact import Artifact, Batch, Shape
from generator.model.digest import text_digest
from generator.model.location import Location
from generator.model.record import Record
from generator.model.shelf import shared
from generator.model.site import Site
from generator.renderers.a_to_z import a_to_z
from generator.renderers.archive import archive
from generator.renderers.article import articles, own_article
from generator.renderers.calendar import calendar
from generator.renderers.campaigns import campaigns
from generator.renderers.documents import documents
from generator.renderers.dues import dues_calendars
from generator.renderers.edition import edition, with_articles
from generator.renderers.embed_articles import article_embeds, record_embeds
from generator.renderers.embed_places import place_embeds
from generator.renderers.feeds.files import feeds
from generator.renderers.finder import finder
from generator.renderers.gazetteer import gazetteer
from generator.renderers.handouts import handouts
from generator.renderers.home import home
from generator.renderers.hosts import hosts, top
from generator.renderers.hotlines import hotlines
from generator.renderers.integration import integration
from generator.renderers.journal import journal
from generator.renderers.locations import locations, own_location
from generator.renderers.locator_data import locator_data
from generator.renderers.machines import machines
from generator.renderers.open_data.catalogue import catalogue
from generator.renderers.open_data.data_package import data_package
from generator.renderers.open_data.fhir import fhir
from generator.renderers.open_data.geojson import geojson
from generator.renderers.open_data.hsds import hsds
from generator.renderers.open_data.ics_days_off import days_off_calendar
from generator.renderers.open_data.ics_duties import duties_calendar
from generator.renderers.open_data.ics_events import events_calendar
from generator.renderers.open_data.page import data_pages
from generator.renderers.open_data.tables import tables
from generator.renderers.paper.scripts import scripts
from generator.renderers.paper.shares import shares
from generator.renderers.paper.sheets import sheets
from generator.renderers.pictures import pictures
from generator.renderers.places import places
from generator.renderers.poster import posters
from generator.renderers.redirects import MOVED, redirects
from generator.renderers.search import search
from generator.renderers.topics import audiences, programmes

Renderer = Callable[[Site, date], Iterator[Artifact]]

RENDERERS: tuple[Renderer, ...] = (
    home,
    finder,
    locations,
    places,
    gazetteer,
    calendar,
    locator_data,
    hotlines,
    archive,
    programmes,
    audiences,
    campaigns,
    integration,
    documents,
    handouts,
    geojson,
    data_package,
    catalogue,
    data_pages,
    redirects,
    article_embeds,
    record_embeds,
    place_embeds,
    fhir,
    events_calendar,
    duties_calendar,
    days_off_calendar,
    dues_calendars,
    pictures,
    posters,
    a_to_z,
)

# Those whose artifacts are many, or hold whole texts: they tell themselves what is made together.
BATCHED: tuple[Callable[[Site, date], Iterator[Batch]], ...] = (articles, journal, feeds, tables, hsds, search)

# What a further edition has: what somebody needs who looks for help, and what shows the articles that are told in it.
IN_EVERY_LANGUAGE: tuple[Renderer, ...] = (finder, locations, places, calendar, hotlines)
WITH_ARTICLES: tuple[Renderer, ...] = (home, programmes, redirects, a_to_z)

# Those of files that cost more than pages: made where the site has a press (`outreach build --extras`).
EXTRAS: tuple[Renderer, ...] = (sheets, scripts, shares)


def batches(site: Site, today: date) -> Iterator[Batch]:
    """All there is to publish on the day `today` (Asia/Ho_Chi_Minh), but for what lists it."""
    for renderer in RENDERERS:
        yield Batch(renderer.__name__, renderer)
    for batched in BATCHED:
        yield from batched(site, today)
    for renderer in EXTRAS if site.extras else ():
        yield Batch(renderer.__name__, renderer)
    for language in site.config.languages[1:]:
        yield Batch(f"edition in {language}", further, (language,))
        seen = (*site.published_articles(today), *site.withdrawn_articles(today))
        told = (each.digest for each in seen if language in each.languages)
        yield Batch(f"articles in {language}", further_articles, (language,), text_digest(*told))


def further(site: Site, today: date, language: str) -> Iterator[Artifact]:
    """A further edition but for its articles; made in one go, because to say every place in it costs most."""
    shown = edition(site, language)
    made = chain.from_iterable(renderer(shown, today) for renderer in IN_EVERY_LANGUAGE)
    yield from _in_folder(language, made)


def further_articles(site: Site, today: date, language: str) -> Iterator[Artifact]:
    """Of a further edition, the articles that are told in it, and what lists them."""
    shown = with_articles(site, language, today)
    yield from _in_folder(language, chain.from_iterable(renderer(shown, today) for renderer in WITH_ARTICLES))
    if shown.article_heads:
        yield from _in_folder(language, archive(shown, today))
    for batch in (*articles(shown, today), *search(shown, today)):
        yield from _in_folder(language, batch.make(shown, today, *batch.given))


def _in_folder(language: str, made: Iterable[Artifact]) -> Iterator[Artifact]:
    """The artifacts of a further edition where they belong: in a folder of its own."""
    for each in made:
        frame = shared(Shape(each.shape.section, each.shape.depth + 1, language)) if each.shape else None
        yield Artifact(f"{language}/{each.path}", each.recipe, each.inputs, frame)


def _for_machines(made: Iterable[tuple[str, Shape | None]]) -> Batch:
    """The lists of all pages among the files that are `made` (path and shape of each)."""
    pages = sorted(path for path, shape in made if shape and shape.section != MOVED)
    return Batch(machines.__name__, machines, (tuple(pages),), text_digest(*pages))


def _for_hosts(made: Iterable[tuple[str, Shape | None]]) -> Batch:
    """What hosts are told of the root, where the files that are `made` lie."""
    names = sorted({top(path) for path, _ in made})
    return Batch(hosts.__name__, hosts, (tuple(names),), text_digest(*names))


# What is made of the list of all files, each with those that the ones before it make.
LISTINGS = (_for_machines, _for_hosts)


def render(site: Site, today: date) -> list[Artifact]:
    """Everything the site publishes on the day `today` (Asia/Ho_Chi_Minh), in the order of paths."""
    return sorted(described(site, today), key=lambda each: each.path)


def described(site: Site, today: date) -> Iterator[Artifact]:
    """The same one by one: who asks for no more has no more described."""
    made: list[tuple[str, Shape | None]] = []
    for batch in chain(batches(site, today), (listing(made) for listing in LISTINGS)):
        for artifact in batch.make(site, today, *batch.given):
            made.append((artifact.path, artifact.shape))
            yield artifact


# Whose pages the other records with an address are; articles and places, which are many, are made one by one.
_OWN: dict[str, Renderer] = {
    "service_kinds": places,
    "programmes": programmes,
    "audiences": audiences,
    "campaigns": campaigns,
    "documents": documents,
    "handouts": handouts,
}


def own_page(site: Site, kind: str, record: Record, today: date) -> Artifact | None:
    """The page of a record of collection `kind`, as `render` makes it but without all others; None if it has none."""
    if isinstance(record, Article):
        return own_article(site, record, today)
    if isinstance(record, Location):
        return own_location(site, record)
    if kind not in _OWN:
        return None
    path = record_pages.of(kind, record)
    return next((each for each in _OWN[kind](site, today) if address.of_file(each.path) == path), None)
