"""Lists of places from tables: what is read, what is refused and where, and what stays as it was."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import check, load
from generator.desk.tables.entry import Asked
from generator.desk.tables.intake import examine, open_places
from generator.desk.tables.report import Report
from generator.language import translator
from generator.model.diagnostic import errors
from generator.model.site import Site
from generator.model.table_words import TableWords
from generator.source.sheets import Sheet, Tables
from tests.conftest import TODAY
from tests.site import command, edit, tree
from tests.tables import HEADINGS, ROW, codes, one, read, refusal, remarks, workbook

KNOWN = "data/locations/phong-kham-vi-du.yaml"


ODD = """\
short_name: '-Ví dụ'
phones:
  - number: +84 292 000 0000
  - number: '0900 000 000'
    line: organization
    name: Phòng A, tầng 2
website: https://example.org/
point: {latitude: 10.0312, longitude: 105.7801}
note: |
  =1+1
  dòng hai
"""


def cells_of(file: Path) -> list[list[str]]:
    """The cells of a CSV file."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "danh-sach.xlsx"


def test_a_trial_writes_nothing_and_writing_writes_what_it_said(small_site: Path, table: Path) -> None:
    """A new place: its record is read back as it was judged, and is without errors in the site."""
    workbook(table, [HEADINGS, ROW])
    before = tree(small_site)
    trial = read(small_site, table)
    assert [each.file for each in trial.of("new")] == ["data/locations/noi-vi-du.yaml"]
    assert tree(small_site) == before
    read(small_site, table, write=True)
    site, diagnostics = load(small_site)
    place = site.locations["noi-vi-du"]
    assert (place.name, place.unit, place.address) == ("Nơi ví dụ", "can-tho/ninh-kieu", "Thửa 7, đường Ví dụ")
    assert [each.kind for each in place.services] == ["methadone"]
    assert (place.verified.on, place.verified.by, place.verified.source.title) == (None, None, "Danh sách ví dụ")
    assert errors([*diagnostics, *check(site, TODAY)]) == []


def test_a_second_import_changes_nothing(small_site: Path, table: Path) -> None:
    """Also after old names were turned into today's: the place is found again by its name and unit."""
    old = ("Nơi ví dụ cũ", "XN HIV", "Số 1, đường Ví dụ", "An Khánh", "Ninh Kiều", "Cần Thơ", "0292 000 0000")
    workbook(table, [(*HEADINGS[:4], "Quận/Huyện", *HEADINGS[4:]), old])
    read(small_site, table, write=True)
    before = tree(small_site)
    again = read(small_site, table, write=True)
    assert [each.what for each in again.outcomes] == ["unchanged"]
    assert tree(small_site) == before


def test_what_the_table_does_not_say_stays(small_site: Path, table: Path) -> None:
    """A changed place keeps id, other fields, comments and every other character of its file."""
    edit(small_site / KNOWN, "address: Số 0, Đường Ví dụ\n", "# ghi chú của cán bộ\naddress: Số 0, Đường Ví dụ # cũ\n")
    before = (small_site / KNOWN).read_text()
    row = ("PHÒNG KHÁM VÍ DỤ", "Ninh Kiều", "Cần Thơ", "T2–T6 7h–11h")
    workbook(table, [("Tên cơ sở", "Xã/Phường", "Tỉnh", "Giờ làm việc"), row])
    outcome = one(read(small_site, table, write=True))
    assert (outcome.what, outcome.file) == ("changed", KNOWN)
    after = before.replace("Thứ Hai đến thứ Sáu, 7:30 đến 11:30", "T2–T6 7h–11h")
    after = after.replace("  on: 05/11/2026\n  by: Trung tâm Y tế Ví dụ\n", "")
    assert (small_site / KNOWN).read_text() == after.replace("Ví dụ tự đặt, không phải nơi có thật", "Danh sách ví dụ")


def test_a_check_of_old_facts_does_not_vouch_for_new_ones(small_site: Path, table: Path) -> None:
    """Only a table that says when a row was checked keeps a day of check."""
    headings = ("Tên cơ sở", "Xã/Phường", "Tỉnh", "Địa chỉ", "Ngày kiểm tra", "Nơi kiểm tra")
    row = ("Phòng khám Ví dụ", "Ninh Kiều", "Cần Thơ", "Số 9, Đường Ví dụ", "20/11/2026", "Cơ quan Ví dụ")
    workbook(table, [headings, row])
    read(small_site, table, write=True)
    verified = load(small_site)[0].locations["phong-kham-vi-du"].verified
    assert (str(verified.on), verified.by, verified.every_months) == ("2026-11-20", "Cơ quan Ví dụ", 6)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_exported_is_unchanged_when_it_returns(small_site: Path, tmp_path: Path, ending: str) -> None:
    """Even texts that Excel would run, numbers with names, and two communes of nearly one name."""
    edit(small_site / KNOWN, "organization: bo-y-te\n", ODD)
    edit(small_site / "data/locations/tu-van-vi-du.yaml", "unit: dong-nai", "unit: quang-ngai/xa-son-ha-21289")
    file = tmp_path / f"di.{ending}"
    done = command("export", str(file), "--root", str(small_site), "--today", TODAY.isoformat())
    assert done.returncode == 0, done.stderr
    assert [each.what for each in read(small_site, file).outcomes] == ["unchanged", "unchanged"]


