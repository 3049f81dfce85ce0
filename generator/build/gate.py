"""The gate: what is to be published is judged as it lies there, before anybody can see it.

What is known of each file is kept with its digest, so that an edit has only its own files judged; others are looked at
again when a file or a spot vanished that they may lead to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.build.cache import Known
from generator.build.seal import Seal
from generator.build.sources import Sources
from generator.build.sqlite import connect
from generator.gate.facts import Facts, Found
from generator.gate.names import bad_names
from generator.gate.tree import dead, dead_links, spot, used
from generator.gate.weight import too_heavy
from generator.model.diagnostic import Diagnostic, in_order
from generator.model.site import Site

if TYPE_CHECKING:
    from generator.gate.reader import Reader

_TABLES = """
create table facts (path text primary key, sha256 text not null, facts blob not null) strict;
create table judged (one integer primary key, state blob not null) strict;
"""
_SOME = 500  # paths that one query asks for


class _State(NamedTuple):
    """What the gate keeps of the `release` that it let through: the spots that its files lead to, and its warnings."""

    release: str
    spots: frozenset[str]
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Tree:
    """A release in the making: `files` are all of it; those `written` lie in `staged`, the others in `current`.

    `before` are the files of `current`, which is None before the first release.
    """

    files: Mapping[str, Known]
    written: frozenset[str]
    staged: Path
    before: Collection[str]
    current: Path | None

    @property
    def removed(self) -> frozenset[str]:
        """The files that are no longer published."""
        return frozenset(self.before) - self.files.keys()

    def read(self, path: str, size: int = -1) -> bytes:
        """The first bytes of a file, or all of them."""
        folder = self.staged if path in self.written else self.current
        with open(f"{folder}/{path}", "rb", buffering=0) as file:  # noqa: PTH123  # thousands of times
            return file.read(size)


@dataclass
class Verdict:
    """What is wrong with a tree; `facts` are those of files that were read for it, none if nothing was `fresh`."""

    found: list[Diagnostic] = field(default_factory=list)
    facts: dict[str, Facts] = field(default_factory=dict)
    spots: frozenset[str] = frozenset()
    fresh: bool = True


class Gate:
    """Judges trees of a site; `file` is where it keeps what it knows, and may be lost or harmed at any time."""

    def __init__(self, file: Path, toolchain: str, site: Site, root: Path) -> None:
        self._file = file
        self._seal = Seal(f"{toolchain} {site.config.base_url}")
        self._base_url = site.config.base_url
        self._sources = Sources(site, root)
        self._homes = ("index.html", *(f"{language}/index.html" for language in site.config.languages[1:]))

    def names(self, paths: Iterable[str]) -> list[Diagnostic]:
        """What is wrong with the names of files, before any is written."""
        return in_order(self._sources.placed(Found(fault) for fault in bad_names(paths)))

    def judge(self, tree: Tree) -> Verdict:
        """What is wrong with a tree, in the order of places."""
        db, rows = connect(self._file, _TABLES, "select state from judged")
        with closing(db):
            state: _State | None = self._seal.open(rows[0][0]) if rows else None
            known = state is not None and tree.current is not None and state.release == tree.current.name
            if known and not tree.written and not tree.removed:
                assert state is not None
                return Verdict(list(state.warnings), {}, state.spots, fresh=False)
            from generator.gate.reader import Reader  # with lxml, which a build that changes nothing does not need

            judging = _Judging(tree, Reader(self._base_url), self._seal, db, state if known else None)
            return judging.verdict(self._sources, self._homes)

    def keep(self, verdict: Verdict, tree: Tree, release: str) -> None:
        """Remember what is known of the files of a release that was published."""
        if not verdict.fresh:
            return
        with suppress(sqlite3.Error):  # what cannot be kept is only found out again
            db, _ = connect(self._file, _TABLES, "select state from judged")
            state = self._seal.close(_State(release, verdict.spots, tuple(verdict.found)))
            with closing(db), db:
                db.executemany("delete from facts where path = ?", ((path,) for path in tree.removed))
                db.executemany(
                    "insert or replace into facts values (?, ?, ?)",
                    (
                        (path, tree.files[path].sha256, self._seal.close((path, tree.files[path].sha256, facts)))
                        for path, facts in verdict.facts.items()
                    ),
                )
                db.execute("insert or replace into judged values (1, ?)", (state,))


class _Judging:
    """One tree being judged; `state` is None unless all but what changed was judged before."""

    def __init__(self, tree: Tree, reader: Reader, seal: Seal, db: sqlite3.Connection, state: _State | None) -> None:
        self.tree = tree
        self.reader = reader
        self.seal = seal
        self.db = db
        self.state = state
        self.fresh: dict[str, Facts] = {}
        self.kept: dict[str, Facts] = {}

    def verdict(self, sources: Sources, homes: Iterable[str]) -> Verdict:
        """All that is wrong."""
        spots = set(self.state.spots) if self.state else set()
        if not self.state or not self._look_at_changes(spots):
            self._look_at_all()
        judged = {**self.kept, **self.fresh}
        for facts in judged.values():
            spots.update(used(facts))
        found = [each for facts in judged.values() for each in facts.found]
        found += self._dead(judged)
        sizes = {path: known.size for path, known in self.tree.files.items()}
        mains = {home: self.facts(home) for home in homes if home in self.tree.files}
        found += (Found(each) for each in too_heavy(sizes, mains, self.facts, self.tree.read))
        return Verdict(in_order(sources.placed(found)), self.fresh, frozenset(spots))

    def _look_at_all(self) -> None:
        """Have the facts of every file: from the cache those of files whose bytes are known."""
        for path, (sha, facts) in self._rows(None):
            if path in self.tree.files and self.tree.files[path].sha256 == sha:
                self.kept[path] = facts
        self._look_at(self.tree.files.keys() - self.kept.keys() - self.fresh.keys())

    def _look_at_changes(self, spots: set[str]) -> bool:
        """Have the facts of files that were written, and of those that may lead to what is no longer there.

        False if what changed is not known well enough, because the cache was harmed.
        """
        changed = self.tree.written | self.tree.removed
        before = dict(self._rows(changed))
        if any(path not in before and self.reader.wants(path) != 0 for path in changed & frozenset(self.tree.before)):
            return False
        self._look_at(self.tree.written)
        gone = set(self.tree.removed)
        for path, (_, facts) in before.items():
            ids = set(facts.ids).difference(self.fresh[path].ids if path in self.fresh else ())
            gone |= {f"{path}#{each}" for each in ids} & spots
        if gone:
            others = {path for path in self.tree.files if path not in changed and self.reader.wants(path) != 0}
            for path, (_, facts) in self._rows(None):
                if path in others:
                    others.discard(path)
                    if any(target in gone or spot(target)[0] in gone for target in facts.targets):
                        self.kept[path] = facts
            return not others
        return True

    def _look_at(self, paths: Iterable[str]) -> None:
        for path in sorted(paths):
            if self.reader.wants(path) != 0:
                self.fresh[path] = self._read(path)

    def facts(self, path: str) -> Facts:
        """The facts of any file of the tree."""
        for known in (self.fresh, self.kept):
            if path in known:
                return known[path]
        row = dict(self._rows({path})).get(path)
        fits = row is not None and row[0] == self.tree.files[path].sha256
        self.kept[path] = row[1] if row is not None and fits else self._read(path)
        return self.kept[path]

    def _read(self, path: str) -> Facts:
        wanted = self.reader.wants(path)
        return self.reader.facts(path, self.tree.read(path, -1 if wanted is None else wanted))

    def _dead(self, judged: Mapping[str, Facts]) -> Iterator[Found]:
        """Faults of links that lead nowhere."""
        alive: set[str] = set(self.tree.files)
        for path, facts in list(judged.items()):
            doubtful = {each for each in facts.targets if each not in alive}
            if not doubtful:
                continue
            gone = dead(doubtful, self.tree.files, self._ids)
            alive |= doubtful - gone
            if gone:
                raw = self.tree.read(path)
                links = self.reader.links(path, raw)
                yield from dead_links(path, raw.decode(), links, gone, self.tree.files, self._ids)

    def _ids(self, path: str) -> tuple[str, ...]:
        return self.facts(path).ids

    def _rows(self, paths: Iterable[str] | None) -> Iterator[tuple[str, tuple[str, Facts]]]:
        """Digest and facts that are kept of files, or of all; rows that are harmed are left out."""
        for path, sha, sealed in self._selected(paths):
            with suppress(Exception):
                opened = self.seal.open(sealed)
                if opened and opened[:2] == (path, sha):
                    yield path, (sha, opened[2])

    def _selected(self, paths: Iterable[str] | None) -> Iterator[tuple[str, str, bytes]]:
        with suppress(sqlite3.Error):
            if paths is None:
                yield from self.db.execute("select path, sha256, facts from facts")
                return
            asked = sorted(paths)
            for start in range(0, len(asked), _SOME):
                some = asked[start : start + _SOME]
                marks = ", ".join("?" * len(some))
                query = f"select path, sha256, facts from facts where path in ({marks})"  # noqa: S608  # marks alone
                yield from self.db.execute(query, some)
