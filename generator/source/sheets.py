"""Tables that people keep (Excel, OpenDocument, CSV) to rows of texts, whatever the file holds."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import NamedTuple

from generator.model.diagnostic import error
from generator.model.hints import FEWER
from generator.model.message import Message, message
from generator.model.place import Place
from generator.model.system import why
from generator.source.confined import Failed, TooMuch, confined
from generator.source.separated import NotText, rows_in, spoilt
from generator.source.text import Unreadable

LARGEST = 20 * 1024 * 1024  # bytes of a file
UNPACKED = 200 * 1024 * 1024  # bytes of what a file unpacks to
RATIO = 200  # how many times its size a file may unpack to, if that is much
MUCH = 20 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, MOST_PARTS = 20_000, 256, 2_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PAGE = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head")
_SAVE_AGAIN = message("Open it in Excel and save it as “Excel Workbook (*.xlsx)”.")
_LOCKED = message("the file is locked with a password")
_UNLOCK = message("Open it in Excel, take the password off (File, Info, Protect Workbook), and save it.")
_COPY_ROWS = message("Copy the rows into a new workbook and save that.")
_UNPACK = Path(__file__).with_name("unpack.py")

Range = tuple[tuple[int, int], tuple[int, int]]  # (row, column) of the first and of the last cell, from 0


class Sheet(NamedTuple):
    """A sheet: rows of texts from cell A1 on, and the ranges of merged cells; a CSV file is one without a name.

    Hidden rows and columns, from 0, are among the others; formulas that failed say so, as “#REF!”.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


class Tables(NamedTuple):
    """The visible sheets of a file, whether it has macros, which are never run, and the names of hidden sheets."""

    sheets: tuple[Sheet, ...]
    macros: bool = False
    hidden: tuple[str, ...] = ()


def read_sheets(path: Path) -> Tables:
    """The tables in a file; raises Unreadable, with one sentence, for a file that has none or could do harm."""
    tables = _tables(path)
    for sheet in tables.sheets:
        if problem := spoilt(sheet.rows):
            raise _unreadable(path, problem.why, problem.hint)
    return tables


def _tables(path: Path) -> Tables:
    try:
        if not path.is_file():
            raise _unreadable(path, message("this is no ordinary file"))
        if path.stat().st_size > LARGEST:
            most = LARGEST // 1024 // 1024
            raise _unreadable(path, message("the file is too large: at most {most} MB", most=most))
        raw = path.read_bytes()
    except OSError as problem:
        raise _unreadable(path, message("the file cannot be read: {why}", why=why(problem))) from None
    if raw.startswith(b"PK"):
        macros = _looked_into(path)
        return _workbook(path, macros)
    if raw.startswith(_OLE):
        if _ENCRYPTED in raw:
            raise _unreadable(path, _LOCKED, _UNLOCK)
        return _workbook(path, b"_\0V\0B\0A\0_\0" in raw)
    if raw[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_PAGE):
        raise _unreadable(path, message("this is a web page with the name of a table"), _SAVE_AGAIN)
    try:
        return Tables((Sheet("", rows_in(raw, MOST_ROWS, MOST_COLUMNS)),))
    except NotText as problem:
        raise _unreadable(path, problem.why, problem.hint) from None


def _looked_into(path: Path) -> bool:
    """Whether a packed file has macros; raises Unreadable if it unpacks to more than a table can be."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise _unreadable(path, message("the file is damaged"), _SAVE_AGAIN) from None
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > UNPACKED or unpacked > max(MUCH, RATIO * path.stat().st_size):
        size = unpacked // 1024 // 1024
        raise _unreadable(
            path,
            message("the file unpacks to {size} MB: that is no list of places, and it was not opened", size=size),
            _COPY_ROWS,
        )
    if any(part.flag_bits & 1 for part in parts):
        raise _unreadable(path, _LOCKED, _UNLOCK)
    return any("vbaproject" in part.filename.lower() for part in parts)


def _workbook(path: Path, macros: bool) -> Tables:
    """The sheets of a workbook, read in a process of its own."""
    try:
        found = confined(_UNPACK, str(path.absolute()), str(MOST_ROWS), str(MOST_COLUMNS))
    except TooMuch:
        raise _unreadable(
            path,
            message("the file needs more memory or time than a list of places may"),
            _COPY_ROWS,
        ) from None
    except Failed as problem:
        if problem.kind == "PasswordError":
            raise _unreadable(path, _LOCKED, _UNLOCK) from None
        raise _unreadable(path, message("no table can be read from this file"), _SAVE_AGAIN) from None
    for sheet in found:
        if large := sheet.get("large"):
            raise _unreadable(path, too_large(sheet["name"], *large), FEWER)
    shown = tuple(
        Sheet(
            each["name"],
            tuple(map(tuple, each["rows"])),
            tuple((tuple(start), tuple(end)) for start, end in each["merged"]),
            frozenset(each["hidden_rows"]),
            frozenset(each["hidden_columns"]),
        )
        for each in found
        if "hidden" not in each
    )
    return Tables(shown, macros, tuple(each["name"] for each in found if "hidden" in each))


def too_large(name: str, rows: int, columns: int) -> Message:
    """That a sheet goes on for too long."""
    return message(
        "the sheet “{name}” has {rows} rows and {columns} columns: at most {most_rows} and {most_columns} are read",
        name=name,
        rows=rows,
        columns=columns,
        most_rows=MOST_ROWS,
        most_columns=MOST_COLUMNS,
    )


def _unreadable(path: Path, why: Message, hint: Message | None = None) -> Unreadable:
    return Unreadable(error("T020", Place(path.name), why, hint))
