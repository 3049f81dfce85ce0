"""Every reference leads to a record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, error
from generator.model.fields import walk_refs
from generator.model.message import message
from generator.model.near import nearest
from generator.model.place import Place
from generator.model.site import COLLECTION_LABELS, Site
from generator.model.unit import Unit
from generator.model.vietnamese import fold

SHOWN = 6  # successors of a former unit that a hint names


def references_exist(site: Site, today: date) -> Iterator[Diagnostic]:
    """What a record names by its id must be there."""
    for _, record in site.records():
        for loc, kind, named in walk_refs(record):
            known = site.collection(kind)
            if named in site.unread:
                continue
            if named in known:
                if kind == "units" and site.units[named].valid_to:
                    yield _unit_has_ended(site.units[named], site, record.origin.at(*loc))
                continue
            place = record.origin.at(*loc)
            if kind == "units" and (former := _former(named, site)):
                yield _unit_has_ended(former, site, place)
                continue
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


def _former(named: str, site: Site) -> Unit | None:
    """The former unit of that name, the widest first: "Quận 6", "Bình Định"."""
    wanted = fold(named)
    found = [
        unit for unit in site.units.values() if unit.valid_to and wanted in (fold(unit.name), fold(unit.plain_name))
    ]
    return min(found, key=lambda unit: unit.id.lstrip("cu/")[0] not in "pd", default=None)


def _unit_has_ended(unit: Unit, site: Site, place: Place) -> Diagnostic:
    today = [each.id for each in site.units.successors(unit.id)]
    shown = ", ".join(f"`{each}`" for each in today[:SHOWN])
    more = "" if len(today) <= SHOWN else " …"
    return error(
        "L004",
        place,
        message("{name} is a unit of former times", name=unit.name),
        message("It is now: {units}. Write one of these, or the province when you are not sure.", units=shown + more),
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
