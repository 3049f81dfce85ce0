"""Weekly opening hours: what officers write, its normal form, and the way back into words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours

from generator.language import translator
from generator.model.dates import NotReadable
from generator.model.hours import ALWAYS, DAY, Span, Spans, Weekly, joined
from generator.model.hours_reading import read_hours, read_spans

tried = settings(deadline=None, max_examples=100, derandomize=True)
vietnamese = translator("vi")
MONDAY = datetime.fromisoformat("2026-03-02")
# On a Thursday, a Friday, a Wednesday and a Sunday.
HOLIDAYS = [datetime.fromisoformat(day) for day in ("2026-04-30", "2026-05-01", "2026-09-02", "2023-01-01")]


@st.composite
def spans(draw: st.DrawFn) -> Spans:
    """The hours of one day: in order, apart, to the minute."""
    edges = draw(st.lists(st.integers(0, DAY), unique=True, max_size=6).map(sorted))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return joined([Span(start, end) for start, end in pairs]) or ()


weeks = st.builds(
    lambda few, which, holidays: Weekly(tuple(few[each % len(few)] for each in which), holidays),
    st.lists(spans(), min_size=1, max_size=3),
    st.lists(st.integers(0, 2), min_size=7, max_size=7),
    st.none() | spans(),
).filter(lambda week: any(week.days))


@given(weeks)
@tried
def test_what_is_written_for_data_is_read_as_it_was(week: Weekly) -> None:
    """OSM's notation loses nothing."""
    assert read_hours(week.osm()) == week


@given(weeks)
@tried
def test_what_is_written_for_people_is_read_as_it_was(week: Weekly) -> None:
    """Officers may copy from the page what it says."""
    assert read_hours(week.text(vietnamese)) == week


@given(weeks, st.lists(st.integers(0, 7 * DAY - 1), min_size=1, max_size=20))
@tried
def test_another_reader_of_osm_agrees(week: Weekly, minutes: list[int]) -> None:
    """opening-hours-py, told of no country's holidays, finds the same minutes open."""
    other = OpeningHours(week.osm())
    for minute in minutes:
        day, of_day = divmod(minute, DAY)
        ours = any(start <= of_day < end for start, end in week.days[day])
        assert other.is_open(MONDAY + timedelta(minutes=minute)) == ours, (week.osm(), minute)


