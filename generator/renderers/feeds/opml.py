"""All feeds in one file that feed readers take in (OPML 2.0)."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import escape

from generator.model.feed_address import Formats
from generator.renderers.embed import Snippet
from generator.renderers.xml import Element, xml


class Listed(NamedTuple):
    """A feed as lists name it; all addresses are absolute. `snippet` is what others paste to show its fragment.

    An `empty` one has no article yet.
    """

    name: str
    title: str
    description: str
    home: str
    formats: Formats
    snippet: Snippet
    empty: bool

    @property
    def link(self) -> str:
        """A link to the page it belongs to, as others may paste it into a page of theirs."""
        return f'<a href="{escape(self.home)}">{escape(self.title)}</a>'


class Group(NamedTuple):
    """Feeds of one sort."""

    title: str
    feeds: tuple[Listed, ...]


class OpmlView(NamedTuple):
    """What the list of all feeds says."""

    title: str
    owner: str
    base_url: str
    language: str
    groups: tuple[Group, ...]


def opml(view: OpmlView) -> bytes:
    """Every feed once, as RSS, which every reader knows, in a folder for each sort."""
    head = (Element("title", view.title), Element("ownerName", view.owner), Element("ownerId", view.base_url))
    folders = tuple(
        Element("outline", tuple(_outline(feed, view.language) for feed in group.feeds), {"text": group.title})
        for group in view.groups
    )
    return xml(Element("opml", (Element("head", head), Element("body", folders)), {"version": "2.0"}), {})


def _outline(feed: Listed, language: str) -> Element:
    return Element(
        "outline",
        attributes={
            "type": "rss",
            "version": "RSS2",
            "text": feed.name,
            "title": feed.title,
            "description": feed.description,
            "language": language,
            "htmlUrl": feed.home,
            "xmlUrl": feed.formats.rss,
        },
    )
