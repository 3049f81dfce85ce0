"""Names of people in a text: whole ones, by the family name they begin with, and masked ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from generator.prose.letters import FAMILY_NAMES, LOWER, PLACES, UPPER
from generator.prose.text import Text

# Syllables with capital letters, and initials, in a row: "Nguyễn Văn An", "Nguyễn V. A.", "N.T.H.".
_EACH = rf"[{UPPER}](?:[{LOWER}]{{1,6}}|\.|(?![{LOWER}{UPPER}]))"
_ROW = re.compile(rf"{_EACH}(?: ?{_EACH}){{1,6}}(?![{LOWER}{UPPER}])")
_PART = re.compile(rf"[{UPPER}][{LOWER}]*")
_PLACE = re.compile(rf"(?:{PLACES})(?!\w)")
_SHORTEST, _LONGEST = 2, 5  # parts of a name
# At the beginning of a sentence these have a capital letter too.
_TITLE = re.compile(r"(?:Anh|Chị|Em|Cháu|Bé|Ông|Bà|Cô|Chú|Bác|Cậu|Bạn) (?=\S)")


class Name(NamedTuple):
    """Where a name stands; `masked` when parts of it are initials."""

    start: int
    end: int
    kind: Literal["whole", "masked"]


def names(text: Text) -> Iterator[Name]:
    """What looks like a person's name: never the name of a place, an office or a disease."""
    for row in _ROW.finditer(text.plain):
        if row.start() and text.plain[row.start() - 1].isalnum():
            continue
        start = row.start() + (title.end() if (title := _TITLE.match(row[0])) else 0)
        written = text.plain[start : row.end()]
        parts = _PART.findall(written)
        initials = sum(len(part) == 1 for part in parts)
        if not _SHORTEST <= len(parts) <= _LONGEST:
            continue
        if initials and "." in written and (initials > 1 or parts[0] in FAMILY_NAMES):
            yield Name(start, row.end(), "masked")
        elif parts[0] in FAMILY_NAMES and not _PLACE.match(written):
            yield Name(start, row.end(), "whole")
