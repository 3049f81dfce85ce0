"""Addresses: on another site a relative one leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from generator.model.diagnostic import Diagnostic, error, note, warning
from generator.model.message import message
from generator.net.doctor.feed import Feed, Item
from generator.net.doctor.value import Value, shown
from generator.net.markup import Tag, addresses

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_RUNS = ("javascript:", "vbscript:", "data:text/html")
_COMMON = frozenset(("com", "org", "net", "gov", "edu", "ac", "info", "health", "co", "name", "pro", "int"))


def links_are_web_addresses(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """The links of feed and items begin with https:// (or http://), and run nothing."""
    for value in (*feed.links, *(link for item in feed.items for link in item.links)):
        text = value.text.strip()
        if runs(text):
            yield error(
                "K029",
                value.at(),
                message("this link runs a program where it is opened: {url}", url=shown(text)),
                message("Do not take this feed over; tell its office."),
            )
        elif not _SCHEME.match(text):
            what = message("“{url}” is no whole address, so it leads nowhere from another site", url=shown(text))
            hint = message("Write it whole, with https:// and the name of the site.")
            if feed.format != "Atom":
                yield error("K029", value.at(), what, hint)
            elif not feed.based:
                yield warning("K029", value.at(), what, hint)
        elif not _on_the_web(text):
            yield warning(
                "K029",
                value.at(),
                message("this is no web address: {url}", url=shown(text)),
                message("Write it whole, with https:// and the name of the site."),
            )


def runs(address: str) -> bool:
    """Whether a browser would run an address; it passes over spaces and control characters in it."""
    return "".join(char for char in address if char > " ").lower().startswith(_RUNS)


def _on_the_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def items_have_addresses(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """Every item leads to its page, where readers find the original."""
    for item in feed.items:
        if item.url is None or not item.url.text.strip():
            yield warning(
                "K030",
                item.place,
                message("the item does not say where its page is"),
                message("Write `link` (JSON: `url`) with the whole address of the article."),
            )


def addresses_in_texts_are_whole(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """Links and pictures in texts are whole addresses: on another site `/anh.png` is looked for there."""
    if feed.based:
        return
    for _item, value, tag in markup(feed):
        for address in (*addresses(tag), tag.attributes.get("href", "").strip() if tag.name == "a" else ""):
            if address and not _SCHEME.match(address):
                yield warning(
                    "K031",
                    value.at(tag.start),
                    message("“{url}” is no whole address, so it leads nowhere from another site", url=shown(address)),
                    message("Write it whole, with https:// and the name of the site."),
                )
                break


def nothing_is_loaded_in_the_open(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """Pictures come by https: on a page that came by https, browsers leave others out."""
    for _item, value, tag in markup(feed):
        if tag.name != "link" and any(each.lower().startswith("http://") for each in addresses(tag)):
            yield warning(
                "K032",
                value.at(tag.start),
                message(
                    "`{name}` is loaded without encryption; browsers leave it out on a page with https", name=tag.name
                ),
                message("Write its address with https://."),
            )


def nothing_comes_from_third_parties(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """What a text loads lies on the site of its feed: everything else tells a third party who reads what."""
    for item, value, tag in markup(feed):
        if tag.name == "img" and _is_a_dot(tag):
            yield warning(
                "K035",
                value.at(tag.start),
                message("this picture cannot be seen: it is there to count readers"),
                message("Delete it."),
            )
            continue
        homes = [_site(each.text) for each in (item.url, feed.home, feed.self_link) if each]
        strangers = [_host(each) for each in addresses(tag) if _site(each) and _site(each) not in homes]
        if homes and strangers and tag.name != "script":  # which is an error anyhow
            yield note(
                "K035",
                value.at(tag.start),
                message(
                    "`{name}` is loaded from {host}, which learns who reads this",
                    name=tag.name,
                    host=shown(strangers[0]),
                ),
                message("Put it on the site of the feed itself."),
            )


def markup(feed: Feed) -> Iterator[tuple[Item, Value, Tag]]:
    """Every tag of every text."""
    for item in feed.items:
        for value in item.texts:
            yield from ((item, value, tag) for tag in value.tags)


def _is_a_dot(tag: Tag) -> bool:
    """Whether a picture is too small to be seen."""
    sizes = [tag.attributes.get(name, "").strip().removesuffix("px") for name in ("width", "height")]
    style = tag.attributes.get("style", "").replace(" ", "").lower()
    return all(each in ("0", "1") for each in sizes) or "width:1px" in style or "display:none" in style


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _site(address: str) -> str:
    """The part of a host that its owner registered, as far as that can be told without a list."""
    labels = _host(address).split(".")
    most = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _COMMON else 2
    return ".".join(labels[-most:])
