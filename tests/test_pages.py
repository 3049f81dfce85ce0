"""Pages in a real browser, as readers hold them: phone and desk, dark, without JavaScript; and who they talk to."""

from __future__ import annotations

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site import PAGES

pytestmark = pytest.mark.browser

UNSURE = "noi-giup-do/dia-chi/methadone-quan-6/"
LEFT = ("net::ERR_ABORTED",)  # the test went on to the next page before an icon had come

_MOVING = """() => [...document.querySelectorAll('*')].filter(each => {
  const style = getComputedStyle(each);
  const seconds = [style.transitionDuration, style.animationDuration].join().split(',').map(parseFloat);
  return style.scrollBehavior === 'smooth' || seconds.some(each => each > .01);
}).map(each => each.outerHTML.slice(0, 80))"""

# Words of an element that stand on two lines.
_BROKEN = """element => [...element.textContent.matchAll(/\\S+/g)].filter(word => {
  const range = document.createRange();
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  range.setStart(text, word.index);
  range.setEnd(text, word.index + word[0].length);
  return new Set([...range.getClientRects()].map(each => each.top)).size > 1;
}).map(word => word[0])"""


def _open(browser: Browser, width: int, **options: object) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)  # type: ignore[arg-type]
    return context.new_page()


def _drawn(browser: Browser, address: str, width: int) -> Page:
    """A page whose letters are those of our fonts."""
    page = _open(browser, width)
    page.goto(address)
    page.evaluate("document.fonts.ready")
    return page


@pytest.mark.parametrize(("width", "scripts"), [(320, True), (1280, True), (320, False)])
def test_every_kind_of_page_fits_and_talks_to_nobody(browser: Browser, base: str, width: int, scripts: bool) -> None:
    """No sideways scrolling, no request to anyone else, no failed request, nothing on the console.

    And nothing moves for who wants rest: with reduced motion no element has a transition or an animation that lasts.
    """
    page = _open(browser, width, java_script_enabled=scripts, reduced_motion="reduce")
    asked: list[str] = []
    trouble: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: trouble.append(request.url) if request.failure not in LEFT else None)
    page.on("console", lambda line: trouble.append(line.text))
    for address in PAGES:
        page.goto(base + address)
        if scripts:
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, f"{address} is {over} px too wide at {width}"
            assert page.evaluate(_MOVING) == [], address
        assert page.locator("h1").count() == 1, address
        assert page.locator("h1").first.is_visible(), address
    assert [url for url in asked if not url.startswith(base)] == []
    assert trouble == []
    page.context.close()


def test_help_comes_first_on_a_phone(browser: Browser, base: str) -> None:
    """At 360 px all needs end within the first 860 px, below the running campaigns; the numbers follow."""
    page = _open(browser, 360)
    page.goto(base)
    boxes = [each.bounding_box() for each in page.locator(".grid--needs .need").all()]
    assert len(boxes) == 8
    assert max(box["y"] + box["height"] for box in boxes if box) <= 860
    headings = page.locator("main h1, main h2").all_inner_texts()
    assert headings[:2] == ["Tìm nơi giúp\u00a0đỡ gần bạn", "Cần người để nói chuyện"]
    page.context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_targets_are_large_enough(browser: Browser, base: str, width: int) -> None:
    """Buttons, needs, menu and exit are at least 44 px high."""
    page = _open(browser, width)
    for address in ("", "duong-day-nong/", "noi-giup-do/"):
        page.goto(base + address)
        for each in page.locator(".btn, a.need, .exit, .menu a, .danger a").all():
            box = each.bounding_box()
            if box and each.is_visible():
                assert box["height"] >= 44, (address, each.inner_text(), box)
    page.context.close()


def test_the_way_out_is_always_there_and_leaves_no_way_back(browser: Browser, base: str) -> None:
    """The exit stays on screen while scrolling; Esc three times leaves and replaces the page in the history."""
    page = _open(browser, 360)
    left: list[str] = []
    page.route(
        "https://www.google.com.vn/**", lambda route: (left.append(route.request.url), route.fulfill(body="gone"))
    )
    page.goto(base)
    page.goto(base + "duong-day-nong/")
    page.mouse.wheel(0, 2000)
    exit_ = page.locator(".exit")
    box = exit_.bounding_box()
    assert box
    assert 0 <= box["y"] < 200
    assert "noreferrer" in (exit_.get_attribute("rel") or "")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("https://www.google.com.vn/**")
    page.go_back()
    assert page.url == base
    assert left
    page.context.close()


