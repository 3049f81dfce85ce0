"""The finder in a real browser: on the repository's places and on 3,000 made-up ones."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import brotli
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from bench.places import IN_ONE, PROVINCE, lay_over, many_places
from generator import load
from generator.model import file_address
from generator.model.location import LANGUAGES, Language, Location
from generator.model.site import Site
from generator.model.vietnamese import fold
from generator.renderers.locations import own_location
from tests.conftest import ROOT, TODAY
from tests.site import OF_2020, asset, serve

pytestmark = pytest.mark.browser

NOON = "2026-11-23T10:00:00+07:00"  # a Monday
HANOI = {"latitude": 21.0163, "longitude": 105.8277}
SCRIPTS = ROOT / "theme_overrides/assets/js"


@pytest.fixture(scope="module")
def records() -> Site:
    """The 3,000 places."""
    return many_places(load(ROOT)[0])


@pytest.fixture(scope="module")
def many_tree(site: Path, records: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site with the finder's page and data of the 3,000 places."""
    folder = tmp_path_factory.mktemp("many") / "site"
    shutil.copytree(site, folder)
    lay_over(folder, records, TODAY)
    return folder


@pytest.fixture(scope="module")
def real(site: Path) -> Iterator[str]:
    """The finder of the repository's places."""
    with serve(site) as base:
        yield f"{base}noi-giup-do/"


@pytest.fixture(scope="module")
def many(many_tree: Path) -> Iterator[str]:
    """The finder of the 3,000 places."""
    with serve(many_tree) as base:
        yield f"{base}noi-giup-do/"


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone, on which it is Monday morning."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    context.set_default_timeout(8000)
    yield context
    context.close()


def visit(context: BrowserContext, url: str) -> Page:
    """The finder, ready."""
    page = context.new_page()
    page.clock.set_fixed_time(NOON)
    page.goto(url)
    expect(page.locator("[data-count]")).to_have_text(re.compile(r"\d|Chưa biết"))
    return page


def once_asked(page: Page, held: list[Route]) -> Route:
    """The request that is held back, once the page has made it."""
    for _ in range(250):
        if held:
            return held.pop()
        page.wait_for_timeout(20)
    pytest.fail("nothing was asked for")


def count(page: Page) -> int:
    """How many places fit, as the page says."""
    return int((page.locator("[data-count]").inner_text()).split()[0])


@pytest.fixture(scope="module")
def modules(site: Path) -> Callable[..., Any]:
    """What a script says that may use the finder's own modules: of a page, the script and its values."""
    names = ", ".join(f"import('../{asset(site, f'assets/js/finder/{each}.js')}')" for each in ("near", "query"))
    return lambda page, script, *values: page.evaluate(
        f"async (values) => {{ const [near, query] = await Promise.all([{names}]); {script} }}", values
    )


