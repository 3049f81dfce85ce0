"""Ids of new places: from their names, never one that was given before."""

from __future__ import annotations

from itertools import chain, count

from generator.desk.tables.entry import Entry
from generator.model.site import Site
from generator.model.vietnamese import slug

LONGEST = 60  # characters


class Names:
    """Gives ids; each only once."""

    def __init__(self, site: Site) -> None:
        published = (line.id for line in site.ids if line.kind == "locations")
        self._taken = {*site.locations, *site.unread, *published}
        self._addresses = {head.part for head in site.location_heads.values()}

    def new(self, entry: Entry) -> str:
        """An id that no place has or had: its name, then with its unit, then with a number."""
        named = slug(entry.name) or "noi"
        if len(named) > LONGEST:
            named = named[: LONGEST + 1].rpartition("-")[0] or named[:LONGEST]
        unit = entry.unit.rpartition("/")[2]
        tried = chain((named, f"{named}-{unit}"), (f"{named}-{unit}-{number}" for number in count(2)))
        found = next(each for each in tried if each not in self._taken and each not in self._addresses)
        self._taken.add(found)
        return found
