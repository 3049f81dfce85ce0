"""What the finder reads on the device: a file of columns for every province with places, and what is known where.

Columns because values of one kind compress best side by side; 0 stands for "not known", and a word that comes back
stands once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from generator.model import file_address
from generator.model.artifact import Artifact, Deferred
from generator.model.location import Location, LocationHead, Service
from generator.model.phones import dial, digits, grouped
from generator.model.site import Site
from generator.model.unit import Unit
from generator.renderers.cards import Atlas
from generator.renderers.compact import compact
from generator.renderers.page import words
from generator.renderers.timing import Timing, timing

FREE, INSURANCE, NO_PAPERS, ACCEPTS_NEW = 1, 2, 4, 8
_PRECISE = 3  # decimals of a degree: about 100 m


class ProvinceData(NamedTuple):
    """A province, its communes, its places: each with the number of its commune (-1: not known) and its hours."""

    name: str
    communes: tuple[tuple[str | float, ...], ...]
    places: tuple[tuple[Location, int, Timing], ...]
    kinds: tuple[tuple[str, str], ...]


class SummaryView(NamedTuple):
    """Every province with how many places it has, of which kinds, and the box (S, W, N, E) its communes lie in."""

    kinds: tuple[str, ...]
    provinces: tuple[tuple[str, str, int, tuple[int, ...], tuple[float, ...]], ...]


def locator_data(site: Site, _today: date) -> Iterator[Artifact]:
    """The data files of the finder."""
    atlas = Atlas(site)
    inside: dict[str, list[LocationHead]] = defaultdict(list)
    for location in site.open_heads:
        inside[site.units.province(location.unit).id].append(location)
    kinds = tuple(each for each in site.service_kinds if each in site.offered)
    provinces = []
    for province in site.units.provinces:
        here = inside[province.id]
        counts = tuple(len(atlas.offering(kind, province.id)) for kind in kinds)
        provinces.append((province.part, province.plain_name, len(here), counts, _box(site, province, here)))
        if here:
            said = Deferred(partial(_province, site, province, here))
            yield Artifact(file_address.locator_data(province)[1:], places_json, said)
    parts = tuple(site.service_kinds[each].part for each in kinds)
    yield Artifact(file_address.LOCATOR_SUMMARY[1:], summary_json, SummaryView(parts, tuple(provinces)))


def hours(timing: Timing) -> tuple[str, str, str] | None:
    """The opening hours in OSM's normal form and their exceptions, as the script judges them, and in words."""
    return (timing.hours or "", timing.exceptions or "", timing.text) if timing.text else None


def summary_json(view: SummaryView) -> bytes:
    """What is known where."""
    return compact({"kinds": view.kinds, "provinces": view.provinces}).encode()


def places_json(view: ProvinceData) -> bytes:
    """The places of a province in columns."""
    places = [place for place, _commune, _timing in view.places]
    kinds = dict(view.kinds)
    offices = _Words()
    opening = _Words()
    columns: dict[str, list[Any]] = {
        "part": [each.part for each in places],
        "name": [each.name for each in places],
        "commune": [commune for _place, commune, _timing in view.places],
        "address": [each.address or 0 for each in places],
        "former": [each.former_place if each.former_place != each.address else 0 for each in places],
        "services": [_services(each, tuple(kinds)) for each in places],
        "languages": [each.languages or 0 for each in places],
        "phone": [grouped(each.phones[0].number) if each.phones else 0 for each in places],
        "tel": [_tel(each.phones[0].number) if each.phones else 0 for each in places],
        "point": [_degrees(each.point.latitude, each.point.longitude) if each.point else 0 for each in places],
        "hours": [opening.number(hours(timing)) for _place, _commune, timing in view.places],
        "checked": [_iso(each.verified.on) for each in places],
        "by": [offices.number(each.verified.by) for each in places],
        "due": [_iso(timing.due) for _place, _commune, timing in view.places],
        "source": [_iso(each.verified.source.date) for each in places],
    }
    head = {"province": view.name, "communes": view.communes, "kinds": tuple(kinds.values())}
    used = {name: column for name, column in columns.items() if any(column)}
    return compact({**head, "offices": offices.all, "opening": opening.all, "count": len(places), **used}).encode()


def _province(site: Site, province: Unit, here: Iterable[LocationHead]) -> ProvinceData:
    communes = site.units.below(province.id)
    number = {unit.id: index for index, unit in enumerate(communes)}
    used = sorted({kind for each in here for kind in each.kinds})
    whole = (site.locations[each.id] for each in here)
    return ProvinceData(
        name=province.plain_name,
        communes=tuple((each.part, each.name, *_degrees(*(each.centroid or ()))) for each in communes),
        places=tuple((each, number.get(each.unit, -1), timing(each, site.config, words(site))) for each in whole),
        kinds=tuple((each, site.service_kinds[each].part) for each in used),
    )


def _box(site: Site, province: Unit, here: Iterable[LocationHead]) -> tuple[float, ...]:
    """South, west, north, east of all its communes and places; nothing is in it that is not in the box."""
    points = [each.centroid for each in site.units.below(province.id) if each.centroid]
    points += [each.point for each in here if each.point]
    if not points:
        return ()
    latitudes, longitudes = zip(*points, strict=True)
    return _degrees(min(latitudes), min(longitudes), max(latitudes), max(longitudes))


def _services(location: Location, kinds: tuple[str, ...]) -> list[int]:
    """Each service as one number: its kind times 16, and what is known of it."""
    return [kinds.index(each.kind) * 16 + _flags(each) for each in location.services]


def _flags(service: Service) -> int:
    known = (
        (service.free, FREE),
        (service.insurance, INSURANCE),
        (service.no_papers, NO_PAPERS),
        (service.accepts_new, ACCEPTS_NEW),
    )
    return sum(flag for holds, flag in known if holds)


def _tel(number: str) -> str | int:
    """The link that dials it: 1 for the usual +84 and the digits shown without their first, 0 when it cannot be."""
    link = dial(number)
    if link is None:
        return 0
    return 1 if link == f"tel:+84{digits(grouped(number))[1:]}" else link


def _degrees(*values: float) -> tuple[float, ...]:
    return tuple(round(each, _PRECISE) for each in values)


def _iso(value: object) -> str | int:
    return str(value) if value else 0


class _Words:
    """Words that come back, each kept once and named by its number from 1; 0 is none."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def number(self, word: Hashable) -> int:
        """The number of a word, new or known."""
        return self._numbers.setdefault(word, len(self._numbers) + 1) if word else 0

    @property
    def all(self) -> tuple[Hashable, ...]:
        """The words in the order of their numbers."""
        return tuple(self._numbers)
