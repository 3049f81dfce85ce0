"""What stands in a list besides its places: titles of sections, headings again, sums, and who signs below it."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.desk.tables.layout import Layout
from generator.model.table_words import TableWords, plain

_IN_ROW = ("address", "phones", "id")
_SIGNED, _SIGNERS = 30, 3  # rows at the end among which are those of who signs, and how many sign in a row
_NUMBERED = re.compile(r"[IVX]+[.)]?|[A-ZĐ][.)]?")
_TOTAL = re.compile(r"(?:tong|cong)(?: \d.*)?|tong (?:cong|so)(?: .*)?")
_CLAUSE = re.compile(r"[.,:;/()]")


class Besides:
    """Knows which rows are of no place; `text` gives what a cell says by row and column, those merged over it too."""

    def __init__(self, layout: Layout, words: TableWords, text: Callable[[int, int], str]) -> None:
        self._layout = layout
        self._words = words.of("end")
        self._text = text
        self._end = self._over()

    def filled(self, row: int) -> list[str]:
        """The cells of a row that say something."""
        return [text.strip() for text in self._layout.sheet.rows[row] if text.strip()]

    def holds(self, row: int) -> bool:
        """Whether a row is of no place: one cell, a numbered title, a sum, the headings again, or below the end."""
        filled = self.filled(row)
        if row >= self._end or len(filled) == 1 or any(_TOTAL.fullmatch(plain(text)) for text in filled[:2]):
            return True
        if len(filled) == 2 and _NUMBERED.fullmatch(filled[0]):
            return True
        taken = self._layout.taken
        name = self._text(row, taken["name"][0].position)
        own = [self._text(row, each.position) for field in _IN_ROW for each in taken.get(field, ())]
        if not (name or any(own)):
            return True
        again = [plain(self._text(row, each.position)) in plain(each.heading) for each in self._layout.columns]
        return bool(name) and all(again)

    def _over(self) -> int:
        """The row with which the table is over: of those who sign it, and below it but their names."""
        end = len(self._layout.sheet.rows)
        for row in range(end - 1, max(self._layout.start, end - _SIGNED) - 1, -1):
            filled = self.filled(row)
            if len(filled) > _SIGNERS or (len(filled) > 1 and any(map(str.isdigit, "".join(filled)))):
                break
            if filled and all(map(self._signs, filled)):
                end = row
        return end

    def _signs(self, text: str) -> bool:
        """Whether a cell begins with words of who signs; one of one syllable stands alone: “Kỳ Sơn” is a place."""
        alone = plain(_CLAUSE.split(text.lstrip("( "))[0])
        longer = tuple(f"{word} " for word in self._words if " " in word)
        return alone in self._words or f"{plain(text)} ".startswith(longer)
