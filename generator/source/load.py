"""A folder to a `Site`: every record that can be read, and every mistake of every file, in one pass."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from generator.model.diagnostic import Diagnostic, in_order
from generator.model.late import LateMapping, LateSequence
from generator.model.neutral import neutral
from generator.model.register import IDS
from generator.model.shelf import Shelf
from generator.model.site import COLLECTIONS, Site
from generator.model.unit import Units
from generator.shared import home_of
from generator.source.folders import PAGES, THEME
from generator.source.handwritten import load_pages
from generator.source.pictures import load_pictures, read_picture
from generator.source.reader import Reader, Tick
from generator.source.remembered import Memo
from generator.source.tables import load_area_codes, load_holidays, load_ids, load_synonyms, load_terms
from generator.source.units import UNITS, load_units, units_digest

_WITH_PICTURES = (THEME, PAGES)
# Where each collection is kept: a folder of files, or one file of that name with a list.
FOLDERS: dict[str, str] = {
    name: f"content/{name}" if name in ("articles", "campaigns", "handouts") else f"data/{name}" for name in COLLECTIONS
}


def load(root: Path, tick: Tick = lambda file: None, memo: Memo | None = None) -> tuple[Site, list[Diagnostic]]:
    """Read the site kept in `root`. Never raises for what an officer wrote; calls `tick` with each file."""
    terms, wrong_terms = load_terms(home_of(root, "terms"), home_of(root, "abbreviations"))
    reader = Reader(tick, memo, terms)
    config = reader.config(root)
    records: dict[str, Any] = {
        name: reader.collection(home_of(root, name), FOLDERS[name], kind) for name, kind in COLLECTIONS.items()
    }
    home = home_of(root, "units")
    units = reader.table(home, tuple(UNITS.values()), lambda: load_units(home))
    ids = reader.table(root, (IDS,), lambda: load_ids(root))
    holidays, wrong_days = load_holidays(home_of(root, "holidays"))
    area_codes, wrong_codes = load_area_codes(home_of(root, "phones"))
    pictures, wrong_pictures = load_pictures(root, _WITH_PICTURES, memo)
    pages, beside, wrong_pages = load_pages(root)
    synonyms, wrong_synonyms = load_synonyms(root)
    site = Site(
        config,
        **records,
        units=Units(
            LateMapping(lambda: units().by_id),
            LateSequence(lambda: units().succession),
            units_digest(home),
        ),
        holidays=holidays,
        area_codes=area_codes,
        terms=terms,
        synonyms=synonyms,
        ids=LateSequence(ids),
        pages=pages,
        beside=beside,
        pictures=pictures,
        read_picture=partial(read_picture, root, _WITH_PICTURES),
        unread=frozenset(reader.unread),
        stamps=reader.stamps,
    )
    return neutral(site), in_order(
        [*reader.diagnostics, *wrong_terms, *wrong_days, *wrong_codes, *wrong_synonyms, *wrong_pictures, *wrong_pages]
    )


def reload(root: Path, site: Site, files: Collection[str]) -> tuple[Site, list[Diagnostic]]:
    """`site` with the records of `files` (paths below `root`) read again, and what is wrong in those files.

    A file that is gone takes its records along. Tables, hand-written pages and the site's description stay as they
    were: they need `load`.
    """
    reader = Reader(lambda file: None, None, site.terms)
    changed: dict[str, Any] = {}
    for name, kind in COLLECTIONS.items():
        if mine := {file for file in files if collection_of(file) == name}:
            there = sorted(file for file in mine if os.path.lexists(root / file))
            before = site.collection(name)
            kept = before.heads if isinstance(before, Shelf) else before
            stay = {key: each for key, each in kept.items() if each.place.file not in mine}
            if isinstance(before, Shelf):
                changed[name] = before.changed(reader.heads(root, there, kind, stay), reader.at_hand)
            else:
                changed[name] = reader.gathered(root, there, partial(reader.records, root, kind=kind), stay)
    unread = (site.unread | reader.unread).difference(*changed.values())
    return neutral(replace(site, **changed, unread=unread)), in_order(reader.diagnostics)


def collection_of(file: str) -> str | None:
    """The collection that the records of `file`, a path below the site's folder, belong to."""
    at = (name for name, under in FOLDERS.items() if file == f"{under}.yaml" or file.startswith(f"{under}/"))
    return next(at, None)
