"""Opening hours in schema.org's words, for the JSON-LD of a place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.holidays import Holidays
from generator.model.hours import DAY, HOLIDAY, Spans, Weekly, clock
from generator.model.location import Schedule
from generator.renderers.special_days import Days, special_days

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "PublicHolidays")
Specification = dict[str, str | list[str]]


def opening_hours(schedule: Schedule, holidays: Holidays, known: date | None) -> dict[str, list[Specification]]:
    """The properties of a place about its hours, as far as they are known.

    `known` is the day the record was checked: special hours are its exceptions, and the days off announced for the
    twelve months from then; without that day, for the last year announced.
    """
    weekly = schedule.weekly
    regular = list(_regular(weekly)) if weekly else []
    special = [each for days in special_days(schedule, holidays, known) for each in _on(days)]
    properties = {"openingHoursSpecification": regular, "specialOpeningHoursSpecification": special}
    return {name: each for name, each in properties.items() if each}


def _regular(weekly: Weekly) -> Iterator[Specification]:
    """One for every span of days that have the same hours."""
    slots = (*weekly.days, weekly.holidays or ())
    for spans in dict.fromkeys(spans for spans in slots if spans):
        days = [f"https://schema.org/{_DAYS[day]}" for day in range(HOLIDAY + 1) if slots[day] == spans]
        for each in _hours(spans):
            yield {"@type": "OpeningHoursSpecification", "dayOfWeek": days, **each}


def _on(days: Days) -> Iterator[Specification]:
    """One for every span; for closed days one that opens and closes at midnight, as search engines read it."""
    for each in _hours(days.spans) if days.spans else [{"opens": "00:00", "closes": "00:00"}]:
        yield {
            "@type": "OpeningHoursSpecification",
            "validFrom": days.start.isoformat(),
            "validThrough": days.end.isoformat(),
            **each,
        }


def _hours(spans: Spans) -> Iterator[dict[str, str]]:
    """A day that is not over at its end closes at 23:59: schema.org has no 24:00."""
    for start, end in spans:
        yield {"opens": clock(start), "closes": clock(min(end, DAY - 1))}
