"""Cells of tables as text (CSV) that no spreadsheet takes for a formula, whatever sign it looks for between cells.

Who opens a table in which commas part the cells as one of semicolons or tabs has cells that begin within ours.
"""

from __future__ import annotations

import re

MARK = "'"
_RUN = r"=+\-@＝＋－＠"  # what a formula begins with
_BEGIN = rf"""(?=["']*[{_RUN}\t\r\n])"""
_WITHIN = rf"""(?=["'\t\r\n]*[{_RUN}])"""  # quotation marks are doubled in CSV, and two of them vanish at the beginning
_FIRST = re.compile(_BEGIN)
_LATER = re.compile(rf"[;\t\r\n]{_WITHIN}")
_GUARDED = re.compile(rf"^{MARK}{_BEGIN}|(?<=[;\t\r\n]){MARK}{_WITHIN}")


def guarded(text: str) -> str:
    """A text with an apostrophe wherever a cell could begin as a formula."""
    first = MARK if _FIRST.match(text) else ""
    return first + (_LATER.sub(rf"\g<0>{MARK}", text) if _LATER.search(text) else text)


def unguarded(cell: str) -> str:
    """The text that a cell was made of; one that was not guarded is its text, but for apostrophes that look so."""
    return _GUARDED.sub("", cell) if MARK in cell else cell