@given(weeks, st.lists(st.integers(0, DAY - 1), min_size=1, max_size=20))
@tried
def test_another_reader_of_osm_agrees_on_holidays(week: Weekly, minutes: list[int]) -> None:
    """Told of Việt Nam's, it finds their hours open, whatever day of the week they are on."""
    if week.holidays is None:
        return
    other = OpeningHours(week.osm(), country="VN")
    for holiday in HOLIDAYS:
        for minute in minutes:
            ours = any(start <= minute < end for start, end in week.holidays)
            assert other.is_open(holiday + timedelta(minutes=minute)) == ours, (week.osm(), holiday, minute)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Mo-Fr 07:30-11:30,13:30-17:00; Sa 07:30-11:30", "Mo-Fr 07:30-11:30,13:30-17:00; Sa 07:30-11:30"),
        ("T2–T6 7h30–11h30, 13h30–17h; T7 7h30–11h30", "Mo-Fr 07:30-11:30,13:30-17:00; Sa 07:30-11:30"),
        ("T2-T6: 7g30-11g30, 13g30-17g, T7: 7g30-11g30", "Mo-Fr 07:30-11:30,13:30-17:00; Sa 07:30-11:30"),
        ("Thứ Hai đến thứ Sáu, 7:30 đến 11:30", "Mo-Fr 07:30-11:30"),
        ("Từ thứ 2 tới thứ 6: từ 7 giờ 30 đến 11 giờ", "Mo-Fr 07:30-11:00"),
        ("thứ 2 - thứ 6 sáng 7h30-11h30, chiều 13h30-17h", "Mo-Fr 07:30-11:30,13:30-17:00"),
        ("T2-T6: Sáng: 7h-11h; Chiều: 13h-17h; Tối: 18h-20h", "Mo-Fr 07:00-11:00,13:00-17:00,18:00-20:00"),
        ("Thứ 2, 4, 6: 8h-11h\nThứ 3: 8h-9h", "Mo,We,Fr 08:00-11:00; Tu 08:00-09:00"),
        ("Thứ 2-6: 7h-11h. CN nghỉ.", "Mo-Fr 07:00-11:00"),
        ("Chủ nhật 8h–11h", "Su 08:00-11:00"),
        ("T7-CN 8h-11h", "Sa-Su 08:00-11:00"),
        ("T2-T6 7h-11h, 11h-17h", "Mo-Fr 07:00-17:00"),
        ("7h00 đến 22h00 mỗi ngày", "Mo-Su 07:00-22:00"),
        ("hằng ngày: 6h-18h, ngày lễ nghỉ", "Mo-Su 06:00-18:00; PH off"),
        ("Cả tuần 6h-18h, trừ ngày lễ, tết", "Mo-Su 06:00-18:00; PH off"),
        ("Hằng ngày, ngày lễ: 6h-18h", "Mo-Su,PH 06:00-18:00"),
        ("Mo-Fr 08:00-16:00; PH off", "Mo-Fr 08:00-16:00; PH off"),
        ("T2-T6 24/24", "Mo-Fr 00:00-24:00"),
        ("24/24", "24/7"),
        ("24/7", "24/7"),
    ],
)
def test_what_officers_write_has_one_normal_form(written: str, wanted: str) -> None:
    """OSM's grammar and the Vietnamese shorthand say the same."""
    assert read_hours(written).osm() == wanted


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("giờ hành chính", "“giờ” cannot be read"),
        ("T2-T6 7.30-11.30", "“7.30-11.30” cannot be read"),
        ("T2-T6 22h-6h", "hours end on the day they start"),
        ("T2-T6 7h-7h", "hours end on the day they start"),
        ("T2-T6 25h-26h", "not a time of day: “25h”"),
        ("T2-T6 7h75-8h", "not a time of day: “7h75”"),
        ("T2-T6 23h-24h30", "not a time of day: “24h30”"),
        ("T2-T6 7h-11h, 10h-12h", "the hours overlap"),
        ("T2-T6 chiều 1h30-5h", "write hours from 0 to 24: “chiều”"),
        ("T6-T2 7h-8h", "days run from an earlier to a later one"),
        ("T2- 7h-8h", "days run from an earlier to a later one"),
        ("7h-11h", "the days are missing"),
        ("T2-T6", "the hours are missing"),
        ("T2-T6 7h30", "the hours are missing"),
        ("T2-T6 7h-11h 13h-17h", "“13h” is not expected here"),
        ("T2 7h-8h; T2-T4 9h-10h", "a day is given twice"),
        ("Chủ nhật nghỉ", "no day of the week has hours"),
        ("PH 08:00-09:00", "no day of the week has hours"),
        ("", "no day of the week has hours"),
        ("Jan-Mar Mo-Fr 08:00-16:00", "“Jan-Mar” cannot be read"),
        ("Mo[1] 08:00-16:00", "cannot be read"),
        ("Các ngày trong tuần 7h-11h", "cannot be read"),
    ],
)
def test_what_may_mean_two_things_is_refused(written: str, why: str) -> None:
    """Nothing is guessed, and the reason names the words."""
    with pytest.raises(NotReadable, match=why):
        read_hours(written)


@given(st.text(alphabet="T2-6h30 ,;:CNchủnhật/MoFrPHof", max_size=25))
@tried
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never another exception, and what was read can be written and read again."""
    try:
        week = read_hours(text)
    except NotReadable:
        return
    assert read_hours(week.osm()) == week


def test_the_words_for_people() -> None:
    """Equal days are merged, pairs are named singly, closed days have a row but need no mention in a sentence."""
    week = read_hours("Mo-Fr 07:30-11:30,13:30-17:00; Sa 07:30-11:30; PH off")
    assert week.text(vietnamese) == "Thứ 2 – thứ 6: 7h30–11h30, 13h30–17h; thứ 7: 7h30–11h30; ngày lễ: nghỉ"
    assert week.lines(vietnamese) == (
        ("Thứ 2 – thứ 6", "7h30–11h30, 13h30–17h"),
        ("Thứ 7", "7h30–11h30"),
        ("Chủ nhật, ngày lễ", "Nghỉ"),
    )
    assert read_hours("Sa-Su 08:00-11:00").text(vietnamese) == "Thứ 7, chủ nhật: 8h–11h"
    assert ALWAYS.text(vietnamese) == "Hằng ngày, ngày lễ: 24/24"


def test_the_hours_of_one_day() -> None:
    """Exceptions have hours without days."""
    assert read_spans("7h30–11h30, 13h30–17h") == (Span(450, 690), Span(810, 1020))
    for text in ("T2 7h-8h", "7h-8h T2", "nghỉ", ""):
        with pytest.raises(NotReadable):
            read_spans(text)
