"""What a page says of opening hours and of the next check, for people and for the script that judges at view time.

The one place that turns a location's schedule into what pages and the finder's data carry.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from generator.language import Tagged
from generator.model.config import SiteConfig
from generator.model.hours import spoken_spans
from generator.model.location import Location, Schedule
from generator.model.message import Translate

_CODED = re.compile(r"\b(Mo|Tu|We|Fr|Sa|Su|PH)\b")  # of opening_hours: a code for machines, said in words


class Timing(NamedTuple):
    """What is known of a location's hours; what is not is None.

    `text` is the wording of its source, a code put into words, and `lines` are days with their hours, for people;
    `hours` (OSM) and `exceptions` (see `Schedule.dated`) are for the script: only hours that an office has checked are
    judged. `due` is the day of the next check.
    """

    text: str | None
    lines: tuple[tuple[str, str], ...]
    note: str | None
    special: tuple[tuple[date, date, str, str], ...]
    hours: str | None
    exceptions: str | None
    due: date | None


def timing(location: Location, config: SiteConfig, translate: Translate) -> Timing:
    """The timing of a location."""
    schedule = location.schedule
    due = location.verified.due(config)
    if schedule is None:
        return Timing(None, (), None, (), None, None, due)
    weekly = schedule.weekly
    judged = location.verified.on is not None and not location.closed
    lines = weekly.lines(translate) if weekly else ()
    return Timing(
        wording(schedule, translate),
        lines,
        schedule.note,
        tuple(
            (each.start, each.last, spoken_spans(each.hours, translate) if each.hours else "", each.note or "")
            for each in schedule.exceptions
        ),
        schedule.osm if judged else None,
        schedule.dated or None if judged else None,
        due,
    )


def wording(schedule: Schedule, translate: Translate) -> str:
    """The hours in the wording of their source; a code for machines and what is foreign are put into words."""
    coded = _CODED.search(schedule.hours) or isinstance(schedule.hours, Tagged)
    weekly = schedule.weekly if coded else None
    return "; ".join(map(": ".join, weekly.lines(translate))) if weekly else schedule.hours
