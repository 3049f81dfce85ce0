"""Whether a place is open at a moment: the twin of `theme_overrides/assets/js/opening.js`, which judges for readers.

Nothing is guessed: where hours or holidays are not known, the answer is to call first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from generator.model.holidays import OFF, UNSURE, Calendar
from generator.model.hours import DAY, Spans, Weekly
from generator.model.hours_reading import NOON
from generator.model.location import SpecialHours

AHEAD = 10  # days looked ahead for the next opening
Reason = Literal["", "lunch", "hours", "holiday", "unsure", "calendar"]


class State(NamedTuple):
    """Open until, closed until or not known before minute `minute` of `day`; without a day that is not known.

    Why one must call: the hours are not known (hours), nor those of a holiday (holiday), nor whether the day is one
    (unsure), or nothing is known of the year (calendar).
    """

    state: Literal["open", "closed", "call"]
    reason: Reason = ""
    day: date | None = None
    minute: int = 0


def state_at(weekly: Weekly | None, exceptions: Sequence[SpecialHours], calendar: Calendar, moment: datetime) -> State:
    """The state at a moment, whose date and time are those of Asia/Ho_Chi_Minh."""
    if weekly is None:
        return State("call", "hours")
    today = moment.date()
    minute = moment.hour * 60 + moment.minute
    spans = hours_on(weekly, exceptions, calendar, today)
    if isinstance(spans, str):
        return State("call", spans)
    before = 0
    for start, end in spans:
        if minute < start:
            return State("closed", "lunch" if before and before <= NOON < start else "", today, start)
        if minute < end:
            return _until(weekly, exceptions, calendar, today, end)
        before = end
    return _next(weekly, exceptions, calendar, today)


def hours_on(weekly: Weekly, exceptions: Sequence[SpecialHours], calendar: Calendar, day: date) -> Spans | Reason:
    """The hours of a day, or why they are not known."""
    for each in exceptions:
        if each.start <= day <= each.last:
            return each.hours or ()
    if day.year not in calendar.years:
        return "calendar"
    own = weekly.days[day.weekday()]
    mark = calendar.by_day.get(day)
    if mark is None:
        return own
    on_holiday = weekly.on_holiday()
    if mark == OFF:
        return "holiday" if on_holiday is None else on_holiday
    if mark == UNSURE:
        return own if own == (on_holiday or ()) else "unsure"
    return own or weekly.days[mark - 1]


def _until(weekly: Weekly, exceptions: Sequence[SpecialHours], calendar: Calendar, day: date, end: int) -> State:
    """Open until the end of a span; one that reaches midnight may go on."""
    for _ in range(AHEAD):
        spans = hours_on(weekly, exceptions, calendar, day + timedelta(days=1)) if end == DAY else ()
        if isinstance(spans, str) or not spans or spans[0].start:
            return State("open", "", day, end)
        day, end = day + timedelta(days=1), spans[0].end
    return State("open")


def _next(weekly: Weekly, exceptions: Sequence[SpecialHours], calendar: Calendar, today: date) -> State:
    """Closed until the next opening; the days before it must be known."""
    for step in range(1, AHEAD + 1):
        day = today + timedelta(days=step)
        spans = hours_on(weekly, exceptions, calendar, day)
        if isinstance(spans, str):
            return State("closed", spans)
        if spans:
            return State("closed", "", day, spans[0].start)
    return State("closed")
