"""The gate: what is to be published is judged as it lies there, before anybody can see it.

What is known of each file is kept with its digest, so that an edit has only its own files judged; others are looked at
again when a file or a spot vanished that they may lead to.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.build.cache import Known
from generator.build.output import Entry, Manifest
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
create table fresh (path text primary key, sha256 text not null, facts blob not null) strict;
create table judged (one integer primary key, state blob not null) strict;
"""
_SOME = 100  # files that are read, or asked for, together


class _State(NamedTuple):
    """What the gate keeps of the `release` that it let through: the spots that its files lead to, and its warnings.

    `amiss` is what is found in a file by itself, where there is anything.
    """

    release: str
    spots: frozenset[str]
    amiss: Mapping[str, Sequence[Found]]
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Tree:
    """A release in the making: `files` are all of it; those `written` so far lie in `staged`, others in `current`.

    `before` are the files of `current` as its manifest names them; it is None before the first release.
    """

    files: Mapping[str, Known]
    written: Set[str]
    staged: Path
    before: Manifest
    current: Path | None

    @property
    def removed(self) -> frozenset[str]:
        """The files that are no longer published."""
        return frozenset(self.before.keys() - self.files.keys())

    def read(self, path: str, size: int = -1) -> bytes:
        """The first bytes of a file, or all of them."""
        folder = self.staged if path in self.written else self.current
        with open(f"{folder}/{path}", "rb", buffering=0) as file:  # noqa: PTH123  # thousands of times
            return file.read(size)


@dataclass(frozen=True)
class Verdict:
    """What is wrong with a tree, and the `spots` its files lead to.

    `amiss` is what is wrong with a file by itself. Where nothing was `fresh`, there is nothing to keep.
    """

    found: list[Diagnostic] = field(default_factory=list)
    spots: frozenset[str] = frozenset()
    amiss: Mapping[str, Sequence[Found]] = field(default_factory=dict)
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
                return Verdict(list(state.warnings), fresh=False)
            from generator.gate.reader import Reader  # with lxml, which a build that changes nothing does not need

            judging = _Judging(tree, Reader(self._base_url), self._seal, db, state if known else None)
            return judging.verdict(self._sources, self._homes)

    def keep(self, verdict: Verdict, tree: Tree, release: str) -> None:
        """Remember what is known of the files of a release that was published."""
        if not verdict.fresh:
            return
        state = self._seal.close(_State(release, verdict.spots, verdict.amiss, tuple(verdict.found)))
        db, _ = connect(self._file, _TABLES, "select state from judged")
        try:
            with closing(db), db:
                db.executemany("delete from facts where path = ?", ((path,) for path in tree.removed))
                db.execute("insert or replace into facts select * from fresh")
                db.execute("delete from fresh")
                db.execute("insert or replace into judged values (1, ?)", (state,))
        except sqlite3.Error:  # what cannot be kept is only found out again; a harmed file would never keep anything
            with suppress(OSError):
                self._file.unlink()


