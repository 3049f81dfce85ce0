"""What is known of a place, with the records that its own names by id: what projections of whole places are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from generator.language import translator
from generator.model import address
from generator.model.artifact import digest
from generator.model.config import SiteConfig
from generator.model.digest import text_digest
from generator.model.holidays import Holidays
from generator.model.location import Location
from generator.model.message import Translate
from generator.model.organization import Organization
from generator.model.site import Site
from generator.model.tag_uri import tag_uri
from generator.model.unit import Unit, Units
from generator.model.vocabulary import Programme, ServiceKind
from generator.renderers.compact import compact
from generator.renderers.open_data.said import NO_HOURS, Hours, hours

Json = dict[str, Any]


class WholePlace(NamedTuple):
    """A place with what its record names by id.

    `names` and `kinds` are those of its services, in their order; `url` is its page.
    """

    location: Location
    config: SiteConfig
    url: str
    names: tuple[str, ...]
    kinds: tuple[ServiceKind, ...]
    programmes: tuple[tuple[Programme, ...], ...]
    organization: Organization | None
    commune: Unit | None
    province: Unit
    hours: Hours

    @property
    def words(self) -> Translate:
        """Translates the words of the interface into the site's language; named `_` where it is used."""
        return translator(self.config.language)

    @property
    def address(self) -> str:
        """The address in one line, as far as it is known."""
        units = (self.commune, self.province)
        return ", ".join([*filter(None, [self.location.address]), *(each.name for each in units if each)])

    @property
    def worded(self) -> str | None:
        """What its source calls where it lies, if that is not its address."""
        worded = self.location.former_place
        return worded if worded != self.location.address else None

    @property
    def former_names(self) -> tuple[str, ...]:
        """What its source calls where it lies, and what its commune and province were called before."""
        units = (each for each in (self.commune, self.province) if each)
        renamed = (former.name for unit in units for former in unit.former_names)
        return tuple(dict.fromkeys(filter(None, (self.worded, *renamed))))


@dataclass(frozen=True, eq=False)
class Reference:
    """What places may name: all that a whole place needs of a site besides the place."""

    config: SiteConfig
    kinds: Mapping[str, ServiceKind]
    programmes: Mapping[str, Programme]
    organizations: Mapping[str, Organization]
    units: Units
    holidays: Holidays

    @classmethod
    def of(cls, site: Site) -> Reference:
        """That of a site."""
        return cls(site.config, site.service_kinds, site.programmes, site.organizations, site.units, site.holidays)

    @cached_property
    def key(self) -> str:
        """A digest of all of it, for inputs that are deferred."""
        named = (self.kinds, self.programmes, self.organizations)
        records = tuple(each.digest for records in named for each in records.values())
        return text_digest(digest(self.config.digest, records, self.units.digest), repr(self.holidays))

    def whole(self, location: Location) -> WholePlace:
        """A place with what its record names."""
        unit = self.units[location.unit]
        kinds = tuple(self.kinds[each.kind] for each in location.services)
        return WholePlace(
            location=location,
            config=self.config,
            url=self.config.url(address.location(location)),
            names=service_names(each.kind for each in location.services),
            kinds=kinds,
            programmes=tuple(tuple(self.programmes[each] for each in kind.programmes) for kind in kinds),
            organization=self.organizations[location.organization] if location.organization else None,
            commune=unit if unit.parent else None,
            province=self.units.province(unit.id),
            hours=self._hours(location),
        )

    def _hours(self, location: Location) -> Hours:
        """The hours of a place; those of other places that say the same and were checked on the same day are reused."""
        schedule, checked = location.schedule, location.verified.on
        if schedule is None:
            return NO_HOURS
        known = checked.first_day() if checked else None
        same = (schedule.hours, schedule.note, known)
        if schedule.exceptions or same not in self._seen:
            made = hours(schedule, self.holidays, known, translator(self.config.language))
            if schedule.exceptions:
                return made
            self._seen[same] = made
        return self._seen[same]

    @cached_property
    def _seen(self) -> dict[tuple[str, str | None, date | None], Hours]:
        """Hours that were put together before."""
        return {}


def service_names(kinds: Iterable[str]) -> tuple[str, ...]:
    """What tells the services of one place apart: their kind, and a number where two are of the same."""
    seen: Counter[str] = Counter()
    names = []
    for kind in kinds:
        seen[kind] += 1
        names.append(kind if seen[kind] == 1 else f"{kind}-{seen[kind]}")
    return tuple(names)


def uuid(config: SiteConfig, kind: str, record_id: str, *within: str) -> str:
    """The UUID (RFC 9562, version 5) of a record, or of something `within` it.

    It follows from the permanent id alone: it stays when names, addresses and the domain change, and tells nothing.
    """
    return _uuid("/".join((tag_uri(config, kind, record_id), *within)))


@lru_cache(maxsize=4096)
def _uuid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))


def known(values: Json) -> Json:
    """Without what is not known: absent, never null or empty. No number that is known is 0."""
    return {name: value for name, value in values.items() if value or value is False}


def dumped(value: object) -> bytes:
    """JSON, in UTF-8 and without blanks."""
    return compact(value).encode() + b"\n"
