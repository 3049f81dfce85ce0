"""Days off as a calendar: those announced for the country, and days on which a place is closed or has other hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from generator.model import file_address
from generator.model.artifact import Artifact
from generator.model.holidays import Holiday
from generator.model.hours import spoken_spans
from generator.model.location import SpecialHours
from generator.model.message import label
from generator.model.site import Site
from generator.renderers.open_data.dataset import Dataset
from generator.renderers.open_data.ics import MEDIA_TYPE, STANDARD, CalendarView, Entry, calendar_view, ics
from generator.renderers.open_data.located import Located, locate
from generator.renderers.open_data.said import bracketed, row
from generator.renderers.open_data.whole_place import uuid
from generator.renderers.page import words
from generator.today import ZONE

_ONE_DAY = timedelta(days=1)
DATASET = Dataset(
    path=file_address.DAYS_OFF_CALENDAR,
    title=label("Calendar of days off and special hours"),
    description=label("Days off as they were announced, and days on which a place is closed or has other hours."),
    media_type=MEDIA_TYPE,
    standard=STANDARD,
)


def days_off_calendar(site: Site, _today: date) -> Iterator[Artifact]:
    """One calendar for all; only places that say something of special days are fetched."""
    _ = words(site)
    announced = site.holidays.announced
    special = sorted(each.id for each in site.location_texts.values() if each.special)
    entries = (
        *(_holiday(site, each) for year in sorted(announced) for each in announced[year]),
        *(entry for each in special for entry in _of_place(site, locate(site, site.location(each)))),
    )
    view = calendar_view(site.config, DATASET.path, _(DATASET.title), _(DATASET.description), entries)
    yield Artifact(DATASET.path[1:], days_off_ics, view)


def days_off_ics(view: CalendarView) -> bytes:
    """The calendar of days off."""
    return ics(view)


def _holiday(site: Site, holiday: Holiday) -> Entry:
    """A day of the table; where nobody knows whether it is off, it is tentative."""
    _ = words(site)
    kind = _("Working day instead") if holiday.off == "no" else _("Public holiday")
    sure = holiday.off != "unsure" and holiday.status == "official"
    return Entry(
        uid=uuid(site.config, "holidays", str(holiday.day)),
        told=site.config.founded,
        start=holiday.day,
        end=holiday.day + _ONE_DAY,
        summary=holiday.name if sure else holiday.name + bracketed(_("perhaps a day off")),
        description=row(_("Source"), holiday.source),
        categories=(kind,),
        tentative=not sure,
    )


def _of_place(site: Site, place: Located) -> Iterator[Entry]:
    """The exceptions of a place, as far as an office has checked it."""
    record = place.record
    if record.schedule and record.verified.on and not record.closed:
        for special in record.schedule.exceptions:
            yield from _special(site, place, special, record.verified.on.first_day())


def _special(site: Site, place: Located, special: SpecialHours, checked: date) -> Iterator[Entry]:
    """Days that are closed as one event, other hours as one for every span, repeated on each of the days."""
    _ = words(site)
    spans = special.hours or ()
    days = (special.last - special.start).days + 1
    # What a shared phone shows of a calendar says no more than the titles of pages do.
    name = _("Places that help") if site.config.neutral_titles else place.record.name
    units = (place.unit,) if place.unit is place.province else (place.unit, place.province)
    where = (*filter(None, [place.record.address]), *(each.name for each in units))
    for number, span in enumerate(spans or (None,)):
        yield Entry(
            uid=uuid(site.config, "locations", place.record.id, "special-hours", str(special.start), str(number)),
            told=checked,
            start=_moment(special.start, span.start) if span else special.start,
            end=_moment(special.start, span.end) if span else special.last + _ONE_DAY,
            summary=f"{name}: {spoken_spans(spans, _)}",
            description=special.note or "",
            url=place.url,
            place=", ".join(where),
            categories=(_("Special hours"),),
            rule=f"FREQ=DAILY;COUNT={days}" if span and days > 1 else "",
        )


def _moment(day: date, minute: int) -> datetime:
    """A minute of a day; the last is the first of the next day."""
    return datetime.combine(day, time(), ZONE) + timedelta(minutes=minute)
