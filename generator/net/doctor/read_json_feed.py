"""JSON Feed (jsonfeed.org) to what the rules look at."""

from __future__ import annotations

from generator.net.doctor.feed import Enclosure, Feed, Item, Moment
from generator.net.doctor.json import Node
from generator.net.doctor.value import Value

VERSION = "https://jsonfeed.org/version/"
_LICENCE = {"licence", "license", "copyright", "rights"}  # where an extension tells it
_ADDRESSES = ("url", "external_url", "image", "banner_image")


def read_json_feed(root: Node) -> Feed | None:
    """The feed of a JSON object; None when nothing in it says that it is one."""
    version = root.members.get("version")
    named = version is not None and "jsonfeed" in str(version.raw)
    if not named and not ({"items", "title"} <= root.members.keys()):
        return None
    return Feed(
        document=root.document,
        format="JSON Feed",
        version=str(version.raw).rpartition("/")[2] if named and version else "",
        root=root,
        title=root.text("title"),
        description=root.text("description"),
        home=root.text("home_page_url"),
        self_link=root.text("feed_url"),
        links=_texts(root, ("home_page_url", "feed_url", "next_url", "icon", "favicon")),
        language=root.text("language"),
        moments=(),
        author=_named(root),
        licence=_licensed(root),
        items=tuple(_item(each) for each in root.list("items") if isinstance(each.raw, dict)),
    )


def _item(item: Node) -> Item:
    plain = item.text("content_text")
    return Item(
        part=item,
        id=item.text("id"),
        permanent=False,
        url=item.text("url") or item.text("external_url"),
        links=_texts(item, _ADDRESSES),
        title=item.text("title"),
        summary=item.text("summary"),
        content=item.text("content_html", markup=True) or plain,
        moments=tuple(
            Moment(value, 3339, updated)
            for name, updated in (("date_published", False), ("date_modified", True))
            if (value := item.text(name))
        ),
        author=_named(item),
        licence=_licensed(item),
        enclosures=tuple(
            Enclosure(each.place, each.text("url"), {k: str(v) for k, v in each.raw.items()}, ("url", "mime_type"))
            for each in item.list("attachments")
            if isinstance(each.raw, dict)
        ),
    )


def _texts(node: Node, names: tuple[str, ...]) -> tuple[Value, ...]:
    found = (node.text(name) for name in names)
    return tuple(each for each in found if each)


def _named(node: Node) -> bool:
    """Whether anybody is named as its author."""
    people = (*node.list("authors"), *([node.members["author"]] if "author" in node.members else []))
    return any(isinstance(each.raw, dict) and each.raw.get("name") for each in people)


def _licensed(node: Node) -> bool:
    """Whether an extension says under which terms this may be used; the format itself has no word for it."""
    extensions = (each for name, each in node.members.items() if name.startswith("_"))
    return any(each.members[word].raw for each in extensions for word in _LICENCE & each.members.keys())
