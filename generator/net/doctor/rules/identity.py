"""Ids: what readers hold on to when an article is corrected or withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.message import message
from generator.model.place import Place
from generator.net.doctor.feed import Feed, Item
from generator.net.doctor.value import Value, shown

_ADDRESS = re.compile(r"https?://[^\s/]+", re.IGNORECASE)
_URI = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)


def items_have_ids(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """Every item has an id: without one a corrected article comes a second time (RSS allows it to be missing)."""
    for item in feed.items:
        if feed.format == "RSS" and (item.id is None or not item.id.text.strip()):
            yield warning(
                "K021",
                item.place,
                message("the item has no `guid`: when its title or address changes, readers show it twice"),
                message("Give each item a `guid` that never changes."),
            )


def _ids(feed: Feed) -> Iterator[tuple[Item, Value, str]]:
    """Every item with an id, and that with its text."""
    for item in feed.items:
        if item.id and (text := item.id.text.strip()):
            yield item, item.id, text


def ids_stand_once(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """No two items share an id: readers show one of them and lose the other."""
    first: dict[str, Place] = {}
    for _item, value, text in _ids(feed):
        if text in first:
            yield error(
                "K022",
                value.at(),
                message(
                    "two items share the id {id}; the first is on line {line}", id=shown(text), line=first[text].line
                ),
                message("Give each item an id of its own."),
            )
        first.setdefault(text, value.at())


def ids_are_what_they_claim(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """A guid is an address unless it says that it is none (RSS); an Atom id is an address or a tag (RFC 4287)."""
    for item, value, text in _ids(feed):
        if item.permanent and not _ADDRESS.match(text):
            yield warning(
                "K023",
                value.at(),
                message("the `guid` is no address, but does not say so: readers make a dead link of it"),
                message('Write `<guid isPermaLink="false">`.'),
            )
        elif feed.format == "Atom" and not _URI.fullmatch(text):
            yield warning(
                "K023",
                value.at(),
                message("this `id` is neither an address nor a tag, so another site may have the same"),
                message("Write an address that stays, or a `tag:` (RFC 4151)."),
            )