def test_the_lists_are_there_without_scripts(browser: Browser, real: str) -> None:
    """Needs and provinces are links; nothing of the form is shown."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(real)
    assert page.locator("a.need").count() >= 4
    assert page.locator(".prov-list a").first.is_visible()
    assert page.locator("[data-finder]").is_hidden()
    context.close()


def test_a_script_that_fails_leaves_the_lists(phone: BrowserContext, real: str) -> None:
    """A module or the summary that does not come takes nothing away."""
    for lost in ("**/finder/query.*.js", "**/du-lieu.json"):
        page = phone.new_page()
        page.route(lost, lambda route: route.abort())
        page.goto(real, wait_until="networkidle")
        assert page.locator("a.need").first.is_visible()
        assert page.locator("[data-finder]").is_hidden()
        page.close()


def test_what_is_pressed_before_the_summary_came_counts(phone: BrowserContext, real: str) -> None:
    """The needs are buttons before anything can be counted; a press then is a question, answered once it can be."""
    page = phone.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    waiting: list[Route] = []
    page.route("**/du-lieu.json", lambda route: waiting.append(route))
    page.goto(real)
    page.wait_for_selector("[data-needs] button", state="attached")
    page.evaluate("document.querySelector('[data-needs] button').click()")
    question = page.evaluate("location.hash")
    assert question
    assert page.locator("[data-finder]").is_hidden()
    once_asked(page, waiting).continue_()
    expect(page.locator("[data-needs] [aria-pressed=true]")).to_have_count(1)
    assert page.evaluate("location.hash") == question
    assert problems == []


def test_who_went_to_a_part_of_the_page_stays_there_when_the_finder_comes(phone: BrowserContext, real: str) -> None:
    """On a slow line the contents are pressed before anything can be asked; Safari of 2020 keeps no place by itself."""
    page = phone.new_page()
    waiting: list[Route] = []
    page.route("**/du-lieu.json", lambda route: waiting.append(route))
    page.goto(real)
    page.evaluate("for (const each of [document.documentElement, document.body]) each.style.overflowAnchor = 'none'")
    page.locator(".menu a[href='#muc-luc']:visible").first.click()
    once_asked(page, waiting).continue_()
    expect(page.locator("[data-finder]")).not_to_have_attribute("hidden", "")
    expect(page.locator("[data-count]")).to_contain_text("nơi ở")
    assert page.evaluate("document.querySelector('#muc-luc').getBoundingClientRect().top") < 100
    assert page.url == f"{real}#"
    assert page.evaluate("document.activeElement.id") == "muc-luc"


def test_every_count_is_kept(phone: BrowserContext, many: str) -> None:
    """What a chip promises is what is there once it is pressed."""
    page = visit(phone, f"{many}#noi={PROVINCE}")
    assert count(page) == IN_ONE
    page.locator("[data-more]").click()
    shown = page.locator(".finder__ask .chip[aria-pressed]:visible")
    names = shown.evaluate_all("(chips) => chips.map((chip) => chip.children[1].textContent)")
    assert len(names) > 12
    for name in names[::2]:
        chip = page.locator(".finder__ask .chip[aria-pressed]", has=page.get_by_text(name, exact=True))
        promised = chip.locator(".chip__count").inner_text()
        chip.click()
        expect(chip).to_have_attribute("aria-pressed", "true")
        expect(page.locator("[data-count]")).to_have_text(f"{promised} nơi phù hợp")
        expect(chip).to_be_focused()
        chip.click()
        expect(page.locator("[data-count]")).to_have_text(f"{IN_ONE} nơi phù hợp")


def fits(place: Location, kinds: frozenset[str], cost: bool, papers: bool, spoken: str | None) -> bool:
    """Whether one service of the place is wanted, free and without papers, all at once."""
    return (not spoken or spoken in place.languages) and any(
        each.kind in kinds and (each.free or not cost) and (each.no_papers or not papers) for each in place.services
    )


def test_the_filters_agree_with_the_records(phone: BrowserContext, many: str, records: Site) -> None:
    """Every combination of filters, against the records themselves: free PrEP is PrEP that is free."""
    here = [each for each in records.open_locations if records.units.province(each.unit).id == PROVINCE]
    page = visit(phone, f"{many}#noi={PROVINCE}")
    filters = (("gia", "mien-phi"), ("giay", "khong"), ("tieng", "en"))
    for need in ("prep", "livelihood"):
        kinds = records.kinds_under(need)
        for number in range(4):
            for chosen in combinations(filters, number):
                names = dict(chosen)
                wanted = [p for p in here if fits(p, kinds, "gia" in names, "giay" in names, names.get("tieng"))]
                query = "&".join(f"{name}={value}" for name, value in chosen)
                page.goto(f"{many}#can={records.service_kinds[need].part}&noi={PROVINCE}&{query}")
                expect(page.locator("[data-count]")).to_have_text(f"{len(wanted)} nơi phù hợp")


def test_back_leads_out_of_the_finder_and_an_address_can_be_shared(phone: BrowserContext, real: str) -> None:
    """The address is the question, on another phone too; no answer is a step, and the way back finds the last one."""
    site = real.removesuffix("noi-giup-do/")
    page = phone.new_page()
    page.goto(site)
    page.goto(real)
    steps = page.evaluate("history.length")
    page.locator("[data-needs] .chip", has_text="PrEP").click()
    page.locator("[data-provinces] a", has_text="Hồ Chí Minh").click()
    expect(page.locator("[data-count]")).to_have_text("4 nơi phù hợp")
    assert page.evaluate("document.activeElement.matches('[data-count]')"), "focus went to the count, not to nowhere"
    asked = page.url
    names = page.locator(".place h3").all_inner_texts()
    assert visit(phone, asked).locator(".place h3").all_inner_texts() == names
    page.locator("[data-everywhere]").press("Enter")
    expect(page.locator("[data-count]")).to_contain_text("tỉnh, thành phố")
    assert page.evaluate("document.activeElement.matches('[data-count]')")
    page.locator("[data-provinces] a", has_text="Hồ Chí Minh").click()
    page.locator(".place h3 a").first.click()
    page.go_back()
    expect(page.locator(".place h3")).to_have_text(names)
    assert page.evaluate("history.length") == steps + 1
    page.go_back()
    assert page.url == site


def test_nothing_is_sent_and_nothing_is_kept(browser: Browser, many: str) -> None:
    """No request leaves the site or says what was typed, chosen or where; no cookie, no storage."""
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, geolocation=HANOI, permissions=["geolocation"]
    )
    asked: list[str] = []
    context.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''} {request.headers}"))
    page = visit(context, f"{many}#can=prep&noi=ha-noi&gia=mien-phi")
    page.locator("#o-dau").fill("khu pho bi mat")
    page.keyboard.press("Enter")
    page.locator("[data-near]").click()
    expect(page.locator("[data-near]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".place").first).to_be_visible()
    site = many.removesuffix("noi-giup-do/")
    assert [line for line in asked if not line.startswith(site)] == []
    spoken = "\n".join(asked)
    for secret in ("mat", "bi%20", "mien-phi", "can=", "21.01", "105.82", "21%2E"):
        assert secret not in spoken.replace("format", ""), secret
    assert "21.0" not in page.url
    assert context.cookies() == []
    kept = "Promise.all([localStorage.length, sessionStorage.length, indexedDB.databases(), caches.keys()])"
    assert page.evaluate(kept) == [0, 0, [], []]
    assert page.evaluate("navigator.serviceWorker.getRegistrations()") == []
    context.close()


def test_the_first_answer_needs_no_other_province(phone: BrowserContext, many: str) -> None:
    """One summary, one province."""
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url.removeprefix(many)))
    visit(phone, f"{many}#noi=ha-noi/dong-da")
    assert [each for each in asked if "du-lieu" in each] == ["du-lieu.json", "du-lieu/ha-noi.json"]


def test_a_commune_without_places_shows_the_nearest(phone: BrowserContext, real: str) -> None:
    """It says so, and measures from the commune's centre; who is in no known commune comes last, without a distance."""
    page = visit(phone, f"{real}#noi=ho-chi-minh/tan-dinh")
    assert "Chưa biết nơi nào ở Phường Tân Định" in page.locator("[data-note]").inner_text()
    far = [card.locator(".finder__far span").all_inner_texts() for card in page.locator(".place").all()]
    measured = [
        int(re.findall(r"khoảng ([\d.]+) km, tính từ trung tâm Phường Tân Định", each[0])[0]) for each in far if each
    ]
    assert measured == sorted(measured) != []
    assert far == [each for each in far if each] + [each for each in far if not each]


