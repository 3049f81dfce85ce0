"""What once went wrong: crashes, silence, misleading places and hints, harmed files."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from generator import build, check, load
from generator.desk.mint import mint
from generator.desk.overlay import overlay
from generator.model.article import Article, ArticleHead
from generator.model.artifact import Page
from generator.model.dates import NotReadable, PartialDate, parse_day
from generator.model.diagnostic import error
from generator.model.message import Message, message
from generator.model.place import Place
from generator.model.shelf import Shelf
from generator.renderers.campaigns import campaign_page, campaigns
from tests.conftest import ROOT, TODAY
from tests.site import command, edit, found, publish

ART = "content/articles/2026/10/hoi-truoc-khi-den.yaml"
MD = "content/articles/2026/11/goi-111.md"
CAMPAIGN = "content/campaigns/hiv-action-month.yaml"
ORG = "data/organizations/vi-du.yaml"
NEW = """\
title: Mới
kind: news
status: published
published: 2026-11-20
programmes: [hiv-aids]
summary: S
body: |
  B
"""


def line_of(file: Path, words: str) -> int:
    return next(n for n, line in enumerate(file.read_text("utf-8").splitlines(), 1) if words in line)


# --- safety
def test_an_alias_cannot_leave_the_release(small_site: Path) -> None:
    edit(small_site / MD, "kind: story", 'kind: story\naliases: ["/../../evil/"]')
    assert f"{MD}:5:11 error R003" in found(small_site)


def test_brackets_in_a_pages_front_matter_are_a_message(small_site: Path, tmp_path: Path) -> None:
    (small_site / "content/pages/x.md").write_text("---\n" + "[" * 120_000 + "\n---\nX\n", "utf-8")
    assert command("build", "--root", str(small_site), "--out", str(tmp_path / "out")).returncode == 1


def test_a_page_with_an_endless_line_is_a_message(small_site: Path) -> None:
    (small_site / "content/pages/x.md").write_text("- " * 4000 + "x\n", "utf-8")
    assert "content/pages/x.md:1:1 error F007" in found(small_site)


def test_a_control_character_by_escape_is_a_message(small_site: Path, tmp_path: Path) -> None:
    edit(small_site / MD, "title: Ví dụ", 'title: "Ví dụ \\x07" #')
    assert found(small_site)


def test_a_forbidden_character_reference_is_harmless(published_site: Path) -> None:
    edit(published_site / MD, "Khi trẻ em", "Khi &#xFFFE; trẻ em")
    publish(published_site)


def test_kinds_of_service_in_a_circle_are_a_message(small_site: Path) -> None:
    shutil.copytree(ROOT / "data/service_kinds", small_site / "data/service_kinds")
    for one, other in (("prep", "condoms"), ("condoms", "prep")):
        with (small_site / f"data/service_kinds/{one}.yaml").open("a", encoding="utf-8") as file:
            file.write(f"\nbroader: {other}\n")
    assert any("error" in line for line in found(small_site))


def test_a_unit_below_itself_is_a_message(small_site: Path) -> None:
    folder = small_site / "data/units"
    folder.mkdir()
    head = "id,code,kind,name,parent,valid_from,valid_to,latitude,longitude\n"
    rows = "dong-nai,75,municipality,X,dong-nai,,,,\ncan-tho/ninh-kieu,1,ward,Y,dong-nai,,,,\n"
    (folder / "current.csv").write_text(head + rows, "utf-8")
    assert any("error" in line for line in found(small_site))


# --- wrong or silent
@pytest.mark.parametrize("text", ["2026-00", "2026-00-15", "00/05/2026", "0/2026", "2026-05-00"])
def test_there_is_no_day_or_month_0(text: str) -> None:
    with pytest.raises(NotReadable):
        PartialDate.parse(text)


def test_there_is_no_day_0_of_a_month() -> None:
    with pytest.raises(NotReadable):
        parse_day("00/05/2026")  # 2026-05-01


def test_a_description_of_the_site_without_a_record_is_a_message(small_site: Path) -> None:
    (small_site / "data/site.yaml").write_text("[]\n", "utf-8")
    assert found(small_site)


def test_a_published_article_cannot_move_to_the_future(small_site: Path) -> None:
    edit(small_site / MD, "published: 2026-11-18", "published: 2026-11-28")
    assert any("error I003" in line for line in found(small_site))


def test_the_register_remembers_former_addresses(small_site: Path) -> None:
    edit(
        small_site / CAMPAIGN, "slug: thang-hanh-dong-vi-du", "slug: moi\naliases: [/chien-dich/thang-hanh-dong-vi-du/]"
    )
    mint(small_site, TODAY)
    edit(small_site / CAMPAIGN, "\naliases: [/chien-dich/thang-hanh-dong-vi-du/]", "")
    assert any("error I004" in line for line in found(small_site))


def test_a_kind_of_service_no_longer_offered_keeps_its_page(published_site: Path) -> None:
    where = published_site / "data/locations/phong-kham-vi-du.yaml"
    text = where.read_text("utf-8")
    start, end = text.index("  - kind: methadone"), text.index("  - kind: hiv-testing")
    where.write_text(text[:start] + text[end:], "utf-8")
    publish(published_site)
    assert (published_site / "site/noi-giup-do/loai/dieu-tri-methadone/index.html").exists()


def test_a_plan_without_a_number_is_named_by_its_title(small_site: Path) -> None:
    """Its form with nothing before the colon read like a fault of the page."""
    edit(small_site / CAMPAIGN, "\nsince:", "\ndocument: ke-hoach-vi-du\nsince:")
    site, _ = load(small_site)
    (page,) = (each.make() for each in campaigns(site, TODAY) if each.recipe is campaign_page)
    assert isinstance(page, Page)
    assert ">Truyền thông ví dụ năm 2026</a>" in page.content


def test_a_folder_that_is_a_link_is_refused(small_site: Path) -> None:
    (small_site / "content/pages").rename(small_site / "pages")
    (small_site / "content/pages").symlink_to("../pages")
    assert any("F001" in line for line in found(small_site))


def test_an_alias_on_a_page_of_the_site_is_told_at_the_alias(small_site: Path, tmp_path: Path) -> None:
    edit(small_site / MD, "kind: story", "kind: story\naliases: [/van-ban/]")
    _, diagnostics = build(small_site, tmp_path / "out", TODAY)
    assert [str(each.place) for each in diagnostics] == [f"{MD}:5:11"]


def test_an_alias_that_is_its_own_address_is_told(small_site: Path) -> None:
    edit(small_site / MD, "kind: story", "kind: story\naliases: [/bai-viet/2026/11/goi-111/]")
    assert any(line.startswith(MD) for line in found(small_site))


# --- places
def test_the_line_of_a_block_text_is_right(small_site: Path) -> None:
    edit(small_site / ART, "  Bài này là ví dụ.\n", "  Gọi 1800 1567.\n")
    assert found(small_site) == [f"{ART}:{line_of(small_site / ART, '1567')}:7 warning H001"]


def test_the_line_is_right_after_blank_lines(small_site: Path) -> None:
    edit(small_site / ART, "  Bài này là ví dụ.\n", "\n\n  Gọi 1800 1567.\n")
    edit(small_site / MD, "gọi **111**", "gọi 1800 1567")  # .md: the usual blank line after `---`
    assert found(small_site) == [
        f"{file}:{line_of(small_site / file, '1567')}:{column} warning H001" for file, column in ((ART, 7), (MD, 33))
    ]


def test_a_wrong_backslash_is_told_at_the_backslash(small_site: Path) -> None:
    (small_site / ORG).write_text('id: vi-du\nname: "Cơ quan \\Ví dụ"\n', "utf-8")
    assert found(small_site) == [f"{ORG}:2:16 error Y001"] or found(small_site) == [f"{ORG}:2:15 error Y001"]


# --- messages that mislead
def test_a_broken_published_article_is_not_told_to_be_gone(small_site: Path) -> None:
    edit(small_site / MD, "kind: story", "kind: story\ntime: sáng")
    assert found(small_site) == [f"{MD}:5:7 error R003"]


def test_a_broken_campaign_does_not_break_references_to_it(small_site: Path) -> None:
    edit(small_site / CAMPAIGN, "since: 2025", "since: năm ngoái")
    assert found(small_site) == [f"{CAMPAIGN}:6:8 error R003"]


def test_a_wrong_entry_does_not_make_its_list_too_short(small_site: Path) -> None:
    edit(
        small_site / "data/locations/tu-van-vi-du.yaml",
        "  - kind: hiv-testing",
        "  - kind: hiv-testing\n    no_papers: maybe",
    )
    _, diagnostics = load(small_site)
    assert [str(each.place) for each in diagnostics] == ["data/locations/tu-van-vi-du.yaml:6:16"]


def test_the_hint_for_a_time_speaks_of_a_time(small_site: Path) -> None:
    edit(small_site / ART, "time: 7:30", "time: sáng")
    _, diagnostics = load(small_site)
    assert "07:30" in str(diagnostics[0].hint)


def test_the_exact_name_of_a_unit_gives_its_id(small_site: Path) -> None:
    edit(small_site / ART, "can-tho/ninh-kieu", "Phường Ninh Kiều")
    site, _ = load(small_site)
    assert [str(each.hint) for each in check(site, TODAY)] == ["Did you mean `can-tho/ninh-kieu`?"]


def test_shared_hotlines_need_nothing_that_is_not_shared(small_site: Path) -> None:
    shutil.rmtree(small_site / "data/organizations")
    (small_site / CAMPAIGN).write_text(
        (small_site / CAMPAIGN).read_text("utf-8").replace("partners:\n  - bo-y-te\n", "")
    )
    edit(small_site / "data/locations/phong-kham-vi-du.yaml", "organization: bo-y-te\n", "")
    assert found(small_site) == []


# --- mint
@pytest.mark.parametrize(
    "text",
    [
        "id:\n" + NEW,
        "- " + NEW.replace("\n", "\n  ").rstrip() + "\n",
        "--- # x\n" + NEW,
        "%YAML 1.1\n---\n" + NEW,
        "  " + NEW.replace("\n", "\n  ").rstrip() + "\n",
        "{title: Mới, kind: news, published: 2026-11-20, programmes: [hiv-aids], summary: S, body: B}\n",
    ],
    ids=["empty id", "list", "comment after ---", "directive", "indented", "flow"],
)
def test_mint_harms_no_valid_file(text: str, small_site: Path) -> None:
    (small_site / "content/articles/2026/11/moi.yaml").write_text(text, "utf-8")
    _, wrong = mint(small_site, TODAY)
    assert wrong or not [line for line in found(small_site) if "error" in line]


def test_mint_harms_no_md_with_cr_line_ends(small_site: Path) -> None:
    text = "---\n" + NEW.split("body")[0] + "---\nB\n"
    (small_site / "content/articles/2026/11/moi.md").write_bytes(text.replace("\n", "\r").encode())
    mint(small_site, TODAY)
    assert not [line for line in found(small_site) if "error" in line]


# --- command line
def test_vietnamese_is_told_where_the_output_is_not_utf_8(small_site: Path) -> None:
    done = command("check", "--root", str(small_site), "--today", "2026-11-22", PYTHONIOENCODING="cp1252")
    assert (done.returncode, done.stderr) == (0, "")


def test_source_date_epoch_out_of_range_is_a_message(small_site: Path) -> None:
    done = command("check", "--root", str(small_site), SOURCE_DATE_EPOCH="9" * 20)
    assert "Traceback" not in done.stderr


def test_an_action_may_link_to_a_part_of_a_page(published_site: Path) -> None:
    edit(published_site / CAMPAIGN, "page: /noi-giup-do/", "page: /noi-giup-do/#noi-dung")
    assert build(published_site, published_site, TODAY)[1] == []


def test_an_action_without_a_leading_slash_is_told(published_site: Path) -> None:
    edit(published_site / CAMPAIGN, "page: /noi-giup-do/", "page: noi-giup-do/")
    assert build(published_site, published_site, TODAY)[1] != []


# --- what a reviewer found
@pytest.mark.parametrize("written", ["cu/d775", "Quận 6", "quan 6"])
def test_a_former_unit_is_told_with_todays(small_site: Path, written: str) -> None:
    """A place in a former unit would stand on no list: the hint names the units of today."""
    where = small_site / "data/locations/tu-van-vi-du.yaml"
    unit = next(line for line in where.read_text("utf-8").splitlines() if line.startswith("unit: "))
    edit(where, unit, f"unit: {written}")
    site, _ = load(small_site)
    (problem,) = check(site, TODAY)
    assert problem.code == "L004"
    assert "ho-chi-minh/binh-tien" in str(problem.hint)


def test_a_number_that_cannot_be_dialled_is_pointed_out(small_site: Path) -> None:
    """One digit short, or with an old area code: shown as text, and told."""
    with (small_site / "data/locations/tu-van-vi-du.yaml").open("a", encoding="utf-8") as file:
        file.write('phones:\n  - number: "082898080"\n')
    assert [line.rpartition(" ")[2] for line in found(small_site)] == ["H003"]


def test_a_confirmed_hotline_needs_a_source(small_site: Path) -> None:
    """A filled button is a promise."""
    text = "id: '111'\nname: Ví dụ\nnumber: '111'\npurpose: Thử\nstatus: confirmed\n"
    (small_site / "data/hotlines").mkdir()
    (small_site / "data/hotlines/111.yaml").write_text(text, "utf-8")
    assert [line.rpartition(" ")[2] for line in found(small_site)] == ["H002"]


def test_a_copied_file_is_told_to_be_the_copy(small_site: Path) -> None:
    """The published article keeps its id, whatever the copy is called."""
    original = small_site / ART
    shutil.copy(original, original.with_name("hoi-truoc-khi-den - Copy.yaml"))
    site, (problem, *_) = load(small_site)
    assert problem.code == "I001"
    assert problem.place.file.endswith("Copy.yaml")
    assert site.articles["2026-10-hoi-truoc-khi-den"].origin.place.file == ART


def test_a_folder_in_place_of_the_link_is_a_message(small_site: Path) -> None:
    """An unpacked site is not written over."""
    (small_site / "site").mkdir()
    report, diagnostics = build(small_site, small_site, TODAY)
    assert report.published is None
    assert [each.code for each in diagnostics] == ["E004"]


@pytest.mark.parametrize(
    ("hint", "copied"),
    [
        (
            message("Write `- {first}: {value}`; what else is known, below it.", first="kind", value="arv"),
            "- kind: arv",
        ),
        (message("Did you mean `{near}`?", near="website"), "website"),
        (message("Correct `start` or `end`."), None),
    ],
)
def test_what_the_preview_copies_is_what_can_be_written(tmp_path: Path, hint: Message, copied: str | None) -> None:
    """A line of a record, or the one thing that is quoted; of several names of fields none is the answer."""
    wrong = error("R003", Place("a.yaml", 1, 1), message("it must not be empty"), hint)
    (told,) = overlay([wrong], tmp_path, "en", str)["findings"]  # type: ignore[misc]
    assert told["text"] == copied if copied else "R003" in told["text"]


def test_asking_whether_a_record_is_there_fetches_none() -> None:
    """In the preview somebody may save the file meanwhile: a fetch would end it."""

    def fetch(head: ArticleHead) -> Article:
        raise AssertionError(head)

    head = cast(ArticleHead, SimpleNamespace(id="a", place=Place("a.yaml")))
    shelf: Shelf[ArticleHead, Article] = Shelf({"a": head}, fetch=fetch)
    assert "a" in shelf
    assert "b" not in shelf
