"""What the last build knew about its inputs and outputs, in SQLite files that are safe to delete at any time."""

from __future__ import annotations

import pickle
import shutil
import sqlite3
import time
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from typing import Any

from generator.source.load import Look
from generator.source.text import LARGEST

_TABLE = """
create table if not exists outputs (
  path text primary key, fingerprint text not null, sha256 text not null,
  size integer not null, mtime_ns integer not null, cause text not null
) strict, without rowid
"""


@dataclass(frozen=True, slots=True)
class Known:
    """An output as it was made: `sha256` in hex, `size` in bytes, `mtime_ns` of the file in the release.

    `cause` is why it was made then (see `generator.build.explain`).
    """

    fingerprint: str
    sha256: str
    size: int
    mtime_ns: int
    cause: str


class Cache:
    """The outputs of the last build, in one SQLite file. A cache that cannot be read is an empty one."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def read(self) -> dict[str, Known]:
        """All outputs known, by path."""
        try:
            with closing(sqlite3.connect(self.file)) as db:
                rows = db.execute("select * from outputs")
                return {path: Known(*rest) for path, *rest in rows}
        except (sqlite3.Error, TypeError):
            return {}

    def replace(self, known: Mapping[str, Known]) -> None:
        """Make `known` all there is, changing only rows that differ, in one transaction."""
        try:
            self._replace(known)
        except (sqlite3.Error, TypeError):  # TypeError: written by a generator that kept other columns
            _discard(self.file)
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
                "insert or replace into outputs values (?, ?, ?, ?, ?, ?)",
                ((path, row.fingerprint, row.sha256, row.size, row.mtime_ns, row.cause) for path, row in changed),
            )


_RECORDS = """
create table if not exists files (
  name text primary key, size integer not null, mtime_ns integer not null, digest blob not null,
  seal blob not null, records blob not null
) strict, without rowid
"""
_RACY = 50_000_000  # ns: a file may change again within the resolution of its mtime


@dataclass(frozen=True, slots=True)
class Remembered:
    """The records of a file, pickled: `digest` is of the file's bytes, `seal` of the pickle and the toolchain."""

    size: int
    mtime_ns: int
    digest: bytes
    seal: bytes
    records: bytes


class RecordMemo:
    """Remembers the records of unchanged files between builds (see `generator.source.load.Memo`).

    A row counts only under the seal of the toolchain that wrote it, so a harmed or foreign one is never read. What a
    killed build wrote is rolled back.
    """

    def __init__(self, file: Path, toolchain: str) -> None:
        self.key = toolchain.encode()
        self.seen: set[str] = set()
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.db = _open(file)
        except sqlite3.Error:
            _discard(file)
            self.db = _open(file)

    def recall(self, path: Path, name: str) -> list[Any] | None:
        """The records of the file, if its size and mtime, or at least its bytes, are those that were read."""
        try:
            found = self.db.execute("select * from files where name = ?", (name,)).fetchone()
            now = path.lstat()
        except (sqlite3.Error, OSError):
            return None
        if found is None:
            return None
        row = Remembered(*found[1:])
        if row.size != now.st_size or row.seal != self._seal(row.records):
            return None
        if row.mtime_ns != now.st_mtime_ns:
            if row.digest != _digest(path):
                return None
            self._write(name, replace(row, mtime_ns=_settled(now.st_mtime_ns)))
        self.seen.add(name)
        records: list[Any] = pickle.loads(row.records)  # noqa: S301  # sealed by this toolchain, in this folder
        return records

    def look(self, path: Path) -> Look | None:
        """What the file is like before it is read: old records are never taken for what is saved meanwhile."""
        try:
            now = path.lstat()
            if not S_ISREG(now.st_mode) or now.st_size > LARGEST:
                return None
            return Look(now.st_size, _settled(now.st_mtime_ns), _digest(path))
        except OSError:
            return None

    def keep(self, look: Look, name: str, records: list[Any]) -> None:
        """Remember the records that were read from a file after that look at it."""
        raw = pickle.dumps(records, pickle.HIGHEST_PROTOCOL)
        self._write(name, Remembered(*look, self._seal(raw), raw))
        self.seen.add(name)

    def close(self) -> None:
        """Forget files that are gone, and save."""
        with suppress(sqlite3.Error), closing(self.db):
            known = {name for (name,) in self.db.execute("select name from files")}
            self.db.executemany("delete from files where name = ?", ((name,) for name in known - self.seen))
            self.db.commit()

    def _write(self, name: str, row: Remembered) -> None:
        values = (name, row.size, row.mtime_ns, row.digest, row.seal, row.records)
        with suppress(sqlite3.Error):  # a memo that cannot be written is only slow
            self.db.execute("insert or replace into files values (?, ?, ?, ?, ?, ?)", values)

    def _seal(self, records: bytes) -> bytes:
        return blake2b(records, key=self.key, digest_size=16).digest()


def _digest(path: Path) -> bytes:
    return blake2b(path.read_bytes(), digest_size=16).digest()


def _open(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(file)
    try:
        db.execute(_RECORDS)
        db.execute("select count(*) from files").fetchone()
    except sqlite3.Error:
        db.close()
        raise
    return db


def _settled(mtime_ns: int) -> int:
    """The mtime, or one that never matches while the file may still change unseen."""
    return mtime_ns if time.time_ns() - mtime_ns > _RACY else -1


def _discard(file: Path) -> None:
    """Remove what lies where a cache should be."""
    if file.is_dir():
        shutil.rmtree(file)
    file.unlink(missing_ok=True)
