"""JSON Schemas (2020-12) of every kind of record, for editors: completion, explanations and red lines while typing.

They are made from the record types and from what the site has, so that ids complete with their names. The loader
stays the judge: it reads dates and hours that no schema can.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.desk.files import write
from generator.desk.new.forms import FORMS
from generator.desk.new.records import blank
from generator.desk.schema_fields import FieldSchemas, Schema, notes_in
from generator.model.config import SiteConfig
from generator.model.message import Translate
from generator.model.record import Part, Record, parts_of
from generator.model.site import COLLECTIONS, Site
from generator.model.walk import references
from generator.source.folders import CONFIG
from generator.source.load import FOLDERS

FOLDER = ".schemas"
SETTINGS = ".vscode/settings.json"
_KEY = "yaml.schemas"


def write_schemas(root: Path, site: Site, _: Translate) -> Iterator[Path]:
    """Write a schema for each kind of record, and tell VS Code which files they are for; yields each file written.

    Settings that an office has already are kept: only the schemas are put in, where it has none.
    """
    matches = {}
    kinds: dict[str, type[Record]] = {**COLLECTIONS, "site": SiteConfig}
    for name, kind in kinds.items():
        file = f"{FOLDER}/{name}.json"
        write(root / file, json.dumps(schema(site, kind, _), ensure_ascii=False, indent=1) + "\n")
        matches[file] = [CONFIG] if name == "site" else [f"{FOLDERS[name]}/**/*.yaml", f"{FOLDERS[name]}.yaml"]
        yield root / file
    settings = _settings(root / SETTINGS)
    if settings is not None and _KEY not in settings:
        write(root / SETTINGS, json.dumps({**settings, _KEY: matches}, ensure_ascii=False, indent=2) + "\n")
        yield root / SETTINGS


def schema(site: Site, kind: type[Record], _: Translate) -> Schema:
    """The schema of a file with one record of `kind`, or with a list of them."""
    schemas = FieldSchemas(_)
    made = kind.model_json_schema()
    inner = {part.__name__: part for part in _parts(kind)}
    definitions = {name: schemas.part(made["$defs"][name], part, {}) for name, part in sorted(inner.items())}
    definitions["record"] = schemas.part(made, kind, _notes(kind), record=True)
    for part in (kind, *inner.values()):
        for collection in references(part).values():
            definitions[f"ids of {collection}"] = schemas.words(*_ids(site, collection))
    one = {"$ref": "#/$defs/record"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "if": {"type": "array"},
        "then": {"items": one},
        "else": one,
        "$defs": definitions,
    }


def _notes(kind: type[Record]) -> dict[str, str]:
    """What the file of a new record of that kind tells of its fields, if officers can begin one."""
    form = next((name for name, each in FORMS.items() if COLLECTIONS[each.collection] is kind), None)
    return notes_in(blank(form), kind) if form else {}


def _parts(kind: type[Part]) -> Iterator[type[Part]]:
    """The types of part that records of a kind are made of, at any depth."""
    for field in kind.model_fields.values():
        for part in parts_of(field.annotation):
            yield part
            yield from _parts(part)


def _ids(site: Site, collection: str) -> tuple[list[str], list[str]]:
    """What an id may be, and the name of each."""
    if collection == "units":
        today = [each for each in site.units.values() if each.valid_to is None]
        return [each.id for each in today], [_whole_name(site, each.id) for each in today]
    names = {each.id: getattr(each, "name", None) or getattr(each, "title", "") for each in site.heads(collection)}
    return list(names), list(map(str, names.values()))


def _whole_name(site: Site, unit_id: str) -> str:
    """The name of a unit with that of its province."""
    unit = site.units[unit_id]
    return f"{unit.name}, {site.units[unit.parent].name}" if unit.parent else unit.name


def _settings(file: Path) -> dict[str, Any] | None:
    """The settings of VS Code; None when they cannot be read, for then they are somebody's own."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) else None
