"""Rules about a single tag; the tuple `TAG_RULES` is the list. A tag is judged once, however often it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.gate.facts import NOWHERE
from generator.gate.ground import Ground
from generator.gate.tags import BROKEN, CLOSES, Tag
from generator.model.diagnostic import Diagnostic, error
from generator.model.message import Message, message

# Attributes that hold an address, and of these the ones whose address is fetched without a click, on any element.
_ADDRESSES = frozenset(
    {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "background", "manifest", "cite"}
)
_FETCHED = frozenset({"src", "data", "poster", "background", "manifest", "action", "formaction"})
_SETS = ("srcset", "imagesrcset")
_ANIMATED = ("to", "from", "values", "by")  # what SVG may put into any attribute later
# Links in the head that name something without loading it.
_NAMES = frozenset(
    {"alternate", "author", "bookmark", "canonical", "help", "license", "me", "next", "prev", "search", "via", "hub"}
)
_LINKS = frozenset({"a", "area"})
RUNS = re.compile(r"(?:javascript|vbscript|data|blob|file|filesystem):", re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x20\x7f-\x9f]+")  # what browsers leave out of a scheme (WHATWG URL)
_NEVER = frozenset({"base", "frame", "frameset", "noembed", "noframes", "plaintext", "xmp"})
READ = _ADDRESSES.union(_SETS, _ANIMATED, ("style", "srcdoc", "ping"))  # attributes that some rule looks at
_LOOKED_AT = _NEVER | {"meta", "script", "style", "img", "area"}  # tags that some rule looks at whatever they hold
_CUT = re.compile(r"[\t\n\r]")  # what browsers leave out of any address
_DATA = frozenset({"application/ld+json", "application/json"})  # scripts that are data: nothing runs
_REFRESH = re.compile(r"\s*\d+\s*[;,]\s*url\s*=\s*['\"]?(.*?)['\"]?\s*", re.IGNORECASE)


class Address(NamedTuple):
    """An address that a tag holds: the attribute, and whether the browser fetches it to show the page."""

    attribute: str
    url: str
    fetched: bool


TagRule = Callable[[Tag, Sequence[Address], Ground], Iterator[Diagnostic]]


def addresses(tag: Tag) -> Iterator[Address]:
    """Every address that a tag holds."""
    held = tag.attributes
    for name, value in held.items():
        if name in _ADDRESSES and name != "cite":
            by_tag = name in ("href", "xlink:href") and not _only_names(tag)
            fetched = tag.name not in _LINKS and (name in _FETCHED or by_tag)
            yield Address(name, _CUT.sub("", value).strip(), fetched)
        elif name in _SETS:
            for each in value.split(","):
                if each.strip():
                    yield Address(name, each.split()[0], fetched=True)
    if tag.name == "meta" and held.get("http-equiv", "").lower() == "refresh":
        if found := _REFRESH.fullmatch(held.get("content", "")):
            yield Address("content", found[1], fetched=False)
    elif tag.name == "meta" and held.get("property") in ("og:image", "og:url"):
        yield Address("content", held.get("content", ""), fetched=False)


def may_matter(tag: Tag) -> bool:
    """Whether a tag may hold an address or break a rule: most need no closer look."""
    return tag.kind != CLOSES and (bool(tag.twice) or _may_matter(tag.kind, tag.name, tuple(tag.attributes)))


@lru_cache(maxsize=1 << 12)
def _may_matter(kind: int, name: str, attributes: tuple[str, ...]) -> bool:
    return (
        kind == BROKEN
        or name in _LOOKED_AT
        or not READ.isdisjoint(attributes)
        or any(each.startswith("on") for each in attributes)
    )


def _only_names(tag: Tag) -> bool:
    if tag.name != "link":
        return False
    return all(each in _NAMES or each.startswith("schema.") for each in tag.attributes.get("rel", "").lower().split())


def can_be_read(tag: Tag, held: Sequence[Address], ground: Ground) -> Iterator[Diagnostic]:
    """Z003: a tag is a tag."""
    if tag.kind == BROKEN:
        yield malformed(message("this tag cannot be read"))
    elif tag.twice:
        yield malformed(message("the attribute `{name}` stands twice", name=tag.twice))
    elif tag.name in _NEVER:
        yield malformed(message("<{tag}> has no place in our pages", tag=tag.name))


def nothing_runs_inside(tag: Tag, held: Sequence[Address], ground: Ground) -> Iterator[Diagnostic]:
    """Z005: no handler, no style, no script, no address that runs: what our content security policy refuses."""
    for name, value in tag.attributes.items():
        if name.startswith("on") or name in ("style", "srcdoc"):
            yield inline(f"{name}=…")
        elif name in _ADDRESSES or name in _ANIMATED:
            parts = value.split(";") if name in _ANIMATED else [value]
            if any(RUNS.match(_IGNORED.sub("", each)) for each in parts):
                yield inline(f"{name}=“{value[:30]}”")
    if tag.name == "style":
        yield inline("<style>")
    if tag.name == "script" and "src" not in tag.attributes and tag.attributes.get("type", "").lower() not in _DATA:
        yield inline("<script>")
    if tag.name == "meta" and tag.attributes.get("http-equiv", "").lower() == "refresh":
        found = _REFRESH.fullmatch(tag.attributes.get("content", ""))
        if found and RUNS.match(_IGNORED.sub("", found[1])):
            yield inline(f"url={found[1][:30]}")


def inline(what: str) -> Diagnostic:
    """Z005: what a browser that obeys our policy does not run."""
    return error(
        "Z005",
        NOWHERE,
        message("a script or a format from elsewhere stands in the page: {what}", what=what),
        message("Delete it: browsers refuse it. From Word or the web, paste text without its format (Ctrl+Shift+V)."),
    )


def nothing_comes_from_elsewhere(tag: Tag, held: Sequence[Address], ground: Ground) -> Iterator[Diagnostic]:
    """Z006: whoever serves a picture or a script learns who reads the page."""
    fetched = [each.url for each in held if each.fetched and ground.foreign(each.url)]
    if tag.attributes.get("ping") is not None:
        fetched.append("ping")
    for url in fetched:
        if not RUNS.match(_IGNORED.sub("", url)) or tag.name in ("img", "source", "link"):
            yield foreign(url)


def foreign(url: str) -> Diagnostic:
    """Something is fetched from another machine."""
    return error(
        "Z006",
        NOWHERE,
        message("this would be fetched from elsewhere, and tell others who reads the page: {url}", url=url[:80]),
        message("Put the file on this site, or write an ordinary link to it."),
    )


def pictures_have_words(tag: Tag, held: Sequence[Address], ground: Ground) -> Iterator[Diagnostic]:
    """Z009: a picture has `alt`, empty where it only adorns; a frame has a title."""
    missing = tag.name == "img" and "alt" not in tag.attributes
    if missing or (tag.name == "area" and "href" in tag.attributes and not tag.attributes.get("alt")):
        yield error(
            "Z009",
            NOWHERE,
            message("no words stand for this picture (`alt`)"),
            message('Say in one sentence what it shows; write `alt=""` if it only adorns.'),
        )
    if tag.name == "img" and not tag.attributes.get("src"):
        yield malformed(message("the picture has no address (`src`)"))


def malformed(why: Message) -> Diagnostic:
    """Z003: browsers would have to guess."""
    return error(
        "Z003",
        NOWHERE,
        message("this is not well-formed HTML: {why}", why=why),
        message("Close every tag that is opened, write values in double quotes, and `&lt;` for the sign <."),
    )


TAG_RULES: tuple[TagRule, ...] = (
    can_be_read,
    nothing_runs_inside,
    nothing_comes_from_elsewhere,
    pictures_have_words,
)
