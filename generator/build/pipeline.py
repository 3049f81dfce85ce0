"""One way through: load, check, render, frame, compare with what is published, write what changed, switch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from generator.build.cache import NO_PAGE, Cache, Known, State
from generator.build.cause import cause
from generator.build.gate import Gate, Tree
from generator.build.output import Entry
from generator.build.plan import WORK, Inconsistent, Output, Plan, Tick, prepare
from generator.build.releases import Releases
from generator.build.toolchain import toolchain
from generator.build.work import Job, run, workers
from generator.model import address
from generator.model.artifact import Page, Shape
from generator.model.diagnostic import Diagnostic, error, in_order, stops
from generator.model.message import message
from generator.model.place import Place
from generator.model.press import Unprintable
from generator.model.site import Site
from generator.renderers.page import NO_INDEX
from generator.source.press import FOLDER as PRINT


@dataclass(frozen=True)
class Report:
    """What a build did. `published` is None when an error stopped it; then nothing was touched.

    `linked` counts the files taken over from the release before; a release made of an old one needs few.
    """

    published: Path | None = None
    outputs: int = 0
    rendered: int = 0
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    linked: int = 0
    engine_ran: bool = False


def silent(phase: str, done: int, total: int) -> None:
    """Tell nobody how far a build is."""


def build(
    root: Path, out: Path, today: date, tick: Tick = silent, executor: str = "auto", extras: bool = False
) -> tuple[Report, list[Diagnostic]]:
    """Publish the site kept in `root` as it is on `today` into `out/site`; an error leaves `out/site` as it was.

    `executor` says who makes the pages (see `generator.build.work.workers`). With `extras` there are the costly files
    too, such as PDF; without, no page leads to one.
    """
    releases = Releases(out)
    if releases.link.exists() and not releases.link.is_symlink():
        return Report(), [
            error(
                "E004",
                Place(releases.link.name),
                message("`site` is a folder here and must be a link that the build makes"),
                message("Rename the folder, and build again."),
            )
        ]
    with releases.locked():
        _, report, diagnostics = publish(root, releases, today, executor, tick, extras)
        return report, diagnostics


def publish(
    root: Path, releases: Releases, today: date, executor: str, tick: Tick, extras: bool = False
) -> tuple[Plan | None, Report, list[Diagnostic]]:
    """Plan the site and publish it; the releases must be locked."""
    out = releases.link.parent
    before = None
    while True:
        try:
            plan, diagnostics = prepare(root, out, today, tick, before, extras)
            if plan is None:
                return None, Report(), diagnostics
            report, judged = _write(plan, root, releases, executor, tick)
        except Inconsistent:
            before = State({}, {})
        except Unprintable as problem:
            return None, Report(), [_unprintable(problem)]
        else:
            diagnostics = in_order([*diagnostics, *judged])
            if stops(judged):
                return None, report, diagnostics
            releases.forget(_taken_back(plan.site), NO_INDEX.encode())
            releases.prune(plan.site.config.keep_releases)
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
    """The pages of withdrawn articles, at their former addresses too."""
    for article in site.article_heads.values():
        if article.taken_back:
            for where in (address.article(article), *article.aliases):
                yield f"{where[1:]}index.html"


def _write(plan: Plan, root: Path, releases: Releases, executor: str, tick: Tick) -> tuple[Report, list[Diagnostic]]:
    """Publish what is planned: unchanged files are linked from the published release, the others made and written.

    What the gate finds comes along; an error among it, and nothing is published.
    """
    current, manifest = releases.published()
    work = releases.link.parent / WORK
    gate = Gate(work / "gate.sqlite", toolchain(), plan.site, root)
    if plan.outputs.keys() - manifest.keys() and (faults := gate.names(plan.outputs)):
        return Report(), faults
    causes = {
        path: cause(output.fingerprint, plan.known(path), current, manifest.get(path))
        for path, output in plan.outputs.items()
    }
    # By path, so that a month's feed is made when the texts of its pages were rendered a moment ago.
    stale = [output for path, output in sorted(plan.outputs.items()) if causes[path]]
    kept = {path: plan.before.outputs[path] for path, why in causes.items() if not why}
    written: list[str] = []
    linked = 0
    with releases.staging() as staging:
        for number, (output, content) in enumerate(_make(plan, stale, executor), 1):
            path = output.path
            tick("render", number, len(stale))
            entry = Entry(sha256(content).hexdigest(), len(content))
            if current and manifest.get(path) == entry and _same(current / path, content):
                mtime = (current / path).stat().st_mtime_ns
            else:
                mtime = staging.write(path, content).st_mtime_ns
                written.append(path)
            kept[path] = _known(output, entry, mtime, causes[path])
        removed = sorted(manifest.keys() - kept.keys())
        tree = Tree(kept, frozenset(written), staging.folder, manifest.keys(), current)
        verdict = gate.judge(tree)
        if stops(verdict.found):
            return Report(), verdict.found
        if current is None or written or removed:
            current, linked = releases.publish(staging, kept, current, plan.site.config.keep_releases)
    gate.keep(verdict, tree, current.name)
    Cache(work / "cache.sqlite").write(plan.before, State(kept, plan.ledger.now))
    report = Report(current, len(kept), len(stale), tuple(written), tuple(removed), linked, plan.shell.fresh)
    return report, verdict.found


def _known(output: Output, entry: Entry, mtime_ns: int, why: str) -> Known:
    shape = output.shape or Shape("", NO_PAGE)
    batch = output.batch.name if output.batch else ""
    framed = (shape.section, shape.depth, shape.edition)
    return Known(output.path, batch, *framed, *output.fingerprint, entry.sha256, entry.size, mtime_ns, why)


def _make(plan: Plan, stale: Iterable[Output], executor: str) -> Iterator[tuple[Output, bytes]]:
    """Each stale output with its bytes: the engine's files are read, pages and feeds are made."""
    to_make = []
    for output in stale:
        if output.file:
            yield output, output.file.read_bytes()
        elif output.shape and output.shape in plan.shell.slow:
            page = plan.artifact(output).make()
            assert isinstance(page, Page)
            yield output, plan.shell.slow[output.shape](page)
        else:
            to_make.append(output)
    with workers(executor, len(to_make)) as (pool, size):
        jobs = (_job(plan, output) for output in to_make)
        yield from zip(to_make, run(jobs, pool, size), strict=True)


def _job(plan: Plan, output: Output) -> Job:
    return Job(plan.artifact(output).ready(), plan.shell.layouts[output.shape] if output.shape else None)


def _same(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except OSError:
        return False
