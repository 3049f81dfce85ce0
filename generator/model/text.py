"""Texts that officers write in Markdown: what they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A Markdown link to an address of this site: [words](/address/#fragment).
_LINK = re.compile(r"\]\(\s*<?(/(?!/)[^\s)>#?]*)")


def local_links(text: str) -> Iterator[tuple[int, int, str]]:
    """Each link within the site as (line, column, target), lines and columns from 0."""
    line = start = seen = 0
    for found in _LINK.finditer(text):
        at = found.start()
        if more := text.count("\n", seen, at):  # from the link before on: a text may be nothing but links
            line, start = line + more, text.rfind("\n", seen, at) + 1
        seen = at
        yield line, at - start, found[1]


def position(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of an offset in a text, both from 0."""
    return text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset) - 1
