"""What axe, the W3C's checker and a keyboard say of every kind of page. The whole matrix: `tests/accessibility.py`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.accessibility import PHONE, STATEMENT, STATES, State, judge, look
from tests.conftest import CHROMIUM, CHROMIUM_FLAGS, TESTS
from tests.site import PAGES

pytestmark = pytest.mark.browser

EVERYWHERE = sum(not state.address for state in STATES)  # states of all pages, which come first
_JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m")  # a third of the time: it runs for seconds alone
VNU = TESTS / "node/node_modules/vnu-jar/build/dist/vnu.jar"

# Where the keyboard stands: its name, whether it can be seen there, and whether its mark is drawn.
STOP = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  if (at === document.body) return null;
  const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    name: (at.getAttribute('aria-label') || at.textContent || at.id).trim(),
    marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none',
    seen: box.width > 0 && !!middle && (at.contains(middle) || middle.contains(at)),
  };
}"""


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_axe_finds_nothing(browser: Browser, base: str, state: State) -> None:
    """Each kind of page in one of the states: the states take turns. All of them: `make accessibility`."""
    assert list(judge(browser, base, state, PAGES[STATES.index(state) :: EVERYWHERE])) == []


def test_the_statement_is_about_this_look() -> None:
    """Who changes a template, a style or a script runs `make accessibility`, which judges all of them again."""
    assert f"giao diện `{look()}`" in STATEMENT.read_text(encoding="utf-8")


def test_every_kind_of_page_is_judged(site: Path) -> None:
    """A new section of the site has a page in the list."""
    sections = {path.relative_to(site).parts[0] for path in site.rglob("*.html")}
    assert sections - {"embed"} <= {address.split("/")[0] or "index.html" for address in PAGES}


def test_html_is_valid(site: Path) -> None:
    """The W3C's checker finds no error in any page, fragments for other sites included."""
    words = ["java", *_JAVA, "-jar", str(VNU), "--skip-non-html", "--errors-only", "--format", "json", str(site)]
    judged = subprocess.run(words, capture_output=True, text=True, check=False)
    assert json.loads(judged.stderr)["messages"] == []


@pytest.mark.parametrize("address", ["", "noi-giup-do/", "bai-viet/2026/11/xet-nghiem-hiv-lan-dau/"])
def test_a_keyboard_reaches_everything_and_sees_where_it_is(browser: Browser, base: str, address: str) -> None:
    """The first stop skips the menus; every stop is marked and not hidden below the bar that stays on screen."""
    page = browser.new_context(**PHONE).new_page()
    page.goto(base + address, wait_until="networkidle")  # no list changes under the keys
    stops = list(_tabbed(page))
    assert stops[0]["name"] == "Tới nội dung chính"
    assert [stop["name"] for stop in stops if not stop["marked"]] == []
    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    shown = page.locator("a[href], button, input, select, summary").all()
    assert len(stops) >= len([each for each in shown if each.is_visible()]) - 1  # radio buttons are one stop
    page.context.close()


def _tabbed(page: Page) -> Iterator[dict[str, object]]:
    """Every stop of the Tab key, in order, at most five hundred."""
    for _ in range(500):
        page.keyboard.press("Tab")
        if (stop := page.evaluate(STOP)) is None:
            return
        yield stop
    pytest.fail("the keyboard goes round in circles")


def test_large_text_needs_no_sideways_scrolling(browser: Browser, base: str) -> None:
    """Letters twice as large, as set in a phone's own settings: everything still fits, on every kind of page."""
    flags = (*CHROMIUM_FLAGS, "--blink-settings=defaultFontSize=32")
    large = browser.browser_type.launch(executable_path=CHROMIUM, args=list(flags))
    page = large.new_page(**PHONE)
    over = {}
    for address in PAGES:
        page.goto(base + address)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        if wide := page.evaluate("document.documentElement.scrollWidth - innerWidth"):
            over[address] = wide
    assert over == {}
    large.close()
