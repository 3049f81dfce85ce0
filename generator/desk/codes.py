"""What a code means, from what officers read: the table docs/messages.md, and a page for each rule about records.

Both travel with the generator.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.checks.waivers import WAIVABLE
from generator.shared import MESSAGES, RULES

CODE = re.compile(r"[A-Z]\d{3}")
_COMMAND = re.compile(r"\((?:build|mint|serve|import)")
_ROW = re.compile(r"^\| \[?([A-Z]\d{3})(?:\]\(quy-tac/\1\.md\))? \| (.+?) \| (.+) \| (.+?) \|$", re.MULTILINE)


# Families of rules about records, which are those that say what to write instead; what only a command finds (build, …)
# and tables of days off have no page.
_FAMILIES = "ABCDGHILMNQRSVWY"
_TABLES = frozenset({"W002", "W003", "W004", "W005"})


class Explained(NamedTuple):
    """A code with its weight, what it means and what to do; `page` is what else there is to say, "" for nothing.

    `waivable` tells whether a record may set the rule aside with a reason.
    """

    code: str
    severity: str
    meaning: str
    remedy: str
    page: str
    waivable: bool


def explained(code: str, language: str) -> Explained | None:
    """What the table says of a code, in Vietnamese ("vi") or English; None for a code that is not in it."""
    found = _rows().get(code)
    if found is None:
        return None
    severity, meaning, remedy = (_in(language, part) for part in found.groups()[1:])
    page = RULES / f"{code}.md"
    more = page.read_text(encoding="utf-8").partition("\n")[2].strip() if page.exists() else ""
    return Explained(code, severity, meaning, remedy, more, code in WAIVABLE)


def record_rules() -> list[str]:
    """The codes of the rules that `outreach check` applies to records: each has a page."""
    return [
        code
        for code, row in _rows().items()
        if code[0] in _FAMILIES and code not in _TABLES and not _COMMAND.search(row[3])
    ]


def _rows() -> dict[str, re.Match[str]]:
    return {found[1]: found for found in _ROW.finditer(MESSAGES.read_text(encoding="utf-8"))}


def _in(language: str, text: str) -> str:
    """The half of each `tiếng Việt · English` in a language; what is the same in both stands once."""
    halves = [part.split(" · ") for part in text.split("; ")] if text.count(" · ") > 1 else [text.split(" · ")]
    return "; ".join(half[-1 if language == "en" else 0] for half in halves)