def haversine(
    page: Page, one: dict[str, float], places: list[tuple[float, float]], modules: Callable[..., Any]
) -> list[float]:
    script = "return values[1].map((each) => near.distance(values[0], each));"
    found: list[float] = modules(page, script, [one["latitude"], one["longitude"]], places)
    return found


def test_near_me(browser: Browser, many: str, records: Site, modules: Callable[..., Any]) -> None:
    """By a click: the nearest first, measured as they are known; few provinces come; a second click forgets it."""
    context = browser.new_context(geolocation=HANOI, permissions=["geolocation"])
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = visit(context, many)
    page.locator("[data-near]").click()
    expect(page.locator(".place").first).to_be_visible()
    provinces = [each for each in asked if "/du-lieu/" in each]
    assert 0 < len(provinces) <= 8
    fresh = [
        each
        for each in records.open_locations
        if not (each.verified.due(records.config) and each.verified.due(records.config) < TODAY)
    ]
    known = [(each, point) for each in fresh if (point := where(records, each))]
    far = haversine(page, HANOI, [point for _, point in known], modules)
    order = sorted(zip(far, (each.name for each, _ in known), strict=True))
    shown = page.locator(".place h3").all_inner_texts()
    assert shown[:5] == [name for _, name in order[:5]]
    lines = page.locator(".place .finder__far span").all_inner_texts()
    assert any(re.fullmatch(r"cách [\d.,]+ k?m", line) for line in lines)
    assert any(re.fullmatch(r"khoảng \d+ km, tính từ trung tâm xã, phường", line) for line in lines)
    assert not page.url.partition("#")[2]
    page.locator("[data-near]").click()
    expect(page.locator("[data-count]")).to_contain_text("tỉnh, thành phố")
    context.close()


def test_no_need_changes_what_is_fetched(browser: Browser, real: str, many: str, records: Site) -> None:
    """Near me, another need, a province by hand, another need: the same requests in the same order each time."""
    parts = [each.part for each in records.service_kinds.values()]
    for base, needs in ((real, ["", *parts]), (many, parts[::5])):
        seen = {need: journey(browser, base, need) for need in needs}
        first = seen[needs[0]]
        assert len([each for each in first if "du-lieu/" in each]) > 6
        assert {need: asked for need, asked in seen.items() if asked != first} == {}


