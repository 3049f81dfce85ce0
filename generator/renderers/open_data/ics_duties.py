"""Reports that are owed as a calendar: each on the last day that is in time."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from generator.model import address, file_address
from generator.model.artifact import Artifact
from generator.model.dates import MonthDay
from generator.model.duty import ReportDuty
from generator.model.message import label
from generator.model.site import Site
from generator.renderers.open_data.dataset import Dataset
from generator.renderers.open_data.ics import MEDIA_TYPE, STANDARD, CalendarView, Entry, calendar_view, ics
from generator.renderers.open_data.said import bracketed, row
from generator.renderers.open_data.whole_place import uuid
from generator.renderers.page import words

DATASET = Dataset(
    path=file_address.DUTIES_CALENDAR,
    title=label("Calendar of reports that are due"),
    description=label("Who reports to whom, each report on the last day that is in time."),
    media_type=MEDIA_TYPE,
    standard=STANDARD,
)
PERIODS = {
    "month": label("Monthly report"),
    "half-year": label("Half-yearly report"),
    "nine-months": label("Report on nine months"),
    "year": label("Yearly report"),
}
_ONE_DAY = timedelta(days=1)
_SHORTEST = 28  # days of the shortest month
_SEARCHED = 4 * 366 + 1  # days, in which every day of a year comes


def duties_calendar(site: Site, _today: date) -> Iterator[Artifact]:
    """One calendar with every duty whose due day is known."""
    _ = words(site)
    entries = tuple(
        entry
        for duty in sorted(site.duties.values(), key=lambda each: each.id)
        if (entry := _entry(site, duty)) is not None
    )
    view = calendar_view(site.config, DATASET.path, _(DATASET.title), _(DATASET.description), entries)
    yield Artifact(DATASET.path[1:], duties_ics, view)


def duties_ics(view: CalendarView) -> bytes:
    """The calendar of report duties."""
    return ics(view)


def yearly(due: MonthDay) -> str:
    """The rule of the days before `due` (RFC 5545, section 3.3.10); before the first comes the last of a month."""
    if (due.month, due.day) == (2, 29):  # else the 28th: the last day but one of February in every year
        return "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-2"
    if due.day == 1:
        return f"FREQ=YEARLY;BYMONTH={(due.month - 2) % 12 + 1};BYMONTHDAY=-1"
    return f"FREQ=YEARLY;BYMONTH={due.month};BYMONTHDAY={due.day - 1}"


def monthly(due_day: int) -> str:
    """The rule of the days before day `due_day`; where a month is too short, its last day."""
    last = due_day - 1 or -1
    if last <= _SHORTEST:
        return f"FREQ=MONTHLY;BYMONTHDAY={last}"
    days = ",".join(map(str, range(_SHORTEST, last + 1)))
    return f"FREQ=MONTHLY;BYMONTHDAY={days};BYSETPOS=-1"


def _entry(site: Site, duty: ReportDuty) -> Entry | None:
    _ = words(site)
    if duty.due:
        rule, shown = yearly(duty.due), f"{duty.due.day:02}/{duty.due.month:02}"
    elif duty.due_day:
        rule, shown = monthly(duty.due_day), _("day %(day)s of each month") % {"day": duty.due_day}
    else:
        return None
    since = duty.valid_from.first_day() if duty.valid_from else site.config.founded
    until = duty.valid_to.last_day() if duty.valid_to else None
    first = next(day for step in range(_SEARCHED) if _in_time(duty, day := since + step * _ONE_DAY))
    if until and until < first:
        return None
    deadline = _("due before %(day)s") % {"day": shown}
    document = site.documents[duty.document] if duty.document else None
    return Entry(
        uid=uuid(site.config, "duties", duty.id),
        told=document.date.first_day() if document and document.date else site.config.founded,
        start=first,
        end=first + _ONE_DAY,
        summary=row(_(PERIODS[duty.period]), f"{duty.sender} → {duty.recipient}") + bracketed(deadline),
        description="\n".join(_about(site, duty)),
        url=site.config.url(address.document(document)) if document else "",
        categories=(_(PERIODS[duty.period]),),
        rule=f"{rule};UNTIL={until:%Y%m%d}" if until else rule,
    )


def _in_time(duty: ReportDuty, day: date) -> bool:
    """Whether a day is the last that is in time."""
    if duty.due:
        after = day + _ONE_DAY
        return after == duty.due.in_year(after.year)
    length = monthrange(day.year, day.month)[1]
    return day.day == min((duty.due_day or 1) - 1 or length, length)


def _about(site: Site, duty: ReportDuty) -> Iterator[str]:
    """What else is known of a duty."""
    _ = words(site)
    if duty.covers:
        start, end = duty.covers.start, duty.covers.end
        yield row(_("Covers"), f"{start.day:02}/{start.month:02} – {end.day:02}/{end.month:02}")
    if duty.document:
        yield row(_("Document"), site.documents[duty.document].cited)
    for source in duty.sources:
        yield row(_("Source"), source.title)
