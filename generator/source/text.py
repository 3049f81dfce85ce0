"""Files to text: UTF-8, NFC, bounded, never through a symbolic link."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from errno import ESTALE
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG

from generator.model.diagnostic import Diagnostic, WithDiagnostic, error
from generator.model.message import message
from generator.model.place import Place
from generator.model.system import why
from generator.model.text import place_in
from generator.model.vietnamese import nfc

LARGEST = 256 * 1024  # bytes of one record file
# What YAML 1.1 allows in no text (section 5.1), and so no file may hold.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_DOCUMENTS = (b"PK\3\4", b"\xd0\xcf\x11\xe0", b"%PDF-")  # how files of offices begin, of today and before 2007, and PDF


class Unreadable(WithDiagnostic):
    """A file whose text cannot be had."""


def find(root: Path, under: str, passed_over: tuple[str, ...] = (".", "~")) -> Iterator[str]:
    """Paths below `root` of all files in the folder `under`, sorted, but those whose names begin with `passed_over`.

    Symbolic links are listed like files, the folder itself included, so that reading them can refuse them; likewise
    folders that cannot be looked into.
    """
    folder = root / under
    if folder.is_symlink() or folder.parent.is_symlink():
        yield under
        return
    if not folder.is_dir():
        return
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError:  # reading it will tell why
        yield under
        return
    for entry in listed:
        if entry.name.startswith(passed_over):
            continue
        path = f"{under}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from find(root, path, passed_over)
        else:
            yield path


def read(root: Path, file: str, largest: int = LARGEST) -> str:
    """The text of `file` below `root`, composed (NFC), without byte order mark; raises Unreadable."""
    path = f"{root}/{file}"  # no `Path`: thousands of files are read
    whole = Place(file)
    try:
        now = os.lstat(path)
        if not is_utf8(file):
            raise Unreadable(
                error(
                    "F013",
                    Place(file.encode("utf-8", "backslashreplace").decode()),
                    message("the name of this file cannot be read: it is not in UTF-8"),
                    message("Give it a name of small letters without marks, such as phong-kham-a.yaml."),
                )
            )
        if S_ISLNK(now.st_mode) or os.path.islink(os.path.dirname(path)):  # noqa: PTH114, PTH120
            raise Unreadable(
                error(
                    "F001",
                    whole,
                    message("this is a link to another file, and links are not followed"),
                    message("Put a copy of the file here instead."),
                )
            )
        if not S_ISREG(now.st_mode) and not S_ISDIR(now.st_mode):
            raise Unreadable(no_file(file))
        if now.st_size > largest:
            raise Unreadable(
                error(
                    "F002",
                    whole,
                    message(
                        "the file is too large: {size} KB, at most {largest} KB",
                        size=now.st_size // 1024,
                        largest=largest // 1024,
                    ),
                    message("Write one record per file, and keep pictures in files of their own."),
                )
            )
        with open(path, "rb", buffering=0, opener=_guarded) as opened:
            raw = opened.read()
            after = os.fstat(opened.fileno())
        if (after.st_size, after.st_mtime_ns) != (now.st_size, now.st_mtime_ns):
            raise OSError(ESTALE, os.strerror(ESTALE), path)
    except OSError as problem:
        raise Unreadable(unreadable(file, problem)) from None
    return decode(raw, file)


def unreadable(file: str, problem: OSError) -> Diagnostic:
    """That the system did not let us read a file."""
    return error("F001", Place(file), message("the file cannot be read: {why}", why=why(problem)))


def control_character(char: str, place: Place) -> Diagnostic:
    """That a text holds a character of `FORBIDDEN`."""
    return error(
        "F004",
        place,
        message("there is an invisible control character (U+{code})", code=f"{ord(char):04X}"),
        message("Delete it and type the text again."),
    )


def no_file(file: str) -> Diagnostic:
    """That something lies where only files may: to read it could take for ever."""
    return error(
        "F012",
        Place(file),
        message("this is no ordinary file but a device, a pipe or a socket"),
        message("Delete it, or move it elsewhere."),
    )


def is_ordinary(path: Path) -> bool:
    """Whether a regular file lies at `path` itself, not behind a link."""
    try:
        return S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def is_utf8(name: str) -> bool:
    """Whether the name of a file is text: other bytes of names come as lone surrogates (PEP 383)."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _guarded(path: str, flags: int) -> int:
    """Open a file that was looked at before; one that was put in its place meanwhile neither leads away nor blocks."""
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def decode(raw: bytes, file: str) -> str:
    """Bytes to text; raises Unreadable with the line of the first byte or character that cannot stand."""
    if raw.startswith(_DOCUMENTS):
        raise Unreadable(
            error(
                "F003",
                Place(file),
                message("this is a file of Word, Excel or a PDF, under the name of a text"),
                message("Write the text into a file that `outreach new` makes, or copy it there from Word."),
            )
        )
    try:
        text = raw.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise Unreadable(
            error(
                "F003",
                Place(file, line, 1),
                message("the file is not saved as UTF-8"),
                message("Save it again: in Notepad choose File, Save as, Encoding: UTF-8."),
            )
        ) from None
    if found := FORBIDDEN.search(text):
        raise Unreadable(control_character(found[0], place_in(file, text, found.start())))
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
