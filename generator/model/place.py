"""Where something was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

BLOCK = "|"  # the last step of the way to the first line of a block of text
Loc = tuple[str | int, ...]  # the way to a value inside a record: ("phones", 0, "number")


class Place(NamedTuple):
    """A spot in a file below the site's folder; `line` and `column` count from 1, 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


Places = Mapping[Loc, Place]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was written: its own place and the place of every value in it.

    `places` may be a function that finds them: most records are never asked.
    """

    place: Place
    places: Places | Callable[[], Places] = field(default_factory=dict, repr=False)

    def __reduce__(self) -> tuple[type[Origin], tuple[Place]]:
        """Only the record's own place is kept; whoever restores it says how the others are found."""
        return Origin, (self.place,)

    def known(self) -> Places:
        """The place of every value that was written."""
        return self.places() if callable(self.places) else self.places

    def settled(self) -> Origin:
        """The same with the places at hand, for who asks for several."""
        return Origin(self.place, self.known())

    def at(self, *loc: str | int) -> Place:
        """The place of the value at `loc`, or of the nearest thing around it."""
        places = self.known()
        for end in range(len(loc), 0, -1):
            if found := places.get(loc[:end]):
                return found
        return self.place

    def inside(self, line: int, column: int, *loc: str | int) -> Place:
        """The place of a character of the text at `loc`, by line and column of the text (from 0).

        In a text whose lines were joined or unquoted when it was read it is the place of the whole text.
        """
        start = self.known().get((*loc, BLOCK))
        return Place(start.file, start.line + line, start.column + column) if start else self.at(*loc)
