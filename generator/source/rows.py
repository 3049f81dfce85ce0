"""Rows of a table (CSV) with the text of each, so that some can be changed without touching any other character."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from generator.model.vietnamese import nfc

BETWEEN = " | "  # the values of a key of several columns


class Row(NamedTuple):
    """A row: its key, its cells by column, and its text with the end of its last line."""

    key: str
    values: Mapping[str, str]
    text: str


class Table(NamedTuple):
    """The columns of a table, and its rows in their order."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def table_in(text: str, keys: Sequence[str]) -> Table:
    """The table in a text whose lines end in a line feed, its rows known by the columns `keys`; raises csv.Error."""
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines, strict=True)
    header = tuple(next(reader, ()))
    rows = []
    start = reader.line_num
    for cells in reader:
        values = {column: nfc(value) for column, value in zip(header, cells, strict=False)}
        key = BETWEEN.join(values.get(each, "") for each in keys)
        rows.append(Row(key, values, "".join(lines[start : reader.line_num])))
        start = reader.line_num
    return Table(header, tuple(rows))


def written(cells: Sequence[str]) -> str:
    """A row as text (RFC 4180), its line ended by a line feed."""
    sink = io.StringIO(newline="")
    csv.writer(sink, lineterminator="\n").writerow(cells)
    return sink.getvalue()


def changed_table(mine: Table, other: Table, put: Collection[str], gone: Collection[str]) -> str:
    """`mine` with the rows of `other` that are to be `put`, without those that are `gone`, under the header of `other`.

    A new row stands behind the one that is before it in `other`. Every other row keeps its text; where the columns are
    not the same, its values are put under those of `other`, and a new column is taken from there.
    """
    theirs = {row.key: row for row in other.rows}
    same = mine.header == other.header
    texts: dict[str, list[str]] = {}
    for row in mine.rows:
        if row.key in put:
            text = written([theirs[row.key].values.get(each, "") for each in other.header])
        elif same:
            text = row.text if row.text.endswith("\n") else f"{row.text}\n"
        else:
            known = {**(theirs[row.key].values if row.key in theirs else {}), **row.values}
            text = written([known.get(each, "") for each in other.header])
        if row.key not in gone:
            texts.setdefault(row.key, []).append(text)
    new: dict[str, list[str]] = {}  # behind which row each new one stands
    behind = ""
    for row in other.rows:
        if row.key in texts:
            behind = row.key
        elif row.key in put:
            new.setdefault(behind, []).append(written([row.values.get(each, "") for each in other.header]))
    pieces = [written(other.header), *new.get("", ())]
    for key, its in texts.items():
        pieces += [*its, *new.get(key, ())]
    return "".join(pieces)