class _Judging:
    """One tree being judged; `state` is None unless all but what changed was judged before.

    Facts of files that are read for it lie in the table `fresh` until the tree is published: there may be many.
    """

    def __init__(self, tree: Tree, reader: Reader, seal: Seal, db: sqlite3.Connection, state: _State | None) -> None:
        self.tree = tree
        self.reader = reader
        self.seal = seal
        self.db = db
        self.state = state
        self.spots = set(state.spots) if state else set()
        self.amiss = {path: found for path, found in state.amiss.items() if path in tree.files} if state else {}
        self.doubtful: dict[str, list[str]] = defaultdict(list)  # targets that are no files, with those that lead there

    def verdict(self, sources: Sources, homes: Iterable[str]) -> Verdict:
        """All that is wrong."""
        self._do("delete from fresh", [()])
        if not self.state or not self._look_at_changes():
            self._look_at_all()
        facts = lru_cache(_SOME)(self._facts)
        found = [*chain.from_iterable(self.amiss.values()), *self._dead(lambda path: facts(path).ids)]
        sizes = {path: known.size for path, known in self.tree.files.items()}
        mains = {home: facts(home) for home in homes if home in self.tree.files}
        found += (Found(each) for each in too_heavy(sizes, mains, facts, self.tree.read))
        with suppress(sqlite3.Error):
            self.db.commit()
        return Verdict(in_order(sources.placed(found)), frozenset(self.spots), self.amiss)

    def _look_at_all(self) -> None:
        """Judge every file: by what is kept of it where its bytes are known."""
        known = set()
        for path, facts in self._rows("facts", self.tree.files):
            known.add(path)
            self._judge(path, facts)
        for _ in self._look_at(path for path in self.tree.files if path not in known):
            pass

    def _look_at_changes(self) -> bool:
        """Judge files that were written, and those that may lead to what is no longer there.

        False if what changed is not known well enough, because the cache was harmed.
        """
        changed = self.tree.written | self.tree.removed
        before = {path: facts.ids for path, facts in self._rows("facts", self.tree.before, changed)}
        if any(path not in before and self.reader.wants(path) != 0 for path in changed & self.tree.before.keys()):
            return False
        there = {f"{path}#{each}" for path, ids in before.items() for each in ids} & self.spots
        for path, facts in self._look_at(self.tree.written):
            there.difference_update(f"{path}#{each}" for each in facts.ids)
        gone = there | self.tree.removed
        if gone:
            others = {path for path in self.tree.files if path not in changed and self.reader.wants(path) != 0}
            for path, facts in self._rows("facts", self.tree.files):
                if path in others:
                    others.discard(path)
                    if any(target in gone or spot(target)[0] in gone for target in facts.targets):
                        self._judge(path, facts)
            return not others
        return True

    def _look_at(self, paths: Iterable[str]) -> Iterator[tuple[str, Facts]]:
        """Read files and judge them; each with its facts, which are kept."""
        wanted = (path for path in sorted(paths) if self.reader.wants(path) != 0)
        while made := [(path, self._read(path)) for path in islice(wanted, _SOME)]:
            rows = ((path, self.tree.files[path].sha256, facts) for path, facts in made)
            sealed = ((path, sha, self.seal.close((path, sha, facts))) for path, sha, facts in rows)
            self._do("insert or replace into fresh values (?, ?, ?)", sealed)
            for path, facts in made:
                self._judge(path, facts)
                yield path, facts

    def _judge(self, path: str, facts: Facts) -> None:
        """Take in what is wrong with a file, and where it leads."""
        self.amiss.pop(path, None)
        if facts.found:
            self.amiss[path] = facts.found
        self.spots.update(used(facts))
        for target in facts.targets:
            if target not in self.tree.files:
                self.doubtful[target].append(path)

    def _facts(self, path: str) -> Facts:
        """The facts of any file of the tree."""
        kept = (facts for table in ("fresh", "facts") for _, facts in self._rows(table, self.tree.files, {path}))
        return next(kept, None) or self._read(path)

    def _read(self, path: str) -> Facts:
        wanted = self.reader.wants(path)
        return self.reader.facts(path, self.tree.read(path, -1 if wanted is None else wanted))

    def _dead(self, ids: Callable[[str], tuple[str, ...]]) -> Iterator[Found]:
        """Faults of links that lead nowhere; `ids` gives those of a file."""
        gone: dict[str, set[str]] = defaultdict(set)
        for target in dead(sorted(self.doubtful), self.tree.files, ids):
            for path in self.doubtful[target]:
                gone[path].add(target)
        for path, targets in gone.items():
            raw = self.tree.read(path)
            links = self.reader.links(path, raw)
            yield from dead_links(path, raw.decode(), links, targets, self.tree.files, ids)

    def _rows(
        self, table: str, files: Mapping[str, Known | Entry], paths: Iterable[str] | None = None
    ) -> Iterator[tuple[str, Facts]]:
        """Facts in a table of `files`, all or these: of none whose row is harmed, or of other bytes than the file."""
        for path, sha, sealed in self._selected(table, paths):
            if path in files and files[path].sha256 == sha:
                with suppress(Exception):
                    opened = self.seal.open(sealed)
                    if opened and opened[:2] == (path, sha):
                        yield path, opened[2]

    def _selected(self, table: str, paths: Iterable[str] | None) -> Iterator[tuple[str, str, bytes]]:
        query = f"select path, sha256, facts from {table}"  # noqa: S608  # our own two names
        with suppress(sqlite3.Error):
            if paths is None:
                yield from self.db.execute(query)
                return
            asked = sorted(paths)
            for start in range(0, len(asked), _SOME):
                some = asked[start : start + _SOME]
                yield from self.db.execute(f"{query} where path in ({', '.join('?' * len(some))})", some)

    def _do(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        with suppress(sqlite3.Error):  # what cannot be kept is only found out again
            self.db.executemany(statement, rows)
