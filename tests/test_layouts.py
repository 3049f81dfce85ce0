"""Kinds of article that are laid out in their own way, and what machines learn of questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml import html

from generator.model.article import Article
from generator.model.site import Site
from generator.renderers import render
from generator.renderers.layouts import laid_out
from generator.renderers.markdown import to_html
from generator.source.load import load
from tests.conftest import TODAY
from tests.site import edit, small
from tests.test_feeds import article, site_of

SMALL = small()
ASKED = "Mở đầu.\n\n## Hỏi *gì*?\n\nĐáp **một**.\n\n- ý\n\n## Ở đâu?\n\nĐáp hai.\n\n## Bước tiếp theo\n\nGọi 111.\n"
RIDDLES = [{"question": "Số nào?", "choices": ["112", "111"], "right": 2, "why": "Miễn phí."}]


def _made(record: Article, site: Site = SMALL) -> dict[str, bytes | object]:
    return {each.path: each.make() for each in render(site_of([record], site), TODAY)}


def _page(**fields: object) -> html.HtmlElement:
    record = article(1, date(2026, 11, 3), **fields)
    ((_, page),) = ((path, each) for path, each in _made(record).items() if path.endswith(f"{record.part}/index.html"))
    return html.fragment_fromstring(page.content, create_parent="main")  # type: ignore[attr-defined]  # a Page


def test_headings_that_ask_are_questions_with_their_answers() -> None:
    """FAQPage of schema.org over the words that readers see; a heading that does not ask stays what it is."""
    page = _page(kind="q-and-a", body=ASKED)
    (whole,) = page.xpath("//*[@itemtype='https://schema.org/FAQPage']")
    asked = whole.xpath("*[@itemprop='mainEntity'][@itemtype='https://schema.org/Question']")
    assert [each.xpath("string(*[@itemprop='name'])") for each in asked] == ["Hỏi gì?", "Ở đâu?"]
    answers = [
        each.xpath(
            "string(*[@itemprop='acceptedAnswer'][@itemtype='https://schema.org/Answer']/*[@itemprop='text'])"
        ).split()
        for each in asked
    ]
    assert answers == [["Đáp", "một.", "ý"], ["Đáp", "hai."]]
    assert "Bước tiếp theo" not in [each.text_content() for each in whole.xpath(".//*[@itemprop]")]
    assert "Gọi 111." in whole.text_content()


def test_many_questions_have_a_list_that_leads_to_each() -> None:
    """It is closed until somebody opens it, so that the text comes soon; two questions need none."""
    more = "".join(f"## Câu {number}?\n\nĐáp.\n\n" for number in range(4))
    page = _page(kind="q-and-a", body=more)
    links = page.xpath("//details/ul[@class='list']/li/a/@href")
    assert links == [f"#{each}" for each in page.xpath("//section/h2[@itemprop]/@id")]
    assert len(links) == 4
    assert not _page(kind="q-and-a", body=ASKED).xpath("//details/ul/li/a[starts-with(@href, '#')]")


@pytest.mark.parametrize(
    "body",
    ["Không hỏi gì.\n", "## Không hỏi\n\nChữ.\n", "## Hỏi?\n", "> Một.\n>\n> > Hai.\n> > — Ba\n>\n> — Bốn\n", ""],
)
def test_nothing_is_lost_whatever_a_text_is_like(body: str) -> None:
    """In each layout the words are all there, in their order."""
    plain = html.fragment_fromstring(to_html(body), create_parent="div").text_content().split()
    for layout in ("questions", "script", "portrait", None):
        made = html.fragment_fromstring(laid_out(to_html(body), layout).html, create_parent="div")
        assert made.text_content().split() == plain


def test_a_play_shows_who_speaks() -> None:
    """Its style knows a line by the bold words it begins with, and a direction by its slanted ones."""
    page = _page(kind="skit", body="*Tối.*\n\n**Chị:** Chào em.\n")
    assert page.xpath("//div[contains(@class, 'script')]/p[strong]/strong/text()") == ["Chị:"]
    assert page.xpath("//div[contains(@class, 'script')]/p[em]/em/text()") == ["Tối."]


def test_a_portrait_shows_who_said_it_and_that_they_agreed() -> None:
    """A quotation within another stays what it is; a dash within a sentence names nobody."""
    quoted = "> Tôi đi làm lại.\n>\n> — Chị H.\n\nChữ.\n\n> Không giấu – ai.\n"
    page = _page(kind="role-model", body=quoted, consent="Đồng ý ngày 10/11/2026.")
    first, second = page.xpath("//figure[@class='said']")
    assert first.xpath("string(blockquote)").split() == ["Tôi", "đi", "làm", "lại."]
    assert first.xpath("string(figcaption)") == "— Chị H."
    assert second.xpath("string(blockquote)").strip() == "Không giấu – ai."
    assert not second.xpath("figcaption")
    assert "Người trong bài: Đồng ý ngày 10/11/2026." in page.text_content()
    nested = str(laid_out(to_html("> Một.\n>\n> > Hai.\n"), "portrait").html)
    assert nested.index("<blockquote>") < nested.index("<figure") < nested.index("</figure>")


def test_good_practice_says_how_to_do_the_same_on_the_page_and_in_feeds() -> None:
    """What is not known is left out."""
    told = {
        "where": "Xã ví dụ, từ 03/2026",
        "by": "Trạm y tế",
        "result": "Ai cũng được tư vấn riêng",
        "ask": "Trạm y tế",
    }
    page = _page(kind="good-practice", practice=told)
    assert [each.text_content() for each in page.xpath("//dl[@class='dl']/div/dd")] == [*told.values()]
    feed = _made(article(1, date(2026, 11, 3), practice=told))["feeds/atom.xml"]
    assert isinstance(feed, bytes)
    assert "Ai cũng được tư vấn riêng" in feed.decode()


def test_a_quiz_keeps_its_answer_behind_a_tap_and_travels_in_feeds() -> None:
    """Nothing is sent or counted: the answer is a part of the page that opens."""
    page = _page(quiz=RIDDLES)
    (answer,) = page.xpath("//ol[@class='quiz']/li/details/p")
    assert answer.text_content() == "111. Miễn phí."
    assert not page.xpath("//input | //form")
    feed = _made(article(1, date(2026, 11, 3), quiz=RIDDLES))["feeds/rss.xml"]
    assert isinstance(feed, bytes)
    assert "Số nào?" in feed.decode()


def test_a_picture_of_figures_is_told_in_words() -> None:
    """Who does not see a drawing of figures reads them below it."""
    told = {"file": "anh/vi-du.svg", "alt": "Biểu đồ", "credit": "Ví dụ", "text": "- Năm 2025: **ba** nơi"}
    page = _page(kind="infographic", image=told)
    assert "Năm 2025: ba nơi" in page.xpath("string(//figure/following-sibling::details[1])")


def test_an_answer_that_is_not_there_is_said(small_site: Path) -> None:
    """With the place of the question, in words."""
    file = "content/articles/2026/11/xet-nghiem-lan-dau.yaml"
    quiz = "quiz:\n  - question: Số nào?\n    choices: [a, b]\n    right: 3\n    why: c\nsummary:"
    edit(small_site / file, "summary:", quiz)
    (found,) = (each for each in load(small_site)[1] if each.code == "R003")
    assert found.place.file == file
    assert "3" in str(found.message)
