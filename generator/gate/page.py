"""A page put together again from its pieces, as the rules about pages see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from generator.gate.facts import Link
from generator.gate.ground import Ground
from generator.gate.known import Known
from generator.gate.pieces import Piece
from generator.gate.tags import CLOSES, OPENS, Tag
from generator.model.diagnostic import Diagnostic


class Mark(NamedTuple):
    """A tag that rules look at, and which of the page it is."""

    number: int
    tag: Tag
    refers: tuple[str, ...]


class Page:
    """A page: `parts` are its texts and tags in turn, `tags` what is known of the tags, `marks` those looked at."""

    def __init__(self, path: str, text: str, pieces: Sequence[Piece]) -> None:
        self.path = path
        self.text = text
        self.parts: list[str] = []
        self.tags: list[Known] = []
        self.marks: list[Mark] = []
        self.faults: list[tuple[int, Diagnostic]] = []
        self.own: set[str] = set()
        self.targets: set[str] = set()
        self.loads: set[str] = set()
        self.unfilled = any(piece.unfilled for piece in pieces)
        for piece in pieces:
            first = len(self.tags)
            self.marks += [Mark(first + number, tag, refers) for number, tag, refers in piece.marks]
            self.faults += ((first + number, fault) for number, fault in piece.faults)
            self.tags += piece.known
            # Between two pieces there is no tag: their texts are one.
            self.parts[-1:] = [self.parts[-1] + piece.parts[0]] if self.parts else [piece.parts[0]]
            self.parts += piece.parts[1:]
            self.own |= piece.own
            self.targets |= piece.targets
            self.loads |= piece.loads
        self.ids = [mark.tag.attributes["id"] for mark in self.marks if "id" in mark.tag.attributes]

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each part."""
        return list(accumulate(map(len, self.parts), initial=0))

    def offset(self, number: int) -> int:
        """The offset of a tag."""
        return self.starts[2 * number + 1]

    def token(self, number: int) -> str:
        """A tag as it is written."""
        return self.parts[2 * number + 1]

    def named(self, *names: str) -> list[Mark]:
        """The marked tags that begin elements of these names."""
        return [mark for mark in self.marks if mark.tag.name in names]

    def end(self, first: int) -> int:
        """The number of the tag that closes what a tag opens, where no other of its name stands inside."""
        closing = (CLOSES, self.tags[first].name)
        rest = range(first + 1, len(self.tags))
        return next((number for number in rest if self.tags[number][:2] == closing), len(self.tags))

    def texts(self, first: int, end: int) -> list[str]:
        """The texts between two tags."""
        return self.parts[2 * first + 2 : 2 * end + 1 : 2]

    def around(self, offset: int) -> list[str]:
        """The names of the elements around an offset."""
        names: list[str] = []
        for number, tag in enumerate(self.tags):
            if self.offset(number) >= offset:
                break
            if tag.kind == OPENS and not (tag.traits and tag.traits.tag.closed):
                names.append(tag.name)
            elif tag.kind == CLOSES and names:
                names.pop()
        return names

    def links(self, ground: Ground) -> Iterator[Link]:
        """Every link with its place, for who looks for one that is wrong."""
        for number, each in enumerate(self.tags):
            for held in each.traits.addresses if each.traits else ():
                if (target := ground.target(self.path, held.url)) is not None:
                    yield Link(target, held.url, self.offset(number))
        for at, url in ground.whole(self.text):
            if (target := ground.target(self.path, url)) is not None:
                yield Link(target, url, at)
