"""What functions of the site read when they ran last, so that those that would read the same need not run again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple, TypeVar, cast

from generator.build.cache import Result
from generator.build.seal import Seal
from generator.checks import Check
from generator.model.artifact import Artifact, Batch
from generator.model.diagnostic import Diagnostic
from generator.model.digest import text_digest
from generator.model.reading import Reading, facet
from generator.model.site import Site

T = TypeVar("T")


class _Found(NamedTuple):
    """What a check found, and a digest of each file that it points into: places hold while those are the same."""

    diagnostics: list[Diagnostic]
    stamps: Mapping[str, str]


class _Reads(NamedTuple):
    """A batch that was made: its key, the site that notes what is read, and how many files there are."""

    key: str
    reading: Reading
    outputs: int


class Ledger:
    """The results of the last build, `before`, and of this one, `now`, in `site` on the day `today`."""

    def __init__(self, before: Mapping[str, Result], site: Site, today: date, toolchain: str) -> None:
        self.before = before
        self._results: dict[str, Result] = {}
        self._made: dict[str, _Reads] = {}
        self._site = site
        self._today = today
        self._toolchain = toolchain
        self._seal = Seal(toolchain)
        self._facet = cache(lambda name: facet(site, name))

    @property
    def now(self) -> Mapping[str, Result]:
        """What is known when all files are made: what they show is read until then."""
        made = {
            name: Result(name, facets := "\n".join(sorted(reading.facets)), self._key(facets, key), outputs, b"")
            for name, (key, reading, outputs) in self._made.items()
        }
        return {**self._results, **made}

    def holds(self, batch: Batch, outputs: int) -> bool:
        """Whether a batch would make again what it made last, `outputs` files; then that stands."""
        last = self.before.get(batch.name)
        if last is None or last.outputs != outputs or last.key != self._key(last.facets, batch.key):
            return False
        self._results[batch.name] = last
        return True

    def make(self, batch: Batch) -> list[Artifact]:
        """What a batch makes, noting what it reads, and what its artifacts do later on."""
        reading = self._made[batch.name].reading if batch.name in self._made else Reading(self._site)
        if batch.name in self._results:  # it stands: some of its files are made, the others read what they did
            reading.facets.update(filter(None, self._results[batch.name].facets.split("\n")))
        made = list(batch.make(cast(Site, reading), self._today, *batch.given))
        self._made[batch.name] = _Reads(batch.key, reading, len(made))
        return made

    def findings(self, rule: Check, site: Site, today: date) -> Iterable[Diagnostic]:
        """What a rule finds in the site of this ledger; from the last build where nothing it read has changed."""
        assert (site, today) == (self._site, self._today)
        name = f"{rule.__module__}.{rule.__qualname__}"
        last = self.before.get(name)
        if last is not None and last.key == self._key(last.facets):
            found: _Found | None = self._seal.open(last.findings)
            if found and all(site.stamps.get(file) == stamp for file, stamp in found.stamps.items()):
                self._results[name] = last
                return found.diagnostics
        diagnostics, facets = self._read(lambda site: list(rule(site, today)))
        files = {each.place.file for each in diagnostics if each.place.line}
        if files <= site.stamps.keys():
            found = _Found(diagnostics, {file: site.stamps[file] for file in files})
            self._results[name] = Result(name, facets, self._key(facets), 0, self._seal.close(found))
        return diagnostics

    def _read(self, function: Callable[[Site], T]) -> tuple[T, str]:
        """What a function makes of the site, and the names of the facets it read."""
        reading = Reading(self._site)
        return function(cast(Site, reading)), "\n".join(sorted(reading.facets))

    def _key(self, facets: str, given: str = "") -> str:
        read = (self._facet(name) for name in facets.split("\n") if name)
        return text_digest(self._toolchain, self._today.isoformat(), given, *read)
