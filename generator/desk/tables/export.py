"""The places of a site as a table that can travel to the clinics and come back: the columns that `import` reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.desk.files import replace_file
from generator.desk.tables.where import Atlas
from generator.model.guard import guarded
from generator.model.location import Location
from generator.model.message import Translate, label
from generator.model.order import as_ordered
from generator.model.site import Site
from generator.model.table_words import TableWords

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


class _Column(NamedTuple):
    field: str
    width: int  # characters
    text: Callable[[Location, _Words], str]


class _Words(NamedTuple):
    """What turns ids into words."""

    site: Site
    atlas: Atlas


def _province(place: Location, words: _Words) -> str:
    return words.site.units.province(place.unit).plain_name if place.unit in words.site.units else ""


def _commune(place: Location, words: _Words) -> str:
    unit = words.site.units.get(place.unit)
    return words.atlas.called(unit) if unit and unit.parent else ""


def _services(place: Location, words: _Words) -> str:
    kinds = words.site.service_kinds
    return "; ".join(kinds[each.kind].name if each.kind in kinds else each.kind for each in place.services)


def _numbers(place: Location, own: bool) -> str:
    there = (each for each in place.phones if bool(each.line) == own)
    return "; ".join(f"{each.number} ({each.name})" if each.name else each.number for each in there)


COLUMNS = (
    _Column("id", 22, lambda place, _: place.id),
    _Column("name", 44, lambda place, _: place.name),
    _Column("short_name", 24, lambda place, _: place.short_name or ""),
    _Column("services", 36, _services),
    _Column("address", 36, lambda place, _: place.address or ""),
    _Column("commune", 24, _commune),
    _Column("province", 20, _province),
    _Column("former_place", 36, lambda place, _: place.former_place or ""),
    _Column("phones", 26, lambda place, _: _numbers(place, own=False)),
    _Column("lines", 26, lambda place, _: _numbers(place, own=True)),
    _Column("hours", 34, lambda place, _: place.schedule.hours if place.schedule else ""),
    _Column("website", 30, lambda place, _: place.website or ""),
    _Column("latitude", 11, lambda place, _: repr(place.point.latitude) if place.point else ""),
    _Column("longitude", 11, lambda place, _: repr(place.point.longitude) if place.point else ""),
    _Column("note", 40, lambda place, _: place.note or ""),
    _Column("checked_on", 14, lambda place, _: _day(place)),
    _Column("checked_by", 28, lambda place, _: place.verified.by or ""),
)
# What to write into each, for the sheet that explains.
SAY = {
    "id": label("Do not change it: by it the place is found again. Leave it empty for a new place."),
    "name": label("The full name of the place."),
    "short_name": label("A short name for small screens, if one is needed."),
    "services": label("One or several of the services below, with semicolons between."),
    "address": label("House, street, hamlet; without commune and province."),
    "commune": label("Commune, ward or special zone of today; empty if only the province is known."),
    "province": label("Province or city of today."),
    "former_place": label("The place in the words of the source, with units of before 2025."),
    "phones": label("Landlines and service numbers, with semicolons between. No person's own number."),
    "lines": label("Numbers, mobiles too, that are lines of the place itself."),
    "hours": label("Such as: T2–T6 7h30–11h30, 13h30–17h; T7 7h30–11h30"),
    "website": label("With https:// at the start."),
    "latitude": label("Degrees such as 10.0312."),
    "longitude": label("Degrees such as 105.7801."),
    "note": label("What a visitor should know. No names of people."),
    "checked_on": label("The day on which this row was checked."),
    "checked_by": label("The office that checked it."),
}


def _day(place: Location) -> str:
    on = place.verified.on
    return "/".join(f"{part:02}" for part in (on.day, on.month, on.year) if part) if on else ""


def give_out(
    site: Site, words: TableWords, file: Path, today: date, translate: Translate, unit: str | None, service: str | None
) -> int:
    """Write the open places of a province or with a service, or all, to `file` (.xlsx or .csv); how many they are."""
    kinds = site.kinds_under(service) if service else frozenset()
    places = [
        place
        for place in site.open_locations
        if (not unit or (place.unit in site.units and site.units.province(place.unit).id == unit))
        and (not service or kinds & {each.kind for each in place.services})
    ]
    context = _Words(site, Atlas(site.units, words))
    rows = [[column.text(place, context) for column in COLUMNS] for place in places]
    headings = [words.headings[column.field] for column in COLUMNS]
    if file.suffix.lower() == ".csv":
        replace_file(file, _csv(headings, rows))
    else:
        replace_file(file, _xlsx(headings, rows, today, site, translate))
    return len(places)


def _csv(headings: list[str], rows: list[list[str]]) -> bytes:
    """RFC 4180, with the mark that tells Excel that it is UTF-8."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(headings)
    table.writerows(map(guarded, row) for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _xlsx(headings: list[str], rows: list[list[str]], today: date, site: Site, _: Translate) -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"title": site.config.name, "created": datetime(today.year, today.month, today.day)})  # noqa: DTZ001  # a date
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E4ECEA", "border": 1})
    quiet = book.add_format({"num_format": "@", "valign": "top", "font_color": "#5A6360", "bg_color": "#F1F3F2"})
    sheet = book.add_worksheet(_("Places"))
    sheet.freeze_panes(1, 2)
    for position, column in enumerate(COLUMNS):
        # Cells are texts, so that Excel takes no 0 off a number that somebody types.
        sheet.set_column(position, position, column.width, quiet if column.field == "id" else text)
    _write(sheet, 0, headings, head)
    for number, row in enumerate(rows, 1):
        _write(sheet, number, row, None)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    _explain(book.add_worksheet(_("Explanations")), headings, site, head, text, _)
    book.close()
    return content.getvalue()


def _write(sheet: Worksheet, number: int, cells: list[str], style: object) -> None:
    for position, cell in enumerate(cells):
        if cell:
            sheet.write_string(number, position, cell, style)  # never a formula


def _explain(sheet: Worksheet, headings: list[str], site: Site, head: object, text: object, _: Translate) -> None:
    """What to write into each column, and the services by name."""
    sheet.set_column(0, 0, 30, text)
    sheet.set_column(1, 1, 90, text)
    for number, line in enumerate(_explanations(headings, site, _)):
        _write(sheet, number, line, head if len(line) == 1 else None)


def _explanations(headings: list[str], site: Site, _: Translate) -> Iterator[list[str]]:
    yield [_("How to fill in the list")]
    yield ["", _("An empty cell leaves on the site what is there. To take something off, write “xóa” into the cell.")]
    yield ["", _("Write nothing that you do not know for sure, and nothing about single persons.")]
    yield [_("Columns")]
    for heading, column in zip(headings, COLUMNS, strict=True):
        yield [heading, _(SAY[column.field])]
    yield [_("Services")]
    for kind in as_ordered(site.service_kinds.values()):
        yield [kind.name, kind.summary]
