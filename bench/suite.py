"""One system measured at one size: cold, nothing changed, one edit, save → page."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from bench import trees
from bench.corpus import Corpus
from bench.measure import CommandFailed, Cost, medians, run
from bench.peers.base import Peer
from bench.peers.ours import Ours
from bench.saving import TooSlow, save_to_page

PARTS = ("cold", "nothing", "edit", "save", "memory")
LIMIT = 3600.0  # seconds for one command
Say = Callable[[str], None]


@dataclass
class Result:
    """What was measured of one system; None where it was not, `notes` say why."""

    name: str
    version: str
    leaves_out: str
    pages: int
    files: int = 0
    cold: Cost | None = None
    nothing: Cost | None = None
    edit: Cost | None = None
    save: float | None = None  # milliseconds
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@dataclass(frozen=True)
class Plan:
    """What to measure, how often, and how long a new page is waited for, in seconds."""

    parts: Collection[str]
    repeat: int
    save_limit: float


def measure(peer: Peer, version: str, site: Path, corpus: Corpus, plan: Plan, logs: Path, say: Say) -> Result:
    """Lay `corpus` out in `site` and measure what `plan` asks for; a failure is noted and ends this system's turn."""
    result = Result(peer.name, version, peer.leaves_out, corpus.pages)
    log = logs / f"{peer.name}.log"
    log.unlink(missing_ok=True)
    peer.prepare(site, corpus)
    try:
        _Turn(peer, site, plan, log, say).fill(result)
    except (CommandFailed, TooSlow, OSError) as problem:
        result.notes.append(f"{type(problem).__name__}: {problem}")
        say(f"{peer.name}: {problem}")
    return result


@dataclass(frozen=True)
class _Turn:
    """One system at work."""

    peer: Peer
    site: Path
    plan: Plan
    log: Path
    say: Say

    def fill(self, result: Result) -> None:
        """Measure part after part, each on what the one before left."""
        parts = self.plan.parts
        if "cold" in parts or "memory" in parts:
            result.cold = self._cold()
        else:
            self._build()
        result.leaves_out = self.peer.lacks(self.site)
        result.files = trees.count(self.peer.output(self.site))
        if "nothing" in parts:
            result.nothing = self._medians("nothing changed", [self._build() for _ in self._turns])
        if "edit" in parts:
            result.edit = self._medians("one edit", [self._edited(number) for number in self._turns])
            if isinstance(self.peer, Ours):
                result.notes.append(_compared(self.peer, self.site, self.log))
        if "save" in parts:
            result.save = self._saved()

    @property
    def _turns(self) -> range:
        return range(1, self.plan.repeat + 1)

    def _cold(self) -> Cost:
        costs = []
        for _ in self._turns:
            self.peer.clean(self.site)
            costs.append(self._build())
        return self._medians("cold", costs)

    def _edited(self, number: int) -> Cost:
        marker = self.peer.edit(self.site, number)
        cost = self._build()
        if marker not in self.peer.page(self.site).read_text():
            raise CommandFailed(f"the edited page does not hold {marker}")
        return cost

    def _saved(self) -> float | None:
        first = self.plan.repeat + 1
        times = save_to_page(self.peer, self.site, first, self.plan.repeat, self.plan.save_limit, self.log)
        if times is None:
            return None
        self.say(f"{self.peer.name}: save → page: {', '.join(f'{each:.0f}' for each in times)} ms")
        return median(times)

    def _build(self) -> Cost:
        return run(self.peer.build(self.site), self.log, LIMIT)

    def _medians(self, what: str, costs: list[Cost]) -> Cost:
        each = ", ".join(f"{cost.wall:.2f} ({cost.cpu:.2f})" for cost in costs)
        self.say(f"{self.peer.name}: {what}: {each} s (CPU s)")
        return medians(costs)


def _compared(peer: Ours, site: Path, log: Path) -> str:
    """Whether the tree after an edit is, byte for byte, what a clean build makes of the same records."""
    clean = site.with_name(f"{site.name}-clean")
    shutil.rmtree(clean, ignore_errors=True)
    clean.mkdir()
    run(peer.rebuild(site, clean), log, LIMIT)
    different = trees.differing(peer.output(site), (clean / "site").resolve())
    shutil.rmtree(clean)
    if different:
        return f"NOT the same as a clean build: {len(different)} files differ, such as {different[0]}"
    return "after the edits byte-identical to a clean build"
