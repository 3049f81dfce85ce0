"""The days off for the script that says whether a place is open, with the words it says it in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.model import file_address
from generator.model.artifact import Artifact
from generator.model.holidays import Calendar
from generator.model.hours import DAY_LABELS
from generator.model.message import Translate, label
from generator.model.site import Site
from generator.renderers.compact import compact
from generator.renderers.page import words
from generator.renderers.templates import months_in

# The keys are those of `worded` in opening.js: state, whether its end is known, and why.
OPENING_WORDS = {
    "open": label("Open until {time}"),
    "open-later": label("Open until {time} {day}"),
    "open-unknown": label("Open day and night"),
    "closed": label("Closed · opens {day} at {time}"),
    "closed-lunch": label("Lunch break, opens again at {time}"),
    "closed-unknown": label("Closed · call before you go"),
    "call": label("Call before you go"),
    "call-hours": label("Hours not known · call before you go"),
    "call-holiday": label("Public holiday · call before you go"),
    "call-unsure": label("Perhaps a day off · call before you go"),
    "call-calendar": label("Days off of this year not known · call before you go"),
    "today": label("today"),
    "tomorrow": label("tomorrow"),
    "hour": label("{hour}:00"),
    "clock": label("{hour}:{minutes}"),
}


class CalendarView(NamedTuple):
    """Marked days and the words; the days of the week start with Sunday, as in the script's dates.

    Without names for `months` a date is written in numbers.
    """

    calendar: Calendar
    words: tuple[tuple[str, str], ...]
    days: tuple[str, ...]
    months: tuple[str, ...]


def calendar(site: Site, today: date) -> Iterator[Artifact]:
    """One file, loaded by the pages with places."""
    _ = words(site)
    view = CalendarView(site.holidays.calendar, opening_words(_), weekdays(_), months_in(site.config.language))
    yield Artifact(file_address.CALENDAR[1:], calendar_json, view)


def opening_words(translate: Translate) -> tuple[tuple[str, str], ...]:
    """Each key of `worded` with its words."""
    return tuple((key, translate(text)) for key, text in OPENING_WORDS.items())


def weekdays(translate: Translate) -> tuple[str, ...]:
    """The days of the week from Sunday on."""
    monday_first = [translate(name) for name in DAY_LABELS[:7]]
    return (monday_first[-1], *monday_first[:-1])


def calendar_json(view: CalendarView) -> bytes:
    """`years` that are known, `days` with their marks (see `generator.model.holidays`), and `words`."""
    value = {
        "years": view.calendar.years,
        "days": {str(day): mark for day, mark in view.calendar.marks},
        "words": {**dict(view.words), "days": view.days, **({"months": view.months} if view.months else {})},
    }
    return compact(value).encode() + b"\n"
