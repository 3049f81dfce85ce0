"""RSS and Atom to items: well-formed XML without a document type, then feedparser; tombstones by RFC 6721."""

from __future__ import annotations

from datetime import UTC, datetime
from time import struct_time
from typing import Any

from lxml import etree

from generator.language import title_before
from generator.model.message import message
from generator.net.offered import MOST, NotAFeed, Offered, OfferedFeed, Refused, is_likely

_DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
_COMMENT = "{http://purl.org/atompub/tombstones/1.0}comment"


def read_xml(content: bytes) -> OfferedFeed:
    """The items of an RSS or Atom feed. Raises NotAFeed; single items that are wrong are refused."""
    import feedparser  # 0.1 s, and only feeds of others need it

    root = tree(content)
    if sum(1 for _ in root.iter("{*}item", "{*}entry")) > MOST:
        raise NotAFeed(message("it has more than {most} items", most=MOST))
    # A string would be taken for a path or an address; what is cleaned here is cleaned again when it is shown.
    try:
        found = feedparser.parse(content, sanitize_html=False)
    except Exception:  # it takes much for granted: a chapter of a podcast without its start is enough
        raise NotAFeed(message("it cannot be read as RSS or Atom: tell the source")) from None
    if not found.version:
        raise NotAFeed(message("it is XML, but neither RSS nor Atom"))
    office = found.feed.get("author") or found.feed.get("title")
    items: list[Offered] = []
    refused: list[Refused] = []
    for entry in found.entries:
        try:
            items.append(_offered(entry, office))
        except _Lacking as problem:
            named = str(entry.get("title") or entry.get("id") or "?")[:100]
            refused.append(Refused(named, message("it has no {what}", what=problem)))
    items += _tombstones(root)
    return OfferedFeed(str(found.feed.get("title", "")), demo=False, items=tuple(items), refused=tuple(refused))


def tree(content: bytes) -> etree._Element:
    """The XML of a feed; raises NotAFeed for what is not well-formed, and for a document type: feeds have none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise NotAFeed(message("it is not well-formed XML: {why}", why=str(problem)[:200])) from None
    if str(root.getroottree().docinfo.doctype):  # type: ignore[union-attr]  # the stubs think of None
        raise NotAFeed(message("it has a document type (DOCTYPE), which could hide anything"))
    return root


class _Lacking(Exception):
    """An item without something that it must have."""


def _offered(entry: Any, office: str | None) -> Offered:
    published = _moment(dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed"))
    # `get` of feedparser itself takes one date for the other.
    record_id = str(entry.get("id") or entry.get("link") or "").strip()
    if not record_id:
        raise _Lacking("id")
    if published is None:
        raise _Lacking("date")
    title = str(entry.get("title", ""))
    contents = [each for each in entry.get("content", ()) if "html" in str(each.get("type", "html"))]
    summary = str(entry.get("summary", ""))
    via = next((each["href"] for each in entry.get("links", ()) if each.get("rel") == "via" and "href" in each), None)
    pictures = (each for each in entry.get("enclosures", ()) if str(each.get("type", "")).startswith("image/"))
    return Offered(
        id=record_id,
        url=str(via or entry.get("link", "")),
        title=title,
        summary=summary,
        html=str(contents[0].get("value", "")) if contents else summary,
        published=published,
        updated=max(published, _moment(dict.get(entry, "updated_parsed")) or published),
        office=str(entry.get("author") or office) if entry.get("author") or office else None,
        licence=str(entry["license"]) if str(entry.get("license", "")).startswith("http") else None,
        image=next((str(each["href"]) for each in pictures if "href" in each), None),
        withdrawn=summary if title_before(title) is not None else None,
    )


def _tombstones(root: etree._Element) -> list[Offered]:
    """Entries that were deleted, with when and why."""
    found = []
    for each in root.iter(_DELETED):
        ref = each.get("ref", "").strip()
        try:
            when = datetime.fromisoformat(each.get("when", ""))
        except ValueError:
            continue
        if ref and when.tzinfo and is_likely(when):
            found.append(Offered(ref, "", "", "", "", when, when, withdrawn=each.findtext(_COMMENT) or ""))
    return found


def _moment(parsed: struct_time | None) -> datetime | None:
    """What feedparser read of a date, which is UTC; None where nobody can mean it."""
    try:
        moment = datetime(*parsed[:6], tzinfo=UTC) if parsed else None
    except ValueError:
        return None
    return moment if moment and is_likely(moment) else None
