"""Places without a browser: distances, old numbers, the dot map, what machines read, needs without a place."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from generator import load, render
from generator.desk.mint import mint
from generator.language import translator
from generator.model.artifact import Page
from generator.model.diagnostic import Diagnostic
from generator.model.dots import ALWAYS, DotMap, Spot, country_map, dot_map
from generator.model.geo import Neighbours, kilometres, middle
from generator.model.location import Location, Point, Verified
from generator.model.neutral import code
from generator.model.phones import grouped, is_mobile, renumbered
from generator.model.record import Source
from generator.model.unit import Units
from generator.renderers.directions import ways
from generator.renderers.place_ld import NamedPlace, said_of_place
from generator.renderers.timing import timing
from tests.conftest import EXAMPLES, ROOT, TODAY
from tests.site import edit, small

SITE = small()
SOURCE = Source(title="Ví dụ tự đặt, không phải nơi có thật")


def place(**known: object) -> Location:
    """A made-up place of which only `known` is known."""
    least = {"id": "vi-du", "name": "Cơ sở ví dụ", "services": [{"kind": "methadone"}], "unit": "can-tho"}
    return Location.model_validate({**least, "verified": Verified(source=SOURCE), **known})


def pages(root: Path) -> dict[str, Page]:
    """Every page of a site by its path."""
    site, diagnostics = load(root)
    assert diagnostics == []
    made = {each.path: each.make() for each in render(site, TODAY) if each.shape}
    return {path: page for path, page in made.items() if isinstance(page, Page)}


def add_places(root: Path, number: int, unit: str = "can-tho/ninh-kieu", kind: str = "methadone") -> None:
    """Write made-up places, each with a point of its own."""
    for index in range(1, number + 1):
        (root / f"data/locations/co-so-{unit.replace('/', '-')}-{index}.yaml").write_text(
            f"id: co-so-{unit.replace('/', '-')}-{index}\nname: Cơ sở ví dụ số {index}\n"
            f"services:\n  - kind: {kind}\n    accepts_new: yes\n    dosing: daily\n"
            f"unit: {unit}\naddress: Số {index}, đường Ví dụ\n"
            f"point:\n  latitude: {10.0 + index / 100}\n  longitude: {105.7 + index / 50}\n"
            "verified:\n  source:\n    title: Ví dụ tự đặt, không phải nơi có thật\n",
            encoding="utf-8",
        )


POSITIONS = st.tuples(st.floats(8, 23.5), st.floats(102, 117.5))


@given(POSITIONS, st.lists(POSITIONS, min_size=1, max_size=60))
def test_the_nearest_is_what_comparing_all_finds(here: tuple[float, float], others: list[tuple[float, float]]) -> None:
    """Looking only into cells around leaves nobody nearer out."""
    found = Neighbours(dict(enumerate(others))).nearest(here)
    assert found is not None
    assert kilometres(here, others[found]) == min(kilometres(here, each) for each in others)


def test_distances_are_right() -> None:
    """Hà Nội to Thành phố Hồ Chí Minh is some 1,140 km as the crow flies; nothing has no middle and no neighbour."""
    assert kilometres((21.028, 105.854), (10.776, 106.701)) == pytest.approx(1142, abs=8)
    assert middle([]) is None
    assert Neighbours({}).nearest((10, 106)) is None


@pytest.mark.parametrize(
    ("written", "today"),
    [
        ("07113.866 392", "0293 3866 392"),
        ("(04) 3800 0000", "024 3800 0000"),
        ("08 3800 0000", "028 3800 0000"),
        ("0650 3 000 000", "0274 3000 000"),
        ("0838000000", None),  # a mobile number of today
        ("0293 3866 392", None),
        ("0203 3800 000", None),  # begins like the old code of Lào Cai
        ("1900 9095", None),
        ("0711 866 392", None),  # too short since 2008: nobody can say what it became
    ],
)
def test_old_area_codes_become_the_numbers_of_today(written: str, today: str | None) -> None:
    """Only where the table and the shape of the number leave no doubt."""
    assert renumbered(written, SITE.area_codes) == today


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("912 345 678", "0912 345 678"),
        ("24 3333 5599", "024 3333 5599"),
        ("(024) 3333.5599", "(024) 3333.5599"),
        ("02433335599", "024 3333 5599"),
        ("+84 24 3333 5599", "+84 24 3333 5599"),
        ("1900 9095", "1900 9095"),
        ("115", "115"),
    ],
)
def test_a_number_is_shown_as_it_is_dialled(written: str, shown: str) -> None:
    """With the 0 that a table took away; else as somebody wrote it in groups, or as Việt Nam groups it."""
    assert grouped(written) == shown


def test_the_table_of_area_codes_is_whole() -> None:
    """59 of 63 provinces changed (Decision 2036/QĐ-BTTTT); no code of today is an old one, each is there once."""
    assert len(SITE.area_codes) == 59
    assert len({each.old for each in SITE.area_codes}) == len({each.new for each in SITE.area_codes}) == 59
    assert all(each.new.startswith("2") for each in SITE.area_codes)
    assert is_mobile("+84 900 000 000")
    assert not is_mobile("028 3800 0000")


def test_a_map_of_the_country_shows_hoang_sa_and_truong_sa_or_is_not_drawn() -> None:
    """Both are on the map of all communes; without one of them, or with its code on another unit, there is none."""
    whole = country_map(SITE.units)
    assert isinstance(whole, DotMap)
    shown = {name for dot in whole.dots for name in dot.names}
    assert {"Đặc khu Hoàng Sa", "Đặc khu Trường Sa"} <= shown
    for lost in ALWAYS:
        for units in (
            Units({key: unit for key, unit in SITE.units.items() if key != lost}),
            Units({**SITE.units, lost: replace(SITE.units[lost], centroid=None)}),
            Units({**SITE.units, lost: replace(SITE.units[lost], code="00000")}),
        ):
            refused = country_map(units)
            assert isinstance(refused, Diagnostic)
            assert refused.code == "G023"
            assert lost in str(refused.message)


def test_a_map_of_one_province_names_its_islands_far_out() -> None:
    """Đà Nẵng and Khánh Hòa are never drawn as if they ended at the coast; other provinces name nothing."""
    spots = [Spot((16.0 + i / 100, 108.2), f"Nơi {i}", "da-nang/hai-chau") for i in range(3)]
    drawn = dot_map(spots, (SITE.units["da-nang"],), SITE.units)
    assert isinstance(drawn, DotMap)
    assert drawn.beyond == ("Đặc khu Hoàng Sa",)
    elsewhere = dot_map(spots, (SITE.units["can-tho"],), SITE.units)
    assert isinstance(elsewhere, DotMap)
    assert elsewhere.beyond == ()


def test_dots_lie_as_places_do_and_share_a_number_in_one_spot() -> None:
    """North is above, east is right; two places in one spot are one dot with both names."""
    spots = [Spot((10.0, 105.0), "Tây Nam", "can-tho"), Spot((10.5, 105.5), "Đông Bắc", "can-tho")]
    drawn = dot_map([*spots, Spot((10.5, 105.5), "Cùng chỗ", "can-tho")], (SITE.units["can-tho"],), SITE.units)
    assert isinstance(drawn, DotMap)
    first, second = drawn.dots
    assert (first.number, first.names) == (1, ("Cùng chỗ", "Đông Bắc"))
    assert first.x > second.x
    assert first.y < second.y
    assert all(0 < dot.x < drawn.width and 0 < dot.y < drawn.height for dot in drawn.dots)


def test_directions_name_the_destination_only() -> None:
    """A point, else the written address, else nothing; never an origin."""
    with_point = ways(place(point=Point(latitude=10.03, longitude=105.78)), "Số 0, đường Ví dụ")
    assert with_point
    assert with_point.phone == "geo:10.03,105.78?q=10.03,105.78"
    by_address = ways(place(), "Số 0, đường Ví dụ")
    assert by_address
    assert by_address.google.endswith("destination=S%E1%BB%91%200%2C%20%C4%91%C6%B0%E1%BB%9Dng%20V%C3%AD%20d%E1%BB%A5")
    assert all("origin" not in link and "from" not in link for link in (*with_point, *by_address))
    assert ways(place(), None) is None


@pytest.mark.parametrize("root", [EXAMPLES / "small", ROOT], ids=["small", "real"])
def test_machines_read_what_is_known_and_nothing_else(root: Path) -> None:
    """Valid JSON; numbers in E.164; reviewed only when it was. The vocabulary: tests/test_structured.py."""
    site, _ = load(root)
    made = pages(root)
    for location in site.locations.values():
        head = made[f"noi-giup-do/dia-chi/{location.part}/index.html"].head
        (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head)
        data = json.loads(block)
        assert data.pop("@context") == "https://schema.org"
        assert ("lastReviewed" in data) == (location.verified.on is not None and location.verified.on.day is not None)
        for number in data["mainEntity"].get("telephone", []):
            assert re.fullmatch(r"\+84\d{8,10}", number)


def test_services_of_another_kind_than_the_place_are_offers() -> None:
    """A clinic has treatments; legal advice is something else it offers."""
    kinds = (("MedicalClinic", "Điều trị"), ("LegalService", "Tư vấn"))
    entity = said_of_place(NamedPlace(place(), kinds, None, "Cần Thơ", "{}"))["mainEntity"]  # type: ignore[arg-type]
    assert [each["name"] for each in entity["availableService"]] == ["Điều trị"]
    assert [each["itemOffered"]["name"] for each in entity["makesOffer"]] == ["Tư vấn"]


def test_many_places_of_a_kind_in_a_province_get_a_page(small_site: Path) -> None:
    """It is linked from the province and leads back; where there are few, the page of the kind is enough."""
    path = "noi-giup-do/loai/dieu-tri-methadone/can-tho/index.html"
    assert path not in pages(small_site)
    add_places(small_site, 6)
    made = pages(small_site)
    assert made[path].title == "Điều trị Methadone: Cần Thơ"
    assert '/loai/dieu-tri-methadone/can-tho/"' in made["noi-giup-do/can-tho/index.html"].content
    assert '/loai/dieu-tri-methadone/can-tho/"' in made["noi-giup-do/loai/dieu-tri-methadone/index.html"].content
    assert 'href="../../../../noi-giup-do/can-tho/"' in made[path].content
    assert 'class="dots"' in made[path].content


def test_a_list_of_a_kind_in_a_province_stays(small_site: Path) -> None:
    """It is linked and printed: registered once, it stays with few places, and with none says whom to ask."""
    path = "noi-giup-do/loai/dieu-tri-methadone/an-giang/index.html"
    add_places(small_site, 6, "an-giang")
    assert pages(small_site)[path].content.count('<li class="card place"') == 6
    made = mint(small_site, TODAY)[0]
    assert made.listed
    assert "kind_lists,methadone/an-giang,/" in (small_site / "data/ids.csv").read_text(encoding="utf-8")
    for file in (small_site / "data/locations").glob("co-so-an-giang-[2-6].yaml"):
        edit(file, "unit: an-giang", "unit: ca-mau")
    assert pages(small_site)[path].content.count('<li class="card place"') == 1
    edit(small_site / "data/locations/co-so-an-giang-1.yaml", "unit: an-giang", "unit: ca-mau")
    page = pages(small_site)[path]
    assert "Chưa biết nơi nào ở đây" in page.content
    assert 'href="../../../../noi-giup-do/loai/dieu-tri-methadone/ca-mau/"' in page.content, "the nearest"
    assert 'href="tel:' in page.content.partition('id="goi-hoi"')[2]
    assert "AdministrativeArea" not in page.head


def _rename_methadone(small_site: Path, *former: str) -> None:
    """Give the kind of service another address, and write down its former ones."""
    shutil.copytree(ROOT / "data/service_kinds", small_site / "data/service_kinds")
    renamed = f"slug: methadone\naliases: [{', '.join(former)}]"
    edit(small_site / "data/service_kinds/methadone.yaml", "slug: dieu-tri-methadone", renamed)


def test_a_list_of_a_kind_in_a_province_leads_on_when_the_kind_moves(small_site: Path) -> None:
    """In every edition, and at hosts; below another former address there was none."""
    add_places(small_site, 6)
    edit(small_site / "data/site.yaml", "  - vi\n", "  - vi\n  - en\n")
    _rename_methadone(small_site, "/noi-giup-do/loai/dieu-tri-methadone/", "/methadone/")
    made = pages(small_site)
    before, now = (f"noi-giup-do/loai/{part}/can-tho/" for part in ("dieu-tri-methadone", "methadone"))
    for folder in ("", "en/"):
        assert f'url=../../../../{now}"' in made[f"{folder}{before}index.html"].head
        assert 'class="dots"' in made[f"{folder}{now}index.html"].content
    led = {path for path, page in made.items() if 'http-equiv="refresh"' in page.head and "can-tho" in path}
    assert led == {f"{before}index.html", f"en/{before}index.html"}
    (told,) = (each.make() for each in render(load(small_site)[0], TODAY) if each.path == "_redirects")
    assert f"/{before} /{now} 301" in str(told, "utf-8").splitlines()


def test_an_address_that_an_office_wrote_down_for_a_list_is_taken_once(small_site: Path) -> None:
    """It leads where the office wrote it: two pages at one address would be refused."""
    add_places(small_site, 6)
    _rename_methadone(
        small_site, "/noi-giup-do/loai/dieu-tri-methadone/", "/noi-giup-do/loai/dieu-tri-methadone/can-tho/"
    )
    paths = [each.path for each in render(load(small_site)[0], TODAY)]
    assert paths.count("noi-giup-do/loai/dieu-tri-methadone/can-tho/index.html") == 1
    assert len(paths) == len(set(paths))


def test_long_lists_by_kind_become_links(small_site: Path) -> None:
    """With more than sixty places the page of a kind leads to those of the provinces instead of listing all."""
    add_places(small_site, 62)
    made = pages(small_site)
    whole = made["noi-giup-do/loai/dieu-tri-methadone/index.html"].content
    assert "Cơ sở ví dụ số 1" not in whole
    assert "63 nơi" in whole
    assert made["noi-giup-do/loai/dieu-tri-methadone/can-tho/index.html"].content.count('<li class="card place"') == 63


def test_a_need_without_a_place_is_answered(small_site: Path) -> None:
    """The page of the need has numbers and questions; the province names the nearest one that meets it, if near."""
    add_places(small_site, 1, "an-giang", "prep")
    add_places(small_site, 1, "ha-noi", "prep")
    made = pages(small_site)
    shelter = made["noi-giup-do/loai/noi-tam-lanh/index.html"].content
    assert "1900 969 680" in shelter
    assert "Hỏi gì khi gọi" in shelter
    missing = made["noi-giup-do/can-tho/index.html"].content.partition('class="missing"')[2]
    near = re.findall(r'<a href="[./]*noi-giup-do/loai/prep/#([a-z-]+)">[^<]*</a> \(khoảng (\d+) km\)', missing)
    assert [province for province, _ in near] == ["an-giang"]  # Hà Nội is 1,200 km away
    assert int(near[0][1]) < 150
    assert "noi-giup-do/loai/noi-tam-lanh/" in missing


def test_a_closed_place_offers_no_way_to_it(small_site: Path) -> None:
    """No directions, no code, nothing for machines; its page stays."""
    edit(
        small_site / "data/locations/phong-kham-vi-du.yaml",
        "changes:\n",
        "changes:\n  - date: 2026-09\n    kind: opened\n    note: Mở.\n",
    )
    edit(
        small_site / "data/locations/phong-kham-vi-du.yaml",
        "kind: opened\n    note: Bắt",
        "kind: closed\n    note: Bắt",
    )
    site, _ = load(small_site)
    paths = {each.path for each in render(site, TODAY)}
    made = pages(small_site)["noi-giup-do/dia-chi/phong-kham-vi-du/index.html"]
    assert "noi-giup-do/dia-chi/phong-kham-vi-du/qr.svg" not in paths
    assert "noi-giup-do/dia-chi/tu-van-vi-du/qr.svg" in paths
    assert "google" not in made.content
    assert made.head == ""


WORDS = re.compile(r"methadone|hiv|prep|ma-tuy|ma túy|nghiện|tình dục|tinh-duc|phong-kham-vi-du", re.IGNORECASE)


def test_neutral_titles_name_no_illness_in_tab_and_history(small_site: Path) -> None:
    """Titles and addresses of all locator pages; off by default; former addresses lead on under a neutral title."""
    before = pages(small_site)
    assert before["noi-giup-do/loai/xet-nghiem-hiv/index.html"].title == "Xét nghiệm HIV"
    edit(small_site / "data/site.yaml", "demo: true", "demo: true\nneutral_titles: yes")
    after = pages(small_site)
    stands = f"noi-giup-do/dia-chi/{code('phong-kham-vi-du')}/index.html"
    assert after[stands].title == "Nơi giúp đỡ"
    assert "<h1>Phòng khám Ví dụ</h1>" in after[stands].content
    named = {path for path in after if path.startswith("noi-giup-do/") and WORDS.search(path)}
    assert named == {path for path in before if path.startswith("noi-giup-do/") and WORDS.search(path)}
    for path, page in after.items():
        if path.startswith("noi-giup-do/"):
            assert not WORDS.search(page.title), path
            assert not WORDS.search(page.description), path
            assert not WORDS.search(page.canonical), path
            if path in named:
                assert 'http-equiv="refresh"' in page.head, path
                continue
            links = re.findall(r'href="([^"]*noi-giup-do/[^"]*)"', page.content)
            assert not [link for link in links if WORDS.search(link)], path
    assert re.fullmatch("[a-z2-7]{8}", code("phong-kham-vi-du"))
    assert "Phòng khám Ví dụ" not in re.findall(r'href="sms:[^"]*"', after[stands].content)[0]


def test_plain_addresses_of_lists_lead_on_where_titles_are_neutral(small_site: Path) -> None:
    """A link kept from before leads to the list of the kind in the province, under a title that says nothing."""
    add_places(small_site, 6)
    edit(small_site / "data/site.yaml", "demo: true", "demo: true\nneutral_titles: yes")
    made = pages(small_site)
    page = made["noi-giup-do/loai/dieu-tri-methadone/can-tho/index.html"]
    assert page.title == "Nơi giúp đỡ"
    assert f'url=../../../../noi-giup-do/loai/{code("methadone")}/can-tho/"' in page.head
    assert not WORDS.search(page.content)
    assert 'class="dots"' in made[f"noi-giup-do/loai/{code('methadone')}/can-tho/index.html"].content


def test_neutral_addresses_break_no_promise(small_site: Path) -> None:
    """Switching them on moves pages that were published: their former addresses are kept, so no check complains."""
    from generator import check

    edit(small_site / "data/site.yaml", "demo: true", "demo: true\nneutral_titles: yes")
    site, _ = load(small_site)
    assert [f"{each.place} {each.code}" for each in check(site, TODAY)] == []


def _reported(small_site: Path, office: str) -> tuple[str, str]:
    """Where the report of a mistake leads from the page of a place, and what stands on it."""
    edit(
        small_site / "data/site.yaml",
        "  short_name: Trung tâm Y tế Ví dụ\n",
        f"  short_name: Trung tâm Y tế Ví dụ\n{office}",
    )
    made = pages(small_site)["noi-giup-do/dia-chi/co-so-can-tho-ninh-kieu-1/index.html"]
    (link,) = html.fromstring(made.content).xpath("//*[@class='report']/a")
    return link.get("href"), link.text_content()


def test_a_mistake_is_reported_by_a_letter_begun_for_the_reader(small_site: Path) -> None:
    """RFC 6068: the subject names no illness; the body says which page and what is known, and survives marks and &."""
    add_places(small_site, 1)
    record = small_site / "data/locations/co-so-can-tho-ninh-kieu-1.yaml"
    edit(record, "name: Cơ sở ví dụ số 1\n", "name: Cơ sở ví dụ số 1 & 100%?\n")
    edit(record, "verified:\n", "verified:\n  on: 11/2026\n  every_months: 6\n")
    href, text = _reported(small_site, "  phone: 0292 3000 000\n  email: bao+sai@vi-du.example\n")
    assert text == "Báo thông tin sai qua thư"
    assert re.fullmatch(r"mailto:bao%2Bsai@vi-du\.example\?subject=[\w%.-]+&body=[\w%.-]+", href, re.ASCII)
    told = parse_qs(urlsplit(href).query)
    assert told["subject"] == ["Thông tin cần sửa"]
    assert told["body"][0].split("\r\n") == [
        "Nơi: Cơ sở ví dụ số 1 & 100%?",
        "Trang: https://example.org/noi-giup-do/dia-chi/co-so-can-tho-ninh-kieu-1/",
        "Ngày kiểm tra: 11/2026",
        "Điều chưa đúng: …",
    ]


def test_a_letter_names_no_place_where_titles_are_neutral(small_site: Path) -> None:
    """What stays among the letters that were sent says no more than the address of a page."""
    add_places(small_site, 1)
    edit(small_site / "data/site.yaml", "demo: true\n", "demo: true\nneutral_titles: yes\n")
    edit(
        small_site / "data/site.yaml",
        "  short_name: Trung tâm Y tế Ví dụ\n",
        "  short_name: Trung tâm Y tế Ví dụ\n  email: bao@vi-du.example\n",
    )
    letters = [
        unquote(href)
        for path, made in pages(small_site).items()
        for href in html.fromstring(made.content).xpath("//*[@class='report']/a/@href")
    ]
    assert len(letters) == 3
    assert [each for each in letters if "Cơ sở" in each or "Nơi:" in each] == []
    assert all("chưa có" in each for each in letters if "co-so" in each)


@pytest.mark.parametrize(
    ("phone", "href", "text"),
    [
        ("  phone: 0292 3000 000\n", "tel:+842923000000", "Gọi để báo thông tin sai"),
        ("  phone: 0292 30 00\n", "#co-quan", "Báo thông tin sai"),
        ("", "#co-quan", "Báo thông tin sai"),
    ],
)
def test_without_mail_a_mistake_is_told_by_phone_or_as_the_page_says(
    small_site: Path, phone: str, href: str, text: str
) -> None:
    """A number that cannot be dialled is no way to report."""
    add_places(small_site, 1)
    assert _reported(small_site, phone) == (href, text)


def test_a_code_of_hours_is_said_in_words() -> None:
    """In lists and in the finder too; what a source says in words, or nobody can read, stays as it is."""
    told = {
        "Mo-Fr 07:30-11:30,13:30-17:00; PH off": "Thứ 2 – thứ 6: 7h30–11h30, 13h30–17h; Thứ 7, chủ nhật, ngày lễ: Nghỉ",
        "T2–T6 7h30–17h": "T2–T6 7h30–17h",
        "Mo-Fr khi có người": "Mo-Fr khi có người",
    }
    for hours, said in told.items():
        assert timing(place(schedule={"hours": hours}), SITE.config, translator("vi")).text == said


def test_a_place_says_which_languages_it_speaks(small_site: Path) -> None:
    """In words, where they are known."""
    add_places(small_site, 2)
    edit(
        small_site / "data/locations/co-so-can-tho-ninh-kieu-1.yaml", "verified:\n", "languages: [km, sgn]\nverified:\n"
    )
    made = pages(small_site)
    assert (
        "Nói được tiếng Khmer, ngôn ngữ ký hiệu"
        in made["noi-giup-do/dia-chi/co-so-can-tho-ninh-kieu-1/index.html"].content
    )
    assert "Nói được tiếng" not in made["noi-giup-do/dia-chi/co-so-can-tho-ninh-kieu-2/index.html"].content
