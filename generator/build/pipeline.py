"""One way through: load, check, render, frame, compare with what is published, write what changed, switch."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from errno import ESTALE
from hashlib import sha256
from pathlib import Path

from generator.build.barred import Barred
from generator.build.batches import Inconsistent, Output
from generator.build.cache import Cache, Known, State
from generator.build.gate import Gate, Tree
from generator.build.how import USUAL, How
from generator.build.lock import PATIENCE, Patience
from generator.build.making import Making
from generator.build.names import CACHE, WORK
from generator.build.plan import Plan, prepare
from generator.build.releases import Releases
from generator.build.toolchain import toolchain
from generator.build.trouble import not_deleted, not_done
from generator.build.work import Job, Made, run, workers
from generator.engine.shell import discard
from generator.model import address
from generator.model.artifact import Page
from generator.model.diagnostic import Diagnostic, error, in_order, stops
from generator.model.message import message
from generator.model.place import Place
from generator.model.press import Unprintable
from generator.model.site import Site
from generator.renderers.page import NO_INDEX
from generator.source.folders import PRINT

AGAIN = 3  # how often a build begins anew: a file changed while it was read, or what was kept does not fit together


@dataclass(frozen=True)
class Report:
    """What a build did. `published` is None when an error stopped it; then nothing was touched.

    `files` are all that are published now, by path. `linked` counts those taken over from the release before; a release
    made of an old one needs few.
    """

    published: Path | None = None
    files: Mapping[str, Known] = field(default_factory=dict)
    rendered: int = 0
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    linked: int = 0
    engine_ran: bool = False

    @property
    def outputs(self) -> int:
        """How many files are published."""
        return len(self.files)


def build(
    root: Path, out: Path, today: date, how: How = USUAL, patience: Patience = PATIENCE
) -> tuple[Report, list[Diagnostic]]:
    """Publish the site kept in `root` as it is on `today` into `out/site`; an error leaves `out/site` as it was."""
    releases = Releases(out)
    try:
        with releases.locked("build", patience):
            _, report, diagnostics = build_into(releases, root, today, how)
            return report, diagnostics
    except Barred as problem:
        return Report(), [problem.diagnostic]
    except OSError as problem:  # before the switch: nothing that comes after it raises one
        return Report(), [not_done(problem, root, out)]


def build_into(releases: Releases, root: Path, today: date, how: How) -> tuple[Plan | None, Report, list[Diagnostic]]:
    """Plan the site kept in `root` and publish it; the releases must be locked."""
    out = releases.link.parent
    before = None
    again = 0
    while True:
        try:
            plan, diagnostics = prepare(root, out, today, how, before)
            if plan is None:
                return None, Report(), diagnostics
            report, judged = _write(plan, root, releases, how)
        except Inconsistent as problem:
            again += 1
            if again > AGAIN:
                raise OSError(ESTALE, os.strerror(ESTALE), str(problem)) from None
            before = State({}, {})
        except Unprintable as problem:
            return None, Report(), [_unprintable(problem)]
        except OSError as problem:  # somebody saves while we read
            again += 1
            if problem.errno != ESTALE or again > AGAIN:
                raise
        else:
            diagnostics = in_order([*diagnostics, *judged])
            if stops(judged):
                return None, report, diagnostics
            try:
                pictures = _of_taken_back(plan.site) - plan.outputs.keys()
                releases.forget(_taken_back(plan.site), NO_INDEX.encode(), pictures)
                releases.prune(plan.site.config.keep_releases)
            except OSError as problem:
                diagnostics.append(not_deleted(problem, root, out))
            return plan, report, diagnostics


def _unprintable(problem: Unprintable) -> Diagnostic:
    """A sheet that cannot be set, told where it can be mended: in the template, or in the words that do not fit."""
    return error(
        "E006",
        Place(f"{PRINT}/{problem.template}", problem.line, 1) if problem.line else problem.place,
        message("this cannot be printed with {file}: {why}", file=problem.template, why=problem.why),
        message("Shorten the texts, or undo the last change of the template."),
    )


def _taken_back(site: Site) -> Iterator[str]:
    """The pages of withdrawn articles in every edition, at their former addresses too."""
    for article in site.article_heads.values():
        if article.taken_back:
            for where in address.everywhere(site.config, article, *article.aliases):
                yield address.file_of(where)


def _of_taken_back(site: Site) -> set[str]:
    """The pictures of withdrawn articles."""
    return {article.image for article in site.article_heads.values() if article.taken_back and article.image}


def _write(plan: Plan, root: Path, releases: Releases, how: How) -> tuple[Report, list[Diagnostic]]:
    """Publish what is planned: unchanged files are linked from the published release, the others made and written.

    What the gate finds comes along; an error among it, and nothing is published.
    """
    current, manifest = releases.published()
    out = releases.link.parent
    gate = Gate(out / WORK / "gate.sqlite", toolchain(), plan.site, root)
    if plan.outputs.keys() - manifest.keys() and (faults := gate.names(plan.outputs)):
        return Report(), faults
    linked = 0
    with releases.staging() as staging:
        making = Making(plan, current, manifest, staging)
        stale = making.stale(plan.outputs.values())
        for number, (output, made) in enumerate(_make(plan, stale, how.executor), 1):
            how.tick("render", number, len(stale))
            making.put(output, made)
        if how.compressed:
            making.compress(how.tick)
        kept, written = making.kept, tuple(making.written)
        removed = tuple(sorted(manifest.keys() - kept.keys()))
        tree = Tree(kept, staging.held, staging.folder, manifest, current)
        verdict = gate.judge(tree)
        if stops(verdict.found):
            return Report(), verdict.found
        if current is None or written or removed:
            current, linked = releases.publish(staging, kept, current, plan.site.config.keep_releases)
    gate.keep(verdict, tree, current.name)
    Cache(out / CACHE).write(plan.before, State(kept, plan.ledger.now))
    return Report(current, kept, len(stale), written, removed, linked, plan.shell.fresh), verdict.found


def _make(plan: Plan, stale: Iterable[Output], executor: str) -> Iterator[tuple[Output, Made]]:
    """Each stale output as it was made: the engine's files are read, pages and feeds are made."""
    slow: list[Output] = []
    to_make: list[Output] = []
    for output in stale:
        if output.file:
            yield output, Made(_of_engine(output, output.file), output.fingerprint.inputs)
        else:
            (slow if output.shape in plan.shell.slow else to_make).append(output)
    for output, artifact in zip(slow, plan.batches.artifacts(slow), strict=True):
        ready = artifact.ready()
        page = ready.make()
        assert isinstance(page, Page), output.path
        assert output.shape
        yield output, Made(plan.shell.slow[output.shape](page), ready.digest)
    with workers(executor, len(to_make)) as (pool, size):
        artifacts = zip(to_make, plan.batches.artifacts(to_make), strict=True)
        jobs = (Job(made, plan.shell.layouts[each.shape] if each.shape else None) for each, made in artifacts)
        yield from zip(to_make, run(jobs, pool, size), strict=True)


def _of_engine(output: Output, file: Path) -> bytes:
    """A file that the engine made; raises Inconsistent when it is not what it was: then the shell is made anew."""
    try:
        content = file.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        content = b""
    if sha256(content).hexdigest() != output.fingerprint.inputs:
        discard(file)
        raise Inconsistent(output.path)
    return content
