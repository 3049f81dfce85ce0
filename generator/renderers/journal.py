"""The journal: what the office wrote itself, month by month, counted by programme, audience and unit, as proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from generator.model import address, file_address
from generator.model.article import ArticleHead
from generator.model.artifact import Artifact, Batch, Page
from generator.model.digest import repr_digest, text_digest
from generator.model.month import Month
from generator.model.order import as_ordered
from generator.model.period import Period
from generator.model.site import Site
from generator.renderers.journal_counts import Count, Months, by_audience, by_unit, counted_months
from generator.renderers.page import Cell, Frame, Link, artifact, frame, later, page, words


class Row(NamedTuple):
    """An article as the journal lists it; `url` is whole, for paper."""

    published: date
    title: str
    href: str
    url: str
    kind: str
    programmes: tuple[str, ...]
    audiences: tuple[str, ...]
    unit: str


class JournalMonthView(NamedTuple):
    """What the journal says of a month.

    `counts` are the programmes by the `audiences`; `taken` and `withdrawn` are numbers of articles that do not count;
    `over` is whether the month has ended.
    """

    frame: Frame
    month: int
    year: int
    office: str
    over: bool
    rows: tuple[Row, ...]
    taken: int
    withdrawn: int
    audiences: tuple[str, ...]
    counts: tuple[Count, ...]
    units: tuple[Count, ...]
    grid: tuple[Cell, ...]
    archive: str
    table: str

    @property
    def placed(self) -> bool:
        """Whether some article is about one unit."""
        return any(row.unit for row in self.rows)


class JournalYear(NamedTuple):
    """A year: each month with its articles by programme, what they come to, and how many months have one."""

    year: int
    programmes: tuple[str, ...]
    months: tuple[tuple[Link, Count], ...]
    total: Count
    served: int
    table: str


class JournalView(NamedTuple):
    """What the front page of the journal shows."""

    frame: Frame
    office: str
    years: tuple[JournalYear, ...]


def journal(site: Site, today: date) -> Iterator[Batch]:
    """The page of every month, made on its own, and the front page."""
    months = Months(site, today)
    for year, month in months:
        own = tuple(months.own.get((year, month), ()))
        left_out = (months.taken[year, month], months.gone[year, month])
        grid = _grid(months, year)
        over = Period(year, "month", month).end < today
        key = text_digest(*(each.face for each in own), repr_digest((left_out, grid, over)))
        yield Batch(f"journal of {year:04}-{month:02}", journal_month, (year, month, own, left_out, grid, over), key)
    yield Batch("journal", journal_front)


def journal_month(site: Site, _today: date, *month: Any) -> Iterator[Artifact]:
    """The page of a month (see `_month`)."""
    year, number, *_ = month
    yield later(journal_month_page, "articles", address.journal_month(number, year), partial(_month, site, *month))


def _month(
    site: Site,
    year: int,
    month: int,
    own: Sequence[ArticleHead],
    left_out: tuple[int, int],
    grid: tuple[Cell, ...],
    over: bool,
) -> JournalMonthView:
    """A month with the office's `own` articles; `left_out` are how many were taken over and how many withdrawn."""
    _ = words(site)
    title = _("Journal of %(month)s") % {"month": f"{month:02}/{year}"}
    where = frame(
        site.config,
        address.journal_month(month, year),
        "articles",
        title,
        title,
        crumbs=(Link(_("Journal"), address.JOURNAL),),
    )
    programmes = {each.id: each.brief for each in as_ordered(site.programmes.values())}
    audiences = {each.id: each.brief for each in as_ordered(site.audiences.values())}
    met = [each for each in audiences if any(each in article.audiences for article in own)]
    return JournalMonthView(
        frame=where,
        month=month,
        year=year,
        office=site.config.office.name,
        over=over,
        rows=tuple(_row(site, each, programmes, audiences) for each in own),
        taken=left_out[0],
        withdrawn=left_out[1],
        audiences=tuple(audiences[each] for each in met),
        counts=tuple(
            by_audience(name, [each for each in own if id_ in each.programmes], met) for id_, name in programmes.items()
        ),
        units=by_unit(site, own),
        grid=grid,
        archive=address.month(month, year),
        table=file_address.journal_table(year),
    )


def journal_front(site: Site, today: date) -> Iterator[Artifact]:
    """The front page: every year, month by month, silent months among them."""
    _ = words(site)
    where = frame(
        site.config,
        address.JOURNAL,
        "articles",
        _("Journal"),
        _("What the office wrote itself and published, month by month, by programme: proof for reports."),
    )
    months = Months(site, today)
    programmes = as_ordered(site.programmes.values())
    years = tuple(
        _year(months, year, counted, {each.id: each.brief for each in programmes})
        for year, counted in sorted(counted_months(site, months, today).items(), reverse=True)
    )
    yield artifact(journal_page, JournalView(where, site.config.office.name, years))


def journal_month_page(view: JournalMonthView) -> Page:
    """The journal of a month."""
    return page("journal_month.html", view)


def journal_page(view: JournalView) -> Page:
    """The front page of the journal."""
    return page("journal.html", view)


def _grid(months: Months, year: int) -> tuple[Cell, ...]:
    """The months of a year with the number of the office's own articles."""
    return tuple(
        Cell(number, len(months.own.get((year, number), ())), address.journal_month(number, year))
        for number in range(1, 13)
    )


def _row(site: Site, article: ArticleHead, programmes: Mapping[str, str], audiences: Mapping[str, str]) -> Row:
    path = address.article(article)
    return Row(
        published=article.published,
        title=article.title,
        href=path,
        url=site.config.url(path),
        kind=site.article_kinds[article.kind].brief,
        programmes=tuple(name for id_, name in programmes.items() if id_ in article.programmes),
        audiences=tuple(name for id_, name in audiences.items() if id_ in article.audiences),
        unit=site.units[article.unit].name if article.unit else "",
    )


def _year(months: Months, year: int, counted: Sequence[Month], programmes: Mapping[str, str]) -> JournalYear:
    pages = set(months)
    rows = []
    for month in counted:
        own = months.own.get(month, ())
        cells = tuple(sum(each in one.programmes for one in own) for each in programmes)
        name = f"{month[1]:02}/{year}"
        href = address.journal_month(month[1], year) if month in pages else ""
        rows.append((Link(name, href), Count(name, len(own), cells)))
    total = Count(
        str(year),
        sum(each.total for _, each in rows),
        tuple(map(sum, zip(*(each.cells for _, each in rows), strict=True))),
    )
    served = sum(each.total > 0 for _, each in rows)
    table = file_address.journal_table(year) if total.total else ""
    return JournalYear(year, tuple(programmes.values()), tuple(rows), total, served, table)
