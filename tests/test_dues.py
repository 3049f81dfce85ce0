"""What is owed, in one list: the command, the calendar for the office and the calendars for all say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar, Event

from generator.cli.writing import due
from generator.model.article import Withdrawal
from generator.model.config import DueKind
from generator.model.dates import PartialDate
from generator.model.owed import KINDS, Owed, owed
from generator.model.site import Site
from generator.renderers import render
from generator.renderers.dues import AHEAD
from generator.source.load import load
from generator.today import ZONE
from tests.conftest import EXAMPLES, ROOT, TODAY
from tests.site import command, edit
from tests.test_journal import other, taken

ALL = "viec-den-han.ics"


@pytest.fixture(scope="module")
def site() -> Site:
    """Where places are asked again every month, of which one belongs to another office."""
    small, wrong = load(EXAMPLES / "small")
    assert not [each for each in wrong if each.severity.name == "ERROR"]
    (place, second) = small.locations.values()
    on = {"verified": place.verified.model_copy(update={"on": PartialDate(2026, 11, 1), "every_months": 1})}
    office = next(iter(small.organizations))
    places = (place.model_copy(update=on), second.model_copy(update={**on, "organization": office}))
    return replace(small, locations={each.id: each for each in places})


def calendars(site: Site, today: date = TODAY) -> dict[str, list[Event]]:
    """The published ones, as a program reads them, without any mistake in them."""
    found: dict[str, list[Event]] = {}
    for each in render(site, today):
        if each.path.startswith("viec-den-han"):
            made = each.make()
            assert isinstance(made, bytes)
            found[each.path] = read(made)
    return found


def read(raw: bytes) -> list[Event]:
    calendar = Calendar.from_ical(raw)
    assert isinstance(calendar, Calendar)
    assert [each.errors for each in calendar.walk() if each.errors] == []
    return list(calendar.events)


def told(found: tuple[Owed, ...], kind: DueKind) -> list[tuple[date, str]]:
    return [(each.last, str(each.what)) for each in found if each.kind == kind]


def test_a_guide_is_to_be_read_again(site: Site) -> None:
    """By its day, and it stays late until somebody did; a withdrawn one is nobody's."""
    guide = site.articles["2026-11-xet-nghiem-lan-dau"]
    assert told(owed(site, date(2027, 11, 1), 9), "review") == [
        (date(2027, 11, 10), f"let somebody competent read “{guide.title}” again")
    ]
    assert told(owed(site, date(2027, 11, 1), 8), "review") == []
    (late,) = [each for each in owed(site, date(2028, 11, 1), 1) if each.kind == "review"]
    assert late.late(date(2028, 11, 1))
    assert late.place.file == guide.place.file
    for gone in ({"status": "draft"}, {"withdrawn": Withdrawal(on=TODAY, why="Số sai")}):
        assert told(owed(replace(site, articles=other(guide, guide.id, **gone)), date(2028, 1, 1), 9), "review") == []


def test_no_report_is_owed_to_a_district() -> None:
    """Districts ended on 30/6/2025; duties of this repository that name one end with them."""
    ours, _ = load(ROOT)
    before, after = (owed(ours, date(year, 1, 1), 366, ["report"]) for year in (2024, 2026))
    assert any("huyện" in str(each.what) for each in before)
    assert after
    assert not any("huyện" in str(each.what) for each in after)


@pytest.mark.parametrize(
    ("days_before", "theme", "owes"), [(15, None, False), (14, None, True), (0, None, True), (14, "Chủ đề", False)]
)
def test_a_theme_is_found_out_in_time(site: Site, days_before: int, theme: str | None, owes: bool) -> None:
    """Within 14 days before the campaign begins, where none is written."""
    (campaign,) = site.campaigns.values()
    edition = campaign.editions[0].model_copy(update={"theme": theme, "theme_english": None})
    bare = replace(site, campaigns={campaign.id: campaign.model_copy(update={"editions": (edition,)})})
    day = date.fromordinal(edition.start.toordinal() - days_before)
    assert bool(told(owed(bare, day, 31), "theme")) == owes
    assert told(owed(bare, day, 31), "campaign") == [(edition.start, f"“{edition.name or campaign.name}” begins")]


