"""How the office's own articles count in the journal: by month, programme, audience and unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from generator.model.article import ArticleHead
from generator.model.month import Month, month_of, months
from generator.model.site import Site


class Count(NamedTuple):
    """How many articles there are of something: in all, and by each column of the table."""

    name: str
    total: int
    cells: tuple[int, ...] = ()


class Months:
    """The articles of every month that was published in: `own`, `taken` over from other offices, and `gone` again."""

    def __init__(self, site: Site, today: date) -> None:
        self.own: dict[Month, list[ArticleHead]] = defaultdict(list)
        self.taken: Counter[Month] = Counter()
        self.gone: Counter[Month] = Counter()
        for each in reversed(site.published_articles(today)):
            if each.elsewhere:
                self.taken[month_of(each.published)] += 1
            else:
                self.own[month_of(each.published)].append(each)
        for each in site.withdrawn_articles(today):
            self.gone[month_of(each.published)] += each.elsewhere is None  # 0 counts too: its month has a page

    def __iter__(self) -> Iterator[Month]:
        return iter(sorted({*self.own, *self.taken, *self.gone}))


def by_audience(name: str, articles: Sequence[ArticleHead], audiences: Iterable[str]) -> Count:
    """The articles of a programme, in all and for each of the audiences."""
    return Count(name, len(articles), tuple(sum(each in one.audiences for one in articles) for each in audiences))


def by_unit(site: Site, articles: Iterable[ArticleHead]) -> tuple[Count, ...]:
    """The units that articles are about, most of them first; those about no unit of their own come last, unnamed."""
    found = Counter(each.unit for each in articles)
    none = found.pop(None, 0)
    named = [Count(site.units[unit].name, number) for unit, number in found.items() if unit]
    named.sort(key=lambda each: (-each.total, each.name))
    return (*named, *((Count("", none),) if none else ()))


def counted_months(site: Site, found: Months, today: date) -> dict[int, list[Month]]:
    """The months of each year that are counted: from the first with an article, or since one a month is promised."""
    since = site.config.cadence_from
    promised = [month_of(since.first_day())] if since else []
    first = min((*found, *promised), default=month_of(today))
    counted: dict[int, list[Month]] = defaultdict(list)
    for month in months(first, month_of(today)):
        counted[month[0]].append(month)
    return counted