def test_an_export_never_writes_over_a_file(small_site: Path, tmp_path: Path) -> None:
    """It may be the list that came back."""
    (tmp_path / "di.csv").write_text("x")
    assert command("export", str(tmp_path / "di.csv"), "--root", str(small_site)).returncode == 2
    assert (tmp_path / "di.csv").read_text() == "x"


def test_an_export_can_be_of_one_province_or_service(small_site: Path, tmp_path: Path) -> None:
    """What a clinic does not need does not travel."""
    for more, name in (("--unit", "dong-nai"), ("--service", "methadone")):
        file = tmp_path / f"{name}.csv"
        assert command("export", str(file), "--root", str(small_site), more, name).returncode == 0
        assert len(cells_of(file)) == 2


def test_a_cell_of_an_export_is_never_a_formula(small_site: Path, tmp_path: Path) -> None:
    """Whoever opens the list runs nothing."""
    edit(small_site / KNOWN, "name: Phòng khám Ví dụ", "name: '=HYPERLINK(\"http://x\")'")
    file = tmp_path / "di.csv"
    command("export", str(file), "--root", str(small_site))
    assert [text for row in cells_of(file) for text in row if text.startswith(("=", "+", "-", "@"))] == []


@pytest.mark.parametrize(
    "name",
    ["Trạm;=1+1;y tế", 'Trạm;"=1+1;y tế', "Trạm;'=1+1;y tế", "Trạm\t@SUM(1)\ty tế", "'=1+1", "Trạm; + 1", "'Trạm"],
)
def test_what_is_put_before_a_formula_is_taken_off_again(name: str, small_site: Path, tmp_path: Path) -> None:
    """Whatever sign a spreadsheet looks for between cells; a list that comes back has changed nothing."""
    edit(small_site / KNOWN, "name: Phòng khám Ví dụ", f"name: {json.dumps(name, ensure_ascii=False)}")
    file = tmp_path / "di.csv"
    command("export", str(file), "--root", str(small_site))
    lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    for sign in ",;\t":
        begins = [cell[:1] for row in csv.reader(lines, delimiter=sign) for cell in row]
        assert not {"=", "+", "-", "@"}.intersection(begins), sign
    report = read(small_site, file, write=True)
    assert not report.of("changed")
    assert load(small_site)[0].locations["phong-kham-vi-du"].name == name


def test_an_empty_cell_keeps_and_a_word_takes_off(small_site: Path, table: Path) -> None:
    """Nothing is lost because a clinic left a cell empty."""
    headings = ("Mã trên trang", "Tên cơ sở", "Địa chỉ", "Giờ làm việc")
    workbook(table, [headings, ("phong-kham-vi-du", "", "", "xóa")])
    read(small_site, table, write=True)
    place = load(small_site)[0].locations["phong-kham-vi-du"]
    assert (place.schedule, place.address) == (None, "Số 0, Đường Ví dụ")


def test_records_of_one_file_are_changed_each(small_site: Path, table: Path) -> None:
    """A file may hold several records, and may be written on Windows."""
    first, second = (small_site / KNOWN).read_text(), (small_site / "data/locations/tu-van-vi-du.yaml").read_text()
    for name in ("phong-kham-vi-du", "tu-van-vi-du"):
        (small_site / f"data/locations/{name}.yaml").unlink()
    entries = [
        "- " + text.partition("\n# ")[0].strip().replace("\n", "\n  ")
        for text in (first, second[second.index("id:") :])
    ]
    file = small_site / "data/locations.yaml"
    file.write_bytes(("\n".join(entries) + "\n").replace("\n", "\r\n").encode())
    headings = ("Mã trên trang", "Tên cơ sở", "Ghi chú")
    workbook(table, [headings, ("phong-kham-vi-du", "", "một"), ("tu-van-vi-du", "Điểm tư vấn Ví dụ", "hai\nba")])
    read(small_site, table, write=True)
    places = load(small_site)[0].locations
    assert [places[name].note for name in ("phong-kham-vi-du", "tu-van-vi-du")] == ["một", "hai\nba"]
    assert b"\n" not in file.read_bytes().replace(b"\r\n", b"")


def test_nobody_is_named_in_a_note(small_site: Path, table: Path) -> None:
    """Texts of a list are judged like all others, at their cell, on whatever line of it."""
    workbook(table, [(*HEADINGS, "Ghi chú"), (*ROW, "dòng một\nbệnh nhân Nguyễn V. A.")])
    outcome = one(read(small_site, table))
    assert (outcome.what, "G2 Q004" in codes(outcome)) == ("refused", True)


def test_a_list_of_one_programme_takes_no_service_away(small_site: Path, table: Path) -> None:
    """Only a list that knows our ids, one that was exported, can say that a service has ended."""
    row = ("phong-kham-vi-du", "Phòng khám Ví dụ", "PrEP; Methadone", "Ninh Kiều", "Cần Thơ")
    headings = ("Mã trên trang", *HEADINGS[:2], *HEADINGS[3:5])
    for start, kinds in ((1, ["methadone", "hiv-testing", "prep"]), (0, ["methadone", "prep"])):
        workbook(table, [headings[start:], row[start:]])
        read(small_site, table, write=True)
        place = load(small_site)[0].locations["phong-kham-vi-du"]
        assert [each.kind for each in place.services] == kinds
        assert place.services[0].bring == ("Giấy tờ tùy thân, nếu có",)


