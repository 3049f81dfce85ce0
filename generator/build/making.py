"""From a plan to the files of a release: what stands is kept, what is made is written."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from generator.build.batches import Output
from generator.build.cache import NO_PAGE, Known
from generator.build.cause import cause
from generator.build.how import Tick
from generator.build.output import Entry, Manifest
from generator.build.plan import Plan
from generator.build.staging import Staging
from generator.build.work import Made
from generator.model.artifact import Shape


class Making:
    """A release in the making: what is `kept` of all it will hold, and what of that was `written` anew."""

    def __init__(self, plan: Plan, current: Path | None, manifest: Manifest, staging: Staging) -> None:
        self.kept: dict[str, Known] = {}
        self.written: list[str] = []
        self._plan = plan
        self._current = current
        self._manifest = manifest
        self._staging = staging

    def stale(self, outputs: Iterable[Output]) -> list[Output]:
        """Those that have to be made, by path; of the others the published files will do.

        By path, so that a month's feed is made when the texts of its pages were rendered a moment ago.
        """
        found: list[Output] = []
        for output in sorted(outputs, key=lambda each: each.path):
            if self._cause(output):
                found.append(output)
            elif known := self._plan.known(output.path):
                self.kept[output.path] = known
        return found

    def put(self, output: Output, made: Made) -> None:
        """Take in what was made, and write it unless the published file holds the same."""
        path, content = output.path, made.content
        entry = Entry(sha256(content).hexdigest(), len(content))
        current = self._current
        if current and self._manifest.get(path) == entry and _same(current / path, content):
            mtime = (current / path).stat().st_mtime_ns
        else:
            mtime = self._staging.write(path, content).st_mtime_ns
            self.written.append(path)
        self.kept[path] = _known(output, made.inputs, entry, mtime, self._cause(output))

    def _cause(self, output: Output) -> str:
        """Why it has to be made; empty when the published file will do."""
        known = self._plan.known(output.path)
        return cause(output.fingerprint, known, self._current, self._manifest.get(output.path))

    def compress(self, tick: Tick) -> None:
        """Put compressed files beside the texts, where they are smaller."""
        from generator.build.compress import beside, compress  # with threads

        texts = dict(beside(self.kept))
        again = self.stale(texts)
        files = ((self._where(texts[output]), output.path) for output in again)
        for number, (output, smaller) in enumerate(zip(again, compress(files), strict=True), 1):
            tick("compress", number, len(again))
            if smaller is not None:
                self.put(output, Made(smaller, output.fingerprint.inputs))

    def _where(self, path: str) -> Path:
        """A file of the release, before what did not change is linked into it."""
        return (self._staging.folder if path in self._staging.held or not self._current else self._current) / path


def _known(output: Output, inputs: str, entry: Entry, mtime_ns: int, why: str) -> Known:
    shape = output.shape or Shape("", NO_PAGE)
    batch = output.batch.name if output.batch else ""
    framed = (shape.section, shape.depth, shape.edition)
    made_of = output.fingerprint._replace(inputs=inputs)
    return Known(output.path, batch, *framed, *made_of, entry.sha256, entry.size, mtime_ns, why)


def _same(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except OSError:
        return False
