"""A workbook to JSON, in a process of its own: `python unpack.py FILE ROWS COLUMNS`.

A file can make any reader take all memory or time, and the reader of workbooks is not ours. So the system holds this
process within limits; if it dies, the file is refused and nothing else is lost. No macro and no formula is run: a
formula is the value it had when the file was saved.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

MEMORY = 1536 * 1024 * 1024  # bytes of addresses, those of the interpreter among them
SECONDS = 20  # of the processor
LONGEST = 32_767  # characters that Excel lets a cell have


def sheets(file: str, most_rows: int, most_columns: int) -> list[dict[str, Any]]:
    """The visible sheets: name, rows of texts from A1 on, merged ranges as (row, column) pairs from 0.

    A sheet with more rows or columns than wanted has their numbers in `large` instead of rows.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_path(file)
    found: list[dict[str, Any]] = []
    for about in book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet or about.visible is not SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_name(about.name)
        height, width = sheet.total_height + 1, sheet.total_width + 1
        if height > most_rows or width > most_columns:
            found.append({"name": about.name, "rows": [], "merged": [], "large": [height, width]})
            continue
        rows = [[text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        found.append({"name": about.name, "rows": rows, "merged": sheet.merged_cell_ranges or []})
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


def main(file: str, most_rows: str, most_columns: str) -> None:
    """Write the sheets to standard output, or the kind of the reader's error."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        found: Any = sheets(file, int(most_rows), int(most_columns))
    except Exception as problem:  # whatever the reader raises, it could not read the file
        found = type(problem).__name__
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