def test_no_step_within_a_page_is_left_behind(browser: Browser, base: str) -> None:
    """The contents, two needs and a province of the finder, the top, the way out: Back leads to the page before."""
    page = _open(browser, 360)
    page.route("https://www.google.com.vn/**", lambda route: route.fulfill(body="gone"))
    page.goto(base)
    page.goto(base + "noi-giup-do/")
    page.locator(".menu a[href='#muc-luc']:visible").first.click()
    expect(page.locator("#muc-luc")).to_be_in_viewport()
    for _ in range(2):
        page.locator("[data-needs] .chip[aria-pressed=false]:visible").first.click()
    page.locator("[data-provinces] a").first.click()
    expect(page.locator("[data-everywhere]")).to_be_visible()
    asked, said = page.url, page.locator("[data-count]").inner_text()
    page.locator(".menu a[href='#muc-luc']:visible").first.press("Enter")
    expect(page.locator("#muc-luc")).to_be_in_viewport()
    assert page.evaluate("document.activeElement.id") == "muc-luc"
    page.locator("a[href='#top']").click()
    assert page.url == asked, "the question stays"
    assert page.locator("[data-count]").inner_text() == said
    page.locator(".exit").click()
    page.wait_for_url("https://www.google.com.vn/**")
    page.go_back()
    assert page.url == base
    page.context.close()


def test_links_within_a_page_lead_there_for_eyes_and_keys(browser: Browser, base: str) -> None:
    """The page scrolls, focus goes on from there, the same link works again; a new tab is a new tab."""
    page = _open(browser, 360)
    page.goto(base + "duong-day-nong/")
    steps = page.evaluate("history.length")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    contents = page.locator(".menu a[href='#muc-luc']:visible").first
    for _ in range(2):
        page.evaluate("scrollTo(0, 0)")
        contents.press("Enter")
        expect(page.locator("#muc-luc")).to_be_in_viewport()
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('#muc-luc').contains(document.activeElement)")
    assert page.evaluate("history.length") == steps
    with page.context.expect_page():
        contents.click(modifiers=["ControlOrMeta"])
    page.context.close()


def test_a_long_button_breaks_in_its_middle_and_stays_in_its_column(browser: Browser, base: str) -> None:
    """“Hỏi Đường dây nóng ngành Y | tế: 1900 9095” is hard to read; on paper it ran into the next column."""
    page = _open(browser, 360)
    page.goto(base + UNSURE)
    lines = (
        "each => { const range = document.createRange(); range.selectNodeContents(each);"
        " return [...range.getClientRects()].map(line => line.width) }"
    )
    widths = page.locator(".actions .btn span").first.evaluate(lines)
    assert len(widths) == 2
    assert min(widths) > 0.7 * max(widths)
    page.set_viewport_size({"width": 672, "height": 800})  # A4 within its margins
    page.emulate_media(media="print")
    column = page.locator(".actions").bounding_box()
    button = page.locator(".actions .btn").first.bounding_box()
    assert column
    assert button
    assert button["width"] <= column["width"]
    page.context.close()


def test_numbers_for_danger_have_one_frame_each(browser: Browser, base: str) -> None:
    """Forced colours showed a second one around all of them, and they stood 1 px beside what is below."""
    page = _open(browser, 360, forced_colors="active")
    page.goto(base + "duong-day-nong/")
    assert page.locator(".danger--tiles").evaluate("each => getComputedStyle(each).borderTopWidth") == "0px"
    page.context.close()


def test_points_of_an_answer_stand_apart_as_those_of_any_text_do(browser: Browser, base: str) -> None:
    """An answer to a question lies deeper in the page, and its points of two lines ran into each other."""
    page = _open(browser, 360)
    page.goto(base + "bai-viet/2026/11/xet-nghiem-hiv-lan-dau/")
    gaps = page.locator(".prose [itemprop=text] li + li, .prose section:not([itemprop]) > ul > li + li").evaluate_all(
        "all => all.map(each => parseFloat(getComputedStyle(each).marginTop))"
    )
    assert len(gaps) > 10
    assert min(gaps) >= 6
    page.context.close()


