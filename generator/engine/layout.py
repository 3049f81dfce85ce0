"""A layout: the frame of a page with holes. A page is made by joining texts, which is why thousands take seconds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import escape

from generator.engine.names import Names
from generator.model.artifact import Page

# What a frame may take from a page, and whether it is HTML already.
HOLES: Mapping[str, bool] = {
    **dict.fromkeys(("title", "description", "canonical"), False),
    **dict.fromkeys(("head", "content", "languages"), True),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """The texts between the holes, which hole follows each text but the last, and what pages call their assets."""

    texts: tuple[str, ...]
    holes: tuple[str, ...]
    names: Names

    def stamp(self, page: Page) -> bytes:
        """The page in its frame."""
        values = [(getattr(page, hole), HOLES[hole]) for hole in self.holes]
        filled = [self.names.put(value) if is_html else str(escape(value)) for value, is_html in values]
        pieces = [piece for pair in zip(self.texts, filled, strict=False) for piece in pair]
        return "".join([*pieces, self.texts[-1]]).encode()


def token(hole: str, nonce: str) -> str:
    """The word that stands for a hole while the frame is rendered: it survives quoting, escaping and striptags."""
    return f"hole{nonce}{hole}eloh"


def split(html: str, nonce: str, names: Names) -> Layout:
    """Cut a frame, rendered with tokens for values, at its holes."""
    pieces = re.split(f"hole{nonce}({'|'.join(HOLES)})eloh", html)
    return Layout(tuple(pieces[::2]), tuple(pieces[1::2]), names)