def test_every_month_owes_its_own_article(site: Site) -> None:
    """Articles of other offices and drafts do not count; one that waits for its day does."""
    (first, *_rest) = site.articles.values()
    later = {
        **site.articles,
        **other(first, "thang-12", **taken(date(2026, 12, 3))),
        **other(first, "thang-1", published=date(2027, 1, 5)),
        **other(first, "thang-2", published=date(2027, 2, 5), status="draft"),
    }
    found = owed(replace(site, articles=later), TODAY, 120)
    assert told(found, "article") == [
        (date(2026, 12, 31), "an article for 12/2026"),
        (date(2027, 2, 28), "an article for 02/2027"),
    ]


def test_the_calendars_hold_what_is_owed_office_by_office(site: Site) -> None:
    """Each due once in the calendar of all, and once in that of who owes it, under the same UID."""
    found = calendars(site)
    dues = owed(site, TODAY, AHEAD)
    assert {each.kind for each in dues} >= {"article", "check", "review", "report"}
    everything = found.pop(ALL)
    assert [each.start for each in everything] == [each.last for each in dues]
    uids = sorted(str(each["UID"]) for each in everything)
    assert len(set(uids)) == len(uids)
    assert sorted(str(each["UID"]) for mine in found.values() for each in mine) == uids
    assert len(found) == len({each.office for each in dues}) > 1


def test_calendars_of_a_day_are_the_same_bytes_and_tell_no_files(site: Site) -> None:
    """DTSTAMP has no clock; where an office keeps its files is nobody's business."""
    first, second = ([each.make() for each in render(site, TODAY) if each.path == ALL] for _ in range(2))
    assert first == second
    for event in calendars(site)[ALL]:
        assert event["DTSTAMP"].dt.astimezone(ZONE).date() == site.config.founded
        assert "DESCRIPTION" not in event
        assert ".yaml" not in event.to_ical().decode()


def test_an_office_chooses_what_is_published(site: Site) -> None:
    """Nothing, unless it says so; and places are not even looked at for the sake of reports."""
    silent = replace(site, config=site.config.model_copy(update={"dues_calendar": ()}))
    assert calendars(silent) == {}
    some = replace(site, config=site.config.model_copy(update={"dues_calendar": ("report",)}))
    assert [each.start for each in calendars(some)[ALL]] == [
        each.last for each in owed(site, TODAY, AHEAD) if each.kind == "report"
    ]


def test_a_due_keeps_its_uid(site: Site) -> None:
    """On another day and under another name: the day it is due belongs to it."""
    before = {str(each["UID"]) for each in calendars(site)[ALL]}
    guide = site.articles["2026-11-xet-nghiem-lan-dau"]
    renamed = replace(site, articles={**site.articles, **other(guide, guide.id, title="Tên khác")})
    assert {str(each["UID"]) for each in calendars(renamed)[ALL]} == before
    moved = replace(site, articles={**site.articles, **other(guide, guide.id, review_by=date(2027, 10, 1))})
    assert len({str(each["UID"]) for each in calendars(moved)[ALL]} - before) == 1


def test_the_command_writes_the_same_to_a_file(small_site: Path, tmp_path: Path) -> None:
    """For the office alone: with the file and the command of each."""
    edit(small_site / "data/site.yaml", "dues_calendar", "# dues_calendar")
    common = ("due", "--root", str(small_site), "--today", f"{TODAY}", "--days", "90")
    ran = command(*common, "--ics", str(tmp_path / "viec.ics"))
    site, _wrong = load(small_site)
    dues = owed(site, TODAY, 90, KINDS)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == f"Đã ghi {len(dues)} việc vào viec.ics.\n"
    events = read((tmp_path / "viec.ics").read_bytes())
    assert [(each.start, each["DESCRIPTION"]) for each in events] == [
        (each.last, "\n".join(filter(None, (each.how, str(each.place))))) for each in dues
    ]
    assert CliRunner().invoke(due, [*common[1:], "--ics", str(tmp_path / "viec.yaml")]).exit_code == 2
