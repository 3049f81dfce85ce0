"""Lists of people: what tells that a table is one, so that nothing of it is kept or shown."""

from __future__ import annotations

from collections.abc import Iterator

from generator.desk.tables.layout import LOOKED_AT, Column, Layout, cell, letters, without_brackets
from generator.model.diagnostic import Diagnostic, error
from generator.model.message import Message, message
from generator.model.place import Place
from generator.model.table_words import TableWords, plain
from generator.model.unit import Units
from generator.model.vietnamese import nfc
from generator.prose.names import is_name
from generator.source.sheets import Sheet

LONGEST = 100  # characters of a heading or title; what is longer explains something
_AWAY = message(
    "Keep this file out of the site's folder: lists of people never belong to a website. For places, make a file "
    "with one row for each place and without such columns; `outreach export` makes an example."
)
_BESIDE = message(
    "Keep this file out of the site's folder: lists of people never belong to a website. If another sheet is a list "
    "of places, save it as a file of its own, or name it with `--sheet`."
)
_KINDS = message(
    "Keep lists of people out of the site's folder. If these are places, write what each is before its name, "
    "such as “Phòng khám Nguyễn Văn A”."
)


class People:
    """Knows the headings and titles of lists of people, and their names."""

    def __init__(self, words: TableWords, units: Units) -> None:
        self._units = units
        self._told = words.of("people")
        self._contacts = tuple(word for word, means in words.of("person").items() if means == "contact")

    def found(self, file: str, sheet: Sheet, layout: Layout | None, beside: bool) -> Diagnostic | None:
        """Why a sheet is a list of people, without a word of what its rows say; None if nothing tells so.

        Where it is no list of places, a heading must tell it, or two in one row if it stands `beside` such a list.
        """
        if told := next(self._in_layout(layout) if layout else self._in_rows(sheet, 2 if beside else 1), None):
            at, heading = told
            where = f"{sheet.name}!{at}" if sheet.name else at
            why = message("{where} “{heading}” tells of people: nothing of this list was read", where=where,
                          heading=heading)  # fmt: skip
            return error("T029", Place(file), why, _BESIDE if beside else _AWAY)
        if layout and (column := self._of_names(layout)):
            return error("T029", Place(file), self._named(sheet, column), _KINDS)
        return None

    def _named(self, sheet: Sheet, column: Column) -> Message:
        where = letters(column.position)
        return message(
            "in column {where} “{heading}” most names are names of people: nothing of this list was read",
            where=f"{sheet.name}!{where}" if sheet.name else where,
            heading=column.heading,
        )

    def _in_layout(self, layout: Layout) -> Iterator[tuple[str, str]]:
        """Cells and texts that tell of people: titles above, headings, and what may be more headings below."""
        rows = layout.sheet.rows
        for row in range(layout.headings.start):
            for index, text in enumerate(rows[row]):
                if self._tells(text, "title"):
                    yield _at(row, index), _shown(text)
        below = rows[layout.start] if layout.start < len(rows) else ()
        above = {column.position: column.heading.split(" / ") for column in layout.columns}
        for index, parts in above.items():
            if self._heading(parts):
                yield _at(layout.headings.start, index), " / ".join(parts)
        for index, text in enumerate(below):
            if plain(text) in self._told and self._heading([*above.get(index, ()), text]):
                yield _at(layout.start, index), _shown(text)

    def _in_rows(self, sheet: Sheet, enough: int) -> Iterator[tuple[str, str]]:
        """The same of a sheet that is no list of places."""
        for row, texts in enumerate(sheet.rows[:LOOKED_AT]):
            found = [(_at(row, index), _shown(text)) for index, text in enumerate(texts) if self._heading([text])]
            if len(found) >= enough and len([text for text in texts if text.strip()]) > 1:
                yield found[0]

    def _heading(self, stack: list[str]) -> bool:
        """Whether headings above one another tell of people who come, not of who answers for a place."""
        whole = f" {plain(' '.join(stack))} "
        if len(whole) > LONGEST or any(f" {contact} " in whole for contact in self._contacts):
            return False
        alone = {plain(each) for text in (*stack, " ".join(stack)) for each in (text, without_brackets(text))}
        return not alone.isdisjoint(self._told) or self._tells(whole, "-")

    def _tells(self, text: str, where: str) -> bool:
        if len(text) > LONGEST or not text.strip():
            return False
        whole = f" {plain(text)} "
        return any(means == where and f" {word} " in whole for word, means in self._told.items())

    def _of_names(self, layout: Layout) -> Column | None:
        """The column of names, if most of them are those of people and of no unit."""
        column = layout.taken["name"][0]
        cells = (row[column.position] for row in layout.sheet.rows[layout.start :] if column.position < len(row))
        filled = [name for text in cells if (name := " ".join(nfc(text).split()))]
        people = [name for name in filled if is_name(name)]
        if not people or len(people) * 2 <= len(filled):
            return None
        people = [name for name in people if not self._units.have(name)]
        return column if len(people) * 2 > len(filled) else None


def _at(row: int, index: int) -> str:
    return cell(Place("", row + 1, index + 1))


def _shown(text: str) -> str:
    return " ".join(text.split())
