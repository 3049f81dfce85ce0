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
# Fields of Word that read another file (ECMA-376, part 1, section 17.16.5), by the word they begin with; {} may be any.
_FETCHES = re.compile(
    r'[\s"]*(?:INCLUDE(?:PICTURE|TEXT)?\b|(?:DATABASE|DDE|DDEAUTO|IMPORT|LINK|RD)\b|[A-Z]*\{\})', re.IGNORECASE
)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What fields are made of, and what else may stand within them.
_PIECES = (*(f"{_WORD}{name}" for name in ("fldChar", "instrText", "fldSimple", "txbxContent")), "{*}AlternateContent")


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
        kinds = _kinds(parse_xml(parts.read("[Content_Types].xml")), parts.namelist())
        for root in (parse_xml(parts.read(name)) for name, kind in kinds if kind.endswith("xml")):
            for each in root.iter("{*}Relationship"):
                target, kind = each.get("Target", ""), each.get("Type", "")
                link = kind.endswith("/hyperlink") and target.lower().startswith(_HARMLESS)
                outside = each.get("TargetMode", "Internal") != "Internal" and not link
                if outside or kind.lower().endswith("/afchunk"):  # a text in another format: it may fetch by itself
                    yield target
            yield from (code.strip() for code in _codes(root) if _FETCHES.match(code))


def _kinds(types: Any, names: list[str]) -> Iterator[tuple[str, str]]:
    """Each part with its type, which its name need not tell; one that is given none is looked at as XML."""
    own = {each.get("PartName", "").lower(): each.get("ContentType", "") for each in types.iter("{*}Override")}
    ends = {each.get("Extension", "").lower(): each.get("ContentType", "") for each in types.iter("{*}Default")}
    for name in names:
        kind = own.get(f"/{name}".lower()) or ends.get(name.rpartition(".")[2].lower()) or "xml"
        yield name, kind.partition(";")[0].strip().lower()


def _codes(root: Any) -> Iterator[str]:
    """What each field of a part says, from whatever pieces Word cut it into; {} stands for what is within it."""
    codes: list[str] = []
    for each in root.iter(*_PIECES):
        kind = each.get(f"{_WORD}fldCharType")
        simple = each.get(f"{_WORD}instr")
        if each.tag == f"{_WORD}instrText":
            if codes:
                codes[-1] += each.text or ""
            else:
                yield each.text or ""
        elif kind == "end":
            if codes:
                yield codes.pop()
        elif kind != "separate":
            if codes:
                codes[-1] += "{}"
            if kind == "begin":
                codes.append("")
            elif simple is not None:
                yield simple
    yield from codes
