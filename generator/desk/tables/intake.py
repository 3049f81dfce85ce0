"""A table of places into records: what would be new, changed, unchanged or refused; then, if wanted, written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.desk.tables.entry import Asked
from generator.desk.tables.judge import judged
from generator.desk.tables.layout import Layout, find_layout
from generator.desk.tables.outcome import FOLDER, Outcome, Outcomes, What, keep
from generator.desk.tables.people import People
from generator.desk.tables.rows import Rows
from generator.model.diagnostic import Diagnostic, error, errors
from generator.model.message import message
from generator.model.place import Place
from generator.model.site import Site
from generator.model.table_words import TableWords
from generator.shared import DATA, home_of
from generator.source.folders import CONFIG
from generator.source.load import load
from generator.source.sheets import Tables, read_sheets
from generator.source.tables import load_table_words
from generator.source.text import Unreadable


@dataclass(frozen=True)
class Intake:
    """What a table says, row by row, of the places of a site.

    `others` are sheets that were not read, `hidden` those that nobody sees, `passed` rows that are none of a place,
    `written` says whether records were.
    """

    site: Site
    words: TableWords
    layout: Layout
    macros: bool
    others: tuple[str, ...]
    hidden: tuple[str, ...]
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
        keep(root, (*taken.of("new"), *taken.of("changed")))
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
    become = Outcomes(root, site, layout.fields, asked)
    outcomes: list[Outcome] = []
    passed: list[Place] = []
    for entry in Rows(file, layout, site, words, asked).entries():
        if isinstance(entry, Place):
            passed.append(entry)
        else:
            outcomes.append(become.of(entry))
    judged(site, outcomes, file, today)
    unread = tuple(each.sheet.name for each in others)
    return Intake(site, words, layout, tables.macros, unread, tables.hidden, tuple(outcomes), tuple(passed)), []


def open_places(root: Path, unit: str | None, service: str | None) -> tuple[Site, TableWords, list[Diagnostic]]:
    """The site, what words in tables mean there, and what stands in the way of knowing all its places.

    `unit` and `service` are ids that must be a province and a kind of service.
    """
    site, diagnostics = load(root)
    words, wrong = load_table_words(home_of(root, "table_words"))
    words = words.beside(load_table_words(DATA.parent)[0])
    wrong = [each for each in errors((*diagnostics, *wrong)) if _concerns(each.place.file)]
    return site, words, wrong or list(_unknown(site, unit, service))


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
    """The lists of places in the sheets, that of which most is understood first; only the sheet that is `wanted`.

    None at all where one of them is a list of people.
    """
    sheets = [each for each in tables.sheets if wanted is None or each.name == wanted]
    if wanted and not sheets:
        known = ", ".join(each.name for each in tables.sheets)
        why = message("there is no sheet “{name}”: there is {known}", name=wanted, known=known)
        return [], [error("T021", Place(file), why)]
    layouts = [find_layout(each, words, site.service_kinds) for each in sheets]
    people = People(words, site.units)
    for each, layout in zip(sheets, layouts, strict=True):
        beside = any(other for other in layouts if other is not layout)
        if told := people.found(file, each, layout, beside):
            return [], [told]
    if found := [layout for layout in layouts if layout]:
        return sorted(found, key=lambda each: -len(each.fields)), []
    why = message("no row has headings such as “Tên cơ sở” and “Địa chỉ”")
    hint = message("Write them above the list, one in each column; `outreach export` makes an example.")
    return [], [error("T021", Place(file), why, hint)]
