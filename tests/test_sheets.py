"""Files that hold tables, and files that only say so: rows of texts, or one sentence."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, time
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language import translator
from generator.source.separated import NotText, rows_in, spoilt
from generator.source.sheets import MOST_COLUMNS, MOST_ROWS, read_sheets
from generator.source.text import Unreadable
from tests.tables import workbook

_ = translator("vi")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'  # fmt: skip  # noqa: E501
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(file: Path, sheet: str, more: dict[str, bytes] | None = None) -> Path:
    """A workbook whose only sheet is this XML, made by hand."""
    relation = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{}" Target="{}"/></Relationships>'  # noqa: E501
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relation.format(f"{RELATIONS}/officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',  # noqa: E501
        "xl/_rels/workbook.xml.rels": relation.format(f"{RELATIONS}/worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{sheet}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **(more or {})}.items():
            archive.writestr(name, content)
    return file


def text_cell(where: str, text: str = "x") -> str:
    return f'<c r="{where}" t="inlineStr"><is><t>{text}</t></is></c>'


def bomb(file: Path) -> Path:
    """100 KB that unpack to more than 200 MB."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/a.xml", "w") as part:
        for _number in range(220):
            part.write(bytes(1024 * 1024))
    file.write_bytes(content.getvalue())
    return file


def long_list(file: Path) -> Path:
    rows = "".join(f'<row r="{row}">{text_cell(f"A{row}")}</row>' for row in range(1, 100_001))
    return packed(file, rows)


def wide_list(file: Path) -> Path:
    cells = '<c t="inlineStr"><is><t>x</t></is></c>' * 10_000
    return packed(file, f"<row>{cells}</row>")


def far_cell(file: Path) -> Path:
    """Two cells at opposite corners: as a rectangle they would fill all memory."""
    return packed(file, f'<row r="1">{text_cell("A1")}</row><row r="1048576">{text_cell("XFD1048576")}</row>')


def deep(file: Path) -> Path:
    return packed(file, "<row>" * 200_000 + "</row>" * 200_000)


def entities(file: Path) -> Path:
    return packed(file, '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><row r="1">' + text_cell("A1", "&b;"))


def written(content: bytes) -> Callable[[Path], Path]:
    def make(file: Path) -> Path:
        file.write_bytes(content)
        return file

    return make


HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a bomb": (bomb, "bung ra thành 220 MB"),
    "100,000 rows": (long_list, f"máy chỉ đọc đến {MOST_ROWS} dòng"),
    "10,000 columns": (wide_list, f"{MOST_COLUMNS} cột"),
    "a cell far away": (far_cell, "bộ nhớ hoặc thời gian"),
    "100,000 lines of text": (written(b"a,b\n" * 100_000), "bảng quá lớn"),
    "10,000 values in a line": (written(b"a," * 10_000), "bảng quá lớn"),
    "locked": (written(OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le")), "khóa bằng mật khẩu"),
    "a Word file of old": (written(OLE + bytes(2000)), "không đọc được bảng nào"),
    "cut off": (written(b"PK\x03\x04" + bytes(100)), "tệp bị hỏng"),
    "a web page": (written(b"<html><table><tr><td>x</td></tr></table></html>"), "trang web"),
    "TCVN3": (written(b"STT,T\xaan c\xac s\xeb,\xa7\xdea ch\xd8\n1,Tr\xb9m Y t\xd5,S\xe8 1\n"), "TCVN3"),
    "no text": (written(bytes(range(1, 256)) * 8), "không phải văn bản"),
    "a value without end": (written(b'a,"' + b"x" * 200_000), "không phải một bảng"),
    "too large": (written(b"a,b\n" * 6_000_000), "quá lớn"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_list_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    """In Vietnamese, with the file's name, and without taking the machine down, whatever else the process reads."""
    csv.field_size_limit(sys.maxsize)
    make, said = HOSTILE[name]
    with pytest.raises(Unreadable) as refused:
        read_sheets(make(tmp_path / "bang.xlsx"))
    problem = refused.value.diagnostic
    assert (problem.code, problem.place.file) == ("T020", "bang.xlsx")
    assert said in problem.message.text(_)


def read_or_code(file: Path) -> str:
    """All that a file says, or the code of its refusal."""
    try:
        sheets = read_sheets(file).sheets
    except Unreadable as refused:
        return refused.diagnostic.code
    return "".join(cell for sheet in sheets for row in sheet.rows for cell in row)


@pytest.mark.parametrize("make", [deep, entities])
def test_odd_xml_does_no_harm(make: Callable[[Path], Path], tmp_path: Path) -> None:
    """It is read as what little it says, or refused."""
    found = read_or_code(make(tmp_path / "bang.xlsx"))
    assert found in ("T020", "", "&b;")


def test_values_are_texts_as_people_type_them(tmp_path: Path) -> None:
    """A formula is the value it had; days and whole numbers are written as in Việt Nam; merged cells are told."""
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    page, hidden = book.add_worksheet("Danh sách"), book.add_worksheet("Ẩn")
    hidden.hide()
    hidden.write_string(0, 0, "x")
    day, clock = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "hh:mm"})
    page.write_row("B2", ["Ă", 2923000000, 10.5, True])
    page.write_formula("F2", "=1+1", value=2)
    page.write_formula("G2", '=HYPERLINK("http://x")', value="=cmd")
    page.write_datetime("H2", date(2026, 11, 5), day)
    page.write_datetime("I2", time(7, 30), clock)
    page.merge_range("A3:A4", "gộp")
    book.close()
    tables = read_sheets(tmp_path / "a.xlsx")
    (sheet,) = tables.sheets
    assert sheet.rows[1] == ("", "Ă", "2923000000", "10.5", "true", "2", "=cmd", "05/11/2026", "07:30")
    assert (sheet.name, sheet.merged, tables.macros) == ("Danh sách", (((2, 0), (3, 0)),), False)
    assert tables.hidden == ("Ẩn",)


def test_macros_are_told_and_never_run(tmp_path: Path) -> None:
    """To refuse such a file would send people to a program that runs them."""
    file = packed(tmp_path / "a.xlsm", f'<row r="1">{text_cell("A1")}</row>', {"xl/vbaProject.bin": b"x"})
    assert read_sheets(file).macros
    assert read_sheets(file).sheets[0].rows == (("x",),)


URN = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(f'xmlns:{name}="{URN}:{name}:1.0"' for name in ("office", "table", "text"))
ODS = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = f"""<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">\
<m:file-entry m:full-path="/" m:media-type="{ODS}"/></m:manifest>"""
CONTENT = f"""<office:document-content {NAMES}><office:body><office:spreadsheet><table:table table:name="A">\
<table:table-row><table:table-cell office:value-type="string"><text:p>Tên cơ sở</text:p></table:table-cell>\
</table:table-row><table:table-row table:number-rows-repeated="1048575">\
<table:table-cell table:number-columns-repeated="1024"/></table:table-row>\
</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_a_sheet_of_open_document_is_read(tmp_path: Path) -> None:
    """LibreOffice keeps lists too; what it repeats to the end of the sheet is no row."""
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        for name, content in (("mimetype", ODS), ("META-INF/manifest.xml", MANIFEST), ("content.xml", CONTENT)):
            archive.writestr(name, content)
    (sheet,) = read_sheets(tmp_path / "a.ods").sheets
    assert sheet.rows == (("Tên cơ sở",),)


ROWS = (("Tên cơ sở", "Địa chỉ"), ("Trạm ở Hòa Bình", "Số 0, đường Ví dụ"))
CP1258 = b"T\xean c\xf5 s\xf5\xd2;\xd0i\xf2a chi\xd2\nTra\xf2m \xf5\xd2 Ho\xccaB\xccnh;S\xf4\xec 0\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_text_is_read_in_the_encodings_excel_writes(encoding: str, sign: str) -> None:
    """The sign between cells is found too."""
    lines = [sign.join(f'"{cell}"' for cell in row) for row in ROWS]
    assert rows_in("\r\n".join(lines).encode(encoding), 10, 10) == ROWS


def test_windows_1258_keeps_its_marks() -> None:
    """Letters and tones stand apart in it, and come together as elsewhere."""
    from generator.model.vietnamese import nfc

    first, *_rest = rows_in(CP1258, 10, 10)
    assert [nfc(cell) for cell in first] == ["Tên cơ sở", "Địa chỉ"]


LIST = (
    ("Tên cơ sở", "Dịch vụ", "Địa chỉ", "Xã/Phường", "Tỉnh"),
    ("Trạm Y tế Ví dụ", "ARV", "Đường Ví dụ", "Ninh Kiều", "Cần Thơ"),
)


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258", "ascii"])
def test_a_list_that_lost_its_letters_is_refused(encoding: str, tmp_path: Path) -> None:
    """Excel's plain “CSV” writes ? for them, and whoever saves that as a workbook does not get them back."""
    lost = "\n".join(map(";".join, LIST)).encode(encoding, "replace")
    (tmp_path / "a.csv").write_bytes(lost)
    workbook(tmp_path / "a.xlsx", [line.split(";") for line in lost.decode(encoding).split("\n")])
    for name in ("a.csv", "a.xlsx"):
        with pytest.raises(Unreadable) as refused:
            read_sheets(tmp_path / name)
        assert refused.value.diagnostic.code == "T020"
        assert "mất dấu" in refused.value.diagnostic.message.text(_)


@pytest.mark.parametrize("read_as", ["cp1252", "cp1258", "mac-roman"])
def test_utf_8_that_was_read_as_something_else_is_refused(read_as: str, tmp_path: Path) -> None:
    """A CSV file without a mark, opened by a double click in Excel and saved again."""
    workbook(tmp_path / "a.xlsx", [[cell.encode().decode(read_as, "replace") for cell in row] for row in LIST])
    assert read_or_code(tmp_path / "a.xlsx") == "T020"


def test_a_workbook_in_a_font_of_old_is_refused(tmp_path: Path) -> None:
    """Its letters are signs to everybody else."""
    workbook(tmp_path / "a.xlsx", [("C¬ së ®iÒu trÞ", "§Þa chØ"), ("Tr¹m Y tÕ", "®­êng VÝ dô"), ("Tr¹m B", "®Êt")])
    assert read_or_code(tmp_path / "a.xlsx") == "T020"


def test_marks_of_questions_and_addresses_are_no_lost_letters() -> None:
    """Nor are signs of other languages."""
    assert spoilt([*LIST, ("Có gọi được không? Có", "https://vi.example/tim?a=b&c?d", "m² PrEP® «Nơi»", "b?c")]) is None


def test_a_line_that_names_the_sign_keeps_the_rows_numbers() -> None:
    """Excel writes `sep=;` above a list; the cells below keep their addresses."""
    assert rows_in(b"sep=;\r\na,b;c\r\n", 10, 10)[1] == ("a,b", "c")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_a_sentence(raw: bytes) -> None:
    """Nothing that is read as text brings a traceback."""
    with suppress(NotText):
        assert all(isinstance(cell, str) for row in rows_in(raw, 100, 100) for cell in row)


def test_any_harmed_workbook_is_a_table_or_a_sentence(tmp_path: Path) -> None:
    """One byte in many is another."""
    whole = workbook(tmp_path / "a.xlsx", [("Tên cơ sở", "Địa chỉ"), ("a", "b")]).read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 24)):
        file = tmp_path / "b.xlsx"
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        assert read_or_code(file) in ("T020", "Tên cơ sởĐịa chỉab")
