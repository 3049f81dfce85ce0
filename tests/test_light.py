"""How much a reader's telephone has to fetch, and in which letters it shows it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import brotli
import pytest
from fontTools.ttLib import TTFont
from lxml import html
from playwright.sync_api import Browser, Route

from generator.checks import check
from generator.source.load import load
from tests.conftest import ROOT, TODAY, copied
from tests.site import asset, edit, publish

FONTS = "assets/fonts"
ARTICLE = "bai-viet/2026/11/xet-nghiem-hiv-lan-dau/"
KB = 1024
LONG = "bai-viet/2026/11/bai-dai/index.html"
LONG_FILE = "content/articles/2026/11/bai-dai.md"
# Made by extensions of Markdown that pages written by hand may use (mkdocs.yml), and by Leaflet.
BY_OTHERS = {"admonition", "admonition-title", "footnote", "warning"}


@pytest.fixture(scope="module")
def long(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's site, and one article of 1,500 words: all texts of the longest articles, cut there."""
    root = copied(project, tmp_path_factory.mktemp("light") / "project")
    (root / LONG_FILE).write_text(_article(root, 1500), encoding="utf-8")
    publish(root)
    return root


@pytest.fixture(scope="module")
def site(long: Path) -> Path:
    """Where it is published."""
    return (long / "site").resolve()


def _article(root: Path, words: int) -> str:
    """An article of so many words, in the paragraphs, lists and headings that our articles have."""
    head = (
        '---\nid: 2026-11-bai-dai\ntitle: "Bài dài"\nkind: story\nstatus: published\npublished: 2026-11-21\n'
        "programmes: [hiv-aids]\nservices: [hiv-testing]\nsummary: Bài dài nhất có thể.\n---\n"
    )
    left = words - 7  # of title and summary
    bodies = [each.body for each in load(root)[0].articles.values() if each.withdrawn is None]
    lines = []
    for line in "\n".join(sorted(bodies, key=len, reverse=True)).split("\n"):
        kept = line.split()[:left]
        left -= len(kept)
        lines.append(" ".join(kept))
        if not left:
            break
    return head + "\n".join(lines) + "\n"


@cache
def _weight(file: Path) -> int:
    """Bytes of a file as servers send it."""
    return len(brotli.compress(file.read_bytes(), quality=11))


def _scripts(file: Path) -> set[Path]:
    """A script and all that it imports when it starts."""
    found = {file}
    for target in re.findall(r"from\s*['\"](\.[^'\"]+)['\"]", file.read_text(encoding="utf-8")):
        found |= _scripts((file.parent / target).resolve())
    return found


def test_a_page_needs_little_style_and_script(site: Path) -> None:
    """15 KB at most, on the finder too: what shows places comes when somebody asks for them."""
    parser = html.HTMLParser(encoding="utf-8")
    for file in (each for each in site.rglob("*.html") if each.relative_to(site).parts[0] != "embed"):
        page = html.parse(file, parser).getroot()
        needed: set[Path] = set()
        for target in page.xpath("//link[@rel='stylesheet']/@href | //script/@src"):
            path = site / target[1:] if target.startswith("/") else (file.parent / target).resolve()
            needed |= _scripts(path) if path.suffix == ".js" else {path}
        assert 0 < sum(map(_weight, needed)) <= 15 * KB, file


def test_an_article_of_1500_words_is_14_kb_and_a_longer_one_is_told(long: Path, site: Path) -> None:
    """What a reader fetches for one more article; N004 comes with the first word too many."""
    assert 4 * KB < _weight(site / LONG) <= 14 * KB
    assert "N004" not in {each.code for each in check(load(long)[0], TODAY)}
    kept = (long / LONG_FILE).read_text(encoding="utf-8")
    edit(long / LONG_FILE, "Bài dài nhất có thể.", "Bài quá dài nhất có thể.")
    (found,) = (each for each in check(load(long)[0], TODAY) if each.code == "N004")
    (long / LONG_FILE).write_text(kept, encoding="utf-8")
    assert found.place.file == LONG_FILE
    assert "1501" in str(found.message)


def test_every_selector_is_for_something_we_write() -> None:
    """The set of layouts is closed, so a class or icon that no template, script or record names has no use."""
    sources = [
        *(ROOT / "generator/renderers").rglob("*.html"),
        *(ROOT / "theme_overrides").rglob("*.html"),
        *(each for each in (ROOT / "theme_overrides").rglob("*.js") if "leaflet" not in each.parts),
    ]
    written = set(re.findall(r"[\w-]+", "\n".join(each.read_text(encoding="utf-8") for each in sources))) | BY_OTHERS
    for file in (ROOT / "theme_overrides").rglob("*.css"):
        if "leaflet" not in file.parts:
            rules = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
            selectors = " ".join(re.findall(r"([^{}]+)\{", rules))
            classes = set(re.findall(r"\.([a-z_][\w-]*)", selectors)) | set(re.findall(r"\[(data-[\w-]+)", selectors))
            assert not {each for each in classes - written if not each.startswith("leaflet-")}, file
    records = "\n".join(each.read_text(encoding="utf-8") for each in (ROOT / "data").rglob("*.yaml"))
    icons = re.findall(r'\["([\w-]+)", "', (ROOT / "theme_overrides/assets/icons.svg").read_text(encoding="utf-8"))
    assert len(icons) > 20
    assert not set(icons) - written - set(re.findall(r"[\w-]+", records))


