"""What was read from files, in an SQLite file that is safe to delete at any time."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from threading import Lock
from typing import Any, NamedTuple
from weakref import finalize

from generator.build.seal import Seal
from generator.build.sqlite import connect
from generator.model.digest import bytes_digest
from generator.source.remembered import Look

_TABLES = """
create table folders (name text primary key, files blob not null) strict;
create table records (name text primary key, records blob not null) strict;
"""
_RACY = 50_000_000  # ns: a file may change again within the resolution of its times


class _Remembered(NamedTuple):
    """A file as it was read: `digest` is of its bytes, `heads` are those of its records (see `Look`)."""

    size: int
    times_ns: tuple[int, int]
    digest: str
    heads: list[Any]


class RecordMemo:
    """Remembers the records of unchanged files between builds (see `generator.source.remembered.Memo`).

    What is known of the files of a folder is one row: a thousand small ones take three times as long to read. A row
    counts only under the seal of the toolchain that wrote it, so a harmed or foreign one is never read. What a
    killed build wrote is rolled back. After `save`, records can be fetched, and nothing else.
    """

    def __init__(self, file: Path, toolchain: str) -> None:
        self._seal = Seal(toolchain)
        self._seen: set[str] = set()
        self._lock = Lock()
        self._db, rows = connect(file, _TABLES, "select name, files from folders")
        finalize(self, self._db.close)  # a site fetches records for as long as anybody has it
        self._known: dict[str, _Remembered] = {}
        self._changed: set[str] = set()  # folders
        for folder, sealed in rows:
            opened = self._seal.open(sealed)
            if opened and opened[0] == folder:
                self._known.update(opened[1])
            else:
                self._changed.add(folder)
        self._lost = bool(self._changed)  # so that nobody knows which records there are

    def recall(self, root: Path, file: str, name: str) -> tuple[str, list[Any]] | None:
        """Digest and heads of a file, if its size and times, or at least its bytes, are those that were read."""
        known = self._known.get(name)
        if known is None:
            return None
        path = f"{root}/{file}"
        try:
            now = os.lstat(path)
            if known.size != now.st_size:
                return None
            if known.times_ns != _times(now):
                if known.digest != _digest(path):
                    return None
                self._write(name, known._replace(times_ns=_settled(now)))
        except OSError:
            return None
        self._seen.add(name)
        return known.digest, known.heads

    def fetch(self, name: str) -> list[Any] | None:
        """The records of a file, if they were kept from the bytes that are known of it.

        After `save`, those that are kept: who asks for one has a digest of it.
        """
        known = self._known.get(name)
        with suppress(sqlite3.Error), self._lock:
            found = self._db.execute("select records from records where name = ?", (name,)).fetchone()
            kept: tuple[str, list[Any]] | None = self._seal.open(found[0]) if found else None
            return kept[1] if kept and (known is None or kept[0] == known.digest) else None
        return None

    def look(self, path: Path, largest: int) -> Look | None:
        """What the file is like before it is read: old records are never taken for what is saved meanwhile."""
        try:
            now = path.lstat()
            if not S_ISREG(now.st_mode) or now.st_size > largest:
                return None
            return Look(now.st_size, _settled(now), _digest(str(path)))
        except OSError:
            return None

    def keep(self, look: Look, name: str, heads: list[Any], records: list[Any]) -> None:
        """Remember what was read from a file after that look at it."""
        self._write(name, _Remembered(*look, heads))
        if records:
            self._do("insert or replace into records values (?, ?)", (name, self._seal.close((look.digest, records))))
        self._seen.add(name)

    def save(self) -> None:
        """Forget files that are gone, save, and keep nothing at hand."""
        known = set(self._known)
        if self._lost:
            with suppress(sqlite3.Error), self._lock:
                known.update(name for (name,) in self._db.execute("select name from records"))
        for name in known - self._seen:
            self._changed.add(_folder(name))
            self._known.pop(name, None)
            self._do("delete from records where name = ?", (name,))
        left: dict[str, dict[str, _Remembered]] = {folder: {} for folder in self._changed}
        for name, row in self._known.items():
            if (folder := _folder(name)) in left:
                left[folder][name] = row
        for folder, files in left.items():
            self._do("insert or replace into folders values (?, ?)", (folder, self._seal.close((folder, files))))
        with suppress(sqlite3.Error), self._lock:
            self._db.commit()
        self._lost = False
        for each in (self._changed, self._known, self._seen):
            each.clear()

    def _write(self, name: str, row: _Remembered) -> None:
        self._known[name] = row  # what is asked for again must not be met with records of another text
        self._changed.add(_folder(name))

    def _do(self, statement: str, values: tuple[Any, ...]) -> None:
        with suppress(sqlite3.Error), self._lock:  # a memo that cannot be written is only slow
            self._db.execute(statement, values)


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _digest(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123  # thousands of times
        return bytes_digest(file.read())


def _times(now: os.stat_result) -> tuple[int, int]:
    """When the bytes and the state of a file changed last (mtime, ctime): programs can put back the first alone."""
    return now.st_mtime_ns, now.st_ctime_ns


def _settled(now: os.stat_result) -> tuple[int, int]:
    """The times of a file, or such as never match while it may still change unseen."""
    return _times(now) if time.time_ns() - max(_times(now)) > _RACY else (0, 0)
