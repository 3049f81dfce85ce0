"""A doctor for feeds: what is wrong with any feed, for those who write it and those who want to take it over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from generator.model.diagnostic import Diagnostic, error, in_order
from generator.model.message import message
from generator.model.place import Place
from generator.net.doctor.document import Document, Sent, Undone, document, too_many
from generator.net.doctor.feed import Feed
from generator.net.doctor.json import read_nodes
from generator.net.doctor.names import ATOM, ATOM_03, RDF
from generator.net.doctor.read_atom import read_atom
from generator.net.doctor.read_json_feed import read_json_feed
from generator.net.doctor.read_rss import read_rss
from generator.net.doctor.rules import RULES
from generator.net.doctor.rules.moments import moment_of
from generator.net.doctor.value import TOKENS, shown
from generator.net.doctor.xml import read_elements
from generator.net.read import begins_like_json, feed_of_page

ITEMS = 2_000  # more no feed has that is meant well
EACH = 3  # places that are shown of one code; the others are counted


@dataclass(frozen=True)
class Examined:
    """What a feed turned out to be: its format, how many items it holds, the day of the newest, its size in bytes."""

    format: str
    title: str
    items: int
    newest: date | None
    size: int


def examine(sent: Sent, today: date) -> tuple[Examined | None, list[str], list[Diagnostic]]:
    """What was sent, its lines, and what is wrong with it by the day `today`; None when it cannot be read as a feed."""
    lines: list[str] = []
    try:
        _is_something(sent)
        text = document(sent)
        lines = text.lines
        feed = _bounded(_feed(sent, text))
    except Undone as problem:
        return None, lines or sent.content.decode("utf-8", "replace").splitlines(), [problem.diagnostic]
    found = (diagnostic for rule in RULES for diagnostic in rule(feed, today))
    moments = [when for item in feed.items for each in item.moments if (when := moment_of(each))]
    newest = max(moments).date() if moments else None
    title = shown(feed.title.text) if feed.title else ""
    named = f"{feed.format} {feed.version}".strip()
    return Examined(shown(named), title, len(feed.items), newest, len(sent.content)), lines, _few(found)


def _is_something(sent: Sent) -> None:
    """Raises Undone for nothing, and for a page."""
    if not sent.content.strip():
        raise Undone(error("K001", Place(sent.name), message("it is empty")))
    head = sent.content[:2_000].lower()
    if b"<html" in head or b"<!doctype html" in head:
        named = feed_of_page(sent.content, sent.url or "")
        hint = (
            message("Its feed is: {url}", url=shown(named, 200)) if named else message("Look on it for a link “RSS”.")
        )
        raise Undone(error("K002", sent.start, message("this is a web page, not a feed"), hint))


def _feed(sent: Sent, text: Document) -> Feed:
    if begins_like_json(sent.content):
        feed = read_json_feed(read_nodes(text))
        if feed is None:
            raise Undone(error("K002", sent.start, message("this is JSON, but not a JSON Feed")))
        return feed
    root = read_elements(text)
    known = {("", "rss"), (RDF, "RDF"), (ATOM, "feed"), (ATOM_03, "feed")}
    if (root.namespace, root.name) not in known:
        raise Undone(
            error(
                "K002",
                root.place,
                message("this is XML (`{name}`), but neither RSS nor Atom", name=shown(root.written)),
            )
        )
    if root.name == "feed":
        return read_atom(root)
    feed = read_rss(root)
    if feed is None:
        raise Undone(error("K002", root.place, message("the feed has no {name}", name="`channel`")))
    return feed


def _bounded(feed: Feed) -> Feed:
    """A feed that can be judged in a few seconds; raises Undone for others."""
    if len(feed.items) > ITEMS:
        raise Undone(too_many(feed.items[ITEMS].place, ITEMS))
    count = 0
    for value in (each for item in feed.items for each in item.texts):
        count += len(value.tokens)
        if count > TOKENS:
            raise Undone(too_many(value.at(), TOKENS))
    return feed


def _few(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """In the order of the feed, of each kind the first few; the last of these says how many more there are."""
    kinds: dict[tuple[str, str], list[Diagnostic]] = defaultdict(list)
    more: dict[tuple[str, str], int] = defaultdict(int)
    for each in found:
        kind = (each.code, each.message.template)
        if len(kinds[kind]) < EACH:
            kinds[kind].append(each)
        else:
            more[kind] += 1
    told = (_last(each, more[kind]) if each is group[-1] else each for kind, group in kinds.items() for each in group)
    return in_order(told)


def _last(diagnostic: Diagnostic, more: int) -> Diagnostic:
    """A diagnostic that also says how often the same was found after it."""
    if not more:
        return diagnostic
    said = message("{said} (and {more} times more)", said=diagnostic.message, more=more)
    return replace(diagnostic, message=said)
