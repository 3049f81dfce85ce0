"""Dates and times as officers write them."""

from __future__ import annotations

from datetime import date, time

import pytest

from generator.model.dates import MonthDay, NotReadable, PartialDate, parse_clock, parse_day


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2008", PartialDate(2008)),
        ("2016-05", PartialDate(2016, 5)),
        ("05/2016", PartialDate(2016, 5)),
        ("5.2016", PartialDate(2016, 5)),
        ("2026-11-22", PartialDate(2026, 11, 22)),
        ("2026-1-2", PartialDate(2026, 1, 2)),
        ("22/11/2026", PartialDate(2026, 11, 22)),
        ("22-11-2026", PartialDate(2026, 11, 22)),
        (" 2.1.2026 ", PartialDate(2026, 1, 2)),
        ("29/02/2024", PartialDate(2024, 2, 29)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(text: str, wanted: PartialDate) -> None:
    """The day comes first unless the year does; what is not written stays unknown."""
    assert PartialDate.parse(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        *("", "hôm qua", "26", "22/11", "22/11/26", "2026/11/22", "2026-11-22T07:00", "2026-11-22-01"),
        *("11/22/2026", "2026-02-30", "29/02/2023", "2026-13", "31/04/2026", "1026-01-01", "9999", "0000"),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text: str) -> None:
    """The sentence names what was written."""
    with pytest.raises(NotReadable) as refused:
        PartialDate.parse(text)
    assert f"“{text}”" in str(refused.value.why)


@pytest.mark.parametrize(
    ("text", "shown", "first", "last"),
    [
        ("2008", "2008", date(2008, 1, 1), date(2008, 12, 31)),
        ("2/2024", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("22/11/2026", "2026-11-22", date(2026, 11, 22), date(2026, 11, 22)),
    ],
)
def test_a_date_keeps_its_precision(text: str, shown: str, first: date, last: date) -> None:
    """It is written as precisely as it is known, and spans all days it can be."""
    value = PartialDate.parse(text)
    assert (str(value), value.first_day(), value.last_day()) == (shown, first, last)


def test_a_day_must_be_known_to_the_day() -> None:
    """A year is no day: the sentence says what is missing."""
    assert parse_day("22/11/2026") == date(2026, 11, 22)
    for text in ("2008", "2016-05"):
        with pytest.raises(NotReadable, match="a day is needed"):
            parse_day(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("7:30", time(7, 30)),
        ("07:30", time(7, 30)),
        ("7h30", time(7, 30)),
        ("7h", time(7)),
        ("7g15", time(7, 15)),
        (" 13H30 ", time(13, 30)),
        ("23:59", time(23, 59)),
        ("0:00", time(0)),
    ],
)
def test_a_time_of_day_is_read(text: str, wanted: time) -> None:
    """With a colon or, as it is written in Việt Nam, with h or g."""
    assert parse_clock(text) == wanted


@pytest.mark.parametrize("text", ["25:00", "24:00", "7:60", "450", "sáng", "", "7:30:00", "-7:30", "7:3"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    """No time is guessed."""
    with pytest.raises(NotReadable):
        parse_clock(text)


@pytest.mark.parametrize(
    ("text", "wanted"), [("--11-10", (11, 10)), ("10/11", (11, 10)), ("5/6", (6, 5)), ("29/2", (2, 29))]
)
def test_a_day_of_every_year_is_read(text: str, wanted: tuple[int, int]) -> None:
    """In the form of ISO 8601, or day first; 29 February is one."""
    value = MonthDay.parse(text)
    assert (value.month, value.day) == wanted
    assert MonthDay.parse(str(value)) == value


def test_29_february_is_the_28th_where_there_is_no_other() -> None:
    """A deadline of every year has a day in every year."""
    day = MonthDay.parse("29/02")
    assert [day.in_year(year) for year in (2027, 2028)] == [date(2027, 2, 28), date(2028, 2, 29)]


@pytest.mark.parametrize("text", ["31/4", "--13-01", "10/11/2026", "--11-10-01", "", "11", "0/5", "5/0", "30/2"])
def test_what_is_no_day_of_the_year_is_refused(text: str) -> None:
    """A day that no year has is none."""
    with pytest.raises(NotReadable):
        MonthDay.parse(text)
