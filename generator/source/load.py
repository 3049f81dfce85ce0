"""A folder to a `Site`: every record that can be read, and every mistake of every file, in one pass."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from generator import shared
from generator.model.config import Office, SiteConfig
from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.fields import Record
from generator.model.message import message
from generator.model.neutral import neutral
from generator.model.place import Origin, Place, Places
from generator.model.site import COLLECTIONS, HandWritten, Site
from generator.source import frontmatter, yaml
from generator.source.records import convert, places
from generator.source.tables import load_area_codes, load_ids, load_units
from generator.source.text import Unreadable, find, read

CONFIG = "data/site.yaml"
PAGES = "content/pages"
# What may lie beside hand-written pages: pictures, papers to read, and what pages are made of.
PUBLISHED_AS_IT_IS = frozenset({"avif", "css", "jpeg", "jpg", "js", "pdf", "png", "svg", "txt", "webp", "woff2"})
LONGEST_LINE = 4000  # characters of a line of a hand-written page
# Where each collection is kept: a folder of files, or one file of that name with a list.
FOLDERS: dict[str, str] = {
    name: f"content/{name}" if name in ("articles", "campaigns") else f"data/{name}" for name in COLLECTIONS
}
Tick = Callable[[str], None]
R = TypeVar("R", bound=Record)


class Look(NamedTuple):
    """What a file was like at a moment: `size` in bytes, `mtime_ns`, and a digest of its bytes."""

    size: int
    mtime_ns: int
    digest: bytes


class Memo(Protocol):
    """Remembers the records of files that were read without a mistake, so that unchanged files are not read again."""

    def recall(self, path: Path, name: str) -> list[Any] | None:
        """The records of the file at `path`, known under `name`, if it has not changed since."""

    def look(self, path: Path) -> Look | None:
        """What the file at `path` is like now, to be asked before it is read."""

    def keep(self, look: Look, name: str, records: list[Any]) -> None:
        """Remember the records read from a file after that look at it."""


def load(root: Path, tick: Tick = lambda file: None, memo: Memo | None = None) -> tuple[Site, list[Diagnostic]]:
    """Read the site kept in `root`. Never raises for what an officer wrote; calls `tick` with each file."""
    reader = _Reader(tick, memo)
    config = reader.config(root)
    records: dict[str, Any] = {
        name: reader.collection(_home_of(root, name), FOLDERS[name], kind) for name, kind in COLLECTIONS.items()
    }
    units, problems = load_units(_home_of(root, "units"))
    area_codes, wrong_codes = load_area_codes(_home_of(root, "phones"))
    ids, wrong_ids = load_ids(root)
    pages = tuple(reader.pages(root))
    unread = frozenset(reader.unread)
    site = Site(config, **records, units=units, area_codes=area_codes, ids=ids, pages=pages, unread=unread)
    found = [*reader.diagnostics, *problems, *wrong_codes, *wrong_ids]
    return neutral(site), sorted(found, key=lambda each: each.order)


def reload(root: Path, site: Site, files: Collection[str]) -> tuple[Site, list[Diagnostic]]:
    """`site` with the records of `files` (paths below `root`) read again, and what is wrong in those files.

    A file that is gone takes its records along. Tables, hand-written pages and the site's description stay as they
    were: they need `load`.
    """
    reader = _Reader(lambda file: None, None)
    changed: dict[str, Any] = {}
    for name, kind in COLLECTIONS.items():
        if mine := {file for file in files if collection_of(file) == name}:
            kept = {key: each for key, each in site.collection(name).items() if each.origin.place.file not in mine}
            found = reader.gathered(root, sorted(file for file in mine if os.path.lexists(root / file)), kind, kept)
            changed[name] = dict(sorted(found.items()))
    unread = (site.unread | reader.unread).difference(*changed.values())
    return neutral(replace(site, **changed, unread=unread)), sorted(reader.diagnostics, key=lambda each: each.order)


def collection_of(file: str) -> str | None:
    """The collection that the records of `file`, a path below the site's folder, belong to."""
    at = (name for name, under in FOLDERS.items() if file == f"{under}.yaml" or file.startswith(f"{under}/"))
    return next(at, None)


