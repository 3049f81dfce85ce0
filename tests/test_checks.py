"""The rules over a whole site, and which articles readers see."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from generator import check, load, render
from generator.model import feed_address
from generator.model.artifact import Page
from generator.model.diagnostic import Diagnostic
from tests.conftest import TODAY
from tests.site import edit

ARTICLE = "content/articles/2026/11/goi-111.md"
BLOCK = "content/articles/2026/10/hoi-truoc-khi-den.yaml"
CAMPAIGN = "content/campaigns/hiv-action-month.yaml"
ORGANIZATION = "data/organizations/bo-y-te.yaml"
PAGE = "bai-viet/2026/11/goi-111/index.html"
# Words that stand in the body of the article alone, and in its title.
IN_BODY = "Khi trẻ em cần được bảo vệ"
TITLE = "Ví dụ về một bài viết bằng Markdown"


def checked(root: Path, today: date = TODAY) -> list[Diagnostic]:
    """What `check` finds in a site that can be loaded without mistakes."""
    site, diagnostics = load(root)
    assert diagnostics == []
    return check(site, today)


def output(root: Path, today: date = TODAY) -> dict[str, str]:
    """What every artifact says, by path; of pages the title, the head and the content."""
    site, _ = load(root)
    texts = {}
    for artifact in render(site, today):
        made = artifact.make()
        texts[artifact.path] = (
            f"{made.title} {made.head} {made.content}" if isinstance(made, Page) else made.decode(errors="replace")
        )
    return texts


def saying(words: str, texts: dict[str, str]) -> set[str]:
    """The paths of what says `words`."""
    return {path for path, text in texts.items() if words in text}


@pytest.mark.parametrize(
    ("file", "before", "after", "near"),
    [
        (ORGANIZATION, "hiv-aids", "ma túy", "drug-prevention"),
        (ORGANIZATION, "hiv-aids", "HIV AIDS", "hiv-aids"),
        (ORGANIZATION, "hiv-aids", "Bình đẳng giới", "gender-equality"),
        (BLOCK, "can-tho/ninh-kieu", "can-tho/ninh-kiêu", "can-tho/ninh-kieu"),
        (BLOCK, "can-tho/ninh-kieu", "Phường Ninh Kiều, TP Cần Thơ", "can-tho/ninh-kieu"),
        (BLOCK, "ke-hoach-vi-du", "kế hoạch ví dụ", "ke-hoach-vi-du"),
        (BLOCK, "- families", "- familes", "families"),
    ],
)
def test_a_reference_that_leads_nowhere_offers_what_was_meant(
    file: str, before: str, after: str, near: str, small_site: Path
) -> None:
    """The id or the name that is nearest is offered, as the id to write."""
    edit(small_site / file, before, after)
    (problem,) = checked(small_site)
    assert problem.code == "L001"
    assert str(problem.hint) == f"Did you mean `{near}`?"


def test_a_former_address_makes_a_new_one_right(small_site: Path) -> None:
    """The hint for a changed address is what mends it."""
    edit(small_site / CAMPAIGN, "slug: thang-hanh-dong-vi-du", "slug: thang-moi")
    (problem,) = checked(small_site)
    assert "`aliases: [/chien-dich/thang-hanh-dong-vi-du/]`" in str(problem.hint)
    edit(small_site / CAMPAIGN, "slug: thang-moi", "slug: thang-moi\naliases: [/chien-dich/thang-hanh-dong-vi-du/]")
    assert checked(small_site) == []
    assert "chien-dich/thang-hanh-dong-vi-du/index.html" in output(small_site)


def test_every_month_that_is_over_needs_an_article(small_site: Path) -> None:
    """By time over the turn of the year, in one sentence: they have one place; the present one is only reminded of."""
    found = checked(small_site, date(2027, 2, 1))
    told = [(each.code, each.severity.name, str(each.message)) for each in found if each.code not in ("B001", "W005")]
    assert sorted(told) == [
        ("C001", "NOTE", "no article yet this month (02/2027)"),
        ("C001", "WARNING", "no article was published in 12/2026–01/2027"),
    ]
    edit(small_site / "data/site.yaml", "cadence_from: 2026-10", "cadence_from: 2026-08")
    (warned,) = [
        each for each in checked(small_site, date(2028, 2, 1)) if each.code == "C001" and "yet" not in str(each.message)
    ]
    assert str(warned.message) == "no article was published in 08/2026–09/2026, 12/2026–01/2028"


def test_a_retired_number_is_told_with_the_one_that_took_its_place(small_site: Path) -> None:
    """However its digits are grouped; a longer number is another one."""
    edit(small_site / ARTICLE, "gọi **111**", "đừng gọi 1800 1567, 18001567 hay 1800.15.67, và 1800 15670 là số khác")
    found = checked(small_site)
    assert [each.code for each in found] == ["H001"] * 3
    assert {str(each.hint) for each in found} == {"Write 111 instead."}


def test_a_mistake_within_a_text_has_its_line(small_site: Path) -> None:
    """In the block of a .yaml file, counted in the file."""
    edit(small_site / BLOCK, "  - Có phải trả tiền không?", "  - Số cũ là 1800 1567.")
    lines = (small_site / BLOCK).read_text(encoding="utf-8").splitlines()
    assert [str(each.place) for each in checked(small_site)] == [
        f"{BLOCK}:{lines.index('  - Số cũ là 1800 1567.') + 1}:14"
    ]


def test_mistakes_come_in_the_order_of_places(small_site: Path) -> None:
    """By file, then by line, whichever rule found them."""
    edit(small_site / ORGANIZATION, "hiv-aids", "không có 1")
    edit(small_site / BLOCK, "drug-prevention", "không có 2")
    edit(small_site / BLOCK, "methadone", "không có 3")
    places = [each.place for each in checked(small_site)]
    assert len(places) == 3
    assert places == sorted(places)


def test_a_published_article_is_seen(small_site: Path) -> None:
    """Its page, the feeds and the lists say it."""
    texts = output(small_site)
    feeds = (
        "/feeds/rss.xml",
        "/feeds/chuong-trinh/phong-chong-mua-ban-nguoi.xml",
        "/feeds/chuong-trinh/binh-dang-gioi.xml",
        "/feeds/danh-cho/moi-nguoi.xml",
        "/feeds/hinh-thuc/story.xml",
    )
    assert saying(IN_BODY, texts) == {
        PAGE,
        "bai-viet/2026/11/luu-tru.atom",
        *(path[1:] for feed in feeds for path in feed_address.formats(feed)),
    }
    assert saying(TITLE, texts) >= {"index.html", "bai-viet/2026/11/index.html", "bai-viet/2026/index.html"}
    assert "bai-viet/2026/11/goi-111/" in texts["sitemap.xml"]


def test_a_draft_is_never_published(small_site: Path) -> None:
    """On no day does any output say a word of it or give its address."""
    edit(small_site / ARTICLE, "status: published", "status: draft")
    edit(small_site / "data/ids.csv", "articles,2026-11-goi-111,/bai-viet/2026/11/goi-111/\n", "")
    assert checked(small_site) == []
    for today in (TODAY, TODAY + timedelta(days=4000)):
        texts = output(small_site, today)
        assert PAGE not in texts
        assert not saying(IN_BODY, texts) | saying(TITLE, texts) | saying("2026/11/goi-111", texts)


def test_an_article_of_tomorrow_is_scheduled(small_site: Path) -> None:
    """A note says the day; today no output knows it, on its day all do."""
    edit(small_site / ARTICLE, "published: 2026-11-18", "published: 23/11/2026")
    edit(small_site / "data/ids.csv", "articles,2026-11-goi-111,/bai-viet/2026/11/goi-111/\n", "")
    (problem,) = checked(small_site)
    assert (str(problem.place), problem.code, problem.severity.name) == (f"{ARTICLE}:6:12", "D005", "NOTE")
    assert "23/11/2026" in str(problem.message)
    texts = output(small_site)
    assert PAGE not in texts
    assert not saying(IN_BODY, texts) | saying(TITLE, texts) | saying("2026/11/goi-111", texts)
    tomorrow = output(small_site, TODAY + timedelta(days=1))
    assert PAGE in tomorrow
    assert IN_BODY in tomorrow["feeds/rss.xml"]


def test_a_withdrawn_article_says_why_and_nothing_more(small_site: Path) -> None:
    """Its address stays and shows day and reason, and feeds say the same; its text is nowhere, its title in no list."""
    edit(small_site / ARTICLE, "programmes", "withdrawn:\n  on: 20/11/2026\n  why: Có chỗ chưa đúng.\nprogrammes")
    assert checked(small_site) == []
    texts = output(small_site)
    assert "Có chỗ chưa đúng." in texts[PAGE]
    assert "20/11/2026" in texts[PAGE]
    notices = {path for path in texts if path.startswith("feeds/") or path.endswith(".atom")} | {PAGE}
    assert PAGE in saying(TITLE, texts) == saying("Có chỗ chưa đúng.", texts) <= notices
    assert not saying(IN_BODY, texts)
    assert "2026/11/goi-111" not in texts["sitemap.xml"]
    assert not saying("Bài này là tệp .md", texts)
