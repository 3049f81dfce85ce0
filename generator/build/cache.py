"""What the last build made and of what, in an SQLite file that is safe to delete at any time."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple, TypeVar
from zlib import crc32

from generator.build.fingerprint import Fingerprint
from generator.build.sqlite import connect
from generator.model.artifact import Shape

_OUTPUTS = """
create table outputs (
  path text primary key, batch text not null, section text not null, depth integer not null,
  edition text not null,
  toolchain text not null, frame text not null, inputs text not null,
  sha256 text not null, size integer not null, mtime_ns integer not null, cause text not null
) strict;
"""
_RESULTS = """
create table results (
  name text primary key, facets text not null, key text not null, outputs integer not null, findings blob not null
) strict;
"""
_WHOLE = "create table whole (checksum integer not null) strict;"
_TABLES = _OUTPUTS + _RESULTS + _WHOLE
NO_PAGE = -1  # the depth of what is no page
_SOME = 1000  # rows that are digested together
Row = TypeVar("Row", bound="tuple[object, ...]")


class Known(NamedTuple):
    """An output as it was made: `sha256` in hex, `size` in bytes, `mtime_ns` of the file in the release.

    `batch` is what it was made with, `cause` why it was made then (see `generator.build.explain`).
    """

    path: str
    batch: str
    section: str
    depth: int
    edition: str
    toolchain: str
    frame: str
    inputs: str
    sha256: str
    size: int
    mtime_ns: int
    cause: str

    @property
    def fingerprint(self) -> Fingerprint:
        """What it was made of."""
        return Fingerprint(self.toolchain, self.frame, self.inputs)

    @property
    def shape(self) -> Shape | None:
        """The shape of a page."""
        return Shape(self.section, self.depth, self.edition) if self.depth != NO_PAGE else None


class Result(NamedTuple):
    """What a function of the site read when it ran: the names of facets, and a digest of all it read.

    `outputs` is how many files a batch made, `findings` are the sealed diagnostics of a check.
    """

    name: str
    facets: str
    key: str
    outputs: int
    findings: bytes


class State(NamedTuple):
    """All a build leaves to the next one: outputs by path, results by name."""

    outputs: Mapping[str, Known]
    results: Mapping[str, Result]


class Cache:
    """The state after the last build. A cache that cannot be read is an empty one."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def read(self) -> State:
        """What the last build left."""
        db, rows = connect(self.file, _TABLES, "select * from outputs")
        with closing(db), suppress(sqlite3.Error, TypeError):  # a spoilt row may hold anything
            results = db.execute("select * from results").fetchall()
            if db.execute("select checksum from whole").fetchall() == [(_checksum(rows, results),)]:
                return State({row[0]: Known._make(row) for row in rows}, {row[0]: Result._make(row) for row in results})
        return State({}, {})

    def write(self, before: State, after: State) -> None:
        """Put `after` in the place of `before`, in one transaction; nothing is written where nothing differs."""
        with suppress(sqlite3.Error):  # a cache that cannot be written is only slow
            _change(self.file, before, after)


def _change(file: Path, before: State, after: State) -> None:
    changed: tuple[tuple[str, list[tuple[str]], Sequence[tuple[object, ...]]], ...] = (
        ("outputs", _gone(before.outputs, after.outputs), _fresh(before.outputs, after.outputs)),
        ("results", _gone(before.results, after.results), _fresh(before.results, after.results)),
    )
    if not any(gone or fresh for _, gone, fresh in changed):
        return
    db, _ = connect(file, _TABLES, "select 1 from outputs limit 1")
    with closing(db), db:
        if not before.outputs:  # what lies there was not believed
            db.executescript("delete from outputs; delete from results;")
        for name, gone, fresh in changed:
            column = "path" if name == "outputs" else "name"
            db.executemany(f"delete from {name} where {column} = ?", gone)  # noqa: S608  # our own two names
            if fresh:
                marks = ", ".join("?" * len(fresh[0]))
                db.executemany(f"insert or replace into {name} values ({marks})", fresh)  # noqa: S608
        db.execute("delete from whole")
        db.execute("insert into whole values (?)", (_checksum(after.outputs.values(), after.results.values()),))


def _checksum(outputs: Iterable[tuple[object, ...]], results: Iterable[tuple[object, ...]]) -> int:
    """Tells rows that a disk has spoilt: the whole is worth no more than its worst row."""
    checksum = 0
    for rows in map(sorted, (outputs, results)):
        for start in range(0, len(rows) + 1, _SOME):  # not all at once: there are many
            checksum = crc32(marshal.dumps([*map(tuple, rows[start : start + _SOME])], 0), checksum)
    return checksum


def _gone(old: Mapping[str, Row], new: Mapping[str, Row]) -> list[tuple[str]]:
    return [(key,) for key in old.keys() - new.keys()]


def _fresh(old: Mapping[str, Row], new: Mapping[str, Row]) -> list[Row]:
    return [row for key, row in new.items() if old.get(key) != row]
