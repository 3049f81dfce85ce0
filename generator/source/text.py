"""Files to text: UTF-8, NFC, bounded, never through a symbolic link."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISLNK

from generator.model.diagnostic import Diagnostic, error
from generator.model.message import message
from generator.model.place import Place
from generator.model.vietnamese import nfc

LARGEST = 256 * 1024  # bytes of one record file
# What YAML 1.1 allows in a text (section 5.1), and so what a file may hold.
FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Unreadable(Exception):
    """A file whose text cannot be had; carries the diagnostic that says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic.message))
        self.diagnostic = diagnostic


def find(root: Path, under: str) -> Iterator[str]:
    """Paths below `root` of all files in the folder `under`, sorted; hidden ones are passed over.

    Symbolic links are listed like files, the folder itself included, so that reading them can refuse them.
    """
    folder = root / under
    if folder.is_symlink() or folder.parent.is_symlink():
        yield under
        return
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        if entry.name.startswith((".", "~")):
            continue
        path = f"{under}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from find(root, path)
        else:
            yield path


def read(root: Path, file: str, largest: int = LARGEST) -> str:
    """The text of `file` below `root`, composed (NFC), without byte order mark; raises Unreadable."""
    path = f"{root}/{file}"  # no `Path`: thousands of files are read
    whole = Place(file)
    try:
        now = os.lstat(path)
        if S_ISLNK(now.st_mode) or os.path.islink(os.path.dirname(path)):  # noqa: PTH114, PTH120
            raise Unreadable(
                error(
                    "F001",
                    whole,
                    message("this is a link to another file, and links are not followed"),
                    message("Put a copy of the file here instead."),
                )
            )
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
        with open(path, "rb", buffering=0) as opened:  # noqa: PTH123
            raw = opened.read()
    except OSError as problem:
        raise Unreadable(
            error(
                "F001", whole, message("the file cannot be read: {why}", why=problem.strerror or type(problem).__name__)
            )
        ) from None
    return decode(raw, file)


def decode(raw: bytes, file: str) -> str:
    """Bytes to text; raises Unreadable with the line of the first byte or character that cannot stand."""
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
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
        raise Unreadable(
            error(
                "F004",
                Place(file, line, column),
                message("there is an invisible control character (U+{code})", code=f"{ord(found[0]):04X}"),
                message("Delete it and type the text again."),
            )
        )
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
