"""Markdown files with YAML front matter: the same records, written the other way round."""

from __future__ import annotations

from generator.model.diagnostic import Diagnostic, error
from generator.model.message import message
from generator.model.place import Place
from generator.source import yaml

# Files that lie beside records without being records: pictures and what systems leave behind.
PASSED_OVER = frozenset({"jpg", "jpeg", "png", "webp", "avif", "svg", "pdf", "db", "ini"})
_FENCE = "---"


def parse(text: str, file: str) -> tuple[yaml.Node | None, list[Diagnostic]]:
    """The front matter's fields with the rest of the file as `body`."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return None, [
            error(
                "Y008",
                Place(file, 1, 1),
                message("the file does not start with its fields between two lines `---`"),
                message("Write `---` on the first line, then the fields, then `---` again, then the text."),
            )
        ]
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        return None, [
            error(
                "Y008",
                Place(file, 1, 1),
                message("the fields at the top are not closed"),
                message("Write a line `---` between the fields and the text."),
            )
        ]
    node, diagnostics = yaml.parse("\n".join(lines[1:end]), file, offset=1)
    if not isinstance(node, yaml.Mapping):
        return node, diagnostics
    if "body" in node.values:
        diagnostics.append(
            error("Y002", node.keys["body"], message("the text is written twice: as `body` and below the fields"))
        )
        return node, diagnostics
    start = Place(file, end + 2, 1)
    body = yaml.Scalar("\n".join(lines[end + 1 :]).rstrip("\n") + "\n", start, first_line=start)
    return yaml.Mapping({**node.values, "body": body}, {**node.keys, "body": start}, node.place), diagnostics
