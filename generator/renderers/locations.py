"""Places: a page each, and lists by province, by commune and by kind of service; only where something is offered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.model import address
from generator.model.artifact import Artifact, Page
from generator.model.location import Change, Location, Phone, Service, Verified
from generator.model.site import Site
from generator.model.unit import Unit
from generator.model.vietnamese import sort_key
from generator.renderers.page import Frame, Link, artifact, frame, page, words


@dataclass(frozen=True)
class Place:
    """A location as lists show it; `commune` is None while it is not known which one it lies in."""

    name: str
    href: str
    kinds: tuple[str, ...]
    icon: str
    address: str | None
    former_place: str | None
    commune: str | None
    province: str
    phone: Phone | None
    hours: str | None
    verified: Verified


@dataclass(frozen=True)
class Group:
    """Places under one heading; without a title they are all there is."""

    title: str
    href: str
    anchor: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class PlacesView:
    """What a list of places shows; `unknown` are those whose commune is not known."""

    frame: Frame
    heading: str
    lead: str
    total: int
    groups: tuple[Group, ...]
    unknown: tuple[Place, ...]
    kinds: tuple[Link, ...]
    former_names: tuple[str, ...]


@dataclass(frozen=True)
class LocationView:
    """What the page of a place shows."""

    frame: Frame
    name: str
    services: tuple[tuple[Link, Service], ...]
    address: str | None
    former_place: str | None
    units: tuple[Link, ...]
    commune_known: bool
    phones: tuple[Phone, ...]
    website: str | None
    hours: str | None
    hours_note: str | None
    note: str | None
    changes: tuple[Change, ...]
    facts: bool
    closed: bool
    verified: Verified


def locations(site: Site, today: date) -> Iterator[Artifact]:
    """Every page about places."""
    places = {location.id: _place(site, location) for location in site.open_locations}
    yield from _by_kind(site, places)
    yield from _by_unit(site, places)
    for location in site.locations.values():
        yield own_location(site, location)


def own_location(site: Site, location: Location) -> Artifact:
    """The page of one place."""
    return artifact(location_page, _location(site, location))


def places_page(view: PlacesView) -> Page:
    """A list of places."""
    return page("places.html", view)


def location_page(view: LocationView) -> Page:
    """The page of a place."""
    return page("location.html", view)


def _place(site: Site, location: Location) -> Place:
    unit = site.units[location.unit]
    kinds = [site.service_kinds[service.kind] for service in location.services]
    return Place(
        name=location.name,
        href=address.location(location),
        kinds=tuple(kind.brief for kind in kinds),
        icon=kinds[0].icon,
        address=location.address,
        former_place=location.former_place,
        commune=unit.name if unit.parent else None,
        province=site.units.province(unit.id).plain_name,
        phone=location.phones[0] if location.phones else None,
        hours=location.schedule.hours if location.schedule else None,
        verified=location.verified,
    )


def _by_kind(site: Site, places: dict[str, Place]) -> Iterator[Artifact]:
    """A list for every kind of service that some place offers, by province."""
    _ = words(site)
    for kind in site.service_kinds.values():
        if kind.id not in site.listed_kinds:
            continue
        wanted = site.kinds_under(kind.id)
        here = [each for each in site.open_locations if wanted & {service.kind for service in each.services}]
        groups = []
        for province in site.units.provinces:
            inside = tuple(places[each.id] for each in here if site.units.province(each.unit) is province)
            if inside:
                groups.append(Group(province.plain_name, address.unit(province), province.part, inside))
        where = frame(
            site.config,
            address.service_kind(kind),
            "help",
            kind.name,
            kind.summary,
            crumbs=(Link(_("Find help"), address.HELP),),
        )
        yield artifact(places_page, PlacesView(where, kind.name, kind.summary, len(here), tuple(groups), (), (), ()))


def _by_unit(site: Site, places: dict[str, Place]) -> Iterator[Artifact]:
    """A list for every province and commune with a place, linked both ways."""
    _ = words(site)
    crumb = Link(_("Find help"), address.HELP)
    by_unit: dict[str, list[Location]] = defaultdict(list)
    for location in site.open_locations:
        by_unit[location.unit].append(location)
    for location in site.locations.values():
        by_unit.setdefault(location.unit, [])  # where the only place closed, the page stays
    for province in site.units.provinces:
        communes = sorted(
            (site.units[each] for each in by_unit if site.units[each].parent == province.id),
            key=lambda unit: (sort_key(unit.name), unit.id),
        )
        unknown = tuple(places[each.id] for each in by_unit.get(province.id, ()))
        if not communes and province.id not in by_unit:
            continue
        groups = tuple(
            Group(unit.name, address.unit(unit), unit.part, tuple(places[each.id] for each in by_unit[unit.id]))
            for unit in communes
        )
        inside = [each for unit in (*communes, province) for each in by_unit.get(unit.id, ())]
        yield artifact(places_page, _unit_view(site, province, inside, groups, unknown, (crumb,)))
        for unit, group in zip(communes, groups, strict=True):
            crumbs = (crumb, Link(province.plain_name, address.unit(province)))
            whole = (Group("", "", "", group.places),)
            yield artifact(places_page, _unit_view(site, unit, by_unit[unit.id], whole, (), crumbs))


def _unit_view(
    site: Site,
    unit: Unit,
    inside: list[Location],
    groups: tuple[Group, ...],
    unknown: tuple[Place, ...],
    crumbs: tuple[Link, ...],
) -> PlacesView:
    _ = words(site)
    heading = _("Find help: %(place)s") % {"place": unit.plain_name}
    lead = _("Places for health and social help in %(place)s.") % {"place": unit.name}
    offered = {kind for each in inside for service in each.services for kind in (service.kind,)}
    kinds = sorted((site.service_kinds[each] for each in offered), key=lambda kind: (kind.order, kind.id))
    return PlacesView(
        frame=frame(
            site.config,
            address.unit(unit),
            "help",
            heading,
            lead,
            feeds=(Link(heading, address.unit_feed(unit)),) if unit.id in site.units_written_about else (),
            crumbs=crumbs,
        ),
        heading=heading,
        lead=lead,
        total=len(inside),
        groups=groups,
        unknown=unknown,
        kinds=tuple(Link(kind.brief, address.service_kind(kind), kind.icon) for kind in kinds),
        former_names=tuple(each.name for each in unit.former_names),
    )


def _location(site: Site, location: Location) -> LocationView:
    _ = words(site)
    unit = site.units[location.unit]
    province = site.units.province(unit.id)
    above = (province,) if unit is province else (province, unit)
    units = tuple(Link(each.plain_name, address.unit(each)) for each in above)
    kinds = [(site.service_kinds[service.kind], service) for service in location.services]
    description = _("%(kinds)s in %(place)s: address, phone, hours and what is known.") % {
        "kinds": ", ".join(kind.brief for kind, _service in kinds),
        "place": unit.name,
    }
    return LocationView(
        frame=frame(
            site.config,
            address.location(location),
            "help",
            location.name,
            description,
            crumbs=(Link(_("Find help"), address.HELP), *units),
        ),
        name=location.name,
        services=tuple(
            (
                Link(kind.name, address.service_kind(kind) if kind.id in site.offered else address.HELP, kind.icon),
                service,
            )
            for kind, service in kinds
        ),
        address=location.address,
        former_place=location.former_place,
        units=units,
        commune_known=unit is not province,
        phones=location.phones,
        website=location.website,
        hours=location.schedule.hours if location.schedule else None,
        hours_note=location.schedule.note if location.schedule else None,
        note=location.note,
        changes=location.changes,
        facts=any(service.facts for service in location.services),
        closed=location.closed,
        verified=location.verified,
    )
