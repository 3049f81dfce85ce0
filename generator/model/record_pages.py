"""Which records have a page of their own, where it stands, and whether it is there on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from generator.model import address
from generator.model.article import ArticleHead
from generator.model.handout import Handout
from generator.model.location import LocationHead
from generator.model.record import Addressed, Record
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
