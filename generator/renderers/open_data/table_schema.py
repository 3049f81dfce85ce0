"""What a table is, for programs (Table Schema 2.0) and for people: the data dictionary is made of the same columns."""

from __future__ import annotations

from typing import Any

from generator.model.message import Translate, label
from generator.renderers.open_data.table import BETWEEN, Column, Kind, Table

DAY = r"\d{4}(-\d{2}(-\d{2})?)?"
TYPES: dict[Kind, str] = {
    "text": "string",
    "list": "string",
    "url": "string",
    "link": "string",
    "partial": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "day": "date",
}
KINDS: dict[Kind, str] = {
    "text": label("text"),
    "list": label("list, with “ | ” between two"),
    "url": label("web address"),
    "link": label("web address"),
    "partial": label("date, month or year"),
    "integer": label("whole number"),
    "number": label("decimal number"),
    "boolean": label("yes (true) or no (false)"),
    "day": label("date"),
}
EXAMPLES: dict[Kind, str] = {"boolean": "true", "day": "2026-11-05", "partial": "2026-11", "integer": "1"}


def table_schema(table: Table, translate: Translate) -> dict[str, Any]:
    """The descriptor of a table's columns; a key of the table to itself names no resource (Table Schema 2.0)."""
    keys = [
        {
            "fields": [each.name],
            "reference": {
                **({"resource": each.refers} if each.refers != table.name else {}),
                "fields": ["id"],
            },
        }
        for each in table.references
    ]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(each, table.key == (each.name,), translate) for each in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        **({"foreignKeys": keys} if keys else {}),
    }


def example(column: Column) -> str:
    """A value that the column may hold."""
    if column.example or not column.values:
        return column.example or EXAMPLES.get(column.kind, "")
    return column.values[0][0]


def meaning(column: Column, translate: Translate) -> str:
    """What a column says of its record; empty where the table it refers to says all."""
    return translate(column.description) if column.description else ""


def refers_to(column: Column, table: str, translate: Translate) -> str:
    """That the ids of a column are those of a table, which is called so."""
    words = label("Ids in the table “%(table)s”.") if column.kind == "list" else label("Id in the table “%(table)s”.")
    return translate(words) % {"table": table}


def _field(column: Column, unique: bool, translate: Translate) -> dict[str, Any]:
    said = (meaning(column, translate), refers_to(column, column.refers, translate) if column.refers else "")
    made: dict[str, Any] = {
        "name": column.name,
        "type": TYPES[column.kind],
        "title": translate(column.title),
        "description": " ".join(filter(None, said)),
    }
    if column.kind == "url":
        made["format"] = "uri"
    if shown := example(column):
        made["example"] = shown
    if column.values and column.kind != "list":
        made["categories"] = [{"value": value, "label": translate(words)} for value, words in column.values]
    if constraints := _constraints(column, unique):
        made["constraints"] = constraints
    return made


def _constraints(column: Column, unique: bool) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if column.required:
        made["required"] = True
    if unique:
        made["unique"] = True
    if column.kind == "list":
        each = column.pattern or "|".join(value for value, _ in column.values)
        if each:
            made["pattern"] = f"({each})({BETWEEN.replace('|', '[|]')}({each}))*"
    elif column.values:
        made["enum"] = [value for value, _ in column.values]
    elif column.kind == "partial":
        made["pattern"] = DAY
    elif column.pattern:
        made["pattern"] = column.pattern
    return made
