"""Whether a place is open: judged in Python and by the script of the pages, which must agree to the quarter hour."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any

import brotli
import pytest
from playwright.sync_api import Browser, Page

from generator.model.holidays import Calendar
from generator.model.location import Schedule
from generator.model.opening import State, state_at
from generator.renderers.calendar import calendar
from tests.conftest import ROOT
from tests.site import small

SCRIPT = ROOT / "theme_overrides/assets/js/opening.js"
VIETNAM = timezone(timedelta(hours=7))
SITE = small()
CALENDAR: Calendar = SITE.holidays.calendar
(FILE,) = calendar(SITE, date(2026, 11, 22))
PUBLISHED: bytes = FILE.recipe(FILE.inputs)  # type: ignore[assignment]  # bytes, it has no shape


def schedule(hours: str, *exceptions: dict[str, str]) -> Schedule:
    """A schedule as an officer writes it."""
    return Schedule.model_validate({"hours": hours, "exceptions": list(exceptions)})


OFFICE = schedule("T2–T6 7h30–11h30, 13h30–17h; T7 7h30–11h30")
SCHEDULES = (
    schedule("T2–T6 7h30–11h30, 13h30–17h"),
    OFFICE,
    schedule("T2–T6 7h30–17h; ngày lễ 8h–10h15"),
    schedule("Hằng ngày 6h–18h"),
    schedule("Hằng ngày, ngày lễ: 5h45–24h"),
    schedule("24/7"),
    schedule("24/7", {"start": "2026-02-16", "end": "2026-02-18", "closed": "yes"}),
    schedule(
        "T2, T4 0h–11h, 12h–24h; T3 0h–3h",
        {"start": "30/8/2026", "end": "3/9/2026", "hours": "0h–1h30, 23h–24h"},
        {"start": "2027-02-01", "closed": "yes"},
        {"start": "2027-02-08", "hours": "8h–9h"},
    ),
    schedule("giờ hành chính"),
)
# Mondays, each with the number of weeks that are compared.
WEEKS = (
    *((date(2025, 12, 29), 2), (date(2026, 2, 9), 3), (date(2026, 3, 9), 1), (date(2026, 4, 20), 2)),
    *((date(2026, 8, 17), 3), (date(2026, 11, 23), 1), (date(2026, 12, 28), 1), (date(2027, 1, 25), 3)),
    *((date(2027, 4, 12), 3), (date(2027, 8, 30), 1), (date(2029, 12, 24), 1)),
)


def moments() -> Iterator[datetime]:
    """Every quarter of an hour of those weeks, in Việt Nam."""
    for monday, weeks in WEEKS:
        first = datetime.combine(monday, datetime.min.time(), VIETNAM)
        for quarter in range(weeks * 7 * 24 * 4):
            yield first + timedelta(minutes=15 * quarter)


def at(of: Schedule, moment: str) -> State:
    """The state at a moment such as `2026-02-17 09:00`."""
    return state_at(of.weekly, of.exceptions, CALENDAR, datetime.fromisoformat(moment))


@pytest.mark.parametrize(
    ("moment", "wanted"),
    [
        ("2026-11-25 07:29", State("closed", "", date(2026, 11, 25), 450)),
        ("2026-11-25 07:30", State("open", "", date(2026, 11, 25), 690)),
        ("2026-11-25 11:30", State("closed", "lunch", date(2026, 11, 25), 810)),
        ("2026-11-25 17:00", State("closed", "", date(2026, 11, 26), 450)),
        ("2026-11-28 11:30", State("closed", "", date(2026, 11, 30), 450)),
        ("2026-11-24 09:00", State("call", "unsure")),
        ("2026-11-23 18:00", State("closed", "unsure")),
        ("2026-02-13 18:00", State("closed", "", date(2026, 2, 14), 450)),
        ("2026-02-14 12:00", State("closed", "", date(2026, 2, 21), 450)),
        ("2026-01-10 16:00", State("closed", "", date(2026, 1, 12), 450)),
        ("2027-02-03 09:00", State("call", "unsure")),
        ("2027-03-03 09:00", State("open", "", date(2027, 3, 3), 690)),
        ("2030-03-04 09:00", State("call", "calendar")),
    ],
)
def test_an_office_with_a_lunch_break(moment: str, wanted: State) -> None:
    """Each edge belongs to what begins; the next opening passes over days off, never over days not known."""
    assert at(OFFICE, moment) == wanted


def test_exceptions_of_a_place_go_before_all_else() -> None:
    """Closed on a working day, open on a holiday, known in a year that nothing is known of."""
    moved = schedule(
        "T2–T6 7h30–17h",
        {"start": "2026-11-25", "closed": "yes"},
        {"start": "2026-02-17", "hours": "8h–9h"},
        {"start": "2031-01-06", "hours": "8h–9h"},
    )
    assert at(moved, "2026-11-25 09:00") == State("closed", "", date(2026, 11, 26), 450)
    assert at(moved, "2026-02-17 08:00") == State("open", "", date(2026, 2, 17), 540)
    assert at(moved, "2031-01-06 08:00") == State("open", "", date(2031, 1, 6), 540)


def test_a_long_closure_has_no_next_opening() -> None:
    """Ten days are looked ahead, which is the longest Tết."""
    away = schedule("T2–T6 7h–17h", {"start": "2026-06-01", "end": "2026-07-31", "closed": "yes"})
    assert at(away, "2026-06-01 09:00") == State("closed")
    assert at(away, "2026-07-24 09:00") == State("closed", "", date(2026, 8, 3), 420)
    assert at(schedule("T2–T6 7h–17h"), "2026-02-13 18:00") == State("closed", "", date(2026, 2, 23), 420)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page far from Việt Nam that can import the script."""
    context = browser.new_context(timezone_id="America/Los_Angeles")
    opened = context.new_page()
    served = {"/": ("text/html", b"<!doctype html>"), "/opening.js": ("text/javascript", SCRIPT.read_bytes())}
    opened.route(
        "https://site.test/**",
        lambda route: route.fulfill(
            content_type=served[route.request.url[17:]][0], body=served[route.request.url[17:]][1]
        ),
    )
    opened.goto("https://site.test/")
    yield opened
    context.close()