def test_a_number_and_its_button_share_a_line(browser: Browser, base: str) -> None:
    """Three cards in the narrow part of a page pushed one button of two below its number."""
    page = _open(browser, 1280)
    page.goto(base + "tai-lieu/the-bo-vi/")
    cards = page.locator(".number-card--short").all()
    assert len(cards) > 1
    for each in cards:
        number = each.locator(".number-card__number").bounding_box()
        button = each.locator(".btn").bounding_box()
        assert number
        assert button
        assert button["y"] < number["y"] + number["height"] / 2 < button["y"] + button["height"]
    page.context.close()


def test_letters_begin_where_their_heading_does_and_have_their_count_beside_them(browser: Browser, base: str) -> None:
    """A count stood as near to the next letter as to its own."""
    page = _open(browser, 360)
    page.goto(base + "tim/a-z/")
    edges = page.evaluate("""() => {
      const range = document.createRange();
      const box = each => { range.selectNodeContents(each); return range.getBoundingClientRect(); };
      const [letter, next] = document.querySelectorAll('.letters a');
      const [heading, count] = ['h2', '.letters .meta'].map(each => box(document.querySelector(each)));
      return [heading.left, box(letter).left, box(letter).right, count.left, count.right, box(next).left];
    }""")
    heading, left, right, count, end, following = edges
    assert left == pytest.approx(heading, abs=2)
    assert 0 < count - right < (following - end) / 1.5
    for each in page.locator(".letters a").all():
        box = each.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
    page.context.close()


def test_what_a_month_leads_to_has_no_dot_at_the_end_of_a_line(browser: Browser, base: str) -> None:
    """Two links that do not fit beside each other are two buttons, each as high as a finger."""
    page = _open(browser, 360)
    page.goto(base + "so-thang/2026/11/")
    assert "·" not in page.locator("p.tools").inner_text()
    for each in page.locator("p.tools a").all():
        box = each.bounding_box()
        assert box
        assert box["height"] >= 44
    page.context.close()


def test_names_of_facts_stay_on_one_line_on_a_phone(browser: Browser, base: str) -> None:
    """“Loại văn | bản” and “Chương | trình” left one syllable alone."""
    page = _open(browser, 360)
    page.goto(base + "van-ban/qd-4066-2024-byt/")
    for name in ("Loại văn bản", "Chương trình"):
        box = page.locator(".dl dt", has_text=name).bounding_box()
        assert box
        assert box["height"] < 30, name
    page.context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_way_to_another_language_is_as_high_as_a_finger(browser: Browser, base: str, width: int) -> None:
    """44 px, and nothing lies over it."""
    page = _open(browser, width)
    page.goto(base)
    link = page.locator(".languages a").first
    box = link.bounding_box()
    assert box
    assert box["height"] >= 44
    for y in (1, box["height"] - 1):
        link.click(position={"x": 5, "y": y}, trial=True)
    page.context.close()


def test_all_of_the_search_is_as_wide_as_its_answers(browser: Browser, base: str) -> None:
    """The other ways to find ran on to the edge of the page below answers that did not."""
    page = _open(browser, 1280)
    page.goto(base + "tim/")
    boxes = [page.locator(each).bounding_box() for each in ("main nav", "main section")]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["width"] == boxes[1]["width"]
    page.context.close()


@pytest.mark.parametrize("width", [320, 340, 360, 390, 412, 430])
def test_the_first_words_are_broken_between_words(browser: Browser, base: str, width: int) -> None:
    """“Tìm nơi giúp | đỡ gần bạn” parts one word of two syllables."""
    page = _drawn(browser, base, width)
    tops = page.locator("h1").evaluate("""each => {
      const [text, range] = [each.firstChild, document.createRange()];
      return ['giúp', 'đỡ'].map(word => {
        range.setStart(text, text.data.indexOf(word));
        range.setEnd(text, text.data.indexOf(word) + word.length);
        return range.getBoundingClientRect().top;
      });
    }""")
    assert tops[0] == tops[1]
    page.context.close()


