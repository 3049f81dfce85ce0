"""HTML cut into tags, by the strict half of the standard: what only error recovery could read is told as a fault.

Browsers guess at broken HTML, and every guess is a place where what is checked and what is shown can differ. Our pages
need none, so a reader that makes none is faster and safer than one that knows them all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import NamedTuple

TOKEN = re.compile(
    r"""(<!--.*?-->|<[!/?a-zA-Z][^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>)""",
    re.DOTALL,
)
_VALUE = r"""\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)"""
_NAME = r"""[^\s"'<>/=\x00-\x1f]+"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:\s+{_NAME}(?:{_VALUE})?)*)\s*(/?)>")
_ATTRIBUTE = re.compile(rf"({_NAME})(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?")
_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--!>|<!--).)*-->", re.DOTALL)
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
FOREIGN = frozenset({"svg", "math"})  # in them a tag may close itself
# What holds text alone: nothing but its own end may come next, whatever a browser would make of it.
TEXT = frozenset({"script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp"})
# What ends an open paragraph before it begins (HTML, "The p element").
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "main", "menu", "nav",
    "ol", "p", "pre", "search", "section", "table", "ul",
})  # fmt: skip
NEVER_TWICE = frozenset({"a", "button", "form", "label", "option", "select"})  # one inside another of its kind
ANYWHERE, NOT_IN_P, NOT_IN_ITSELF, SPECIAL = range(4)  # where an element may stand
OPENS, CLOSES, ALONE, ASIDE, BROKEN = range(5)


class Tag(NamedTuple):
    """A tag: what it does to the nesting, its name in small letters, its attributes with their references resolved.

    `where` is where it may stand, `closed` whether it ends in "/>"; `twice` is an attribute that it has twice, or "".
    """

    kind: int
    name: str = ""
    where: int = ANYWHERE
    attributes: Mapping[str, str] = {}
    closed: bool = False
    twice: str = ""


def read_tag(token: str) -> Tag:
    """The tag that a token is. A comment and the doctype are `ASIDE`, what cannot be read is `BROKEN`."""
    if token.startswith("<!--"):
        return Tag(ASIDE if _COMMENT.fullmatch(token) else BROKEN)
    if token.lower() == "<!doctype html>":
        return Tag(ASIDE, "!doctype")
    found = _TAG.fullmatch(token)
    if found is None or (found[1] and (found[3] or found[4])):
        return Tag(BROKEN)
    name = found[2].lower()
    if found[1]:
        return Tag(BROKEN if name in VOID else CLOSES, name)
    attributes: dict[str, str] = {}
    twice = ""
    for key, value in _ATTRIBUTE.findall(found[3]):
        key = key.lower()
        twice = key if key in attributes else twice
        if "</" in value:  # where scripts run, a browser ends `noscript` there, and takes the rest for tags
            return Tag(BROKEN)
        attributes[key] = unescape(value[1:-1] if value[:1] in ('"', "'") else value)
    kind = ALONE if name in VOID else OPENS
    return Tag(kind, name, _where(name, bool(found[4])), attributes, bool(found[4]), twice)


def _where(name: str, closed: bool) -> int:
    if closed or name in TEXT or name in FOREIGN:
        return SPECIAL
    if name in NEVER_TWICE:
        return SPECIAL if name in BLOCKS else NOT_IN_ITSELF
    return NOT_IN_P if name in BLOCKS else ANYWHERE