def _home_of(root: Path, name: str) -> Path:
    """The folder a collection is read from: the site's own, or what travels with the generator."""
    if name in shared.SHARED_DATA and not any((root / f"data/{name}{end}").exists() for end in ("", ".yaml")):
        return shared.DATA.parent
    return root


# Stands in for a configuration that cannot be read, so that the other files are still checked.
PLACEHOLDER = SiteConfig(
    id="site",
    name="?",
    description="?",
    office=Office(name="?"),
    base_url="https://site.invalid/",
    id_authority="site.invalid,2026",
    imprint="?",
    exit_url="https://site.invalid/",
)


class _Reader:
    """Reads files, and gathers what is wrong with them."""

    def __init__(self, tick: Tick, memo: Memo | None) -> None:
        self.tick = tick
        self.memo = memo
        self.diagnostics: list[Diagnostic] = []
        self.unread: set[str] = set()

    def config(self, root: Path) -> SiteConfig:
        """The description of the site, or what stands in for it."""
        if (root / CONFIG).exists():
            found = self.records(root, CONFIG, SiteConfig)
            if not found and not self.diagnostics:
                self.diagnostics.append(_no_record(Place(CONFIG, 1, 1)))
            return next(iter(found), PLACEHOLDER)
        self.diagnostics.append(
            error(
                "F005",
                Place(CONFIG),
                message("the file that describes the site is missing"),
                message("Copy it from the example and fill it in."),
            )
        )
        return PLACEHOLDER

    def collection(self, root: Path, under: str, kind: type[R]) -> dict[str, R]:
        """All records of one kind by id, in the order of their ids: files may lie in any order."""
        files = list(find(root, under))
        if (root / f"{under}.yaml").exists():
            files.append(f"{under}.yaml")
        return dict(sorted(self.gathered(root, files, kind, {}).items()))

    def gathered(self, root: Path, files: Iterable[str], kind: type[R], others: Mapping[str, R]) -> dict[str, R]:
        """The records in `files` by id, added to `others`; an id stays with the record that had it first."""
        found = dict(others)
        for file in files:
            self.tick(file)
            for record in self.records(root, file, kind):
                if first := found.get(record.id):
                    # A copy of a file often comes first: the owner is whose file is named after the id.
                    owner, other = (record, first) if _default_id(file) == record.id else (first, record)
                    found[record.id] = owner
                    self.diagnostics.append(_id_twice(owner, other))
                else:
                    found[record.id] = record
        return found

    def pages(self, root: Path) -> Iterator[HandWritten]:
        """The pages written by hand. The engine follows links and reads anything: what it must not see is refused."""
        for folder in (PAGES, "theme_overrides"):
            for file in find(root, folder):
                page = folder == PAGES and file.endswith(".md")
                if folder == PAGES and not page and file.rpartition(".")[2].lower() not in PUBLISHED_AS_IT_IS:
                    self.diagnostics.append(
                        error(
                            "F008",
                            Place(file),
                            message("a file of this kind would be published as it is"),
                            message("Move it out of content/pages; lists of people never belong on a website."),
                        )
                    )
                if not page and not (root / file).is_symlink() and not (root / file).is_dir():
                    continue
                try:
                    text = read(root, file)
                except Unreadable as problem:
                    self.diagnostics.append(problem.diagnostic)
                    continue
                self.diagnostics += _unfit_for_engine(text, file)
                stem = file.removeprefix(f"{PAGES}/").removesuffix(".md").removesuffix("index").rstrip("/")
                yield HandWritten(f"/{stem}/" if stem else "/", text, Place(file))

    def records(self, root: Path, file: str, kind: type[R]) -> list[R]:
        """The records in one file: remembered if it has not changed, else read from it."""
        name = file if root != shared.DATA.parent else f"shared/{file}"
        records = self.memo.recall(root / file, name) if self.memo else None
        if records is None:
            before = len(self.diagnostics)
            look = self.memo.look(root / file) if self.memo else None
            records = self._read(root, file, kind)
            if self.memo and look and records and len(self.diagnostics) == before:
                self.memo.keep(look, name, records)
        for record in records:  # the places of values are many, and hardly ever asked for
            place = record.origin.place
            record.written(Origin(place, partial(_places, root, place)), record.digest)
        return records

    def _read(self, root: Path, file: str, kind: type[R]) -> list[R]:
        """The records in one file: a mapping is one record, a list is several."""
        ending = file.rpartition(".")[2]
        if ending not in ("yaml", "yml", "md") and not (root / file).is_dir():
            if ending.lower() not in frontmatter.PASSED_OVER:
                self.diagnostics.append(
                    warning(
                        "F006",
                        Place(file),
                        message("this file is not read: only .yaml and .md files are"),
                        message("Rename it to end in .yaml, or move it elsewhere."),
                    )
                )
            return []
        node, problems = _parse(root, file)
        self.diagnostics += problems
        if problems:
            self.unread.add(_default_id(file))
        records: list[R] = []
        for entry in node.items if isinstance(node, yaml.Sequence) else (node,):
            if isinstance(entry, yaml.Mapping):
                record, problems = convert(entry, kind, _default_id(file))
                self.diagnostics += problems
                if record:
                    records.append(record)
                elif isinstance(written := entry.values.get("id"), yaml.Scalar):
                    self.unread.add(written.text)
            elif entry is not None:
                self.diagnostics.append(_no_record(entry.place))
        return records


