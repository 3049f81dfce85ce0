"""What pages of campaigns say to machines: an Event of schema.org, with the days readers see. Where is not known."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.campaign import Edition, Event
from generator.renderers.structured import Json, known


def said_of_campaign(
    name: str, summary: str, url: str, edition: Edition, programmes: Iterable[tuple[str, str]]
) -> Json:
    """The edition that the page of a campaign is about; `programmes` are (name, absolute address)."""
    about = [{"@type": "Thing", "name": each, "url": where} for each, where in programmes]
    return {"mainEntity": _event(name, edition, {"description": summary, "url": url, "about": about})}


def said_of_edition(name: str, url: str, edition: Edition, series: tuple[str, str], partners: Iterable[str]) -> Json:
    """One year of a campaign; `series` is the campaign: (name, absolute address)."""
    more: Json = {
        "url": url,
        "superEvent": {"@type": "EventSeries", "name": series[0], "url": series[1]},
        "contributor": [{"@type": "Organization", "name": each} for each in partners],
    }
    return {"mainEntity": _event(name, edition, more)}


def _event(name: str, edition: Edition, more: Json) -> Json:
    days = [_days(each.name, each) for each in edition.events]
    return known({**_days(name, edition), **more, "subEvent": days})


def _days(name: str, of: Edition | Event) -> Json:
    return {"@type": "Event", "name": name, "startDate": str(of.start), "endDate": str(of.end or of.start)}
