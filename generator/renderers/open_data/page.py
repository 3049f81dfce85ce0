"""The pages about open data: what there is, how fresh and on what terms, and the dictionary of all columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from markupsafe import escape

from generator.model import address
from generator.model.artifact import Artifact, Page
from generator.model.dates import PartialDate
from generator.model.message import Translate
from generator.model.site import Site
from generator.renderers.open_data.catalogue import CATALOGUE, DATASETS, anchor
from generator.renderers.open_data.offer import Checked, Offered, checked, offer
from generator.renderers.open_data.table import Column, Table
from generator.renderers.open_data.table_schema import KINDS, example, meaning, refers_to
from generator.renderers.open_data.tables import TABLES
from generator.renderers.page import Frame, Link, artifact, frame, page, with_head, words


class Listed(NamedTuple):
    """A dataset as the page lists it; `dictionary` is the address of its columns."""

    anchor: str
    title: str
    description: str
    standard: Link
    files: tuple[Link, ...]
    modified: PartialDate | None
    origin: str
    dictionary: str | None


class DataView(NamedTuple):
    """What the page of all datasets shows."""

    frame: Frame
    licence: Link
    citation: str
    demo: bool
    checked: Checked
    groups: tuple[tuple[str, tuple[Listed, ...]], ...]


class Word(NamedTuple):
    """A column as the dictionary explains it; `values` are the words it may hold, each with its meaning."""

    name: str
    title: str
    kind: str
    required: bool
    description: str
    refers: Link | None
    values: tuple[tuple[str, str], ...]
    example: str


class Explained(NamedTuple):
    """A table as the dictionary explains it."""

    anchor: str
    name: str
    title: str
    description: str
    columns: tuple[Word, ...]


class DictionaryView(NamedTuple):
    """What the data dictionary shows."""

    frame: Frame
    tables: tuple[Explained, ...]


def data_pages(site: Site, today: date) -> Iterator[Artifact]:
    """The page of all datasets and the data dictionary."""
    yield artifact(data_page, _data(site, today))
    yield artifact(dictionary_page, _dictionary(site))


def data_page(view: DataView) -> Page:
    """The page of all datasets, which names the catalogue to programs."""
    name, kind = escape(view.frame.title), CATALOGUE.media_type
    link = f'<link rel="alternate" type="{kind}" title="{name}" href="{CATALOGUE.path}">'
    return with_head(page("data.html", view), view.frame, link)


def dictionary_page(view: DictionaryView) -> Page:
    """The data dictionary."""
    return page("dictionary.html", view)


def _data(site: Site, today: date) -> DataView:
    _ = words(site)
    config = site.config
    where = frame(
        config,
        address.DATA,
        "data",
        _("Open data"),
        _("What this site knows, as tables and files for programs. Nobody has to ask or to register."),
    )
    explained = {table.dataset.path: table for table in TABLES}
    listed = [_listed(each, explained.get(each.dataset.path), _) for each in offer(site, today, DATASETS).offered]
    citation = _("Source: %(office)s, %(site)s, %(url)s, %(licence)s.") % {
        "office": config.office.name,
        "site": config.name,
        "url": config.url(address.DATA),
        "licence": config.licence.name,
    }
    return DataView(
        where,
        Link(config.licence.name, config.licence.url),
        citation,
        config.demo,
        checked(site),
        (
            (_("Tables"), tuple(each for each in listed if each.dictionary)),
            (_("For maps, portals and other programs"), tuple(each for each in listed if not each.dictionary)),
        ),
    )


def _listed(offered: Offered, table: Table | None, translate: Translate) -> Listed:
    dataset = offered.dataset
    return Listed(
        anchor(dataset),
        translate(dataset.title),
        translate(dataset.description),
        Link(*dataset.standard),
        tuple(Link(file.removeprefix(address.DATA), file) for file in offered.files),
        offered.modified,
        translate(dataset.origin) if dataset.origin else "",
        f"{address.DICTIONARY}#{_anchor(table)}" if table else None,
    )


def _dictionary(site: Site) -> DictionaryView:
    _ = words(site)
    where = frame(
        site.config,
        address.DICTIONARY,
        "data",
        _("Data dictionary"),
        _("Every column of every table: its name, what sort of value it holds, what it means."),
        crumbs=(Link(_("Open data"), address.DATA),),
    )
    names = {table.name: table for table in TABLES}
    return DictionaryView(where, tuple(_explained(table, names.__getitem__, _) for table in TABLES))


def _explained(table: Table, named: Callable[[str], Table], translate: Translate) -> Explained:
    dataset = table.dataset
    return Explained(
        _anchor(table),
        table.name,
        translate(dataset.title),
        translate(dataset.description),
        tuple(_word(each, named, translate) for each in table.columns),
    )


def _word(column: Column, named: Callable[[str], Table], translate: Translate) -> Word:
    other = named(column.refers) if column.refers else None
    return Word(
        column.name,
        translate(column.title),
        translate(KINDS[column.kind]),
        column.required,
        meaning(column, translate),
        Link(refers_to(column, translate(other.dataset.title), translate), f"#{_anchor(other)}") if other else None,
        tuple((value, translate(meaning)) for value, meaning in column.values),
        "" if column.values and not column.example else example(column),
    )


def _anchor(table: Table) -> str:
    return table.name.replace("_", "-")
