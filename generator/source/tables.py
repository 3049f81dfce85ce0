"""Tables (CSV) to values: administrative units with their succession, days off, the register of published ids."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from generator.model.artifact import digest
from generator.model.diagnostic import Diagnostic, error
from generator.model.holidays import DayOff, Holiday, Holidays, LunarYear, Status
from generator.model.message import message
from generator.model.phones import AreaCode
from generator.model.place import Place
from generator.model.site import Published
from generator.model.table_words import About, TableWords, Word, table_words
from generator.model.terms import Abbreviation, Exemption, Synonym, Term, Terms, Weight
from generator.model.unit import FormerName, Relation, Succession, Unit, Units
from generator.model.vietnamese import syllables
from generator.source.text import Unreadable, find, is_ordinary, read

IDS = "data/ids.csv"
UNITS = {name: f"data/units/{name}.csv" for name in ("names", "aliases", "current", "former", "succession")}
HOLIDAYS = "data/holidays"
TERMS = "data/terms.csv"
ABBREVIATIONS = "data/abbreviations.csv"
SYNONYMS = "data/synonyms.csv"
TABLE_WORDS = "data/table_words.csv"
YEARS = (2000, 2099)  # that a table of days off can be about
LARGEST = 8 * 1024 * 1024  # bytes of one table
MOST_WRONG = 100  # rows that are told: a table with more was saved in another form
T = TypeVar("T")


def _table(
    root: Path, file: str, columns: str, build: Callable[[list[str], Place], T]
) -> tuple[list[T], list[Diagnostic]]:
    """The rows of a table as `build` makes them, and what is wrong with it; a missing file is an empty table."""
    if not (root / file).exists():
        return [], []
    try:
        text = read(root, file, LARGEST)
    except Unreadable as problem:
        return [], [problem.diagnostic]
    reader = csv.reader(text.splitlines(keepends=True))
    width = columns.count(",") + 1
    values: list[T] = []
    diagnostics: list[Diagnostic] = []
    try:
        if next(reader, []) != columns.split(","):
            return [], [error("T001", Place(file, 1, 1), message("the first row must be: {columns}", columns=columns))]
        for cells in reader:
            place = Place(file, reader.line_num, 1)
            try:
                if len(cells) != width:
                    raise ValueError(f"{len(cells)} ≠ {width}")
                values.append(build(cells, place))
            except ValueError as problem:
                diagnostics.append(_row_unreadable(place, problem))
                if len(diagnostics) == MOST_WRONG:
                    diagnostics.append(_left_unread(place))
                    break
    except csv.Error as problem:
        diagnostics.append(_row_unreadable(Place(file, reader.line_num, 1), problem))
    return values, diagnostics


def _row_unreadable(place: Place, why: Exception) -> Diagnostic:
    return error(
        "T002",
        place,
        message("this row cannot be read: {why}", why=why),
        message("Compare it with the rows around it: as many values, dates as 2025-07-01, quotation marks closed."),
    )


def _left_unread(place: Place) -> Diagnostic:
    return error(
        "T002",
        place,
        message("the rows below are not read: {count} rows above cannot be read", count=MOST_WRONG),
        message("The whole table is probably saved in another form: save it as CSV (UTF-8) with the columns it had."),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _word(text: str, of: Any) -> Any:
    """A word that is one of a literal type's."""
    if text not in get_args(of):
        raise ValueError(text)
    return text


def load_units(root: Path) -> tuple[Units, list[Diagnostic]]:
    """Today's and former units of `data/units/`, and what is wrong with the tables."""
    units, diagnostics = _units(root, units_digest(root))
    return units, list(diagnostics)


