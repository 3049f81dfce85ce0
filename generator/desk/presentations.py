"""Diagnostics for others than the person at the terminal: editors, code hosts, and who has to mend them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from generator.desk.alike import counted
from generator.desk.caret import line_in_file
from generator.model.diagnostic import Diagnostic, Severity, stops
from generator.model.message import Translate

Presentation = Callable[[Sequence[Diagnostic], Path, Translate], str]
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def as_json(diagnostics: Sequence[Diagnostic], root: Path, _: Translate) -> str:
    """A list of objects: code, severity, file, line, column (from 1; 0 for the whole file), message, hint."""
    told = [
        {
            "code": each.code,
            "severity": _LEVELS[each.severity],
            "file": each.place.file,
            "line": each.place.line,
            "column": each.place.column,
            "message": each.message.text(_),
            "hint": each.hint.text(_) if each.hint else None,
        }
        for each in diagnostics
    ]
    return json.dumps(told, ensure_ascii=False, indent=1)


def as_sarif(diagnostics: Sequence[Diagnostic], root: Path, _: Translate) -> str:
    """SARIF 2.1.0 (OASIS), which editors and code hosts show beside the lines."""
    codes = sorted({each.code for each in diagnostics})
    run = {
        "tool": {"driver": {"name": "outreach", "rules": [{"id": code} for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(each, codes, _) for each in diagnostics],
    }
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _sarif_result(each: Diagnostic, codes: list[str], _: Translate) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": each.place.file}}
    if each.place.line:
        place["region"] = {"startLine": each.place.line, "startColumn": max(1, each.place.column)}
    return {
        "ruleId": each.code,
        "ruleIndex": codes.index(each.code),
        "level": _LEVELS[each.severity],
        "message": {"text": _sentence(each, _)},
        "locations": [{"physicalLocation": place}],
    }


def as_github(diagnostics: Sequence[Diagnostic], root: Path, _: Translate) -> str:
    """Workflow commands of GitHub Actions, one a line."""
    return "\n".join(_command(each, _) for each in diagnostics)


def _command(each: Diagnostic, _: Translate) -> str:
    level = "notice" if each.severity is Severity.NOTE else _LEVELS[each.severity]
    at = f"file={_property(each.place.file)}"
    if each.place.line:
        at += f",line={each.place.line},col={max(1, each.place.column)}"
    return f"::{level} {at},title={each.code}::{_data(_sentence(each, _))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_letter(diagnostics: Sequence[Diagnostic], root: Path, _: Translate) -> str:
    """A letter in Markdown to who has to mend it: file by file, each with its line and what to write instead."""
    if not diagnostics:
        return _("All records are in order: there is nothing to mend.")
    said = counted(diagnostics)
    if stops(diagnostics):
        opening = _("these records need a look before they can be published.")
        end = _("Please correct the files and send them back, or write to us if a sentence is not clear. Thank you.")
    else:
        opening = _("these records can be published as they are; this is to be known, and mended where it can be.")
        end = _("Please write to us if a sentence is not clear. Thank you.")
    parts = [_("Hello,"), opening, said.text(_) if said else ""]
    for file, mine in groupby(diagnostics, lambda each: each.place.file):
        parts.append(f"## `{file}`")
        parts += [_entry(each, root, _) for each in mine]
    return "\n\n".join(part for part in (*parts, end) if part)


def _entry(each: Diagnostic, root: Path, _: Translate) -> str:
    where = _("Line %(line)s") % {"line": each.place.line} if each.place.line else _("Whole file")
    lines = [f"**{where}** ({_(_LEVELS[each.severity])}, {each.code}): {each.message.text(_)}."]
    if shown := line_in_file(root, each.place):
        lines.append("    " + "\n    ".join(shown))
    if each.hint:
        lines.append(f"→ {each.hint.text(_)}")
    return "\n\n".join(lines)


def _sentence(each: Diagnostic, _: Translate) -> str:
    """What is wrong and what to write, in one text."""
    return f"{each.message.text(_)}. {each.hint.text(_)}" if each.hint else f"{each.message.text(_)}."


PRESENTATIONS: Mapping[str, Presentation] = {
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
    "letter": as_letter,
}
