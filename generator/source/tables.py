"""Tables (CSV) to values: administrative units, their names and succession, and the register of published ids."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar, get_args

from generator.model.diagnostic import Diagnostic, error
from generator.model.message import message
from generator.model.phones import AreaCode
from generator.model.place import Place
from generator.model.site import Published
from generator.model.unit import FormerName, Relation, Succession, Unit, Units
from generator.source.text import Unreadable, read

IDS = "data/ids.csv"
LARGEST = 8 * 1024 * 1024  # bytes of one table
T = TypeVar("T")


def _table(
    root: Path, file: str, columns: str, build: Callable[[list[str], Place], T]
) -> tuple[list[T], list[Diagnostic]]:
    """The rows of a table as `build` makes them, and what is wrong with it; a missing file is an empty table."""
    if not (root / file).exists():
        return [], []
    try:
        text = read(root, file, LARGEST)
    except Unreadable as problem:
        return [], [problem.diagnostic]
    reader = csv.reader(text.splitlines(keepends=True))
    width = columns.count(",") + 1
    values: list[T] = []
    diagnostics: list[Diagnostic] = []
    try:
        if next(reader, []) != columns.split(","):
            return [], [error("T001", Place(file, 1, 1), message("the first row must be: {columns}", columns=columns))]
        for cells in reader:
            place = Place(file, reader.line_num, 1)
            try:
                if len(cells) != width:
                    raise ValueError(f"{len(cells)} ≠ {width}")
                values.append(build(cells, place))
            except ValueError as problem:
                diagnostics.append(_row_unreadable(place, problem))
    except csv.Error as problem:
        diagnostics.append(_row_unreadable(Place(file, reader.line_num, 1), problem))
    return values, diagnostics


def _row_unreadable(place: Place, why: Exception) -> Diagnostic:
    return error(
        "T002",
        place,
        message("this row cannot be read: {why}", why=why),
        message("Compare it with the rows around it: as many values, dates as 2025-07-01, quotation marks closed."),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _relation(text: str) -> Relation:
    if text not in get_args(Relation):
        raise ValueError(text)
    return text  # type: ignore[return-value]  # checked above


def load_units(root: Path) -> tuple[Units, list[Diagnostic]]:
    """Today's and former units of `data/units/`, and what is wrong with the tables."""
    former_names: dict[str, list[FormerName]] = defaultdict(list)

    def former_name(row: list[str], _: Place) -> None:
        unit_id, name, until = row
        former_names[unit_id].append(FormerName(name, date.fromisoformat(until)))

    def current(row: list[str], _: Place) -> Unit:
        unit_id, code, kind, name, parent, start, end, latitude, longitude = row
        centroid = (float(latitude), float(longitude)) if latitude else None
        return Unit(
            unit_id, code, kind, name, parent or None, _day(start), _day(end), centroid, tuple(former_names[unit_id])
        )

    def former(row: list[str], _: Place) -> Unit:
        unit_id, code, kind, name, parent, end = row
        return Unit(unit_id, code, kind, name, parent or None, None, date.fromisoformat(end))

    def succeeded(row: list[str], _: Place) -> Succession:
        before, after, relation, on = row
        return Succession(before, after, _relation(relation), date.fromisoformat(on))

    folder = "data/units"
    _, wrong_names = _table(root, f"{folder}/names.csv", "id,name,until", former_name)
    columns = "id,code,kind,name,parent,valid_from,valid_to,latitude,longitude"
    today, wrong_today = _table(root, f"{folder}/current.csv", columns, current)
    before, wrong_before = _table(root, f"{folder}/former.csv", "id,code,kind,name,parent,valid_to", former)
    followed, wrong_followed = _table(root, f"{folder}/succession.csv", "former,successor,relation,on", succeeded)
    by_id = {unit.id: unit for unit in (*today, *before)}
    diagnostics = [*wrong_names, *wrong_today, *wrong_before, *wrong_followed, *_loose_ends(by_id, followed)]
    return Units(by_id, tuple(followed)), diagnostics


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
                yield error(
                    "T003", Place("data/units/succession.csv"), message("unit `{id}` is not in the tables", id=end)
                )


def _circle(unit: Unit, by_id: dict[str, Unit]) -> bool:
    """Whether the way up from a unit never ends; it has three steps at most."""
    above: Unit | None = unit
    for _ in range(4):
        above = by_id.get(above.parent) if above and above.parent else None
    return above is not None


def load_ids(root: Path) -> tuple[tuple[Published, ...], list[Diagnostic]]:
    """The register of ids that were published, `data/ids.csv`."""
    rows, diagnostics = _table(root, IDS, "kind,id,path", lambda row, place: Published(row[0], row[1], row[2], place))
    return tuple(rows), diagnostics


def load_area_codes(root: Path) -> tuple[tuple[AreaCode, ...], list[Diagnostic]]:
    """The area codes that were replaced, `data/phones/area_codes.csv`; the longest old ones first."""

    def area_code(row: list[str], _: Place) -> AreaCode:
        old, new, place, until, _source = row
        return AreaCode(old, new, place, date.fromisoformat(until))

    rows, diagnostics = _table(root, "data/phones/area_codes.csv", "old,new,place,until,source", area_code)
    return tuple(sorted(rows, key=lambda code: (-len(code.old), code.old))), diagnostics
