"""A feed as RSS 2.0 (rssboard.org), with the modules content, atom, dc and creativeCommons, by feedgen."""

from __future__ import annotations

from typing import Any

from generator.renderers.feeds.model import Feed, Item, Publisher, Written, abstract, credit, rights, whole_items

TYPE = "application/rss+xml"
ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
COMMONS = "http://backend.userland.com/creativeCommonsRssModule"


def rss(feed: Feed) -> bytes:
    """The feed as RSS 2.0 with full content. Nothing in it comes from the clock."""
    from feedgen.feed import FeedGenerator  # 60 ms, and only a feed that changed needs it

    publisher = feed.publisher
    made = FeedGenerator()
    made.register_extension("outreach", _Channel, _Entry, atom=False)
    made.outreach.hub = publisher.hub
    made.title(feed.title)
    made.description(feed.description)
    made.language(publisher.language)
    made.copyright(f"{publisher.office}, {publisher.licence.name}")
    made.generator("outreach")
    made.docs("https://www.rssboard.org/rss-specification")
    made.link(href=feed.formats.rss, rel="self", type=TYPE)
    made.link(href=feed.home, rel="alternate")  # the last one becomes the channel's own link
    made.lastBuildDate(feed.updated)  # without both of these feedgen asks the clock
    made.updated(feed.updated)
    for written in whole_items(feed):
        _entry(made, written, publisher)
    text: bytes = made.rss_str(pretty=True)
    return text


def _entry(made: Any, written: Written, publisher: Publisher) -> None:
    item = written.item
    entry = made.add_entry(order="append")
    entry.guid(item.id, permalink=False)
    entry.title(item.title)
    entry.link(href=item.url)
    entry.description(abstract(item, publisher), isSummary=True)
    entry.content(written.html)  # as text: an attribute may hold the end of a CDATA section
    entry.pubDate(item.published)
    entry.updated(item.updated)
    for tag in item.tags:
        entry.category(term=tag)
    if item.picture:
        entry.enclosure(item.picture.url, str(item.picture.length), item.picture.type)
    if not item.credit:
        entry.source(url=publisher.main_feed, title=publisher.site)
    entry.outreach.item = item
    entry.outreach.publisher = publisher


class _Channel:
    """Declares the hub, which feedgen cannot in RSS."""

    hub: str | None = None

    def extend_ns(self) -> dict[str, str]:
        """The modules that items use."""
        return {"dc": DC, "creativeCommons": COMMONS}

    def extend_rss(self, root: Any) -> Any:
        """Add the hub to the channel."""
        from lxml import etree

        if self.hub:
            etree.SubElement(root.find("channel"), f"{{{ATOM}}}link", rel="hub", href=self.hub)
        return root


class _Entry:
    """Attribution, terms and the last change of an item."""

    item: Item
    publisher: Publisher

    def extend_rss(self, entry: Any) -> Any:
        """Add what RSS itself has no element for."""
        from lxml import etree

        whose = credit(self.item, self.publisher)
        for name, text in (
            (f"{{{DC}}}creator", whose.office),
            (f"{{{DC}}}source", whose.url),
            (f"{{{DC}}}rights", rights(whose)),
            (f"{{{COMMONS}}}license", whose.licence.url if whose.licence else None),
            (f"{{{ATOM}}}updated", self.item.updated.isoformat()),
        ):
            if text:
                etree.SubElement(entry, name).text = text
        return entry
