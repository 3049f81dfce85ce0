"""What paper carries of places and hotlines, and whether that may be relied on: paper cannot be corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from generator.model import address
from generator.model.handout import SPOKEN_ALONE, Handout
from generator.model.hotline import Hotline
from generator.model.location import Location
from generator.model.phones import dial, grouped
from generator.model.site import Site
from generator.model.unit import Unit
from generator.model.vietnamese import sort_key
from generator.renderers.page import words
from generator.renderers.templates import show_day

MOST = {"leaflet": 9, "folded": 6, "poster": 4, "card": 1}  # places that fit; other kinds carry none


class Line(NamedTuple):
    """A hotline on paper. It is `sure` when it is confirmed and, if its check has a date, that is not overdue."""

    number: str
    name: str
    purpose: str
    terms: str
    checked: str
    sure: bool
    due: date | None


class Stop(NamedTuple):
    """A place on paper, with its page on the site. It is `sure` when a check by an office is not overdue."""

    name: str
    kinds: str
    where: str
    phones: tuple[str, ...]
    checked: str
    path: str
    sure: bool
    due: date | None


class Carried(NamedTuple):
    """All that one sheet carries: of places, `more` are left out. `sure` tells whether all of it may be relied on."""

    lines: tuple[Line, ...] = ()
    stops: tuple[Stop, ...] = ()
    more: int = 0

    @property
    def sure(self) -> bool:
        """Whether a print shop may multiply it."""
        return all(each.sure for each in self.facts)

    @property
    def facts(self) -> tuple[Line | Stop, ...]:
        """All of them."""
        return (*self.lines, *self.stops)

    def until(self, expires: date) -> date:
        """The last day all of it holds: that of the handout, or the day before the first check that is due."""
        return min([expires, *(each.due for each in self.facts if each.sure and each.due)])


def carried(site: Site, handout: Handout, today: date) -> Carried:
    """What the sheet for everywhere carries; places only where the handout has no sheets of units."""
    places = () if handout.each else tuple(_chosen(site, handout))
    return _carried(site, handout, places, today)


def by_unit(site: Site, handout: Handout, today: date) -> Iterator[tuple[Unit, Carried]]:
    """What the sheet of each unit carries, in the order of names."""
    if not handout.each:
        return
    held: Mapping[Unit, list[Location]] = defaultdict(list)
    for location in _chosen(site, handout):
        unit, province = site.units[location.unit], site.units.province(location.unit)
        if handout.each == "province" or unit is not province:
            held[province if handout.each == "province" else unit].append(location)
    for unit in sorted(held, key=lambda each: (sort_key(each.plain_name), each.id)):
        yield unit, _carried(site, handout, held[unit], today)


def _chosen(site: Site, handout: Handout) -> Iterable[Location]:
    """The open places of a handout, in alphabetical order."""
    kinds = {kind for each in handout.services for kind in site.kinds_under(each)}
    for location in site.open_locations:
        if kinds.isdisjoint(each.kind for each in location.services):
            continue
        if not handout.units or not {location.unit, site.units.province(location.unit).id}.isdisjoint(handout.units):
            yield location


def _carried(site: Site, handout: Handout, places: Iterable[Location], today: date) -> Carried:
    """What a sheet with these places carries. A banner has no room for a caution: it carries nothing in doubt."""
    lines = tuple(_line(site, site.hotlines[each], today) for each in handout.hotlines)
    if handout.kind in SPOKEN_ALONE:
        return Carried(tuple(each for each in lines if each.sure))
    listed = tuple(places)
    most = MOST.get(handout.kind, 0)
    return Carried(lines, tuple(_stop(site, each, today) for each in listed[:most]), max(0, len(listed) - most))


def _line(site: Site, hotline: Hotline, today: date) -> Line:
    _ = words(site)
    checked = hotline.checked
    said = [_("Free of charge")] if hotline.cost == "free" else [_("Charged")] if hotline.cost else []
    said += [hotline.hours] if hotline.hours and hotline.hours_checked else []
    source = next((each.title for each in hotline.sources), "")
    return Line(
        hotline.number,
        hotline.brief,
        hotline.purpose,
        " · ".join(said),
        _("checked on %(day)s") % {"day": show_day(checked)} if checked else source,
        hotline.sure(site.config, today),
        hotline.due(site.config),
    )


def _stop(site: Site, location: Location, today: date) -> Stop:
    _ = words(site)
    unit, province = site.units[location.unit], site.units.province(location.unit)
    on = location.verified.on
    where = (location.address, *(dict.fromkeys((unit.name, province.name))))
    return Stop(
        location.name,
        ", ".join(site.service_kinds[each.kind].brief for each in location.services),
        ", ".join(each for each in where if each),
        tuple(grouped(each.number) for each in location.phones if dial(each.number)),
        _("checked on %(day)s") % {"day": show_day(on)} if on else _("not checked yet, call first"),
        address.location(location),
        location.verified.sure(site.config, today),
        location.verified.due(site.config),
    )