def journey(browser: Browser, base: str, need: str) -> list[str]:
    """What is asked for, in order once the page is there, by somebody in Hà Nội with this need.

    What comes again is in the browser's cache; fonts and the icon of the tab come when they like.
    """
    context = browser.new_context(geolocation=HANOI, permissions=["geolocation"])
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url.partition("#")[0].removeprefix(base)))
    page = visit(context, f"{base}#can={need}" if need else base)
    count, other = page.locator("[data-count]"), page.locator("[data-needs] .chip[aria-pressed=false]:visible").first
    page.locator("[data-near]").click()
    expect(count).to_contain_text("phù hợp quanh bạn")
    other.click()
    expect(count).to_contain_text("phù hợp quanh bạn")
    page.locator("#o-dau").fill("Cà Mau")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.locator("#o-dau").press("Enter")
    expect(count).to_have_text(re.compile("phù hợp$"))
    page.locator("[data-needs] .chip:visible").last.click()
    page.wait_for_timeout(100)  # for what should not come
    context.close()
    asked = [each for each in dict.fromkeys(asked) if "/fonts/" not in each and "/emblem." not in each]
    drawn = asked.index("du-lieu.json")
    return sorted(asked[:drawn]) + asked[drawn:]


@pytest.mark.parametrize("near", [0, 1])
def test_a_place_farther_than_what_is_fetched_is_told(browser: Browser, many: str, many_tree: Path, near: int) -> None:
    """Something rare is known in one far province: the page names it, and its file comes by a press alone."""
    summary = json.loads((many_tree / "noi-giup-do/du-lieu.json").read_text())
    rare = summary["kinds"].index("prep")
    for province in summary["provinces"]:
        province[3][rare] = {"ca-mau": 9, "ha-noi": near}.get(province[0], 0)

    def without(route: Route) -> None:
        data = json.loads((many_tree / "noi-giup-do" / route.request.url.removeprefix(many)).read_text())
        prep = data["kinds"].index("prep")
        data["services"] = [[each for each in services if each >> 4 != prep] for services in data["services"]]
        if near and data["province"] == "Hà Nội":
            data["services"][0] = [prep << 4]
        route.fulfill(json=data)

    context = browser.new_context(geolocation=HANOI, permissions=["geolocation"])
    page = context.new_page()
    page.route("**/du-lieu.json", lambda route: route.fulfill(json=summary))
    page.route(re.compile(r"/du-lieu/(?!ca-mau)"), without)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{many}#can=prep")
    page.locator("[data-near]").click()
    expect(page.locator("[data-count]")).to_have_text(f"{near} nơi phù hợp quanh bạn")
    assert page.locator(".place").count() == near
    expect(page.locator("[data-empty]")).to_contain_text("Ở tỉnh, thành khác có:")
    assert page.locator("[data-provinces] a").all_inner_texts() == ["Cà Mau"]
    assert not [each for each in asked if "ca-mau" in each]
    page.locator("[data-provinces] a").click()
    expect(page.locator(".place").first).to_be_visible()
    expect(page.locator("[data-provinces]")).to_be_hidden()
    context.close()


def where(records: Site, place: Location) -> tuple[float, float] | None:
    """Its point, or the centre of its commune as the data files give it."""
    if place.point:
        return round(place.point.latitude, 3), round(place.point.longitude, 3)
    centre = records.units[place.unit].centroid
    return (round(centre[0], 3), round(centre[1], 3)) if centre else None


def test_a_position_refused_is_said(phone: BrowserContext, real: str) -> None:
    """The page goes on, and names the other way."""
    page = visit(phone, real)
    page.locator("[data-near]").click()
    expect(page.locator("[data-near]")).to_contain_text("Hãy gõ tên nơi bạn ở")
    assert page.locator("[data-near]").get_attribute("aria-pressed") == "false"