@pytest.mark.parametrize("address", ["", "en/"])
def test_the_menu_of_the_narrowest_phone_is_one_row(browser: Browser, base: str, address: str) -> None:
    """A second row in English pushed help down by as much as one need."""
    page = _drawn(browser, base + address, 320)
    boxes = [each.bounding_box() for each in page.locator(".menu__short a").all()]
    assert len({box["y"] for box in boxes if box}) == 1
    page.context.close()


@pytest.mark.parametrize("address", ["", "en/"])
def test_no_need_is_broken_within_a_word(browser: Browser, base: str, address: str) -> None:
    """On a phone of 320 px the first of all needs read “Điều trị Methadon | e”."""
    page = _drawn(browser, base + address, 320)
    broken = page.locator("a.need span").evaluate_all(f"all => all.flatMap({_BROKEN})")
    assert broken == []
    page.context.close()


def test_the_numbers_fit_on_one_sheet(browser: Browser, base: str) -> None:
    """Whoever carries them needs no second one; and a button says “Gọi” to nobody there."""
    page = _open(browser, 800)
    page.goto(base + "duong-day-nong/")
    with pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True)) as sheets:
        assert len(sheets) == 1
    page.goto(base + "bai-viet/2026/11/xet-nghiem-hiv-lan-dau/")
    page.emulate_media(media="print")
    assert not page.locator("details:not([open]) > summary").first.is_visible()
    page.goto(base + "tai-lieu/the-bo-vi/")
    assert page.locator(".number-card__number").first.is_visible()
    assert not page.locator(".number-card .btn").first.is_visible()
    page.context.close()


@pytest.mark.parametrize("name", ["bao-luc-gioi-giu-an-toan", "xet-nghiem-hiv-lan-dau"])
def test_an_article_takes_no_sheet_for_its_foot(browser: Browser, base: str, name: str) -> None:
    """A fourth sheet held the name of the office and half a source."""
    page = _open(browser, 800)
    page.goto(f"{base}bai-viet/2026/11/{name}/")
    with pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True)) as sheets:
        assert len(sheets) == 3
        assert len(sheets[2].get_textpage().get_text_range()) > 1000
    assert not page.locator(".footer__top").is_hidden()
    page.emulate_media(media="print")
    assert page.locator(".footer__top").is_hidden()
    page.context.close()


def test_paper_shows_all_lines_of_a_table_and_air_around_a_label(browser: Browser, base: str) -> None:
    """The ground of cells that stay in place covered the lines below them; a label touched its frame."""
    page = _open(browser, 672)
    page.goto(base + "chien-dich/thang-phong-chong-hiv-aids/")
    page.emulate_media(media="print")
    cell = page.locator(".table-scroll th[scope=row]").first
    assert cell.evaluate("each => getComputedStyle(each).position") == "static"
    assert cell.evaluate("each => getComputedStyle(each).backgroundColor") == "rgba(0, 0, 0, 0)"
    assert page.locator(".campaign-head .tag").evaluate("each => parseFloat(getComputedStyle(each).paddingLeft)") > 4
    page.context.close()


def test_running_campaigns_are_judged_on_the_device(browser: Browser, base: str) -> None:
    """The file holds dates only; the reader's clock says whether a campaign is on."""
    for moment, shown in (("2026-11-22T08:00:00+07:00", "is-now"), ("2027-01-05T08:00:00+07:00", "is-over")):
        page = _open(browser, 360)
        page.clock.set_fixed_time(moment)
        page.goto(base + "chien-dich/thang-phong-chong-hiv-aids/")
        assert shown in (page.locator("[data-campaign-start]").first.get_attribute("class") or "")
        page.context.close()
    written = page_bytes(base)
    assert "is-now" not in written


def page_bytes(base: str) -> str:
    """The campaign page as it is served."""
    from urllib.request import urlopen

    with urlopen(base + "chien-dich/thang-phong-chong-hiv-aids/") as answer:
        body: bytes = answer.read()
    return body.decode()
