"""Calendars that programs of all kinds can follow: whole by RFC 5545, with the same UIDs for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from generator.model.campaign import Campaign
from generator.model.dates import MonthDay
from generator.model.duty import ReportDuty
from generator.model.site import Site
from generator.renderers.open_data.ics import CalendarView, Entry, ics
from generator.renderers.open_data.ics_duties import monthly, yearly
from generator.today import ZONE
from tests.conftest import TODAY
from tests.rich_places import PLACES, WHOLE, made, place, site_with

EVENTS, DUTIES, DAYS_OFF = "data/su-kien.ics", "data/nghia-vu-bao-cao.ics", "data/ngay-nghi.ics"
ALL = (EVENTS, DUTIES, DAYS_OFF)
LONG = "Tháng hành động; “ví dụ”, rất dài \\ có dấu\nvà dòng thứ hai 🎗️ " * 4


@cache
def files() -> dict[str, bytes]:
    """The calendars of the rich site."""
    return {path: made(site_with(), path)[path] for path in ALL}


def read(raw: bytes) -> Calendar:
    """A calendar as a program reads it, without any mistake in it."""
    calendar = Calendar.from_ical(raw)
    assert isinstance(calendar, Calendar)
    assert [each.errors for each in calendar.walk() if each.errors] == []
    return calendar


def events(raw: bytes) -> list[Event]:
    """The events of a calendar."""
    return list(read(raw).events)


def special(site: Site) -> list[Event]:
    """The events of places."""
    return [each for each in events(made(site, DAYS_OFF)[DAYS_OFF]) if "URL" in each]


@pytest.mark.parametrize("path", ALL)
def test_calendars_can_be_read(path: str) -> None:
    """With all that RFC 5545 asks for."""
    calendar = read(files()[path])
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    assert calendar["X-WR-CALNAME"] == calendar["NAME"]
    for event in calendar.events:
        assert event.keys() >= {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"}
        assert event.end > event.start
        assert not event.keys() & {"SEQUENCE", "LAST-MODIFIED", "CREATED"}  # nobody wrote that down
    assert {each.name for each in calendar.walk()} <= {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD"}


@pytest.mark.parametrize("path", ALL)
def test_lines_are_folded_between_letters(path: str) -> None:
    """At most 75 octets, each line whole UTF-8, and every line ends with CR LF."""
    assert files()[path].endswith(b"\r\n")
    for line in files()[path].removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode()


@pytest.mark.parametrize("path", ALL)
def test_uids_are_uuids_and_no_two_are_the_same(path: str) -> None:
    """They name nothing."""
    uids = [str(each["UID"]) for each in events(files()[path])]
    assert uids
    assert len(set(uids)) == len(uids)
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", each) for each in uids
    )


def test_uids_survive_new_names_and_domains() -> None:
    """A calendar that was subscribed to shows no event twice."""
    renamed = [each.model_copy(update={"name": "Tên mới", "slug": "moi"}) for each in PLACES if each is WHOLE]
    for path in ALL:
        uids = [each["UID"] for each in events(files()[path])]
        for other in (site_with(renamed, base_url="https://moi.example/"), site_with(neutral_titles=True)):
            assert [each["UID"] for each in events(made(other, path)[path])] == uids


@pytest.mark.parametrize("path", ALL)
def test_the_same_records_give_the_same_bytes(path: str) -> None:
    """On any day: no stamp is of the clock."""
    assert made(site_with(), path, TODAY.replace(year=2027))[path] == files()[path]


def test_texts_come_back_as_they_were() -> None:
    """Marks that mean something to the format are escaped, and long texts folded."""
    title, day = LONG.replace("\n", " "), date(2026, 11, 10)
    entry = Entry("uid", day, day, date(2026, 12, 11), title, LONG, categories=("a,b", "c;d"))
    raw = ics(CalendarView("uid", "Lịch, ví dụ", LONG, "https://example.org/", (entry,)))
    (event,) = events(raw)
    assert event["SUMMARY"] == title
    assert event["DESCRIPTION"] == LONG
    assert event.categories == ["a,b", "c;d"]
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))


def test_editions_are_days_and_hold_their_events() -> None:
    """The last day is in; what happens within an edition names it."""
    one, two, day = events(files()[EVENTS])
    assert (one["SUMMARY"], one.start, one.end) == (
        "Tháng hành động ví dụ 2025",
        date(2025, 11, 10),
        date(2025, 12, 11),
    )
    assert "Chủ đề: Chủ đề ví dụ" in one["DESCRIPTION"]
    assert two["URL"] == "https://example.org/chien-dich/thang-hanh-dong-vi-du/2026/"
    assert two.categories == ["Tháng ví dụ", "HIV/AIDS"]
    assert (day["SUMMARY"], day.start, day.end) == ("Ngày ví dụ", date(2026, 12, 1), date(2026, 12, 2))
    assert day["RELATED-TO"] == two["UID"]
    assert {each["TRANSP"] for each in (one, two, day)} == {"TRANSPARENT"}


def with_duty(**values: object) -> list[Event]:
    """The calendar of a site with one duty."""
    least = {"id": "vi-du", "sender": "Trạm Ví dụ", "recipient": "Trung tâm Ví dụ", "period": "year"}
    duty = ReportDuty.model_validate({**least, **values})
    site = site_with()
    object.__setattr__(site, "duties", {duty.id: duty})
    return events(made(site, DUTIES)[DUTIES])


def days_of(event: Event, until: date) -> Iterator[date]:
    """The days of an event that comes back."""
    start = datetime.combine(event.start, datetime.min.time())
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
    yield from (each.date() for each in rule.between(start, datetime.combine(until, datetime.min.time()), inc=True))


def test_a_report_stands_on_the_last_day_in_time() -> None:
    """It is due before the day that the plan names."""
    (event,) = events(files()[DUTIES])
    assert event["SUMMARY"] == "Báo cáo năm: Trạm y tế Ví dụ → Trung tâm Y tế Ví dụ (hạn trước 05/12)"
    assert list(days_of(event, date(2028, 12, 31))) == [date(year, 12, 4) for year in (2026, 2027, 2028)]
    assert "Kỳ số liệu: 01/12 – 30/11" in event["DESCRIPTION"]
    (monthly_one,) = with_duty(period="month", due_day="10", valid_from="2026-11", valid_to="2027-02")
    assert "hạn trước ngày 10 hằng tháng" in monthly_one["SUMMARY"]
    assert [each.isoformat() for each in days_of(monthly_one, date(2030, 1, 1))] == [
        "2026-11-09", "2026-12-09", "2027-01-09", "2027-02-09"
    ]  # fmt: skip
    assert with_duty() == []  # nobody knows when it is due
    assert with_duty(due="05/06", valid_from="2026-08", valid_to="2026-12") == []  # it never was


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2023, 1, 1), date(2024, 12, 31)))
@example(date(2024, 2, 29))
def test_the_day_before_any_day_of_the_year(due: date) -> None:
    """Of months of any length, and of leap years."""
    (event,) = with_duty(due=f"{due:%d/%m}", valid_from="2023")
    days = list(days_of(event, date(2032, 12, 31)))
    due_days = (MonthDay(due.month, due.day).in_year(year) for year in range(2023, 2034))
    wanted = [day - timedelta(days=1) for day in due_days]
    assert days == [day for day in wanted if date(2023, 1, 1) <= day <= date(2032, 12, 31)]
    assert yearly(MonthDay(due.month, due.day)).startswith("FREQ=YEARLY;BYMONTH=")


@pytest.mark.parametrize("due_day", [1, 2, 10, 28, 29, 30, 31])
def test_the_day_before_any_day_of_the_month(due_day: int) -> None:
    """Where a month is too short, its last day is in time."""
    (event,) = with_duty(period="month", due_day=str(due_day), valid_from="2026-01")
    days = list(days_of(event, date(2028, 12, 31)))
    assert len(days) == 36
    for day in days:
        after = day + timedelta(days=1)
        assert after.day in (due_day, 1)
        assert after.day == due_day or due_day > day.day
    assert monthly(due_day).startswith("FREQ=MONTHLY;BYMONTHDAY=")


def test_days_off_are_told_with_their_source() -> None:
    """Swapped days are no days off, and what nobody is sure of is tentative."""
    found = {each.start: each for each in events(files()[DAYS_OFF]) if "URL" not in each}
    assert found[date(2026, 9, 2)].categories == ["Ngày nghỉ lễ"]
    assert "Bộ luật Lao động" in found[date(2026, 9, 2)]["DESCRIPTION"]
    assert found[date(2026, 8, 22)].categories == ["Ngày làm bù"]
    unsure = found[date(2026, 11, 24)]
    assert unsure["STATUS"] == "TENTATIVE"
    assert unsure["SUMMARY"].endswith("(có thể là ngày nghỉ)")
    assert all("STATUS" not in each for day, each in found.items() if day != date(2026, 11, 24))


def test_exceptions_of_places_are_told() -> None:
    """Closed days as days; other hours in Việt Nam's time, once for every span, on each of the days."""
    closed, morning, evening = special(site_with())
    assert closed["SUMMARY"] == "Nơi ví dụ day-du: nghỉ"
    assert (closed.start, closed.end) == (date(2026, 3, 3), date(2026, 3, 6))
    assert closed["DESCRIPTION"] == "Nghỉ để sửa nhà, 3 ngày"
    assert closed["LOCATION"] == "Số 0, Đường Ví dụ, Phường Ninh Kiều, Thành phố Cần Thơ"
    assert morning["DTSTART"].params["TZID"] == ZONE.key
    assert morning.start == datetime(2026, 3, 9, 8, tzinfo=ZONE)
    assert evening.end == datetime(2026, 3, 10, 0, tzinfo=ZONE)
    assert morning["RRULE"].to_ical() == b"FREQ=DAILY;COUNT=2"
    calendar = read(files()[DAYS_OFF])
    assert calendar.get_missing_tzids() == set()
    (zone,) = calendar.timezones
    assert zone.to_tz().utcoffset(datetime(2026, 3, 9)) == timedelta(hours=7)  # noqa: DTZ001


