"""Place search in the real browser over the real tables: what people type finds today's units."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import brotli
import pytest
from playwright.sync_api import Browser, Page

from generator.model.config import SiteConfig
from generator.model.site import Site
from generator.model.unit import Unit
from generator.model.vietnamese import fold, sort_key
from generator.renderers.gazetteer import gazetteer
from generator.source.reader import PLACEHOLDER
from generator.source.units import load_units
from tests.conftest import ROOT, TODAY
from tests.site import serve

SCRIPT = ROOT / "theme_overrides/assets/js/places.js"
UNITS, _ = load_units(ROOT)
CONFIG: SiteConfig = PLACEHOLDER
FIRST = "noi-giup-do/dia-danh.json"
FORMER = "noi-giup-do/dia-danh-cu.json"
Answers = list[dict[str, Any]]
Find = Callable[..., list[dict[str, Any]]]

DISTRICTS = [unit for unit in UNITS.values() if unit.valid_to and unit.id.startswith("cu/d")]
PROVINCES = [unit for unit in UNITS.values() if unit.valid_to and unit.parent is None]
WARDS = [unit for unit in UNITS.values() if unit.valid_to and unit.parent and unit.parent.startswith("cu/d")]
SAMPLE = random.Random(4).sample(sorted(WARDS, key=lambda unit: unit.id), 300)
COMMUNES = [unit for unit in UNITS.values() if not unit.valid_to]
CALLED_BY_CODE = [unit for unit in COMMUNES if any(map(str.isdigit, unit.part)) or "/xa-" in unit.id]
TODAYS = CALLED_BY_CODE + random.Random(5).sample(COMMUNES, 300)


@cache
def files() -> dict[str, Any]:
    """The files as they are published."""
    return {each.path: each.make() for each in gazetteer(Site(CONFIG, units=UNITS), TODAY)}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The files of place search and its script, served on loopback."""
    root = tmp_path_factory.mktemp("places")
    for path, content in {**files(), "places.js": SCRIPT.read_bytes(), "index.html": b"<!doctype html>"}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)  # type: ignore[arg-type]
    with serve(root) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, base: str) -> Iterator[Page]:
    """An empty page of the site."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(base)
    yield page
    context.close()


def found(page: Page, queries: list[str], limit: int = 5, whole: bool = False) -> list[dict[str, Any]]:
    """For each query the answers and where else there may be more; `whole` with former communes."""
    made: list[dict[str, Any]] = page.evaluate(
        """async ([queries, limit, whole]) => {
            const { open } = await import('/places.js');
            const index = await open('/noi-giup-do/' + (whole ? '?whole' : '')); // one for each
            if (whole) await index.more();
            return queries.map((query) => {
                const answers = index.find(query, limit);
                return { answers: [...answers], more: answers.more };
            });
        }""",
        [queries, limit, whole],
    )
    return made


def leads_to(answers: Answers) -> list[list[str]]:
    """The units that each answer gives or asks between."""
    return [[answer["unit"]] if answer["unit"] else [part["unit"] for part in answer["parts"]] for answer in answers]


def plain(unit: Unit) -> str:
    """A unit with all that it lay in, as a visitor writes it: without marks."""
    names = []
    above: Unit | None = unit
    while above:
        names.append(above.name)
        above = UNITS[above.parent] if above.parent else None
    return fold(", ".join(names))


def successors(unit: Unit) -> list[str]:
    return [each.id for each in UNITS.successors(unit.id)]


@pytest.mark.browser
@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("quan 6", {"binh-tien", "binh-tay", "binh-phu", "phu-lam"}),
        ("district 6", {"binh-tien", "binh-tay", "binh-phu", "phu-lam"}),
        ("q6", {"binh-tien", "binh-tay", "binh-phu", "phu-lam"}),
        ("Q.6", {"binh-tien", "binh-tay", "binh-phu", "phu-lam"}),
        ("quan 1", {"sai-gon", "ben-thanh", "tan-dinh", "cau-ong-lanh"}),
        ("QUẬN 1  ", {"sai-gon", "ben-thanh", "tan-dinh", "cau-ong-lanh"}),
        ("h. hoc mon", {"ba-diem", "dong-thanh", "hoc-mon", "xuan-thoi-son"}),
    ],
)
def test_a_district_by_its_kind_comes_first(page: Page, typed: str, units: set[str], whole: bool) -> None:
    """A district that went into several units asks which part; the number has to be the whole one."""
    ((first, *_),) = (each["answers"] for each in found(page, [typed], whole=whole))
    assert first["unit"] is None
    assert {part["unit"] for part in first["parts"]} == {f"ho-chi-minh/{unit}" for unit in units}
    assert all(part["name"] == UNITS[part["unit"]].name for part in first["parts"])


@pytest.mark.browser
@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(
    ("typed", "unit", "was"),
    [
        ("dong da", "ha-noi/dong-da", ""),
        ("  Đống   Đa ", "ha-noi/dong-da", ""),
        ("đống đa, hà nội", "ha-noi/dong-da", ""),
        (unicodedata.normalize("NFD", "ĐỐNG ĐA"), "ha-noi/dong-da", ""),
        ("ba dinh", "ha-noi/ba-dinh", ""),
        ("hoc mon", "ho-chi-minh/hoc-mon", ""),
        ("Hóc Môn", "ho-chi-minh/hoc-mon", ""),
        ("bien hoa", "dong-nai/bien-hoa", ""),
        ("thu duc", "ho-chi-minh/thu-duc", ""),
        ("da nang", "da-nang", ""),
        ("tp da nang", "da-nang", ""),
        ("Đồng Nai", "dong-nai", ""),
        ("hanoi", "ha-noi", ""),
        ("Saigon", "ho-chi-minh", ""),
        ("Ho Chi Minh City", "ho-chi-minh", ""),
        ("Dong Nai Province", "dong-nai", ""),
        ("Ba Dinh ward, Hanoi", "ha-noi/ba-dinh", ""),
        ("tinh dong nai", "dong-nai", "Tỉnh Đồng Nai"),
        ("xa trang bom", "dong-nai/trang-bom", "Xã Trảng Bom"),
        ("Bình Định", "gia-lai", "Tỉnh Bình Định"),
        ("tinh binh dinh", "gia-lai", "Tỉnh Bình Định"),
        ("dak lak", "dak-lak", ""),
        ("dac lac", "dak-lak", ""),
        ("tphcm", "ho-chi-minh", ""),
        ("TP.HCM", "ho-chi-minh", ""),
        ("tp hcm", "ho-chi-minh", ""),
        ("sai gon", "ho-chi-minh", ""),
        ("Hoà Xuân", "da-nang/hoa-xuan", ""),
        ("xa dung", "dien-bien/xa-dung", ""),
        ("truong sa", "khanh-hoa/truong-sa", ""),
        ("hocmon", "ho-chi-minh/hoc-mon", ""),
        ("bình phú quận 6", "ho-chi-minh/binh-phu", ""),
    ],
)
def test_todays_unit_is_found_and_its_former_name_told(
    page: Page, typed: str, unit: str, was: str, whole: bool
) -> None:
    """Without marks, in any case and form, half a context, one letter wrong: the unit is among the first three."""
    (answers,) = (each["answers"][:3] for each in found(page, [typed], whole=whole))
    assert (unit, was) in [(answer["unit"], answer["was"]) for answer in answers]
    (answer,) = (each for each in answers if each["unit"] == unit)
    assert answer["name"] == UNITS[unit].name
    assert answer["province"] == UNITS.province(unit).plain_name


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("binh duong", ["Xã Bình Dương", "Phường Bình Dương", "Thành phố Hồ Chí Minh"]),
        ("son tay", ["Phường Sơn Tây", "Xã Sơn Tây", "Xã Sơn Tây", "Thị xã Sơn Tây", "Huyện Sơn Tây"]),
        ("thanh h", ["Tỉnh Thanh Hóa", "Huyện Thanh Hà"]),
    ],
)
def test_the_best_answer_comes_first(page: Page, typed: str, names: list[str]) -> None:
    """Names of today before former ones, whole ones before half ones, provinces before districts before communes."""
    (each,) = found(page, [typed], limit=20)
    assert [answer["name"] for answer in each["answers"]][: len(names)] == names


@pytest.mark.browser
def test_equals_stand_in_vietnamese_alphabetical_order(page: Page) -> None:
    """Hundreds of communes that begin alike, with d before đ, and those of one name by their province."""
    (each,) = found(page, ["xa d"], limit=500)
    communes = [
        (answer["name"], answer["province"])
        for answer in each["answers"]
        if answer["name"].startswith(("Xã D", "Xã Đ"))
    ]
    assert len(communes) > 200
    assert communes == sorted(communes, key=lambda names: (sort_key(names[0]), sort_key(names[1])))


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "unit", "was"),
    [
        ("p ben nghe", "sai-gon", "Phường Bến Nghé, Quận 1"),
        ("phường 12 quận 10", "hoa-hung", "Phường 12, Quận 10"),
        ("quan 10 phuong 12", "hoa-hung", "Phường 12, Quận 10"),
        ("p12 gò vấp", "an-hoi-tay", "Phường 12, Quận Gò Vấp"),
        ("P.12, Q. Gò Vấp, TP.HCM", "an-hoi-tay", "Phường 12, Quận Gò Vấp"),
    ],
)
def test_a_former_ward_is_known_to_be_in_a_province(page: Page, typed: str, unit: str, was: str) -> None:
    """The first file says in which; with the other one the ward is the first answer. Numbers need a district."""
    (before,) = found(page, [typed])
    assert "ho-chi-minh" in before["more"]
    (after,) = found(page, [typed], whole=True)
    assert (after["answers"][0]["unit"], after["answers"][0]["was"]) == (f"ho-chi-minh/{unit}", was)
    assert after["more"] == []


@pytest.mark.browser
@pytest.mark.parametrize("whole", [False, True])
def test_every_former_province_and_district_leads_to_todays_units(page: Page, whole: bool) -> None:
    """All 52 provinces and 691 districts, without marks and with what they lay in: within five answers."""
    former = [*PROVINCES, *DISTRICTS]
    assert len(former) == 52 + 691
    missed = []
    for unit, each in zip(former, found(page, [plain(unit) for unit in former], whole=whole), strict=True):
        wanted = [UNITS.province(successors(unit)[0]).id] if unit.parent is None else successors(unit)
        if set(wanted) not in map(set, leads_to(each["answers"])):
            missed.append((plain(unit), wanted, each["answers"]))
    assert missed == []


@pytest.mark.browser
@pytest.mark.parametrize("whole", [False, True])
def test_every_unit_of_today_is_found_under_its_id(page: Page, whole: bool) -> None:
    """The file has no ids: they follow from the names, but for a few that it gives. A sample, and all of those."""
    missed = [
        unit.id
        for unit, each in zip(TODAYS, found(page, [plain(unit) for unit in TODAYS], whole=whole), strict=True)
        if [unit.id] not in leads_to(each["answers"])
    ]
    assert missed == []


@pytest.mark.browser
def test_former_communes_lead_to_todays_units_once_they_are_there(page: Page) -> None:
    """Of 300: before, their province is named unless the answer is there; after, the main successor comes first."""
    queries = [plain(ward) for ward in SAMPLE]
    unknown = [
        query
        for ward, query, each in zip(SAMPLE, queries, found(page, queries), strict=True)
        if UNITS.province(successors(ward)[0]).id not in each["more"]
        and successors(ward) not in leads_to(each["answers"])
    ]
    assert unknown == []
    missed = [
        (query, successors(ward), each["answers"])
        for ward, query, each in zip(SAMPLE, queries, found(page, queries, whole=True), strict=True)
        if successors(ward) not in leads_to(each["answers"])
    ]
    assert missed == []


@pytest.mark.browser
def test_a_name_nobody_has_sends_to_few_provinces(page: Page) -> None:
    """The set of names may affirm one that it does not hold; made-up names name one province each, not thirty-four."""
    made_up = [f"bwa{first}x {second}woq" for first in "abcdefghij" for second in "klmnopqrst"]
    assert sum(len(each["more"]) for each in found(page, made_up)) < 2 * len(made_up)


@pytest.mark.browser
def test_nothing_typed_leaves_the_page(browser: Browser, base: str) -> None:
    """Nothing is asked for before the first call; then the first file once, and the other once when wanted."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(base)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(base)))
    page.evaluate("import('/places.js')")
    assert asked == ["places.js"]
    found(page, ["Đống Đa", "p ben nghe"])
    page.evaluate(
        """async () => {
            const index = await (await import('/places.js')).open('/noi-giup-do/');
            await Promise.all([index.more(), index.more()]);
            index.find('phuong 12 quan 10');
        }"""
    )
    assert asked == ["places.js", FIRST, FORMER]
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


