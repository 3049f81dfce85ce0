"""What a folder holds of the shared data: tables by the key of each row, collections by the id of each record."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from generator.model.diagnostic import Diagnostic, error
from generator.model.message import message
from generator.model.place import Place
from generator.model.site import COLLECTIONS
from generator.source import yaml
from generator.source.records import plain
from generator.source.rows import table_in
from generator.source.text import Unreadable, decode, find

_YEARS = "holidays/"  # tables of years: each has the columns of all
# By which columns a row of each table is known.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "units/current": ("id",),
    "units/former": ("id",),
    "units/names": ("id", "name"),
    "units/aliases": ("alias", "unit"),
    "units/succession": ("former", "successor"),
    "phones/area_codes": ("old", "place"),
    "holidays/lunar": ("new_year",),
    "terms": ("term",),
    "abbreviations": ("abbreviation",),
    "synonyms": ("typed", "means"),
    "synonyms/en": ("typed", "means"),
    "table_words": ("about", "written"),
}


class Held(NamedTuple):
    """A record or a row: the file it stands in, and its plain values."""

    file: str
    values: Mapping[str, Any]


Holdings = Mapping[str, Mapping[str, Held]]  # by the name of a table or collection, then by key


def files_of(root: Path, collection: str) -> tuple[str, ...]:
    """The files of a shared collection below `root`: those of its folder, or the one named after it."""
    beside = (f"data/{collection}{end}" for end in (".yaml", ".csv"))
    return (*find(root, f"data/{collection}"), *(each for each in beside if (root / each).is_file()))


def keys_of(file: str) -> tuple[str, ...]:
    """By which columns the rows of a shared table are known; none for a file that is no such table."""
    name = name_of(file)
    return _KEYS.get(name, ("date",) if name.startswith(_YEARS) else ())


def name_of(file: str) -> str:
    """The table or collection a file belongs to."""
    path = file.removeprefix("data/")
    return path.removesuffix(".csv") if path.endswith(".csv") else path.partition("/")[0].removesuffix(".yaml")


def raw_text(path: Path) -> str:
    """The text of a file as it is, but for the mark at its beginning and the ends of its lines."""
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def holdings(root: Path, collection: str) -> tuple[Holdings, list[Diagnostic]]:
    """What is held of a collection below `root`, and what stands in the way of reading it."""
    found: dict[str, dict[str, Held]] = {}
    wrong: list[Diagnostic] = []
    for file in files_of(root, collection):
        try:
            decode((root / file).read_bytes(), file)
            held, problems = held_in(raw_text(root / file), file)
        except Unreadable as problem:
            held, problems = {}, [problem.diagnostic]
        except csv.Error as problem:
            held, problems = {}, [error("T002", Place(file), message("this row cannot be read: {why}", why=problem))]
        wrong += problems
        if keys_of(file) or file.endswith(".yaml"):
            found.setdefault(name_of(file), {}).update(held)
    return found, wrong


def held_in(text: str, file: str) -> tuple[dict[str, Held], list[Diagnostic]]:
    """The rows or records in the text of a file, by key; raises csv.Error for what is no table."""
    if file.endswith(".csv"):
        keys = keys_of(file)
        return {row.key: Held(file, row.values) for row in table_in(text, keys).rows} if keys else {}, []
    if not file.endswith(".yaml"):
        return {}, []
    node, wrong = yaml.parse(text, file)
    return dict(_records(node, file)), wrong


def _records(node: yaml.Node | None, file: str) -> Iterator[tuple[str, Held]]:
    for each in node.items if isinstance(node, yaml.Sequence) else (node,):
        if isinstance(each, yaml.Mapping):
            values = {"id": PurePosixPath(file).stem, **plain(each)}
            yield str(values["id"]), Held(file, values)


def order_of(collection: str) -> tuple[str, ...]:
    """The fields of a collection's records, in their order; none for tables."""
    return tuple(COLLECTIONS[collection].model_fields) if collection in COLLECTIONS else ()
