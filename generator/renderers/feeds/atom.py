"""A feed as Atom (RFC 4287) with tombstones (RFC 6721), and its months as archives (RFC 5005, section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.renderers.feeds.model import (
    Feed,
    Item,
    MonthFeed,
    Publisher,
    Written,
    abstract,
    credit,
    html,
    rights,
    whole_items,
)
from generator.renderers.xml import Element, xml

TYPE = "application/atom+xml"
NAMESPACES = {
    "": "http://www.w3.org/2005/Atom",
    "fh": "http://purl.org/syndication/history/1.0",
    "at": "http://purl.org/atompub/tombstones/1.0",
}


def atom(feed: Feed) -> bytes:
    """The feed as Atom with full content; the site's own one leads to its newest archive."""
    ways = [_link("prev-archive", feed.archive, TYPE)] if feed.archive else []
    return _document(feed, feed.formats.atom, ways, whole_items(feed))


def month(document: MonthFeed) -> bytes:
    """All items of a month. It is marked as an archive, which changes no more, when the month is over."""
    feed = document.feed
    ways = [_link("current", feed.formats.atom, TYPE)]
    if document.previous:
        ways.append(_link("prev-archive", document.previous, TYPE))
    if document.following:
        ways.append(_link("next-archive", document.following, TYPE))
    if document.closed:
        ways.append(Element("fh:archive"))
    return _document(feed, document.url, ways, (Written(each, html(each, feed.publisher)) for each in feed.items))


def _document(feed: Feed, url: str, ways: Iterable[Element], items: Iterable[Written]) -> bytes:
    publisher = feed.publisher
    inside = (*_head(feed, url), *ways, *(_item(each, publisher) for each in items))
    return xml(Element("feed", inside, {"xml:lang": publisher.language}), NAMESPACES)


def _head(feed: Feed, url: str) -> Iterator[Element]:
    publisher = feed.publisher
    yield Element("id", feed.id)
    yield Element("title", feed.title)
    yield Element("subtitle", feed.description)
    yield Element("updated", feed.updated.isoformat())
    email = (Element("email", publisher.email),) if publisher.email else ()
    yield Element("author", (Element("name", publisher.office), Element("uri", publisher.base_url), *email))
    yield Element("rights", f"{publisher.office}, {publisher.licence.name}")
    yield Element("generator", "outreach")
    yield _link("self", url, TYPE)
    yield _link("alternate", feed.home, "text/html")
    yield _link("license", publisher.licence.url)
    if publisher.hub:
        yield _link("hub", publisher.hub)


def _item(written: Written, publisher: Publisher) -> Element:
    item = written.item
    if item.withdrawn is not None:
        return _tombstone(item, publisher)
    return Element("entry", tuple(_entry(item, written.html, publisher)))


def _entry(item: Item, html: str, publisher: Publisher) -> Iterator[Element]:
    """Summary before content: feedparser and others take the first one for the summary."""
    yield Element("id", item.id)
    yield Element("title", item.title)
    yield _link("alternate", item.url, "text/html")
    if item.credit:
        yield Element("author", (Element("name", item.credit.office),))
        yield Element("rights", rights(item.credit))
        yield _link("via", item.credit.url, "text/html")
    elif item.licence:
        yield Element("rights", rights(credit(item, publisher)))
    if item.picture:
        yield _link("enclosure", item.picture.url, item.picture.type, str(item.picture.length))
    yield Element("published", item.published.isoformat())
    yield Element("updated", item.updated.isoformat())
    for tag in item.tags:
        yield Element("category", attributes={"term": tag})
    yield Element("summary", abstract(item, publisher))
    yield Element("content", html, {"type": "html"})


def _tombstone(item: Item, publisher: Publisher) -> Element:
    """That an entry is gone, when and why. A link in it would be taken for the feed's own by feedparser."""
    by = Element("at:by", (Element("name", publisher.office),))
    inside = (by, Element("at:comment", f"{item.title}. {item.summary} {item.url}"))
    return Element("at:deleted-entry", inside, {"ref": item.id, "when": item.updated.isoformat()})


def _link(rel: str, href: str, kind: str | None = None, length: str | None = None) -> Element:
    return Element("link", attributes={"rel": rel, "href": href, "type": kind, "length": length})
