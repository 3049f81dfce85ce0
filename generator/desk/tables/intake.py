"""A table of places into records: what would be new, changed, unchanged or refused; then, if wanted, written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from generator import shared
from generator.desk.files import rewrite
from generator.desk.tables.doubles import Doubles, same_place
from generator.desk.tables.judge import judged
from generator.desk.tables.known import SOURCE, Known, differences
from generator.desk.tables.layout import Layout, find_layout
from generator.desk.tables.naming import Names
from generator.desk.tables.rows import Asked, Entry, Rows, Value
from generator.model.dates import NotReadable
from generator.model.diagnostic import Diagnostic, Severity, error, note
from generator.model.location import Location
from generator.model.message import message
from generator.model.phones import digits
from generator.model.place import Loc, Place
from generator.model.site import Site
from generator.model.table_words import TableWords
from generator.source import yaml
from generator.source.editing import Edited, edited, record_in
from generator.source.load import CONFIG, FOLDERS, load
from generator.source.nodes import laid, record_of
from generator.source.records import convert, plain
from generator.source.sheets import Tables, read_sheets
from generator.source.tables import TABLE_WORDS, load_table_words
from generator.source.text import Unreadable, decode
from generator.source.writing import write_yaml

FOLDER = FOLDERS["locations"]
ORDER = tuple(Location.model_fields)
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


@dataclass(frozen=True)
class Intake:
    """What a table says, row by row, of the places of a site.

    `others` are sheets that were not read, `passed` rows that are none of a place, `written` says whether records were.
    """

    site: Site
    words: TableWords
    layout: Layout
    macros: bool
    others: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    passed: tuple[Place, ...]
    written: bool = False

    def of(self, what: What) -> tuple[Outcome, ...]:
        """The rows of which that becomes."""
        return tuple(each for each in self.outcomes if each.what == what)


def take_in(
    root: Path, file: Path, today: date, asked: Asked, sheet: str | None = None, wanted: bool = False
) -> tuple[Intake | None, list[Diagnostic]]:
    """Read a table of places for the site in `root`; write the records only if that is `wanted`.

    None, with the mistakes, for a file that is no such table and for a site whose places cannot all be read.
    """
    try:
        tables = read_sheets(file)
    except Unreadable as problem:
        return None, [problem.diagnostic]
    site, words, wrong = open_places(root, asked.unit, asked.service)
    if wrong:
        return None, wrong
    taken, wrong = examine(root, site, words, tables, file.name, today, asked, sheet)
    if taken and wanted:
        _keep(root, taken)
        taken = replace(taken, written=True)
    return taken, wrong


def examine(
    root: Path,
    site: Site,
    words: TableWords,
    tables: Tables,
    file: str,
    today: date,
    asked: Asked,
    sheet: str | None = None,
) -> tuple[Intake | None, list[Diagnostic]]:
    """What becomes of each row of a table; None, with the reason, where no sheet is a list of places."""
    layouts, wrong = _layouts(file, tables, sheet, words, site)
    if not layouts:
        return None, wrong
    layout, *others = layouts
    known, names, doubles = Known(site), Names(site), Doubles(site)
    outcomes: list[Outcome] = []
    passed: list[Place] = []
    for entry in Rows(file, layout, site, words, asked).entries():
        if isinstance(entry, Place):
            passed.append(entry)
        else:
            outcomes.append(_outcome(root, entry, known, names, doubles, layout, asked))
    judged(site, outcomes, file, today)
    unread = tuple(each.sheet.name for each in others)
    return Intake(site, words, layout, tables.macros, unread, tuple(outcomes), tuple(passed)), []


def open_places(root: Path, unit: str | None, service: str | None) -> tuple[Site, TableWords, list[Diagnostic]]:
    """The site, what words in tables mean there, and what stands in the way of knowing all its places.

    `unit` and `service` are ids that must be a province and a kind of service.
    """
    site, diagnostics = load(root)
    words, wrong = load_table_words(root if (root / TABLE_WORDS).exists() else shared.DATA.parent)
    errors = [each for each in (*diagnostics, *wrong) if each.severity is Severity.ERROR and _concerns(each.place.file)]
    return site, words, errors or list(_unknown(site, unit, service))


def _concerns(file: str) -> bool:
    """Whether a mistake in a file may hide a place, or the words a table is read by."""
    return file == CONFIG or file.startswith((FOLDER, "data/units", "data/service_kinds", "data/table_words"))


def _unknown(site: Site, unit: str | None, service: str | None) -> Iterator[Diagnostic]:
    if unit and unit not in {each.id for each in site.units.provinces}:
        known = ", ".join(each.id for each in site.units.provinces)
        why = message("“{value}” is not one of: {known}", value=unit, known=known)
        yield error("T021", Place("--unit"), why)
    if service and service not in site.service_kinds:
        known = ", ".join(site.service_kinds)
        yield error("T021", Place("--service"), message("“{value}” is not one of: {known}", value=service, known=known))


def _layouts(
    file: str, tables: Tables, wanted: str | None, words: TableWords, site: Site
) -> tuple[list[Layout], list[Diagnostic]]:
    """The lists of places in the sheets, that of which most is understood first; only the sheet that is `wanted`."""
    sheets = [each for each in tables.sheets if wanted is None or each.name == wanted]
    if wanted and not sheets:
        known = ", ".join(each.name for each in tables.sheets)
        why = message("there is no sheet “{name}”: there is {known}", name=wanted, known=known)
        return [], [error("T021", Place(file), why)]
    found = [layout for each in sheets if (layout := find_layout(each, words, site.service_kinds))]
    if found:
        return sorted(found, key=lambda each: -len(each.fields)), []
    why = message("no row has headings such as “Tên cơ sở” and “Địa chỉ”")
    hint = message("Write them above the list, one in each column; `outreach export` makes an example.")
    return [], [error("T021", Place(file), why, hint)]


def _outcome(
    root: Path, entry: Entry, known: Known, names: Names, doubles: Doubles, layout: Layout, asked: Asked
) -> Outcome:
    if entry.refused:
        return Outcome("refused", entry)
    try:
        location = known.match(entry)
    except NotReadable as problem:
        hint = message("Write the id of the place into the column “Mã trên trang”; leave it empty for a new place.")
        entry.remarks.append(error("T023", entry.place, problem.why, hint))
        return Outcome("refused", entry)
    entry.remarks += doubles.remarks(entry, location)
    entry.remarks += _words_beside_numbers(entry, location)
    if not location and ("services",) not in entry.given:
        why = message("the service is missing")
        hint = message("Fill in the column “Dịch vụ”, or say it for the whole table with `--service`.")
        entry.remarks.append(error("T023", entry.place, why, hint))
    if entry.refused:
        return Outcome("refused", entry)
    if location is None:
        if other := known.namesake(entry):
            entry.remarks.append(same_place(entry, other.name, other.id))
        return _new(entry, names.new(entry), asked)
    return _changed(root, entry, location, layout, asked)


def _words_beside_numbers(entry: Entry, location: Location | None) -> Iterator[Diagnostic]:
    """Words beside a number are often a person's name: they are only kept where the record has them already."""
    known = {(digits(phone.number), phone.name) for phone in location.phones} if location else set()
    for number, words, at in entry.words:
        if (number, words) not in known:
            yield note("T026", at, message("“{text}” beside the number is not taken over", text=words))


