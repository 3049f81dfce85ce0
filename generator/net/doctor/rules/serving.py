"""How a feed comes: encoding, media type, address, size."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from generator.model.diagnostic import Diagnostic, note, warning
from generator.model.message import message
from generator.net.doctor.document import encoding_is_plain
from generator.net.doctor.feed import Feed
from generator.net.doctor.value import shown

ITEMS, SIZE = 45, 500_000  # more than these is a burden on slow lines and small portals
_FEWER = message("Offer fewer items, and older ones in archives (RFC 5005).")
_TYPES = {
    "RSS": ("application/rss+xml", "application/xml", "text/xml", "application/rdf+xml"),
    "Atom": ("application/atom+xml", "application/xml", "text/xml"),
    "JSON Feed": ("application/feed+json", "application/json"),
}


def encoding_is_utf8(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """UTF-8 without a mark; server and feed say the same. A reader that believes the other sees broken letters."""
    yield from encoding_is_plain(feed.document.sent)


def media_type_fits(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """The server says what it sends: strict portals refuse a feed that comes as text/html or text/plain."""
    sent = feed.document.sent
    known = _TYPES[feed.format]
    if sent.url is not None and sent.media_type not in known:
        yield warning(
            "K008",
            sent.start,
            message(
                "the server sends the feed as `{type}`, which is not a type of {format}",
                type=shown(sent.media_type) or "?",
                format=feed.format,
            ),
            message("Let the server send it as `{type}`.", type=known[0]),
        )


def self_link_is_the_address(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """A feed names its own address, so that a reader who has a copy finds the original (RSS Advisory Board)."""
    asked, own = feed.document.sent.asked, feed.self_link
    if own is None:
        yield note(
            "K009",
            feed.place,
            message("the feed does not name its own address"),
            message('Write it: RSS and Atom `link rel="self"`, JSON `feed_url`.'),
        )
    elif asked is not None and _same(asked) != _same(own.text):
        yield warning(
            "K009",
            own.at(),
            message(
                "the feed says that its address is {own}, but it was found at {asked}",
                own=shown(own.text),
                asked=shown(asked),
            ),
            message("Subscribe to the address that the feed names, if it is there; or let it name this one."),
        )


def _same(address: str) -> tuple[str, str, str, str]:
    """An address without what makes no difference (RFC 3986, section 6.2.2)."""
    try:
        parts = urlsplit(address.strip())
        default = {"http": 80, "https": 443}.get(parts.scheme)
        port = "" if parts.port in (None, default) else str(parts.port)
        return (parts.scheme, f"{parts.hostname or ''}:{port}", parts.path or "/", parts.query)
    except ValueError:
        return ("", address, "", "")


def size_is_moderate(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """A feed holds what is new: readers fetch all of it each time, and some stop at half a megabyte."""
    size = len(feed.document.sent.content)
    if size > SIZE:
        yield warning(
            "K010",
            feed.place,
            message(
                "the feed is {size} KB large; some readers stop at {most} KB", size=size // 1000, most=SIZE // 1000
            ),
            _FEWER,
        )
    if len(feed.items) > ITEMS:
        yield note(
            "K010",
            feed.items[ITEMS].place,
            message(
                "the feed holds {count} items; {most} are enough for what is new", count=len(feed.items), most=ITEMS
            ),
            _FEWER,
        )


def transport_is_kind(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """HTTPS, so that nobody alters the feed on its way; and ETag or Last-Modified, so that it is not sent in vain."""
    sent = feed.document.sent
    if sent.url is not None and sent.url.startswith("http:"):
        yield note(
            "K011",
            sent.start,
            message("the feed comes without encryption: anybody on the way can alter it"),
            message("Use the address with https:// if there is one."),
        )
    if sent.url is not None and not sent.kept:
        yield note(
            "K011",
            sent.start,
            message("the server sends neither ETag nor Last-Modified, so readers fetch the whole feed each time"),
            message("Turn one of them on in the server (RFC 9110, section 8.8)."),
        )