def test_an_id_is_never_given_twice(small_site: Path, table: Path) -> None:
    """Nor one that was published once and is gone, nor one of a place that cannot be read."""
    with (small_site / "data/ids.csv").open("a") as register:
        register.write("locations,noi-vi-du,/noi-giup-do/noi-vi-du/\n")
    workbook(table, [HEADINGS, ROW, (*ROW[:3], "Cái Răng", *ROW[4:])])
    files = [each.file for each in read(small_site, table).outcomes]
    assert files == ["data/locations/noi-vi-du-ninh-kieu.yaml", "data/locations/noi-vi-du-cai-rang.yaml"]
    edit(small_site / KNOWN, "unit:", "unit")
    assert refusal(small_site, table).place.file == KNOWN


PEOPLE: tuple[tuple[str, list[tuple[object, ...]]], ...] = (
    ("B1", [("Tên", "Năm sinh", *HEADINGS[1:]), ("Nguyễn Văn A", 1990, *ROW[1:])]),
    ("B1", [("Ten", "gioi  tinh", "So CCCD", "Ma BN", *HEADINGS[1:]), ("A", "", "", "", *ROW[1:])]),
    ("A1", [("Họ và tên", *HEADINGS[1:]), ("A", *ROW[1:])]),
    ("A1", [("Họ tên người bệnh", *HEADINGS), ("A", *ROW)]),
    ("G2", [("Danh sách",), (*HEADINGS, "Kết quả (xét nghiệm)"), (*ROW, "")]),
    ("A1", [("DANH SÁCH BỆNH NHÂN ĐIỀU TRỊ ARV",), HEADINGS, ROW]),
    ("G1", [(*HEADINGS, "Date of birth"), (*ROW, "1/1/1990")]),
    ("G2", [(*HEADINGS, ""), (*[""] * 6, "Tuổi"), (*ROW, 36)]),
    (
        "A",
        [("Tên", *HEADINGS[1:]), *((name, *ROW[1:]) for name in ("Nguyễn Văn An", "TRẦN THỊ B", "Le Van C", "N.V.A."))],
    ),
    ("A", [HEADINGS, ("Nguyễn Văn An", *ROW[1:])]),
)


@pytest.mark.parametrize(("where", "rows"), PEOPLE)
def test_a_list_of_people_is_not_read(
    small_site: Path, table: Path, where: str, rows: list[tuple[object, ...]]
) -> None:
    """By whatever tells so: a heading, a title, most names; nothing of it is written, and no row of it is told."""
    workbook(table, rows)
    before = tree(small_site)
    done = command("import", str(table), "--root", str(small_site), "--write")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"lỗi T029: {'cột ' if where == 'A' else ''}Danh sách!{where} “" in done.stderr
    assert not any(str(row[0]) in done.stderr for row in rows[2:])
    assert tree(small_site) == before


def test_what_tells_of_people_cannot_be_taken_from_the_words(small_site: Path, table: Path) -> None:
    """An office has an older copy of the words, in which names are only left out, and adds one of its own."""
    words = "about,written,means\ncolumn,Tên,name\ncolumn,Địa chỉ,address\nperson,họ tên,-\npeople,Mã ca,whole\n"
    (small_site / "data/table_words.csv").write_text(words)
    for heading in ("Họ tên", "Mã ca", "Ngày sinh"):
        workbook(table, [("Tên", "Địa chỉ", heading), ("Trạm Ví dụ", "Số 1", "")])
        assert refusal(small_site, table).code == "T029"


def test_a_list_of_people_beside_a_list_of_places_stops_both(small_site: Path, table: Path) -> None:
    """Such a file goes nowhere near a website, unless the officer names the sheet that may be read."""
    book = xlsxwriter.Workbook(str(table))
    for name, rows in (("Nơi", [HEADINGS, ROW]), ("BN", [("Mã", "Họ tên", "Tuổi"), ("1", "A", "36")])):
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    book.close()
    stopped = refusal(small_site, table)
    assert str(stopped.message).startswith("BN!B1 ")
    assert "--sheet" in str(stopped.hint)
    assert one(read(small_site, table, sheet="Nơi")).what == "new"


def test_who_answers_for_a_place_is_left_out(small_site: Path, table: Path) -> None:
    """Also in two rows of headings, and with what belongs to a person; counts are none of a person's."""
    more = ("Người phụ trách", "", "Họ tên giám đốc", "Số bệnh nhân", "Độ tuổi phục vụ", "Khám người cao tuổi")
    below = (*[""] * 6, "Họ tên", "Năm sinh")
    workbook(table, [(*HEADINGS, *more), below, (*ROW, "A", 1980, "B", 30, "16-60", "")], [("G1:H1", more[0])])
    taken = read(small_site, table)
    assert one(taken).what == "new"
    assert taken.layout.fields == {"name", "services", "address", "commune", "province", "phones"}


