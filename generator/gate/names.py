"""Paths that every server, disk and archive can hold, each of them once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import is_normalized, normalize

from generator.model.diagnostic import Diagnostic, error
from generator.model.message import Message, message
from generator.model.place import Place

_FINE = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*(?:/[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)*")  # nearly all of them
# What Windows keeps for devices and refuses in names (Naming Files, Paths, and Namespaces), control characters, and
# invisible ones that turn the direction of text; and what means something in an address or ends it where it is read.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_REFUSED = re.compile("[\x00-\x1f\x7f-\x9f<>:\"|?*\\\\%#&$=;!^`'\\[\\]{}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Pictures come as `anh (1).png`; in the address of a page these end it in links and in lists for machines.
_REFUSED_IN_PAGES = re.compile(r"[(),\s]")
_LONGEST = 255  # bytes of one name, on every common file system


def bad_names(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """Z014: paths that some system cannot hold, and such as would be one file on some systems."""
    kept: dict[str, str] = {}
    for path in sorted(paths):
        if not _FINE.fullmatch(path) or _reserved(path) or len(path) > _LONGEST:
            for why in _wrong(path):
                yield _fault(path, why)
        folded = path if path.isascii() and path.islower() else normalize("NFC", path).casefold()
        if (other := kept.setdefault(folded, path)) != path:
            yield _fault(path, message("on some computers it would be one file with {other}", other=other))
    folders: set[str] = set()
    for path in kept.values():
        folder = path
        while (folder := folder.rpartition("/")[0]) and folder not in folders:
            folders.add(folder)
    for folder in sorted(folders & set(kept.values())):
        yield _fault(folder, message("it is a file and a folder"))


def _reserved(path: str) -> bool:
    return any(step[:3] in ("con", "prn", "aux", "nul", "com", "lpt") for step in path.split("/"))


def _wrong(path: str) -> Iterator[Message]:
    for step in path.split("/"):
        if step in ("", ".", ".."):
            yield message("it leads out of its folder")
        elif found := _REFUSED.search(step):
            yield message("it holds the character U+{code}", code=f"{ord(found[0]):04X}")
        elif path.endswith(".html") and _REFUSED_IN_PAGES.search(step):
            yield message("the address of a page has no blanks, commas or parentheses")
        elif _DEVICE.fullmatch(step):
            yield message("Windows keeps the name “{name}” for itself", name=step)
        elif step.endswith((".", " ")) or step.startswith(" "):
            yield message("a name begins or ends with a blank or ends with a full stop")
        elif len(step.encode()) > _LONGEST:
            yield message("a name is longer than {count} bytes", count=_LONGEST)
    if not is_normalized("NFC", path):
        yield message("its letters and marks are written apart (NFD)")


def _fault(path: str, why: Message) -> Diagnostic:
    return error(
        "Z014",
        Place(path),
        message("{path} cannot be the name of a published file: {why}", path=path, why=why),
        message("Name the file with small letters, digits and hyphens."),
    )
