"""Whether tags open and close as they should."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.gate.known import Known
from generator.gate.tag_rules import malformed
from generator.gate.tags import BLOCKS, CLOSES, FOREIGN, NEVER_TWICE, NOT_IN_ITSELF, NOT_IN_P, OPENS, SPECIAL, TEXT
from generator.model.diagnostic import Diagnostic
from generator.model.message import Message, message


def judge(
    tags: Sequence[Known], before: Sequence[str], last: bool
) -> tuple[list[tuple[int, Diagnostic]], tuple[str, ...]]:
    """What is wrong with the nesting of tags, by their number, and the names of the elements open behind them.

    `before` are those that are open already; behind the `last` tags of a page none may be. Of several faults the first
    is told: the others mostly follow from it.
    """
    names = list(before)
    opened = [0] * len(names)
    faults: list[tuple[int, Diagnostic]] = []
    for number, (kind, name, where, traits) in enumerate(tags):
        if kind == OPENS:
            if where == SPECIAL or (where == NOT_IN_P and "p" in names) or (where == NOT_IN_ITSELF and name in names):
                closed = bool(traits and traits.tag.closed)
                if closed and not FOREIGN.isdisjoint((*names, name)):
                    continue
                why = _misplaced(name, closed, names, tags[number + 1 : number + 2])
                faults += ((number, malformed(each)) for each in why)
            names.append(name)
            opened.append(number)
        elif kind == CLOSES:
            if names and names[-1] == name:
                names.pop()
                opened.pop()
            else:
                faults += _unwound(number, name, names, opened)
    if last:
        faults += [(at, _never_closed(name)) for name, at in zip(names, opened, strict=True)]
    return sorted(faults, key=lambda each: each[0])[:1], tuple(names)


def _unwound(number: int, name: str, names: list[str], opened: list[int]) -> Iterator[tuple[int, Diagnostic]]:
    """Close an element that is not the innermost: what is still open in it is at fault, or else the tag itself."""
    if name not in names:
        yield number, malformed(message("</{tag}> closes nothing", tag=name))
        return
    while (left := names.pop()) != name:
        yield opened.pop(), _never_closed(left)
    opened.pop()


def _never_closed(name: str) -> Diagnostic:
    return malformed(message("<{tag}> is opened and never closed", tag=name))


def _misplaced(name: str, closed: bool, names: Sequence[str], after: Sequence[Known]) -> Iterator[Message]:
    """Why an element may not begin here."""
    if not FOREIGN.isdisjoint(names):
        return
    if name in BLOCKS and "p" in names:
        yield message("<{tag}> cannot stand inside <{other}>", tag=name, other="p")
    if name in NEVER_TWICE and name in names:
        yield message("<{tag}> cannot stand inside <{other}>", tag=name, other=name)
    if name in TEXT and not (after and after[0][:2] == (CLOSES, name)):
        yield message("<{tag}> holds tags, and may hold text alone", tag=name)
    if closed and name not in FOREIGN:
        yield message("<{tag}/> opens and does not close", tag=name)