@lru_cache(maxsize=2)
def _units(root: Path, of: str) -> tuple[Units, list[Diagnostic]]:
    """The units of tables whose digest is `of`: a preview and tests ask for the same again and again."""
    former_names: dict[str, list[FormerName]] = defaultdict(list)
    aliases: dict[str, list[str]] = defaultdict(list)

    def alias(row: list[str], _: Place) -> None:
        name, unit_id, _source = row
        aliases[unit_id].append(name)

    def former_name(row: list[str], _: Place) -> None:
        unit_id, name, until = row
        former_names[unit_id].append(FormerName(name, date.fromisoformat(until)))

    def current(row: list[str], _: Place) -> Unit:
        unit_id, code, kind, name, parent, start, end, latitude, longitude = row
        centroid = (float(latitude), float(longitude)) if latitude else None
        return Unit(
            unit_id,
            code,
            kind,
            name,
            parent or None,
            _day(start),
            _day(end),
            centroid,
            tuple(former_names.get(unit_id, ())),
            tuple(aliases.get(unit_id, ())),
        )

    def former(row: list[str], _: Place) -> Unit:
        unit_id, code, kind, name, parent, end = row
        return Unit(unit_id, code, kind, name, parent or None, None, date.fromisoformat(end))

    def succeeded(row: list[str], _: Place) -> Succession:
        before, after, relation, on = row
        return Succession(before, after, _word(relation, Relation), date.fromisoformat(on))

    _, wrong_names = _table(root, UNITS["names"], "id,name,until", former_name)
    _, wrong_aliases = _table(root, UNITS["aliases"], "alias,unit,source", alias)
    columns = "id,code,kind,name,parent,valid_from,valid_to,latitude,longitude"
    today, wrong_today = _table(root, UNITS["current"], columns, current)
    before, wrong_before = _table(root, UNITS["former"], "id,code,kind,name,parent,valid_to", former)
    followed, wrong_followed = _table(root, UNITS["succession"], "former,successor,relation,on", succeeded)
    by_id = {unit.id: unit for unit in (*today, *before)}
    loose = [*_loose_ends(by_id, followed), *_nobodys_names(by_id, aliases)]
    diagnostics = [*wrong_names, *wrong_aliases, *wrong_today, *wrong_before, *wrong_followed, *loose]
    return Units(by_id, tuple(followed), of), diagnostics


def units_digest(root: Path) -> str:
    """A digest of the tables of `data/units/`, which can be had without reading their rows."""
    return digest(*_contents(root / file for file in UNITS.values()))


def _contents(tables: Iterable[Path]) -> Iterator[bytes]:
    """What is in those tables that are there; of the others, reading them tells.

    Raises OSError where the system refuses one: a digest of the rest would pass for that of other tables.
    """
    for table in tables:
        with suppress(FileNotFoundError, NotADirectoryError):
            if is_ordinary(table) and table.stat().st_size <= LARGEST:
                yield table.read_bytes()


def _nobodys_names(by_id: dict[str, Unit], aliases: dict[str, list[str]]) -> Iterator[Diagnostic]:
    """Names that people are said to use for a unit of today that is not in the tables."""
    for unit_id in aliases:
        if unit_id not in by_id or by_id[unit_id].valid_to:
            yield error("T003", Place(UNITS["aliases"]), message("unit `{id}` is not in the tables", id=unit_id))


def _loose_ends(by_id: dict[str, Unit], succession: list[Succession]) -> Iterator[Diagnostic]:
    """Units whose parent, and successions one of whose ends, is not in the tables."""
    for unit in by_id.values():
        if unit.parent and unit.parent not in by_id:
            yield error(
                "T003",
                Place("data/units"),
                message("unit `{id}` lies in `{parent}`, which is not there", id=unit.id, parent=unit.parent),
            )
        elif _circle(unit, by_id):
            yield error("T003", Place("data/units"), message("unit `{id}` lies in itself", id=unit.id))
    for row in succession:
        for end in (row.former, row.successor):
            if end not in by_id:
                yield error("T003", Place(UNITS["succession"]), message("unit `{id}` is not in the tables", id=end))


def _circle(unit: Unit, by_id: dict[str, Unit]) -> bool:
    """Whether the way up from a unit never ends; it has three steps at most."""
    above: Unit | None = unit
    for _ in range(4):
        above = by_id.get(above.parent) if above and above.parent else None
    return above is not None


def load_holidays(root: Path) -> tuple[Holidays, list[Diagnostic]]:
    """The tables of `data/holidays/`: one a year as announced, and the lunar calendar."""
    announced: dict[int, tuple[Holiday, ...]] = {}
    diagnostics: list[Diagnostic] = []
    for file in find(root, HOLIDAYS):
        year = file.removeprefix(f"{HOLIDAYS}/").removesuffix(".csv")
        if re.fullmatch(r"20\d\d", year):
            rows, wrong = _table(root, file, "date,day_off,name,status,source,instead_of", _holiday)
            days, misplaced = _of_year(int(year), rows)
            diagnostics += [*wrong, *misplaced]
            if days:  # an empty table announces nothing
                announced[int(year)] = days
        elif year != "lunar":
            diagnostics.append(
                error(
                    "W004",
                    Place(file),
                    message("this table of days off is not named after a year"),
                    message("Name it after its year, such as data/holidays/2027.csv."),
                )
            )
    lunar, wrong = _table(root, f"{HOLIDAYS}/lunar.csv", "new_year,hung_kings,source", _lunar_year)
    return Holidays(announced, {each.new_year.year: each for each in lunar}), [*diagnostics, *wrong]


