"""Pages cut into pieces: most of a page is frame, and the frame of a page is that of hundreds of others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from generator.gate import nesting
from generator.gate.ground import Ground, from_root
from generator.gate.known import Known, known_of
from generator.gate.tag_rules import Address
from generator.gate.tags import BROKEN, TOKEN, Tag, parse
from generator.model.diagnostic import Diagnostic

_SIMPLE = re.compile("(<[^>]*>)")  # the same tokens where no value holds a sign >, twice as fast
_CUTS = ("<body", "<main", "</main>")


class Piece(NamedTuple):
    """A piece of a page: texts and tags in turn, what is known of the tags, and which of them are marked or at fault.

    `names` are the elements that are open behind it, with the numbers of their tags. Of its links, `own` are fragments
    of the page itself, `targets` those that are clear from the depth of the page, `others` depend on its path.
    """

    parts: Sequence[str]
    known: Sequence[Known]
    marks: Sequence[tuple[int, Tag, tuple[str, ...]]]
    faults: Sequence[tuple[int, Diagnostic]]
    names: tuple[str, ...]
    own: frozenset[str]
    targets: frozenset[str]
    others: tuple[Address, ...]
    loads: frozenset[str]


def cutter(ground: Ground) -> Callable[[str, int, bool], Iterator[Piece]]:
    """What cuts pages of a site: `(text, depth, whole)` to pieces, a single one if it shall be `whole`."""

    @lru_cache(maxsize=1 << 15)
    def known(token: str) -> Known:
        return known_of(parse(token), ground)

    def piece(text: str, depth: int, names: tuple[str, ...], last: bool) -> Piece:
        return _piece(text, depth, names, last, known)

    common = lru_cache(maxsize=1 << 8)(piece)

    def cut(text: str, depth: int, whole: bool) -> Iterator[Piece]:
        at = [0, *(text.find(each) for each in _CUTS), len(text)]
        if whole or at != sorted(at):
            yield piece(text, depth, (), True)
            return
        names: tuple[str, ...] = ()
        for number, (start, end) in enumerate(pairwise(at)):
            made = (common if number % 2 else piece)(text[start:end], depth, names, number == len(_CUTS))
            names = made.names
            yield made

    return cut


def _piece(text: str, depth: int, names: tuple[str, ...], last: bool, known: Callable[[str], Known]) -> Piece:
    parts = _SIMPLE.split(text)
    tags = list(map(known, parts[1::2]))
    distinct = list(map(known, set(parts[1::2])))
    if any(each.kind == BROKEN for each in distinct):
        parts = TOKEN.split(text)
        tags = list(map(known, parts[1::2]))
        distinct = list(map(known, set(parts[1::2])))
    faults, after = nesting.judge(tags, names, last)
    if any(each.kind == BROKEN for each in distinct):
        faults = []  # of tags that cannot be read nobody knows what they open or close
    own, targets, loads = set(), set(), set()
    others = []
    for traits in filter(None, [each.traits for each in distinct]):
        if traits.faults:
            faults += (
                (number, fault) for number, each in enumerate(tags) if each.traits is traits for fault in traits.faults
            )
        for held in traits.addresses:
            target = from_root(depth, held.url)
            if target is None and held.url.startswith("#"):
                own.add(held.url[1:])
            elif target is None:
                others.append(held)
            else:
                targets.add(target)
                if held.fetched:
                    loads.add(target.partition("#")[0])
    marks = [
        (number, traits.tag, traits.refers)
        for number, traits in enumerate([each.traits for each in tags])
        if traits is not None and traits.marked
    ]
    return Piece(parts, tags, marks, faults, after, frozenset(own), frozenset(targets), tuple(others), frozenset(loads))
