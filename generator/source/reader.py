"""What one pass over a folder reads: the site's description, records, heads, tables, and all that is wrong in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from errno import ESTALE
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from generator import shared
from generator.model.config import Office, SiteConfig
from generator.model.diagnostic import Diagnostic, error
from generator.model.location import Location
from generator.model.message import message
from generator.model.place import Place
from generator.model.record import Record
from generator.model.shelf import Head, Shelf, staying
from generator.model.site import MANY
from generator.model.terms import Terms
from generator.source.folders import CONFIG, no_site
from generator.source.record_file import default_id, no_record, origin, read_records
from generator.source.remembered import Memo
from generator.source.table import LARGEST as LARGEST_TABLE
from generator.source.text import LARGEST, find

A_MONTH = 128  # articles that stay at hand: a feed of a month is made after its pages
Tick = Callable[[str], None]

R = TypeVar("R", bound=Record)
T = TypeVar("T")
H = TypeVar("H")


class Item(Protocol):
    """A record, or the head of one."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def place(self) -> Place:
        """Where it is written."""


I = TypeVar("I", bound=Item)  # noqa: E741  # an item


# Stands in for a configuration that cannot be read, so that the other files are still checked.
PLACEHOLDER = SiteConfig.model_construct(
    id="site",
    name="?",
    description="?",
    office=Office.model_construct(name="?"),
    base_url="https://site.invalid/",
    id_authority="site.invalid,2026",
    imprint="?",
    exit_url="https://site.invalid/",
)


