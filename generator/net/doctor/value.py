"""A text of a feed that knows where each of its characters is written, through escapes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from html import unescape
from itertools import islice

from generator.model.place import Place
from generator.net.doctor.document import Document
from generator.net.markup import Run, Tag, tokens

TOKENS = 100_000  # more tags and texts between them no feed has that is meant well
JUDGED = 100_000  # characters of a text that tell enough of it


class Escapes(Enum):
    """How a text is escaped where it is written."""

    NONE = None
    XML = re.compile(r"<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|<\?.*?\?>|&[^;&<]{1,20};", re.DOTALL)
    JSON = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.")


@dataclass(frozen=True)
class Value:
    """A text, and what stands for it from `start` up to `end` of the document. `markup`: it is meant as HTML."""

    document: Document
    text: str
    start: int
    end: int
    escapes: Escapes = Escapes.NONE
    markup: bool = False

    def at(self, offset: int = 0) -> Place:
        """Where the character at `offset` of the text is written."""
        here, there = self._shifts
        nearest = bisect_right(here, offset) - 1
        return self.document.place(min(there[nearest] + offset - here[nearest], self.end))

    @cached_property
    def tokens(self) -> tuple[Tag | Run, ...]:
        """Its tags and the texts between them; a text that is no HTML is one of these."""
        return tuple(islice(tokens(self.text), TOKENS + 1)) if self.markup else (Run(self.text, 0),)

    @property
    def tags(self) -> Iterator[Tag]:
        """The tags that open something."""
        return (each for each in self.tokens if isinstance(each, Tag) and not each.closing)

    @cached_property
    def visible(self) -> str:
        """What a reader sees of it, as much of it as tells what kind of text it is."""
        if not self.markup:
            return self.text[:JUDGED]
        return unescape(" ".join(each.text for each in self.tokens if isinstance(each, Run))[:JUDGED])

    @cached_property
    def _shifts(self) -> tuple[list[int], list[int]]:
        """Where text and source stop running side by side: offsets in the one and in the other."""
        here, there = [0], [self.start]
        if self.escapes.value is None:
            return here, there
        stands_for = _STANDS_FOR[self.escapes]
        for found in self.escapes.value.finditer(self.document.text, self.start, self.end):
            at = here[-1] + found.start() - there[-1]
            for length, resumed in stands_for(found):
                at += length
                here.append(at)
                there.append(resumed)
        return here, there


def _of_xml(found: re.Match[str]) -> Iterator[tuple[int, int]]:
    """How many characters an escape stands for, and where the source goes on; the text of CDATA is itself."""
    if found[0].startswith("<!["):
        yield 0, found.start(1)
        yield len(found[1]), found.end()
    else:
        yield len(unescape(found[0])) if found[0].startswith("&") else 0, found.end()


def _of_json(found: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The same for JSON: a pair of surrogates stands for one character."""
    yield 1, found.end()


_STANDS_FOR: dict[Escapes, Callable[[re.Match[str]], Iterator[tuple[int, int]]]] = {
    Escapes.XML: _of_xml,
    Escapes.JSON: _of_json,
}


def shown(text: str, most: int = 60) -> str:
    """A text of others as a message may hold it: short, on one line, without what commands a terminal."""
    line = " ".join(text.split())
    line = line if len(line) <= most else line[: most - 1] + "…"
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
