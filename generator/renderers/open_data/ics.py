"""Calendars as iCalendar (RFC 5545, with the properties of RFC 7986), written by the library `icalendar`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from generator.model.config import SiteConfig
from generator.renderers.open_data.whole_place import uuid
from generator.today import ZONE

if TYPE_CHECKING:
    from icalendar import Component

MEDIA_TYPE = "text/calendar"
STANDARD = ("iCalendar (RFC 5545)", "https://www.rfc-editor.org/rfc/rfc5545")
_PRODUCT = "-//outreach-publisher//calendars//VI"
_SINCE = datetime(1975, 6, 13)  # noqa: DTZ001  # local by definition: from then on Việt Nam is at +07:00 throughout
_OFFSET = timedelta(hours=7)


class Entry(NamedTuple):
    """An event. `end` is the first day or moment after it; both ends are days, or both moments in +07:00.

    `told` is the day of the record it is taken from, `rule` a recurrence rule as RFC 5545 writes it, `parent` the UID
    of what it is part of.
    """

    uid: str
    told: date
    start: date
    end: date
    summary: str
    description: str = ""
    url: str = ""
    place: str = ""
    categories: tuple[str, ...] = ()
    rule: str = ""
    parent: str = ""
    tentative: bool = False


class CalendarView(NamedTuple):
    """A calendar; `url` is where it lies."""

    uid: str
    name: str
    description: str
    url: str
    entries: tuple[Entry, ...]


def calendar_view(
    config: SiteConfig, path: str, name: str, description: str, entries: tuple[Entry, ...]
) -> CalendarView:
    """The calendar at the address `path` of a site."""
    own = uuid(config, "data", path.rpartition("/")[2].removesuffix(".ics"))
    return CalendarView(own, f"{config.name}: {name}", description, config.url(path), entries)


def ics(view: CalendarView) -> bytes:
    """The calendar. The library escapes texts, and folds lines before 75 octets and never within a letter."""
    from icalendar import Calendar  # 60 ms, and only calendars need it

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("uid", view.uid)
    name = " ".join(view.name.split())  # the library leaves line breaks of properties that it has no type for
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)  # what readers of before RFC 7986 know
    calendar.add("description", view.description)
    calendar.add("url", view.url)
    calendar.add("refresh-interval", timedelta(days=1), {"value": "DURATION"})
    if any(isinstance(each.start, datetime) for each in view.entries):
        calendar.add("x-wr-timezone", ZONE.key)
        calendar.add_component(_zone())
    for each in view.entries:
        calendar.add_component(_event(each))
    raw: bytes = calendar.to_ical()
    return raw


def _event(entry: Entry) -> Component:
    from icalendar import Event, vRecur

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", datetime.combine(entry.told, time(), ZONE))
    event.add("dtstart", entry.start)
    event.add("dtend", entry.end)
    event.add("summary", entry.summary)
    for name, value in (("description", entry.description), ("location", entry.place), ("url", entry.url)):
        if value:
            event.add(name, value)
    if entry.categories:
        event.add("categories", list(entry.categories))
    if entry.rule:
        event.add("rrule", vRecur.from_ical(entry.rule))
    if entry.parent:
        event.add("related-to", entry.parent)
    if entry.tentative:
        event.add("status", "TENTATIVE")
    event.add("transp", "TRANSPARENT")  # it takes nobody's time
    return event


def _zone() -> Component:
    """Việt Nam's time, the same all year; not from a table of zones, whose releases would change the bytes."""
    from icalendar import Timezone, TimezoneStandard

    standard = TimezoneStandard()
    standard.add("dtstart", _SINCE)
    standard.add("tzoffsetfrom", _OFFSET)
    standard.add("tzoffsetto", _OFFSET)
    standard.add("tzname", "+07")
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    zone.add_component(standard)
    return zone
