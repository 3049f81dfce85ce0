"""Places with all that open data tells of where they lie; fetched one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.model import address
from generator.model.location import Location
from generator.model.site import Site
from generator.model.tag_uri import tag_uri
from generator.model.unit import Unit


class Located(NamedTuple):
    """A place with the unit and the province it lies in; `due` is the day of its next check, addresses are absolute."""

    record: Location
    unit: Unit
    province: Unit
    due: date | None
    url: str
    uri: str


def located(site: Site) -> Iterator[Located]:
    """Every place in the order of ids, closed ones too; each is fetched when its turn comes."""
    for place_id in sorted(site.location_heads):
        yield locate(site, site.locations[place_id])


def locate(site: Site, place: Location) -> Located:
    """A place with where it lies."""
    config = site.config
    return Located(
        place,
        site.units[place.unit],
        site.units.province(place.unit),
        place.verified.due(config),
        config.url(address.location(place)),
        tag_uri(config, "locations", place.id),
    )


def places_digested(site: Site) -> tuple[str, ...]:
    """A digest of each place, by which all that is told of places is told apart."""
    return tuple(each.digest for _, each in sorted(site.location_texts.items()))


def status(place: Location) -> str:
    """Whether it is there, in the words of HSDS."""
    return "defunct" if place.closed else "active"
