"""Making tables as people keep them, and reading what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from generator.desk.tables.entry import Asked
from generator.desk.tables.intake import Intake, take_in
from generator.desk.tables.layout import cell
from generator.desk.tables.outcome import Outcome
from generator.model.diagnostic import Diagnostic
from tests.conftest import TODAY

HEADINGS = ("Tên cơ sở", "Dịch vụ", "Địa chỉ", "Xã/Phường", "Tỉnh", "Điện thoại")
ROW = ("Nơi ví dụ", "Methadone", "Thửa 7, đường Ví dụ", "Phường Ninh Kiều", "Cần Thơ", "")
Cells = Sequence[Sequence[object]]


def workbook(file: Path, rows: Cells, merged: Sequence[tuple[str, str]] = (), sheet: str = "Danh sách") -> Path:
    """An Excel file with one sheet; texts stay texts, numbers are numbers; ranges are merged with their text."""
    book = xlsxwriter.Workbook(str(file))
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for position, value in enumerate(row):
            if isinstance(value, str) and value:
                page.write_string(number, position, value)
            elif value != "":
                page.write(number, position, value)
    for where, text in merged:
        page.merge_range(where, text)
    book.close()
    return file


def read(root: Path, file: Path, *, write: bool = False, sheet: str | None = None, **asked: str) -> Intake:
    """What becomes of a table that can be read."""
    taken, wrong = take_in(root, file, TODAY, Asked(**({"source": "Danh sách ví dụ"} | asked)), sheet, write)
    assert taken, [str(each.message) for each in wrong]
    return taken


def refusal(root: Path, file: Path, **asked: str) -> Diagnostic:
    """The one reason why nothing can be read from a file."""
    taken, (wrong,) = take_in(root, file, TODAY, Asked(**asked))
    assert taken is None
    return wrong


def one(taken: Intake) -> Outcome:
    """What becomes of the only row."""
    (outcome,) = taken.outcomes
    return outcome


def remarks(outcome: Outcome) -> list[str]:
    """What is said of a row: cell, code and sentence."""
    return [f"{cell(each.place)} {each.code}: {each.message}" for each in outcome.entry.remarks]


def codes(outcome: Outcome) -> set[str]:
    """The cells and codes of what is said of a row."""
    return {f"{cell(each.place)} {each.code}" for each in outcome.entry.remarks}
