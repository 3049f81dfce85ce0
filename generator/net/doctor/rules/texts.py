"""Texts that show their tags, or were escaped once too often; and files that belong to an item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

from generator.model.diagnostic import Diagnostic, warning
from generator.model.message import message
from generator.net.doctor.feed import Feed
from generator.net.doctor.value import JUDGED, Value, shown
from generator.net.markup import Tag

_WORDS = "p|br|div|span|b|i|u|strong|em|a|img|ul|ol|li|h[1-6]|table|tr|td|font|script|blockquote|sup|sub|small"
_TAG = re.compile(rf"</?(?:{_WORDS})(?:\s[^<>]{{0,300}})?/?>", re.IGNORECASE)
_ENTITY = re.compile(
    r"&(?:nbsp|amp|lt|gt|quot|apos|hellip|ndash|mdash|[lr][sd]quo|[a-zA-Z]{1,8}(?:grave|acute|circ|tilde)|#\d{2,5});"
)
_QUOTED = frozenset(("code", "pre", "kbd", "samp"))
_TYPE = re.compile(r"[a-zA-Z0-9.+-]+/[a-zA-Z0-9.+-]+")


def titles_are_plain(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """Titles hold no tags and no entities: most readers show them letter by letter."""
    for value in (feed.title, *(item.title for item in feed.items)):
        if value is not None and not value.markup and (found := _TAG.search(value.text) or _ENTITY.search(value.text)):
            yield warning(
                "K039",
                value.at(found.start()),
                message("the title holds “{what}”, and most readers show just that", what=shown(found[0], 30)),
                message("Write titles without tags, and each character as itself."),
            )


def plain_texts_hold_no_tags(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """A text with tags says that it is HTML (Atom by `type`, JSON by `content_html`); else the tags are shown."""
    for item in feed.items:
        for value in item.texts:
            if not value.markup and (found := _TAG.search(value.text)):
                yield warning(
                    "K040",
                    value.at(found.start()),
                    message(
                        "the text holds “{what}” but does not say that it is HTML, so readers see the tags",
                        what=shown(found[0], 30),
                    ),
                    message('Write `type="html"` (Atom) or `content_html` (JSON), or leave the tags out.'),
                )


def texts_are_escaped_once(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """No tags or entities that readers see: a sign that a text was escaped once too often."""
    for item in feed.items:
        for value in item.texts:
            if value.markup and (at := _escaped_twice(value)) is not None:
                yield warning(
                    "K043",
                    value.at(at),
                    message("the text was escaped once too often: readers see tags or `&…;`"),
                    message("Escape the text once, in the program that makes the feed."),
                )


def _escaped_twice(value: Value) -> int | None:
    """Where a reader would see a tag or an entity outside of what is quoted as code."""
    quoted = 0
    for each in value.tokens:
        if isinstance(each, Tag):
            quoted += (-1 if each.closing else 1) if each.name in _QUOTED else 0
        elif quoted <= 0 and "&" in each.text:
            seen = unescape(each.text[:JUDGED])
            if _TAG.search(seen) or _ENTITY.search(seen):
                return each.start + each.text.index("&")
    return None


def enclosures_are_described(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """Address, type and (RSS) length in bytes: without them portals leave the file out."""
    for item in feed.items:
        for each in item.enclosures:
            missing = [name for name in each.required if not each.told.get(name, "").strip()]
            length = each.told.get("length", "1").strip()
            kind = (each.told.get("type") or each.told.get("mime_type") or "a/b").strip()
            if missing:
                what = message("the attached file lacks {names}", names=", ".join(f"`{name}`" for name in missing))
            elif not length.isdecimal() or not int(length[:20]):
                what = message(
                    "the length of the attached file is no number of bytes: “{length}”", length=shown(length, 20)
                )
            elif not _TYPE.fullmatch(kind):
                what = message("the type of the attached file is none: “{kind}”", kind=shown(kind, 30))
            else:
                continue
            yield warning(
                "K044", each.place, what, message("Write `url`, `length` (bytes) and `type` (e.g. `image/jpeg`).")
            )