def test_exceptions_nobody_checked_or_of_closed_places_are_not_told() -> None:
    """As pages do not show them either; then no time needs a zone."""
    schedule = {"hours": "T2 7h–17h", "exceptions": [{"start": "03/03/2026", "hours": "8h–9h"}]}
    gone = [{"date": "2026-02", "kind": "closed", "note": "Không còn."}]
    unchecked = {"source": {"title": "Ví dụ"}}
    places = (place("a", schedule=schedule, verified=unchecked), place("b", schedule=schedule, changes=gone))
    assert special(site_with(places)) == []
    assert b"VTIMEZONE" not in made(site_with(places), DAYS_OFF)[DAYS_OFF]
    assert b"VTIMEZONE" in files()[DAYS_OFF]


def test_neutral_titles_name_no_place() -> None:
    """A shared phone shows a calendar's titles to whoever looks at it."""
    for event in special(site_with(neutral_titles=True)):
        assert event["SUMMARY"].startswith("Nơi giúp đỡ: ")
        assert "day-du" not in event.to_ical().decode()


def test_stamps_are_days_of_records() -> None:
    """A place's check, the newest source of an edition; else the day the site's ids began."""
    stamps = {each["DTSTAMP"].dt.astimezone(ZONE).date() for each in special(site_with())}
    assert stamps == {date(2026, 1, 5)}
    assert {each["DTSTAMP"].dt.astimezone(ZONE).date() for each in events(files()[EVENTS])} == {date(2026, 1, 1)}
    assert isinstance(site_with().campaigns["hiv-action-month"], Campaign)
