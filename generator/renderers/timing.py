"""What a page says of opening hours and of the next check, for people and for the script that judges at view time.

The one place that turns a location's schedule into what pages carry.
"""

from __future__ import annotations

import calendar
from datetime import date
from typing import NamedTuple

from generator.model.location import Location, Verified


class Timing(NamedTuple):
    """`hours` is what a script reads, `text` what people read, `exceptions` JSON, `due` the day of the next check."""

    text: str | None
    note: str | None
    hours: str | None
    exceptions: str | None
    due: date | None


def timing(location: Location) -> Timing:
    """The timing of a location; what is not known is None."""
    schedule = location.schedule
    hours = schedule.hours if schedule else None
    return Timing(hours, schedule.note if schedule else None, hours, None, due(location.verified))


def due(verified: Verified) -> date | None:
    """The day before which a place is to be checked again, counted from the earliest day its check can have been."""
    if verified.on is None or verified.every_months is None:
        return None
    checked = verified.on.first_day()
    year, month = divmod(checked.month - 1 + verified.every_months, 12)
    year, month = checked.year + year, month + 1
    return date(year, month, min(checked.day, calendar.monthrange(year, month)[1]))
