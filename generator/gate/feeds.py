"""What every feed must have for readers to take it; `outreach check-feed` looks much closer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime

from lxml import etree

from generator.gate.facts import NOWHERE
from generator.model.diagnostic import Diagnostic, error
from generator.model.hints import PUT_BACK
from generator.model.message import Message, message

_ATOM = "{http://www.w3.org/2005/Atom}"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_LOOKED_AT = {"version", "title", "items", "id", "content_html", "content_text", "date_published"}  # in JSON Feed
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"


def xml_faults(root: etree._Element) -> Iterator[Diagnostic]:
    """What is wrong with a feed in RSS 2.0 or Atom 1.0, or a sitemap; nothing for other XML."""
    if root.tag == "rss":
        channel = root.find("channel")
        if channel is None:
            yield _lacks(message("its channel"))
            return
        yield from _texts(channel, ("title", "link", "description"))
        items = channel.findall("item")
        yield from _unique([each.findtext("guid") or "" for each in items])
        for each in items:
            yield from _texts(each, ("title", "link"))
            if not _mail_date(each.findtext("pubDate") or ""):
                yield _lacks(message("a date that readers can read (`{name}`)", name="pubDate"))
    elif root.tag == f"{_ATOM}feed":
        yield from _texts(root, (f"{_ATOM}id", f"{_ATOM}title"))
        entries = root.findall(f"{_ATOM}entry")
        yield from _unique([each.findtext(f"{_ATOM}id") or "" for each in entries])
        for each in (root, *entries):
            yield from _texts(each, (f"{_ATOM}title",)) if each is not root else ()
            if not _MOMENT.fullmatch(each.findtext(f"{_ATOM}updated") or ""):
                yield _lacks(message("a date that readers can read (`{name}`)", name="updated"))
    elif root.tag == _SITEMAP:
        listed = [each.text or "" for each in root.iter("{*}loc")]
        if not listed:
            yield _lacks(message("any page"))
        yield from _unique(listed)


def json_part(value: dict[str, object]) -> dict[str, object]:
    """What `json_faults` looks at of an object: the whole of a large file takes ten times its room."""
    return {key: value[key] for key in _LOOKED_AT & value.keys()}


def json_faults(value: object) -> Iterator[Diagnostic]:
    """What is wrong with a JSON Feed 1.1; nothing for other JSON."""
    if not isinstance(value, Mapping) or not str(value.get("version", "")).startswith("https://jsonfeed.org/"):
        return
    items = value.get("items")
    if not value.get("title"):
        yield _lacks("`title`")
    if not isinstance(items, Sequence):
        yield _lacks("`items`")
        return
    whole = [each for each in items if isinstance(each, Mapping)]
    yield from _unique([str(each.get("id", "")) for each in whole])
    for each in whole:
        if not (each.get("content_html") or each.get("content_text")):
            yield _lacks(message("the text of an item"))
        if not _MOMENT.fullmatch(str(each.get("date_published", ""))):
            yield _lacks(message("a date that readers can read (`{name}`)", name="date_published"))


def _texts(element: etree._Element, names: Sequence[str]) -> Iterator[Diagnostic]:
    for name in names:
        if not (element.findtext(name) or "").strip():
            yield _lacks(f"`{name.rpartition('}')[2]}`")


def _unique(ids: Sequence[str]) -> Iterator[Diagnostic]:
    if len(set(ids)) != len(ids) or "" in ids:
        yield _lacks(message("an id of its own for each item"))


def _mail_date(text: str) -> bool:
    try:
        return parsedate_to_datetime(text).tzinfo is not None
    except (ValueError, TypeError):
        return False


def _lacks(what: Message | str) -> Diagnostic:
    return error(
        "Z013",
        NOWHERE,
        message("readers cannot use this feed or list: it lacks {what}", what=what),
        PUT_BACK,
    )
