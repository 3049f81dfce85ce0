"""What a row of a table says of a place, before anybody asks whether the site knows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.model.diagnostic import Diagnostic, stops
from generator.model.place import Loc, Place

Value = tuple[Any, Place]  # None takes the field out of the record


class Asked(NamedTuple):
    """What the officer says of the whole table: its province, its service, and how its source is called."""

    unit: str | None = None
    service: str | None = None
    source: str = ""


@dataclass
class Entry:
    """What a row says: values by the way to them in a record, and what is wrong (errors) or to be known."""

    place: Place
    id: str | None = None
    given: dict[Loc, Value] = field(default_factory=dict)
    phones: list[tuple[dict[str, str], Place]] = field(default_factory=list)
    words: list[tuple[str, str, Place]] = field(default_factory=list)  # the digits of a number, what is beside it
    remarks: list[Diagnostic] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the place, or "…"."""
        return str(self.given.get(("name",), ("…", self.place))[0])

    @property
    def unit(self) -> str:
        """The unit of today, "" if it is not known."""
        return str(self.given.get(("unit",), ("", self.place))[0])

    @property
    def refused(self) -> bool:
        """Whether something in the row could not be read."""
        return stops(self.remarks)
