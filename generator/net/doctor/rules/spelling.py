"""Names of elements and members: one wrong letter, and readers pass over what is in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from generator.model.checksum import EXTENSION, checksum
from generator.model.diagnostic import Diagnostic, error, note, warning
from generator.model.message import Message, message
from generator.model.near import nearest
from generator.model.place import Place
from generator.model.text import words
from generator.net.doctor import names
from generator.net.doctor.feed import Feed
from generator.net.doctor.json import Node
from generator.net.doctor.value import shown
from generator.net.doctor.xml import Element

_TEXTS = words(
    "version title home_page_url feed_url description user_comment next_url icon favicon language id url external_url "
    "content_html content_text summary image banner_image date_published date_modified mime_type name avatar"
)
_LISTS = frozenset(("items", "authors", "tags", "attachments", "hubs"))
_NUMBERS = frozenset(("size_in_bytes", "duration_in_seconds"))


def elements_are_known(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """Every element of RSS or Atom is one of the format; others belong into a namespace."""
    if not isinstance(feed.root, Element):
        return
    rss = feed.format == "RSS"
    yield from _unknown(feed.root, names.RSS_CHANNEL if rss else names.ATOM_FEED)
    for item in feed.items:
        assert isinstance(item.part, Element)
        yield from _unknown(item.part, names.RSS_ITEM if rss else names.ATOM_ENTRY)
        for guid in item.part.all("guid"):
            for name in guid.attributes:
                if name != "isPermaLink" and ":" not in name:
                    yield _strange(name, guid.place, ("isPermaLink",))


def _unknown(parent: Element, known: Collection[str]) -> Iterator[Diagnostic]:
    for each in parent.children:
        if each.namespace == parent.namespace and each.name not in known:
            yield _strange(each.name, each.place, known)


def namespaces_are_spelled_right(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """A namespace is compared letter by letter: one that is nearly right makes its elements unknown."""
    if not isinstance(feed.root, Element):
        return
    right = {_bare(each): each for each in names.NAMESPACES}
    told: set[str] = set()
    for part in (feed.root, *(item.part for item in feed.items)):
        assert isinstance(part, Element)
        for each in part.children:
            meant = right.get(_bare(each.namespace))
            if meant and meant != each.namespace and each.namespace not in told:
                told.add(each.namespace)
                yield warning(
                    "K018",
                    each.place,
                    message(
                        "the namespace of `{name}` is nearly right: {written}",
                        name=shown(each.written),
                        written=shown(each.namespace),
                    ),
                    message("Write `{meant}`, letter by letter.", meant=meant),
                )


def _bare(namespace: str) -> str:
    return namespace.lower().partition("://")[2].removeprefix("www.").rstrip("/#")


def members_are_known(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """Every name of JSON Feed is one of the format, or begins with `_`; and its value is of the kind it must be."""
    if not isinstance(feed.root, Node):
        return
    yield from _members(feed.root, names.JSON_FEED)
    for each in feed.root.list("authors"):
        yield from _members(each, names.JSON_AUTHOR)
    for item in feed.root.list("items"):
        if not isinstance(item.raw, dict):
            yield error("K020", item.place, message("here an item in braces is needed"), message("Write `{…}`."))
            continue
        yield from _members(item, names.JSON_ITEM)
        for each in item.list("authors"):
            yield from _members(each, names.JSON_AUTHOR)
        for each in item.list("attachments"):
            yield from _members(each, names.JSON_ATTACHMENT)


def _members(node: Node, known: Collection[str]) -> Iterator[Diagnostic]:
    for name, value in node.members.items():
        if name not in known and not name.startswith("_"):
            yield _strange(name, node.document.place(node.names[name]), known)
        elif (kind := _kind(name)) and value.raw is not None and not isinstance(value.raw, kind[0]):
            yield error(
                "K020",
                value.place,
                message(
                    "`{name}` must be {kind}; strict readers refuse the item or the whole feed", name=name, kind=kind[1]
                ),
                message("Write it as the format demands (jsonfeed.org)."),
            )


def _kind(name: str) -> tuple[type | tuple[type, ...], Message] | None:
    if name in _TEXTS:
        return str, message("a text in quotation marks")
    if name in _LISTS:
        return list, message("a list in brackets")
    return ((int, float), message("a number")) if name in _NUMBERS else None


def _strange(name: str, place: Place, known: Collection[str]) -> Diagnostic:
    """A name that the format does not know; a mistake if one that it knows is near."""
    meant = nearest(name[:60], sorted(known))
    unknown = message("the format has no `{name}` here: readers pass over it", name=shown(name))
    if meant:
        return warning("K017", place, unknown, message("Did you mean `{name}`?", name=meant))
    return note("K017", place, unknown, message("Put what is your own into a namespace (JSON: a name with `_`)."))


def checksums_fit(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """The checksum of an item (`_outreach`, docs/feeds.md) fits: if not, it was altered on the way."""
    for item in feed.items:
        own = item.part.members.get(EXTENSION) if isinstance(item.part, Node) else None
        promised = own.members.get("sha256") if own else None
        if promised and isinstance(promised.raw, str) and checksum(item.part.raw) != promised.raw:  # type: ignore[union-attr]
            yield error(
                "K048",
                promised.place,
                message("the checksum of this item does not fit: it was altered on the way"),
                message("Take the feed from the office that wrote it, and tell them."),
            )
