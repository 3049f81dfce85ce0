"""Bytes from anywhere to the items they offer, whatever format they are in; a page leads to its feed."""

from __future__ import annotations

import codecs
import re
from itertools import islice
from urllib.parse import urljoin

from generator.model.message import message
from generator.net.markup import Tag, tokens
from generator.net.offered import NotAFeed, OfferedFeed
from generator.net.read_json import read_json
from generator.net.read_xml import read_xml

# The first is the one that tells most, and offers checksums.
_FEEDS = ("application/feed+json", "application/atom+xml", "application/rss+xml")
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype\s+html\b|<html\b)", re.IGNORECASE)
_HEAD = 20_000  # tags and texts among which a page names its feeds


def read_feed(content: bytes) -> OfferedFeed:
    """What a feed offers; its format is told by how it begins. Raises NotAFeed."""
    if not content.strip():
        raise NotAFeed(message("it is empty"))
    if _PAGE.match(content):
        raise NotAFeed(message("this is a web page, not a feed"))
    return read_json(content) if begins_like_json(content) else read_xml(content)


def begins_like_json(content: bytes) -> bool:
    """Whether bytes are meant to be JSON."""
    return content.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"[")


def feed_of_page(content: bytes, url: str) -> str | None:
    """The feed that an HTML page names in its head, JSON before Atom before RSS; None when it names none."""
    if b"<html" not in content[:2_000].lower():
        return None
    found: dict[str, str] = {}
    for each in islice(tokens(content.decode("utf-8", "replace")), _HEAD):
        if (
            isinstance(each, Tag)
            and each.name == "link"
            and "alternate" in each.attributes.get("rel", "").lower().split()
        ):
            found.setdefault(each.attributes.get("type", "").strip().lower(), each.attributes.get("href", "").strip())
    href = next((found[kind] for kind in _FEEDS if found.get(kind)), None)
    try:
        return urljoin(url, href) if href else None
    except ValueError:
        return None
