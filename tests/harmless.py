"""What cleaned HTML may hold, judged by two parsers that had no part in cleaning it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

# Written out here, not taken from the program: a tag that is let in there by mistake must be noticed.
TAGS = frozenset(
    {
        "a", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "hr", "li",
        "ol", "p", "pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "time", "tr", "ul",
    }
)  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "rel"},
    "td": {"align"},
    "th": {"align"},
    "ol": {"start"},
    "time": {"datetime"},
    "div": {"class", "tabindex"},  # the box around a wide table
    **{f"h{level}": {"id"} for level in range(2, 6)},
}
EVERYWHERE = frozenset({"lang", "title"})
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.\-\t\r\n]*):", re.IGNORECASE)  # as browsers read it (WHATWG URL, 4.4)


def faults(html: str) -> list[str]:
    """Every tag, attribute and scheme of link in `html` that cleaned HTML cannot have, and what is no tag at all."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [*reader.found, *_in_tree(html)]


class _Reader(HTMLParser):
    """The parser of Python's own library: a row of tags, nothing mended."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += _wrong(tag, attrs)

    def handle_comment(self, data: str) -> None:
        self.found.append(f"comment {data[:40]!r}")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"declaration {decl[:40]!r}")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"instruction {data[:40]!r}")

    def unknown_decl(self, data: str) -> None:
        self.found.append(f"section {data[:40]!r}")


def _in_tree(html: str) -> Iterator[str]:
    """The same of the tree that libxml2 makes."""
    root = etree.fromstring(f"<div>{html}</div>", etree.HTMLParser(no_network=True, huge_tree=True))
    for element in root.iter() if root is not None else ():
        if not isinstance(element.tag, str):
            yield f"tree: {element!r}"[:60]
        elif element.tag not in ("html", "body"):
            yield from (f"tree: {each}" for each in _wrong(element.tag, list(element.items())))


def _wrong(tag: str, attributes: list[tuple[str, str | None]]) -> Iterator[str]:
    if tag not in TAGS:
        yield f"<{tag}>"
    for name, value in attributes:
        if name not in EVERYWHERE and name not in ATTRIBUTES.get(tag, ()):
            yield f"<{tag} {name}>"
        if name == "href" and (scheme := _SCHEME.match(value or "")):
            word = re.sub(r"[\t\r\n]", "", scheme[1]).lower()
            if word not in SCHEMES:
                yield f"<{tag} href={word}:>"


# What Word computes when it opens a file, and what it fetches or carries from elsewhere.
_FIELDS = ("instrText", "fldSimple", "object", "altChunk", "attachedTemplate", "hyperlink", "pict")


def word_faults(word: bytes) -> list[str]:
    """What is more than text in a file of Word."""
    found: list[str] = []
    with ZipFile(BytesIO(word)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(parts.read(name), etree.XMLParser(resolve_entities=False))
                found += [f"{name}: a document type"] * bool(root.getroottree().docinfo.doctype)
                found += [f"{name}: {each.tag}" for each in root.iter("*") if etree.QName(each).localname in _FIELDS]
                found += [f"{name}: {each.get('Target')}" for each in root.iter("*") if each.get("TargetMode")]
    return found
