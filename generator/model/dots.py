"""Schematic maps: numbered dots where places lie, without an outline, tiles or anybody else's server.

A map of the whole country without Hoàng Sa and Trường Sa must not be published in Việt Nam, so none can be drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import cos, radians
from typing import NamedTuple

from generator.model.diagnostic import Diagnostic, error
from generator.model.geo import Position
from generator.model.message import message
from generator.model.place import Place
from generator.model.unit import Unit, Units

# The units, by id and code, that no map of the country may leave out.
ALWAYS = {"da-nang/hoang-sa": "20333", "khanh-hoa/truong-sa": "22736"}
WIDTH, HEIGHT, EDGE = 640, 480, 32  # of the drawing at most, and what stays free around the dots


class Spot(NamedTuple):
    """Where something lies; several things may lie in one spot."""

    position: Position
    name: str
    unit: str


@dataclass(frozen=True)
class Dot:
    """A numbered dot of the drawing with the names of what lies there."""

    number: int
    x: int
    y: int
    at: Position
    names: tuple[str, ...]


@dataclass(frozen=True)
class DotMap:
    """A drawing; `beyond` are units of the area that lie far out at sea and are named at its edge."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    beyond: tuple[str, ...]


def dot_map(spots: Iterable[Spot], area: Collection[Unit], units: Units) -> DotMap | Diagnostic:
    """The map of `spots` in the provinces `area`; of several provinces only with Hoàng Sa and Trường Sa on it."""
    places = sorted(spots, key=lambda spot: (-spot.position[0], spot.position[1], spot.name))
    shown = {spot.unit for spot in places}
    if len(area) > 1 and (lacking := [each for each in ALWAYS if not _stands(each, units) or each not in shown]):
        return error(
            "G023",
            Place("data/units/current.csv"),
            message("a map of the country must show Hoàng Sa and Trường Sa; {units} is not on it", units=lacking[0]),
            message("Put both units back into the table, with their points, and onto the map."),
        )
    beyond = [units[each] for each in ALWAYS if each in units and each not in shown and units.province(each) in area]
    return _drawn(places, tuple(unit.name for unit in beyond))


def country_map(units: Units) -> DotMap | Diagnostic:
    """All communes of today as dots."""
    today = (unit for unit in units.values() if unit.centroid and unit.valid_to is None)
    return dot_map((Spot(unit.centroid, unit.name, unit.id) for unit in today if unit.centroid), units.provinces, units)


def _stands(unit_id: str, units: Units) -> bool:
    """Whether the unit is there under its own code, with a point; a bare code is no identity."""
    unit = units.get(unit_id)
    return unit is not None and unit.code == ALWAYS[unit_id] and unit.centroid is not None


def _drawn(spots: list[Spot], beyond: tuple[str, ...]) -> DotMap:
    at: dict[Position, list[str]] = {}
    for spot in spots:
        at.setdefault(spot.position, []).append(spot.name)
    south, north = min(lat for lat, _ in at), max(lat for lat, _ in at)
    west, east = min(lon for _, lon in at), max(lon for _, lon in at)
    narrow = cos(radians((south + north) / 2))  # a degree of longitude is shorter than one of latitude
    wide, high = max((east - west) * narrow, 0.01), max(north - south, 0.01)
    scale = min((WIDTH - 2 * EDGE) / wide, (HEIGHT - 2 * EDGE) / high)
    dots = tuple(
        Dot(
            number,
            round(EDGE + (lon - west) * narrow * scale),
            round(EDGE + (north - lat) * scale),
            (lat, lon),
            tuple(names),
        )
        for number, ((lat, lon), names) in enumerate(at.items(), 1)
    )
    return DotMap(round(wide * scale) + 2 * EDGE, round(high * scale) + 2 * EDGE, dots, beyond)
