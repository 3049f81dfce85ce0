"""Fragments of places: those in a province or commune, and for a commune the nearest around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache, partial
from heapq import nsmallest
from math import inf
from typing import NamedTuple

from generator.model import address, embed_address
from generator.model.artifact import Artifact, Deferred
from generator.model.geo import kilometres
from generator.model.location import Location, LocationHead, Phone, Verified
from generator.model.phones import dial
from generator.model.site import Site
from generator.model.unit import Unit
from generator.renderers.cards import Atlas
from generator.renderers.embed import BUTTON, PLACES_HEIGHT, Around, around, fitting, fragment, occupied, small, strong
from generator.renderers.hotlines import Line, whom
from generator.renderers.page import Link, words

MOST = 6  # places that may fit
RULE = 25  # CSS pixels between two of them
_dialled = lru_cache(maxsize=4096)(dial)


class Nearby(NamedTuple):
    """A place as fragments show it; `due` is the day of its next check."""

    name: str
    href: str
    kinds: str
    phone: Phone | None
    where: str
    verified: Verified
    due: date | None


class PlacesFragment(NamedTuple):
    """What the fragment of a unit shows; `near` are places outside of it."""

    around: Around
    inside: tuple[Nearby, ...]
    near: tuple[Nearby, ...]


def place_embeds(site: Site, today: date) -> Iterator[Artifact]:
    """A fragment for every unit that has a list of places; those that can be called come first."""
    atlas = Atlas(site)
    lines = whom(site)
    for province in site.units.provinces:
        communes = [unit for unit in site.units.below(province.id) if unit.id in atlas.by_unit]
        if not communes and province.id not in atlas.by_unit:
            continue
        there = [each for unit in (*communes, province) for each in atlas.by_unit.get(unit.id, ())]
        say = partial(_of_unit, atlas, there, cache(partial(_shown, site, there)), lines)
        for unit in (province, *communes):
            yield Artifact(embed_address.unit(unit)[1:], places_fragment, Deferred(partial(say, unit)))


def places_fragment(view: PlacesFragment) -> bytes:
    """The fragment of a unit."""
    return fragment("embed_places.html", view)


def _shown(site: Site, places: Iterable[LocationHead]) -> dict[str, Nearby]:
    return {each.id: _nearby(site, site.locations[each.id]) for each in places}


def _of_unit(
    atlas: Atlas,
    there: Sequence[LocationHead],
    shown_by_id: Callable[[], Mapping[str, Nearby]],
    lines: tuple[Line, ...],
    unit: Unit,
) -> PlacesFragment:
    """A province with the places `there`, or a commune of it."""
    site = atlas.site
    _ = words(site)
    said = shown_by_id()
    here = [each for each in there if each.unit == unit.id] if unit.parent else there
    others = _nearest(atlas, unit, (each for each in there if each.unit != unit.id)) if unit.parent else ()
    inside, near = ([said[each.id] for each in places] for places in (here, others))
    home = address.unit(unit)
    title = _("Find help: %(place)s") % {"place": unit.plain_name}
    where = around(site, embed_address.unit(unit), title, home, Link(_("See all places"), home), lines)
    own = sorted(inside, key=lambda each: not (each.phone and _dialled(each.phone.number)))[:MOST]
    shown = fitting([*own, *near][:MOST], _height, PLACES_HEIGHT - occupied(where) - RULE)
    return PlacesFragment(where, shown[: len(own)], shown[len(own) :])


def _nearest(atlas: Atlas, unit: Unit, others: Iterable[LocationHead]) -> list[LocationHead]:
    """The other places of the province, the nearest first; those whose commune is not known come last."""

    def far(location: LocationHead) -> float:
        at = atlas.position(location) if atlas.site.units[location.unit].parent else None
        return kilometres(unit.centroid, at) if unit.centroid and at else inf

    return nsmallest(MOST, others, key=far)


def _nearby(site: Site, location: Location) -> Nearby:
    _ = words(site)
    unit = site.units[location.unit]
    kinds = (site.service_kinds[service.kind].brief for service in location.services)
    parts = (location.address, unit.name if unit.parent else None, site.units.province(unit.id).plain_name)
    return Nearby(
        location.name,
        address.location(location),
        " · ".join(dict.fromkeys(kinds)),
        location.phones[0] if location.phones else None,
        ", ".join(filter(None, parts)),
        location.verified,
        location.verified.due(site.config),
    )


def _height(place: Nearby) -> float:
    checked = f"{place.verified.by} · {'0' * 65}" if place.verified.on else "0" * 45
    return (
        RULE
        + strong(place.name)
        + (BUTTON if place.phone else 0)
        + small(place.kinds)
        + small(place.where)
        + small(checked)
    )
