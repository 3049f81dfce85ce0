"""What a place page says to machines: JSON-LD in the vocabulary of schema.org, only what is known."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from generator.model.location import Location
from generator.model.phones import e164
from generator.model.vocabulary import PlaceType

Json = dict[str, Any]
CLINIC = "MedicalClinic"


@dataclass(frozen=True)
class Facts:
    """A location with the words that its record names by id.

    `kinds` are (type, name) in their order, `hours` the properties of its opening hours as JSON.
    """

    location: Location
    url: str
    language: str
    kinds: tuple[tuple[PlaceType, str], ...]
    commune: str | None
    province: str
    hours: str


def data_block(facts: Facts) -> str:
    """The data block of a page; "<" is escaped, so that no text can end it."""
    text = json.dumps(json_ld(facts), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def json_ld(facts: Facts) -> Json:
    """The page, when and by whom it was checked, and the place it is about."""
    verified = facts.location.verified
    page: Json = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": facts.url,
        "inLanguage": facts.language,
        "mainEntity": _place(facts),
    }
    if verified.on and verified.on.day:
        page["lastReviewed"] = str(verified.on)
        page["reviewedBy"] = {"@type": "Organization", "name": verified.by} if verified.by else None
    return _known(page)


def _place(facts: Facts) -> Json:
    location = facts.location
    point = location.point
    kind = facts.kinds[0][0]
    geo = {"@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude} if point else None
    treatments = [name for of, name in facts.kinds if kind == of == CLINIC]
    others = [name for of, name in facts.kinds if name not in treatments]
    return _known(
        {
            "@type": kind,
            "name": location.name,
            "url": location.website,
            "telephone": [number for phone in location.phones if (number := e164(phone.number))],
            "address": _known(
                {
                    "@type": "PostalAddress",
                    "streetAddress": location.address,
                    "addressLocality": facts.commune,
                    "addressRegion": facts.province,
                    "addressCountry": "VN",
                }
            ),
            "areaServed": {"@type": "AdministrativeArea", "name": facts.province},
            "geo": geo,
            "availableService": [{"@type": "MedicalProcedure", "name": name} for name in treatments],
            "makesOffer": [{"@type": "Offer", "itemOffered": {"@type": "Service", "name": name}} for name in others],
            **({} if kind == "Organization" else json.loads(facts.hours)),  # schema.org gives these no hours
        }
    )


def _known(values: Json) -> Json:
    """Without what is not known: schema.org has no empty values."""
    return {name: value for name, value in values.items() if value not in (None, [], {}, "")}
