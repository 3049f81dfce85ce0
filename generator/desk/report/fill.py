"""A Word template filled with values, in a process of its own (`generator.source.confined`): it may loop for ever."""

from __future__ import annotations

import json
import re
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZipFile

_HARMLESS = ("http://", "https://", "mailto:")  # where a link may lead: nothing is fetched before somebody follows it
# Fields of Word that read another file (ECMA-376, part 1, section 17.16.5).
_FETCHES = re.compile(r"INCLUDE(?:PICTURE|TEXT)?\b|\b(?:DATABASE|DDE|DDEAUTO|IMPORT|LINK|RD)\b", re.IGNORECASE)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Outside(Exception):
    """The filled template would have Word fetch something; says what."""


def main() -> str:
    """The template on standard input (`template`), filled with `r`, both as JSON; bytes are in Base64."""
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

    given = json.load(sys.stdin, object_hook=_row)
    template = DocxTemplate(BytesIO(b64decode(given.template)))
    template.render({"r": given.r}, SandboxedEnvironment(autoescape=True), autoescape=True)
    made = BytesIO()
    template.save(made)
    for outside in fetched(made.getvalue()):
        raise Outside(outside)
    return b64encode(made.getvalue()).decode()


def _row(values: dict[str, Any]) -> Any:
    return _kind(tuple(values))(*values.values())


@cache
def _kind(names: tuple[str, ...]) -> Any:
    return NamedTuple("Row", [(name, Any) for name in names])


def fetched(word: bytes) -> Iterator[str]:
    """What Word would fetch from elsewhere when it opens a file."""
    from docx.oxml import parse_xml

    with ZipFile(BytesIO(word)) as parts:
        for name in parts.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            root = parse_xml(parts.read(name))
            for each in root.iter("{*}Relationship"):
                target = each.get("Target", "")
                link = each.get("Type", "").endswith("/hyperlink") and target.lower().startswith(_HARMLESS)
                if each.get("TargetMode", "Internal") != "Internal" and not link:
                    yield target
            written = [each.text or "" for each in root.iter(f"{_WORD}instrText")]
            simple = [each.get(f"{_WORD}instr", "") for each in root.iter(f"{_WORD}fldSimple")]
            for field in ("".join(written), *written, *simple):  # Word may cut a field into pieces
                if _FETCHES.search(field):
                    yield field.strip()
