"""The line a problem is on, with a caret under it."""

from __future__ import annotations

from pathlib import Path

from generator.model.place import Place
from generator.source.text import LARGEST, Unreadable, read

WIDEST = 100  # characters of the line that are shown


def code_frame(root: Path, place: Place) -> list[str]:
    """The line at `place` and a caret below its column; nothing when there is no such line to show."""
    if not place.line:
        return []
    try:
        lines = read(root, place.file, LARGEST).split("\n")
    except Unreadable:
        return []
    if place.line > len(lines):
        return []
    line = lines[place.line - 1].replace("\t", " ")
    start = max(0, place.column - WIDEST * 3 // 4)
    shown = line[start : start + WIDEST]
    number = str(place.line)
    caret = " " * (place.column - 1 - start) + "^" if place.column else ""
    return [f"{number} | {shown}", f"{' ' * len(number)} | {caret}".rstrip()]