def test_distances(phone: BrowserContext, real: str, modules: Callable[..., Any]) -> None:
    """Against arcs of the mean sphere (radius 6,371,008.8 m), whose lengths are known."""
    page = visit(phone, real)
    pairs = [
        [[0, 0], [0, 1]],
        [[0, 0], [90, 0]],
        [[0, 179.5], [0, -179.5]],
        [[21, 105], [21, 105]],
        [[60, 0], [60, 180]],
    ]
    found = modules(page, "return values[0].map(([a, b]) => near.distance(a, b));", pairs)
    assert found == pytest.approx([111195.08, 10007557.22, 111195.08, 0, 6671704.81], abs=0.02)
    box = [10, 105, 11, 106]
    points = [[10.5, 105.5], [10.5, 104], [9, 105], [12, 107]]
    to_box = modules(page, "return values[1].map((point) => near.toBox(point, values[0]));", box, points)
    assert to_box[0] == 0
    assert to_box[2] == pytest.approx(111195.08, abs=0.02)
    assert all(metres > 100_000 for metres in to_box[1:])


def test_distances_are_no_finer_than_they_are_known(
    phone: BrowserContext, real: str, modules: Callable[..., Any]
) -> None:
    """Hundreds of metres below 2 km, then kilometres; from the centre of a commune never less than one."""
    page = phone.new_page()
    page.goto(real)
    metres = [20, 149, 949, 951, 1449, 1960, 2400, 153_700]
    said = modules(page, "return values[0].map((each) => [near.rounded(each), near.rounded(each, true)]);", metres)
    assert [point for point, _ in said] == [
        {"meter": 100, "below": True},
        {"meter": 100},
        {"meter": 900},
        {"kilometer": 1},
        {"kilometer": 1.4},
        {"kilometer": 2},
        {"kilometer": 2},
        {"kilometer": 154},
    ]
    assert [centre["kilometer"] for _, centre in said] == [1, 1, 1, 1, 1, 2, 2, 154]


def test_fragments(phone: BrowserContext, real: str, modules: Callable[..., Any]) -> None:
    """What is written is read again; what nobody wrote is left out; a bare word is a need."""
    page = phone.new_page()
    page.goto(real)
    whole = "#can=prep,dieu-tri-methadone&noi=ha-noi/dong-da&gia=mien-phi&tieng=en&giay=khong&mo=1"
    written = [whole, "", "#noi-tam-lanh", "#noi=<b>,ha-noi&x=1&__proto__=2&mo=9", "#can=%00&can=prep", "#&&==&"]
    again = modules(page, "return values[0].map((each) => query.format(query.parse(each)));", written)
    assert again == [whole, "#", "#can=noi-tam-lanh", "#noi=ha-noi", "#can=prep", "#"]


def test_overdue_places_sink_and_say_so(phone: BrowserContext, many: str, records: Site) -> None:
    """They come after all others, in words and with an outlined button."""
    page = visit(phone, f"{many}#can=dieu-tri-methadone&noi={PROVINCE}")
    while page.locator("[data-rest]").is_visible():
        page.locator("[data-rest]").click()
    late = {each.name for each in records.open_locations if (day := each.verified.due(records.config)) and day < TODAY}
    names = page.locator(".place h3").all_inner_texts()
    overdue = [name in late for name in names]
    assert overdue == sorted(overdue)
    assert True in overdue
    said = page.locator(".place", has_text="Quá hạn kiểm tra").locator("h3").all_inner_texts()
    assert said == [name for name in names if name in late]


def test_a_card_reads_like_the_static_one(phone: BrowserContext, real: str) -> None:
    """Every line of a place in the province's own list stands on its card here, linked alike."""
    page = visit(phone, f"{real}#noi=ho-chi-minh")
    cards = "(cards) => cards.map((card) => [card.querySelector('h3 a').href, card.innerText])"
    links = ".place a[href^='tel:']"
    made = dict(page.locator(".place").evaluate_all(cards))
    called = {each.get_attribute("href") for each in page.locator(links).all()}
    page.goto(f"{real}ho-chi-minh/")
    static = dict(page.locator(".place").evaluate_all(cards))
    assert made.keys() == static.keys()
    for href, text in static.items():
        assert [line for line in text.splitlines() if line.strip() not in made[href]] == [], made[href]
    assert called == {each.get_attribute("href") for each in page.locator(links).all()}


def test_records_are_text(phone: BrowserContext, many: str, many_tree: Path) -> None:
    """Markup in a record is shown as it is written."""
    page = phone.new_page()
    data = json.loads((many_tree / "noi-giup-do/du-lieu/ha-noi.json").read_text())
    wild = '<img src=x onerror=alert(1)>{n} & "ngoặc"'
    data |= {name: [wild] * data["count"] for name in ("name", "address", "former", "phone")}
    data |= {"offices": [wild] * len(data["offices"]), "opening": [["", "", wild]] * len(data["opening"])}
    page.route("**/du-lieu/ha-noi.json", lambda route: route.fulfill(json=data))
    page.goto(f"{many}#noi=ha-noi")
    expect(page.locator(".place h3").first).to_have_text(wild)
    assert page.locator(".finder img").count() == 0


