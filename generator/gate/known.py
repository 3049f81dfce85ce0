"""What is known of a tag without its surroundings: the same wherever it stands."""

from __future__ import annotations

from typing import NamedTuple

from generator.gate.ground import Ground
from generator.gate.tag_rules import READ, TAG_RULES, Address, addresses, may_matter
from generator.gate.tags import CLOSES, Tag
from generator.model.diagnostic import Diagnostic

_MARKED = frozenset({"html", "title", "meta", "main", "h1", "h2", "h3", "h4", "h5", "h6", "!doctype"})
_REFERS = ("for", "list", "form", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "headers")

LOOKED_AT = READ.union(_REFERS, ("id", "lang", "charset", "content", "http-equiv", "property", "rel", "type"))


class Traits(NamedTuple):
    """What a tag has besides its part in the nesting; `marked` if rules about pages look at it.

    Of the attributes of the `tag`, `id` and those of `LOOKED_AT` are its own; `href`, `src`, `content` and all others
    may be those of another tag of its form (`generator.gate.moulds`).
    """

    tag: Tag
    marked: bool
    faults: tuple[Diagnostic, ...]
    addresses: tuple[Address, ...]
    refers: tuple[str, ...]


class Known(NamedTuple):
    """A tag, first its part in the nesting; `traits` are None where it has none, as most have."""

    kind: int
    name: str
    where: int
    traits: Traits | None


def known_of(tag: Tag, ground: Ground) -> Known:
    """All that is known of a tag; of its addresses those that may lead into the site."""
    held: tuple[Address, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    if may_matter(tag):
        held = tuple(addresses(tag))
        faults = tuple(fault for rule in TAG_RULES for fault in rule(tag, held, ground))
    refers = tuple(each for name in _REFERS for each in tag.attributes.get(name, "").split())
    marked = bool(refers or "id" in tag.attributes or tag.name in _MARKED) and tag.kind != CLOSES
    held = tuple(each for each in held if not ground.elsewhere(each.url))
    plain = not (faults or held or marked or tag.closed)
    return Known(tag.kind, tag.name, tag.where, None if plain else Traits(tag, marked, faults, held, refers))
