"""A workbook to JSON, in a process of its own (`generator.source.confined`): the reader of workbooks is not ours.

No macro and no formula is run: a formula is the value it had when the file was saved.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

LONGEST = 32_767  # characters that Excel lets a cell have


def main(file: str, rows: str, columns: str) -> list[dict[str, Any]]:
    """The visible sheets: name, rows of texts from A1 on, merged ranges as (row, column) pairs from 0.

    A sheet with more `rows` or `columns` has their numbers in `large` instead of rows.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_path(file)
    found: list[dict[str, Any]] = []
    for about in book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet or about.visible is not SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_name(about.name)
        height, width = sheet.total_height + 1, sheet.total_width + 1
        if height > int(rows) or width > int(columns):
            found.append({"name": about.name, "rows": [], "merged": [], "large": [height, width]})
            continue
        texts = [[text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        found.append({"name": about.name, "rows": texts, "merged": sheet.merged_cell_ranges or []})
    return found


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
