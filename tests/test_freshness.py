"""When places are to be checked again, and what officers are told of it."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator import load
from generator.checks.freshness import places_are_checked_again
from generator.model.dates import months_later
from generator.model.location import Location, Verified
from tests.site import edit

CLINIC = "data/locations/phong-kham-vi-du.yaml"
DUE = date(2027, 5, 5)  # checked on 05/11/2026, every 6 months


def verified(on: str | None, **more: object) -> Verified:
    """What a record says of its check."""
    return Verified.model_validate({"on": on, "source": {"title": "Ví dụ"}, **more})


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (date(2026, 11, 5), 6, date(2027, 5, 5)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 1, 31), 60, date(2031, 1, 31)),
    ],
)
def test_months_later(day: date, months: int, wanted: date) -> None:
    """The same day, or the month's last one."""
    assert months_later(day, months) == wanted


def test_a_check_is_due_after_its_own_interval_or_that_of_the_office(small_site: Path) -> None:
    """Without either, or without a check, no day is made up; a vague date counts from its first day."""
    edit(small_site / "data/site.yaml", "demo: true", "demo: true\ncheck_every_months: 3")
    config = load(small_site)[0].config
    assert config.grace_days == 30
    assert verified("05/11/2026", every_months=6).due(config) == DUE
    assert verified("05/11/2026").due(config) == date(2027, 2, 5)
    assert verified("11/2026").due(config) == date(2027, 2, 1)
    assert verified("2026").due(config) == date(2026, 4, 1)
    assert verified(None, every_months=6).due(config) is None
    assert verified("05/11/2026").due(config.model_copy(update={"check_every_months": None})) is None


def told(root: Path, today: date) -> list[str]:
    """What the check says, in its own order."""
    site, _ = load(root)
    return [f"{each.code} {each.place} {each.message}" for each in places_are_checked_again(site, today)]


def test_a_place_is_listed_from_the_day_its_check_is_due(small_site: Path) -> None:
    """Due, then overdue when the grace has passed."""
    late = DUE + timedelta(days=30)
    where = f"{CLINIC}:22:7 Bộ Y tế:"
    assert told(small_site, DUE - timedelta(days=1)) == []
    assert told(small_site, DUE) == [f"V001 {where} the check of “Phòng khám Ví dụ” has been due since 05/05/2027"]
    assert [each[:4] for each in told(small_site, late)] == ["V001"]
    assert told(small_site, late + timedelta(days=1)) == [
        f"V002 {where} “Phòng khám Ví dụ” should have been checked by 05/05/2027; it is no longer found as open"
    ]


def test_offices_are_told_one_after_the_other(small_site: Path) -> None:
    """Each has its places together, the longest overdue first; unchecked ones are only counted; closed ones rest."""
    edit(small_site / "data/site.yaml", "demo: true", "demo: true\ncheck_every_months: 6")
    text = (small_site / CLINIC).read_text(encoding="utf-8")
    for number, (change, to) in enumerate(
        [
            ("organization: bo-y-te\n", ""),
            ("on: 05/11/2026", "on: 05/11/2025"),
            ("kind: opened", "kind: closed"),
            ("  on: 05/11/2026\n", ""),
        ]
    ):
        copied = text.replace("id: phong-kham-vi-du", f"id: noi-{number}").replace(change, to)
        (small_site / f"data/locations/noi-{number}.yaml").write_text(copied, encoding="utf-8")
    lines = told(small_site, DUE)
    assert [line.split(":")[0] for line in lines if "V003" not in line] == [
        "V002 data/locations/noi-1.yaml",
        "V001 data/locations/phong-kham-vi-du.yaml",
        "V001 data/locations/noi-0.yaml",
    ]
    assert [line for line in lines if "V003" in line] == [
        "V003 data/locations Bộ Y tế: 1 places were never checked",
        "V003 data/locations Trung tâm Y tế Ví dụ (bản minh họa): 1 places were never checked",
    ]


def test_without_an_interval_of_the_office_unchecked_places_are_left_alone(small_site: Path) -> None:
    """The small site sets none and has a place that was never checked."""
    shutil.copy(small_site / "data/locations/tu-van-vi-du.yaml", small_site / "data/locations/tu-van-khac.yaml")
    edit(small_site / "data/locations/tu-van-khac.yaml", "id: tu-van-vi-du", "id: tu-van-khac")
    site, _ = load(small_site)
    unchecked: list[Location] = [each for each in site.open_locations if not each.verified.on]
    assert len(unchecked) == 2
    assert told(small_site, date(2026, 11, 22)) == []