@pytest.mark.browser
def test_a_file_that_failed_is_asked_for_again(page: Page) -> None:
    """On a bad line the first try fails and says so; the next one works."""
    for address in ("dia-danh.json", "dia-danh-cu.json"):
        page.route(f"**/{address}", lambda route: route.abort(), times=1)
    outcome = page.evaluate(
        """async () => {
            const { open } = await import('/places.js');
            const failed = await open('noi-giup-do/?again').catch(() => 'failed');
            const index = await open('noi-giup-do/?again');
            const missed = await index.more().catch(() => 'missed');
            return [failed, missed, await index.more() === index];
        }"""
    )
    assert outcome == ["failed", "missed", True]


@pytest.mark.browser
def test_folding_is_the_same_in_both_languages(page: Page) -> None:
    """What the program folds for the files and what the page folds when somebody types come out alike."""
    names = sorted({word for unit in UNITS.values() for word in unit.name.split()})
    names += [unicodedata.normalize("NFD", name).upper() for name in names]
    folded = page.evaluate("async (names) => names.map((await import('/places.js')).fold)", names)
    assert folded == [fold(name) for name in names]


def test_the_first_answer_weighs_little() -> None:
    """At most 30 KB by Brotli with the script; with all former communes no more than 60 KB."""
    weight = {path: len(brotli.compress(content)) for path, content in files().items()}  # type: ignore[arg-type]
    script = len(brotli.compress(SCRIPT.read_bytes()))
    assert script <= 3.5 * 1024
    assert weight.keys() == {FIRST, FORMER}
    assert weight[FIRST] + script <= 30_000
    assert weight[FIRST] + weight[FORMER] <= 60 * 1024


def test_the_files_are_the_same_every_time(tmp_path: Path) -> None:
    """Read again from the tables, the same bytes; other tables, another edition."""
    again, _ = load_units(ROOT)
    assert {each.path: each.make() for each in gazetteer(Site(CONFIG, units=again), TODAY)} == files()
    nothing, _ = load_units(tmp_path)
    assert nothing.digest != again.digest
    assert len(list(gazetteer(Site(CONFIG, units=nothing), TODAY))) == 1
