"""Distances and neighbours on the ground. Positions are (latitude, longitude) in degrees, WGS 84."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import asin, cos, floor, radians, sin, sqrt
from typing import Generic, TypeVar

Position = tuple[float, float]
K = TypeVar("K")

EARTH = 6371.0  # km, mean radius
CELL = 0.1  # degrees: about one commune lies in a cell of this size
RINGS = 8  # of cells that are looked into before all positions are compared


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
        self._all = tuple(positions.items())
        self._cells: dict[tuple[int, int], list[tuple[K, Position]]] = defaultdict(list)
        for key, position in self._all:
            self._cells[_cell(position)].append((key, position))

    def nearest(self, position: Position) -> K | None:
        """Whose position is nearest; None when there is none at all."""
        cell = _cell(position)
        first = next((ring for ring in range(RINGS) if any(self._ring(cell, ring))), None)
        # What lies farther out than these rings is farther than the far corner of the first that holds something.
        rings = (each for ring in range(2 * (first or 0) + 4) for each in self._ring(cell, ring))
        around = self._all if first is None else rings
        return min(around, key=lambda each: kilometres(position, each[1]), default=(None, position))[0]

    def _ring(self, cell: tuple[int, int], ring: int) -> Iterator[tuple[K, Position]]:
        """What lies in the cells `ring` steps away."""
        row, column = cell
        for y in range(row - ring, row + ring + 1):
            step = 1 if abs(y - row) == ring else max(2 * ring, 1)
            for x in range(column - ring, column + ring + 1, step):
                yield from self._cells.get((y, x), ())


def _cell(position: Position) -> tuple[int, int]:
    return floor(position[0] / CELL), floor(position[1] / CELL)
