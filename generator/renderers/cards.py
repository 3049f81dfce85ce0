"""Places as lists show them, and where each stands among all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.model import address
from generator.model.geo import Position, kilometres, middle
from generator.model.location import Location, LocationHead, Phone, Verified
from generator.model.order import as_ordered
from generator.model.site import Site
from generator.model.unit import Unit
from generator.model.vocabulary import ServiceKind
from generator.renderers.page import Frame, Link, frame, own, words
from generator.renderers.timing import Timing, timing


class Card(NamedTuple):
    """A location as lists show it; `commune` is None while it is not known which one it lies in."""

    name: str
    href: str
    kinds: tuple[str, ...]
    icon: str
    address: str | None
    former_place: str | None
    commune: str | None
    province: str
    phone: Phone | None
    timing: Timing
    verified: Verified


def place_frame(site: Site, path: str, title: str, description: str, crumbs: tuple[Link, ...]) -> Frame:
    """The frame of a page whose title names a service; with `neutral_titles` the title says no more than "help"."""
    if site.config.neutral_titles:
        title = description = words(site)("Places that help")
    return frame(site.config, path, "help", title, description, crumbs=crumbs)


@dataclass(frozen=True, eq=False)
class Atlas:
    """All places that have not closed, by what they offer and where they lie; each grouping is made once."""

    site: Site

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """Each place as lists show it."""
        return {each.id: _card(self.site, each) for each in self.site.open_locations}

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[LocationHead, ...]]:
        """The places of each unit; where the only place closed or moved, the unit stays with none."""
        found: dict[str, list[LocationHead]] = defaultdict(list)
        for location in self.site.open_heads:
            found[location.unit].append(location)
        for unit in self.site.listed_units:
            found.setdefault(unit, [])
        return {unit: tuple(inside) for unit, inside in found.items()}

    @cached_property
    def _offering(self) -> Mapping[str, Mapping[str, tuple[LocationHead, ...]]]:
        """By kind of service and province."""
        found: dict[str, dict[str, dict[str, LocationHead]]] = defaultdict(lambda: defaultdict(dict))
        above = {kind: self.site.kinds_above(kind) for kind in self.site.service_kinds}
        for location in self.site.open_heads:
            province = self.site.units.province(location.unit).id
            for offered in location.kinds:
                for kind in above[offered]:
                    found[kind][province][location.id] = location
        return {
            kind: {province: tuple(inside.values()) for province, inside in there.items()}
            for kind, there in found.items()
        }

    def offering(self, kind: str, province: str) -> tuple[LocationHead, ...]:
        """The places in a province that offer a kind of service or a narrower one."""
        return self._offering.get(kind, {}).get(province, ())

    def count(self, kind: str) -> int:
        """How many places offer a kind of service or a narrower one."""
        return sum(map(len, self._offering.get(kind, {}).values()))

    @cached_property
    def _middles(self) -> Mapping[str, Position | None]:
        """The middle of each province, from those of its communes."""
        units = self.site.units
        return {
            province.id: middle(unit.centroid for unit in units.below(province.id) if unit.centroid)
            for province in units.provinces
        }

    def distance(self, a: Unit, b: Unit) -> float | None:
        """How far the middles of two provinces are apart, in kilometres."""
        here, there = self._middles[a.id], self._middles[b.id]
        return kilometres(here, there) if here and there else None

    def provinces_offering(self, kind: str, near: Unit) -> list[tuple[Unit, float]]:
        """The other provinces with a place of that kind, the nearest first."""
        there = (self.site.units[each] for each in self._offering.get(kind, {}) if each != near.id)
        known = [(province, far) for province in there if (far := self.distance(near, province)) is not None]
        return sorted(known, key=lambda each: (each[1], each[0].id))

    def position(self, location: LocationHead) -> Position | None:
        """Where a place lies: its own point, else the middle of its commune."""
        return location.point or self.site.units[location.unit].centroid


def needs(site: Site, among: Collection[str]) -> list[ServiceKind]:
    """The kinds of service of the home page that are in `among`, in their order."""
    found = (kind for kind in site.service_kinds.values() if kind.home and kind.id in among)
    return as_ordered(found)


def _card(site: Site, location: Location) -> Card:
    unit = site.units[location.unit]
    kinds = [site.service_kinds[service.kind] for service in location.services]
    return Card(
        name=location.name,
        href=address.location(location),
        kinds=tuple(kind.brief for kind in kinds),
        icon=kinds[0].icon,
        address=location.address,
        former_place=location.former_place,
        commune=own(site, unit.name) if unit.parent else None,
        province=own(site, site.units.province(unit.id).plain_name),
        phone=location.phones[0] if location.phones else None,
        timing=timing(location, site.config, words(site)),
        verified=location.verified,
    )