def test_more_cards_take_the_focus_along(phone: BrowserContext, many: str) -> None:
    """Twenty at once; the button leads to the first of the next."""
    page = visit(phone, f"{many}#noi={PROVINCE}")
    assert page.locator(".place").count() == 20
    page.locator("[data-rest]").press("Enter")
    assert page.locator(".place").count() == 40
    assert page.evaluate("document.activeElement.textContent") == page.locator(".place h3").nth(20).inner_text()
    page.locator(".place h3 a").nth(30).focus()
    page.evaluate("location.hash = 'can=prep&noi=ha-noi'")
    expect(page.locator(".place")).not_to_have_count(40)
    assert page.evaluate("document.activeElement.matches('[data-count]')")


def test_results_are_announced_once_things_are_quiet(phone: BrowserContext, real: str) -> None:
    """A polite status, said after the last of several changes."""
    page = phone.new_page()
    page.clock.install(time=NOON)
    page.goto(f"{real}#noi=ho-chi-minh")
    count, status = page.locator("[data-count]"), page.locator("[data-status]")
    expect(count).to_have_text("15 nơi phù hợp")
    assert status.get_attribute("role") == "status"
    page.clock.pause_at("2026-11-23T10:30:00+07:00")
    expect(status).to_have_text("15 nơi phù hợp")
    page.locator("[data-needs] .chip", has_text="PrEP").click()
    expect(count).not_to_have_text("15 nơi phù hợp")
    one = count.inner_text()
    page.clock.run_for(300)
    page.locator("[data-needs] .chip", has_text="Methadone").click()
    expect(count).not_to_have_text(one)
    page.clock.run_for(500)
    expect(status).to_have_text("15 nơi phù hợp")
    page.clock.run_for(300)
    expect(status).to_have_text(count.inner_text())


def test_without_the_index_of_names_provinces_are_chosen_from_a_list(phone: BrowserContext, real: str) -> None:
    """The field gives way to a plain list when its script does not come; focus goes along."""
    phone.route("**/assets/js/places.*.js", lambda route: route.abort())
    page = visit(phone, real)
    page.locator("#o-dau").focus()
    chosen = page.locator("select")
    expect(chosen).to_be_focused()
    expect(page.get_by_role("combobox", name="Bạn ở đâu?")).to_be_visible()
    chosen.select_option(label="Hà Nội")
    expect(page.locator("[data-count]")).to_have_text("4 nơi phù hợp")
    chosen.select_option("")
    expect(page.locator("[data-count]")).to_contain_text("tỉnh, thành phố")


def test_a_browser_of_2020_finds_places(phone: BrowserContext, real: str) -> None:
    """Telephones are kept for long: nothing is asked of a browser that came with Safari 14.1 or Chrome 86."""
    phone.add_init_script(OF_2020)
    page = visit(phone, f"{real}#noi=ho-chi-minh/tan-dinh")
    expect(page.locator(".finder__far").first).to_contain_text(" km, tính từ trung tâm Phường Tân Định")
    page.locator("#o-dau").fill("ha noi")
    expect(page.locator("[role=option]").first).to_have_text("Thành phố Hà Nội")


def test_a_browser_that_lacks_something_leads_to_the_page_of_the_province(phone: BrowserContext, real: str) -> None:
    """Whatever it is: where the finder cannot show places, the link to the plain list stands instead of nothing."""
    phone.add_init_script("Array.prototype.flatMap = () => { throw new TypeError('flatMap'); }")
    page = phone.new_page()
    page.goto(f"{real}#noi=ha-noi")
    page.locator("[data-provinces] a").click()
    assert page.url == f"{real}ha-noi/"


@pytest.mark.parametrize("lost", ["**/du-lieu/ha-noi.json", "**/finder/results.*.js", "**/finder/table.*.js"])
def test_a_province_that_does_not_come_leads_to_its_page(phone: BrowserContext, real: str, lost: str) -> None:
    """A sentence and a link instead of an empty page."""
    page = phone.new_page()
    page.route(lost, lambda route: route.abort())
    page.goto(f"{real}#noi=ha-noi")
    expect(page.locator("[data-count]")).to_contain_text("Không tải được")
    page.locator("[data-provinces] a").click()
    assert page.url == f"{real}ha-noi/"


