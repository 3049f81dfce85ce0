"""A table (CSV) read row by row: what is wrong is told with its row, and the others are read all the same."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_args

from generator.model.dates import NotReadable
from generator.model.diagnostic import Diagnostic, error
from generator.model.message import Message, message
from generator.model.place import Place
from generator.source.text import Unreadable, is_ordinary, read

LARGEST = 8 * 1024 * 1024  # bytes of one table
MOST_WRONG = 100  # rows that are told: a table with more was saved in another form
T = TypeVar("T")


def read_table(
    root: Path, file: str, columns: str, build: Callable[[list[str], Place], T]
) -> tuple[list[T], list[Diagnostic]]:
    """The rows of a table as `build` makes them, and what is wrong with it; a missing file is an empty table."""
    if not (root / file).exists():
        return [], []
    try:
        text = read(root, file, LARGEST)
    except Unreadable as problem:
        return [], [problem.diagnostic]
    reader = csv.reader(text.splitlines(keepends=True))
    wanted = columns.split(",")
    values: list[T] = []
    diagnostics: list[Diagnostic] = []
    try:
        if (first := next(reader, [])) != wanted:
            return [], [_other_columns(file, first, columns)]
        for cells in reader:
            place = Place(file, reader.line_num, 1)
            try:
                if len(cells) != len(wanted):
                    why = message("it has {found} cells and needs {needed}", found=len(cells), needed=len(wanted))
                    raise NotReadable(why)
                values.append(build(cells, place))
            except NotReadable as problem:
                diagnostics.append(_row_unreadable(place, problem.why))
                if len(diagnostics) == MOST_WRONG:
                    diagnostics.append(_left_unread(place))
                    break
    except csv.Error:
        diagnostics.append(
            _row_unreadable(
                Place(file, reader.line_num, 1), message("a quotation mark is opened and not closed, here or above")
            )
        )
    return values, diagnostics


def _other_columns(file: str, first: list[str], columns: str) -> Diagnostic:
    """What is wrong with a first row, which is often that of a table saved with semicolons."""
    place = Place(file, 1, 1)
    if ";".join(first).split(";") == columns.split(","):
        return error(
            "T001",
            place,
            message("semicolons stand between the cells, and commas must"),
            message(
                "Save it again with commas: LibreOffice asks for the sign; for Excel, Windows has it (List separator)."
            ),
        )
    return error(
        "T001",
        place,
        message("the first row must be: {columns}", columns=columns),
        message("Copy this row into the first line of the file."),
    )


def _row_unreadable(place: Place, why: Message) -> Diagnostic:
    return error(
        "T002",
        place,
        message("this row cannot be read: {why}", why=why),
        message(
            "Write it like the rows around it: as many cells, days as 2025-07-01, a text with a comma in quotes, and "
            "quotes closed."
        ),
    )


def _left_unread(place: Place) -> Diagnostic:
    return error(
        "T002",
        place,
        message("the rows below are not read: {count} rows above cannot be read", count=MOST_WRONG),
        message("The whole table is probably saved in another form: save it as CSV (UTF-8) with the columns it had."),
    )


def day(text: str) -> date:
    """A day as 2025-07-01. Raises NotReadable."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotReadable(message("“{text}” is not a day written as 2025-07-01", text=text)) from None


def day_or_none(text: str) -> date | None:
    """A day as 2025-07-01; none where nothing is written. Raises NotReadable."""
    return day(text) if text else None


def number(text: str) -> float:
    """A number with a point before its decimals. Raises NotReadable."""
    try:
        return float(text)
    except ValueError:
        raise NotReadable(message("“{value}” is not a number", value=text)) from None


def one_of(text: str, of: Any) -> Any:
    """A word that is one of a literal type's. Raises NotReadable."""
    if text not in (known := get_args(of)):
        raise NotReadable(message("“{value}” is not one of: {known}", value=text, known=", ".join(known)))
    return text


def filled(**cells: object) -> None:
    """See that something stands in each of these cells, by the names of their columns. Raises NotReadable."""
    if empty := [name for name, value in cells.items() if not value]:
        raise NotReadable(message("nothing is written in the column {names}", names=", ".join(empty)))


def contents(tables: Iterable[Path]) -> Iterator[bytes]:
    """What is in those tables that are there; of the others, reading them tells.

    Raises OSError where the system refuses one: a digest of the rest would pass for that of other tables.
    """
    for table in tables:
        with suppress(FileNotFoundError, NotADirectoryError):
            if is_ordinary(table) and table.stat().st_size <= LARGEST:
                yield table.read_bytes()