def _no_record(place: Place) -> Diagnostic:
    return error(
        "Y007",
        place,
        message("a record is needed here: lines of the form `name: value`"),
        message("Write for instance `title: …`, with a space after the colon."),
    )


def _unfit_for_engine(text: str, file: str) -> Iterator[Diagnostic]:
    """What in a hand-written page would bring the engine's own readers down."""
    if text.startswith("---"):
        yield from frontmatter.parse(text, file)[1]
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            yield error(
                "F007",
                Place(file, number, 1),
                message("the line is too long: at most {most} characters", most=LONGEST_LINE),
                message("Break it into several lines."),
            )


def _parse(root: Path, file: str) -> tuple[yaml.Node | None, list[Diagnostic]]:
    """What is written in one file; None, with a reason, when it cannot be had."""
    try:
        text = read(root, file)
    except Unreadable as problem:
        return None, [problem.diagnostic]
    node, problems = frontmatter.parse(text, file) if file.endswith(".md") else yaml.parse(text, file)
    if node is None and not problems:
        problems = [
            error("Y006", Place(file), message("the file is empty"), message("Delete it, or write a record into it."))
        ]
    return node, problems


def _places(root: Path, place: Place) -> Places:
    """The place of every value of the record that starts at `place`, found by reading its file again."""
    node, _ = _parse(root, place.file)
    entries = node.items if isinstance(node, yaml.Sequence) else (node,)
    return next((places(each) for each in entries if isinstance(each, yaml.Mapping) and each.place == place), {})


def _default_id(file: str) -> str:
    """The id of a record that has none written: its file's name, for articles with the month they lie under."""
    *folders, name = file.split("/")
    stem = name.rpartition(".")[0]
    month = [each for each in folders[2:] if each.isdecimal()] if folders[1:2] == ["articles"] else []
    return "-".join([*month, stem])


def _id_twice(first: Record, second: Record) -> Diagnostic:
    return error(
        "I001",
        second.origin.at("id"),
        message("the id `{id}` is already used in {place}", id=second.id, place=first.origin.place),
        message("If this is a copy, delete its line `id:`; `outreach mint` gives it one of its own."),
    )
