"""The journal proves what the office wrote itself: nothing more, nothing less, counted in one way everywhere."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

import pytest

from generator.checks.cadence import one_article_a_month
from generator.model.article import Article, Withdrawal
from generator.model.artifact import Page
from generator.model.dates import PartialDate
from generator.model.evidence import gather
from generator.model.site import Site
from generator.model.taken import Taken
from generator.renderers import render
from generator.renderers.journal import journal
from generator.source.load import load
from tests.conftest import EXAMPLES, TODAY


def taken(on: date) -> dict[str, object]:
    """What is different of an article that another office published on a day."""
    moment = datetime(on.year, on.month, on.day, tzinfo=UTC)
    of = Taken(
        subscription="so-y-te",
        id=f"tag:nguon.example,2026:articles/{on}",
        url="https://nguon.example/1/",
        office="Cơ quan ví dụ khác",
        published=moment,
        updated=moment,
        sha256="0" * 64,
    )
    return {"published": on, "taken": of}


@pytest.fixture(scope="module")
def site() -> Site:
    """October: one article. November: two own ones, one taken over, one withdrawn; in September one is taken over."""
    small, _ = load(EXAMPLES / "small")
    own = small.articles["2026-11-goi-111"]
    articles = {
        **small.articles,
        **other(own, "2026-11-nhan-ve", **taken(date(2026, 11, 3))),
        **other(own, "2026-09-nhan-ve", **taken(date(2026, 9, 2))),
        **other(own, "2026-11-da-rut", withdrawn=Withdrawal(on=date(2026, 11, 20), why="Số sai")),
    }
    return replace(small, articles=articles)


def other(article: Article, name: str, **values: object) -> dict[str, Article]:
    return {name: article.model_copy(update={"id": name, **values})}


def pages(site: Site, today: date = TODAY) -> dict[str, str]:
    """What the journal's pages say, and the months'."""
    found: dict[str, str] = {}
    for each in render(site, today):
        page = each.make() if each.shape and each.path.startswith(("so-thang/", "bai-viet/2026/11/")) else None
        if isinstance(page, Page):
            found[each.path.removesuffix("index.html")] = page.content
    return found


def rows(site: Site) -> list[dict[str, str]]:
    """The table of 2026."""
    (made_,) = [each.make() for each in render(site, TODAY) if each.path == "data/so-thang/2026.csv"]
    assert isinstance(made_, bytes)
    return list(csv.DictReader(StringIO(made_.decode("utf-8-sig"), newline="")))


def test_what_others_wrote_and_what_was_withdrawn_is_said_and_not_counted(site: Site) -> None:
    """The sentence of proof, the list and the counts agree."""
    month = pages(site)["so-thang/2026/11/"]
    assert "đã tự viết và đăng 2 bài tại https://example.org/." in month
    assert "Không tính 1 bài nhận về từ cơ quan khác." in month
    assert "Không tính 1 bài đã rút." in month
    assert month.count('<span class="journal__address">') == 2
    assert "https://example.org/bai-viet/2026/11/goi-111/" in month
    assert "nhan-ve" not in month


def test_the_month_for_readers_counts_alike(site: Site) -> None:
    """It shows what was taken over among the others, and says that it is not counted."""
    month = pages(site)["bai-viet/2026/11/"]
    assert "đã đăng 2 bài trong tháng này." in month
    assert "Trang còn 1 bài nhận về từ cơ quan khác, không tính vào số này." in month
    assert "/2026/11/nhan-ve/" in month
    assert 'href="../../../so-thang/2026/11/"' in month


def test_programmes_audiences_and_units_are_counted(site: Site) -> None:
    """An article counts for each of its programmes and audiences."""
    found = pages(site)
    november, october = found["so-thang/2026/11/"], found["so-thang/2026/10/"]
    cells = '<th scope="row">HIV/AIDS</th><td data-label="Số bài">1</td><td data-label="Sinh viên">1</td>'
    assert cells in november
    assert "<dt>Không riêng địa bàn nào</dt><dd>2</dd>" in november
    assert "<dt>Phường Ninh Kiều</dt><dd>1</dd>" in october


def test_silent_months_are_in_the_year(site: Site) -> None:
    """From the first month with a page on; a month with nothing but what others wrote is one of them."""
    front = pages(site)["so-thang/"]
    assert "3 bài. 2 trong 3 tháng có bài." in front
    assert '<a href="../so-thang/2026/09/">09/2026</a></th><td data-label="Số bài">chưa có</td>' in front


def test_a_month_that_is_not_over_says_so(site: Site) -> None:
    """Whoever prints it early knows."""
    said = "Tháng chưa hết: trang này còn thay đổi."
    assert said in pages(site)["so-thang/2026/11/"]
    assert said not in pages(site, date(2026, 12, 1))["so-thang/2026/11/"]


def test_the_table_has_a_row_for_each_programme_and_audience(site: Site) -> None:
    """Rows whose order is 1 are the articles."""
    found = rows(site)
    assert [each["article_id"] for each in found if each["position"] == "1"] == [
        "2026-10-hoi-truoc-khi-den",
        "2026-11-xet-nghiem-lan-dau",
        "2026-11-goi-111",
    ]
    mine = [each for each in found if each["article_id"] == "2026-11-xet-nghiem-lan-dau"]
    assert {(each["programme_id"], each["audience_id"]) for each in mine} == {
        (programme, audience) for programme in ("hiv-aids", "social-welfare") for audience in ("public", "students")
    }
    assert (found[0]["month"], found[0]["unit"], found[0]["audience"]) == (
        "2026-10",
        "Phường Ninh Kiều",
        "Cha mẹ và gia đình",
    )


def test_an_article_without_audience_has_a_row_too(site: Site) -> None:
    """Its programme counts."""
    bare = replace(site, articles=other(site.articles["2026-11-goi-111"], "2026-11-goi-111", audiences=()))
    assert [(each["programme_id"], each["audience_id"]) for each in rows(bare)] == [
        ("anti-trafficking", ""),
        ("gender-equality", ""),
    ]


def test_reports_and_the_promise_of_one_a_month_count_alike(site: Site) -> None:
    """What was taken over fills no month and no figure of a report."""
    found = gather(site, TODAY, date(2026, 9, 1), date(2026, 11, 30))
    assert [each.id for each in found.articles] == [
        "2026-10-hoi-truoc-khi-den",
        "2026-11-xet-nghiem-lan-dau",
        "2026-11-goi-111",
    ]
    assert found.silent_months == ((2026, 9),)
    promised = replace(site, config=site.config.model_copy(update={"cadence_from": PartialDate(2026, 9)}))
    (warned,) = one_article_a_month(promised, TODAY)
    assert str(warned.message) == "no article was published in 09/2026"


def test_an_edit_concerns_its_month_and_no_other(site: Site) -> None:
    """A month is a batch: a title changes what its own hangs on, a sentence in a text nothing."""
    article = site.articles["2026-10-hoi-truoc-khi-den"]

    def keys(**values: object) -> dict[str, str]:
        edited = replace(site, articles={**site.articles, **other(article, article.id, **values)})
        return {each.name: each.key for each in journal(edited, TODAY)}

    before = keys()
    assert before.keys() == {"journal", *(f"journal of 2026-{month}" for month in ("09", "10", "11"))}
    assert keys(body="Một câu khác.") == before
    after = keys(title="Tên khác")
    assert {each for each in before if before[each] != after[each]} == {"journal of 2026-10"}
