"""Places: a page of each, with the code that leads to it from paper."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from typing import NamedTuple

from generator.language import fill
from generator.model import address, file_address
from generator.model.artifact import Artifact, Page
from generator.model.geo import Position
from generator.model.location import LANGUAGES, Change, Location, Phone, Service, Verified
from generator.model.site import Site
from generator.renderers.cards import place_frame
from generator.renderers.directions import Ways, short_text, sms, ways
from generator.renderers.hotlines import Line, whom_about_places
from generator.renderers.opening_ld import opening_hours
from generator.renderers.page import Frame, Link, later, own, page, words
from generator.renderers.place_ld import NamedPlace, said_of_place
from generator.renderers.place_lists import where_found
from generator.renderers.qr import qr_svg
from generator.renderers.reporting import HOW, report
from generator.renderers.streets import Streets, streets
from generator.renderers.timing import Timing, timing

Asked = Callable[[tuple[str, ...]], tuple[Line, ...]]  # whom to ask about the places of programmes


class LocationView(NamedTuple):
    """What the page of a place shows; `instead` is whom to call where the place has no number."""

    frame: Frame
    name: str
    services: tuple[tuple[Link, Service], ...]
    address: str | None
    former_place: str | None
    units: tuple[Link, ...]
    commune_known: bool
    languages: tuple[str, ...]
    phones: tuple[Phone, ...]
    instead: Line | None
    ways: Ways | None
    at: Position | None
    streets: Streets | None
    sms: str | None
    short_text: str | None
    qr: str
    website: str | None
    timing: Timing
    note: str | None
    changes: tuple[Change, ...]
    facts: bool
    closed: bool
    verified: Verified
    report: Link
    structured: NamedPlace


def locations(site: Site, today: date) -> Iterator[Artifact]:
    """The page of every place; its QR code is a file of its own, made once and kept."""
    asked = cache(partial(whom_about_places, site))
    for head in site.location_heads.values():
        yield later(location_page, "help", address.location(head), partial(_of_id, site, head.id, asked))
        if not head.closed:
            yield Artifact(file_address.qr(head)[1:], qr_svg, site.config.url(address.location(head)))


def _of_id(site: Site, location_id: str, asked: Asked) -> LocationView:
    return _location(site, site.locations[location_id], asked)


def own_location(site: Site, location: Location) -> Artifact:
    """The page of one place."""
    say = partial(_location, site, location, partial(whom_about_places, site))
    return later(location_page, "help", address.location(location), say)


def location_page(view: LocationView) -> Page:
    """The page of a place."""
    return page("location.html", view, None if view.closed else said_of_place(view.structured))


def _location(site: Site, location: Location, asked: Asked) -> LocationView:
    _ = words(site)
    unit = site.units[location.unit]
    province = site.units.province(unit.id)
    above = (province,) if unit is province else (province, unit)
    units = tuple(Link(own(site, each.plain_name), address.unit(each)) for each in above)
    kinds = [(site.service_kinds[service.kind], service) for service in location.services]
    where = _location_frame(site, location, own(site, unit.name), units)
    written = ", ".join([location.address, *(each.name for each in reversed(above))]) if location.address else None
    name = None if site.config.neutral_titles else location.name
    text = short_text(location, written, name=name is not None)
    url = where.url(where.path)
    at = (location.point.latitude, location.point.longitude) if location.point else None
    on_map = streets(site, province)
    return LocationView(
        frame=where,
        name=location.name,
        services=tuple((Link(kind.name, where_found(site, kind), kind.icon), service) for kind, service in kinds),
        address=location.address,
        former_place=location.former_place,
        units=units,
        commune_known=unit is not province,
        languages=tuple(_(LANGUAGES[each]) for each in location.languages),
        phones=location.phones,
        instead=None if location.answers else _instead(site, location, asked),
        ways=None if location.closed else ways(location, written),
        at=at,
        streets=on_map if on_map and at and not location.closed and on_map.holds(at) else None,
        sms=sms(text) if text else None,
        short_text=text,
        qr=file_address.qr(location),
        website=location.website,
        timing=timing(location, site.config, _),
        note=location.note,
        changes=location.changes,
        facts=any(service.facts for service in location.services),
        closed=location.closed,
        verified=location.verified,
        report=report(site.config.office, name, url, location.verified.on, _, HOW in site.page_paths),
        structured=NamedPlace(
            location,
            tuple((kind.schema_type, kind.name) for kind, _service in kinds),
            unit.name if unit is not province else None,
            province.plain_name,
            _hours(site, location),
        ),
    )


def _hours(site: Site, location: Location) -> str:
    """The opening hours for machines, as JSON; of a place that an office has checked."""
    if not location.schedule or not location.verified.on:
        return "{}"
    return json.dumps(opening_hours(location.schedule, site.holidays, location.verified.on.first_day()))


def _location_frame(site: Site, location: Location, place: str, units: tuple[Link, ...]) -> Frame:
    _ = words(site)
    description = fill(
        _("%(kinds)s in %(place)s: address, phone, hours and what is known."),
        kinds=", ".join(site.service_kinds[service.kind].brief for service in location.services),
        place=place,
    )
    crumbs = (Link(_("Find help"), address.HELP), *units)
    return place_frame(site, address.location(location), location.name, description, crumbs)


def _instead(site: Site, location: Location, asked: Asked) -> Line | None:
    """Whom to call about a place without a number."""
    programmes = (each for service in location.services for each in site.service_kinds[service.kind].programmes)
    return next(iter(asked(tuple(dict.fromkeys(programmes)))), None)
