"""The map with streets: only where an office has a server for it, only on a click, only one province."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import replace
from math import asinh, pi, radians, tan
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pydantic import ValidationError

from generator import load
from generator.model.dots import ALWAYS
from generator.model.site import Site
from generator.model.street_map import StreetMap
from generator.renderers.streets import Streets, streets
from tests.conftest import EXAMPLES, copied
from tests.site import edit, publish, serve
from tests.test_places import add_places

TILES = "https://tiles.vi-du.example/{z}/{x}/{y}.png"
MAP = f"map:\n  tiles: {TILES}\n  attribution: Bản đồ ví dụ <b>, Hoàng Sa và Trường Sa là của Việt Nam\ndemo: true\n"
LIST = "noi-giup-do/can-tho/"
PLACE = "noi-giup-do/dia-chi/co-so-can-tho-ninh-kieu-1/"
BARE = "noi-giup-do/dia-chi/tu-van-vi-du/"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
POLICY = "default-src 'self'; img-src 'self' data: https://tiles.vi-du.example"
PARTS = ("assets/leaflet/", "assets/js/streets.", "assets/css/streets.")


def a_site(root: Path, with_map: bool) -> Path:
    """Nine places in one province added to a small site at `root`, and published."""
    add_places(root, 9)
    if with_map:
        edit(root / "data/site.yaml", "demo: true\n", MAP)
    publish(root)
    return root


@pytest.fixture(scope="module")
def base(published_small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of an office with a server of map pictures."""
    root = copied(published_small, tmp_path_factory.mktemp("streets") / "site")
    with serve(a_site(root, with_map=True) / "site") as address:
        yield address


@pytest.fixture(scope="module")
def can_tho() -> Streets:
    """What the map of the province holds."""
    site, _ = load(EXAMPLES / "small")
    found = streets(_with_map(site), site.units["can-tho"])
    assert found
    return found


def _with_map(site: Site) -> Site:
    source = StreetMap(tiles=TILES, attribution="Ví dụ")
    return replace(site, config=site.config.model_copy(update={"map": source}))


def test_the_islands_are_on_the_maps_of_their_provinces() -> None:
    """Hoàng Sa and Trường Sa; and no map reaches over the country."""
    site, _ = load(EXAMPLES / "small")
    for island in ALWAYS:
        unit = site.units[island]
        on_map = streets(_with_map(site), site.units.province(island))
        assert on_map
        assert unit.centroid
        assert on_map.holds(unit.centroid)
    for province in site.units.provinces:
        on_map = streets(_with_map(site), province)
        assert on_map
        assert on_map.bounds[2] - on_map.bounds[0] < 5, province.id


