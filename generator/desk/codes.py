"""What a code means, from the table that officers read: docs/messages.md, which travels with the generator."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.shared import MESSAGES

CODE = re.compile(r"[A-Z]\d{3}")
_ROW = re.compile(r"^\| ([A-Z]\d{3}) \| (.+?) \| (.+) \| (.+?) \|$", re.MULTILINE)


class Explained(NamedTuple):
    """A code with its weight, what it means and what to do."""

    code: str
    severity: str
    meaning: str
    remedy: str


def explained(code: str, language: str) -> Explained | None:
    """What the table says of a code, in Vietnamese ("vi") or English; None for a code that is not in it."""
    rows = {found[1]: found for found in _ROW.finditer(MESSAGES.read_text(encoding="utf-8"))}
    found = rows.get(code)
    return Explained(code, *(_in(language, part) for part in found.groups()[1:])) if found else None


def _in(language: str, text: str) -> str:
    """The half of each `tiếng Việt · English` in a language; what is the same in both stands once."""
    halves = [part.split(" · ") for part in text.split("; ")] if text.count(" · ") > 1 else [text.split(" · ")]
    return "; ".join(half[-1 if language == "en" else 0] for half in halves)
