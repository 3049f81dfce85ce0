"""What is to be published: every output with its fingerprint, made of batches that are only made where they must be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.build.cache import Cache, Known, State
from generator.build.fingerprint import Fingerprint
from generator.build.how import USUAL, How
from generator.build.ledger import Ledger
from generator.build.links import broken_links
from generator.build.memo import RecordMemo
from generator.build.names import CACHE, MEMO, WORK
from generator.build.sbom import FILE as BILL
from generator.build.sbom import sbom
from generator.build.templates import Templates
from generator.build.toolchain import toolchain
from generator.checks import check
from generator.engine.shell import Shell, shell
from generator.model import record_pages
from generator.model.artifact import Artifact, Batch, Page, Shape, digest
from generator.model.diagnostic import Diagnostic, error, in_order, stops
from generator.model.message import message
from generator.model.place import Place
from generator.model.site import Site
from generator.renderers import batches, listings
from generator.renderers.compiled import keep_compiled
from generator.source.folders import PAGES
from generator.source.load import load
from generator.source.press import load_press


@dataclass(frozen=True)
class Output:
    """A file to publish: one that the engine made (`file`), or one that a `batch` makes."""

    path: str
    fingerprint: Fingerprint
    shape: Shape | None = None
    batch: Batch | None = None
    file: Path | None = None


class Inconsistent(Exception):
    """What the last build left does not fit together: plan again with nothing left."""


class Plan:
    """All files of the site by path, what frames them, and the site they show."""

    def __init__(self, site: Site, before: State, ledger: Ledger) -> None:
        self.site = site
        self.before = before
        self.ledger = ledger
        self.shell: Shell
        self.outputs: dict[str, Output] = {}
        self._standing: dict[str, list[Known]] = {}
        for known in before.outputs.values():
            self._standing.setdefault(known.batch, []).append(known)
        self._made: dict[str, dict[str, Artifact]] = {}

    def files(self, batch: Batch) -> list[tuple[str, Shape | None]]:
        """Path and shape of each file of a batch, which is made unless it stands from the last build."""
        known = self._standing.get(batch.name, [])
        if self.ledger.holds(batch, len(known)):
            return [(each.path, each.shape) for each in known]
        made = self.ledger.make(batch)
        self._made[batch.name] = {artifact.path: artifact for artifact in made}
        return [(artifact.path, artifact.shape) for artifact in made]

    def fingerprint(self, batch: Batch, path: str, shape: Shape | None, tools: str) -> Fingerprint:
        """What a file depends on; that of a batch that stands is known."""
        frame = self.shell.keys[shape] if shape else ""
        if batch.name in self._made:
            artifact = self._made[batch.name][path]
            return Fingerprint(tools, frame, digest(artifact.name, path, artifact.inputs))
        return Fingerprint(tools, frame, self.before.outputs[path].inputs)

    def artifact(self, output: Output) -> Artifact:
        """The artifact of an output that the engine does not make."""
        batch = output.batch
        assert batch is not None, output.path
        if batch.name not in self._made:
            self._made[batch.name] = {artifact.path: artifact for artifact in self.ledger.make(batch)}
        try:
            return self._made[batch.name][output.path]
        except KeyError:
            raise Inconsistent(output.path) from None

    def take(self, output: Output) -> Artifact:
        """The artifact of an output that is made now, which the plan lets go: it may hold a whole place."""
        artifact = self.artifact(output)
        assert output.batch is not None, output.path
        del self._made[output.batch.name][output.path]
        return artifact

    @property
    def made(self) -> set[str]:
        """The names of the batches that were made, because they do not stand from the last build."""
        return set(self._made)

    def known(self, path: str) -> Known | None:
        """The output at `path` as the last build made it."""
        return self.before.outputs.get(path)


def prepare(
    root: Path, out: Path, today: date, how: How = USUAL, before: State | None = None
) -> tuple[Plan | None, list[Diagnostic]]:
    """All that is to be published, without making it; None if an error forbids it."""
    tools = toolchain()
    memo = RecordMemo(out / MEMO, tools)
    site, diagnostics = load(root, lambda _: how.tick("load", 0, 0), memo)
    memo.save()
    if how.extras:
        press, problems = load_press(root)
        site = replace(site, press=press)
        diagnostics += problems
    before = Cache(out / CACHE).read() if before is None else before
    ledger = Ledger(before.results, site, today, tools)
    diagnostics += check(site, today, ledger.findings)
    if stops(diagnostics):
        return None, in_order(diagnostics)
    for language in site.config.languages:
        keep_compiled(language, Templates(out / WORK / "templates", tools, language))
    plan = Plan(site, before, ledger)
    diagnostics += _fill(plan, root, out, today, tools, how.extras)
    if plan.outputs:
        diagnostics += broken_links(site, plan.outputs.keys())
    return (None if stops(diagnostics) else plan), in_order(diagnostics)


def _fill(plan: Plan, root: Path, out: Path, today: date, tools: str, extras: bool) -> list[Diagnostic]:
    """Find every output of a plan; returns what is wrong with them."""
    site = plan.site
    files = [(batch, path, shape) for batch in batches(site, today) for path, shape in plan.files(batch)]
    for last in listings([(path, shape) for _, path, shape in files]):
        files += [(last, path, shape) for path, shape in plan.files(last)]
    shapes: dict[Shape, Output] = {}
    for batch, path, shape in sorted(files, key=lambda each: each[1]):
        if shape and shape not in shapes:
            shapes[shape] = Output(path, Fingerprint("", "", ""), shape, batch)

    def sample(shape: Shape) -> Page:
        page = plan.artifact(shapes[shape]).make()
        assert isinstance(page, Page)
        return page

    made, diagnostics = shell(root, out / WORK / "shell", site.config, shapes.keys(), sample, tools)
    if made is None:
        return diagnostics
    plan.shell = made
    bill, bill_sha = sbom(out / WORK, tools, made.files, extras)
    outputs = [
        *(
            Output(path, Fingerprint("", "", sha), file=made.folder / "files" / path)
            for path, sha in made.files.items()
        ),
        Output(BILL, Fingerprint("", "", bill_sha), file=bill),
        *(Output(path, plan.fingerprint(batch, path, shape, tools), shape, batch) for batch, path, shape in files),
    ]
    for output in outputs:
        if output.path in plan.outputs:
            diagnostics.append(_taken_twice(site, output.path))
        plan.outputs[output.path] = output
    return diagnostics


def _taken_twice(site: Site, path: str) -> Diagnostic:
    return error(
        "I006",
        _claimed(site, path),
        message("two pages have the address /{path}", path=path.removesuffix("index.html")),
        message("Delete the alias, rename the page written by hand, or give the record a `slug` of its own."),
    )


def _claimed(site: Site, path: str) -> Place:
    """The record whose alias claims an output, or else the hand-written pages."""
    for kind, record, _path in record_pages.permanent(site):
        for index, alias in enumerate(record.aliases):
            if f"{alias[1:]}index.html" == path:
                place: Place = site.collection(kind)[record.id].origin.at("aliases", index)
                return place
    return Place(PAGES)
