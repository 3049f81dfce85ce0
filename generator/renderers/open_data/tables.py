"""The list of all tables, and how they become CSV files (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import partial
from io import StringIO
from typing import NamedTuple

from generator.model.artifact import Artifact, Batch, Deferred, digest
from generator.model.guard import guarded
from generator.model.site import Site
from generator.renderers.open_data.articles import ARTICLES
from generator.renderers.open_data.campaigns import CAMPAIGNS, EDITIONS, EVENTS
from generator.renderers.open_data.documents import DOCUMENTS
from generator.renderers.open_data.handouts import HANDOUTS
from generator.renderers.open_data.hotlines import HOTLINES
from generator.renderers.open_data.journal import JOURNAL
from generator.renderers.open_data.offices import INTEGRATIONS, ORGANIZATIONS
from generator.renderers.open_data.place_parts import CHANGES, PHONES, SERVICES
from generator.renderers.open_data.places import LOCATIONS
from generator.renderers.open_data.sources import SOURCES
from generator.renderers.open_data.table import BETWEEN, DECIMALS, Part, Table, Value
from generator.renderers.open_data.units import SUCCESSION, UNITS
from generator.renderers.open_data.words import ARTICLE_KINDS, AUDIENCES, PROGRAMMES, SERVICE_KINDS

# A table refers only to tables that are in the list.
TABLES: tuple[Table, ...] = (
    LOCATIONS,
    SERVICES,
    PHONES,
    CHANGES,
    HOTLINES,
    ARTICLES,
    JOURNAL,
    CAMPAIGNS,
    EDITIONS,
    EVENTS,
    HANDOUTS,
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
_BOM = b"\xef\xbb\xbf"  # spreadsheets know UTF-8 by it


class Rows(NamedTuple):
    """A table filled in."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(site: Site, today: date) -> Iterator[Batch]:
    """The files of each table; a batch a table, so that each is looked at only when what it shows has changed."""
    for table in TABLES:
        yield Batch(f"table {table.name}", files, (table,))


def files(site: Site, today: date, table: Table) -> Iterator[Artifact]:
    """The files of a table, whose rows are made when the file is."""
    for part in table.parts(site, today):
        yield Artifact(part.path[1:], csv_file, _rows(table, part))


def csv_file(filled: Rows) -> bytes:
    """A table as CSV: UTF-8 with its mark, lines ended by CR LF, values quoted where they must be."""
    sink = StringIO(newline="")
    writer = csv.writer(sink)
    writer.writerow(filled.header)
    writer.writerows(filled.rows)
    return _BOM + sink.getvalue().encode()


def cell(value: Value) -> str:
    """A value as a cell holds it; what is not known is empty."""
    if isinstance(value, str):
        return guarded(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return guarded(BETWEEN.join(each.replace("|", "||") for each in value))
    return str(round(value, DECIMALS) if isinstance(value, float) else value)


def _rows(table: Table, part: Part) -> Deferred:
    ways = tuple(each.of for each in table.columns)

    def make() -> Rows:
        return Rows(table.header, tuple(tuple([cell(of(item)) for of in ways]) for item in part.items()))

    return Deferred(make, partial(digest, table.name, part.depends))
