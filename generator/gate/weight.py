"""How much a reader has to fetch: budgets in bytes (docs/decisions/0081-light-pages.md has those of pages)."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping

from generator.gate.facts import Facts
from generator.gate.ground import address
from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.message import message
from generator.model.place import Place

# With gzip, which every server has; 20 KB with Brotli. Fonts apart: they are kept, and no text waits for them.
HOME = 24 * 1024
PAGE = 1024 * 1024  # of HTML as it is; a list that long is no list
_FONTS = (".woff2",)


def too_heavy(
    sizes: Mapping[str, int], homes: Mapping[str, Facts], facts: Callable[[str], Facts], read: Callable[[str], bytes]
) -> Iterator[Diagnostic]:
    """Z015: pages that are too large for a cheap phone, and home pages with all they load."""
    for path, size in sizes.items():
        if size > PAGE and path.endswith(".html"):
            yield error(
                "Z015",
                Place(path),
                message("the page weighs {size} KB; {most} KB is the most", size=size // 1024, most=PAGE // 1024),
                message("Make several pages of it."),
            )
    for home, known in homes.items():
        loaded = {home}
        left = [*known.loads]
        while left:
            if (path := left.pop()) not in loaded and path in sizes and not path.endswith(_FONTS):
                loaded.add(path)
                left += facts(path).loads
        weight = sum(len(zlib.compress(read(path), 9)) for path in loaded)
        if weight > HOME:
            yield warning(
                "Z015",
                Place(home),
                message(
                    "{page} weighs {size} KB with all it loads; {most} KB is the most",
                    page=address(home),
                    size=weight // 1024,
                    most=HOME // 1024,
                ),
                message("Shorten it, or take a picture out: many readers have slow phones."),
            )
