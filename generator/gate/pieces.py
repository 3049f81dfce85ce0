"""Pages cut into pieces: most of a page is frame, and the frame of a page is that of hundreds of others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from generator.gate import nesting
from generator.gate.ground import Ground, from_root
from generator.gate.known import Known
from generator.gate.moulds import knowing
from generator.gate.tag_rules import Address
from generator.gate.tags import BROKEN, TOKEN, Tag
from generator.model.diagnostic import Diagnostic

_SIMPLE = re.compile("(<[^>]*>)")  # the same tokens where no value holds a sign >, twice as fast
_BRACES = ("{{", "{%", "{#")
_CUTS = ("<body", "<main", "</main>")


class Piece(NamedTuple):
    """A piece of a page: texts and tags in turn, what is known of the tags, and which of them are marked or at fault.

    `names` are the elements that are open behind it, with the numbers of their tags. Of its links, `own` are fragments
    of the page itself, `targets` those that are clear from the depth of the page, `others` depend on its path. It may
    be `unfilled`: words of templates are left in it.
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
    unfilled: bool


def cutter(ground: Ground) -> Callable[[str, int, bool], Iterator[Piece]]:
    """What cuts pages of a site: `(text, depth, whole)` to pieces, a single one if it shall be `whole`."""
    known = lru_cache(maxsize=1 << 10)(knowing(ground))

    def piece(text: str, depth: int, names: tuple[str, ...], last: bool) -> Piece:
        return _piece(text, depth, names, last, known, ground)

    frame = lru_cache(maxsize=1 << 6)(piece)

    def cut(text: str, depth: int, whole: bool) -> Iterator[Piece]:
        at = [0, *(text.find(each) for each in _CUTS), len(text)]
        if whole or at != sorted(at):
            yield piece(text, depth, (), True)
            return
        names: tuple[str, ...] = ()
        for number, (start, end) in enumerate(pairwise(at)):
            made = (frame if number % 2 else piece)(text[start:end], depth, names, number == len(_CUTS))
            names = made.names
            yield made

    return cut


def _piece(
    text: str,
    depth: int,
    names: tuple[str, ...],
    last: bool,
    known: Callable[[str], Known],
    ground: Ground,
) -> Piece:
    for token in (_SIMPLE, TOKEN):
        parts = token.split(text)
        tags = list(map(known, parts[1::2]))
        traits = [(number, each.traits) for number, each in enumerate(tags) if each.traits is not None]
        broken = any(each.tag.kind == BROKEN for _, each in traits)
        if not broken:
            break
    faults, after = nesting.judge(tags, names, last)
    if broken:
        faults = []  # of tags that cannot be read nobody knows what they open or close
    own, loads = set(), set()
    whole = {url for _, url in ground.whole(text)}
    targets = {target for url in whole if (target := ground.target("", url)) is not None}
    others = []
    for number, each in traits:
        if each.faults:
            faults += ((number, fault) for fault in each.faults)
        for held in each.addresses:
            target = from_root(depth, held.url)
            if target is not None:
                targets.add(target)
                if held.fetched:
                    loads.add(target.partition("#")[0])
            elif held.url.startswith("#"):
                own.add(held.url[1:])
            else:
                others.append(held)
    marks = [(number, each.tag, each.refers) for number, each in traits if each.marked]
    return Piece(
        parts,
        tags,
        marks,
        faults,
        after,
        frozenset(own),
        frozenset(targets),
        tuple(others),
        frozenset(loads),
        "eloh" in text or "%(" in text or ("{" in text and any(each in text for each in _BRACES)),
    )
