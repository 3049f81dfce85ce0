"""What is to be published: every output, before any is made, with its fingerprint where one is compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from generator.build.batches import Batches, Listed, Output
from generator.build.cache import Cache, Known, State
from generator.build.fingerprint import Fingerprint
from generator.build.how import USUAL, How
from generator.build.ledger import Ledger
from generator.build.links import broken_links
from generator.build.memo import RecordMemo
from generator.build.names import CACHE, MEMO, WORK
from generator.build.sbom import BILL, sbom
from generator.build.templates import Templates
from generator.build.toolchain import toolchain
from generator.checks import check
from generator.engine.pictures import unseen
from generator.engine.shell import Shell, shell
from generator.model import record_pages
from generator.model.address import file_of, of_file
from generator.model.artifact import Page, Shape
from generator.model.diagnostic import Diagnostic, error, in_order, stops
from generator.model.message import message
from generator.model.place import Place
from generator.model.site import Site
from generator.renderers import LISTINGS
from generator.renderers import batches as all_batches
from generator.renderers.compiled import keep_compiled
from generator.source.folders import PAGES
from generator.source.load import load


@dataclass(frozen=True)
class Plan:
    """All files of the site by path, what frames and makes them, and the site they show, as it was `before` and now."""

    site: Site
    before: State
    ledger: Ledger
    shell: Shell
    outputs: Mapping[str, Output]
    batches: Batches

    def known(self, path: str) -> Known | None:
        """The output at `path` as the last build made it."""
        return self.before.outputs.get(path)


def prepare(
    root: Path, out: Path, today: date, how: How = USUAL, before: State | None = None
) -> tuple[Plan | None, list[Diagnostic]]:
    """All that is to be published, without making it; None if an error forbids it."""
    tools = toolchain()
    site, diagnostics = _read(root, out, how, tools)
    before = Cache(out / CACHE).read() if before is None else before
    ledger = Ledger(before.results, site, today, tools)
    diagnostics += check(site, today, ledger.findings)
    if stops(diagnostics):
        return None, in_order(diagnostics)
    for language in site.config.languages:
        keep_compiled(language, Templates(out / WORK / "templates", tools, language))
    batches = Batches(before, ledger, tools)
    files = _files(site, today, batches)
    made, problems = _framed(files, batches, site, root, out, tools)
    diagnostics += problems
    if made is None:
        return None, in_order(diagnostics)
    engines = _of_engine(made, out, how, tools, unseen(root, site, today))
    outputs, problems = _by_path([*engines, *_of_batches(files, made, tools)], site)
    diagnostics += problems
    diagnostics += broken_links(site, (*outputs, *made.files))
    plan = None if stops(diagnostics) else Plan(site, before, ledger, made, outputs, batches)
    return plan, in_order(diagnostics)


def _read(root: Path, out: Path, how: How, tools: str) -> tuple[Site, list[Diagnostic]]:
    """The site as it is now, with a press if there are extras."""
    memo = RecordMemo(out / MEMO, tools)
    site, diagnostics = load(root, lambda _: how.tick("load", 0, 0), memo)
    memo.save()
    if not how.extras:
        return site, diagnostics
    from generator.source.press import load_press

    press, problems = load_press(root)
    return replace(site, press=press), diagnostics + problems


def _files(site: Site, today: date, batches: Batches) -> list[Listed]:
    """What all batches make; the last of them list what the others do."""
    files = [each for batch in all_batches(site, today) for each in batches.files(batch)]
    for listing in LISTINGS:
        files += batches.files(listing([(each.path, each.shape) for each in files]))
    return files


def _framed(
    files: Iterable[Listed], batches: Batches, site: Site, root: Path, out: Path, tools: str
) -> tuple[Shell | None, list[Diagnostic]]:
    """The shell; the first page of each shape is the one it is tried with."""
    first: dict[Shape, Output] = {}
    for batch, path, shape, _ in files:
        if shape and (shape not in first or path < first[shape].path):
            first[shape] = Output(path, Fingerprint("", "", ""), shape, batch)

    def samples() -> dict[Shape, Page]:
        pages = {}
        for shape, artifact in zip(first, batches.artifacts(tuple(first.values())), strict=True):
            page = artifact.make()
            assert isinstance(page, Page), artifact.path
            pages[shape] = page
        return pages

    return shell(root, out / WORK / "shell", site.config, first.keys(), samples, tools)


def _of_engine(made: Shell, out: Path, how: How, tools: str, pictures: frozenset[str]) -> Iterator[Output]:
    """What is published as it lies there: the files of the shell but these `pictures`, and the bill of materials."""
    bill, bill_sha = sbom(out / WORK, tools, made.files, how.extras)
    for path, sha in made.files.items():
        if path not in pictures:
            yield Output(path, Fingerprint("", "", sha), file=made.folder / "files" / path)
    yield Output(BILL, Fingerprint("", "", bill_sha), file=bill)


def _of_batches(files: Iterable[Listed], made: Shell, tools: str) -> Iterator[Output]:
    """What batches make, framed by the shell."""
    fingerprint = lru_cache(Fingerprint)  # that of thousands is the same as long as nothing is known of them
    for batch, path, shape, inputs in files:
        yield Output(path, fingerprint(tools, made.keys[shape] if shape else "", inputs), shape, batch)


def _by_path(outputs: Iterable[Output], site: Site) -> tuple[dict[str, Output], list[Diagnostic]]:
    """Outputs by path, and that two of them have one."""
    found: dict[str, Output] = {}
    diagnostics = []
    for output in outputs:
        if output.path in found:
            diagnostics.append(_taken_twice(site, output.path))
        found[output.path] = output
    return found, diagnostics


def _taken_twice(site: Site, path: str) -> Diagnostic:
    return error(
        "I006",
        _claimed(site, path),
        message("two pages have the address {path}", path=of_file(path)),
        message("Delete the alias, rename the page written by hand, or give the record a `slug` of its own."),
    )


def _claimed(site: Site, path: str) -> Place:
    """The record whose alias claims an output, or else the hand-written pages."""
    for kind, record, _path in record_pages.permanent(site):
        for index, alias in enumerate(record.aliases):
            if file_of(alias) == path:
                place: Place = site.collection(kind)[record.id].origin.at("aliases", index)
                return place
    return Place(PAGES)
