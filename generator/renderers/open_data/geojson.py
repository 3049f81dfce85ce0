"""Places as GeoJSON (RFC 7946): the columns of the table of places, with their points.

A place whose point nobody measured has no geometry (section 3.2 allows that): it is not left out, and the middle of
its commune does not stand in for it, which would lead people astray.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from generator.model import address
from generator.model.artifact import Artifact, Deferred, digest
from generator.model.location import Point
from generator.model.message import label
from generator.model.site import Site
from generator.renderers.compact import compact
from generator.renderers.open_data.dataset import Dataset
from generator.renderers.open_data.located import Located, located, places_digested
from generator.renderers.open_data.places import LOCATIONS
from generator.renderers.open_data.table import DECIMALS, Value

GEOJSON = Dataset(
    "/data/noi-giup-do.geojson",
    label("Places on a map"),
    label("The places for maps, with what each offers; a place without a measured point is there without one."),
    "application/geo+json",
    ("GeoJSON (RFC 7946)", "https://www.rfc-editor.org/rfc/rfc7946"),
    "locations",
    LOCATIONS.dataset.origin,
)
_ELSEWHERE = frozenset({"id", "latitude", "longitude"})


class Collection(NamedTuple):
    """Features as JSON texts, with the terms they come under."""

    licence: str
    attribution: str
    about: str
    features: tuple[str, ...]


def geojson(site: Site, today: date) -> Iterator[Artifact]:
    """One file with every place."""
    config = site.config
    kinds = tuple(site.service_kinds.values())

    def depends() -> str:
        return digest(places_digested(site), config.digest, site.units.digest, kinds)

    def make() -> Collection:
        features = tuple(_feature(site, each) for each in located(site))
        return Collection(config.licence.url, config.office.name, config.url(address.DATA), features)

    yield Artifact(GEOJSON.path[1:], geojson_file, Deferred(make, depends))


def geojson_file(filled: Collection) -> bytes:
    """The collection, a feature a line."""
    head = {"license": filled.licence, "attribution": filled.attribution, "about": filled.about}
    members = "".join(f"{json.dumps(name)}:{compact(value)},\n" for name, value in head.items())
    features = ",\n".join(filled.features)
    return f'{{"type":"FeatureCollection",\n{members}"features":[\n{features}\n]}}\n'.encode()


def _feature(site: Site, of: Located) -> str:
    kinds = [each.kind for each in of.record.services]
    known = ((each.name, each.of(of)) for each in LOCATIONS.columns if each.name not in _ELSEWHERE)
    properties = {name: _plain(value) for name, value in known if value not in (None, ())}
    named = {"services": kinds, "service_names": [site.service_kinds[each].name for each in kinds]}
    return compact(
        {
            "type": "Feature",
            "id": of.record.id,
            "geometry": _geometry(of.record.point),
            "properties": {**properties, **named},
        }
    )


def _geometry(point: Point | None) -> dict[str, Any] | None:
    """Longitude before latitude (RFC 7946, section 3.1.1)."""
    if point is None:
        return None
    return {
        "type": "Point",
        "coordinates": [round(point.longitude, DECIMALS), round(point.latitude, DECIMALS)],
    }


def _plain(value: Value) -> Any:
    """A value as JSON has it."""
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, (str, bool, int, float)) else str(value)
