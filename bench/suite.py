"""The systems measured at one size: cold, nothing changed, one edit, save → page.

Builds go in rounds, every system once in each, so that a slow moment of the machine meets all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import Corpus
from bench.measure import Cost, medians
from bench.peers.base import Peer
from bench.turn import Result, Say, Turn

PARTS = ("cold", "nothing", "edit", "save", "memory")  # memory is that of the cold build


@dataclass(frozen=True)
class Plan:
    """What to measure, how often, and how long a new page is waited for, in seconds."""

    parts: Collection[str]
    repeat: int
    save_limit: float


def measure(peers: Mapping[Peer, str], corpus: Corpus, plan: Plan, sites: Path, logs: Path, say: Say) -> list[Result]:
    """Lay `corpus` out below `sites` for each of `peers` (with its version) and measure what `plan` asks for."""
    turns = [Turn(peer, version, corpus.pages, sites, logs, say) for peer, version in peers.items()]
    for turn in turns:
        turn.attempt(turn.peer.prepare, turn.site, corpus)
    cold = bool({"cold", "memory"} & set(plan.parts))
    _rounds(turns, plan.repeat if cold else 1, "cold", Turn.cold)
    for turn in turns:
        turn.attempt(turn.look_around)
    if "nothing" in plan.parts:
        _rounds(turns, plan.repeat, "nothing", Turn.again)
    if "edit" in plan.parts:
        _rounds(turns, plan.repeat, "edit", Turn.edited)
        for turn in turns:
            turn.attempt(turn.compare)
    if "save" in plan.parts:
        for turn in turns:
            turn.attempt(turn.save, plan.repeat + 1, plan.repeat, plan.save_limit)
    return [turn.result for turn in turns]


def _rounds(turns: list[Turn], repeat: int, what: str, step: Callable[[Turn, int], Cost]) -> None:
    """Each system once, then all again; the medians go into the results as `what`."""
    costs: dict[str, list[Cost]] = {turn.peer.name: [] for turn in turns}
    for number in range(1, repeat + 1):
        for turn in turns:
            turn.attempt(_note, costs[turn.peer.name], step, turn, number)
    for turn in turns:
        if found := costs[turn.peer.name]:
            each = ", ".join(f"{cost.wall:.2f} ({cost.cpu:.2f})" for cost in found)
            turn.say(f"{turn.peer.name}: {what}: {each} s (CPU s)")
            setattr(turn.result, what, medians(found))


def _note(costs: list[Cost], step: Callable[[Turn, int], Cost], turn: Turn, number: int) -> None:
    costs.append(step(turn, number))
