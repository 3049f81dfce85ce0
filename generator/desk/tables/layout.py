"""Where a table's headings are, and what each column holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from generator.model.place import Place
from generator.model.table_words import LEFT_OUT, TableWords, plain
from generator.model.vocabulary import ServiceKind
from generator.source.sheets import Sheet

MARK = "service:"  # in front of a kind of service: a column of marks
LOOKED_AT = 30  # rows from the top in which headings are looked for
ALIKE = 88  # of 100, how alike a heading must be to a known one
SHORTEST = 6  # letters of a heading that may be alike to another
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?")
_FORMER = frozenset({"cu", "truoc"})  # of a heading of what was (cũ, trước)
_TOGETHER = frozenset({"phones", "lines"})  # several columns may hold them


class Column(NamedTuple):
    """What is in a column; `field` is "-" where it is not taken over. `near` if its heading was not known exactly."""

    position: int  # from 0
    heading: str
    field: str
    how: Literal["known", "near", "left out", "second"]


@dataclass(frozen=True)
class Layout:
    """The columns of a sheet, the rows of its headings and the first of its data, from 0."""

    sheet: Sheet
    columns: tuple[Column, ...]
    headings: range
    start: int

    @cached_property
    def fields(self) -> frozenset[str]:
        """What the table tells of a place."""
        return frozenset(each.field for each in self.columns if each.field != LEFT_OUT)

    @cached_property
    def taken(self) -> Mapping[str, tuple[Column, ...]]:
        """The columns taken over, by field."""
        return {field: tuple(each for each in self.columns if each.field == field) for field in sorted(self.fields)}

    @property
    def weight(self) -> tuple[int, int, int]:
        """How much was understood: of two layouts the weightier is the table's."""
        return len(self.fields), -len(self.headings), -self.headings.start


def letters(index: int) -> str:
    """The name of a column, from 0: A, B … Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell(place: Place) -> str:
    """The address of a cell as Excel writes it (C7); of a whole row its number."""
    return f"{letters(place.column - 1)}{place.line}" if place.column else str(place.line)


def without_brackets(heading: str) -> str:
    """A heading without what it explains in brackets."""
    return _IN_BRACKETS.sub("", heading)


def find_layout(sheet: Sheet, words: TableWords, kinds: Mapping[str, ServiceKind]) -> Layout | None:
    """The headings that name the most fields, in one row, two or three; None where no row names places and more."""
    reader = _Headings(words, kinds)
    found = [
        layout
        for top in range(min(len(sheet.rows), LOOKED_AT))
        for deep in (1, 2, 3)
        if (layout := _at(sheet, range(top, min(top + deep, len(sheet.rows))), reader))
    ]
    return max(found, key=lambda each: each.weight, default=None)


def _at(sheet: Sheet, headings: range, reader: _Headings) -> Layout | None:
    """The layout if the headings stand in these rows."""
    columns = tuple(_columns(sheet, headings, reader))
    start = headings.stop
    filled = [text.strip() for text in sheet.rows[start] if text.strip()] if start < len(sheet.rows) else []
    if len(filled) > 2 and all(_NUMBERING.fullmatch(text) for text in filled):
        start += 1  # a row that numbers the columns
    layout = Layout(sheet, columns, headings, start)
    if "name" not in layout.fields or len(layout.fields) < 2:
        return None
    name = layout.taken["name"][0].position
    # Below the heading of names stands a name: that row is data.
    below = [row for row in headings if _heading(sheet, row, name, headings)]
    return (
        layout if len(below) == 1 or reader.meaning([_heading(sheet, below[0], name, headings)])[0] != "name" else None
    )


def _columns(sheet: Sheet, headings: range, reader: _Headings) -> Iterator[Column]:
    """The columns; of several for one field that of today is taken, else the first."""
    found = list(_meant(sheet, headings, reader))
    taken = {each.field: each for each in reversed(found)}
    taken |= {each.field: each for each in reversed(found) if _FORMER.isdisjoint(plain(each.heading).split())}
    for each in found:
        second = each.field not in (*_TOGETHER, LEFT_OUT) and taken[each.field] is not each
        yield each._replace(field=LEFT_OUT, how="second") if second else each


def _meant(sheet: Sheet, headings: range, reader: _Headings) -> Iterator[Column]:
    for index in range(max((len(sheet.rows[row]) for row in headings), default=0)):
        stack = [text for row in headings if (text := _heading(sheet, row, index, headings))]
        if not stack:
            continue
        heading = " / ".join(dict.fromkeys(" ".join(text.split()) for text in stack))
        field, near = reader.meaning(stack)
        yield Column(index, heading, field, "left out" if field == LEFT_OUT else "near" if near else "known")


def _heading(sheet: Sheet, row: int, index: int, headings: range) -> str:
    """The text of a cell, or of the merged cell it lies in; one that is merged across the headings counts once."""
    for (top, left), (bottom, right) in sheet.merged:
        if top <= row <= bottom and left <= index <= right and top in headings:
            return sheet.rows[top][left].strip() if row == top else ""
    return sheet.rows[row][index].strip() if index < len(sheet.rows[row]) else ""


class _Headings:
    """Finds what headings mean."""

    def __init__(self, words: TableWords, kinds: Mapping[str, ServiceKind]) -> None:
        self.columns = words.of("column")
        self.persons = tuple(words.of("person"))
        self.services = service_names(words, kinds)

    def meaning(self, stack: list[str]) -> tuple[str, bool]:
        """The field of a column with these headings, the upper one first, and whether it was only alike."""
        for number, text in enumerate(dict.fromkeys((" ".join(stack), *reversed(stack)))):
            if found := self._known(text):
                divided = found == "services" and number == len(stack) > 1  # one of several columns of marks
                return (LEFT_OUT if divided else found), False
        whole = f" {plain(' '.join(stack))} "
        if any(f" {person} " in whole for person in self.persons):
            return LEFT_OUT, False
        near = self._near(plain(without_brackets(stack[-1])))
        return (near, True) if near else (LEFT_OUT, False)

    def _known(self, text: str) -> str | None:
        for name in (plain(text), plain(without_brackets(text))):
            if name in self.columns:
                return self.columns[name]
            if name in self.services:
                return f"{MARK}{self.services[name]}"
        return None

    def _near(self, name: str) -> str | None:
        """The field of a known heading that begins this one, or that it is much alike."""
        from rapidfuzz import fuzz, process  # 15 ms

        begins = [each for each in self.columns if " " in each and name.startswith(f"{each} ")]
        if begins:
            return self.columns[max(begins, key=len)]
        if len(name) < SHORTEST:
            return None
        found = process.extractOne(name, tuple(self.columns), scorer=fuzz.ratio, score_cutoff=ALIKE)
        return self.columns[found[0]] if found else None


def service_names(words: TableWords, kinds: Mapping[str, ServiceKind]) -> Mapping[str, str]:
    """The kinds of service this site has, by the plain words people use for them."""
    own = {plain(name): kind.id for kind in kinds.values() for name in (kind.name, kind.brief, kind.id)}
    return {**{written: kind for written, kind in words.of("service").items() if kind in kinds}, **own}
