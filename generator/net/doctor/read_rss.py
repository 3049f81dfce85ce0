"""RSS 2.0 (rssboard.org), and its forerunners as far as they are alike, to what the rules look at."""

from __future__ import annotations

from generator.net.doctor.feed import Enclosure, Feed, Item, Moment
from generator.net.doctor.names import ATOM, CC, CONTENT, CREATIVE_COMMONS, DC, DC_TERMS, MEDIA, RSS1
from generator.net.doctor.value import Value
from generator.net.doctor.xml import Element

_RIGHTS = (("rights", DC), ("license", CREATIVE_COMMONS), ("license", CC), ("license", DC_TERMS), ("rights", DC_TERMS))


def read_rss(root: Element) -> Feed | None:
    """The feed below an element `rss` or `RDF`; None when it has no channel."""
    own = RSS1 if root.name == "RDF" else ""
    channel = root.one("channel", own)
    if channel is None:
        return None
    items = [*channel.all("item"), *(root.all("item", own) if root.name == "RDF" else ())]
    self_link = next((each.attribute("href") for each in _atom_links(channel, "self")), None)
    homes = [each.value() for each in channel.all("link")]
    language = channel.one("language") or channel.one("language", DC)
    return Feed(
        document=root.document,
        format="RSS",
        version="1.0" if own else root.attributes.get("version", ""),
        root=channel,
        title=_text(channel, "title"),
        description=_text(channel, "description"),
        home=next(iter(homes), None),
        self_link=self_link,
        links=tuple(homes),
        language=language.value() if language else None,
        moments=_moments(channel, ("pubDate", "lastBuildDate")),
        author=bool(channel.one("managingEditor") or channel.one("creator", DC) or channel.one("publisher", DC)),
        licence=bool(channel.one("copyright") or _licensed(channel)),
        items=tuple(_item(each) for each in items),
    )


def _item(item: Element) -> Item:
    guid = item.one("guid")
    link = _text(item, "link")
    identifier = guid.value() if guid else None
    permanent = bool(guid and guid.attributes.get("isPermaLink", "true").strip().lower() != "false")
    about = item.attribute("rdf:about")
    enclosures = tuple(_enclosure(each) for each in item.all("enclosure"))
    content = item.one("encoded", CONTENT)
    description = item.one("description")
    links = [link, *(each.url for each in enclosures), *(each.attribute("url") for each in item.all("content", MEDIA))]
    return Item(
        part=item,
        id=identifier or about,
        permanent=permanent,
        url=link or (identifier if permanent else None),
        links=tuple(each for each in links if each),
        title=_text(item, "title"),
        summary=description.value(markup=True) if description else None,
        content=content.value(markup=True) if content else None,
        moments=_moments(item, ("pubDate",)),
        author=bool(item.one("author") or item.one("creator", DC)),
        licence=_licensed(item),
        enclosures=enclosures,
    )


def _text(element: Element, name: str) -> Value | None:
    found = element.one(name)
    return found.value() if found else None


def _atom_links(element: Element, rel: str) -> list[Element]:
    return [each for each in element.all("link", ATOM) if each.attributes.get("rel") == rel]


def _licensed(element: Element) -> bool:
    """Whether any of the usual modules says under which terms this may be used."""
    return any(element.one(*each) for each in _RIGHTS) or bool(_atom_links(element, "license"))


def _moments(element: Element, names: tuple[str, ...]) -> tuple[Moment, ...]:
    own = [Moment(each.value(), 822) for name in names for each in element.all(name)]
    dublin = [Moment(each.value(), 3339) for each in element.all("date", DC)]
    changed = [Moment(each.value(), 3339, updated=True) for each in element.all("updated", ATOM)]
    return (*own, *dublin, *changed)


def _enclosure(element: Element) -> Enclosure:
    return Enclosure(element.place, element.attribute("url"), element.attributes, ("url", "length", "type"))
