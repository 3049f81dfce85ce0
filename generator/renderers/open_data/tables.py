"""The list of all tables, and the renderer of their files. A table refers only to tables that are in the list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.artifact import Batch
from generator.model.site import Site
from generator.renderers.open_data.articles import ARTICLES
from generator.renderers.open_data.campaigns import CAMPAIGNS, EDITIONS, EVENTS
from generator.renderers.open_data.documents import DOCUMENTS
from generator.renderers.open_data.hotlines import HOTLINES
from generator.renderers.open_data.offices import INTEGRATIONS, ORGANIZATIONS
from generator.renderers.open_data.place_parts import CHANGES, PHONES, SERVICES
from generator.renderers.open_data.places import LOCATIONS
from generator.renderers.open_data.sources import SOURCES
from generator.renderers.open_data.table import Table, files
from generator.renderers.open_data.units import SUCCESSION, UNITS
from generator.renderers.open_data.words import ARTICLE_KINDS, AUDIENCES, PROGRAMMES, SERVICE_KINDS

TABLES: tuple[Table, ...] = (
    LOCATIONS,
    SERVICES,
    PHONES,
    CHANGES,
    HOTLINES,
    ARTICLES,
    CAMPAIGNS,
    EDITIONS,
    EVENTS,
    DOCUMENTS,
    ORGANIZATIONS,
    INTEGRATIONS,
    SOURCES,
    UNITS,
    SUCCESSION,
    PROGRAMMES,
    AUDIENCES,
    SERVICE_KINDS,
    ARTICLE_KINDS,
)


def tables(site: Site, today: date) -> Iterator[Batch]:
    """The files of each table; a batch a table, so that each is looked at only when what it shows has changed."""
    for table in TABLES:
        yield Batch(f"table {table.name}", files, (table,))
