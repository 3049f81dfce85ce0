"""How much a reader's telephone has to fetch, and in which letters it shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import html
from playwright.sync_api import Browser, Route

from tests.site import copy_project, publish, serve

FONTS = "assets/fonts"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's site, published."""
    root = copy_project(tmp_path_factory.mktemp("light") / "project")
    publish(root)
    return (root / "site").resolve()


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    """The address it is served at."""
    with serve(site) as address:
        yield address


def test_every_letter_we_write_is_in_our_fonts(site: Path) -> None:
    """A letter that a font lacks stands out in the middle of a word; each font has 28 KB at most, and a licence."""
    written = set()
    for page in (*site.glob("bai-viet/**/index.html"), site / "index.html", *site.glob("duong-day-nong/index.html")):
        text = html.parse(page, html.HTMLParser(encoding="utf-8")).getroot().xpath("string(//body)")
        written |= {each for each in text if each.isalpha() or each.isdigit()}
    assert len(written) > 100
    for weight in (400, 600):
        file = site / FONTS / f"be-vietnam-pro-{weight}.woff2"
        assert file.stat().st_size <= 28 * 1024
        assert written <= set(map(chr, TTFont(file).getBestCmap())), weight
    assert "SIL Open Font License, Version 1.1" in (site / FONTS / "OFL.txt").read_text()


@pytest.mark.browser
def test_text_stands_before_its_font_comes_and_stays_where_it_is(browser: Browser, base: str) -> None:
    """The fonts are held back until the words are there; when they come, next to nothing moves."""
    page = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    held: list[Route] = []
    page.route("**/*.woff2", lambda route: held.append(route))
    page.add_init_script(
        "window.moved = 0; const add = list => list.getEntries().forEach(each => window.moved += each.value);"
        "new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(f"{base}bai-viet/2026/11/xet-nghiem-hiv-lan-dau/", wait_until="domcontentloaded")
    page.wait_for_function("document.fonts.status === 'loading'")
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.fonts.check('16px \"Be Vietnam Pro\"')") is False
    before = page.locator("main").bounding_box()
    for each in held:
        each.continue_()
    page.wait_for_function("document.fonts.status === 'loaded'")
    after = page.locator("main").bounding_box()
    assert len(held) == 2
    assert before
    assert after
    assert abs(after["height"] - before["height"]) < 0.03 * before["height"]
    assert page.evaluate("new Promise(done => setTimeout(() => done(window.moved), 200))") < 0.1
    page.context.close()


def test_boxes_on_other_sites_bring_no_font(site: Path) -> None:
    """They take the letters of the site they stand on."""
    assert "font-face" not in (site / "embed/embed.css").read_text()
