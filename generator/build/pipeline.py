"""One way through: load, check, render, frame, compare with what is published, write what changed, switch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from generator.build.cache import Cache, Known, RecordMemo
from generator.build.fingerprint import Fingerprint, cause
from generator.build.links import broken_links
from generator.build.releases import Entry, Releases
from generator.build.toolchain import toolchain
from generator.build.work import Job, run, workers
from generator.checks import check
from generator.engine.shell import Shell, shell
from generator.model import address
from generator.model.artifact import Artifact, Page, digest
from generator.model.diagnostic import Diagnostic, Severity, error
from generator.model.message import message
from generator.model.place import Place
from generator.model.site import Site
from generator.renderers import render
from generator.renderers.page import NO_INDEX
from generator.source.load import load
from generator.source.text import find

Tick = Callable[[str, int, int], None]  # (phase, done, of how many)
WORK = "build"  # below `out`: the cache and the shell


@dataclass(frozen=True)
class Report:
    """What a build did. `published` is None when an error stopped it; then nothing was touched."""

    published: Path | None = None
    outputs: int = 0
    rendered: int = 0
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    engine_ran: bool = False


@dataclass(frozen=True)
class Output:
    """A file to publish: an artifact to make, or a file that the engine made."""

    path: str
    fingerprint: Fingerprint
    artifact: Artifact | None = None
    file: Path | None = None


@dataclass(frozen=True)
class Plan:
    """All files of the site by path, what frames them, and the site they show."""

    site: Site
    shell: Shell
    outputs: Mapping[str, Output]


def build(
    root: Path,
    out: Path,
    today: date,
    tick: Tick = lambda phase, done, total: None,
    executor: str = "auto",
) -> tuple[Report, list[Diagnostic]]:
    """Publish the site kept in `root` as it is on `today` into `out/site`; an error leaves `out/site` as it was.

    `executor` says who makes the pages (see `generator.build.work.workers`).
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
        plan, diagnostics = prepare(root, out, today, tick)
        if plan is None:
            return Report(), diagnostics
        return publish(plan, releases, executor, tick), diagnostics


def publish(plan: Plan, releases: Releases, executor: str, tick: Tick) -> Report:
    """Publish what is planned; the releases must be locked since it was prepared."""
    report = _write(plan, releases, Cache(releases.link.parent / WORK / "cache.sqlite"), executor, tick)
    releases.forget(_taken_back(plan.site), NO_INDEX.encode())
    releases.prune(plan.site.config.keep_releases)
    return report


def _taken_back(site: Site) -> Iterator[str]:
    """The pages of withdrawn articles, at their former addresses too."""
    for article in site.articles.values():
        if article.taken_back:
            for where in (address.article(article), *article.aliases):
                yield f"{where[1:]}index.html"


def prepare(
    root: Path, out: Path, today: date, tick: Tick = lambda phase, done, total: None
) -> tuple[Plan | None, list[Diagnostic]]:
    """All that is to be published, without making it; None when an error forbids it."""
    tools = toolchain()
    memo = RecordMemo(out / WORK / "records.sqlite", tools)
    site, diagnostics = load(root, lambda _: tick("load", 0, 0), memo)
    memo.close()
    diagnostics += check(site, today)
    if _stops(diagnostics):
        return None, _in_order(diagnostics)
    artifacts = render(site, today)
    made, problems = shell(root, out / WORK / "shell", site, artifacts, tools)
    diagnostics += problems
    if made is None:
        return None, _in_order(diagnostics)
    outputs, problems = _outputs(site, artifacts, made, tools)
    diagnostics += problems
    diagnostics += broken_links(site, outputs.keys())
    if _stops(diagnostics):
        return None, _in_order(diagnostics)
    return Plan(site, made, outputs), _in_order(diagnostics)


def inspect(root: Path, today: date) -> list[Diagnostic]:
    """Every mistake in what an office keeps, in the order of places; nothing is written."""
    site, diagnostics = load(root)
    diagnostics += check(site, today)
    if not _stops(diagnostics):
        outputs = {artifact.path for artifact in render(site, today)}
        outputs.update(f"{page.path[1:]}index.html" for page in site.pages)
        outputs.update(file.removeprefix("content/pages/") for file in find(root, "content/pages"))
        diagnostics += broken_links(site, outputs)
    return _in_order(diagnostics)


