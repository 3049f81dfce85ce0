"""The line a problem is on, with a caret under it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.model.place import Place
from generator.source.text import LARGEST, Unreadable, read

WIDEST = 100  # characters of the line that are shown


def line_in_file(root: Path, place: Place) -> list[str]:
    """The line at `place` and a caret below its column; nothing when there is no such line to show."""
    if not place.line:
        return []
    try:
        lines = read(root, place.file, LARGEST).split("\n")
    except Unreadable:
        return []
    return line_in_text(lines, place)


def line_in_text(lines: Sequence[str], place: Place) -> list[str]:
    """The same for a text whose `lines` are at hand; what would command a terminal is not shown."""
    if not 0 < place.line <= len(lines):
        return []
    start = max(0, place.column - WIDEST * 3 // 4)
    shown = "".join(_seen(char) for char in lines[place.line - 1][start : start + WIDEST])
    number = str(place.line)
    caret = " " * (place.column - 1 - start) + "^" if place.column else ""
    return [f"{number} | {shown}", f"{' ' * len(number)} | {caret}".rstrip()]


def _seen(char: str) -> str:
    """A character as a terminal may get it."""
    return char if char.isprintable() else " " if char.isspace() else "\N{REPLACEMENT CHARACTER}"
