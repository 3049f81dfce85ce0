"""Texts that officers write in Markdown: what they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A Markdown link to an address of this site: [words](/address/#fragment).
_LINK = re.compile(r"\]\(\s*<?(/(?!/)[^\s)>#?]*)")


def local_links(text: str) -> Iterator[tuple[int, int, str]]:
    """Each link within the site as (line, column, target), lines and columns from 0."""
    for found in _LINK.finditer(text):
        start = found.start()
        yield text.count("\n", 0, start), start - text.rfind("\n", 0, start) - 1, found[1]
