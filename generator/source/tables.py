"""Tables (CSV) to values: days off, the register of published ids, area codes, and words of several kinds."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from generator.model.artifact import digest
from generator.model.dates import NotReadable
from generator.model.diagnostic import Diagnostic, error
from generator.model.holidays import DayOff, Holiday, Holidays, LunarYear, Status
from generator.model.message import message
from generator.model.phones import AreaCode
from generator.model.place import Place
from generator.model.register import IDS, Published
from generator.model.shelf import shared
from generator.model.table_words import About, TableWords, Word, table_words
from generator.model.terms import Abbreviation, Exemption, Synonym, Term, Terms, Weight
from generator.model.translation import Language
from generator.model.vietnamese import syllables
from generator.shared import DATA
from generator.source.table import contents, day, day_or_none, filled, one_of, read_table
from generator.source.text import find

HOLIDAYS = "data/holidays"
TERMS = "data/terms.csv"
ABBREVIATIONS = "data/abbreviations.csv"
SYNONYMS = "data/synonyms"
TABLE_WORDS = "data/table_words.csv"
YEARS = (2000, 2099)  # that a table of days off can be about


def load_holidays(root: Path) -> tuple[Holidays, list[Diagnostic]]:
    """The tables of `data/holidays/`: one a year as announced, and the lunar calendar."""
    announced: dict[int, tuple[Holiday, ...]] = {}
    diagnostics: list[Diagnostic] = []
    for file in find(root, HOLIDAYS):
        year = file.removeprefix(f"{HOLIDAYS}/").removesuffix(".csv")
        if re.fullmatch(r"20\d\d", year):
            rows, wrong = read_table(root, file, "date,day_off,name,status,source,instead_of", _holiday)
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
    lunar, wrong = read_table(root, f"{HOLIDAYS}/lunar.csv", "new_year,hung_kings,source", _lunar_year)
    return Holidays(announced, {each.new_year.year: each for each in lunar}), [*diagnostics, *wrong]


def _holiday(row: list[str], place: Place) -> tuple[Holiday, Place]:
    on, off, name, status, source, instead_of = row
    filled(source=source)
    made = Holiday(day(on), one_of(off, DayOff), name, one_of(status, Status), source, day_or_none(instead_of))
    if (made.off == "no") != bool(made.instead_of):
        raise NotReadable(message("`instead_of` has a day where `day_off` is no, and nowhere else"))
    return made, place


def _lunar_year(row: list[str], place: Place) -> LunarYear:
    new_year, hung_kings, source = row
    made = LunarYear(day(new_year), day(hung_kings), source)
    if not YEARS[0] <= made.new_year.year == made.hung_kings.year <= YEARS[1]:
        raise NotReadable(message("both days are of one year, from {first} to {last}", first=YEARS[0], last=YEARS[1]))
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
    rows, diagnostics = read_table(
        root, IDS, "kind,id,path", lambda row, place: Published(shared(row[0]), row[1], row[2], place.line)
    )
    return tuple(rows), diagnostics


def load_area_codes(root: Path) -> tuple[tuple[AreaCode, ...], list[Diagnostic]]:
    """The area codes that were replaced, `data/phones/area_codes.csv`; the longest old ones first."""

    def area_code(row: list[str], _: Place) -> AreaCode:
        old, new, place, until, _source = row
        return AreaCode(old, new, place, day(until))

    rows, diagnostics = read_table(root, "data/phones/area_codes.csv", "old,new,place,until,source", area_code)
    return tuple(sorted(rows, key=lambda code: (-len(code.old), code.old))), diagnostics


def load_terms(root: Path, other: Path) -> tuple[Terms, list[Diagnostic]]:
    """The words to avoid, `data/terms.csv` below `root`, and `data/abbreviations.csv` below `other`."""

    def term(row: list[str], _: Place) -> Term:
        form, instead, why, weight, allowed, unless, source, _evidence = row
        filled(term=form, instead=instead, why=why, source=source)
        exemptions = tuple(one_of(each, Exemption) for each in allowed.split())
        return Term(
            form, instead, why, source, one_of(weight, Weight), exemptions, tuple(filter(None, unless.split("|")))
        )

    def abbreviation(row: list[str], _: Place) -> Abbreviation:
        short, meaning, common, source = row
        filled(source=source)
        return Abbreviation(short, meaning, one_of(common, Literal["yes", "no"]) == "yes")

    words, wrong = read_table(root, TERMS, "term,instead,why,severity,allowed,unless,source,evidence", term)
    short, wrong_short = read_table(other, ABBREVIATIONS, "abbreviation,meaning,common,source", abbreviation)
    made = digest(*contents((root / TERMS, other / ABBREVIATIONS)))
    return Terms(tuple(words), tuple(short), made), [*wrong, *wrong_short]


def load_synonyms(root: Path) -> tuple[dict[str, tuple[Synonym, ...]], list[Diagnostic]]:
    """What people type for something that the site has other words for, by language.

    Vietnamese ones are in `data/synonyms.csv`, those of any other language in a table below `data/synonyms/`, whatever
    language the office writes first. A site that has one of them takes the others from what travels with the generator.
    """

    def synonym(row: list[str], _: Place) -> Synonym:
        typed, means, source = row
        filled(typed=syllables(typed), means=syllables(means), source=source)
        return Synonym(typed, means)

    found: dict[str, tuple[Synonym, ...]] = {}
    diagnostics: list[Diagnostic] = []
    for language in get_args(Language):
        file = f"{SYNONYMS}.csv" if language == "vi" else f"{SYNONYMS}/{language}.csv"
        home = root if (root / file).is_file() else DATA.parent
        rows, wrong = read_table(home, file, "typed,means,source", synonym)
        found[language] = tuple(rows)
        diagnostics += wrong
    return found, diagnostics


def load_table_words(root: Path) -> tuple[TableWords, list[Diagnostic]]:
    """What words in people's own tables mean, `data/table_words.csv`."""

    def word(row: list[str], _: Place) -> Word:
        about, written, means = row
        return Word(one_of(about, About), written, means)

    rows, diagnostics = read_table(root, TABLE_WORDS, "about,written,means", word)
    return table_words(rows), diagnostics
