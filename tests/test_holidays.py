"""Days off: our table against two well-known libraries, and what is said of a year without a notice."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import holidays
import pytest
from opening_hours import OpeningHours

from generator.model.holidays import AROUND_OTHERS, AROUND_TET, OFF, UNSURE, Holiday, Holidays
from generator.model.hours_reading import read_hours
from generator.model.opening import hours_on
from generator.source.tables import load_holidays
from tests.conftest import ROOT

OURS, PROBLEMS = load_holidays(ROOT)
CALENDAR = OURS.calendar
HISTORY = holidays.country_holidays("VN", years=range(2007, 2030), language="en_US")
OFFICE = read_hours("T2–T6 7h30–11h30, 13h30–17h")
# Where the `holidays` package and our table of 2026 say different things, and why ours stands.
EXPLAINED = {
    date(2026, 1, 2): "swapped by a decision of 25/12/2025, reported on 26/12/2025; the package lacks it",
    date(2026, 1, 10): "the working Saturday for 02/01; the package lacks it",
    date(2026, 11, 24): "named by a resolution of the Politburo; no law was found, so people are told to call",
}


def days(year: int) -> list[date]:
    """Every day of a year."""
    first = date(year, 1, 1)
    return [first + timedelta(days=step) for step in range((date(year + 1, 1, 1) - first).days)]


def noon(day: date) -> datetime:
    """Ten in the morning of a day, when every office is open."""
    return datetime.combine(day, time(10))


def test_the_tables_are_without_mistakes() -> None:
    """2026 was announced; the law and the lunar calendar reach to 2029."""
    assert PROBLEMS == []
    assert list(OURS.announced) == [2026]
    assert CALENDAR.years == (2026, 2027, 2028, 2029)
    assert all(each.source for each in OURS.announced[2026])


def test_every_day_of_2026_is_as_the_package_has_it_or_explained() -> None:
    """Off, working or neither: day by day, and no explanation is left over."""
    differences = set()
    for day in days(2026):
        mark = CALENDAR.by_day.get(day)
        theirs = OFF if day in HISTORY else 6 if day in HISTORY.weekend_workdays else None
        ours = 6 if mark is not None and mark > 0 else mark
        if ours != theirs:
            differences.add(day)
    assert differences == EXPLAINED.keys()


def test_a_known_library_says_open_on_nine_weekdays_that_are_off() -> None:
    """opening-hours-py knows the four fixed days of Việt Nam; Tết, made-up and swapped days it does not."""
    theirs = OpeningHours("Mo-Fr 08:00-16:00; PH off", country="VN")
    off = [day for day in days(2026) if day.weekday() < 5 and CALENDAR.by_day.get(day) == OFF]
    assert len(off) == 13
    said_open = [day for day in off if theirs.is_open(noon(day))]
    assert [f"{day:%d/%m}" for day in said_open] == [
        *("02/01", "16/02", "17/02", "18/02", "19/02", "20/02", "27/04", "31/08", "01/09"),
    ]
    assert all(hours_on(OFFICE, (), CALENDAR, day) == () for day in off)


def test_swapped_saturdays_have_the_hours_of_the_day_they_stand_in_for() -> None:
    """10/01/2026 for a Friday, 22/08/2026 for a Monday; a place with hours of its own on Saturdays keeps those."""
    uneven = read_hours("T2–T5 7h–17h; T6 7h–11h")
    assert hours_on(uneven, (), CALENDAR, date(2026, 1, 10)) == uneven.days[4]
    assert hours_on(uneven, (), CALENDAR, date(2026, 8, 22)) == uneven.days[0]
    assert hours_on(uneven, (), CALENDAR, date(2026, 8, 29)) == ()
    saturdays = read_hours("T2–T6 7h–17h; T7 7h–11h")
    assert hours_on(saturdays, (), CALENDAR, date(2026, 8, 22)) == saturdays.days[5]


@pytest.mark.parametrize(
    ("hours", "on_tet"),
    [
        ("T2–T6 7h–17h", "closed"),
        ("T2–T7 7h–17h", "closed"),
        ("Hằng ngày 7h–17h", "holiday"),
        ("Hằng ngày 7h–17h, ngày lễ nghỉ", "closed"),
        ("Hằng ngày, ngày lễ: 7h–17h", "open"),
        ("T2–T6 7h–17h; ngày lễ 8h–9h", "open"),
        ("24/7", "open"),
    ],
)
def test_who_says_nothing_of_holidays_and_works_on_sundays_is_to_be_called(hours: str, on_tet: str) -> None:
    """Such a place, as many that hand out Methadone, may be open at Tết; others are not."""
    found = hours_on(read_hours(hours), (), CALENDAR, date(2026, 2, 17))
    assert (found if isinstance(found, str) else "open" if found else "closed") == on_tet


def test_without_a_notice_only_days_by_law_are_off() -> None:
    """2027: four fixed days and 10 March of the lunar calendar are off; weekdays around Tết say to call first."""
    off = [day for day in days(2027) if CALENDAR.by_day.get(day) == OFF]
    assert off == [date(2027, 1, 1), date(2027, 4, 16), date(2027, 4, 30), date(2027, 5, 1), date(2027, 9, 2)]
    tet = [date(2027, 1, 30) + timedelta(days=step) for step in range(15)]
    for day in tet:
        assert hours_on(OFFICE, (), CALENDAR, day) == ("unsure" if day.weekday() < 5 else ())
    for day in (date(2027, 1, 29), date(2027, 2, 15), date(2027, 3, 15), date(2027, 7, 1)):
        assert hours_on(OFFICE, (), CALENDAR, day) == OFFICE.days[day.weekday()]
    assert hours_on(OFFICE, (), CALENDAR, date(2027, 11, 24)) == "unsure"
    assert hours_on(OFFICE, (), CALENDAR, date(2027, 9, 3)) == "unsure"


def test_a_table_that_is_not_complete_is_not_taken_to_be() -> None:
    """Notices come one by one: with New Year alone announced, Tết and the other holidays are as unknown as before."""
    new_year = Holiday(date(2027, 1, 1), "yes", "Ví dụ", "official", "ví dụ")
    some = Holidays({2027: (new_year,)}, OURS.lunar).calendar
    assert date(2027, 1, 2) not in some.by_day
    for day in days(2027)[10:360]:
        assert some.by_day.get(day) == CALENDAR.by_day.get(day)


def test_of_a_year_beyond_the_tables_nothing_is_said() -> None:
    """Neither before nor after, not even that a Sunday is free; exceptions of the place still hold."""
    for day in (date(2025, 6, 2), date(2030, 6, 3), date(2030, 6, 2)):
        assert hours_on(OFFICE, (), CALENDAR, day) == "calendar"


def test_what_the_package_expects_of_unannounced_years_is_never_called_open() -> None:
    """It computes the days off of 2027 to 2029 by rules; each is off or unsure here."""
    expected = [day for day in HISTORY if day.year > 2026]
    assert len(expected) > 35
    for day in expected:
        assert CALENDAR.by_day.get(day) in (OFF, UNSURE), day


def test_the_lunar_days_are_as_the_package_has_them() -> None:
    """Tết and 10 March of every year in our table."""
    for year, ours in OURS.lunar.items():
        assert HISTORY[ours.new_year] == "Lunar New Year"
        assert HISTORY[ours.hung_kings] == "Hung Kings' Commemoration Day"
        assert ours.new_year.year == ours.hung_kings.year == year


def test_the_windows_hold_every_day_off_since_2007() -> None:
    """Each day off of twenty years lies within the window of the day by law it belongs to."""
    for year in range(2007, 2027):
        by_name = {name: day for day, name in sorted(HISTORY.items()) if day.year == year}
        new_year = by_name["Lunar New Year"]
        kings = [by_name[name] for name in by_name if name == "Hung Kings' Commemoration Day"]
        fixed = [date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2), date(year + 1, 1, 1), *kings]
        for day in (each for each in HISTORY if each.year == year and (each.month, each.day) != (11, 24)):
            near_tet = abs((day - new_year).days) <= AROUND_TET
            assert near_tet or min(abs((day - each).days) for each in fixed) <= AROUND_OTHERS, day
