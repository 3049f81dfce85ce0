"""Texts that people write: what they lead to, and where in them something stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from generator.model.place import Place

# A Markdown link to an address of this site: [words](/address/#fragment), or on a line of its own [1]: /address/.
_TARGET = r"\s*<?(/(?!/)[^\s)>#?]*)"
_LINK = re.compile(rf"(?:\]\(|^ {{0,3}}\[[^]\n]{{1,200}}\]:){_TARGET}", re.MULTILINE)
_INLINE = re.compile(rf"\]\({_TARGET}")  # found much faster, and all there is in most texts


def local_links(text: str) -> Iterator[tuple[int, int, str]]:
    """Each link within the site as (line, column, target), lines and columns from 0."""
    pattern = _LINK if "]:" in text else _INLINE
    if pattern is _INLINE and "](" not in text:
        return
    lines = Lines(text)
    for found in pattern.finditer(text):
        yield *lines.position(found.start()), found[1]


class Lines:
    """A text of which many positions are asked: its lines are looked for once."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both from 0."""
        line = bisect_right(self._starts, offset) - 1
        return line, offset - self._starts[line]

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and a column, both from 0."""
        return self._starts[line] + column


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


def position(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of an offset in a text, both from 0."""
    return text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset) - 1


def place_in(file: str, text: str, offset: int) -> Place:
    """The place of an offset in the text of a file."""
    line, column = position(text, offset)
    return Place(file, line + 1, column + 1)