def test_places_named_after_people_and_units_are_places(small_site: Path, table: Path) -> None:
    """A row with a person's name alone is refused where most others are places; a unit's name is none."""
    names = ("Phòng khám BS. Nguyễn Văn An", "Nhà thuốc Lê Lợi", "Trần Phú", "Nguyễn Văn An")
    workbook(table, [HEADINGS, *((name, *ROW[1:2], f"Thửa {name}", *ROW[3:]) for name in names)])
    found = read(small_site, table).outcomes
    assert [each.what for each in found] == ["new", "new", "new", "refused"]
    assert codes(found[-1]) == {"A5 Q004"}


BRANDS = ("An Khang", "An Sinh", "Hồng Ngọc", "Bạch Mai", "Đồng Tâm", "Lương Y", "Đào Tạo")


def test_brands_of_two_syllables_are_places(small_site: Path, table: Path) -> None:
    """Though a family name begins them: no list of them is one of people, and no place is refused for its name."""
    workbook(table, [HEADINGS, *((name, *ROW[1:2], f"Thửa {name}", *ROW[3:]) for name in BRANDS)])
    assert [each.what for each in read(small_site, table).outcomes] == ["new"] * len(BRANDS)


@pytest.mark.parametrize("name", ["Nguyễn Mẫu", "TRẦN MẪU", "le mau", "An Thị Mẫu", "Đồng Minh Mẫu"])
def test_people_of_few_syllables_are_people(small_site: Path, table: Path, name: str) -> None:
    """By a family name that is sure, or by three parts."""
    workbook(table, [HEADINGS, (name, *ROW[1:])])
    assert refusal(small_site, table).code == "T029"


MISTAKES: tuple[tuple[dict[str, object], str], ...] = (
    ({"Tên cơ sở": ""}, "{row} T023"),
    ({"Dịch vụ": ""}, "{row} T023"),
    ({"Dịch vụ": "Metadon"}, "B{row} T022"),
    ({"Dịch vụ": "Methadone; xét nghiệm máu"}, "B{row} T022"),
    ({"Xã/Phường": "Ninh Khiều Mới"}, "D{row} T024"),
    ({"Xã/Phường": "Láng Hạ", "Huyện": "Đống Đa", "Tỉnh": "Hà Nội"}, "D{row} T024"),
    ({"Xã/Phường": "xa son ha", "Tỉnh": "Quảng Ngãi"}, "D{row} T024"),
    ({"Tỉnh": "Cần Giờ Thơ"}, "E{row} T024"),
    ({"Tỉnh": ""}, "{row} T024"),
    ({"Huyện": "Đống Đa"}, "K{row} T024"),
    ({"Điện thoại": "chưa có"}, "F{row} T022"),
    ({"Điện thoại": "0292 000 0000 0000 0000 000"}, "F{row} R003"),
    ({"Điện thoại": "0900 000 001"}, "F{row} H021"),
    ({"Điện thoại": "0710 3000 000"}, "F{row} H003"),
    ({"Điện thoại": "22 34 5"}, "F{row} H003"),
    ({"Giờ làm việc": "sáng thứ hai đầu tháng"}, "G{row} W001"),
    ({"Giờ làm việc": "T2-T6 17h-7h"}, "G{row} W001"),
    ({"Vĩ độ": "mười", "Kinh độ": "105,7"}, "H{row} T022"),
    ({"Vĩ độ": "10°01'52\"", "Kinh độ": "105.7"}, "H{row} T022"),
    ({"Vĩ độ": "10.03"}, "H{row} T022"),
    ({"Vĩ độ": "105.7", "Kinh độ": "10.03"}, "H{row} R003"),
    ({"Vĩ độ": "60", "Kinh độ": "105.7"}, "H{row} R003"),
    ({"Vĩ độ": "21.03", "Kinh độ": "105.85"}, "H{row} G020"),
    ({"Trang web": "vi du"}, "J{row} R003"),
    ({"Ngày kiểm tra": "31/11/2026"}, "L{row} R003"),
    ({"Ngày kiểm tra": "01/12/2027"}, "L{row} D004"),
    ({"Mã trên trang": "khong-co"}, "{row} T023"),
    ({"Mã trên trang": "phong-kham-vi-du", "Tên cơ sở": "xóa\x01"}, "A{row} T022"),
    ({"ARV": "ừ"}, "N{row} T022"),
    ({"Tên cơ sở": "Phòng khám Ví dụ B", "Xã/Phường": "Ninh Kiều"}, "A{row} T028"),
    ({"Điện thoại": "0292 000 0000 (chị A)"}, "F{row} T026"),
)
COLUMNS = (*HEADINGS, "Giờ làm việc", "Vĩ độ", "Kinh độ", "Trang web", "Huyện", "Ngày kiểm tra", "Mã trên trang", "ARV")
WARNED = {"H003", "W001", "G020", "T026", "T028"}


def test_a_list_with_thirty_mistakes_names_them_all(small_site: Path, tmp_path: Path) -> None:
    """Each in its own row, at its own cell, in one go; what may stand is taken over with a warning."""
    usual = dict(zip(HEADINGS, ROW, strict=True))
    rows = [
        [
            (usual | {"Tên cơ sở": f"Nơi ví dụ {number}", "Địa chỉ": f"Thửa {number}"} | cells).get(name, "")
            for name in COLUMNS
        ]
        for number, (cells, _) in enumerate(MISTAKES)
    ]
    file = tmp_path / "loi.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([COLUMNS, *rows])
    outcomes = read(small_site, file).outcomes
    assert len(outcomes) == len(MISTAKES) >= 30
    for outcome, (_, wanted) in zip(outcomes, MISTAKES, strict=True):
        wanted = wanted.format(row=outcome.row)
        assert wanted in codes(outcome), (wanted, remarks(outcome))
        assert outcome.what == ("new" if wanted[-4:] in WARNED else "refused"), (wanted, remarks(outcome))


