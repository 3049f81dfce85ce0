"""Distances and neighbours on the ground. Positions are (latitude, longitude) in degrees, WGS 84."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import asin, cos, floor, radians, sin, sqrt
from typing import Generic, TypeVar

Position = tuple[float, float]
K = TypeVar("K")

EARTH = 6371.0  # km, mean radius
CELL = 0.1  # degrees: about one commune lies in a cell of this size


def kilometres(a: Position, b: Position) -> float:
    """The distance between two positions as the crow flies (haversine)."""
    (lat_a, lon_a), (lat_b, lon_b) = ((radians(lat), radians(lon)) for lat, lon in (a, b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def middle(positions: Iterable[Position]) -> Position | None:
    """The mean of positions that lie near one another."""
    known = tuple(positions)
    if not known:
        return None
    return sum(lat for lat, _ in known) / len(known), sum(lon for _, lon in known) / len(known)


class Neighbours(Generic[K]):
    """Finds the nearest of many positions, looking only into cells around."""

    def __init__(self, positions: Mapping[K, Position]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[K, Position]]] = defaultdict(list)
        for key, position in positions.items():
            self._cells[_cell(position)].append((key, position))
        self._widest = max((max(map(abs, cell)) for cell in self._cells), default=0) * 2 + 1

    def nearest(self, position: Position) -> K | None:
        """Whose position is nearest; None when there is none at all."""
        row, column = _cell(position)
        found: list[tuple[K, Position]] = []
        last = self._widest
        ring = 0
        while ring <= last:
            here = [
                each
                for y in range(row - ring, row + ring + 1)
                for x in range(column - ring, column + ring + 1)
                if ring in (abs(y - row), abs(x - column))
                for each in self._cells.get((y, x), ())
            ]
            if here and not found:
                last = min(last, 2 * ring + 3)  # what lies farther out is farther than the far corner of this ring
            found += here
            ring += 1
        return min(found, key=lambda each: kilometres(position, each[1]), default=(None, position))[0]


def _cell(position: Position) -> tuple[int, int]:
    return floor(position[0] / CELL), floor(position[1] / CELL)