def _new(entry: Entry, record_id: str, asked: Asked) -> Outcome:
    given = {("id",): (record_id, entry.place), **entry.given}
    if ("services",) in given:
        kinds, at = given["services",]
        given["services",] = ([{"kind": kind} for kind in dict.fromkeys(kinds)], at)
    given.setdefault(SOURCE, ({"title": asked.source}, entry.place))
    ordered = sorted(given.items(), key=lambda item: (ORDER.index(str(item[0][0])), item[0] != SOURCE))
    made = dict(ordered)
    return Outcome("new", entry, f"{FOLDER}/{record_id}.yaml", made, None, record_of(made, entry.place))


def _changed(root: Path, entry: Entry, location: Location, layout: Layout, asked: Asked) -> Outcome:
    file = location.place.file
    if not differences(location, {}, entry, layout.fields, asked.source):
        return Outcome("unchanged", entry, file, before=location)
    text = _text(root / file)
    node = record_in(text, file, location.id)
    if node is None:
        entry.remarks.append(
            error("T027", Place(file), message("the record cannot be changed without harm to its file"))
        )
        return Outcome("refused", entry, file)
    changes = differences(location, plain(node), entry, layout.fields, asked.source)
    values = {loc: value for loc, (value, _) in changes.items()}
    for loc, (value, at) in changes.items():
        node = laid(node, loc, value, at)
    new_text = edited(text, file, location.id, values, ORDER)
    if new_text is None:
        why = message("the record cannot be changed without harm to its file")
        entry.remarks.append(
            error("T027", Place(file), why, message("Change it by hand: the differences are shown here."))
        )
        return Outcome("refused", entry, file, changes, location)
    return Outcome("changed", entry, file, changes, location, node, text=new_text)


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def _keep(root: Path, taken: Intake) -> None:
    """Write the records, each file in one step, after reading each text back: it says what was judged."""
    for each in (*taken.of("new"), *taken.of("changed")):
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
