"""Places: where they lie, whether they are there twice, and what their kind must say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, warning
from generator.model.geo import Neighbours
from generator.model.location import Location, Service
from generator.model.message import Message, message
from generator.model.site import Site
from generator.model.vietnamese import syllables
from generator.model.vocabulary import Demand

_EXAMPLES: dict[Demand, str] = {  # of what a service says, as officers write it
    "accepts_new": "accepts_new: yes",
    "bring": "bring: [thẻ căn cước]",
    "cost": "cost: không mất tiền",
    "dosing": "dosing: daily",
    "no_papers": "no_papers: yes",
    "note": "note: vào cửa sau",
    "wait": "wait: trong ngày",
}


def points_lie_in_their_province(site: Site, today: date) -> Iterator[Diagnostic]:
    """The commune nearest to a place's point lies in the province the place is said to be in."""
    there = [each for each in site.locations.values() if each.point and each.unit in site.units]
    if not there:
        return
    communes = Neighbours(
        {unit.id: unit.centroid for unit in site.units.values() if unit.centroid and not unit.valid_to}
    )
    for location in there:
        assert location.point
        near = communes.nearest((location.point.latitude, location.point.longitude))
        said = site.units.province(location.unit)
        if near and (found := site.units.province(near)) is not said:
            yield warning(
                "G020",
                location.origin.at("point"),
                message(
                    "the point lies near {near} in {found}, not in {said}",
                    near=site.units[near].name,
                    found=found.name,
                    said=said.name,
                ),
                message("Compare both numbers with the map; if the point is right, correct `unit`."),
            )


def places_stand_once(site: Site, today: date) -> Iterator[Diagnostic]:
    """Two records with one address in one unit are one place written twice, or one place with two services."""
    first: dict[tuple[str, str], Location] = {}
    for location in site.locations.values():
        if location.closed or not location.address:
            continue
        other = first.setdefault((location.unit, "".join(syllables(location.address))), location)
        if other is not location:
            yield warning(
                "G021",
                location.origin.at("address"),
                message(
                    "`{id}` and `{other}` ({place}) have one address",
                    id=location.id,
                    other=other.id,
                    place=other.origin.place,
                ),
                message("If they are one place, keep one record and write both services into it."),
            )


def services_say_what_their_kind_demands(site: Site, today: date) -> Iterator[Diagnostic]:
    """What a reader of a kind cannot do without is told, or asked for: one warning a place."""
    for location in site.locations.values():
        missing: dict[Demand, int] = {}
        for index, service in enumerate(location.services):
            kind = site.service_kinds.get(service.kind)
            for field in kind.demands if kind else ():
                if getattr(service, field) in (None, ()):
                    missing.setdefault(field, index)
        if missing and not location.closed:
            yield warning(
                "G022",
                location.origin.at("services", min(missing.values())),
                message("readers need to know here: {fields}", fields=_named(sorted(missing))),
                message(
                    "Ask by telephone and write it, for instance `{example}`.",
                    example="`, `".join(_EXAMPLES[field] for field in sorted(missing)),
                ),
            )


def _named(fields: list[Demand]) -> Message:
    """What a service says, each with its key and as officers call it."""
    named = {
        field: message("`{path}` ({label})", path=field, label=Message(Service.model_fields[field].title or field))
        for field in fields
    }
    return Message(", ".join(f"{{{field}}}" for field in named), tuple(named.items()))