def test_a_need_that_nobody_meets_says_what_to_do(phone: BrowserContext, real: str) -> None:
    """The address of the plain list still works; a number to call is there."""
    page = visit(phone, f"{real}#noi-tam-lanh")
    expect(page.locator("[data-count]")).to_have_text("Chưa biết nơi nào phù hợp.")
    assert page.locator(".finder__call a").get_attribute("href") == "../duong-day-nong/"
    page.goto(f"{real}#can=dieu-tri-methadone&noi=hue")
    expect(page.locator("[data-empty]")).to_contain_text("Ở tỉnh, thành khác có")
    assert page.locator("[data-provinces] a").first.inner_text() != "Huế"


@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (360, "100%"), (360, "200%"), (1280, "100%")])
def test_it_fits_and_can_be_pressed(browser: Browser, many: str, width: int, text: str) -> None:
    """No sideways scrolling; every button, field and chip is at least 44 px high, in the dark too."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme="dark")
    for asked in ("", f"#can=prep&noi={PROVINCE}/tan-dinh"):
        page = visit(context, many + asked)
        page.evaluate("(size) => { document.documentElement.style.fontSize = size }", text)
        if page.locator("[data-more]").is_visible():
            page.locator("[data-more]").click()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, asked
        heights = "(all) => all.map((each) => [each.getBoundingClientRect().height, each.textContent])"
        pressed = page.locator(".finder :is(button, input, .btn):visible").evaluate_all(heights)
        assert len(pressed) > 8
        assert [each for each in pressed if each[0] < 44] == []
        page.close()
    context.close()


def test_the_page_weighs_little_however_many_places_there_are(site: Path, many_tree: Path) -> None:
    """Brotli 11, as web servers send it. What all pages share (frame, site.css, site.js, icons) is not counted."""

    def weight(root: Path, *files: str) -> int:
        return sum(len(brotli.compress(body(root / file))) for file in files)

    def body(file: Path) -> bytes:
        raw = file.read_bytes()
        return raw[raw.index(b"<main") : raw.index(b"</main>")] if file.suffix == ".html" else raw

    own = [path.relative_to(site).as_posix() for path in (site / "assets/js").rglob("finder*") if path.is_file()]
    own += [path.relative_to(site).as_posix() for path in (site / "assets/js/finder").iterdir()]
    assert len(own) == 10
    first = ("noi-giup-do/index.html", asset(site, "assets/css/finder.css"), *own, "noi-giup-do/du-lieu.json")
    others = (asset(site, "assets/js/opening.js"), asset(site, "assets/js/places.js"))
    before_tap = weight(many_tree, *first, *others)
    assert before_tap <= 35 * 1024
    loaded = before_tap + weight(many_tree, f"noi-giup-do/du-lieu/{PROVINCE}.json", "noi-giup-do/dia-danh.json")
    assert loaded <= 60 * 1024
    few = weight(site, *first)
    assert weight(many_tree, *first) - few <= 2048, "provinces with places are named, of which there are at most 34"


def test_data_files_say_what_the_records_say(many_tree: Path, records: Site) -> None:
    """Every place is in the file of its province; the summary counts them."""
    summary = json.loads((many_tree / "noi-giup-do/du-lieu.json").read_text())
    for part, name, total, counts, box in summary["provinces"]:
        here = [each for each in records.open_locations if records.units.province(each.unit).part == part]
        assert total == len(here), name
        data = json.loads((many_tree / f"noi-giup-do/du-lieu/{part}.json").read_text())
        assert data["part"] == [each.part for each in here]
        for kind, number in zip(summary["kinds"], counts, strict=True):
            wanted = {each.id for each in records.service_kinds.values() if each.part == kind}
            under = records.kinds_under(next(iter(wanted)))
            assert number == sum(1 for each in here if under & {service.kind for service in each.services})
        south, west, north, east = box
        for point in data["point"]:
            assert not point or (south <= point[0] <= north and west <= point[1] <= east)
        assert file_address.locator_data(records.units[part]).endswith(f"/{part}.json")


def test_free_and_insured_are_said_on_the_page_of_a_place(records: Site) -> None:
    """What can be filtered by can be read there, in the words of the record if it has any."""
    place = next(each for each in records.open_locations if all(s.free and s.insurance for s in each.services))
    artifact = own_location(records, place)
    assert "Miễn phí. Nhận bảo hiểm y tế" in artifact.make().content  # type: ignore[union-attr]


def test_every_language_has_a_name() -> None:
    """A code that may be written is a word that is shown."""
    assert set(LANGUAGES) == set(Language.__args__)  # type: ignore[attr-defined]
    assert len(LANGUAGES) <= 32, "each is a bit of a 32-bit number in the finder"


def test_former_names_find_places_of_today(phone: BrowserContext, real: str) -> None:
    """By keyboard alone: type without accents, go down, choose; a divided unit asks for the part."""
    page = visit(phone, real)
    field = page.locator("#o-dau")
    field.press_sequentially("quan 6")
    expect(page.locator("[role=option]").first).to_contain_text("Quận 6")
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    marked = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert marked.get_attribute("aria-selected") == "true"
    field.press("Enter")
    expect(page.locator("[data-note]")).to_contain_text("Quận 6 nay là 4 phường:")
    expect(page.locator("[data-count]")).to_have_text("2 nơi phù hợp")
    page.locator("[data-note] .chip", has_text="Phú Lâm").press("Enter")
    expect(page.locator("[data-count]")).to_have_text("1 nơi phù hợp")
    expect(page.locator("[data-note] .chip", has_text="Phú Lâm")).to_be_focused()
    page.locator("[data-note] .chip", has_text="Phú Lâm").press("Enter")
    expect(page.locator("[data-count]")).to_have_text("2 nơi phù hợp")
    field.fill("khong co noi nay")
    field.press("Enter")
    expect(page.locator("[data-error]")).to_contain_text("Không thấy nơi này")
    assert field.get_attribute("aria-invalid") == "true"


def test_no_letter_changes_what_is_fetched(browser: Browser, real: str, records: Site) -> None:
    """Former wards of Hà Nội, a province and no name, equally long: while somebody types, the same requests."""
    units = records.units
    former = [each for each in units.values() if each.valid_to and (each.parent or "").startswith("cu/d")]
    here = {fold(each.name) for each in former if units.province(units.successors(each.id)[0].id).id == "ha-noi"}
    names = [*sorted(each for each in here if len(each) == 16)[:8], "tinh dong thap  ", "khong co noi nay"]
    assert {len(each) for each in names} == {16}
    assert len(names) == 10
    seen = {name: typing(browser, real, name) for name in names}
    assert {name: asked for name, asked in seen.items() if asked != FETCHED_FOR_A_NAME} == {}


FETCHED_FOR_A_NAME = ["assets/js/places.js", "noi-giup-do/dia-danh.json", "noi-giup-do/dia-danh-cu.json"]


def typing(browser: Browser, base: str, name: str) -> list[str]:
    """What is asked for, in order, while the name is typed."""
    context = browser.new_context()
    page = visit(context, base)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url.removeprefix(base.removesuffix("noi-giup-do/"))))
    with page.expect_response("**/dia-danh-cu.json"):
        page.locator("#o-dau").press_sequentially(name)
    page.wait_for_timeout(100)  # for what should not come
    context.close()
    return [re.sub(r"\.\w{8}\.js$", ".js", each) for each in asked if "/emblem." not in each]


def test_former_communes_are_suggested_once_they_are_there(phone: BrowserContext, real: str) -> None:
    """What answers before stands at once; a list that did not come is asked for again by no letter."""
    held: list[Route] = []
    phone.route("**/dia-danh-cu.json", lambda route: held.append(route))
    page = visit(phone, real)
    field, first = page.locator("#o-dau"), page.locator("[role=option]").first
    field.press_sequentially("quan 10")
    expect(first).to_contain_text("Quận 10")
    field.fill("phuong 12 quan 10")
    expect(first).to_be_hidden()
    once_asked(page, held).abort()
    field.press("Space")
    page.wait_for_timeout(200)
    assert held == [], "a letter asked again"
    field.press("Enter")  # who asks for a place asks for its list too
    once_asked(page, held).continue_()
    expect(page.locator("[data-note]")).to_contain_text("Phường 12, Quận 10 nay là Phường Hòa Hưng")


def test_open_now(phone: BrowserContext, many: str, records: Site) -> None:
    """Only places whose hours are known and say so, and whose check is not long overdue."""
    page = visit(phone, f"{many}#noi={PROVINCE}&mo=1")
    found = count(page)
    assert 0 < found < IN_ONE
    while page.locator("[data-rest]").is_visible():
        page.locator("[data-rest]").click()
    assert page.locator(".place .tag--ok").count() == found
    by_name = {each.name: each for each in records.open_locations}
    for name in page.locator(".place h3").all_inner_texts():
        day = by_name[name].verified.due(records.config)
        assert by_name[name].schedule
        assert not day or (TODAY - day).days <= 30