def _stops(diagnostics: list[Diagnostic]) -> bool:
    return any(each.severity is Severity.ERROR for each in diagnostics)


def _in_order(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    return sorted(diagnostics, key=lambda each: each.order)


def _outputs(
    site: Site, artifacts: list[Artifact], made: Shell, tools: str
) -> tuple[dict[str, Output], list[Diagnostic]]:
    """Every file of the site by its path; two for one path are an error."""
    outputs: dict[str, Output] = {}
    diagnostics = []
    for output in (*_files(made), *_pages(artifacts, made, tools)):
        if output.path in outputs:
            diagnostics.append(
                error(
                    "I006",
                    _where(site, output.path),
                    message("two pages have the address /{path}", path=output.path.removesuffix("index.html")),
                    message(
                        "Delete the alias, rename the page written by hand, or give the record a `slug` of its own."
                    ),
                )
            )
        outputs[output.path] = output
    return outputs, diagnostics


def _where(site: Site, path: str) -> Place:
    """The record whose alias claims an output, or else the hand-written pages."""
    for _, record, _path in address.permanent(site):
        for index, alias in enumerate(record.aliases):
            if f"{alias[1:]}index.html" == path:
                return record.origin.at("aliases", index)
    return Place("content/pages")


def _files(made: Shell) -> Iterator[Output]:
    for path, sha in made.files.items():
        yield Output(path, Fingerprint("", "", sha), file=made.folder / "files" / path)


def _pages(artifacts: list[Artifact], made: Shell, tools: str) -> Iterator[Output]:
    for artifact in artifacts:
        frame = made.keys[artifact.shape] if artifact.shape else ""
        inputs = digest(artifact.name, artifact.path, artifact.inputs)
        yield Output(artifact.path, Fingerprint(tools, frame, inputs), artifact)


def _write(plan: Plan, releases: Releases, cache: Cache, executor: str, tick: Tick) -> Report:
    """Publish what is planned: unchanged files are linked from the published release, the others made and written."""
    current, manifest = releases.published()
    before = cache.read()
    causes = {
        path: cause(output.fingerprint, before.get(path), current and current / path, manifest.get(path))
        for path, output in plan.outputs.items()
    }
    stale = [output for path, output in plan.outputs.items() if causes[path]]
    kept = {path: before[path] for path, why in causes.items() if not why}
    written: list[str] = []
    with releases.staging() as staging:
        for number, (output, content) in enumerate(_make(stale, plan.shell, executor), 1):
            path = output.path
            tick("render", number, len(stale))
            sha = sha256(content).hexdigest()
            if current and manifest.get(path) == Entry(sha, len(content)) and _same(current / path, content):
                mtime = (current / path).stat().st_mtime_ns
            else:
                mtime = staging.write(path, content).st_mtime_ns
                written.append(path)
            kept[path] = Known(str(output.fingerprint), sha, len(content), mtime, causes[path])
        removed = sorted(manifest.keys() - kept.keys())
        if current is None or written or removed:
            for path in kept.keys() - set(written):
                assert current is not None
                staging.link(path, current)
            entries = {path: Entry(known.sha256, known.size) for path, known in kept.items()}
            current = releases.publish(staging, entries)
    cache.replace(kept)
    return Report(current, len(kept), len(stale), tuple(written), tuple(removed), plan.shell.fresh)


def _make(stale: list[Output], made: Shell, executor: str) -> Iterator[tuple[Output, bytes]]:
    """Each stale output with its bytes: the engine's files are read, pages and feeds are made."""
    jobs: list[tuple[Output, Job]] = []
    for output in stale:
        if output.file:
            yield output, output.file.read_bytes()
        elif output.artifact:
            shape = output.artifact.shape
            if shape and shape in made.slow:
                page = output.artifact.recipe(output.artifact.inputs)
                assert isinstance(page, Page)
                yield output, made.slow[shape](page)
            else:
                jobs.append((output, Job(output.artifact, made.layouts[shape] if shape else None)))
    with workers(executor, len(jobs)) as (pool, size):
        contents = run([job for _, job in jobs], pool, size)
        yield from zip((output for output, _ in jobs), contents, strict=True)


def _same(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except OSError:
        return False
