"""How places in Việt Nam differ from HSDS, as its profiles say it: JSON Merge Patches (RFC 7386) of its schemas."""

from __future__ import annotations

from generator.renderers.open_data.whole_place import Json

VERSION = "3.1"

# By the name of the schema that each changes. A merge patch replaces a list as a whole.
PATCHES: dict[str, Json] = {
    "address": {
        "properties": {
            "address_1": {"description": "Number and street. Absent where only the commune or province is known."},
            "city": {
                "title": "Commune",
                "description": "Commune, ward or special zone (xã, phường, đặc khu). Absent where only the province is "
                "known.",
            },
            "region": {"description": "Not used: there are no districts since 2025-07-01."},
            "state_province": {"title": "Province", "description": "Province or centrally run city."},
            "country": {"const": "VN"},
            "former_names": {
                "name": "former_names",
                "type": "array",
                "title": "Former Names",
                "description": "What the source of the record calls where the place lies, and what its commune and "
                "province were called before. People still search by these.",
                "items": {"type": "string"},
            },
        },
        "required": ["id", "state_province", "country", "address_type"],
    },
    "schedule": {
        "properties": {
            "freq": {"const": "WEEKLY"},
            "timezone": {"const": 7},
            "description": {
                "description": "The hours in words, with every day on which they do not hold: days off that were "
                "announced, and the place's own exceptions. A schedule without `freq` has only these words: then no "
                "office has checked the hours, or they follow no week."
            },
        }
    },
    "service": {
        "properties": {
            "assured_date": {
                "description": "The day an office checked the record; the first day where only month or year is known. "
                "Absent until one has checked it: then `alert` says so."
            },
        }
    },
}
