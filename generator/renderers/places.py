"""Lists of places: by kind of service, by province and commune, and by both where there are many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from generator.language import fill
from generator.model import address, embed_address, feed_address
from generator.model.artifact import Artifact, Page
from generator.model.diagnostic import Diagnostic
from generator.model.dots import DotMap, Spot, dot_map
from generator.model.location import LocationHead
from generator.model.order import as_ordered
from generator.model.site import Site
from generator.model.unit import Unit
from generator.model.vietnamese import sort_key
from generator.model.vocabulary import ServiceKind
from generator.renderers.cards import Atlas, Card, needs, place_frame
from generator.renderers.embed import PLACES_HEIGHT, Snippet, snippet
from generator.renderers.hotlines import Line, whom, whom_about_places
from generator.renderers.page import Frame, Link, frame, later, own, page, words
from generator.renderers.places_view import Elsewhere, Group, Missing, Offered, PlacesView
from generator.renderers.streets import streets
from generator.renderers.structured import Json, known

LONG = 60  # places on a page; longer lists by kind show links to these pages instead
NEAREST = 3  # provinces that are offered in place of one where a need has no place
FAR = 200  # kilometres: what is known farther away helps nobody, and only says how little is known
ON_A_MAP = 3  # places whose position is known, at least


def places(site: Site, today: date) -> Iterator[Artifact]:
    """Every list of places."""
    atlas = Atlas(site)
    for kind in site.service_kinds.values():
        if kind.id in site.listed_kinds:
            yield later(places_page, "help", address.service_kind(kind), partial(_kind_view, atlas, kind))
            for province in site.units.provinces:
                if _has_own_page(atlas, kind, province):
                    path = address.kind_in(kind, province)
                    yield later(places_page, "help", path, partial(_kind_in_view, atlas, kind, province))
    for province in site.units.provinces:
        yield from _by_unit(atlas, province)


def places_page(view: PlacesView) -> Page:
    """A list of places."""
    return page("places.html", view, {"mainEntity": _service(view)} if view.service else {})


def _service(view: PlacesView) -> Json:
    """The kind of service a list is of: one that a programme of the state names is a service of the government."""
    assert view.service
    where = view.frame
    return known(
        {
            "@type": "GovernmentService" if view.service.programmes else "Service",
            "name": view.heading,
            "description": view.lead,
            "url": where.url(where.path),
            "areaServed": [{"@type": "AdministrativeArea", "name": each} for each in view.service.areas],
        }
    )


def _has_own_page(atlas: Atlas, kind: ServiceKind, province: Unit) -> bool:
    return (kind.id, province.id) in atlas.site.listed_kinds_in


def _to_ask(site: Site, programmes: tuple[str, ...] = ()) -> tuple[Line, ...]:
    """Whom a list names because some of its places have no number: who knows about them, or else anybody."""
    return whom_about_places(site, programmes) or whom(site, programmes)


def _some_without_number(atlas: Atlas, kind: ServiceKind) -> bool:
    """Whether a place of a kind has no number that can be dialled, or there is no place at all."""
    every = [each for province in atlas.site.units.provinces for each in atlas.offering(kind.id, province.id)]
    return not every or not all(each.answers for each in every)


def _kind_view(atlas: Atlas, kind: ServiceKind) -> PlacesView:
    """A kind of service, by province; where nobody offers it, whom to ask."""
    site = atlas.site
    total = atlas.count(kind.id)
    groups = []
    for province in site.units.provinces:
        inside = atlas.offering(kind.id, province.id)
        if not inside:
            continue
        own_page = _has_own_page(atlas, kind, province)
        href = address.kind_in(kind, province) if own_page else address.unit(province)
        shown = () if own_page and total > LONG else _cards(atlas, inside)
        groups.append(Group(own(site, province.plain_name), href, province.part, shown, len(inside)))
    where = place_frame(site, address.service_kind(kind), kind.name, kind.summary, (_help(site),))
    return PlacesView(
        where,
        kind.name,
        kind.summary,
        total,
        tuple(groups),
        lines=_to_ask(site, kind.programmes) if _some_without_number(atlas, kind) else (),
        service=Offered(bool(kind.programmes), tuple(each.title for each in groups)),
    )


def _kind_in_view(atlas: Atlas, kind: ServiceKind, province: Unit) -> PlacesView:
    """A kind of service in one province, by commune; where nobody offers it any more, whom to ask."""
    site = atlas.site
    _ = words(site)
    inside = atlas.offering(kind.id, province.id)
    heading = fill(_("%(kind)s: %(place)s"), kind=kind.brief, place=own(site, province.plain_name))
    crumbs = (
        _help(site),
        Link(kind.brief, address.service_kind(kind)),
        Link(own(site, province.plain_name), address.unit(province)),
    )
    where = place_frame(site, address.kind_in(kind, province), heading, kind.summary, crumbs)
    groups, unknown = _by_commune(atlas, province, inside)
    return PlacesView(
        where,
        heading,
        kind.summary,
        len(inside),
        groups,
        unknown,
        missing=() if inside else (_missing(atlas, kind, province),),
        lines=() if inside else _to_ask(site, kind.programmes),
        map=_map(atlas, province, inside),
        streets=streets(site, province),
        service=Offered(bool(kind.programmes), (province.plain_name,) if inside else ()),
    )


def _by_unit(atlas: Atlas, province: Unit) -> Iterator[Artifact]:
    """A list for a province and each commune of it with a place, linked both ways."""
    site = atlas.site
    communes = [unit.id for unit in site.units.below(province.id) if unit.id in atlas.by_unit]
    if not communes and province.id not in atlas.by_unit:
        return
    inside = [each for unit in (*communes, province.id) for each in atlas.by_unit.get(unit, ())]
    yield later(places_page, "help", address.unit(province), partial(_province_view, atlas, province, inside))
    for unit in communes:
        place = site.units[unit]
        yield later(places_page, "help", address.unit(place), partial(_commune_view, atlas, place, province))


def _province_view(atlas: Atlas, province: Unit, inside: list[LocationHead]) -> PlacesView:
    groups, unknown = _by_commune(atlas, province, inside)
    site = atlas.site
    missing = tuple(
        _missing(atlas, kind, province)
        for kind in needs(site, site.listed_kinds)
        if not atlas.offering(kind.id, province.id)
    )
    heading, lead, where = _unit_frame(site, province, (_help(site),))
    return PlacesView(
        where,
        heading,
        lead,
        len(inside),
        groups,
        unknown,
        kinds=_kinds(atlas, province, inside),
        former_names=tuple(own(site, each.name) for each in province.former_names),
        missing=missing,
        lines=_to_ask(site) if missing else (),
        map=_map(atlas, province, inside),
        streets=streets(site, province),
        snippet=_snippet(site, province, heading),
    )


def _commune_view(atlas: Atlas, unit: Unit, province: Unit) -> PlacesView:
    site = atlas.site
    inside = atlas.by_unit[unit.id]
    crumbs = (_help(site), Link(own(site, province.plain_name), address.unit(province)))
    heading, lead, where = _unit_frame(site, unit, crumbs)
    return PlacesView(
        where,
        heading,
        lead,
        len(inside),
        (Group("", "", "", _cards(atlas, inside), len(inside)),),
        kinds=_kinds(atlas, province, inside),
        former_names=tuple(own(site, each.name) for each in unit.former_names),
        snippet=_snippet(site, unit, heading),
    )


def _snippet(site: Site, unit: Unit, heading: str) -> Snippet | None:
    if site.config.folder:  # other sites show the first language alone
        return None
    return snippet(site.config, embed_address.unit(unit), heading, address.unit(unit), PLACES_HEIGHT)


def _unit_frame(site: Site, unit: Unit, crumbs: tuple[Link, ...]) -> tuple[str, str, Frame]:
    """Heading, lead and frame of the page of a unit."""
    _ = words(site)
    heading = fill(_("Find help: %(place)s"), place=own(site, unit.plain_name))
    lead = fill(_("Places for health and social help in %(place)s."), place=own(site, unit.name))
    feeds = (Link(heading, feed_address.unit(unit)),) if unit.id in site.units_written_about else ()
    return heading, lead, frame(site.config, address.unit(unit), "help", heading, lead, feeds=feeds, crumbs=crumbs)


def _by_commune(
    atlas: Atlas, province: Unit, inside: Iterable[LocationHead]
) -> tuple[tuple[Group, ...], tuple[Card, ...]]:
    """Places under their communes in alphabetical order, and those whose commune is not known."""
    found: dict[str, list[LocationHead]] = defaultdict(list)
    for location in inside:
        found[location.unit].append(location)
    unknown = found.pop(province.id, [])
    units = sorted((atlas.site.units[each] for each in found), key=lambda unit: (sort_key(unit.name), unit.id))
    groups = tuple(
        Group(own(atlas.site, each.name), address.unit(each), each.part, _cards(atlas, there), len(there))
        for each, there in ((unit, found[unit.id]) for unit in units)
    )
    return groups, _cards(atlas, unknown)


def _cards(atlas: Atlas, inside: Iterable[LocationHead]) -> tuple[Card, ...]:
    return tuple(atlas.cards[each.id] for each in inside)


def _kinds(atlas: Atlas, province: Unit, inside: Iterable[LocationHead]) -> tuple[Link, ...]:
    """What is offered by the places `inside`, each with the list that holds most of them."""
    offered = {kind for each in inside for kind in each.kinds}
    kinds = as_ordered(atlas.site.service_kinds[each] for each in offered)
    return tuple(
        Link(
            kind.brief,
            address.kind_in(kind, province) if _has_own_page(atlas, kind, province) else address.service_kind(kind),
            kind.icon,
        )
        for kind in kinds
    )


def _missing(atlas: Atlas, kind: ServiceKind, province: Unit) -> Missing:
    """A need without a place in a province; links lead to where it is met."""
    near = []
    for other, far in atlas.provinces_offering(kind.id, province)[:NEAREST]:
        if far > FAR:
            break
        own_page = _has_own_page(atlas, kind, other)
        href = address.kind_in(kind, other) if own_page else f"{address.service_kind(kind)}#{other.part}"
        near.append(Elsewhere(Link(own(atlas.site, other.plain_name), href), max(10, 10 * round(far / 10))))
    return Missing(Link(kind.brief, address.service_kind(kind), kind.icon), tuple(near))


def _map(atlas: Atlas, province: Unit, inside: Iterable[LocationHead]) -> DotMap | None:
    """A schematic map of a province, where the positions of enough places are known."""
    known = [(each, at) for each in inside if (at := atlas.position(each))]
    if len(known) < ON_A_MAP or len({at for _, at in known}) < 2:
        return None
    drawn = dot_map((Spot(at, each.name, each.unit) for each, at in known), (province,), atlas.site.units)
    if isinstance(drawn, Diagnostic):
        return None
    return replace(drawn, beyond=tuple(own(atlas.site, each) for each in drawn.beyond))


def _help(site: Site) -> Link:
    return Link(words(site)("Find help"), address.HELP)