def test_doubles_are_told(small_site: Path, table: Path) -> None:
    """Two rows of one place are one too many; two names at one address may be one place."""
    other = ("Tên khác hẳn", *ROW[1:])
    workbook(table, [HEADINGS, ROW, ROW, other])
    first, second, third = read(small_site, table).outcomes
    assert (first.what, codes(first)) == ("new", set())
    assert (second.what, codes(second)) == ("refused", {"3 T025"})
    assert (third.what, codes(third)) == ("new", {"C4 T028"})


def test_a_place_written_without_marks_is_told(small_site: Path, table: Path) -> None:
    """Anywhere in its province, in the site and in rows before; a like name elsewhere in it is another place."""
    unmarked = ("phong kham vi du", "ARV", "", "", "Cần Thơ", "")
    moved = ("PHONG KHAM VI DU", "ARV", "", "Cái Răng", "Cần Thơ", "")
    elsewhere = ("phong kham vi du", "ARV", "", "", "Hà Nội", "")
    rows = [unmarked, moved, elsewhere, ("Trạm mới", *ROW[1:]), ("tram moi", "ARV", "", "", "Cần Thơ", "")]
    workbook(table, [HEADINGS, *rows, ("Trạm mớ", "ARV", "", "Cái Răng", "Cần Thơ", "")])
    found = [codes(each) for each in read(small_site, table).outcomes]
    assert found == [{"A2 T028"}, {"A3 T028"}, set(), set(), {"A6 T028"}, set()]


def test_a_unit_that_is_not_known_is_answered_in_words(small_site: Path, table: Path) -> None:
    """A site of one's own has no file of units to look into."""
    workbook(table, [HEADINGS, (*ROW[:3], "Qwerty", *ROW[4:]), (*ROW[:4], "Qwerty", "")])
    commune, province = read(small_site, table).outcomes
    for outcome in (commune, province):
        (problem,) = outcome.entry.remarks
        assert problem.code == "T024"
        assert problem.hint
        assert "data/" not in str(problem.hint)


NOTHING = ("-", "–", "…", "không", "Không có", "x", "N/A", "#REF!", "#N/A", True, False, "\xa0")


@pytest.mark.parametrize("nothing", NOTHING)
def test_a_cell_that_says_nothing_changes_nothing(small_site: Path, table: Path, nothing: object) -> None:
    """Nor is it a fact of a new place; words for nothing are told."""
    headings = ("Tên cơ sở", "Dịch vụ", "Địa chỉ", "Xã/Phường", "Tỉnh", "Giờ làm việc", "Ghi chú", "PrEP")
    row = (nothing, "Ninh Kiều", "Cần Thơ", nothing, nothing, "-")
    workbook(table, [headings, ("Phòng khám Ví dụ", "Methadone", *row), ("Nơi ví dụ", "ARV", *row)])
    known, new = read(small_site, table).outcomes
    assert (known.what, new.what) == ("unchanged", "new")
    assert new.record
    assert (new.record.address, new.record.schedule, new.record.note) == (None, None, None)
    in_words = any(map(str.isalpha, str(nothing)))
    assert codes(new) == ({f"{column}3 T026" for column in "CFG"} if in_words else set())


def test_where_a_word_for_nothing_is_asked_about(small_site: Path, table: Path) -> None:
    """Under numbers, services and marks, which know other words; a formula that failed is nothing everywhere."""
    headings = (*HEADINGS, "PrEP")
    rows = [(*ROW[:5], "chưa có", ""), (*ROW[:5], "", "chưa có"), (ROW[0], "chưa có", *ROW[2:], "x")]
    for row, wrong in zip(rows, ("F2", "G2", "B2"), strict=True):
        workbook(table, [headings, row])
        outcome = one(read(small_site, table))
        assert (outcome.what, codes(outcome)) == ("refused", {f"{wrong} T022"})
    workbook(table, [headings, (*ROW[:5], "#N/A", "#REF!")])
    outcome = one(read(small_site, table))
    assert (outcome.what, codes(outcome)) == ("new", {"F2 T026", "G2 T026"})


@pytest.mark.parametrize("number", ["O24 38253535", "024 3825353O", "o292.382.5353", "0292 382 l353"])
def test_a_letter_that_looks_like_a_digit_is_told(small_site: Path, table: Path, number: str) -> None:
    """A number that lost a digit would ring elsewhere."""
    workbook(table, [HEADINGS, (*ROW[:5], number)])
    outcome = one(read(small_site, table))
    assert (outcome.what, codes(outcome)) == ("refused", {"F2 T022"})


NUMBERED = ("Cơ sở II 0292 3825353", "Khoa Nội I 0292 3825353")


@pytest.mark.parametrize("number", ["ĐT0292 3825353", "Tel: 0292 3825353", "0292 3825353 (Bs. Lan)", *NUMBERED])
def test_words_around_a_number_are_no_digits(small_site: Path, table: Path, number: str) -> None:
    """They are labels, or left out."""
    workbook(table, [HEADINGS, (*ROW[:5], number)])
    record = one(read(small_site, table)).record
    assert record
    assert [each.number for each in record.phones] == ["0292 3825353"]


