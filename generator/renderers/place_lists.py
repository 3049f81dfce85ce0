"""Which list of places a need leads to: its own, that of a wider one, or else the finder."""

from __future__ import annotations

from generator.model import address
from generator.model.site import Site
from generator.model.vocabulary import ServiceKind


def list_of(site: Site, kind: ServiceKind) -> ServiceKind | None:
    """The kind of service whose list has the places of this one: itself, else a wider one; None where none has."""
    while kind.id not in site.listed_kinds:
        if not kind.broader:
            return None
        kind = site.service_kinds[kind.broader]
    return kind


def where_found(site: Site, kind: ServiceKind) -> str:
    """Where a kind of service is found: in a list, else by the finder."""
    found = list_of(site, kind)
    return address.service_kind(found) if found else address.HELP
