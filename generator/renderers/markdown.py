"""Officers' Markdown to safe HTML: GitHub's dialect by comrak, cleaned by ammonia (nh3)."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import comrak
import nh3

from generator.model.vietnamese import slug

_TAGS = {
    "a", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h1", "h2", "h3", "h4", "hr", "li", "ol", "p",
    "pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "td": {"align"}, "th": {"align"}, "ol": {"start"}}
_DIALECT = comrak.ExtensionOptions()
_DIALECT.table = _DIALECT.autolink = _DIALECT.tagfilter = _DIALECT.strikethrough = _DIALECT.tasklist = True
_RENDERING = comrak.RenderOptions()
_RENDERING.github_pre_lang = True
_HEADING = re.compile(r"<h([1-4])>(.*?)</h\1>", re.DOTALL)
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,9}));", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")


@lru_cache(maxsize=512)
def to_html(text: str) -> str:
    """The HTML of a text: no raw HTML, no scripts, headings from h2 with ids, wide tables in a box that scrolls."""
    html = nh3.clean(
        comrak.render_markdown(_REFERENCE.sub(_allowed, text), extension_options=_DIALECT, render_options=_RENDERING),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    html = _number_headings(html)
    return html.replace("<table>", '<div class="table-scroll" tabindex="0"><table>').replace(
        "</table>", "</table></div>"
    )


def _allowed(reference: re.Match[str]) -> str:
    """A character reference, unless it stands for what no document may hold (XML 1.0, section 2.2)."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    fine = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return reference[0] if fine else "\ufffd"


def _number_headings(html: str) -> str:
    """Give headings ids from their words; h1 belongs to the page's title, so the highest here is h2."""
    used: set[str] = set()
    shift = 1 if "<h1>" in html else 0

    def mark(found: re.Match[str]) -> str:
        level = min(int(found[1]) + shift, 5)
        anchor = name = slug(unescape(_TAG.sub("", found[2]))) or "muc"
        count = 1
        while anchor in used:
            count += 1
            anchor = f"{name}-{count}"
        used.add(anchor)
        return f'<h{level} id="{anchor}">{found[2]}</h{level}>'

    return _HEADING.sub(mark, html)