def test_what_nobody_sees_in_a_file_is_told(small_site: Path, table: Path) -> None:
    """Rows of a filter are read; a formula that failed is no fact, and says so at its cell."""
    book = xlsxwriter.Workbook(str(table))
    page = book.add_worksheet("Nơi & nơi")
    for number, row in enumerate((HEADINGS, ROW, ("Nơi ví dụ hai", *ROW[1:2], "", *ROW[3:]))):
        page.write_row(number, 0, row)
    page.write_formula("C3", "=VLOOKUP(1,A:A,2)", value="#N/A")
    page.set_row(2, None, None, {"hidden": True})
    page.set_column("B:C", None, None, {"hidden": True})
    book.add_worksheet("Cũ <2020>").hide()
    book.close()
    taken = read(small_site, table)
    assert codes(taken.outcomes[1]) == {"C3 T026"}
    said = list(Report(taken, translator("vi")).lines())
    assert said[7:10] == [
        "    Dòng đang ẩn trong tệp, vẫn được đọc: 3",
        "    Cột đang ẩn trong tệp, vẫn được đọc: B Dịch vụ, C Địa chỉ",
        "    Trang tính đang ẩn, không đọc: “Cũ <2020>”",
    ]


def test_numbers_of_a_place_may_be_mobile_and_zeros_come_back(small_site: Path, table: Path) -> None:
    """A column says that a mobile is the line of the place; Excel takes the 0 off numbers."""
    workbook(table, [(*HEADINGS, "Đường dây của cơ sở"), (*ROW[:5], 2923000000, "0900.000.000")])
    outcome = one(read(small_site, table))
    assert outcome.what == "new"
    assert outcome.record
    assert [(each.number, each.line) for each in outcome.record.phones] == [
        ("02923000000", None),
        ("0900.000.000", "organization"),
    ]
    assert codes(outcome) == {"F2 T026"}


@pytest.mark.parametrize(
    ("province", "district", "commune", "unit"),
    [
        ("TP.HCM", "Q1", "P. Bến Nghé", "ho-chi-minh/sai-gon"),
        ("tp hcm", "Q.10", "Phường 12", "ho-chi-minh/hoa-hung"),
        ("Tỉnh Hậu Giang", "TX Vị Thanh", "phường III", "can-tho/vi-thanh"),
        ("Hậu Giang", "", "", "can-tho"),
        ("Cần Thơ", "", "phường ninh kiều", "can-tho/ninh-kieu"),
        ("can tho", "ninh kieu", "an khanh", "can-tho/tan-an"),
        ("Hà Nội", "Đống Đa", "", "ha-noi"),
        ("Quảng Ngãi", "", "Xã Sơn Hạ", "quang-ngai/xa-son-ha-21292"),
    ],
)
def test_units_are_found_by_the_names_people_write(
    small_site: Path, table: Path, province: str, district: str, commune: str, unit: str
) -> None:
    """Old names lead to the one successor, or to the province with the source's wording; never to a guess."""
    headings = ("Tên cơ sở", "Dịch vụ", "Xã/Phường", "Huyện", "Tỉnh")
    workbook(table, [headings, ("Nơi ví dụ", "ARV", commune, district, province)])
    outcome = one(read(small_site, table))
    assert outcome.record, remarks(outcome)
    assert (outcome.record.unit, bool(outcome.record.former_place)) == (unit, bool(district) or province == "Hậu Giang")


def test_an_address_may_end_with_its_units(small_site: Path, table: Path) -> None:
    """Where a list has no columns for them."""
    workbook(
        table, [("Tên cơ sở", "Địa chỉ"), ("Nơi ví dụ", "Số 0, đường Ví dụ, P. An Khánh, Q. Ninh Kiều, TP. Cần Thơ")]
    )
    record = one(read(small_site, table, service="prep")).record
    assert record
    assert (record.address, record.unit) == ("Số 0, đường Ví dụ", "can-tho/tan-an")
    assert record.former_place == "P. An Khánh, Q. Ninh Kiều, TP. Cần Thơ"


