"""Which official texts a text names by their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.terms import Terms
from generator.prose.gate import Gate
from generator.prose.text import Found, Text

# 64/2006/QH11, 178/2004/NĐ-CP, 793/QĐ-TTg: a number that begins mid-word or mid-number is none.
_NUMBER = re.compile(r"(?<![\w/.-])\d{1,5}/(?:\d{4}/)?[A-ZĐ][A-Za-zĐ\d]{1,9}(?:-[A-ZĐ][A-Za-zĐ\d]{0,9}){0,3}(?![\w/-])")

_GATE = Gate(r"[0-9]/(?:[0-9]{4}/)?[A-ZĐ]")


def numbers_of_documents(text: Text, terms: Terms) -> Iterator[Found]:
    """Each number of an official text; the check knows which of them have ended."""
    if _GATE.opens(text.written):
        for found in _NUMBER.finditer(text.plain):
            yield Found("B001", found.start(), found[0], found[0].upper())
