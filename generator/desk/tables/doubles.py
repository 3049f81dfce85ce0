"""Rows that are about one place, and rows that may be about a place the site has under another name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from generator.desk.tables.entry import Entry
from generator.desk.tables.layout import cell
from generator.desk.tables.spelling import spelling
from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.location import Location
from generator.model.message import message
from generator.model.place import Place
from generator.model.site import Site
from generator.model.table_words import plain

ALIKE = 90  # of 100
_NUMBERS = re.compile(r"\d+")


class Doubles:
    """Remembers the rows that came before, and the addresses and names of the site's places."""

    def __init__(self, site: Site) -> None:
        self._rows: dict[object, Place] = {}
        self._at: dict[tuple[str, str], tuple[str, str]] = {}  # name and where, by unit and address
        self._names: dict[str, list[str]] = defaultdict(list)
        self._ids = {}
        for location in site.locations.values():
            if location.closed:
                continue
            self._names[location.unit].append(location.name)
            self._ids[location.unit, location.name] = location.id
            if location.address:
                self._at.setdefault((location.unit, plain(location.address)), (location.name, f"`{location.id}`"))

    def remarks(self, entry: Entry, location: Location | None) -> Iterator[Diagnostic]:
        """An error for a second row about one place; warnings for what may be the same place."""
        key = location.id if location else (spelling(entry.name), entry.unit)
        first = self._rows.setdefault(key, entry.place)
        if first is not entry.place:
            why = message("this is the place of row {row} again", row=cell(first))
            yield error("T025", entry.place, why, message("Keep one row, and write all its services into one cell."))
            return
        yield from self._one_address(entry, location)
        if location is None:
            yield from self._like_another(entry)

    def _one_address(self, entry: Entry, location: Location | None) -> Iterator[Diagnostic]:
        address, at = entry.given.get(("address",), (None, entry.place))
        if not address or not any(char.isdigit() for char in address):
            return  # a mere street is no one place
        name = location.name if location else entry.name
        other, where = self._at.setdefault((entry.unit, plain(address)), (name, cell(at)))
        if other != name and not (location and where.startswith("`")):  # of two that the site has, `check` tells
            yield warning(
                "T028",
                at,
                message("this is the address of “{name}” ({where}) too", name=other, where=where),
                message("If they are one place with two services, write both services into one row."),
            )

    def _like_another(self, entry: Entry) -> Iterator[Diagnostic]:
        names = self._names.get(entry.unit)
        if not names:
            return
        from rapidfuzz import fuzz, process  # 15 ms

        found = process.extractOne(entry.name, names, scorer=fuzz.ratio, processor=plain, score_cutoff=ALIKE)
        if found and _NUMBERS.findall(found[0]) == _NUMBERS.findall(entry.name):
            yield same_place(entry, found[0], self._ids[entry.unit, found[0]])


def same_place(entry: Entry, name: str, record_id: str) -> Diagnostic:
    """That a new place may be one that the site has."""
    return warning(
        "T028",
        entry.given["name",][1],
        message("the site has “{name}” (`{id}`) nearby", name=name, id=record_id),
        message("If that is the place, write its id into the column “Mã trên trang”."),
    )
