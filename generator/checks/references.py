"""Every reference leads to a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from generator.model.article import Article
from generator.model.diagnostic import Diagnostic, error
from generator.model.fields import Ref
from generator.model.hints import did_you_mean
from generator.model.message import message
from generator.model.near import nearest
from generator.model.place import Loc, Place
from generator.model.site import COLLECTION_LABELS, COLLECTIONS, Site
from generator.model.unit import KIND_WORDS, Unit
from generator.model.vietnamese import fold, slug
from generator.model.walk import walk

SHOWN = 6  # successors of a former unit that a hint names

# The word of a unit's kind in front of its name, as addresses write it.
_KIND = re.compile(f"^(?:{'|'.join((*map(slug, KIND_WORDS), 'tp', 'tx', 'tt', 'p', 'x'))})-")


def references_exist(site: Site, today: date) -> Iterator[Diagnostic]:
    """What a record names by its id must be there."""
    for name, record_id, loc, kind, named in _references(site):
        known = site.collection(kind)
        if named in site.unread or (named in known and not (kind == "units" and site.units[named].valid_to)):
            continue
        place = site.collection(name)[record_id].origin.at(*loc)
        if named in known:
            yield _unit_has_ended(site.units[named], site, place)
        else:
            yield _nowhere(named, kind, site, place)


def _references(site: Site) -> Iterator[tuple[str, str, Loc, str, str]]:
    """Every reference as (collection and id of the record, place in it, collection and id it names)."""
    heads = (("articles", head, Article) for head in site.heads("articles"))
    whole = (name for name in COLLECTIONS if name != "articles")
    others = ((name, each, None) for name in whole for each in site.collection(name).values())
    for name, each, kind in chain(heads, others):
        yield from ((name, each.id, loc, ref.kind, named) for loc, ref, named in walk(each, Ref, kind))


def _nowhere(named: str, kind: str, site: Site, place: Place) -> Diagnostic:
    """That there is no such record."""
    if kind == "units" and (former := _former(named, site)):
        return _unit_has_ended(former, site, place)
    near = _meant(named, kind, site)
    some = next(iter(site.collection(kind)), "…")
    hint = did_you_mean(near, message("Write the id of one that is there, such as `{some}`.", some=some))
    text = message("there is no `{id}` among {kind}", id=named, kind=message(COLLECTION_LABELS[kind]))
    return error("L001", place, text, hint)


def _former(named: str, site: Site) -> Unit | None:
    """The former unit of that name, the widest first: "Quận 6", "Bình Định"."""
    wanted = fold(named)
    found = [
        unit for unit in site.units.values() if unit.valid_to and wanted in (fold(unit.name), fold(unit.plain_name))
    ]
    return min(found, key=lambda unit: len(unit.code), default=None)  # the wider a unit, the shorter its code


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
    ids = site.collection(kind)
    if kind == "units":
        if (written := _as_id(named)) in ids:
            return written
        names = {unit.name: unit.id for unit in site.units.values() if unit.valid_to is None}
    else:
        names = {getattr(record, "name", record_id): record_id for record_id, record in ids.items()}
    exact = next((record_id for name, record_id in names.items() if fold(name) == fold(named)), None)
    return exact or nearest(named, ids) or names.get(nearest(named, names) or "")


def _as_id(named: str) -> str:
    """The id that an address of units has: "Phường Ninh Kiều, TP Cần Thơ" -> "can-tho/ninh-kieu"."""
    return "/".join(_KIND.sub("", slug(each)) for each in reversed(re.split(r",| [-–] ", named)))
