"""Officers' Markdown to safe HTML: GitHub's dialect by comrak."""

from __future__ import annotations

import re
from functools import lru_cache

import comrak

from generator.renderers.html import safe

_DIALECT = comrak.ExtensionOptions()
_DIALECT.table = _DIALECT.autolink = _DIALECT.tagfilter = _DIALECT.strikethrough = _DIALECT.tasklist = True
_RENDERING = comrak.RenderOptions()
_RENDERING.github_pre_lang = True
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,9}));", re.IGNORECASE)


@lru_cache(maxsize=512)
def to_html(text: str) -> str:
    """The safe HTML of a text; raw HTML in it is left out."""
    return safe(
        comrak.render_markdown(_REFERENCE.sub(_allowed, text), extension_options=_DIALECT, render_options=_RENDERING)
    )


def _allowed(reference: re.Match[str]) -> str:
    """A character reference, unless it stands for what no document may hold (XML 1.0, section 2.2)."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    fine = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return reference[0] if fine else "\ufffd"
