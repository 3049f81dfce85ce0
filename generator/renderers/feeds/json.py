"""A feed as JSON Feed 1.1 (jsonfeed.org), with what receivers need to trust it in an extension (docs/feeds.md)."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from generator.model.checksum import EXTENSION, checksum
from generator.renderers.feeds.model import SHARED, Feed, Item, Publisher, credit, html, whole_items

TYPE = "application/feed+json"


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
    whose = credit(item, publisher)
    if item.credit:
        made["external_url"] = whose.url
        made["authors"] = [{"name": whose.office}]
    made[EXTENSION] = {
        "attribution": whose.office,
        "licence": whose.licence.url if whose.licence else None,
        "programmes": list(item.programmes),
        "withdrawn": item.withdrawn is not None,
    }
    if item.withdrawn is not None:
        made[EXTENSION]["reason"] = item.withdrawn
    made[EXTENSION]["sha256"] = checksum(made)
    return made
