"""What was done in a span of days, and how it stands to what plans promise: the figures of reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from generator.model.activity import Activity
from generator.model.article import ArticleHead
from generator.model.dates import months_later
from generator.model.duty import ReportDuty
from generator.model.month import Month, month_of, months
from generator.model.period import Period
from generator.model.site import Site
from generator.model.target import Result, Target

EARLY = 3  # months


@dataclass(frozen=True)
class Evidence:
    """What readers see of the office's own articles, and its activities, the oldest first.

    They are those of the days from `start` to `end`, both included.
    """

    start: date
    end: date
    articles: tuple[ArticleHead, ...]
    activities: tuple[Activity, ...]

    @property
    def months(self) -> tuple[Month, ...]:
        """Every month that the days touch."""
        return months(month_of(self.start), month_of(self.end))

    @property
    def silent_months(self) -> tuple[Month, ...]:
        """Those without an article."""
        written = {month_of(each.published) for each in self.articles}
        return tuple(month for month in self.months if month not in written)


class Measured(NamedTuple):
    """A target with what came of it: `value` is None where nobody counted; `uncounted` activities have no figure.

    `articles` and `activities` are the ids of the records the value comes from, `result` a share with its source.
    """

    target: Target
    goal: float
    value: float | None
    articles: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    uncounted: int = 0
    result: Result | None = None


def covered(duty: ReportDuty, period: Period) -> tuple[date, date]:
    """The first and the last day that the report of a period is about: what the plan says, else the calendar."""
    if duty.covers is None:
        return period.start, period.end
    end = duty.covers.end.in_year(period.year)
    start = duty.covers.start.in_year(period.year)
    return (start if start <= end else duty.covers.start.in_year(period.year - 1)), end


def due(duty: ReportDuty, period: Period) -> date | None:
    """The day *before* which the report of a period is due; None where the plan names none.

    The report of a month is due in the month after it. Plans ask for others up to `EARLY` months before the days they
    are about have ended: a day before that, such as 5 January for a year, is one of the year after.
    """
    if period.month:
        if duty.due_day is None:
            return None
        year, month = month_of(months_later(period.start, 1))
        following = Period(year, "month", month)
        return following.start.replace(day=min(duty.due_day, following.end.day))
    if duty.due is None:
        return None
    _start, end = covered(duty, period)
    day = duty.due.in_year(end.year)
    return day if day > months_later(end, -EARLY) else duty.due.in_year(end.year + 1)


def gather(site: Site, today: date, start: date, end: date) -> Evidence:
    """What was published and done from `start` to `end`, but not after `today`."""
    last = min(end, today)
    articles = (each for each in reversed(site.own_articles(today)) if start <= each.published <= last)
    activities = (each for each in site.activities.values() if start <= each.date <= last)
    return Evidence(start, end, tuple(articles), tuple(sorted(activities, key=lambda each: (each.date, each.id))))


def measured(target: Target, evidence: Evidence, period: Period) -> Measured:
    """How a target stands in a period."""
    goal = target.goal * len(evidence.months) if target.monthly else target.goal
    if target.measure == "share":
        result = next((each for each in target.results if each.period == period), None)
        return Measured(target, goal, result.value if result else None, result=result)
    if target.measure == "articles":
        articles = tuple(each.id for each in evidence.articles if _belongs(target, each))
        return Measured(target, goal, len(articles), articles=articles)
    mine = [
        each for each in evidence.activities if _belongs(target, each) and each.kind in (target.kinds or (each.kind,))
    ]
    ids = tuple(each.id for each in mine)
    if target.measure == "activities":
        return Measured(target, goal, sum(each.times for each in mine), activities=ids)
    figures = [each.people if target.measure == "people" else each.pieces for each in mine]
    known = [figure for figure in figures if figure is not None]
    value = sum(known) if known or not mine else None
    return Measured(target, goal, value, activities=ids, uncounted=len(figures) - len(known))


def _belongs(target: Target, record: ArticleHead | Activity) -> bool:
    """Whether a record is about what the target is about; a target without programmes is about all."""
    about = not target.programmes or not set(target.programmes).isdisjoint(record.programmes)
    meant = not target.audiences or not set(target.audiences).isdisjoint(record.audiences)
    return about and meant
