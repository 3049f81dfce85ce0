"""HTML that is safe to show: cleaned by ammonia (nh3), then made to fit our pages."""

from __future__ import annotations

import re
from html import unescape

import nh3

from generator.model.vietnamese import slug

_TAGS = {
    "a", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h1", "h2", "h3", "h4", "hr", "li", "ol", "p",
    "pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "time", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "td": {"align"}, "th": {"align"}, "ol": {"start"}, "time": {"datetime"}}
# Of these, words go too: they are no prose, or speak of a picture that does not come along.
_GONE = {
    "audio", "button", "canvas", "embed", "figcaption", "form", "iframe", "math", "noscript", "object", "script",
    "select", "style", "svg", "template", "textarea", "title", "video",
}  # fmt: skip
_HEADING = re.compile(r"<h([1-4])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
# What no document may hold (XML 1.0, section 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(html: str) -> str:
    """HTML without anything that runs, loads or styles; cleaning it again changes nothing."""
    made = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_GONE,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    # The next parser would take a carriage return, which a reference can bring, for a line feed, and drop a mark.
    made = made.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    return _FORBIDDEN.sub("\ufffd", made)


def words(html: str) -> str:
    """The words of a text that may hold tags, in one line."""
    return " ".join(_FORBIDDEN.sub("", unescape(nh3.clean(html, tags=set(), clean_content_tags=_GONE))).split())


def safe(html: str) -> str:
    """Cleaned HTML as a part of a page: headings from h2 with ids, wide tables in a box that scrolls."""
    made = _number_headings(clean(html))
    return made.replace("<table>", '<div class="table-scroll" tabindex="0"><table>').replace(
        "</table>", "</table></div>"
    )


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
