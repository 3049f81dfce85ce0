"""Tags that differ in values alone, known at once: a site has a hundred thousand tags and a hundred forms of them.

What comes of a form is found once, from a tag with some value in each open place. A value that a rule might refuse is
never judged here: such a tag is read by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.gate.ground import Ground
from generator.gate.known import LOOKED_AT, Known, Traits, known_of
from generator.gate.tag_rules import Address
from generator.gate.tags import BROKEN, Tag, read_tag

_OPEN = frozenset({"href", "src", "content", "id"})  # attributes whose values make most of the difference
_BLANK = " "  # which no value without quotes can be
_ANY = "x"
# Addresses that no rule refuses: of this site and, where nothing is fetched, of others.
_INSIDE = re.compile(r"(?!$)(?:\.\./)*(?:[\w-][\w./-]*)?(?:#[\w-]+)?")
_OUTSIDE = re.compile(r"https?://[\w.-]+(?:/[\w./?=%#+,@:~-]*)?")
_NAME = re.compile(r"[\w-]+")


class _Form(NamedTuple):
    """What tags have in common that differ in values alone: the attribute of each value, and which rules look at."""

    names: tuple[str, ...]
    fixed: tuple[int, ...]


class _Mould(NamedTuple):
    """What is known of a tag with some values, and which of them are its address and its id."""

    known: Known
    address: int | None = None
    name: int | None = None


def knowing(ground: Ground) -> Callable[[str], Known]:
    """What tells all that is known of a tag as it is written. Of a value that no rule looks at nothing is kept."""

    @lru_cache(maxsize=1 << 12)
    def mould(outside: str, fixed: tuple[str, ...]) -> _Mould | None:
        form = _form(outside)
        assert form is not None, outside
        given = dict(zip(form.fixed, fixed, strict=True))
        values = [given.get(each, _ANY) for each in range(len(form.names))]
        return _mould(form, read_tag(_written(outside, values)), ground)

    def known(token: str) -> Known:
        written = token.split('"')
        outside, values = '"'.join(written[::2]), written[1::2]
        form = _form(outside) if len(written) % 2 and not any("</" in each for each in values) else None
        if form is not None:
            made = mould(outside, tuple([values[each] for each in form.fixed]))
            if made is not None and (found := _cast(made, values, ground)) is not None:
                return found
        return known_of(read_tag(token), ground)

    return known


@lru_cache(maxsize=1 << 12)
def _form(outside: str) -> _Form | None:
    """What stands outside of quotes in a tag; None if it says too little of what such a tag is."""
    tag = read_tag(_written(outside, [_BLANK] * outside.count('"')))
    if tag.kind == BROKEN or tag.twice or "'" in outside or tag.name == "area" or "http-equiv" in tag.attributes:
        return None
    names = tuple(name for name, value in tag.attributes.items() if value == _BLANK)
    if len(names) != outside.count('"'):  # a comment, or a value that is a blank without quotes
        return None
    fixed = tuple(
        number
        for number, name in enumerate(names)
        if name not in _OPEN and (name in LOOKED_AT or name.startswith("on"))
    )
    return _Form(names, fixed)


def _written(outside: str, values: Sequence[str]) -> str:
    """A tag put together again."""
    first, *others = outside.split('"')
    return first + "".join(f'"{value}"{each}' for value, each in zip(values, others, strict=True))


def _mould(form: _Form, tag: Tag, ground: Ground) -> _Mould | None:
    known = known_of(tag, ground)
    if known.traits is None:
        return _Mould(known)
    if known.traits.faults or len(known.traits.addresses) > 1:
        return None
    open_to = {held.attribute for held in known.traits.addresses} & _OPEN.intersection(form.names)
    address = form.names.index(open_to.pop()) if open_to else None
    return _Mould(known, address, form.names.index("id") if "id" in form.names else None)


def _cast(mould: _Mould, values: Sequence[str], ground: Ground) -> Known | None:
    """What is known of the tag with these values; None if that must be found out."""
    known = mould.known
    if known.traits is None or (mould.address is None and mould.name is None):
        return known
    tag, marked, _, addresses, refers = known.traits
    if mould.address is not None:
        (held,) = addresses
        url = values[mould.address]
        if not _INSIDE.fullmatch(url) and (held.fetched or not _OUTSIDE.fullmatch(url)):
            return None
        addresses = () if ground.elsewhere(url) else (Address(held.attribute, url, held.fetched),)
    if mould.name is not None:
        if not _NAME.fullmatch(values[mould.name]):
            return None
        tag = tag._replace(attributes={**tag.attributes, "id": values[mould.name]})
    plain = not (addresses or marked or tag.closed)
    traits = None if plain else Traits(tag, marked, (), addresses, refers)
    return Known(known.kind, known.name, known.where, traits)