def messy(file: Path) -> Path:
    """A list as it comes: titles, two rows of headings, merged cells, numbered columns, section rows, a signature."""
    top = ["STT", "Tên cơ sở", "Địa chỉ", "", "", "Tỉnh/TP", "SĐT liên hệ", "Dịch vụ", "", ""]
    top += ["Thời gian làm việc", "Họ tên người phụ trách", "Hotline"]
    below = ["", "", "Số nhà, tên đường", "Phường/xã (cũ)", "Quận/huyện (cũ)", "", "", "Methadone", "XN HIV", "Khác"]
    ninh_kieu = ["An Khánh", "Ninh Kiều", "Cần Thơ"]
    rows = [
        ["1", "Phòng khám Ví dụ", "Số 0, Đường Ví dụ", *ninh_kieu, "", "x", "x", "", "T2-T6 7h30-11h30", "Người A"],
        [
            "2",
            "Điểm tư vấn Ví dụ mới",
            "Số 2, Đường Ví dụ",
            *ninh_kieu,
            2923000000,
            "",
            "x",
            "",
            "sáng thứ hai hằng tuần",
        ],
        ["3", "Trạm ví dụ 3", "Số 2, Đường Ví dụ", *ninh_kieu, "0900 000 001", "", "x"],
        ["4", "Trạm ví dụ 4", "Số 4", "Láng Hạ", "Đống Đa", "Hà Nội", "0710 3000000; Fax: 0292 3 000 001", "x"],
        ["5", "Trạm ví dụ 5", "Số 5", "", "Hóc Môn", "TP.HCM", "07103.000.000 (chị B)", "x", "y"],
        ["6", "Trạm ví dụ 6", "Số 6", "", "Hóc Môn", "TP.HCM", "07103.000.000", "x", "", "", "", "", "0900 000 000"],
        ["7", "Trạm ví dụ 6", "Số 6", "", "Hóc Môn", "TP.HCM", "", "", "x"],
        ["8", "Điểm tư vấn Ví dụ", "Ấp Ví dụ", "", "", "Đồng Nai", "", "", "x"],
    ]
    numbered = [f"({number})" for number in range(1, 14)]
    sheet = [["SỞ Y TẾ TỈNH MẪU"], ["DANH SÁCH CƠ SỞ"], [], top, below, numbered, ["I. Ninh Kiều"], *rows]
    sheet += [["", "Tổng cộng: 8"], [], [*[""] * 9, "Người lập biểu"]]
    merged = [("A1:M1", "SỞ Y TẾ TỈNH MẪU"), ("A2:M2", "DANH SÁCH CƠ SỞ"), ("C4:E4", "Địa chỉ"), ("H4:J4", "Dịch vụ")]
    merged += [(f"{column}4:{column}5", top[ord(column) - 65]) for column in "ABFGKLM"]
    return workbook(file, sheet, [*merged, ("A7:M7", "I. Ninh Kiều")])


def test_the_report_of_a_messy_list(small_site: Path, tmp_path: Path, golden: object) -> None:
    """What an officer reads: how the columns were understood, and every row with its reason and cell."""
    taken = read(small_site, messy(tmp_path / "bang.xlsx"))
    said = "\n".join(Report(taken, translator("vi")).lines()) + "\n"
    golden("tables/report.txt", said.encode())  # type: ignore[operator]


def test_a_cell_may_say_as_above(small_site: Path, table: Path) -> None:
    """As people write it, over several rows; never for a name, and nothing where nothing stands above."""
    rows = [("Nơi A", "ARV", "", "Ninh Kiều", "Cần Thơ"), ("Nơi B", "nt", "nt", "như trên", '"')]
    workbook(table, [HEADINGS[:5], *rows, ("Nơi C", "-nt-", "Số 1", "〃", "NT"), ("nt", "ARV", "Số 2", "nt", "nt")])
    found = read(small_site, table).outcomes
    assert [each.entry.unit for each in found] == ["can-tho/ninh-kieu"] * 4
    assert [each.kind for each in found[2].record.services] == ["hiv-treatment"]  # type: ignore[union-attr]
    assert codes(found[1]) == {f"{column}3 T026" for column in "BCDE"}
    assert [each.entry.name for each in found] == ["Nơi A", "Nơi B", "Nơi C", "nt"]


def test_what_stands_between_and_below_places_is_none(small_site: Path, table: Path) -> None:
    """Sections, headings on each page, sums, and who signed, whose name is not told either."""
    between = [("II", "Quận Ví dụ"), HEADINGS, ("Tổng số: 2 cơ sở", "", "2")]
    below = [("Người lập biểu", "", "", "", "", "KT. GIÁM ĐỐC"), ("(Ký, ghi rõ họ tên)", "", "", "", "", "(Ký tên)")]
    signed = [("Nguyễn Văn An", "", "", "", "Trần Thị Bình")]
    workbook(table, [HEADINGS, ROW, *between, ("Nơi ví dụ hai", *ROW[1:2], "Số 2", *ROW[3:]), *signed])
    assert len(read(small_site, table).outcomes) == 3
    workbook(table, [HEADINGS, ROW, *between, ("Nơi ví dụ hai", *ROW[1:2], "Số 2", *ROW[3:]), (), *below, *signed])
    taken = read(small_site, table)
    assert [each.row for each in taken.outcomes] == [2, 6]
    assert "Bình" not in "\n".join(Report(taken, translator("vi")).lines())


@pytest.mark.parametrize("section", ["KỲ ANH", "Kỳ Sơn", "Duyệt Trung"])
def test_a_section_is_no_signature(small_site: Path, table: Path, section: str) -> None:
    """Without marks its name begins like “ký”; the places below it are read."""
    headings = ("Tên cơ sở", "Dịch vụ", "Tỉnh")
    rows = [("Nơi một", "ARV", "Cần Thơ"), (section,), ("Nơi hai", "ARV", "Cần Thơ")]
    for end in ([], [("TM. UBND XÃ",), ("(Ký)",), ("Nguyễn Văn An",)]):
        workbook(table, [headings, *rows, *end])
        assert [each.row for each in read(small_site, table).outcomes] == [2, 4]