class Reader:
    """Reads files, and gathers what is wrong with them."""

    def __init__(self, tick: Tick, memo: Memo | None, terms: Terms) -> None:
        self.tick = tick
        self.memo = memo
        self.terms = terms
        self.diagnostics: list[Diagnostic] = []
        self.unread: set[str] = set()
        self.stamps: dict[str, str] = {}
        self.at_hand: dict[Place, Any] = {}  # records of shelves that could not be left to the memo

    def config(self, root: Path) -> SiteConfig:
        """The description of the site, or what stands in for it."""
        if (root / CONFIG).exists():
            found = self.records(root, CONFIG, SiteConfig)
            if not found and not self.diagnostics:
                self.diagnostics.append(no_record(Place(CONFIG, 1, 1)))
            return next(iter(found), PLACEHOLDER)
        self.diagnostics.append(no_site())
        return PLACEHOLDER

    def collection(self, root: Path, under: str, kind: type[R]) -> Mapping[str, R]:
        """All records of one kind by id, in the order of their ids: files may lie in any order."""
        files = list(find(root, under))
        if (root / f"{under}.yaml").exists():
            files.append(f"{under}.yaml")
        if kind in MANY:
            heads = self.heads(root, files, kind, {})
            fetch = partial(self.fetch, root, kind)
            # Checks and lists go through all places again and again; articles are looked at month by month.
            most = staying(len(heads)) if kind is Location else A_MONTH
            return Shelf(heads, self.at_hand, lru_cache(most)(fetch))
        return self.gathered(root, files, partial(self.records, root, kind=kind), {})

    def heads(self, root: Path, files: Iterable[str], kind: type[Any], others: Mapping[str, Any]) -> dict[str, Any]:
        """The heads of the records in `files` by id, with the `others`."""
        return self.gathered(root, files, partial(self.heads_in, root, kind=kind), others)

    def gathered(
        self, root: Path, files: Iterable[str], read: Callable[[str], Iterable[I]], others: Mapping[str, I]
    ) -> dict[str, I]:
        """What `read` finds in `files` by id, in the order of ids, with the `others`; an id stays with who had it."""
        found = dict(others)
        for file in files:
            self.tick(file)
            for each in read(file):
                if first := found.get(each.id):
                    # A copy of a file often comes first: the owner is whose file is named after the id.
                    owner, other = (each, first) if default_id(file) == each.id else (first, each)
                    found[each.id] = owner
                    self.diagnostics.append(_id_twice(owner, other, root))
                else:
                    found[each.id] = each
        return dict(sorted(found.items()))

    def records(self, root: Path, file: str, kind: type[R]) -> list[R]:
        """The records in one file: remembered if it has not changed, else read from it."""
        name = self.name(root, file)
        records: list[R] | None = None
        if self.memo and (known := self.memo.recall(root, file, name)):
            self.stamps[file] = known[0]
            records = self.memo.fetch(name)
        if records is None:
            records, _, _ = self._read_and_keep(root, file, kind, lambda record: record.id)
        return [_placed(root, record) for record in records]

    def name(self, root: Path, file: str) -> str:
        """What a file of records is remembered as: what was noticed in it hangs on the words to look for."""
        return f"{_name(root, file)} {self.terms.digest[:12]}"

    def heads_in(self, root: Path, file: str, kind: type[Any]) -> list[Any]:
        """The heads of the records in one file; records that the memo does not take are kept at hand."""
        if self.memo and (known := self.memo.recall(root, file, self.name(root, file))):
            self.stamps[file] = known[0]
            return known[1]
        records, heads, kept = self._read_and_keep(root, file, kind, lambda record: record.head)
        if not kept:
            self.at_hand.update((record.place, _placed(root, record)) for record in records)
        return heads

    def fetch(self, root: Path, kind: type[Any], head: Head) -> Any:
        """The whole record that a head belongs to."""
        file = head.place.file
        for record in self._remembered_or_read(root, file, kind):
            if (record.place, record.digest) == (head.place, head.digest):
                return _placed(root, record)
        raise OSError(ESTALE, "changed while it was read", file)

    def _remembered_or_read(self, root: Path, file: str, kind: type[Any]) -> Iterator[Any]:
        """The records of a file as they are remembered; for who finds none that will do, as they are now."""
        if self.memo:
            yield from self.memo.fetch(self.name(root, file)) or ()
        yield from self._read(root, file, kind)

    def table(
        self, root: Path, files: Sequence[str], read: Callable[[], tuple[T, list[Diagnostic]]]
    ) -> Callable[[], T]:
        """A function for what `read` makes of tables; it reads late if the memo knows that nothing is wrong in them."""
        there = [file for file in files if (root / file).exists()]
        names = [f"{_name(root, file)} with {len(there) - 1} others" for file in there]
        known = [self.memo.recall(root, *each) for each in zip(there, names, strict=True)] if self.memo else []
        if self.memo and all(known):
            self.stamps.update((file, each[0]) for file, each in zip(there, known, strict=True) if each)
            return cache(lambda: read()[0])
        looks = [self.memo.look(root / file, LARGEST_TABLE) for file in there] if self.memo else []
        value, problems = read()
        self.diagnostics += problems
        for file, name, look in zip(there, names, looks, strict=False):
            if look:
                self.stamps[file] = look.digest
                if self.memo and not problems and all(looks):
                    self.memo.keep(look, name, [], [])
        return lambda: value

    def _read_and_keep(
        self, root: Path, file: str, kind: type[R], head: Callable[[R], H]
    ) -> tuple[list[R], list[H], bool]:
        """Records of a file, their heads, and whether the memo took them: it takes none that is not faultless."""
        before = len(self.diagnostics)
        look = self.memo.look(root / file, LARGEST) if self.memo else None
        records = self._read(root, file, kind)
        if look:
            self.stamps[file] = look.digest
        heads = [head(record) for record in records]
        if not self.memo or not look or not records or len(self.diagnostics) > before:
            return records, heads, False
        self.memo.keep(look, self.name(root, file), heads, records)
        return records, heads, True

    def _read(self, root: Path, file: str, kind: type[R]) -> list[R]:
        """The records in one file, as it is now."""
        records, diagnostics, unread = read_records(root, file, kind, self.terms)
        self.diagnostics += diagnostics
        self.unread |= unread
        return records


def _placed(root: Path, record: R) -> R:
    """The record, knowing how the places of its values are found: they are many, and hardly ever asked for."""
    record.written(origin(root, record.place), record.digest, record.marks)
    return record


def _name(root: Path, file: str) -> str:
    """What a file is remembered as: those that travel with the generator are not the office's own."""
    return file if root != shared.DATA.parent else f"shared/{file}"


def _id_twice(first: Item, second: Item, root: Path) -> Diagnostic:
    return error(
        "I001",
        origin(root, second.place).at("id"),
        message("the id `{id}` is already used in {place}", id=second.id, place=first.place),
        message("If this is a copy, delete its line `id:`; `outreach mint` gives it one of its own."),
    )
