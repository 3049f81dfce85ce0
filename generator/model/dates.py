"""Dates as offices know them: sometimes only the year, sometimes only a day that comes back every year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time

from generator.model.message import WithReason, message

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")
_MONTH_DAY = re.compile(r"--(\d{2})-(\d{2})|(\d{1,2})[/-](\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2})(?:[:hg](\d{2})?)?")


class NotReadable(WithReason, ValueError):
    """A text that cannot be read as what it should be."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or only the year."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2008`, `2016-05`, `2026-11-22`, `22/11/2026` or `05/2016`; raises NotReadable."""
        text = text.strip()
        if found := _ISO.fullmatch(text):
            year, month, day = found.groups()
        elif found := _DAY_FIRST.fullmatch(text):
            day, month, year = found.groups()
        else:
            raise NotReadable(message("this is not a date: “{text}”", text=text))
        value = cls(int(year), int(month) if month else None, int(day) if day else None)
        try:
            if 0 in (value.month, value.day):
                raise ValueError(text)
            value.first_day()
        except ValueError:
            raise NotReadable(message("there is no such day: “{text}”", text=text)) from None
        if not 1900 <= value.year <= 2200:
            raise NotReadable(message("this year cannot be meant: “{text}”", text=text))
        return value

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A date known to the day."""
        return cls(day.year, day.month, day.day)

    def first_day(self) -> date:
        """The earliest day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """The latest day it can be."""
        if self.day:
            return self.first_day()
        month = self.month or 12
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """ISO 8601 at its own precision."""
        parts = [f"{self.year:04}"]
        if self.month:
            parts.append(f"{self.month:02}")
        if self.day:
            parts.append(f"{self.day:02}")
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of every year, as ISO 8601 truncates it: `--11-10`."""

    month: int
    day: int

    @classmethod
    def parse(cls, text: str) -> MonthDay:
        """Read `--11-10` or, as it is written in Việt Nam, `10/11`; raises NotReadable."""
        found = _MONTH_DAY.fullmatch(text.strip())
        if not found:
            raise NotReadable(message("this is not a day of the year: “{text}”", text=text))
        iso_month, iso_day, day, month = found.groups()
        value = cls(int(iso_month or month), int(iso_day or day))
        try:
            date(2024, value.month, value.day)  # a leap year, so that 29 February is one
        except ValueError:
            raise NotReadable(message("there is no such day: “{text}”", text=text)) from None
        return value

    def in_year(self, year: int) -> date:
        """That day in `year`; for 29 February the 28th, where there is no other."""
        return date(year, self.month, min(self.day, calendar.monthrange(year, self.month)[1]))

    def __str__(self) -> str:
        return f"--{self.month:02}-{self.day:02}"


def parse_day(text: str) -> date:
    """Read a date known to the day; raises NotReadable."""
    value = PartialDate.parse(text)
    if value.day is None:
        raise NotReadable(message("a day is needed here, “{text}” is only a month or a year", text=text))
    return value.first_day()


def parse_clock(text: str) -> time:
    """Read a time of day: `7:30`, `07:30`, `7h30`, `7h`; raises NotReadable."""
    found = _CLOCK.fullmatch(text.strip().lower())
    if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
        return time(int(found[1]), int(found[2] or 0))
    raise NotReadable(message("this is not a time of day: “{text}”", text=text))


def parse_moment(text: str) -> datetime:
    """Read a moment with its distance from UTC: `2026-11-10T07:30:00+07:00` (RFC 3339); raises NotReadable."""
    try:
        value = datetime.fromisoformat(text.strip())
    except ValueError:
        value = None
    if value is None or value.tzinfo is None:
        raise NotReadable(message("this is not a moment such as 2026-11-10T07:30:00+07:00: “{text}”", text=text))
    return value


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
