"""Which records have a page of their own, where it stands, and whether it is there on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from generator.model import address, feed_address
from generator.model.article import ArticleHead
from generator.model.campaign import Campaign
from generator.model.handout import Handout
from generator.model.location import LocationHead
from generator.model.record import Addressed, Record
from generator.model.register import KIND_LISTS, UNIT_FEEDS, UNIT_LISTS
from generator.model.site import Site
from generator.model.vocabulary import ServiceKind

Standing = Addressed | ArticleHead | LocationHead  # what has an address
_STANDS: dict[str, Callable[[Any], str]] = {
    "articles": address.article,
    "locations": address.location,
    "campaigns": address.campaign,
    "documents": address.document,
    "handouts": address.handout,
    "programmes": address.programme,
    "audiences": address.audience,
    "service_kinds": address.service_kind,
}


def of_units(site: Site, today: date) -> Iterator[tuple[str, str, str]]:
    """What others hold on to of units, as (kind, id, address) of the register: lists of places, and feeds."""
    for unit in site.listed_units:
        yield UNIT_LISTS, unit, address.unit(site.units[unit])
    for kind, unit in site.listed_kinds_in:
        yield KIND_LISTS, f"{kind}/{unit}", address.kind_in(site.service_kinds[kind], site.units[unit])
    for unit in {each.unit for each in site.published_articles(today) if each.unit}:
        yield UNIT_FEEDS, unit, feed_address.unit(site.units[unit])


def of(kind: str, record: Record) -> str | None:
    """Where a record of collection `kind` stands; None when such records have no page of their own."""
    return _STANDS[kind](record) if kind in _STANDS else None


def permanent(site: Site) -> Iterator[tuple[str, Standing, str]]:
    """Every record with a page of its own, or its head, as (collection, record, address)."""
    for kind, where in _STANDS.items():
        for record in site.heads(kind):
            yield kind, record, where(record)


def published(site: Site, today: date) -> Iterator[tuple[str, Standing, str]]:
    """Those of them whose page is there on `today`: what has come to its day, kinds of service that are offered."""
    for kind, record, path in permanent(site):
        if isinstance(record, ArticleHead) and (record.status == "draft" or record.published > today):
            continue
        if isinstance(record, Handout) and not record.visible(today):
            continue
        if isinstance(record, ServiceKind) and record.id not in site.listed_kinds:
            continue
        yield kind, record, path


def moved(site: Site, today: date) -> Iterator[tuple[str, Standing, str, str]]:
    """Every former address of them and of lists by province, as (collection, record, former address, address now)."""
    for kind, record, path in published(site, today):
        yield from ((kind, record, alias, path) for alias in record.aliases)
        if isinstance(record, ServiceKind) and record.aliases:  # units are read only where they are needed
            for province in site.units.provinces:
                if (record.id, province.id) in site.listed_kinds_in:
                    now = address.kind_in(record, province)
                    yield from ((kind, record, each, now) for each in address.former_kind_in(record, province))


def addresses(site: Site, today: date) -> Iterator[str]:
    """Where something stands because of records: their pages, former addresses and lists, in all editions."""
    further = site.config.languages[1:]
    for _, record, path in published(site, today):
        there = [path, *record.aliases]
        languages: tuple[str, ...] = further if address.in_every_language(path) else ()
        if isinstance(record, ArticleHead):
            there += address.lists(record)
            languages = tuple(each for each in further if each in record.languages)
        elif isinstance(record, Campaign):
            there += (address.edition(record, each) for each in record.editions)
        yield from _alike(site, there, languages)
    units = {each for unit in site.listed_units for each in (site.units[unit], site.units.province(unit))}
    lists = [address.unit(each) for each in units]
    for kind, unit in site.listed_kinds_in:
        where = (site.service_kinds[kind], site.units[unit])
        lists += (address.kind_in(*where), *address.former_kind_in(*where))
    yield from _alike(site, lists, further)


def _alike(site: Site, paths: Iterable[str], further: Iterable[str]) -> Iterator[str]:
    """The addresses, and their like in further editions."""
    for path in paths:
        yield path
        yield from (site.config.like(path, language) for language in further)
