"""What becomes of a row: a new place, a changed one, the same, or none with the reason; and writing what was judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from generator.desk.files import rewrite
from generator.desk.tables.doubles import Doubles
from generator.desk.tables.entry import Asked, Entry, Value
from generator.desk.tables.known import SOURCE, Known, differences
from generator.desk.tables.naming import Names
from generator.model.dates import NotReadable
from generator.model.diagnostic import Diagnostic, error, note
from generator.model.location import Location
from generator.model.message import message
from generator.model.phones import digits
from generator.model.place import Loc, Place
from generator.model.site import Site
from generator.source import yaml
from generator.source.editing import Edited, edited, record_in
from generator.source.load import FOLDERS
from generator.source.nodes import laid, record_of
from generator.source.records import convert, plain
from generator.source.text import decode
from generator.source.writing import write_yaml

FOLDER = FOLDERS["locations"]
ORDER = tuple(Location.model_fields)
_RANKS = {name: rank for rank, name in enumerate(ORDER)}
What = Literal["new", "changed", "unchanged", "refused"]


@dataclass
class Outcome:
    """What becomes of a row: `file` is its record's, `changes` what it changes there, `node` the record to be."""

    what: What
    entry: Entry
    file: str = ""
    changes: dict[Loc, Value] = field(default_factory=dict)
    before: Location | None = None
    node: yaml.Mapping | None = None
    record: Location | None = None
    text: Edited | None = None

    @property
    def row(self) -> int:
        """Its row in the table, from 1."""
        return self.entry.place.line


class Outcomes:
    """Tells what becomes of rows, one after the other: a second row about one place is no place."""

    def __init__(self, root: Path, site: Site, fields: frozenset[str], asked: Asked) -> None:
        self._root = root
        self._fields = fields
        self._asked = asked
        self._known, self._names, self._doubles = Known(site), Names(site), Doubles(site)

    def of(self, entry: Entry) -> Outcome:
        """What becomes of a row."""
        if entry.refused:
            return Outcome("refused", entry)
        try:
            location = self._known.match(entry)
        except NotReadable as problem:
            hint = message("Write the id of the place into the column “Mã trên trang”; leave it empty for a new place.")
            entry.remarks.append(error("T023", entry.place, problem.why, hint))
            return Outcome("refused", entry)
        entry.remarks += self._doubles.remarks(entry, location)
        entry.remarks += _words_beside_numbers(entry, location)
        if not location and ("services",) not in entry.given:
            why = message("the service is missing")
            hint = message("Fill in the column “Dịch vụ”, or say it for the whole table with `--service`.")
            entry.remarks.append(error("T023", entry.place, why, hint))
        if entry.refused:
            return Outcome("refused", entry)
        return self._changed(entry, location) if location else self._new(entry)

    def _new(self, entry: Entry) -> Outcome:
        record_id = self._names.new(entry)
        given = {("id",): (record_id, entry.place), **entry.given}
        if ("services",) in given:
            kinds, at = given["services",]
            given["services",] = ([{"kind": kind} for kind in dict.fromkeys(kinds)], at)
        given.setdefault(SOURCE, ({"title": self._asked.source}, entry.place))
        made = dict(sorted(given.items(), key=lambda item: (_RANKS[str(item[0][0])], item[0] != SOURCE)))
        return Outcome("new", entry, f"{FOLDER}/{record_id}.yaml", made, None, record_of(made, entry.place))

    def _changed(self, entry: Entry, location: Location) -> Outcome:
        file = location.place.file
        if not differences(location, {}, entry, self._fields, self._asked.source):
            return Outcome("unchanged", entry, file, before=location)
        text = _text(self._root / file)
        node = record_in(text, file, location.id)
        if node is None:
            entry.remarks.append(
                error(
                    "T027",
                    Place(file),
                    message("this file cannot be changed by the program, and stays as it is"),
                    message("Open the file, and change it by hand."),
                )
            )
            return Outcome("refused", entry, file)
        changes = differences(location, plain(node), entry, self._fields, self._asked.source)
        values = {loc: value for loc, (value, _) in changes.items()}
        for loc, (value, at) in changes.items():
            node = laid(node, loc, value, at)
        new_text = edited(text, file, location.id, values, ORDER)
        if new_text is None:
            why = message("this file cannot be changed by the program, and stays as it is")
            entry.remarks.append(
                error("T027", Place(file), why, message("Change it by hand: the differences are shown here."))
            )
            return Outcome("refused", entry, file, changes, location)
        return Outcome("changed", entry, file, changes, location, node, text=new_text)


def _words_beside_numbers(entry: Entry, location: Location | None) -> Iterator[Diagnostic]:
    """Words beside a number are often a person's name: they are only kept where the record has them already."""
    known = {(digits(phone.number), phone.name) for phone in location.phones} if location else set()
    for number, words, at in entry.words:
        if (number, words) not in known:
            yield note("T026", at, message("“{text}” beside the number is not taken over", text=words))


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def keep(root: Path, outcomes: Iterable[Outcome]) -> None:
    """Write new and changed records, each file in one step, after reading each text back: it says what was judged."""
    for each in outcomes:
        assert each.record
        assert each.node
        file = root / each.file
        values = {loc: value for loc, (value, _) in each.changes.items()}
        # Read again: another row may have changed a record of the same file.
        made = edited(_text(file), each.file, each.record.id, values, ORDER) if each.what == "changed" else None
        text = made.text if made else write_yaml(plain(each.node))
        node = record_in(decode(text.encode(), each.file), each.file, each.record.id)
        read, _ = convert(node, Location, "") if node else (None, [])
        assert read, each.file
        assert read.digest == each.record.digest, each.file
        rewrite(file, text)