def test_three_rows_of_headings_are_read(small_site: Path, table: Path) -> None:
    """With groups of groups."""
    top = ("Tên cơ sở", "Thông tin liên hệ", "", "", "Dịch vụ", "")
    rows = [top, ("", "Địa chỉ", "", "Điện thoại"), ("", "Số nhà, đường", "Tỉnh", "", "ARV", "PrEP")]
    merged = [("B1:D1", top[1]), ("B2:C2", "Địa chỉ"), ("E1:F2", "Dịch vụ"), ("A1:A3", top[0]), ("D2:D3", "Điện thoại")]
    workbook(table, [*rows, ("Nơi ví dụ", "Số 1", "Cần Thơ", "0292 3000 000", "x", "-")], merged)
    record = one(read(small_site, table)).record
    assert record
    assert (record.address, record.unit, [each.kind for each in record.services]) == (
        "Số 1",
        "can-tho",
        ["hiv-treatment"],
    )


def test_what_excel_makes_of_days_and_numbers(small_site: Path, table: Path) -> None:
    """A day without its format is a count of days; a number that was rounded is lost, and never taken."""
    headings = (*HEADINGS, "Ngày kiểm tra", "Nơi kiểm tra")
    workbook(table, [headings, (*ROW, 46331, "Sở"), (*ROW[:2], "Số 2", "Cái Răng", "Cần Thơ", "2.92383E+09", "", "")])
    first, second = read(small_site, table).outcomes
    assert first.record
    assert (str(first.record.verified.on), codes(first)) == ("2026-11-05", {"G2 T026"})
    assert (second.what, codes(second)) == ("refused", {"F3 T022"})


def test_of_what_was_and_what_is_todays_is_taken(small_site: Path, table: Path) -> None:
    """In whatever order the columns stand; a private address is nobody's business."""
    headings = ("Tên cơ sở", "Xã/phường cũ", "Xã/phường mới", "Địa chỉ (cũ)", "Địa chỉ", "Địa chỉ nhà riêng", "Tỉnh")
    workbook(table, [headings, ("Nơi ví dụ", "An Khánh", "Tân An", "Số 1", "Số 2", "Số 3", "Cần Thơ")])
    record = one(read(small_site, table, service="prep")).record
    assert record
    assert (record.unit, record.address) == ("can-tho/tan-an", "Số 2")


def test_an_address_may_be_divided_by_dashes(small_site: Path, table: Path) -> None:
    """And what is no unit at its end stays."""
    addresses = ("Số 0 - đường Ví dụ - P. An Khánh - Q. Ninh Kiều - TP Cần Thơ", "Tổ 1; Ninh Kiều; Cần Thơ")
    workbook(table, [("Tên cơ sở", "Địa chỉ"), *((f"Nơi {each}", each) for each in addresses)])
    found = [each.record for each in read(small_site, table, service="prep").outcomes]
    assert [(each.address, each.unit) for each in found if each] == [
        ("Số 0 - đường Ví dụ", "can-tho/tan-an"),
        ("Tổ 1; Ninh Kiều", "can-tho"),
    ]


def test_merged_cells_hold_for_the_rows_below(small_site: Path, table: Path) -> None:
    """A commune that is written once for several places."""
    rows = [HEADINGS, ROW, ("Nơi thứ hai", "ARV", "Thửa 2", "", "", "")]
    workbook(table, rows, [("D2:D3", ROW[3]), ("E2:E3", ROW[4])])
    assert [each.entry.unit for each in read(small_site, table).outcomes] == ["can-tho/ninh-kieu"] * 2


def test_the_command_tells_and_exits(small_site: Path, table: Path) -> None:
    """0 when every row can be taken over, 1 when one cannot; nothing on the screen is a traceback."""
    workbook(table, [HEADINGS, ROW])
    done = command("import", str(table), "--root", str(small_site))
    assert done.returncode == 0
    assert "chưa ghi gì" in done.stdout
    done = command("import", str(table), "--root", str(small_site), "--write", "--source", "Danh sách thử")
    assert (done.returncode, (small_site / "data/locations/noi-vi-du.yaml").exists()) == (0, True)
    workbook(table, [HEADINGS, ("", *ROW[1:])])
    assert command("import", str(table), "--root", str(small_site)).returncode == 1
    done = command("import", str(small_site / KNOWN), "--root", str(small_site))
    assert (done.returncode, done.stdout) == (1, "")
    assert "T021" in done.stderr


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, TableWords]:
    """A site without places, whose units are those of the country."""
    root = tmp_path_factory.mktemp("empty")
    (root / "data").mkdir()
    site, words, _ = open_places(root.parent / "none", None, None)
    return site, words


TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [*HEADINGS, *COLUMNS, *ROW, "x", "Q1", "0292 000 0000", "10,5", "24/7", "xóa", "\x00", "=1", "TP.HCM"]
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(TEXTS, max_size=14), max_size=6))
def test_any_cells_end_in_sentences(opened: tuple[Site, TableWords], rows: list[list[str]]) -> None:
    """Whatever stands in a table, each row is taken, or refused with a reason, and the report can be read."""
    site, words = opened
    sheet = Sheet("", tuple(map(tuple, [list(COLUMNS), *rows])))
    taken, _ = examine(Path(), site, words, Tables((sheet,)), "bang.csv", TODAY, Asked(source="Bảng"))
    assert taken
    for outcome in taken.of("refused"):
        assert outcome.entry.refused
    assert "\n".join(Report(taken, translator("vi")).lines())
