"""The picture of an item, with the words that stand for it: without these it is of no use to readers."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin

from lxml import etree, html

_MAGIC = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_MOST = 100  # pictures of a text that are looked at: each has its captions looked for


class Picture(NamedTuple):
    """A picture in a text: its absolute address, its alternative text, and whose it is, if that is said."""

    url: str
    alt: str
    credit: str | None


def picture_in(text: str, page: str, wanted: str | None) -> Picture | None:
    """The picture of an HTML text on `page` that has an alternative text: the one `wanted`, else the first."""
    try:
        root = html.fragment_fromstring(text, create_parent="div")
    except (etree.LxmlError, ValueError):
        return None
    found = [each for each in (_picture(img, page) for img in islice(root.iter("img"), _MOST)) if each]
    named = (each for each in found if each.url == wanted)
    return next(named, None if wanted else next(iter(found), None))


def _picture(img: html.HtmlElement, page: str) -> Picture | None:
    alt, source = img.get("alt", "").strip(), img.get("src", "").strip()
    figure = img.getparent()
    caption = figure.findtext("figcaption") if figure is not None and figure.tag == "figure" else None
    try:
        url = urljoin(page, source)
    except ValueError:
        return None
    return (
        Picture(url, alt, (caption or "").strip() or None) if alt and url.startswith(("http://", "https://")) else None
    )


def ending(content: bytes) -> str | None:
    """What a file of this content is called, by its first bytes; None for what is no PNG, JPEG, WebP or AVIF."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[4:12] in (b"ftypavif", b"ftypavis"):
        return "avif"
    return next((kind for magic, kind in _MAGIC if content.startswith(magic)), None)
