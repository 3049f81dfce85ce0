"""Opening hours as search engines read them."""

from __future__ import annotations

from datetime import date
from typing import Any

from generator.model.location import Schedule
from generator.renderers.opening_ld import opening_hours
from generator.source.tables import load_holidays
from tests.conftest import ROOT

HOLIDAYS, _ = load_holidays(ROOT)
# https://schema.org/OpeningHoursSpecification and the members of https://schema.org/DayOfWeek
PROPERTIES = {"@type", "dayOfWeek", "opens", "closes", "validFrom", "validThrough"}
WEEKDAYS = [f"https://schema.org/{day}day" for day in ("Mon", "Tues", "Wednes", "Thurs", "Fri")]
CLOSED = {"opens": "00:00", "closes": "00:00"}


def ld(hours: str, *exceptions: dict[str, str], known: date | None = date(2026, 1, 15)) -> dict[str, Any]:
    """The properties of a place with these hours."""
    schedule = Schedule.model_validate({"hours": hours, "exceptions": list(exceptions)})
    return opening_hours(schedule, HOLIDAYS, known)


def test_every_span_is_one_specification_of_the_days_that_have_it() -> None:
    """A lunch break makes two."""
    found = ld("T2–T6 7h30–11h30, 13h30–17h; T7 7h30–11h30")["openingHoursSpecification"]
    assert found == [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": WEEKDAYS, "opens": "07:30", "closes": "11:30"},
        {"@type": "OpeningHoursSpecification", "dayOfWeek": WEEKDAYS, "opens": "13:30", "closes": "17:00"},
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["https://schema.org/Saturday"],
            "opens": "07:30",
            "closes": "11:30",
        },
    ]


def special(of: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Special hours as (first day, last day, hours)."""
    return [
        (each["validFrom"], each["validThrough"], f"{each['opens']}-{each['closes']}")
        for each in of.get("specialOpeningHoursSpecification", [])
    ]


def test_announced_days_of_the_twelve_months_from_the_check_are_special() -> None:
    """Days off that follow one another are one; a swapped Saturday has hours; days not known are left out."""
    assert special(ld("T2–T6 7h–17h")) == [
        ("2026-02-16", "2026-02-20", "00:00-00:00"),
        ("2026-04-27", "2026-04-27", "00:00-00:00"),
        ("2026-04-30", "2026-05-01", "00:00-00:00"),
        ("2026-08-22", "2026-08-22", "07:00-17:00"),
        ("2026-08-31", "2026-09-02", "00:00-00:00"),
    ]
    assert special(ld("T2–T6 7h–17h", known=date(2026, 8, 1)))[0][0] == "2026-08-22"
    assert special(ld("T2–T6 7h–17h", known=None))[0][0] == "2026-01-01"
    assert special(ld("T2–T6 7h–17h", known=date(2024, 1, 1))) == []


def test_a_place_that_may_be_open_on_holidays_has_no_special_hours_for_them() -> None:
    """It says nothing of them and works on Sundays; one that is always open has none either."""
    assert special(ld("Hằng ngày 7h–17h")) == special(ld("24/7")) == []
    assert ("2026-02-16", "2026-02-20", "00:00-00:00") in special(ld("Hằng ngày 7h–17h, ngày lễ nghỉ"))
    assert ("2026-02-16", "2026-02-20", "08:00-09:00") in special(ld("T2–T6 7h–17h; ngày lễ 8h–9h"))


def test_exceptions_come_first_and_stand_instead_of_the_days_off() -> None:
    """Closed or with other hours, whenever they are."""
    away = {"start": "14/02/2026", "end": "18/02/2026", "closed": "yes"}
    short = {"start": "19/02/2026", "hours": "7h–9h, 10h–24h"}
    assert special(ld("T2–T6 7h–17h", away, short))[:4] == [
        ("2026-02-14", "2026-02-18", "00:00-00:00"),
        ("2026-02-19", "2026-02-19", "07:00-09:00"),
        ("2026-02-19", "2026-02-19", "10:00-23:59"),
        ("2026-02-20", "2026-02-20", "00:00-00:00"),
    ]


def test_only_properties_and_days_of_schema_org_are_used() -> None:
    """24:00 is no time there; hours that cannot be read say nothing, dated exceptions still do."""
    found = ld("Hằng ngày, ngày lễ: 0h–24h", {"start": "14/02/2026", "closed": "yes"})
    (regular,) = found["openingHoursSpecification"]
    assert regular["dayOfWeek"][-1] == "https://schema.org/PublicHolidays"
    assert (regular["opens"], regular["closes"]) == ("00:00", "23:59")
    assert all(set(each) <= PROPERTIES for group in found.values() for each in group)
    unread = ld("giờ hành chính", {"start": "14/02/2026", "closed": "yes"})
    assert list(unread) == ["specialOpeningHoursSpecification"]
    assert {**unread["specialOpeningHoursSpecification"][0], **CLOSED} == unread["specialOpeningHoursSpecification"][0]
    assert ld("giờ hành chính") == {}
