"""JSON Schemas (2020-12) of every kind of record, for editors: completion, explanations and red lines while typing.

They are made from the record types and from what the site has, so that ids complete with their names. The loader
stays the judge: it reads dates and hours that no schema can.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.desk.files import write
from generator.model.config import SiteConfig
from generator.model.fields import Part, Record, parts_of, references
from generator.model.message import Translate
from generator.model.site import COLLECTIONS, Site
from generator.source.load import CONFIG, FOLDERS

FOLDER = ".schemas"
SETTINGS = ".vscode/settings.json"
_KEY = "yaml.schemas"
_ANY = ["string", "number", "boolean"]  # an editor takes `2026` for a number, and `no` for an untruth


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


def schema(site: Site, kind: type[Record], _: Translate) -> dict[str, Any]:
    """The schema of a file with one record of `kind`, or with a list of them."""
    made = kind.model_json_schema()
    parts = made.pop("$defs", {})
    known = {}
    for part in {kind, *_parts(kind)}:
        fields = (made if part is kind else parts.get(part.__name__, {})).get("properties", {})
        for name, collection in references(part):
            known[f"ids of {collection}"] = _ids(site, collection)
            _point(fields[name], f"#/$defs/ids of {collection}")
    made["required"] = [name for name in made.get("required", ()) if name != "id"]  # the file's name stands in for it
    definitions = {name: _told(part, _) for name, part in parts.items()} | {"record": _told(made, _)} | known
    one = {"$ref": "#/$defs/record"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "anyOf": [one, {"type": "array", "items": one}],
        "$defs": definitions,
    }


def _parts(kind: type[Part]) -> Iterator[type[Part]]:
    """The types of part that records of a kind are made of, at any depth."""
    for field in kind.model_fields.values():
        for part in parts_of(field.annotation):
            yield part
            yield from _parts(part)


def _ids(site: Site, collection: str) -> dict[str, Any]:
    """What an id may be: with names where there are few."""
    if collection == "units":
        return {"enum": [each.id for each in site.units.values() if each.valid_to is None]}
    heads = site.heads(collection)
    return {
        "anyOf": [
            {"const": each.id, "title": getattr(each, "name", None) or getattr(each, "title", "")} for each in heads
        ]
    }


def _point(field: dict[str, Any], to: str) -> None:
    """Let a field that holds an id, several, or none, take those that exist."""
    if "items" in field:
        field["items"] = {"$ref": to}
    elif "anyOf" in field:
        field["anyOf"] = [{"$ref": to}, *(each for each in field["anyOf"] if each.get("type") == "null")]
    else:
        field.pop("type", None)
        field.update({"allOf": [{"$ref": to}]})


def _told(made: Any, _: Translate) -> Any:
    """A schema in the words of the office: titles translated, notes of programmers left out."""
    if isinstance(made, list):
        return [_told(each, _) for each in made]
    if not isinstance(made, Mapping):
        return made
    if not made:
        return {"type": _ANY}
    told: dict[str, Any] = {}
    for key, value in made.items():
        if key == "properties":
            told[key] = {name: _told(field, _) for name, field in value.items()}
        elif key == "title" and isinstance(value, str):
            told[key] = _(value)
        elif key == "type" and value in ("string", "number", "integer", "boolean"):
            told[key] = _ANY if value == "string" else [value, "string"]
        elif key in ("minLength", "description"):
            continue
        elif key in ("enum", "const", "required", "pattern", "default", "$ref"):
            told[key] = value
        else:
            told[key] = _told(value, _)
    return told


def _settings(file: Path) -> dict[str, Any] | None:
    """The settings of VS Code; None when they cannot be read, for then they are somebody's own."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) else None
