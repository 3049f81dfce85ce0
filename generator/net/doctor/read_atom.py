"""Atom (RFC 4287) to what the rules look at."""

from __future__ import annotations

from generator.net.doctor.feed import Enclosure, Feed, Item, Moment
from generator.net.doctor.names import ATOM, CC, CREATIVE_COMMONS, DC
from generator.net.doctor.value import Value
from generator.net.doctor.xml import Element

_MARKUP = ("html", "xhtml", "text/html", "application/xhtml+xml")


def read_atom(root: Element) -> Feed:
    """The feed of an element `feed`."""
    return Feed(
        document=root.document,
        format="Atom",
        version="1.0" if root.namespace == ATOM else "0.3",
        root=root,
        title=_text(root, "title"),
        description=_text(root, "subtitle"),
        home=_link(root, "alternate"),
        self_link=_link(root, "self"),
        links=_links(root),
        language=root.attribute("xml:lang"),
        moments=_moments(root),
        author=bool(root.one("author")),
        licence=_licensed(root),
        items=tuple(_item(each) for each in root.all("entry")),
        based="xml:base" in root.attributes,
    )


def _item(entry: Element) -> Item:
    identifier = entry.one("id")
    source = entry.one("source")
    return Item(
        part=entry,
        id=identifier.value() if identifier else None,
        permanent=False,
        url=_link(entry, "alternate"),
        links=_links(entry),
        title=_text(entry, "title"),
        summary=_text(entry, "summary"),
        content=_text(entry, "content"),
        moments=_moments(entry),
        author=bool(entry.one("author") or (source and source.one("author"))),
        licence=_licensed(entry) or bool(source and _licensed(source)),
        enclosures=tuple(
            Enclosure(each.place, each.attribute("href"), each.attributes, ("href", "type"))
            for each in entry.all("link")
            if each.attributes.get("rel") == "enclosure"
        ),
    )


def _text(element: Element, name: str) -> Value | None:
    """A text construct (section 3.1): plain unless its type says otherwise."""
    found = element.one(name)
    return found.value(markup=found.attributes.get("type", "text") in _MARKUP) if found else None


def _link(element: Element, rel: str) -> Value | None:
    found = (each.attribute("href") for each in element.all("link") if each.attributes.get("rel", "alternate") == rel)
    return next(found, None)


def _links(element: Element) -> tuple[Value, ...]:
    found = (each.attribute("href") for each in element.all("link"))
    return tuple(each for each in found if each)


def _licensed(element: Element) -> bool:
    named = element.one("rights") or element.one("rights", DC) or element.one("license", CREATIVE_COMMONS)
    return bool(named or element.one("license", CC) or _link(element, "license"))


def _moments(element: Element) -> tuple[Moment, ...]:
    return tuple(
        Moment(each.value(), 3339, updated=name == "updated")
        for name in ("published", "updated")
        for each in element.all(name)
    )
