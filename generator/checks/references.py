"""Every reference leads to a record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, error
from generator.model.fields import walk_refs
from generator.model.message import message
from generator.model.near import nearest
from generator.model.site import COLLECTION_LABELS, Site
from generator.model.vietnamese import fold


def references_exist(site: Site, today: date) -> Iterator[Diagnostic]:
    """What a record names by its id must be there."""
    for _, record in site.records():
        for loc, kind, named in walk_refs(record):
            known = site.collection(kind)
            if named in known or named in site.unread:
                continue
            place = record.origin.at(*loc)
            near = _meant(named, kind, site)
            hint = (
                message("Did you mean `{near}`?", near=near)
                if near
                else message("Write the id of one that is there, such as `{some}`.", some=next(iter(known), "…"))
            )
            yield error(
                "L001",
                place,
                message("there is no `{id}` among {kind}", id=named, kind=message(COLLECTION_LABELS[kind])),
                hint,
            )


def kinds_of_service_have_an_end(site: Site, today: date) -> Iterator[Diagnostic]:
    """No kind of service is found under itself."""
    for kind in site.service_kinds.values():
        if kind.broader and kind.broader in site.kinds_under(kind.id):
            yield error(
                "L003",
                kind.origin.at("broader"),
                message("`{id}` lies under `{broader}`, which lies under it", id=kind.id, broader=kind.broader),
                message("Delete `broader` from one of them."),
            )


def _meant(named: str, kind: str, site: Site) -> str | None:
    """The id of the record whose id or name is nearest to what was written."""
    ids = {record_id: record_id for record_id in site.collection(kind)}
    if kind == "units":
        names = {f"{unit.name}": unit.id for unit in site.units.values() if unit.valid_to is None}
    else:
        names = {getattr(record, "name", record_id): record_id for record_id, record in site.collection(kind).items()}
    exact = next((name for name in names if fold(name) == fold(named)), None)
    found = exact or nearest(named, ids) or nearest(named, names)
    return {**names, **ids}[found] if found else None
