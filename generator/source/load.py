"""A folder to a `Site`: every record that can be read, and every mistake of every file, in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from generator import shared
from generator.model.config import Office, SiteConfig
from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.fields import Record
from generator.model.message import message
from generator.model.place import Place
from generator.model.site import COLLECTIONS, HandWritten, Site
from generator.source import frontmatter, yaml
from generator.source.records import convert
from generator.source.tables import load_ids, load_units
from generator.source.text import Unreadable, find, read

CONFIG = "data/site.yaml"
PAGES = "content/pages"
# Where each collection is kept: a folder of files, or one file of that name with a list.
FOLDERS: dict[str, str] = {
    name: f"content/{name}" if name in ("articles", "campaigns") else f"data/{name}" for name in COLLECTIONS
}
Tick = Callable[[str], None]
R = TypeVar("R", bound=Record)


def load(root: Path, tick: Tick = lambda file: None) -> tuple[Site, list[Diagnostic]]:
    """Read the site kept in `root`. Never raises for what an officer wrote; calls `tick` with each file read."""
    diagnostics: list[Diagnostic] = []
    config = _config(root, diagnostics)
    records: dict[str, dict[str, Any]] = {}
    for name, kind in COLLECTIONS.items():
        records[name] = _collection(_home_of(root, name), name, kind, diagnostics, tick)
    units, problems = load_units(_home_of(root, "units"))
    diagnostics += problems
    ids, problems = load_ids(root)
    diagnostics += problems
    pages = tuple(_pages(root, diagnostics))
    site = Site(config, **records, units=units, ids=ids, pages=pages)
    return site, sorted(diagnostics, key=lambda each: each.order)


def _pages(root: Path, diagnostics: list[Diagnostic]) -> Iterator[HandWritten]:
    """The pages written by hand. The engine follows links and reads anything: what it must not see is refused here."""
    for folder in (PAGES, "theme_overrides"):
        for file in find(root, folder):
            if (root / file).is_symlink() or file.endswith(".md"):
                try:
                    text = read(root, file)
                except Unreadable as problem:
                    diagnostics.append(problem.diagnostic)
                    continue
                stem = file.removeprefix(f"{PAGES}/").removesuffix(".md").removesuffix("index").rstrip("/")
                yield HandWritten(f"/{stem}/" if stem else "/", text, Place(file))


def _home_of(root: Path, name: str) -> Path:
    """The folder a collection is read from: the site's own, or what travels with the generator."""
    if name in shared.SHARED_DATA and not any((root / f"data/{name}{end}").exists() for end in ("", ".yaml")):
        return shared.DATA.parent
    return root


def _config(root: Path, diagnostics: list[Diagnostic]) -> SiteConfig:
    if (root / CONFIG).exists():
        for found in _file(root, CONFIG, SiteConfig, diagnostics):
            return found
    else:
        diagnostics.append(
            error(
                "F005",
                Place(CONFIG),
                message("the file that describes the site is missing"),
                message("Copy it from the example and fill it in."),
            )
        )
    return PLACEHOLDER


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


def _collection(root: Path, name: str, kind: type[Record], diagnostics: list[Diagnostic], tick: Tick) -> dict[str, Any]:
    """All records of one kind by id, in the order of their ids: files may lie in any order."""
    under = FOLDERS[name]
    files = list(find(root, under))
    if (root / f"{under}.yaml").exists():
        files.append(f"{under}.yaml")
    found: dict[str, Record] = {}
    for file in files:
        tick(file)
        for record in _file(root, file, kind, diagnostics):
            if first := found.get(record.id):
                diagnostics.append(_id_twice(first, record))
            else:
                found[record.id] = record
    return dict(sorted(found.items()))


def _id_twice(first: Record, second: Record) -> Diagnostic:
    return error(
        "I001",
        second.origin.at("id"),
        message("the id `{id}` is already used in {place}", id=second.id, place=first.origin.place),
        message("Give this record an id of its own. An id never goes to another record."),
    )


def _default_id(file: str) -> str:
    """The id of a record that has none written: its file's name, for articles with the month they lie under."""
    *folders, name = file.split("/")
    stem = name.rpartition(".")[0]
    month = [each for each in folders[2:] if each.isdecimal()] if folders[1:2] == ["articles"] else []
    return "-".join([*month, stem])


def _file(root: Path, file: str, kind: type[R], diagnostics: list[Diagnostic]) -> list[R]:
    """The records in one file: a mapping is one record, a list is several."""
    ending = file.rpartition(".")[2]
    if ending not in ("yaml", "yml", "md"):
        if ending.lower() not in frontmatter.PASSED_OVER:
            diagnostics.append(
                warning(
                    "F006",
                    Place(file),
                    message("this file is not read: only .yaml and .md files are"),
                    message("Rename it to end in .yaml, or move it elsewhere."),
                )
            )
        return []
    try:
        text = read(root, file)
    except Unreadable as problem:
        diagnostics.append(problem.diagnostic)
        return []
    node, problems = frontmatter.parse(text, file) if ending == "md" else yaml.parse(text, file)
    diagnostics += problems
    if node is None:
        if not problems:
            diagnostics.append(
                error(
                    "Y006", Place(file), message("the file is empty"), message("Delete it, or write a record into it.")
                )
            )
        return []
    records: list[R] = []
    entries = node.items if isinstance(node, yaml.Sequence) else (node,)
    for entry in entries:
        if not isinstance(entry, yaml.Mapping):
            diagnostics.append(
                error(
                    "Y007",
                    entry.place,
                    message("a record is needed here: lines of the form `name: value`"),
                    message("Write for instance `title: …`, with a space after the colon."),
                )
            )
            continue
        record, problems = convert(entry, kind, _default_id(file))
        diagnostics += problems
        if record:
            records.append(record)
    return records
