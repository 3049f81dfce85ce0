"""A feed as JSON Feed 1.1 (jsonfeed.org), with what receivers need to trust it in an extension (docs/feeds.md)."""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from typing import Any

from generator.renderers.feed_model import SHARED, Feed, Item, Publisher, html, whole_items

TYPE = "application/feed+json"
EXTENSION = "_outreach"


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed with full content and a checksum of each item."""
    publisher = feed.publisher
    made: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.formats.json,
        "description": feed.description,
        "authors": [{"name": publisher.office, "url": publisher.base_url}],
        "language": publisher.language,
    }
    if publisher.hub:
        made["hubs"] = [{"type": "WebSub", "url": publisher.hub}]
    made[EXTENSION] = {
        "about": publisher.feeds_page,
        "id": feed.id,
        "updated": feed.updated.isoformat(),
        "demo": publisher.demo,
    }
    made["items"] = [_item(written.item, publisher) for written in whole_items(feed)]
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def canonical(item: dict[str, Any]) -> bytes:
    """An item without its checksum, by the rules of RFC 8785: what the checksum is made of.

    Python writes what that RFC asks for as long as there are no fractions and names are ASCII, as here.
    """
    trusted = {name: value for name, value in item[EXTENSION].items() if name != "sha256"}
    whole = {**item, EXTENSION: trusted}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@lru_cache(maxsize=SHARED)
def _item(item: Item, publisher: Publisher) -> dict[str, Any]:
    """The item as all feeds carry it."""
    made: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": html(item, publisher),
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "tags": list(item.tags),
        "language": publisher.language,
    }
    if item.picture:
        made["image"] = item.picture.url
        made["attachments"] = [
            {"url": item.picture.url, "mime_type": item.picture.type, "size_in_bytes": item.picture.length}
        ]
    made[EXTENSION] = {
        "attribution": publisher.office,
        "licence": publisher.licence.url,
        "programmes": list(item.programmes),
        "withdrawn": item.withdrawn is not None,
    }
    if item.withdrawn is not None:
        made[EXTENSION]["reason"] = item.withdrawn
    made[EXTENSION]["sha256"] = sha256(canonical(made)).hexdigest()
    return made
