"""Links whose words say nothing, and headings out of order (WCAG 2.2, success criteria 2.4.4 and 1.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.terms import Terms
from generator.prose.gate import Gate
from generator.prose.text import Found, Text, blanked

_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{0,200})\]\(")
SHOWN = 80  # letters of a heading that are told
_BARE = re.compile(r"(?<![\w(<\"'/.=\[])https?://[^\s<>()\"”]{3,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*|[\w-]+(?:\.[\w-]{1,20}){1,4}/\S*", re.IGNORECASE)
_DEEPEST = 6
_FENCE = re.compile(r"^```.*?(?:^```|\Z)", re.MULTILINE | re.DOTALL)
_EMPTY = frozenset(
    {
        "", "bài này", "bấm", "bấm vào", "bấm vào đây", "chi tiết", "click", "click here", "here", "link", "link này",
        "liên kết", "liên kết này", "nhấn", "nhấn vào đây", "nhấp vào đây", "này", "thêm", "tiếp", "trang này",
        "tại link này", "tại đây", "vào đây", "xem", "xem chi tiết", "xem thêm", "xem tại đây", "xem ở đây", "đây",
        "đường dẫn", "đường dẫn này", "đọc", "đọc thêm", "đọc tiếp", "ở đây",
    }
)  # fmt: skip

_GATE = Gate(
    rf"(?i)\[[\s*_“”.:…]*(?:{'|'.join(re.escape(each) for each in sorted(_EMPTY))})[\s*_“”.:…]*\]\("
    r"|\[\s*(?:https?:|www\.|[\w-]+\.[\w-]+)[^\]\n]*\]\(|(?:^|[^\w(<\"'/.=\[])https?://"
)


def links_that_say_nothing(text: Text, terms: Terms) -> Iterator[Found]:
    """Links named “tại đây”, “xem thêm” or by an address: read out alone they do not say where they lead."""
    if not _GATE.opens(text.written):
        return
    written = _without_code(text.written)
    for found in _LINK.finditer(written):
        words = " ".join(found[1].strip(' *_.:…“”"').split())
        if words.lower() in _EMPTY or _ADDRESS.fullmatch(words):
            yield Found("A001", found.start(), words)
    for found in _BARE.finditer(written):
        yield Found("A001", found.start(), found[0][:80])


def headings_out_of_order(text: Text, terms: Terms) -> Iterator[Found]:
    """A heading of the first level, which is the title's, and one more than a level below the one before."""
    before = 1
    for at, level, words in _headings(_without_code(text.written)) if "#" in text.written else ():
        if level == 1 or level > before + 1:
            yield Found("A002", at, words[:SHOWN], "#" * (min(before + 1, level) if level > 1 else 2))
        before = max(level, 2)


def _headings(written: str) -> Iterator[tuple[int, int, str]]:
    """Each heading as (offset, level, words); `#` begins one only at the start of a line and before a space."""
    at = 0 if written.startswith("#") else written.find("\n#") + 1
    while at or written.startswith("#"):
        end = written.find("\n", at)
        line = written[at : end if end >= 0 else len(written)]
        words = line.lstrip("#")
        level = len(line) - len(words)
        if level <= _DEEPEST and words.startswith((" ", "\t")) and words.strip():
            yield at, level, words.strip()
        at = written.find("\n#", at) + 1
        if not at:
            return


def _without_code(written: str) -> str:
    return _FENCE.sub(blanked, written) if "```" in written else written
