"""Ways to a place and words about it. A map service is told where the place is, never where the reader is."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from generator.model.location import Location


class Ways(NamedTuple):
    """Links to maps: the phone's own (RFC 5870), and two on the web."""

    phone: str
    osm: str
    google: str


def ways(location: Location, written: str | None) -> Ways | None:
    """Links to the point of a place, else to its written address; None where neither is known."""
    if location.point:
        at = f"{location.point.latitude},{location.point.longitude}"
        osm = f"https://www.openstreetmap.org/directions?to={quote(at)}"
        return Ways(f"geo:{at}?q={at}", osm, f"https://www.google.com/maps/dir/?api=1&destination={quote(at)}")
    if written is None:
        return None
    there = quote(written)
    return Ways(
        f"geo:0,0?q={there}",
        f"https://www.openstreetmap.org/search?query={there}",
        f"https://www.google.com/maps/dir/?api=1&destination={there}",
    )


def short_text(location: Location, written: str | None, name: bool) -> str | None:
    """Name, address and number in one line, to send to oneself or a friend; None when there is nothing but a name."""
    known = [*filter(None, [written]), *(phone.number for phone in location.phones)]
    return ". ".join([location.name, *known] if name else known) if known else None


def sms(text: str) -> str:
    """A link that opens a message with `text` and no receiver (RFC 5724)."""
    return f"sms:?&body={quote(text)}"
