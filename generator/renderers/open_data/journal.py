"""The table of the journal, a file a year: each article in a row for every programme and audience it counts for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import groupby, product
from operator import attrgetter
from typing import NamedTuple

from generator.model import address, file_address
from generator.model.article import ArticleHead
from generator.model.dates import PartialDate
from generator.model.message import label
from generator.model.record import Named
from generator.model.site import Site
from generator.model.unit import Unit
from generator.model.vocabulary import Audience, Programme
from generator.renderers.open_data.table import (
    ID,
    Column,
    Part,
    Table,
    Value,
    described,
    field,
    one,
    page_column,
    position,
)


class Counted(NamedTuple):
    """An article as it counts for one programme and one audience, or for none; `number` is its row's, from 1."""

    record: ArticleHead
    number: int
    kind: str
    programme: Programme
    audience: Audience | None
    unit: Unit | None
    url: str

    @property
    def month(self) -> PartialDate:
        """The month it was published in."""
        return PartialDate(self.record.published.year, self.record.published.month)


def _years(site: Site, today: date, folder: str) -> Iterator[Part]:
    """Each year with the office's own articles, in the order they were published."""
    named: tuple[Mapping[str, Named], ...] = (site.programmes, site.audiences, site.article_kinds)
    names = tuple((each.id, each.name) for records in named for each in records.values())
    for year, same in groupby(site.own_articles(today)[::-1], key=lambda each: each.published.year):
        mine = tuple(same)
        units = tuple(site.units[unit].name for unit in sorted({each.unit for each in mine if each.unit}))
        depends = (tuple(each.face for each in mine), names, units, site.config.base_url)
        yield Part(file_address.journal_table(year), depends, partial(_counted, site, mine))


def _counted(site: Site, articles: Iterable[ArticleHead]) -> Iterator[Counted]:
    for each in articles:
        pairs = product(each.programmes, each.audiences or (None,))
        for number, (programme, audience) in enumerate(pairs, 1):
            yield Counted(
                each,
                number,
                site.article_kinds[each.kind].name,
                site.programmes[programme],
                site.audiences[audience] if audience else None,
                site.units[each.unit] if each.unit else None,
                site.config.url(address.article(each)),
            )


def _name(of: str) -> Column:
    """The name of what the column before holds the id of."""

    def named(item: Counted) -> Value:
        found = getattr(item, of)
        return found.name if found else None

    about = label("The name of what the column before holds the id of.")
    return Column(of, label("Name"), named, about)


def _id_of(of: str, title: str, table: str, required: bool = False) -> Column:
    """The id of what an article counts for."""

    def its(item: Counted) -> Value:
        found = getattr(item, of)
        return found.id if found else None

    about = label("What the row counts for; empty if the article names none.")
    return Column(f"{of}_id", title, its, about, required=required, pattern=ID, refers=table)


JOURNAL = Table(
    "journal",
    described(
        file_address.JOURNAL_TABLES,
        label("Journal"),
        label(
            "Proof for reports, a file a year: every article the office wrote itself, in a row for each programme and"
            " audience. To count articles, count the rows whose order is 1."
        ),
        "articles",
        label("Counted from the articles of this site; articles taken over and withdrawn ones are not counted."),
    ),
    ("article_id", "position"),
    (
        Column("month", label("Month"), attrgetter("month"), label("The month it was published in."), "partial", True),
        one("article_id", label("Article"), label("The article."), "articles", "id", True),
        position(),
        Column(
            "published", label("Published on"), field("published"), label("The day it appeared."), "day", required=True
        ),
        Column("title", label("Title"), field("title"), label("As readers see it."), required=True),
        page_column(),
        one("kind_id", label("Kind of article"), "", "article_kinds", "kind", True),
        Column("kind", label("Name"), attrgetter("kind"), label("The name of what the column before holds the id of.")),
        _id_of("programme", label("Programme"), "programmes", required=True),
        _name("programme"),
        _id_of("audience", label("Audience"), "audiences"),
        _name("audience"),
        _id_of("unit", label("Administrative unit"), "units"),
        _name("unit"),
    ),
    _years,
)
