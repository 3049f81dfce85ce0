"""Rows that are about one place, and rows that may be about a place the site has under another name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

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
    """Remembers the rows that came before, and the addresses and names of places, of the site and of those rows."""

    def __init__(self, site: Site) -> None:
        self._rows: dict[object, Place] = {}
        self._at: dict[tuple[str, str], tuple[str, str]] = {}  # name and where, by unit and address
        self._first: dict[tuple[str, str, str], _Named] = {}  # by plain name, unit, and whether of the site or below it
        self._there: dict[str, list[_Named]] = defaultdict(list)  # the site's, by unit
        self._units = site.units
        for location in site.locations.values():
            if location.closed:
                continue
            if location.unit in self._units:
                self._keep(_Named(location.name, location.unit, f"`{location.id}`"))
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

    def _keep(self, place: _Named) -> None:
        name, province = plain(place.name), self._units.province(place.unit).id
        self._first.setdefault((name, place.unit, ""), place)
        self._first.setdefault((name, province, "below"), place)
        if place.of_site:
            self._first.setdefault((name, province, "site"), place)
            for unit in {place.unit, province}:
                self._there[unit].append(place)

    def _like_another(self, entry: Entry) -> Iterator[Diagnostic]:
        """Of places in the province one of the same name, marks aside; else one of nearly that name where it lies."""
        name, unit, province = plain(entry.name), entry.unit, self._units.province(entry.unit).id
        keys = ((province, "site"), (unit, ""), (province, "below" if unit == province else ""))
        found = next((place for key in keys if (place := self._first.get((name, *key)))), None) or self._nearly(entry)
        self._keep(_Named(entry.name, unit, cell(entry.place)))
        if found:
            yield _same_place(entry, found)

    def _nearly(self, entry: Entry) -> _Named | None:
        """One of the site whose name is much alike, with the same numbers."""
        there = self._there.get(entry.unit)
        if not there:
            return None
        from rapidfuzz import fuzz, process  # 15 ms

        names = [each.name for each in there]
        found = process.extractOne(entry.name, names, scorer=fuzz.ratio, processor=plain, score_cutoff=ALIKE)
        return there[found[2]] if found and _NUMBERS.findall(found[0]) == _NUMBERS.findall(entry.name) else None


class _Named(NamedTuple):
    """A place by its name and unit; `where` is its id in quotes, or its row in the table."""

    name: str
    unit: str
    where: str

    @property
    def of_site(self) -> bool:
        return self.where.startswith("`")


def _same_place(entry: Entry, other: _Named) -> Diagnostic:
    """That a new place may be one that the site has, or that of another row."""
    at = entry.given["name",][1]
    if not other.of_site:
        why = message("row {row} has nearly this name: “{name}”", row=other.where, name=other.name)
        return warning("T028", at, why, message("If they are one place, keep one row."))
    return warning(
        "T028",
        at,
        message("the site has “{name}” ({id}) nearby", name=other.name, id=other.where),
        message("If that is the place, write its id into the column “Mã trên trang”."),
    )