def ask(page: Page, code: str, argument: Any) -> Any:
    """Run `code` with the script's functions in scope and `calendar` as it is published."""
    return page.evaluate(
        "async ([argument, calendar]) => { const {stateOf, worded, isOverdue} = await import('/opening.js');"
        f" {code} }}",
        [argument, json.loads(PUBLISHED)],
    )


@pytest.mark.browser
def test_script_and_python_agree_on_every_quarter_hour(page: Page) -> None:
    """Nine schedules over 21 weeks: New Year, Tết, swapped days, 30/4, 2/9, a year without a notice, and the end."""
    times = list(moments())
    answers = ask(
        page,
        "const shown = (s) => [s.state, s.reason, s.day || '', s.minute || 0].join(' ');"
        "return argument.schedules.map(([osm, dated]) =>"
        " argument.times.map((time) => shown(stateOf(osm, dated, calendar, time))).join('\\n'));",
        {
            "schedules": [(each.osm, each.dated) for each in SCHEDULES],
            "times": [each.timestamp() * 1000 for each in times],
        },
    )
    seen = set()
    for of, answer in zip(SCHEDULES, answers, strict=True):
        weekly = of.weekly
        for moment, theirs in zip(times, answer.split("\n"), strict=True):
            state = state_at(weekly, of.exceptions, CALENDAR, moment)
            assert theirs == f"{state.state} {state.reason} {state.day or ''} {state.minute}", (of.hours, moment)
            seen.add((state.state, state.reason))
    assert len(times) * len(SCHEDULES) > 100_000
    assert len(seen) == 9, sorted(seen)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("of", "moment", "wanted"),
    [
        (OFFICE, "2026-11-25T09:00", "Đang mở đến 11h30"),
        (OFFICE, "2026-11-25T12:00", "Nghỉ trưa, mở lại 13h30"),
        (OFFICE, "2026-11-25T06:00", "Đang nghỉ · mở hôm nay 7h30"),
        (OFFICE, "2026-11-25T18:00", "Đang nghỉ · mở ngày mai 7h30"),
        (OFFICE, "2026-11-28T18:00", "Đang nghỉ · mở thứ 2 7h30"),
        (OFFICE, "2026-02-14T18:00", "Đang nghỉ · mở thứ 7 21/02 7h30"),
        (OFFICE, "2026-11-23T18:00", "Đang nghỉ · gọi trước khi đến"),
        (OFFICE, "2026-11-24T09:00", "Có thể là ngày nghỉ · gọi trước khi đến"),
        (OFFICE, "2030-11-25T09:00", "Chưa có lịch nghỉ năm nay · gọi trước khi đến"),
        (SCHEDULES[3], "2026-02-17T09:00", "Ngày lễ · gọi trước khi đến"),
        (SCHEDULES[5], "2026-02-17T09:00", "Mở cả ngày đêm"),
        (SCHEDULES[6], "2026-02-14T09:00", "Đang mở đến 24h ngày mai"),
        (SCHEDULES[8], "2026-11-25T09:00", "Chưa rõ giờ mở cửa · gọi trước khi đến"),
    ],
)
def test_the_state_in_words(page: Page, of: Schedule, moment: str, wanted: str) -> None:
    """The words come with the calendar; the script has none."""
    said = ask(
        page,
        "return worded(stateOf(argument.osm, argument.dated, calendar, new Date(argument.now)), calendar.words);",
        {"osm": of.osm, "dated": of.dated, "now": f"{moment}+07:00"},
    )
    assert said == wanted


@pytest.mark.browser
def test_without_a_calendar_the_script_says_to_call(page: Page) -> None:
    """While the file is not there, or cannot be had."""
    state = ask(page, "return stateOf(argument, '', null, Date.now());", OFFICE.osm)
    assert (state["state"], state["reason"]) == ("call", "calendar")


@pytest.mark.browser
def test_a_check_is_overdue_from_the_day_after(page: Page) -> None:
    """In Việt Nam's days, after a grace if there is one; without a date never."""
    cases = [
        ("2026-11-25", "2026-11-25T23:59+07:00", 0, False),
        ("2026-11-25", "2026-11-26T00:00+07:00", 0, True),
        ("2026-11-25", "2026-11-26T00:00+07:00", 1, False),
        ("2026-11-25", "2026-12-26T00:00+07:00", 30, True),
        ("", "2026-12-26T00:00+07:00", 0, False),
    ]
    found = ask(page, "return argument.map(([due, now, grace]) => isOverdue(due, new Date(now), grace));", cases)
    assert found == [wanted for *_case, wanted in cases]


@pytest.mark.parametrize(("what", "most"), [(SCRIPT.read_bytes(), 2560), (PUBLISHED, 1024)], ids=["script", "calendar"])
def test_it_is_small_enough_for_a_phone(what: bytes, most: int) -> None:
    """Bytes as they travel, compressed by brotli."""
    assert len(brotli.compress(what)) <= most
