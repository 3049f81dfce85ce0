"""Names of people in a text: whole ones, by the family name they begin with, and masked ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.model.text import words
from generator.model.vietnamese import fold
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
# Letters in which Vietnamese syllables are written, without marks; what else there is, is no name of a person.
_SYLLABLE = re.compile(r"(?:ngh?|nh|kh|g[hi]?|ph|t[hr]?|ch|qu|[bcdhklmnprsvxy])?[aeiouy]{0,3}(?:n[gh]?|ch|[cmpt])?")
_FAMILIES = {name.lower() for name in FAMILY_NAMES} | words("giàng sùng thào vừ lường tòng mạc bế lại")
# Those that hardly are words: with one, or with one of these in the middle, a name in one case is still a name.
_SURE = words("nguyen tran le pham huynh hoang phan vu vo dang bui do ngo dinh trinh")
_MIDDLE = frozenset({"văn", "thị", "van", "thi"})


class Name(NamedTuple):
    """Where a name stands; `masked` when parts of it are initials."""

    start: int
    end: int
    masked: bool


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
            yield Name(start, row.end(), masked=True)
        elif parts[0] in FAMILY_NAMES and not _PLACE.match(written):
            yield Name(start, row.end(), masked=False)


def is_name(text: str) -> bool:
    """Whether a text is the name of a person and nothing else, in whatever case and also without marks.

    Of two parts only with a family name that is sure: brands such as “An Khang” begin with the others.
    """
    written = " ".join(text.split())
    if title := _TITLE.match(written.capitalize()):
        written = written[title.end() :]
    if Name(0, len(written), masked=True) in names(Text(written)):
        return True
    parts = written.split()
    if not _SHORTEST <= len(parts) <= _LONGEST or not all(_SYLLABLE.fullmatch(fold(part)) for part in parts):
        return False
    first, *middle, _last = written.lower().split()
    sure = fold(first) in _SURE or (len(middle) > 0 and not _MIDDLE.isdisjoint(middle))
    known = first in _FAMILIES or (written.isascii() and sure)
    capitals = len(middle) > 0 and all(part[0].isupper() for part in parts) and not written.isupper()
    return known and (sure or capitals) and not _PLACE.match(written.title())
