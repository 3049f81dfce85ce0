"""Opening hours that people and the script understand, and days off that are known in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generator.model.dates import NotReadable
from generator.model.diagnostic import Diagnostic, error, note, warning
from generator.model.hours_reading import read_hours
from generator.model.message import message
from generator.model.place import Place
from generator.model.site import Site

DECEMBER = 12


def hours_can_be_read(site: Site, today: date) -> Iterator[Diagnostic]:
    """Hours that cannot be read are shown as they are written, and nobody is told that the place is open."""
    for location in site.locations.values():
        if not location.schedule:
            continue
        try:
            read_hours(location.schedule.hours)
        except NotReadable as problem:
            yield warning(
                "W001",
                location.origin.at("schedule", "hours"),
                message("these hours are shown as they are written, and not judged: {why}", why=problem.why),
                message("Write for instance “T2–T6 7h30–11h30, 13h30–17h; T7 7h30–11h30”, or “24/7”."),
            )


def exceptions_are_apart(site: Site, today: date) -> Iterator[Diagnostic]:
    """No day has two exceptions at one place."""
    for location in site.locations.values():
        dated = enumerate(location.schedule.exceptions if location.schedule else ())
        for (_, one), (index, later) in pairwise(sorted(dated, key=lambda each: each[1].start)):
            if later.start <= one.last:
                yield error(
                    "W006",
                    location.origin.at("schedule", "exceptions", index, "start"),
                    message("two exceptions hold on {day}", day=later.start),
                    message("Correct the dates, or make one exception of both."),
                )


def days_off_are_known(site: Site, today: date) -> Iterator[Diagnostic]:
    """Where places have hours, the days off of this year are announced; from December on, those of the next."""
    if not any(each.schedule and each.schedule.weekly for each in site.open_locations):
        return
    for year in (today.year, today.year + 1):
        if year in site.holidays.announced or (year > today.year and today.month < DECEMBER):
            continue
        yield (note if year > today.year else warning)(
            "W005",
            Place(f"data/holidays/{year}.csv"),
            message("no table of the days off of {year}: on days that may be off, people are told to call", year=year),
            message(
                "Write data/holidays/{year}.csv like the table of the year before, each day with its source.", year=year
            ),
        )
