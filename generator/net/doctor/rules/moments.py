"""Dates: readers sort by them, and `outreach pull` refuses an item without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from generator.model.diagnostic import Diagnostic, error, note, warning
from generator.model.message import message
from generator.net.doctor.feed import Feed, Moment
from generator.net.doctor.value import shown
from generator.net.offered import is_likely
from generator.today import ZONE

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_RFC_822 = re.compile(
    r"(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun), ?)?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d\d:\d\d(?::\d\d)?( (?:[+-]\d{4}|[A-Za-z]{1,5}))?"
)
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")  # is enough for dc:date (W3CDTF)
_EXAMPLES = {822: "Sun, 22 Nov 2026 08:30:00 +0700", 3339: "2026-11-22T08:30:00+07:00"}
EARLIEST = 1990  # there were no feeds before


def moment_of(moment: Moment) -> datetime | None:
    """When it is, read as kindly as readers do; None if nobody can tell. Without a zone it counts as UTC."""
    text = moment.value.text.strip()[:100]
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            found = read(text)
            found = found if found.tzinfo else found.replace(tzinfo=UTC)
            return found.astimezone(ZONE) if is_likely(found) else None
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def dates_are_written_right(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """RSS dates by RFC 822 with four digits of year, the others by RFC 3339: otherwise readers guess or give up."""
    for moment in _all(feed):
        text = moment.value.text.strip()
        right = _RFC_822 if moment.rfc == 822 else _RFC_3339
        hint = message("Write it like `{example}`.", example=_EXAMPLES[moment.rfc])
        if moment_of(moment) is None:
            yield error(
                "K024", moment.value.at(), message("“{text}” is no date that readers know", text=shown(text)), hint
            )
        elif not right.fullmatch(text) and not (feed.format == "RSS" and moment.rfc == 3339 and _DAY.fullmatch(text)):
            what = message(
                "the date “{text}” is not written as {rfc} demands", text=shown(text), rfc=f"RFC {moment.rfc}"
            )
            yield warning("K024", moment.value.at(), what, hint)


def zones_and_weekdays_are_right(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """A zone is a number (or GMT): names of zones mean different things to readers. The weekday fits the day."""
    for moment in _all(feed):
        text = moment.value.text.strip()
        found = _RFC_822.fullmatch(text) if moment.rfc == 822 else None
        when = moment_of(moment)
        if not found or when is None:
            continue
        hint = message("Write it like `{example}`.", example=_EXAMPLES[822])
        zone = (found[2] or "").strip()
        if not zone:
            yield warning("K025", moment.value.at(), message("the date has no time zone: it moves by hours"), hint)
        elif zone.isalpha() and zone not in ("GMT", "UT", "UTC", "Z"):
            what = message("the name of the time zone `{zone}` means different things to readers", zone=zone)
            yield warning("K025", moment.value.at(), what, hint)
        weekday = _DAYS[parsedate_to_datetime(text).weekday()]
        if found[1] and found[1] != weekday:
            what = message("{day} is not the weekday of this date: it is {right}", day=found[1], right=weekday)
            yield warning(
                "K025", moment.value.at(), what, message("Let the program that makes the feed write the date.")
            )


def dates_are_likely(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """Not in the future, where it would stand on top of every list; not before there were feeds."""
    tomorrow = datetime.combine(today + timedelta(days=1), time(), ZONE)
    for moment in _all(feed):
        when = moment_of(moment)
        if when and when >= tomorrow:
            what = message("the date lies in the future: {day}", day=when.date())
            yield warning("K026", moment.value.at(), what, message("Publish an article on its day, not before."))
        elif when and when.year < EARLIEST:
            what = message("the date is hardly true: {day}", day=when.date())
            yield warning("K026", moment.value.at(), what, message("Write the day on which the article was published."))


def changes_come_after_publication(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """No article is changed before it is published."""
    for item in feed.items:
        times = [(moment_of(each), each) for each in item.moments]
        published = next((when for when, each in times if when and not each.updated), None)
        for when, each in times:
            if each.updated and when and published and when < published:
                yield warning(
                    "K026",
                    each.value.at(),
                    message("the item was changed before it was published, so readers may pass over the change"),
                    message("Correct one of the two dates."),
                )


def moments_are_apart(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """No two items of one moment: readers sort them differently."""
    seen: set[datetime] = set()
    same: list[Moment] = []
    for item in feed.items:
        for moment in item.moments[:1]:
            when = moment_of(moment)
            if when in seen:
                same.append(moment)
            elif when:
                seen.add(when)
    if same:
        yield note(
            "K027",
            same[0].value.at(),
            message("{count} items have the same moment as another, so their order is left to chance", count=len(same)),
            message("Give each item a time of its own."),
        )


def items_have_dates(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """Every item says when it was published; readers else show it as of today, each time."""
    for item in feed.items:
        if not item.moments and feed.format != "Atom":
            yield warning(
                "K028",
                item.place,
                message("the item has no date"),
                message("Write `pubDate` (RSS) or `date_published` (JSON)."),
            )


def _all(feed: Feed) -> Iterator[Moment]:
    yield from feed.moments
    for item in feed.items:
        yield from item.moments