class Visit:
    """A page under the policy that SECURITY.md names, with all it asks for, and the tiles apart as (z, x, y)."""

    def __init__(self, browser: Browser, **options: object) -> None:
        self.page: Page = browser.new_context(viewport={"width": 360, "height": 800}, **options).new_page()  # type: ignore[arg-type]
        self.asked: list[str] = []
        self.referrers: list[str] = []
        self.broken: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda line: self.broken.append(line.text) if line.type == "error" else None)
        self.page.route(re.compile(r"^https://tiles\.vi-du\.example/"), self._tile)
        self.page.route(re.compile(r"^http://[^?]*/$"), self._document)

    def _tile(self, route: Route) -> None:
        self.referrers += [route.request.headers.get("referer", "")]
        route.fulfill(body=PICTURE, content_type="image/png")

    @staticmethod
    def _document(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-security-policy": POLICY})

    @property
    def tiles(self) -> list[tuple[int, int, int]]:
        """The tiles that were asked for."""
        found = (re.fullmatch(r"https://tiles\.vi-du\.example/(\d+)/(\d+)/(\d+)\.png", url) for url in self.asked)
        return [(int(each[1]), int(each[2]), int(each[3])) for each in found if each]


def tile_of(zoom: int, latitude: float, longitude: float) -> tuple[int, int]:
    """The tile a point lies in (Web Mercator)."""
    scale = 2**zoom
    return int((longitude + 180) / 360 * scale), int((1 - asinh(tan(radians(latitude))) / pi) / 2 * scale)


@pytest.mark.browser
@pytest.mark.parametrize(("address", "dots"), [(LIST, 10), (PLACE, 1)])
def test_a_click_opens_the_map_and_nothing_loads_before(
    browser: Browser, base: str, can_tho: Streets, address: str, dots: int
) -> None:
    """By keyboard, under a strict policy; whom it tells stands beside the button; it stays within the province."""
    visit = Visit(browser)
    page = visit.page
    page.goto(base + address, wait_until="networkidle")
    assert [url for url in visit.asked if "leaflet" in url or not url.startswith(base)] == []
    assert "tiles.vi-du.example" in page.locator(".streets .meta:visible").inner_text()
    page.get_by_role("button", name="Mở bản đồ đường phố").press("Enter")
    ground = page.get_by_role("region", name="Bản đồ đường phố")
    expect(ground).to_be_focused()
    expect(ground.locator(".leaflet-tile-loaded").first).to_be_visible()
    expect(ground.locator(".streets__dot")).to_have_count(dots)
    assert "Bản đồ ví dụ <b>" in ground.inner_text()
    ground.locator(".streets__dot").first.press("Enter")
    expect(ground.locator(".leaflet-popup-content")).to_contain_text("Cơ sở ví dụ số")
    out = ground.get_by_role("button", name="Thu nhỏ")
    while "leaflet-disabled" not in (out.get_attribute("class") or ""):
        out.click()
        expect(page.locator(".leaflet-zoom-anim")).to_have_count(0)
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown"):
        ground.press(key)
    page.wait_for_load_state("networkidle")
    box = ground.bounding_box()
    assert box
    south, west, north, east = can_tho.bounds
    widest = box["width"] / 256 * 360 / 2 ** (min(zoom for zoom, _, _ in visit.tiles) + 0.5)
    assert widest <= (east - west) * 1.5
    for zoom, x, y in visit.tiles:
        (left, top), (right, bottom) = tile_of(zoom, north, west), tile_of(zoom, south, east)
        assert left <= x <= right, (zoom, x, y)
        assert top <= y <= bottom, (zoom, x, y)
    assert set(visit.referrers) == {""}
    assert visit.broken == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("document.cookie + localStorage.length + sessionStorage.length") == "00"
    page.context.close()


@pytest.mark.browser
def test_a_map_that_does_not_load_is_said(browser: Browser, base: str) -> None:
    """The list and the sketch stay, and the button can be pressed again."""
    visit = Visit(browser)
    visit.page.route("**/leaflet.*.js", lambda route: route.abort())
    visit.page.goto(base + LIST)
    button = visit.page.get_by_role("button", name="Mở bản đồ đường phố")
    button.click()
    expect(visit.page.get_by_text("Không tải được bản đồ.")).to_be_visible()
    expect(button).to_be_enabled()
    assert visit.page.locator(".dots__map").is_visible()
    assert visit.tiles == []
    visit.page.context.close()


@pytest.mark.browser
def test_there_is_no_map_without_javascript_or_a_point(browser: Browser, base: str) -> None:
    """What could do nothing is not shown; the ways to other maps are."""
    visit = Visit(browser, java_script_enabled=False)
    visit.page.goto(base + PLACE)
    assert not visit.page.locator(".streets").is_visible()
    assert visit.page.locator(".ways summary").is_visible()
    visit.page.goto(base + BARE)
    assert visit.page.locator(".streets").count() == 0
    visit.page.context.close()


def test_an_office_without_a_server_publishes_nothing_of_it(published_site: Path) -> None:
    """Neither a file nor a word."""
    site = a_site(published_site, with_map=False) / "site/"
    files = [path.relative_to(site.resolve()).as_posix() for path in site.resolve().rglob("*") if path.is_file()]
    assert [path for path in files if path.startswith(PARTS)] == []
    for page in (LIST, PLACE):
        assert "streets" not in (site / page / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "wrong",
    [
        "http://tiles.vi-du.example/{z}/{x}/{y}.png",
        "https://tiles.vi-du.example/{z}/{x}.png",
        "https://{s}.vi-du.example/{z}/{x}/{y}.png",
        "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "https://A.tile.openstreetmap.org/{z}/{x}/{y}.png",
        "https://mt0.google.com/vt?x={x}&y={y}&z={z}",
    ],
)
def test_only_a_server_of_the_office_will_do(wrong: str) -> None:
    """With https, the three slots, and nobody's public server."""
    with pytest.raises(ValidationError):
        StreetMap(tiles=wrong, attribution="Ví dụ")
    assert StreetMap(tiles="https://notopenstreetmap.org.vi-du.example/{z}/{x}/{y}.png", attribution="Ví dụ").host
