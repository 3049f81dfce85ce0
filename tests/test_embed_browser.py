"""Boxes on other sites in a real browser: a host page and our site on two origins, and sources that mean harm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.model.headers import zones
from generator.renderers.embed import ARTICLES_HEIGHT, PLACES_HEIGHT
from tests.conftest import ROOT
from tests.origins import Answer, Origin, origin, published
from tests.site import small
from tests.test_embed import embed_site, fragments

pytestmark = pytest.mark.browser

PLACES = "embed/noi-giup-do/can-tho.html"
SCRIPT = (ROOT / "theme_overrides/embed/outreach-feed.js").read_bytes()
STYLE = (ROOT / "theme_overrides/embed/embed.css").read_bytes()
OPEN = {"Access-Control-Allow-Origin": "*"}


CONFIG = small().config.model_copy(update={"base_url": "https://trang.example/"})
TOLD = {zone.folder: zone.headers for zone in zones(CONFIG)}


def test_the_document_tells_what_servers_are_told() -> None:
    """Who runs another server than those that the program writes settings for copies this block."""
    text = (ROOT / "docs/embedding.md").read_text(encoding="utf-8")
    ((where, lines),) = re.findall(r"^location (\S+) \{\n(.*?)^\}", text, re.DOTALL | re.MULTILINE)
    assert dict(re.findall(r'add_header (\S+) "([^"]*)" always;', lines)) == TOLD[where]


def headers(path: str, url: str) -> Mapping[str, str]:
    """What a server sends that follows the program; its own name stands for that of the site."""
    told = TOLD["/embed/" if path.startswith("/embed/") else "/"]
    return {name: value.replace("https://trang.example/", url) for name, value in told.items()}


class World(NamedTuple):
    """Our site, and one that shows it: `pages` is what the host has, by path."""

    source: Origin
    host: Origin
    pages: dict[str, Answer]


@pytest.fixture(scope="module")
def site(published_small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site to be shown."""
    return embed_site(published_small, tmp_path_factory)


@pytest.fixture
def world(site: Path) -> Iterator[World]:
    """Both on loopback, under names that are different sites to a browser."""
    pages: dict[str, Answer] = {}
    with origin(published(site, headers)) as source, origin(lambda path, _: pages.get(path), "localhost") as host:
        yield World(source, host, pages)


def policy(source: str) -> dict[str, str]:
    """The strictest policy of a host that lets both kinds of box in."""
    allowed = f"{source}embed/"
    names = ("script-src", "style-src", "connect-src", "frame-src")
    return {"Content-Security-Policy": "; ".join(["default-src 'none'", *(f"{name} {allowed}" for name in names)])}


def component(source: str, path: str = "embed/tat-ca.html", text: str = "Bài mới") -> str:
    """The line that docs/embedding.md gives, for a source."""
    sample = re.search(r"```html\n(.*?)```", (ROOT / "docs/embedding.md").read_text(encoding="utf-8"), re.DOTALL)
    assert sample
    line = sample[1].replace("https://trang.example/embed/tat-ca.html", source + path)
    return line.replace("https://trang.example/", source).replace("Bài mới", text)


def hosted(world: World, body: str, **headers: str) -> str:
    """The address of a page of the host."""
    text = f'<!doctype html><html lang="vi"><title>Trang nhận</title><link rel="icon" href="data:,">{body}'
    world.pages["/"] = Answer(text.encode(), headers=headers)
    return world.host.url


@contextmanager
def visit(browser: Browser, width: int = 360, **options: object) -> Iterator[tuple[Page, list[str]]]:
    """A page of a context of its own, and every address it asks for."""
    context = browser.new_context(viewport={"width": width, "height": 700}, **options)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    yield page, asked
    context.close()


def shown(page: Page) -> None:
    """Wait until the box stands in place of its link."""
    expect(page.locator("outreach-feed .fragment")).to_be_visible()
    expect(page.locator("outreach-feed > a")).to_be_hidden()


# --- frames


