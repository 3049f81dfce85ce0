"""The register of ids that were published: no address that readers and feeds know may lead nowhere later on."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.place import Place

IDS = "data/ids.csv"
# What it keeps of units, which are no records of an office: that there was a list of all places, one of the places of a
# kind, a feed.
UNIT_LISTS, KIND_LISTS, UNIT_FEEDS = "unit_lists", "kind_lists", "unit_feeds"
LISTS = (UNIT_LISTS, KIND_LISTS, UNIT_FEEDS)


@dataclass(frozen=True, slots=True)
class Published:
    """A `line` of the register: an id that readers and feeds know, and where it stood."""

    kind: str
    id: str
    path: str
    line: int

    @property
    def place(self) -> Place:
        """Where it is written."""
        return Place(IDS, self.line, 1)
