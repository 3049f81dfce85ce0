"""What the page of a place says to machines of it (schema.org)."""

from __future__ import annotations

import json
from typing import NamedTuple

from generator.model.location import Location
from generator.model.phones import e164
from generator.model.vocabulary import PlaceType
from generator.renderers.structured import Json, known

CLINIC = "MedicalClinic"


class NamedPlace(NamedTuple):
    """A location with the words that its record names by id.

    `kinds` are (type, name) in their order, `hours` the properties of its opening hours as JSON.
    """

    location: Location
    kinds: tuple[tuple[PlaceType, str], ...]
    commune: str | None
    province: str
    hours: str


def said_of_place(named: NamedPlace) -> Json:
    """What a page says: when and by whom it was checked, and the place it is about."""
    verified = named.location.verified
    said: Json = {"mainEntity": _place(named)}
    if verified.on and verified.on.day:
        said["lastReviewed"] = str(verified.on)
        said["reviewedBy"] = {"@type": "Organization", "name": verified.by} if verified.by else None
    return known(said)


def _place(named: NamedPlace) -> Json:
    location = named.location
    point = location.point
    kind = named.kinds[0][0]
    geo = {"@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude} if point else None
    there = known({"geo": geo, **json.loads(named.hours)})
    if kind == "Organization":  # which is no place in schema.org, so it has one
        there = {"location": {"@type": "Place", **there}} if there else {}
    treatments = [name for of, name in named.kinds if kind == of == CLINIC]
    others = [name for of, name in named.kinds if name not in treatments]
    return known(
        {
            "@type": kind,
            "name": location.name,
            "url": location.website,
            "telephone": [number for phone in location.phones if (number := e164(phone.number))],
            "address": known(
                {
                    "@type": "PostalAddress",
                    "streetAddress": location.address,
                    "addressLocality": named.commune,
                    "addressRegion": named.province,
                    "addressCountry": "VN",
                }
            ),
            "areaServed": {"@type": "AdministrativeArea", "name": named.province},
            "availableService": [{"@type": "MedicalProcedure", "name": name} for name in treatments],
            "makesOffer": [{"@type": "Offer", "itemOffered": {"@type": "Service", "name": name}} for name in others],
            **there,
        }
    )