def test_fragments_fit_their_height(browser: Browser, site: Path) -> None:
    """From 300 to 400 px no fragment is higher or wider than the frame of the lines to paste; buttons are large."""
    names = [name for name, _ in fragments(site)]
    frames = "".join(f'<iframe src="{name}" height="100"></iframe>' for name in names)
    all_of_them = {"/embed/": Answer(f"<!doctype html><title>All</title>{frames}".encode())}
    answer = published(site, lambda _path, _url: {})
    with origin(lambda path, url: all_of_them.get(path) or answer(path, url)) as source, visit(browser) as (page, _):
        page.goto(f"{source.url}embed/")
        for width in (300, 400):
            measured = page.evaluate(MEASURE, width)
            for name, (wide, high, lowest) in zip(names, measured, strict=True):
                assert wide == width, (name, width)
                assert high <= (PLACES_HEIGHT if name.startswith("noi-giup-do/") else ARTICLES_HEIGHT), (name, width)
                assert lowest >= 44, name
            assert max(high for name, (_, high, _) in zip(names, measured, strict=True) if name == "tat-ca.html") > 400


# Width and height of the content of every frame, and of its lowest button, when frames are that wide.
MEASURE = """width => [...document.querySelectorAll('iframe')].map(frame => {
  frame.style.cssText = `width: ${width}px; border: 0`;
  const page = frame.contentDocument, root = page.documentElement;
  const buttons = [...page.querySelectorAll('.main a, .call a')].map(each => each.getBoundingClientRect().height);
  return [root.scrollWidth, root.scrollHeight, Math.min(...buttons)];
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fragments_are_as_light_as_the_device(browser: Browser, world: World, scheme: str) -> None:
    """Ground and words change together."""
    with visit(browser, color_scheme=scheme) as (page, _):
        page.goto(f"{world.source.url}{PLACES}")
        box = page.locator(".fragment")
        expect(box).to_have_css("background-color", "rgb(18, 25, 22)" if scheme == "dark" else "rgb(255, 255, 255)")
        expect(page.locator("h1")).to_have_css("color", "rgb(232, 238, 234)" if scheme == "dark" else "rgb(26, 43, 38)")


@pytest.mark.parametrize("scripts", [True, False], ids=["js", "no-js"])
def test_a_frame_shows_the_fragment_and_tells_nobody(browser: Browser, world: World, site: Path, scripts: bool) -> None:
    """The line of /nguon-tin/ in a page that allows nothing else: styled, no third party, no referrer, no cookie."""
    line = re.search(r"&lt;iframe .*?&lt;/iframe&gt;", (site / "nguon-tin/index.html").read_text(encoding="utf-8"))
    assert line
    frame = line[0].replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"')
    address = hosted(world, frame.replace("https://example.org/", world.source.url), **policy(world.source.url))
    with visit(browser, java_script_enabled=scripts) as (page, asked):
        page.goto(address, wait_until="networkidle")
        inside = page.frame_locator("iframe")
        expect(inside.get_by_role("heading", level=1)).to_have_text("Bài mới")
        expect(inside.locator(".main a")).to_have_css("min-height", "44px")
        assert page.locator("iframe").bounding_box() == {"x": 8, "y": 8, "width": 344, "height": 680}
        with page.context.expect_page() as opened:
            inside.get_by_role("link", name="Bài mới").click()
        opened.value.wait_for_url(world.source.url)
        assert opened.value.evaluate("opener === null && !document.referrer") if scripts else True
    assert {url for url in asked if not url.startswith((world.host.url, "data:"))} == {
        f"{world.source.url}embed/{each}" for each in ("tat-ca.html", "embed.css")
    }
    assert not [each for each in world.source.asked if {"referer", "cookie"} & each.headers.keys()]


def test_only_fragments_may_be_framed_and_read(browser: Browser, world: World) -> None:
    """With the headers of the document a frame of any other page stays empty, and no other file can be fetched."""
    address = hosted(world, f'<iframe src="{world.source.url}nguon-tin/"></iframe>')
    with visit(browser) as (page, _):
        page.goto(address, wait_until="networkidle")
        page.frames[1].wait_for_url("chrome-error://chromewebdata/", wait_until="commit")
        read = "url => fetch(url).then(answer => answer.status, () => 'refused')"
        for path, said in (("", "refused"), ("feeds/feed.json", "refused"), ("embed/tat-ca.html", 200)):
            assert page.evaluate(read, world.source.url + path) == said, path


# --- the component


def test_the_component_shows_the_fragment_and_tells_nobody(browser: Browser, world: World) -> None:
    """In a page that allows nothing else; three files are asked for, without referrer and cookie; no style leaks."""
    address = hosted(world, f"<h1>Trang nhận</h1>{component(world.source.url)}", **policy(world.source.url))
    with visit(browser) as (page, asked):
        page.context.add_cookies([{"name": "dau", "value": "1", "url": world.source.url, "sameSite": "Lax"}])
        page.goto(address, wait_until="networkidle")
        shown(page)
        box = page.locator("outreach-feed .fragment")
        expect(box).to_have_attribute("aria-label", "Bài mới · Trang ví dụ")
        expect(box.get_by_role("heading", level=2)).to_have_text("Bài mới")
        assert page.locator("h1").count() == 1
        expect(box.locator(".main a")).to_have_css("min-height", "44px")
        expect(page.locator("h1")).to_have_css("font-size", "32px")
        links = box.locator("a").evaluate_all("all => all.map(a => [a.protocol, a.target, a.rel, a.referrerPolicy])")
        assert {tuple(each) for each in links} == {
            ("http:", "_blank", "noopener noreferrer", "no-referrer"), ("tel:", "", "", ""),
            ("https:", "_blank", "noopener noreferrer", "no-referrer"),
        }  # fmt: skip
        with page.context.expect_page() as opened:
            box.get_by_role("link", name="Tìm nơi giúp đỡ").click()
        assert opened.value.url == f"{world.source.url}noi-giup-do/"
    here = [url for url in asked if not url.startswith((world.host.url, "data:"))]
    assert sorted(here) == [
        f"{world.source.url}embed/{each}" for each in ("embed.css", "outreach-feed.js", "tat-ca.html")
    ]
    embedded = [each for each in world.source.asked if each.path.startswith("/embed/")]
    assert len(embedded) == 3
    assert not [each for each in embedded if {"referer", "cookie"} & each.headers.keys()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_component_is_as_high_as_its_content(browser: Browser, world: World, scheme: str) -> None:
    """Nothing is cut off or scrolls, from 300 px on; another address gives another height; dark as the device is."""
    address = hosted(world, f"<style>body {{ margin: 0 }}</style>{component(world.source.url, PLACES)}")
    with visit(browser, 300, color_scheme=scheme) as (page, _):
        page.goto(address)
        shown(page)
        heights = []
        for width in (300, 600):
            page.set_viewport_size({"width": width, "height": 700})
            box, content = page.evaluate(
                """[...['outreach-feed', '.fragment']].map(name => document.querySelector(name)
                   ?? document.querySelector('outreach-feed').shadowRoot.querySelector(name))
                   .map(each => [each.getBoundingClientRect().height, each.scrollWidth])"""
            )
            assert box[0] == content[0] > 300
            assert content[1] <= width
            heights.append(box[0])
        assert heights[0] > heights[1]
        expect(page.locator("outreach-feed .fragment")).to_have_css(
            "background-color", "rgb(18, 25, 22)" if scheme == "dark" else "rgb(255, 255, 255)"
        )
        page.locator("outreach-feed").evaluate(
            "(box, src) => { box.setAttribute('src', src); }", f"{world.source.url}embed/tat-ca.html"
        )
        expect(page.locator("outreach-feed h2")).to_have_text("Bài mới")
        assert (page.locator("outreach-feed").bounding_box() or {})["height"] != heights[1]


def test_the_style_of_the_page_stays_outside(browser: Browser, world: World) -> None:
    """What it says of every element would be inherited: `:host` is weaker than any rule of the page."""
    loud = "* { letter-spacing: 9px; text-align: right; text-transform: uppercase; white-space: pre; direction: rtl }"
    heights = []
    for style in ("", f"<style>{loud}</style>"):
        with visit(browser, 400) as (page, _):
            page.goto(hosted(world, f"{style}{component(world.source.url)}"))
            shown(page)
            heading = page.locator("outreach-feed h2")
            for name, value in (("letter-spacing", "normal"), ("text-transform", "none"), ("direction", "ltr")):
                expect(heading).to_have_css(name, value)
            heights.append((page.locator("outreach-feed").bounding_box() or {})["height"])
    assert heights[0] == heights[1]


def test_without_javascript_the_link_is_there(browser: Browser, world: World) -> None:
    """And nothing is asked of anybody."""
    address = hosted(world, component(world.source.url))
    with visit(browser, java_script_enabled=False) as (page, asked):
        page.goto(address)
        expect(page.get_by_role("link", name="Bài mới")).to_be_visible()
        assert [url for url in asked if url.startswith(world.source.url)] == []


def answering(**files: Answer) -> Iterator[Origin]:
    """A source that has the component, and these fragments by name."""
    own = {
        "/embed/outreach-feed.js": Answer(SCRIPT, "text/javascript", OPEN),
        "/embed/embed.css": Answer(STYLE, "text/css", OPEN),
    }
    return origin(lambda path, _: {**own, **{f"/embed/{name}.html": each for name, each in files.items()}}.get(path))  # type: ignore[return-value]


GOOD = b'<html lang="vi"><title>T</title><main><p><a href="/">Bai</a></p></main>'
FAILING = {
    "missing": Answer(b"", status=404),
    "broken": Answer(GOOD, headers=OPEN, status=500),
    "closed": Answer(GOOD),  # without CORS
    "moved": Answer(b"", headers={**OPEN, "Location": "/embed/good.html"}, status=302),
    "json": Answer(GOOD, "application/json", OPEN),
    "huge": Answer(GOOD + b" " * 70_000, headers=OPEN),
    "empty": Answer(b"", headers=OPEN),
    "no-main": Answer(b"<p><a href='/'>Bai</a></p>", headers=OPEN),
    "no-link": Answer(b"<main><p>Bai</p></main>", headers=OPEN),
}


def test_whatever_goes_wrong_the_link_stays(browser: Browser, world: World) -> None:
    """No answer, an error, no permission, a way elsewhere, too much, nothing of use; the good one is shown."""
    with answering(good=Answer(GOOD, headers=OPEN), **FAILING) as source:  # type: ignore[attr-defined]
        boxes = [component(source.url, f"embed/{name}.html", name) for name in ("good", *FAILING)]
        address = hosted(world, "".join(boxes))
        with visit(browser) as (page, _):
            page.goto(address, wait_until="networkidle")
            expect(page.locator("outreach-feed").first.locator(".fragment")).to_be_visible()
            for name in FAILING:
                expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
            assert page.locator("outreach-feed .fragment").count() == 1
    with visit(browser) as (page, _):  # the source is down now
        page.goto(hosted(world, component(source.url)), wait_until="networkidle")
        expect(page.get_by_role("link", name="Bài mới")).to_be_visible()


def test_without_its_style_the_link_stays(browser: Browser, world: World) -> None:
    """A host whose policy forbids the style shows no bare text."""
    address = hosted(world, component(world.source.url), **{
        "Content-Security-Policy": f"script-src {world.source.url}; connect-src {world.source.url}; style-src 'none'"
    })  # fmt: skip
    with visit(browser) as (page, _):
        page.goto(address, wait_until="networkidle")
        expect(page.get_by_role("link", name="Bài mới")).to_be_visible()
        expect(page.locator("outreach-feed .fragment")).to_be_hidden()


def test_only_folders_whose_script_the_page_loads_are_asked(browser: Browser, world: World) -> None:
    """Another site, a folder above or beside, a way out by dots: nothing is fetched, the link stays."""
    with answering(good=Answer(GOOD, headers=OPEN)) as other:  # type: ignore[attr-defined]
        ours = world.source.url
        addresses = (
            f"{other.url}embed/good.html",
            f"{ours}feeds/feed.json",
            f"{ours}embed/../nguon-tin/",
            f"{ours}embed/%2e%2e/nguon-tin/",
            f"{ours}embed@{other.url[7:]}embed/good.html",
            "data:text/html,<main><a href=/>x</a></main>",
            "javascript:alert(1)",
            "//[",
            "",
        )
        boxes = "".join(
            f'<outreach-feed src="{each}"><a href="https://a.example/">Liên kết</a></outreach-feed>'
            for each in addresses
        )
        address = hosted(world, component(world.source.url) + boxes)
        with visit(browser) as (page, _):
            page.goto(address, wait_until="networkidle")
            expect(page.locator("outreach-feed .fragment")).to_be_visible()
            assert page.locator("outreach-feed .fragment").count() == 1
            assert page.get_by_role("link", name="Liên kết").count() == len(addresses)
        assert other.asked == []
        assert {each.path for each in world.source.asked} == {
            "/embed/outreach-feed.js",
            "/embed/tat-ca.html",
            "/embed/embed.css",
        }
        with visit(browser) as (page, _):  # two sites side by side, each with its script
            page.goto(
                hosted(world, component(world.source.url) + component(other.url, "embed/good.html")),
                wait_until="networkidle",
            )
            expect(page.locator("outreach-feed .fragment")).to_have_count(2)


HOSTILE = (ROOT / "tests/examples/hostile.html").read_text(encoding="utf-8")


def test_a_hostile_source_does_nothing(browser: Browser, world: World) -> None:
    """Nothing runs, nothing is loaded, nothing leads astray: only the elements, attributes and links that are named."""
    with origin(lambda _path, _url: Answer(b"", headers=OPEN)) as evil:
        content = HOSTILE.replace("https://evil.example/", evil.url).replace("<!-- deep -->", "<div>" * 600)
        with answering(hostile=Answer(content.encode(), headers=OPEN)) as source:  # type: ignore[attr-defined]
            body = (
                f"<script>hurt = () => {{ window.pwned = true }}</script>{component(source.url, 'embed/hostile.html')}"
            )
            with visit(browser) as (page, asked):
                page.goto(hosted(world, body))
                shown(page)
                page.locator("outreach-feed p").first.click(position={"x": 1, "y": 1})
                for link in ("one", "two", "three", "four", "five", "six"):
                    page.get_by_text(link, exact=True).click()
                page.wait_for_timeout(200)
                assert page.evaluate("window.pwned") is None
                assert page.url == world.host.url
                elements = page.locator("outreach-feed .fragment *").evaluate_all(
                    "all => all.map(el => [el.localName, ...[...el.attributes].map(each => each.name)])"
                )
                hrefs = page.locator("outreach-feed .fragment a[href]").evaluate_all(
                    "all => all.map(a => [a.text, a.href, a.rel])"
                )
            assert evil.asked == []
            assert sorted(source.paths) == ["/embed/embed.css", "/embed/hostile.html", "/embed/outreach-feed.js"]
    assert [url for url in asked if url.startswith(evil.url)] == []
    assert {each[0] for each in elements} <= {"p", "a", "time", "div", "strong"}
    assert {name for each in elements for name in each[1:]} <= {
        "class",
        "href",
        "target",
        "rel",
        "referrerpolicy",
        "datetime",
    }
    assert hrefs == [
        ["ten", "https://ok.example/", "noopener noreferrer"],
        ["eleven", f"{source.url}van-ban/", "noopener noreferrer"],
        ["twelve", "tel:111", ""],
    ]
