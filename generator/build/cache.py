"""What the last build knew: for each output its fingerprint and what it was like. Safe to delete at any time."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_TABLE = """
create table if not exists outputs (
  path text primary key, fingerprint text not null, sha256 text not null,
  size integer not null, mtime_ns integer not null
) strict, without rowid
"""


@dataclass(frozen=True, slots=True)
class Known:
    """An output as it was written: `sha256` in hex, `size` in bytes, `mtime_ns` of the file in the release."""

    fingerprint: str
    sha256: str
    size: int
    mtime_ns: int


class Cache:
    """The outputs of the last build, in one SQLite file. A cache that cannot be read is an empty one."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def read(self) -> dict[str, Known]:
        """All outputs known, by path."""
        try:
            with closing(sqlite3.connect(self.file)) as db:
                rows = db.execute("select path, fingerprint, sha256, size, mtime_ns from outputs")
                return {path: Known(*rest) for path, *rest in rows}
        except sqlite3.Error:
            return {}

    def replace(self, known: Mapping[str, Known]) -> None:
        """Make `known` all there is, changing only rows that differ, in one transaction."""
        try:
            self._replace(known)
        except sqlite3.Error:
            if self.file.is_dir():
                shutil.rmtree(self.file)
            self.file.unlink(missing_ok=True)
            self._replace(known)

    def _replace(self, known: Mapping[str, Known]) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.file)) as db, db:
            db.execute(_TABLE)
            kept = {path: Known(*rest) for path, *rest in db.execute("select * from outputs")}
            gone = kept.keys() - known.keys()
            changed: Iterable[tuple[str, Known]] = (each for each in known.items() if kept.get(each[0]) != each[1])
            db.executemany("delete from outputs where path = ?", ((path,) for path in gone))
            db.executemany(
                "insert or replace into outputs values (?, ?, ?, ?, ?)",
                ((path, row.fingerprint, row.sha256, row.size, row.mtime_ns) for path, row in changed),
            )
