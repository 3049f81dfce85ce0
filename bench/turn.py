"""One system at work, step by step, and what was measured of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from subprocess import SubprocessError
from typing import Any, ParamSpec

from bench import trees
from bench.measure import CommandFailed, Cost, run
from bench.peers.base import Peer
from bench.peers.ours import Ours
from bench.saving import TooSlow, save_to_page

LIMIT = 3600.0  # seconds for one command
P = ParamSpec("P")
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


class Turn:
    """One system at work. A failure is noted and ends its turn."""

    def __init__(self, peer: Peer, version: str, pages: int, sites: Path, logs: Path, say: Say) -> None:
        self.peer = peer
        self.site = sites / peer.name
        self.log = logs / f"{peer.name}.log"
        self.log.unlink(missing_ok=True)
        self.say = say
        self.failed = False
        self.result = Result(peer.name, version, peer.leaves_out, pages)

    def attempt(self, step: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Do `step`, unless one before has failed."""
        if self.failed:
            return
        try:
            step(*args, **kwargs)
        except (CommandFailed, TooSlow, OSError, SubprocessError) as problem:
            self.failed = True
            self.result.notes.append(f"{type(problem).__name__}: {problem}")
            self.say(f"{self.peer.name}: {problem}")

    def cold(self, number: int) -> Cost:
        """A build with nothing to start from."""
        self.peer.clean(self.site)
        return self.again(number)

    def again(self, number: int) -> Cost:
        """A build after another, with nothing changed."""
        return run(self.peer.build(self.site), self.log, LIMIT)

    def edited(self, number: int) -> Cost:
        """A build after one article was edited."""
        marker = self.peer.edit(self.site, number)
        cost = self.again(number)
        if marker not in self.peer.page(self.site).read_text():
            raise CommandFailed(f"the edited page does not hold {marker}")
        return cost

    def look_around(self) -> None:
        """Note what the site has."""
        self.result.files = trees.count(self.peer.output(self.site))

    def compare(self) -> None:
        """Note whether our tree is, byte for byte, what a clean build makes of the same records."""
        if not isinstance(self.peer, Ours):
            return
        clean = self.site.with_name("clean")
        shutil.rmtree(clean, ignore_errors=True)
        clean.mkdir()
        run(self.peer.rebuild(self.site, clean), self.log, LIMIT)
        different = trees.differing(self.peer.output(self.site), (clean / "site").resolve())
        shutil.rmtree(clean)
        self.result.notes.append(
            f"NOT the same as a clean build: {len(different)} files differ, such as {different[0]}"
            if different
            else "after the edits byte-identical to a clean build"
        )

    def save(self, first: int, repeat: int, limit: float) -> None:
        """Let it preview, save `repeat` times and wait for the page, each time at most `limit` seconds."""
        times = save_to_page(self.peer, self.site, first, repeat, limit, self.log)
        if times:
            self.say(f"{self.peer.name}: save → page: {', '.join(f'{each:.0f}' for each in times)} ms")
            self.result.save = median(times)
