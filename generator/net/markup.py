"""HTML as a row of tags and runs of text with their offsets: in one pass, whatever somebody wrote.

A parser mends what it reads and forgets where it stood; here both must be told. Follows the tokenizer of the HTML
standard (section 13.2.5) as far as what a browser would run or load depends on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_START = re.compile(r"<(?=/?[a-zA-Z]|[!?])")
_NAME = re.compile(r"/?[a-zA-Z][^\s/>]*")
# No quotation mark that is never closed can be met twice, so this stays linear.
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?""")
_GAP = re.compile(r"[\s/]*")
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "noscript"))
VOID = frozenset(("br", "img", "hr", "input", "meta", "link", "wbr", "source", "col", "area", "base", "embed", "track"))
LOADING = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "iframe": ("src",),
    "embed": ("src",),
    "script": ("src",),
    "object": ("data",),
    "input": ("src",),
    "link": ("href",),
}


class Tag(NamedTuple):
    """A tag; its name in lower case, attributes resolved, `start` is where its `<` stands."""

    name: str
    closing: bool
    attributes: dict[str, str]
    start: int


class Run(NamedTuple):
    """Text between tags as it is written."""

    text: str
    start: int


def tokens(text: str) -> Iterator[Tag | Run]:
    """The tags and texts of HTML, in order. Comments are left out, as is what stands in scripts and styles."""
    at = 0
    while begins := _START.search(text, at):
        if at < begins.start():
            yield Run(text[at : begins.start()], at)
        name = _NAME.match(text, begins.end())
        if name is None:
            at = _after_comment(text, begins.start())
            continue
        tag, at = _tag(text, begins.start(), name)
        yield tag
        if tag.name in _RAW and not tag.closing:
            at = _after_raw(text, at, tag.name)
    if at < len(text):
        yield Run(text[at:], at)


def _tag(text: str, start: int, name: re.Match[str]) -> tuple[Tag, int]:
    """The tag at an offset, and where what follows it begins."""
    attributes: dict[str, str] = {}
    at = name.end()
    while found := _ATTRIBUTE.match(text, at):
        value = next((each for each in found.groups()[1:] if each is not None), "")
        attributes.setdefault(found[1].lower(), unescape(value))
        at = found.end()
    gap = _GAP.match(text, at)
    at = gap.end() if gap else at
    at = at + 1 if text[at : at + 1] == ">" else max(at, start + 1)
    word = name[0].removeprefix("/").lower()
    return Tag(word, name[0].startswith("/"), attributes, start), at


def _after_comment(text: str, start: int) -> int:
    """Where a comment or declaration ends; one that is never closed swallows the rest."""
    end = "-->" if text.startswith("<!--", start) else ">"
    found = text.find(end, start + 2)
    return found + len(end) if found >= 0 else len(text)


def _after_raw(text: str, at: int, name: str) -> int:
    """Where the closing tag of a script or the like stands."""
    found = re.compile(f"</{name}", re.IGNORECASE).search(text, at)
    return found.start() if found else len(text)


def addresses(tag: Tag) -> Iterator[str]:
    """What a tag loads when it is shown."""
    for name in LOADING.get(tag.name, ()):
        if value := tag.attributes.get(name, "").strip():
            if name == "srcset":
                yield from (part.split()[0] for part in value.split(",") if part.strip())
            else:
                yield value
