"""The work behind the preview: at each save the saved record's own page, and then everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Event, Lock
from typing import Any

from generator.build.barred import Barred
from generator.build.how import How, Tick, silent
from generator.build.names import WORK
from generator.build.pipeline import Report, build_into
from generator.build.preview.events import Events
from generator.build.preview.shown import Shown
from generator.build.releases import Releases
from generator.build.work import Job, make
from generator.checks import check
from generator.engine.shell import Shell
from generator.model.address import of_file
from generator.model.diagnostic import Diagnostic, Severity, error, in_order
from generator.model.fields import Ref
from generator.model.message import message
from generator.model.place import Place
from generator.model.record import Record
from generator.model.site import COLLECTIONS, MANY, Site
from generator.model.system import why
from generator.model.walk import walk
from generator.renderers import own_page
from generator.source.load import collection_of, reload

OUT = f"{WORK}/preview"  # below the root: releases and caches of the preview, apart from what is published
FEW = 20  # records whose pages are made early; of more, none is what somebody is just writing
_BESIDE = (
    ".xml",
    ".atom",
    ".opml",
    ".txt",
    ".json",
    ".csv",
    ".ics",
    ".geojson",
    ".pdf",
    ".docx",
    ".ssml",
)  # files that no page draws on
MOST = 500  # changed pages that are named to browsers


@dataclass(frozen=True)
class Voice:
    """How the preview speaks to the officer, in his language.

    `present` gives what the overlay says of diagnostics, as JSON values; `tell` says it on the terminal; `empty` is
    what stands in for a page while there is none.
    """

    language: str
    empty: str
    present: Callable[[Sequence[Diagnostic]], Mapping[str, object]]
    tell: Callable[[Sequence[Diagnostic]], None]


@dataclass(frozen=True)
class _Base:
    """What pages are made from: the records as they were read last, and the frames of the last build."""

    site: Site
    shell: Shell


class Live:
    """One previewed site. `saved` is called by the watcher, `follow` builds on a thread of its own.

    A save is answered at once, also while a build is going on; the build that holds it comes after.
    """

    def __init__(self, root: Path, today: Callable[[], date], voice: Voice, extras: bool = False) -> None:
        self.root = root
        self.today = today
        self.voice = voice
        self.extras = extras
        self.releases = Releases(root / OUT)
        self.events = Events()
        self.shown = Shown(self.releases.link)
        self.findings: list[Diagnostic] = []
        self.problems = voice.present([])
        self._base: _Base | None = None
        self._saves = 0
        self._stale = Event()
        self._lock = Lock()

    def saved(self, files: Set[str]) -> None:
        """Offer the pages of the records in `files` (paths below the root), and have everything else follow."""
        with self._lock:
            self._saves += 1
            if self._base and any(map(collection_of, files)):
                self._offer(self._base, files)
        self._stale.set()

    def follow(self) -> None:
        """Build after every save, for ever."""
        while True:
            self._stale.wait()
            self._stale.clear()
            self.build()

    def build(self, tick: Tick = silent) -> None:
        """Build everything; what was saved meanwhile is left to the next build."""
        how = How("serial", extras=self.extras, tick=tick)
        save = self._saves
        plan = None
        report = Report()
        try:
            with self.releases.locked("serve"):
                plan, report, diagnostics = build_into(self.releases, self.root, self.today(), how)
        except Barred as problem:
            diagnostics = [problem.diagnostic]
        except OSError as problem:
            diagnostics = [_not_built(problem)]
        with self._lock:
            unchanged = self.shown.settle(save) if plan else set()
            if plan:
                self.events.tell("built", {"paths": _addresses({*report.written, *report.removed} - unchanged)})
            if newest := save == self._saves:
                self._base = _Base(plan.site, plan.shell) if plan else self._base
                self._judge(diagnostics)
        if newest:
            self.voice.tell(diagnostics)

    def _offer(self, base: _Base, files: Set[str]) -> None:
        site, diagnostics = reload(self.root, base.site, files)
        self._base = replace(base, site=site)
        records = list(_written_in(files, site))
        diagnostics += check(_alone(site, records), self.today())
        found = [each for each in diagnostics if each.place.file in files]
        wrong = {each.place.file for each in found if each.severity is Severity.ERROR}
        if len(records) <= FEW:
            for kind, record in records:
                if record.place.file not in wrong:
                    self._stamp(base.shell, site, kind, record)
        self._judge([each for each in self.findings if each.place.file not in files] + found)

    def _stamp(self, shell: Shell, site: Site, kind: str, record: Record) -> None:
        """Make the page of a record and offer it, if it has one."""
        try:
            artifact = own_page(site, kind, record, self.today())
            layout = shell.layouts.get(artifact.shape) if artifact and artifact.shape else None
            made = make([Job(artifact, layout).ready()]) if artifact and layout else []
        except (LookupError, OSError):  # it needs a record that cannot be read now: the build says which
            return
        for each in made:
            if artifact and self.shown.offer(artifact.path, each.content, self._saves):
                self.events.tell("page", {"paths": _addresses([artifact.path])})

    def _judge(self, findings: Iterable[Diagnostic]) -> None:
        """Note what is wrong now, and tell browsers if that is news."""
        self.findings = in_order(findings)
        problems = self.voice.present(self.findings)
        if problems != self.problems:
            self.problems = problems
            self.events.tell("problems", problems)


def _written_in(files: Set[str], site: Site) -> Iterable[tuple[str, Record]]:
    """The records of `files`, each with the name of its collection."""
    for kind in filter(None, sorted({str(collection_of(file) or "") for file in files})):
        records = site.collection(kind)
        yield from ((kind, records[each.id]) for each in site.heads(kind) if each.place.file in files)


def _alone(site: Site, records: Sequence[tuple[str, Record]]) -> Site:
    """The site without the many records that have no say in what is right about `records`.

    Those of them that `records` name are there, and are not looked at.
    """
    own = {(kind, record.id) for kind, record in records}
    many: dict[str, Any] = {
        name: {record.id: record for kind, record in records if kind == name}
        for name, kind in COLLECTIONS.items()
        if kind in MANY
    }
    named = {(ref.kind, each) for _, record in records for _, ref, each in walk(record, Ref) if ref.kind in many}
    there = {each for kind, each in named if each in site.collection(kind)}
    ids = tuple(line for line in site.ids if line.kind not in many or (line.kind, line.id) in own)
    return replace(site, **many, ids=ids, pages=(), unread=site.unread | there)


def _addresses(paths: Iterable[str]) -> list[str] | None:
    """The addresses that show other bytes now; None when that may be any page."""
    named = sorted(of_file(path) for path in paths if not path.endswith(_BESIDE))
    return named if len(named) <= MOST and all(each.endswith(("/", ".html")) for each in named) else None


def _not_built(problem: OSError) -> Diagnostic:
    return error(
        "P001",
        Place(OUT),
        message("the preview could not be built: {why}", why=why(problem)),
        message("Save any file to try again."),
    )
