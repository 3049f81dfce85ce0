"""Batches and the files that they make, which is only done where they do not stand from the last build."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.build.cache import Known, State
from generator.build.fingerprint import Fingerprint
from generator.build.ledger import Ledger
from generator.model.artifact import Artifact, Batch, Shape


@dataclass(frozen=True, slots=True)
class Output:
    """A file to publish: one that the engine made (`file`), or one that a `batch` makes.

    `fingerprint.inputs` is empty where nobody compares it: the file has to be made in any case.
    """

    path: str
    fingerprint: Fingerprint
    shape: Shape | None = None
    batch: Batch | None = None
    file: Path | None = None


class Listed(NamedTuple):
    """A file that a batch makes; `inputs` is the digest of what it is made of, or empty: it has to be made anyway."""

    batch: Batch
    path: str
    shape: Shape | None
    inputs: str


class Inconsistent(Exception):
    """What the last build left does not fit together: plan again with nothing left."""


class Batches:
    """Lists what batches make, and makes it again when it is wanted: nothing is held meanwhile but what has changed."""

    def __init__(self, before: State, ledger: Ledger, toolchain: str) -> None:
        self._before = before
        self._ledger = ledger
        self._toolchain = toolchain
        self._standing: dict[str, list[Known]] = {}
        for known in before.outputs.values():
            self._standing.setdefault(known.batch, []).append(known)
        self._changed: dict[tuple[str, str, Shape | None], Artifact] = {}  # two pages may claim a path, by mistake

    def files(self, batch: Batch) -> Iterator[Listed]:
        """The files of a batch, which is made unless it stands from the last build."""
        known = self._standing.get(batch.name, [])
        if self._ledger.holds(batch, len(known)):
            yield from (Listed(batch, each.path, each.shape, each.inputs) for each in known)
            return
        for artifact in self._ledger.make(batch):
            before = self._before.outputs.get(artifact.path)
            inputs = artifact.digest if before and before.toolchain == self._toolchain else ""
            if before and inputs not in ("", before.inputs):
                self._changed[batch.name, artifact.path, artifact.shape] = artifact
            yield Listed(batch, artifact.path, artifact.shape, inputs)

    def artifact(self, output: Output) -> Artifact:
        """The artifact of an output that the engine does not make."""
        return next(self.artifacts([output]))

    def artifacts(self, outputs: Sequence[Output]) -> Iterator[Artifact]:
        """Those of such outputs in turn: a batch is made with the first one that is wanted of it."""
        wanted = {(each.batch.name, each.path, each.shape) for each in outputs if each.batch}
        at_hand = self._changed
        made = set()
        for output in outputs:
            batch = output.batch
            assert batch is not None, output.path
            key = (batch.name, output.path, output.shape)
            if key not in at_hand and batch.name not in made:
                made.add(batch.name)
                keyed = (((batch.name, each.path, each.shape), each) for each in self._ledger.make(batch))
                at_hand.update((own, each) for own, each in keyed if own in wanted)
            if key not in at_hand:
                raise Inconsistent(output.path)
            wanted.remove(key)
            yield at_hand.pop(key)
