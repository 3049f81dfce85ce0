"""A map with streets of one province, where the office has a server of map pictures. Nothing loads before a click."""

from __future__ import annotations

from typing import NamedTuple

from generator.model.geo import Position
from generator.model.site import Site
from generator.model.unit import Unit

AROUND = 0.1  # degrees around the middles of a province's communes that its map may show


class Streets(NamedTuple):
    """What a script needs to show the map; nothing outside of `bounds` (S, W, N, E), one province, is shown."""

    tiles: str
    host: str
    attribution: str
    bounds: tuple[float, float, float, float]

    def holds(self, position: Position) -> bool:
        """Whether a position lies on the map."""
        south, west, north, east = self.bounds
        return south <= position[0] <= north and west <= position[1] <= east


def streets(site: Site, province: Unit) -> Streets | None:
    """The map of a province, with its islands; None where the office has no server, or the province no points."""
    source = site.config.map
    centres = [unit.centroid for unit in site.units.below(province.id) if unit.centroid and unit.valid_to is None]
    if source is None or not centres:
        return None
    latitudes, longitudes = zip(*centres, strict=True)
    bounds = (
        round(min(latitudes) - AROUND, 3),
        round(min(longitudes) - AROUND, 3),
        round(max(latitudes) + AROUND, 3),
        round(max(longitudes) + AROUND, 3),
    )
    return Streets(source.tiles, source.host, source.attribution, bounds)
