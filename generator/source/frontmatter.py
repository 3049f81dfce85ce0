"""Markdown files with YAML front matter: the same records, written the other way round."""

from __future__ import annotations

from typing import Any

from generator.model.diagnostic import Diagnostic, error
from generator.model.message import message
from generator.model.place import Place
from generator.source import yaml
from generator.source.plainly import plainly as read_plainly

_FENCE = "---"


def parse(text: str, file: str) -> tuple[yaml.Node | None, list[Diagnostic]]:
    """The front matter's fields with the rest of the file as `body`."""
    found = _parts(text)
    if found is None:
        return None, [_no_front_matter(text, file)]
    fields, below, line = found
    node, diagnostics = yaml.parse(fields, file, offset=1)
    if not isinstance(node, yaml.Mapping):
        return node, diagnostics
    if "body" in node.values:
        diagnostics.append(
            error(
                "Y002",
                node.keys["body"],
                message("the text is written twice: as `body` and below the fields"),
                message("Delete the field “body”, and keep the text below the line “---”."),
            )
        )
        return node, diagnostics
    start = Place(file, line, 1)
    body = yaml.Scalar(below, start, block=True, first_line=start)
    return yaml.Mapping({**node.values, "body": body}, {**node.keys, "body": start}, node.place), diagnostics


def plainly(text: str) -> dict[str, Any] | None:
    """The same as plain values where the fields are written plainly (see `generator.source.plainly`), else None."""
    found = _parts(text)
    values = read_plainly(found[0]) if found else None
    if found is None or values is None or "body" in values:
        return None
    return {**values, "body": found[1].strip()}


def _parts(text: str) -> tuple[str, str, int] | None:
    """The fields, the text below them and the line it begins on; None where there are no two fences."""
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if lines[0].rstrip() != _FENCE or end is None:
        return None
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]).rstrip("\n") + "\n", end + 2


def _no_front_matter(text: str, file: str) -> Diagnostic:
    if text.partition("\n")[0].rstrip() != _FENCE:
        return error(
            "Y008",
            Place(file, 1, 1),
            message("the file does not start with its fields between two lines `---`"),
            message("Write `---` on the first line, then the fields, then `---` again, then the text."),
        )
    return error(
        "Y008",
        Place(file, 1, 1),
        message("the fields at the top are not closed"),
        message("Write a line `---` between the fields and the text."),
    )
