"""What each format demands, for all of them at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, error, note, warning
from generator.model.message import Message, message
from generator.model.place import Place
from generator.net.doctor.feed import Feed, Item, Part
from generator.net.doctor.json import Node
from generator.net.doctor.names import ATOM_MANY, RSS_MANY
from generator.net.doctor.value import shown
from generator.net.doctor.xml import Element

_VERSIONS = {"RSS": ("2.0",), "Atom": ("1.0",), "JSON Feed": ("1", "1.1")}
# What readers cannot do without, and what only strict ones demand.
_NEEDED = {"RSS": ("title",), "Atom": ("title",), "JSON Feed": ("version", "title", "items")}
_DEMANDED = {"RSS": ("link", "description"), "Atom": ("id", "updated"), "JSON Feed": ()}


def version_is_known(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """RSS 2.0, Atom 1.0, JSON Feed 1 or 1.1: old forms lack ids and full texts, unknown ones are refused."""
    if feed.version in _VERSIONS[feed.format]:
        return
    if feed.format == "JSON Feed":
        yield error(
            "K012",
            _member(feed.root, "version") or feed.place,
            message("the version of the format is missing or unknown, so readers refuse the feed"),
            message('Write `"version": "https://jsonfeed.org/version/1.1"`.'),
        )
        return
    yield warning(
        "K012",
        feed.place,
        message(
            "this is {format} {version}; portals today expect {known}",
            format=feed.format,
            version=shown(feed.version, 20) or "?",
            known=f"{feed.format} {_VERSIONS[feed.format][-1]}",
        ),
        message("Offer the feed in today's form."),
    )


def feed_is_complete(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """A feed says what it is called, and whatever else its format demands."""
    for name in _NEEDED[feed.format]:
        if _lacks(feed.root, name) and name != "version":
            yield error("K013", feed.place, message("the feed has no {name}", name=f"`{name}`"), _add(feed))
    for name in _DEMANDED[feed.format]:
        if _lacks(feed.root, name):
            yield warning("K013", feed.place, message("the feed has no {name}", name=f"`{name}`"), _add(feed))
    if not feed.items:
        yield note("K019", feed.place, message("the feed holds no item"))


def _add(feed: Feed) -> Message:
    return message("Add it: {format} demands it.", format=feed.format)


def items_are_complete(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """An item has what its format demands: without it readers refuse it or show an empty line."""
    for item in feed.items:
        for name, fatal in _lacking(feed, item):
            what = message("an item has no {name}", name=name)
            yield (error if fatal else warning)("K014", item.place, what, _add(feed))


def _lacking(feed: Feed, item: Item) -> Iterator[tuple[str, bool]]:
    """What an item lacks, and whether that is the end of it."""
    if feed.format == "RSS":
        if item.title is None and item.summary is None:
            yield "`title`, `description`", True
    elif feed.format == "Atom":
        if item.id is None:
            yield "`id`", True
        if item.title is None:
            yield "`title`", False
        if not any(each.updated for each in item.moments):
            yield "`updated`", False
        if not feed.author and not item.author:
            yield "`author`", False
    else:
        if _lacks(item.part, "id"):
            yield "`id`", True
        if _lacks(item.part, "content_html") and _lacks(item.part, "content_text"):
            yield "`content_html`, `content_text`", False


def single_values_stand_once(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """What can be only one thing is said once: of two, readers take different ones."""
    for part in (feed.root, *(item.part for item in feed.items)):
        if isinstance(part, Node):
            for name, start in part.twice:
                yield _twice(name, part.document.place(start))
            continue
        many = RSS_MANY if feed.format == "RSS" else ATOM_MANY
        count = Counter(each.name for each in part.children if each.namespace == part.namespace)
        for name in (each for each, times in count.items() if times > 1 and each not in many):
            yield _twice(name, part.all(name)[1].place)


def _twice(name: str, place: Place) -> Diagnostic:
    return warning(
        "K015",
        place,
        message("`{name}` stands here more than once; readers differ in which one they take", name=shown(name)),
        message("Keep one."),
    )


def summary_stands_before_content(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """The short text before the whole one: several readers take the first they meet for the summary."""
    if feed.format == "JSON Feed":
        return
    for item in feed.items:
        if item.summary and item.content and item.content.start < item.summary.start:
            yield warning(
                "K016",
                item.summary.at(),
                message("the summary stands after the whole text; some readers then show the whole text as summary"),
                message("Write the summary first."),
            )


def texts_are_there(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """No empty title, and something to read in every item."""
    for item in feed.items:
        if item.title is not None and not item.title.text.strip():
            yield warning("K041", item.title.at(), message("the title is empty"), message("Write a title."))
        texts = [each for each in item.texts if each.text.strip()]
        told = item.title is not None and bool(item.title.text.strip())
        if not texts and (told or item.summary or item.content) and not _out_of_line(item):
            yield warning(
                "K041",
                item.place,
                message("the item has nothing to read but its title"),
                message("Put the text into the feed, or a summary at least."),
            )


def texts_are_whole(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """Whole articles: a portal that takes over a summary sends its readers away, or shows a torn text."""
    short = [item for item in feed.items if item.content is None and item.summary and len(item.summary.text) < 1_500]
    if short:
        yield note(
            "K042",
            short[0].place,
            message(
                "{count} of {all} items hold a summary alone, not the whole text", count=len(short), all=len(feed.items)
            ),
            message("Offer the whole text: RSS `content:encoded`, Atom `content`, JSON `content_html`."),
        )


def _out_of_line(item: Item) -> bool:
    """Whether an Atom entry says that its content lies elsewhere (RFC 4287, section 4.1.3.2)."""
    content = item.part.one("content") if isinstance(item.part, Element) else None
    return content is not None and "src" in content.attributes


def _lacks(part: Part, name: str) -> bool:
    """Whether something is missing; in RSS and Atom also whether it is empty."""
    if isinstance(part, Node):
        return part.members.get(name) is None or part.members[name].raw is None
    found = part.one(name)
    return found is None or (name != "link" and not found.children and not found.value().text.strip())


def _member(part: Part, name: str) -> Place | None:
    """Where a member is written, if it is."""
    return part.members[name].place if isinstance(part, Node) and name in part.members else None