def test_no_rule_is_lost_with_another_one() -> None:
    """A browser from before `:has()` drops the whole list; what is over was shown as if it were to come."""
    for file in (ROOT / "theme_overrides").rglob("*.css"):
        rules = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        for found in re.findall(r"([^{}]+)\{", rules):
            selectors = found
            while "(" in selectors:  # commas within count as one selector
                selectors = re.sub(r"\(([^()]*)\)", lambda inner: f"[{inner[1].replace(',', ' ')}]", selectors)
            assert len({":has[" in each for each in selectors.split(",")}) == 1, (file, selectors)


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_the_home_page_is_light(browser: Browser, base: str, site: Path, width: int) -> None:
    """20 KB in 6 requests, the icon of the tab counted, fonts apart."""
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    page.goto(base, wait_until="networkidle")
    asked.add(urljoin(base, page.locator("link[rel=icon]").get_attribute("href") or ""))
    page.context.close()
    files = {urlsplit(each).path[1:] or "index.html" for each in asked}
    files = {each for each in files if not each.startswith(FONTS)}
    assert 3 < len(files) <= 6, files
    assert sum(_weight(site / each) for each in files) <= 20 * KB, files


def test_every_letter_we_write_is_in_our_fonts(site: Path) -> None:
    """A letter that a font lacks stands out in the middle of a word; each font has 28 KB at most, and a licence."""
    written = set()
    for page in (*site.glob("bai-viet/**/index.html"), site / "index.html", *site.glob("duong-day-nong/index.html")):
        text = html.parse(page, html.HTMLParser(encoding="utf-8")).getroot().xpath("string(//body)")
        written |= {each for each in text if each.isalpha() or each.isdigit()}
    assert len(written) > 100
    for weight in (400, 600):
        file = site / asset(site, f"{FONTS}/be-vietnam-pro-{weight}.woff2")
        assert file.stat().st_size <= 28 * 1024
        assert written <= set(map(chr, TTFont(file).getBestCmap())), weight
    assert "SIL Open Font License, Version 1.1" in (site / asset(site, f"{FONTS}/OFL.txt")).read_text()


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
    page.goto(base + ARTICLE, wait_until="domcontentloaded")
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


@pytest.mark.browser
def test_an_article_is_shared_without_anybody_looking_on(browser: Browser, base: str) -> None:
    """No request before a way is chosen; the device's own sheet, the clipboard, a message, and one plain link."""
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.add_init_script("navigator.share = what => { window.shared = what; return Promise.resolve(); }")
    page.goto(base + ARTICLE, wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))  # the icon of the tab may come late
    page.locator(".tools .ways summary").click()
    page.locator("[data-share]").click()
    page.locator("[data-copy]").click()
    page.get_by_text("Đã chép").wait_for()
    there = f"https://demo.example/{ARTICLE}"
    assert page.evaluate("window.shared") == {"title": page.locator("h1").inner_text(), "url": there}
    assert page.evaluate("navigator.clipboard.readText()") == there
    facebook = page.locator("a[href^='https://www.facebook.com/']")
    assert parse_qs(urlsplit(facebook.get_attribute("href") or "").query) == {"u": [there]}
    assert facebook.get_attribute("rel") == "noreferrer noopener"
    assert (page.locator("a[href^='sms:']").get_attribute("href") or "").endswith(quote(there))
    assert [each for each in asked if "/emblem." not in each] == []
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "duong-day-nong/", "noi-giup-do/ho-chi-minh/", "bai-viet/2026/11/"])
def test_paper_leads_back_to_the_page(browser: Browser, base: str, site: Path, path: str) -> None:
    """The code is drawn when somebody prints, by scripts that come for that; the address is there in words too."""
    path = path or ARTICLE
    page = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    page.add_init_script("window.print = () => { dispatchEvent(new Event('beforeprint')); window.printed = true; }")
    page.goto(base + path, wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(base)))
    assert page.locator(".qr svg").count() == 0
    page.locator("[data-print]").first.click()
    page.wait_for_function("window.printed")
    drawn = {asset(site, each) for each in ("assets/js/paper.js", "assets/lean-qr/lean-qr.js")}
    assert {*asked} - {asset(site, "assets/art/emblem.svg")} == drawn
    page.emulate_media(media="print")
    assert f"https://demo.example/{path}" in page.locator(".qr").inner_text()
    assert re.search(r"In ngày \d\d/\d\d/20\d\d", page.locator(".qr").inner_text())
    sides = page.locator(".qr svg").get_attribute("viewBox")
    assert sides
    assert int(sides.split()[2]) - 4 >= 29  # modules of a code that holds such an address
    assert page.locator(".qr svg").bounding_box()["width"] > 100  # type: ignore[index]  # it is there
    page.context.close()
