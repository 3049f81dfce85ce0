"""Which place of the site a row is about, and what it would change there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from generator.desk.tables.entry import Entry, Value
from generator.desk.tables.spelling import spelling
from generator.model.dates import NotReadable, PartialDate
from generator.model.location import Location, LocationHead, Phone
from generator.model.message import message
from generator.model.phones import digits
from generator.model.place import Loc
from generator.model.site import Site

SOURCE: Loc = ("verified", "source")


class Known:
    """The places of a site, found by id or by name and unit."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._named: dict[str, list[LocationHead]] = defaultdict(list)
        for head in site.location_heads.values():
            self._named[spelling(head.name)].append(head)

    def match(self, entry: Entry) -> Location | None:
        """The place a row is about; None if it is new. Raises NotReadable where that cannot be told."""
        if entry.id:
            if entry.id not in self.site.locations:
                raise NotReadable(message("this site has no place with the id `{id}`", id=entry.id))
            return self.site.locations[entry.id]
        there = [head for head in self._named[spelling(entry.name)] if self._one_within_other(head.unit, entry.unit)]
        exact = [head for head in there if head.unit == entry.unit]
        found = exact if len(there) > 1 else there
        if len(there) > 1 and len(exact) != 1:
            ids = ", ".join(f"`{head.id}`" for head in there)
            raise NotReadable(message("several places of the site have this name: {ids}", ids=ids))
        return self.site.locations[found[0].id] if found else None

    def _one_within_other(self, one: str, other: str) -> bool:
        units = self.site.units
        if one == other:
            return True
        return one in units and other in units and (units[one].parent == other or units[other].parent == one)


def differences(
    location: Location, raw: Mapping[str, Any], entry: Entry, fields: frozenset[str], source: str
) -> dict[Loc, Value]:
    """What a row changes in a place, by the way to each value; `raw` are the values as its file has them.

    What the table has no column for, and what a cell leaves empty, stays. A new fact brings its source along, and a
    check stays only where the table says when it was.
    """
    found: dict[Loc, Value] = {}
    for loc, (value, at) in entry.given.items():
        derived = loc == ("former_place",) and "former_place" not in fields and entry.unit in ("", location.unit)
        if derived or _same(location, loc, value, entry.id is not None, "lines" in fields):
            continue
        if loc == ("services",):
            found[loc] = (_services(location, raw, value, exact=entry.id is not None), at)
        elif loc == ("phones",):
            found[loc] = (_phones(location, raw, value, own="lines" in fields), at)
        else:
            found[loc] = (value, at)
    if any(loc[0] != "verified" for loc in found):
        if SOURCE not in entry.given:
            found[SOURCE] = ({"title": source}, entry.place)
        for loc in (("verified", "on"), ("verified", "by")):
            if loc not in entry.given and getattr(location.verified, loc[1]):
                found[loc] = (None, entry.place)
    return found


def _same(location: Location, loc: Loc, value: Any, exact: bool, own: bool) -> bool:
    """Whether the record says that already."""
    if loc == ("name",) and not exact:
        return True  # it was found by its name, however that is written
    if loc == ("services",):
        there = {service.kind for service in location.services}
        return set(value) == there or (not exact and set(value) < there)
    if loc == ("phones",):
        numbers = {digits(each["number"]): "line" in each for each in value or ()}
        lines = {digits(phone.number): bool(phone.line) for phone in location.phones}
        return numbers == lines if own else numbers.keys() == lines.keys()
    if loc == ("unit",):
        return value == location.unit or location.unit.startswith(f"{value}/")  # the record knows it better
    if loc == SOURCE:
        return _words(value["title"]) == _words(location.verified.source.title)
    if loc[0] == "point":
        return location.point is not None and float(value) == getattr(location.point, str(loc[1]))
    if loc == ("verified", "on"):
        return _day(value) == location.verified.on
    holder: Any = location
    for step in loc:
        holder = getattr(holder, str(step)) if holder is not None else None
    return _words(value) == _words(holder)


def _words(text: Any) -> str:
    return " ".join(str(text or "").split())


def _day(value: Any) -> object:
    try:
        return PartialDate.parse(value) if value else None
    except NotReadable:
        return value


def _services(location: Location, raw: Mapping[str, Any], kinds: list[str], *, exact: bool) -> list[Any]:
    """The services as the file has them, without those that are gone, and then the new ones.

    A list that does not know our ids is often one of a single programme: it adds services and takes none away.
    """
    there = {service.kind: kept for service, kept in zip(location.services, raw.get("services", ()), strict=False)}
    kept = [value for kind, value in there.items() if kind in kinds or not exact]
    return [*kept, *({"kind": kind} for kind in dict.fromkeys(kinds) if kind not in there)]


def _phones(location: Location, raw: Mapping[str, Any], phones: list[dict[str, str]] | None, *, own: bool) -> list[Any]:
    """The numbers as the file has them where they stay, and then the new ones."""
    wanted = {digits(each["number"]): each for each in phones or ()}
    kept = [
        _kept(phone, value, wanted[digits(phone.number)], own)
        for phone, value in zip(location.phones, raw.get("phones", ()), strict=False)
        if digits(phone.number) in wanted
    ]
    there = {digits(phone.number) for phone in location.phones}
    return [*kept, *(each for number, each in wanted.items() if number not in there)]


def _kept(phone: Phone, value: dict[str, Any], wanted: dict[str, str], own: bool) -> dict[str, Any]:
    if not own or bool(phone.line) == ("line" in wanted):
        return value
    rest = {key: each for key, each in value.items() if key != "line"}
    return {**rest, **({"line": "organization"} if "line" in wanted else {})}
