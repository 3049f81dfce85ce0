"""Batches and the files that they make, which is only done where they do not stand from the last build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.build.cache import Known, State
from generator.build.fingerprint import Fingerprint
from generator.build.ledger import Ledger
from generator.model.artifact import Artifact, Batch, Shape, digest


@dataclass(frozen=True, slots=True)
class Output:
    """A file to publish: one that the engine made (`file`), or one that a `batch` makes."""

    path: str
    fingerprint: Fingerprint
    shape: Shape | None = None
    batch: Batch | None = None
    file: Path | None = None


class Inconsistent(Exception):
    """What the last build left does not fit together: plan again with nothing left."""


class Batches:
    """Makes batches, each once, and holds what they made until it is taken."""

    def __init__(self, before: State, ledger: Ledger) -> None:
        self._before = before
        self._ledger = ledger
        self._standing: dict[str, list[Known]] = {}
        for known in before.outputs.values():
            self._standing.setdefault(known.batch, []).append(known)
        self._made: dict[str, dict[str, Artifact]] = {}

    def files(self, batch: Batch) -> list[tuple[str, Shape | None]]:
        """Path and shape of each file of a batch, which is made unless it stands from the last build."""
        known = self._standing.get(batch.name, [])
        if self._ledger.holds(batch, len(known)):
            return [(each.path, each.shape) for each in known]
        return [(artifact.path, artifact.shape) for artifact in self._make(batch)]

    def fingerprint(self, batch: Batch, path: str, frame: str, tools: str) -> Fingerprint:
        """What a file depends on; that of a batch that stands is known."""
        if batch.name in self._made:
            artifact = self._made[batch.name][path]
            return Fingerprint(tools, frame, digest(artifact.name, path, artifact.inputs))
        return Fingerprint(tools, frame, self._before.outputs[path].inputs)

    def artifact(self, output: Output) -> Artifact:
        """The artifact of an output that the engine does not make."""
        batch = output.batch
        assert batch is not None, output.path
        if batch.name not in self._made:
            self._make(batch)
        try:
            return self._made[batch.name][output.path]
        except KeyError:
            raise Inconsistent(output.path) from None

    def take(self, output: Output) -> Artifact:
        """The artifact of an output that is made now, which is let go: it may hold a whole place."""
        artifact = self.artifact(output)
        assert output.batch is not None, output.path
        del self._made[output.batch.name][output.path]
        return artifact

    def _make(self, batch: Batch) -> list[Artifact]:
        made = self._ledger.make(batch)
        self._made[batch.name] = {artifact.path: artifact for artifact in made}
        return made
