"""What an editor says of the fields of a record while somebody types: names, what to write, what is wrong.

Written for yaml-language-server, which VS Code's YAML extension runs: `errorMessage`, `patternErrorMessage` and
`enumDescriptions` are its own words, which other readers of JSON Schema pass over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from generator.model.message import Message, Translate, message
from generator.model.record import Part
from generator.model.walk import references
from generator.source.refusals import how_to_write

Schema = dict[str, Any]
_TEXT = ("string", "number", "boolean")  # an editor takes `2026` for a number, and `no` for an untruth
_EMPTY = {"not": {"type": [*_TEXT, "array", "object"]}}  # said as `null`, it would be offered as a word
_FIELD = re.compile(r"(?:# )?([a-z_]+):(?: |$)")
_NOTE = re.compile(r"# (?=\S)(?!- )")


class FieldSchemas:
    """Makes schemas that speak the language of `_`; `ids` names the definition of the ids of a collection."""

    def __init__(self, _: Translate) -> None:
        self._ = _

    def part(self, made: Schema, kind: type[Part], notes: Mapping[str, str], *, record: bool = False) -> Schema:
        """A group of fields; of a `record`, whose file's name stands in for its id, the id may be missing."""
        _ = self._
        fields = {name: self._field(each, kind.model_fields[name]) for name, each in made["properties"].items()}
        for name, collection in references(kind).items():
            self._point(fields[name], f"#/$defs/ids of {collection}")
        needed = [name for name in made.get("required", ()) if not (record and name == "id")]
        for name, each in fields.items():
            each["description"] = " ".join(self._told(name, kind.model_fields[name], name in needed, notes))
        missing = ({"required": [name], "errorMessage": self._missing(name, kind)} for name in needed)
        return {
            "properties": fields,
            "additionalProperties": False,
            "errorMessage": _("There is no such field here. Ctrl+Space shows those that there are."),
            "allOf": [{"type": "object", "errorMessage": self._group()}, *missing],
        }

    def words(self, known: Sequence[str], meanings: Sequence[str] = ()) -> Schema:
        """One of the words that are known, with what each means."""
        if not known:
            return {"pattern": "(?!)", "patternErrorMessage": self._("Your site has none of these yet.")}
        told = {"enumDescriptions": list(meanings)} if meanings else {}
        unknown = self._("This word is not known here. Ctrl+Space shows those that are.")
        return {"enum": list(known), **told, "errorMessage": unknown}

    def _field(self, made: Schema, info: FieldInfo) -> Schema:
        """A field by itself; what may be left out may also be left empty."""
        options = [each for each in made.get("anyOf", ()) if each.get("type") != "null"]
        value = self._value(options[0] if options else made, how_to_write(info))
        if "default" not in made:
            return value
        if isinstance(value.get("type"), list):
            return {**value, "type": [*value["type"], "null"]}
        return {"anyOf": [value, _EMPTY]}

    def _value(self, made: Schema, how: Message | None) -> Schema:
        _ = self._
        if "$ref" in made:
            return {"$ref": made["$ref"]}
        if "enum" in made:
            return self.words(made["enum"])
        if "anyOf" in made:
            return {"anyOf": [self._value(each, how) for each in made["anyOf"]]}
        kind = made.get("type", "string")
        if kind == "array":
            several = _("Here stands a list: each entry on a line of its own, beginning with “- ”.")
            told: Schema = {"type": ["array"], "errorMessage": several, "items": self._value(made["items"], how)}
            if made.get("minItems"):
                told["allOf"] = [{"contains": {}, "errorMessage": _("At least one is needed here.")}]
            return told | _of(made, "maxItems")
        if kind == "object":  # its names are no fields: languages, and in each the names of what is said
            inner = self._value(made["additionalProperties"], how)
            told = {"type": ["object"], "errorMessage": self._group(), "additionalProperties": inner}
            return told | _of(made, "propertyNames")
        if kind in ("integer", "number"):
            number = {"type": [kind, "string"], "errorMessage": _("Here stands a number.")}
            return number | _of(made, "minimum", "maximum")
        return {"type": list(_TEXT), "errorMessage": _("Here stands a text."), **self._form(made, how)}

    def _group(self) -> str:
        return self._(
            "Here stands a group of fields: each on a line of its own, indented, with a colon behind its name."
        )

    def _form(self, made: Schema, how: Message | None) -> Schema:
        """What a text must look like: the language server says in our words only what is wrong with a pattern."""
        _ = self._
        if pattern := made.get("pattern"):
            plain = message("Only letters without marks, digits and hyphens can stand here.")
            return {"pattern": pattern, "patternErrorMessage": (how or plain).text(_)}
        if most := made.get("maxLength"):
            long = message("This is too long: at most {most} characters.", most=most).text(_)
            return {"pattern": rf"^[\s\S]{{0,{most}}}$", "patternErrorMessage": long}
        return {}

    @staticmethod
    def _point(field: Schema, to: str) -> None:
        """Let a field that holds an id, several, or none, take those that exist."""
        if "items" in field:
            field["items"] = {"$ref": to}
            return
        empty = "null" in field.pop("type")
        field.pop("errorMessage")
        field["anyOf"] = [{"$ref": to}, *([_EMPTY] if empty else ())]

    def _told(self, name: str, info: FieldInfo, needed: bool, notes: Mapping[str, str]) -> Iterator[str]:
        """Sentences about a field: its name and what it is, whether it may be missing, how it is written."""
        yield f"{self._(info.title or name)}."
        if name in notes:
            yield notes[name]
        yield self._("This field is needed.") if needed else self._("This field may be left out.")
        if how := how_to_write(info):
            yield how.text(self._)

    def _missing(self, name: str, kind: type[Part]) -> str:
        label = self._(kind.model_fields[name].title or name)
        return message("`{key}` ({label}) is missing.", key=name, label=label).text(self._)


def _of(made: Schema, *keys: str) -> Schema:
    return {key: made[key] for key in keys if key in made}


def notes_in(file: Path, kind: type[Part]) -> dict[str, str]:
    """The notes that a new file has above its fields, by field: what it tells, an editor tells too."""
    notes: dict[str, str] = {}
    above: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:  # the first line is about the whole file
        field = _FIELD.match(line)
        if field and field[1] in kind.model_fields:
            if above:
                notes[field[1]] = f"{' '.join(above).rstrip(' :.')}."
            above = []
        elif _NOTE.match(line):
            above.append(line.removeprefix("# "))
        else:
            above = []
    return notes
