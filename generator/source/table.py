"""A table (CSV) read row by row: what is wrong is told with its row, and the others are read all the same."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_args

from generator.model.diagnostic import Diagnostic, error
from generator.model.message import message
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
    width = columns.count(",") + 1
    values: list[T] = []
    diagnostics: list[Diagnostic] = []
    try:
        if next(reader, []) != columns.split(","):
            return [], [error("T001", Place(file, 1, 1), message("the first row must be: {columns}", columns=columns))]
        for cells in reader:
            place = Place(file, reader.line_num, 1)
            try:
                if len(cells) != width:
                    raise ValueError(f"{len(cells)} ≠ {width}")
                values.append(build(cells, place))
            except ValueError as problem:
                diagnostics.append(_row_unreadable(place, problem))
                if len(diagnostics) == MOST_WRONG:
                    diagnostics.append(_left_unread(place))
                    break
    except csv.Error as problem:
        diagnostics.append(_row_unreadable(Place(file, reader.line_num, 1), problem))
    return values, diagnostics


def _row_unreadable(place: Place, why: Exception) -> Diagnostic:
    return error(
        "T002",
        place,
        message("this row cannot be read: {why}", why=why),
        message("Compare it with the rows around it: as many values, dates as 2025-07-01, quotation marks closed."),
    )


def _left_unread(place: Place) -> Diagnostic:
    return error(
        "T002",
        place,
        message("the rows below are not read: {count} rows above cannot be read", count=MOST_WRONG),
        message("The whole table is probably saved in another form: save it as CSV (UTF-8) with the columns it had."),
    )


def day_or_none(text: str) -> date | None:
    """A day as 2025-07-01; none where nothing is written. Raises ValueError."""
    return date.fromisoformat(text) if text else None


def one_of(text: str, of: Any) -> Any:
    """A word that is one of a literal type's. Raises ValueError."""
    if text not in get_args(of):
        raise ValueError(text)
    return text


def contents(tables: Iterable[Path]) -> Iterator[bytes]:
    """What is in those tables that are there; of the others, reading them tells.

    Raises OSError where the system refuses one: a digest of the rest would pass for that of other tables.
    """
    for table in tables:
        with suppress(FileNotFoundError, NotADirectoryError):
            if is_ordinary(table) and table.stat().st_size <= LARGEST:
                yield table.read_bytes()
