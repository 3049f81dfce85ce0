"""Days off in Việt Nam, year by year as they were announced, and what the law alone says of a year without a notice.

Labour Code 45/2019/QH14, article 112: 1 January, five days at Tết, 10 March of the lunar calendar, 30 April, 1 May, and
2 September with the day before or after. Which days those are, which are made up for (article 111) and which are
swapped with a Saturday is announced for each year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

OFF, UNSURE = 0, -1  # marks of a day; a mark from 1 (Monday) to 7 says whose hours a swapped working day has
FIXED = ((1, 1), (4, 30), (5, 1), (9, 2))
# By a resolution of the Politburo of January 2026; no law was found that names it.
PROPOSED = (11, 24)
# Every day off around Tết since 2007 lay within three days before and five after the lunar new year.
AROUND_TET = 7
# Days made up for, swapped days and the second day of 2 September lay within two days of the day they belong to.
AROUND_OTHERS = 2
DayOff = Literal["yes", "no", "unsure"]
Status = Literal["official", "policy"]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A row of `data/holidays/<year>.csv`; a swapped working day (`off` is "no") stands in for `instead_of`."""

    day: date
    off: DayOff
    name: str
    status: Status
    source: str
    instead_of: date | None = None

    @property
    def mark(self) -> int:
        """What is known of the day: only what is official counts."""
        if self.status != "official" or self.off == "unsure":
            return UNSURE
        return self.instead_of.isoweekday() if self.instead_of else OFF


@dataclass(frozen=True, slots=True)
class LunarYear:
    """A row of `data/holidays/lunar.csv`: the days of the lunar calendar that the law names."""

    new_year: date
    hung_kings: date
    source: str


@dataclass(frozen=True)
class Calendar:
    """Marks of the days that are not like their weekday, over the years of which anything is known."""

    years: tuple[int, ...] = ()
    marks: tuple[tuple[date, int], ...] = ()

    @cached_property
    def by_day(self) -> Mapping[date, int]:
        """The mark of each marked day."""
        return dict(self.marks)


@dataclass(frozen=True)
class Holidays:
    """The tables of announced days by year, and the lunar calendar by year."""

    announced: Mapping[int, tuple[Holiday, ...]] = field(default_factory=dict)
    lunar: Mapping[int, LunarYear] = field(default_factory=dict)

    @cached_property
    def calendar(self) -> Calendar:
        """All that is known: what was announced, and days by law with those around them that nothing was said of."""
        years = sorted(self.announced.keys() | self.lunar.keys())
        marks: dict[date, int] = {}
        for year in years:
            announced = {each.day: each.mark for each in self.announced.get(year, ())}
            if year in self.lunar:
                marks.update(_by_law(year, self.lunar[year], announced.keys()))
            marks.update(announced)
        return Calendar(tuple(years), tuple(sorted(marks.items())))


def _by_law(year: int, lunar: LunarYear, announced: Set[date]) -> Iterator[tuple[date, int]]:
    """The days off by law, after all days around them that a notice may make days off.

    Notices come one by one: where a day around them was announced, all that is off there is taken to be.
    """
    fixed = [date(year, *day) for day in FIXED] + [lunar.hung_kings]
    near = [*fixed, date(year, *PROPOSED), *(() if announced else (date(year + 1, 1, 1),))]
    for middle, reach in ((lunar.new_year, AROUND_TET), *((day, AROUND_OTHERS) for day in near)):
        days = [middle + timedelta(days=step) for step in range(-reach, reach + 1)]
        if announced.isdisjoint(days):
            yield from ((day, UNSURE) for day in days if day.year == year)
    yield from ((day, OFF) for day in fixed)
