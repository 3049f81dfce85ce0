"""SQLite files that only remember: one that is harmed or of another form is thrown away and begun anew."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any
from zlib import crc32

_BESIDE = ("-journal", "-wal", "-shm")  # files that SQLite makes beside its own


def connect(file: Path, tables: str, rows: str) -> tuple[sqlite3.Connection, list[tuple[Any, ...]]]:
    """A connection to `file` with these `tables`, and what the query `rows` gives; for any thread, one at a time.

    Where nothing can be kept (no room, no permission), memory holds what is kept for the others.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return _open(file, tables, rows)
    except (sqlite3.Error, OSError):
        try:
            for each in (file, *(file.with_name(f"{file.name}{end}") for end in _BESIDE)):
                if each.is_dir() and not each.is_symlink():
                    shutil.rmtree(each)
                each.unlink(missing_ok=True)
            return _open(file, tables, rows)
        except (sqlite3.Error, OSError):
            return _open(":memory:", tables, rows)


def _open(file: Path | str, tables: str, rows: str) -> tuple[sqlite3.Connection, list[tuple[Any, ...]]]:
    db = sqlite3.connect(file, check_same_thread=False)
    form = crc32(tables.encode()) & 0x7FFFFFFF
    try:
        (found,) = db.execute("pragma user_version").fetchone()
        if found != form:
            if db.execute("select count(*) from sqlite_master").fetchone() != (0,):
                raise sqlite3.DatabaseError("of another form")
            db.executescript(f"{tables} pragma user_version = {form};")
        return db, db.execute(rows).fetchall()
    except sqlite3.Error:
        db.close()
        raise
