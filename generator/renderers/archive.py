"""Articles by month and year. A month's page is the proof of what was published, and stays where it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from generator.model import address, feed_address
from generator.model.article import ArticleHead
from generator.model.artifact import Artifact, Page
from generator.model.config import SiteConfig
from generator.model.month import Month, month_of
from generator.model.order import as_ordered
from generator.model.site import Site
from generator.renderers.page import Cell, Frame, Link, Post, artifact, frame, later, page, posts, words

LATEST = 12


class MonthView(NamedTuple):
    """What the page of a month shows; `counts` are the office's `own` articles of each programme."""

    frame: Frame
    month: int
    year: int
    office: str
    own: int
    posts: tuple[Post, ...]
    counts: tuple[tuple[str, int], ...]
    grid: tuple[Cell, ...]
    journal: str


class YearView(NamedTuple):
    """What the page of a year shows."""

    frame: Frame
    year: int
    grid: tuple[Cell, ...]
    months: tuple[tuple[Link, tuple[Post, ...]], ...]

    @property
    def articles(self) -> int:
        """How many there are in all its months."""
        return sum(cell.articles for cell in self.grid)


class ArticlesView(NamedTuple):
    """What the front page of the articles shows."""

    frame: Frame
    years: tuple[tuple[Link, tuple[Cell, ...]], ...]
    latest: tuple[Post, ...]


def archive(site: Site, today: date) -> Iterator[Artifact]:
    """The front page of the articles, and a page for every year and month that has some."""
    _ = words(site)
    by_month: dict[Month, list[ArticleHead]] = defaultdict(list)
    visible, withdrawn = site.published_articles(today), site.withdrawn_articles(today)
    for article in visible:
        by_month[month_of(article.published)].append(article)
    for article in withdrawn:
        by_month.setdefault(month_of(article.published), [])  # its month stays where it is
    likes = _likes(site.config, (*visible, *withdrawn))
    years = sorted({year for year, _month in by_month}, reverse=True)
    grids = {year: _grid(year, by_month) for year in years}
    own = Counter(month_of(each.published) for each in site.own_articles(today))
    counts = _counts(site, today)
    office = site.config.office.brief
    crumb = Link(_("Articles"), address.ARTICLES)

    for (year, month), listed in by_month.items():
        title = _("Articles of %(month)s") % {"month": f"{month:02}/{year}"}
        where = frame(
            site.config,
            address.month(month, year),
            "articles",
            title,
            title,
            feeds=(Link(title, feed_address.month(month, year)),),
            crumbs=(crumb, Link(str(year), address.year(year))),
            likes=likes,
        )
        view = MonthView(
            where,
            month,
            year,
            office,
            own[year, month],
            (),
            counts.get((year, month), ()),
            grids[year],
            address.journal_month(month, year),
        )
        yield later(month_page, "articles", where.path, partial(_with_posts, site, view, listed))
    for year in years:
        title = _("Articles of %(month)s") % {"month": str(year)}
        where = frame(site.config, address.year(year), "articles", title, title, crumbs=(crumb,), likes=likes)
        yield later(year_page, "articles", where.path, partial(_year, site, where, year, grids[year], by_month))
    where = frame(
        site.config,
        address.ARTICLES,
        "articles",
        _("Articles"),
        _("What this site has published, month by month."),
        likes=likes,
    )
    front = ArticlesView(
        where,
        tuple((Link(str(year), address.year(year)), grids[year]) for year in years),
        posts(site, visible[:LATEST]),
    )
    yield artifact(articles_page, front)


def _with_posts(site: Site, view: MonthView, articles: Iterable[ArticleHead]) -> MonthView:
    return view._replace(posts=posts(site, articles))


def _year(
    site: Site, where: Frame, year: int, grid: tuple[Cell, ...], by_month: Mapping[Month, list[ArticleHead]]
) -> YearView:
    months = ((cell, by_month.get((year, cell.month), ())) for cell in reversed(grid))
    listed = tuple(
        (Link(f"{cell.month:02}/{year}", cell.href), posts(site, articles)) for cell, articles in months if articles
    )
    return YearView(where, year, grid, listed)


def _likes(config: SiteConfig, articles: Iterable[ArticleHead]) -> frozenset[str]:
    """Where the lists of these articles stand in all editions that have one."""
    return frozenset(
        config.like(path, language)
        for each in articles
        for path in address.lists(each)
        for language in (config.languages[0], *each.languages)
    )


def month_page(view: MonthView) -> Page:
    """The page of a month."""
    return page("month.html", view)


def year_page(view: YearView) -> Page:
    """The page of a year."""
    return page("year.html", view)


def articles_page(view: ArticlesView) -> Page:
    """The front page of the articles."""
    return page("articles.html", view)


def _grid(year: int, by_month: dict[Month, list[ArticleHead]]) -> tuple[Cell, ...]:
    return tuple(
        Cell(month, len(by_month.get((year, month), ())), address.month(month, year)) for month in range(1, 13)
    )


def _counts(site: Site, today: date) -> dict[Month, tuple[tuple[str, int], ...]]:
    """How many of the office's own articles of each month belong to each programme, in the order of the programmes."""
    found: dict[Month, Counter[str]] = defaultdict(Counter)
    for article in site.own_articles(today):
        found[month_of(article.published)].update(article.programmes)
    order = as_ordered(site.programmes.values())
    return {
        month: tuple((programme.brief, count[programme.id]) for programme in order if count[programme.id])
        for month, count in found.items()
    }
