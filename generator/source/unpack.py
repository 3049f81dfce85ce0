"""A workbook to JSON, in a process of its own (`generator.source.confined`): the reader of workbooks is not ours.

No macro and no formula is run: a formula is the value it had when the file was saved.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

LONGEST = 32_767  # characters that Excel lets a cell have
_RELATION, _SHEET = re.compile(rb"<Relationship\s[^<>]*>"), re.compile(rb"<sheet\s[^<>]*>")
_ROW, _COLUMN = re.compile(rb"<row\s[^<>]*>"), re.compile(rb"<col\s[^<>]*>")
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_ERROR = re.compile(rb'<c(\s[^<>]{0,99}\st="e"[^<>]{0,99})>(?:<f[^<>]*/>|<f[^<>]*>[^<>]*</f>)?<v>(#[^<>]{1,20})</v>')


def main(file: str, most_rows: str, most_columns: str) -> list[dict[str, Any]]:
    """The sheets: name, rows of texts from A1 on, merged ranges as (row, column) pairs from 0, hidden rows and columns.

    A sheet with more rows or columns than wanted has their numbers in `large` instead of rows, a hidden one no rows.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_path(file)
    found: list[dict[str, Any]] = []
    parts = parts_of(file)
    for about in book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        if about.visible is not SheetVisibleEnum.Visible:
            found.append({"name": about.name, "hidden": True})
            continue
        sheet = book.get_sheet_by_name(about.name)
        height, width = sheet.total_height + 1, sheet.total_width + 1
        if height > int(most_rows) or width > int(most_columns):
            found.append({"name": about.name, "rows": [], "merged": [], "large": [height, width]})
            continue
        rows = [[text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        hidden_rows, hidden_columns, errors = seen_in(part(file, parts.get(about.name, "")), width)
        for row, column, error in errors:
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = error
        found.append(
            {
                "name": about.name,
                "rows": rows,
                "merged": sheet.merged_cell_ranges or [],
                "hidden_rows": hidden_rows,
                "hidden_columns": hidden_columns,
            }
        )
    return found


def parts_of(file: str) -> dict[str, str]:
    """Where in an Excel workbook (ECMA-376) the XML of each sheet lies, by the sheet's name."""
    relations, book = (part(file, name) for name in ("xl/_rels/workbook.xml.rels", "xl/workbook.xml"))
    targets = {attribute(each, "Id"): attribute(each, "Target") for each in _RELATION.findall(relations)}
    return {
        html.unescape(attribute(each, "name")): posixpath.join("/xl", targets.get(attribute(each, "r:id"), ""))[1:]
        for each in _SHEET.findall(book)
    }


def part(file: str, name: str) -> bytes:
    """A part of a workbook, empty where there is none: the reader tells of no hidden rows and of no errors."""
    try:
        with zipfile.ZipFile(file) as packed:
            return packed.read(name)
    except Exception:  # not of Excel, or harmed: what can be read of it, the reader of workbooks tells
        return b""


def attribute(tag: bytes, name: str) -> str:
    """The value of an attribute in a tag, "" without it."""
    found = re.search(rf'\s{name}="([^"]*)"'.encode(), tag)
    return found[1].decode(errors="replace") if found else ""


def _number(tag: bytes, name: str) -> int:
    """The number that an attribute is, 0 where it is none."""
    value = attribute(tag, name)
    return int(value) if re.fullmatch(r"[0-9]{1,7}", value) else 0


def seen_in(xml: bytes, width: int) -> tuple[list[int], list[int], list[tuple[int, int, str]]]:
    """Hidden rows and hidden columns, from 0, and the errors that formulas ended in, with row and column."""
    rows = [_number(tag, "r") - 1 for tag in _ROW.findall(xml) if _HIDDEN.search(tag)]
    columns = [
        column
        for tag in _COLUMN.findall(xml)
        if _HIDDEN.search(tag)
        for column in range((_number(tag, "min") or 1) - 1, min(_number(tag, "max"), width))
    ]
    errors = []
    for tag, value in _ERROR.findall(xml):
        if cell := re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", attribute(tag, "r")):
            column = 0
            for letter in cell[1]:
                column = column * 26 + ord(letter) - 64
            errors.append((int(cell[2]) - 1, column - 1, html.unescape(value.decode("ascii", "replace"))))
    return rows, columns, errors


def text(cell: object) -> str:
    """The value of a cell as people would type it: whole numbers without a fraction, days as 22/11/2026."""
    if isinstance(cell, str):
        return cell[:LONGEST]
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, (date, datetime)):
        return f"{cell:%d/%m/%Y %H:%M}" if isinstance(cell, datetime) else f"{cell:%d/%m/%Y}"
    if isinstance(cell, (time, timedelta)):
        return str(cell).removesuffix(":00")
    return str(cell)
