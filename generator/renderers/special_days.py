"""Days on which other hours than the week's are known: a place's own exceptions, and days off that were announced."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from generator.model.dates import months_later
from generator.model.holidays import UNSURE, Holidays
from generator.model.hours import Spans, Weekly
from generator.model.location import Schedule
from generator.model.opening import hours_on

WEEK = 7  # the highest mark of a day


class Days(NamedTuple):
    """Days from `start` to `end` that have the same hours, none when closed.

    `holiday` says that the hours follow from a day off that was announced; else they are the place's own exception,
    and `note` is what it says of them.
    """

    start: date
    end: date
    spans: Spans
    holiday: bool = False
    note: str | None = None


def special_days(schedule: Schedule, holidays: Holidays, known: date | None) -> tuple[Days, ...]:
    """The exceptions of a schedule, and the announced days off of the twelve months from `known`.

    `known` is the day the record was checked; without it the last year announced counts. Days whose hours are not
    known are left out, and where the weekly hours cannot be read there are no others than the exceptions.
    """
    own = tuple(Days(each.start, each.last, each.hours or (), note=each.note) for each in schedule.exceptions)
    weekly = schedule.weekly
    return (*own, *_announced(weekly, schedule, holidays, known)) if weekly else own


def _announced(weekly: Weekly, schedule: Schedule, holidays: Holidays, known: date | None) -> Iterator[Days]:
    """The announced days on which other hours than those of their weekday are known, runs of equal days as one."""
    if not holidays.announced:
        return
    first = known or date(max(holidays.announced), 1, 1)
    last = months_later(first, 12) - timedelta(days=1)
    marks = holidays.calendar.marks
    within = marks[bisect_left(marks, (first, UNSURE)) : bisect_right(marks, (last, WEEK))]
    run: Days | None = None
    for day, _ in within:
        if day.year not in holidays.announced or any(each.start <= day <= each.last for each in schedule.exceptions):
            continue
        spans = hours_on(weekly, (), holidays.calendar, day)
        if isinstance(spans, str) or spans == weekly.days[day.weekday()]:
            continue
        if run and run.end + timedelta(days=1) == day and run.spans == spans:
            run = run._replace(end=day)
            continue
        if run:
            yield run
        run = Days(day, day, spans, holiday=True)
    if run:
        yield run
