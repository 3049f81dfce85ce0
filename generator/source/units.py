"""Administrative units of today and of before, with their succession, from the tables of `data/units/`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from generator.model.artifact import digest
from generator.model.diagnostic import Diagnostic, error
from generator.model.message import message
from generator.model.place import Place
from generator.model.unit import FormerName, Relation, Succession, Unit, Units
from generator.source.table import contents, day, day_or_none, number, one_of, read_table

UNITS = {name: f"data/units/{name}.csv" for name in ("names", "aliases", "current", "former", "succession")}


def load_units(root: Path) -> tuple[Units, list[Diagnostic]]:
    """Today's and former units of `data/units/`, and what is wrong with the tables."""
    units, diagnostics = _units(root, units_digest(root))
    return units, list(diagnostics)


@lru_cache(maxsize=2)
def _units(root: Path, of: str) -> tuple[Units, list[Diagnostic]]:
    """The units of tables whose digest is `of`: a preview and tests ask for the same again and again."""
    former_names: dict[str, list[FormerName]] = defaultdict(list)
    aliases: dict[str, list[str]] = defaultdict(list)

    def alias(row: list[str], _: Place) -> None:
        name, unit_id, _source = row
        aliases[unit_id].append(name)

    def former_name(row: list[str], _: Place) -> None:
        unit_id, name, until = row
        former_names[unit_id].append(FormerName(name, day(until)))

    def current(row: list[str], _: Place) -> Unit:
        unit_id, code, kind, name, parent, start, end, latitude, longitude = row
        centroid = (number(latitude), number(longitude)) if latitude else None
        return Unit(
            unit_id,
            code,
            kind,
            name,
            parent or None,
            day_or_none(start),
            day_or_none(end),
            centroid,
            tuple(former_names.get(unit_id, ())),
            tuple(aliases.get(unit_id, ())),
        )

    def former(row: list[str], _: Place) -> Unit:
        unit_id, code, kind, name, parent, end = row
        return Unit(unit_id, code, kind, name, parent or None, None, day(end))

    def succeeded(row: list[str], _: Place) -> Succession:
        before, after, relation, on = row
        return Succession(before, after, one_of(relation, Relation), day(on))

    _, wrong_names = read_table(root, UNITS["names"], "id,name,until", former_name)
    _, wrong_aliases = read_table(root, UNITS["aliases"], "alias,unit,source", alias)
    columns = "id,code,kind,name,parent,valid_from,valid_to,latitude,longitude"
    today, wrong_today = read_table(root, UNITS["current"], columns, current)
    before, wrong_before = read_table(root, UNITS["former"], "id,code,kind,name,parent,valid_to", former)
    followed, wrong_followed = read_table(root, UNITS["succession"], "former,successor,relation,on", succeeded)
    by_id = {unit.id: unit for unit in (*today, *before)}
    loose = [*_loose_ends(by_id, followed), *_nobodys_names(by_id, aliases)]
    diagnostics = [*wrong_names, *wrong_aliases, *wrong_today, *wrong_before, *wrong_followed, *loose]
    return Units(by_id, tuple(followed), of), diagnostics


def units_digest(root: Path) -> str:
    """A digest of the tables of `data/units/`, which can be had without reading their rows."""
    return digest(*contents(root / file for file in UNITS.values()))


def _nobodys_names(by_id: dict[str, Unit], aliases: dict[str, list[str]]) -> Iterator[Diagnostic]:
    """Names that people are said to use for a unit of today that is not in the tables."""
    for unit_id in aliases:
        if unit_id not in by_id or by_id[unit_id].valid_to:
            yield error("T003", Place(UNITS["aliases"]), message("unit `{id}` is not in the tables", id=unit_id))


def _loose_ends(by_id: dict[str, Unit], succession: list[Succession]) -> Iterator[Diagnostic]:
    """Units whose parent, and successions one of whose ends, is not in the tables."""
    for unit in by_id.values():
        if unit.parent and unit.parent not in by_id:
            yield error(
                "T003",
                Place("data/units"),
                message("unit `{id}` lies in `{parent}`, which is not there", id=unit.id, parent=unit.parent),
            )
        elif _circle(unit, by_id):
            yield error("T003", Place("data/units"), message("unit `{id}` lies in itself", id=unit.id))
    for row in succession:
        for end in (row.former, row.successor):
            if end not in by_id:
                yield error("T003", Place(UNITS["succession"]), message("unit `{id}` is not in the tables", id=end))


def _circle(unit: Unit, by_id: dict[str, Unit]) -> bool:
    """Whether the way up from a unit never ends; it has three steps at most."""
    above: Unit | None = unit
    for _ in range(4):
        above = by_id.get(above.parent) if above and above.parent else None
    return above is not None
