"""One way through: load, check, render, frame, compare with what is published, write what changed, switch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from generator.build.cache import Cache, Known, RecordMemo
from generator.build.links import broken_links
from generator.build.releases import Entry, Releases
from generator.build.toolchain import toolchain
from generator.checks import check
from generator.engine.shell import Shell, shell
from generator.model.artifact import Artifact, Page, digest
from generator.model.diagnostic import Diagnostic, Severity, error
from generator.model.message import message
from generator.model.place import Place
from generator.renderers import render
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
    """A file to publish: its fingerprint says what it depends on, `make` gives its bytes."""

    path: str
    fingerprint: str
    make: Callable[[], bytes]


def build(
    root: Path, out: Path, today: date, tick: Tick = lambda phase, done, total: None
) -> tuple[Report, list[Diagnostic]]:
    """Publish the site kept in `root` as it is on `today` into `out/site`; an error leaves `out/site` as it was."""
    tools = toolchain()
    memo = RecordMemo(out / WORK / "records.sqlite", tools)
    site, diagnostics = load(root, lambda _: tick("load", 0, 0), memo)
    memo.close()
    diagnostics += check(site, today)
    if _stops(diagnostics):
        return Report(), _in_order(diagnostics)
    artifacts = render(site, today)
    releases = Releases(out)
    with releases.locked():
        made, problems = shell(root, out / WORK / "shell", site, artifacts, tools)
        diagnostics += problems
        if made is None:
            return Report(), _in_order(diagnostics)
        outputs, problems = _outputs(artifacts, made, tools)
        diagnostics += problems
        diagnostics += broken_links(site, outputs.keys())
        if _stops(diagnostics):
            return Report(), _in_order(diagnostics)
        report = _write(outputs, releases, Cache(out / WORK / "cache.sqlite"), made.fresh, tick)
        releases.prune(site.config.keep_releases)
    return report, _in_order(diagnostics)


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


def _outputs(artifacts: list[Artifact], made: Shell, tools: str) -> tuple[dict[str, Output], list[Diagnostic]]:
    """Every file of the site by its path; two for one path are an error."""
    outputs: dict[str, Output] = {}
    diagnostics = []
    for output in (*_files(made), *_pages(artifacts, made, tools)):
        if output.path in outputs:
            diagnostics.append(
                error(
                    "I006",
                    Place("content/pages"),
                    message("two pages have the address /{path}", path=output.path.removesuffix("index.html")),
                    message("Rename the page written by hand, or give the record a `slug` of its own."),
                )
            )
        outputs[output.path] = output
    return outputs, diagnostics


def _files(made: Shell) -> Iterator[Output]:
    for path, sha in made.files.items():
        yield Output(path, sha, (made.folder / "files" / path).read_bytes)


def _pages(artifacts: list[Artifact], made: Shell, tools: str) -> Iterator[Output]:
    for artifact in artifacts:
        frame = made.keys[artifact.shape] if artifact.shape else ""
        fingerprint = digest(tools, artifact.name, artifact.path, frame, artifact.inputs)
        yield Output(artifact.path, fingerprint, _maker(artifact, made))


def _maker(artifact: Artifact, made: Shell) -> Callable[[], bytes]:
    def make() -> bytes:
        result = artifact.recipe(artifact.inputs)
        if isinstance(result, Page):
            assert artifact.shape is not None, artifact.path
            return made.stamps[artifact.shape](result)
        return result

    return make


def _write(outputs: dict[str, Output], releases: Releases, cache: Cache, engine_ran: bool, tick: Tick) -> Report:
    """Publish `outputs`: what is unchanged is linked from the published release, the rest is made and written."""
    current, manifest = releases.published()
    before = cache.read()
    kept: dict[str, Known] = {}
    written: list[str] = []
    rendered = 0
    with releases.staging() as staging:
        for number, (path, output) in enumerate(outputs.items(), 1):
            known = before.get(path)
            if (
                current
                and known
                and known.fingerprint == output.fingerprint
                and _intact(current / path, known, manifest.get(path))
            ):
                kept[path] = known
                continue
            content = output.make()
            rendered += 1
            tick("render", number, len(outputs))
            sha = sha256(content).hexdigest()
            if current and manifest.get(path) == Entry(sha, len(content)) and _same(current / path, content):
                mtime = (current / path).stat().st_mtime_ns
            else:
                mtime = staging.write(path, content).st_mtime_ns
                written.append(path)
            kept[path] = Known(output.fingerprint, sha, len(content), mtime)
        removed = sorted(manifest.keys() - kept.keys())
        if current is None or written or removed:
            fresh = set(written)
            for path in kept.keys() - fresh:
                assert current is not None
                staging.link(path, current)
            entries = {path: Entry(known.sha256, known.size) for path, known in kept.items()}
            current = releases.publish(staging, entries)
    cache.replace(kept)
    return Report(current, len(outputs), rendered, tuple(written), tuple(removed), engine_ran)


def _intact(file: Path, known: Known, entry: Entry | None) -> bool:
    """Whether the published file is still the one that was written."""
    if entry != Entry(known.sha256, known.size):
        return False
    try:
        seen = file.stat()
    except OSError:
        return False
    return (seen.st_size, seen.st_mtime_ns) == (known.size, known.mtime_ns)


def _same(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except OSError:
        return False