def _holiday(row: list[str], place: Place) -> tuple[Holiday, Place]:
    day, off, name, status, source, instead_of = row
    made = Holiday(date.fromisoformat(day), _word(off, DayOff), name, _word(status, Status), source, _day(instead_of))
    if (made.off == "no") != bool(made.instead_of) or not source:
        raise ValueError(f"day_off={off}, instead_of={instead_of}, source={source}")
    return made, place


def _lunar_year(row: list[str], place: Place) -> LunarYear:
    new_year, hung_kings, source = row
    made = LunarYear(date.fromisoformat(new_year), date.fromisoformat(hung_kings), source)
    if not YEARS[0] <= made.new_year.year == made.hung_kings.year <= YEARS[1]:
        raise ValueError(f"{new_year}, {hung_kings}")
    return made


def _of_year(year: int, rows: list[tuple[Holiday, Place]]) -> tuple[tuple[Holiday, ...], list[Diagnostic]]:
    """The days of a table that belong to its year, each once, and the others."""
    days: dict[date, Holiday] = {}
    wrong: list[Diagnostic] = []
    for each, place in rows:
        if each.day.year != year:
            wrong.append(
                error(
                    "W002",
                    place,
                    message("{day} does not belong to the table of {year}", day=each.day, year=year),
                    message("Correct the date, or move the row to the table of its year."),
                )
            )
        elif each.day in days:
            wrong.append(
                error("W003", place, message("{day} is listed twice", day=each.day), message("Delete one of the rows."))
            )
        else:
            days[each.day] = each
    return tuple(sorted(days.values(), key=lambda each: each.day)), wrong


def load_ids(root: Path) -> tuple[tuple[Published, ...], list[Diagnostic]]:
    """The register of ids that were published, `data/ids.csv`."""
    rows, diagnostics = _table(root, IDS, "kind,id,path", lambda row, place: Published(row[0], row[1], row[2], place))
    return tuple(rows), diagnostics


def load_area_codes(root: Path) -> tuple[tuple[AreaCode, ...], list[Diagnostic]]:
    """The area codes that were replaced, `data/phones/area_codes.csv`; the longest old ones first."""

    def area_code(row: list[str], _: Place) -> AreaCode:
        old, new, place, until, _source = row
        return AreaCode(old, new, place, date.fromisoformat(until))

    rows, diagnostics = _table(root, "data/phones/area_codes.csv", "old,new,place,until,source", area_code)
    return tuple(sorted(rows, key=lambda code: (-len(code.old), code.old))), diagnostics


def load_terms(root: Path, other: Path) -> tuple[Terms, list[Diagnostic]]:
    """The words to avoid, `data/terms.csv` below `root`, and `data/abbreviations.csv` below `other`."""

    def term(row: list[str], _: Place) -> Term:
        form, instead, why, weight, allowed, unless, source, _evidence = row
        if not (form and instead and why and source):
            raise ValueError(form)
        exemptions = tuple(_word(each, Exemption) for each in allowed.split())
        return Term(
            form, instead, why, source, _word(weight, Weight), exemptions, tuple(filter(None, unless.split("|")))
        )

    def abbreviation(row: list[str], _: Place) -> Abbreviation:
        short, meaning, common, source = row
        if common not in ("yes", "no") or not source:
            raise ValueError(f"common={common}, source={source}")
        return Abbreviation(short, meaning, common == "yes")

    words, wrong = _table(root, TERMS, "term,instead,why,severity,allowed,unless,source,evidence", term)
    short, wrong_short = _table(other, ABBREVIATIONS, "abbreviation,meaning,common,source", abbreviation)
    made = digest(*_contents((root / TERMS, other / ABBREVIATIONS)))
    return Terms(tuple(words), tuple(short), made), [*wrong, *wrong_short]


def load_synonyms(root: Path) -> tuple[tuple[Synonym, ...], list[Diagnostic]]:
    """What people type for something that the site has other words for, `data/synonyms.csv`."""

    def synonym(row: list[str], _: Place) -> Synonym:
        typed, means, source = row
        if not (syllables(typed) and syllables(means) and source):
            raise ValueError(typed)
        return Synonym(typed, means)

    rows, diagnostics = _table(root, SYNONYMS, "typed,means,source", synonym)
    return tuple(rows), diagnostics


def load_table_words(root: Path) -> tuple[TableWords, list[Diagnostic]]:
    """What words in people's own tables mean, `data/table_words.csv`."""

    def word(row: list[str], _: Place) -> Word:
        about, written, means = row
        return Word(_word(about, About), written, means)

    rows, diagnostics = _table(root, TABLE_WORDS, "about,written,means", word)
    return table_words(rows), diagnostics
