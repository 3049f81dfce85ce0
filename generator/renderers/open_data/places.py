"""The table of places (HSDS: Location)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter
from typing import Any

from generator.model.location import LANGUAGES
from generator.model.message import label
from generator.model.site import Site
from generator.renderers.open_data.located import Located, located, places_digested, status
from generator.renderers.open_data.table import (
    Column,
    Part,
    Table,
    described,
    field,
    name_column,
    note_column,
    one,
    page_column,
    permanent_id,
    short_name,
)

STATUS = {"active": label("Open for people who come"), "defunct": label("Closed down")}
ORIGIN = label("Each place names its source in the columns that begin with source_.")


def _phone(of: Located) -> str | None:
    return of.record.phones[0].number if of.record.phones else None


def _schedule(name: str) -> Callable[[Located], Any]:
    return lambda of: getattr(of.record.schedule, name) or None if of.record.schedule else None


def _point(name: str) -> Callable[[Located], Any]:
    return lambda of: getattr(of.record.point, name) if of.record.point else None


def _whole(site: Site, today: date, path: str) -> Iterable[Part]:
    depends = (places_digested(site), site.config.digest, site.units.digest)
    yield Part(path, depends, lambda: located(site))


LOCATIONS = Table(
    "locations",
    described(
        "/data/noi-giup-do.csv",
        label("Places that help"),
        label("Every place with address, phone, hours, point and the day of its check; places that closed stay in it."),
        "locations",
        ORIGIN,
    ),
    ("id",),
    (
        permanent_id(label("Permanent name of the place: it stays when name or address change."), "phong-kham-vi-du"),
        Column(
            "uri",
            label("Id on the web"),
            attrgetter("uri"),
            label("The same id as feeds and other formats have it, unique in the world (tag URI, RFC 4151)."),
            "url",
            required=True,
            example="tag:example.org,2026:locations/phong-kham-vi-du",
        ),
        name_column(),
        short_name(),
        Column(
            "status",
            label("Status"),
            lambda of: status(of.record),
            label("Whether the place is there; one that closed keeps its row."),
            required=True,
            values=tuple(STATUS.items()),
        ),
        one(
            "unit_id",
            label("Administrative unit"),
            label("Ward or commune of today; the province while it is not known."),
            "units",
            "unit",
            True,
        ),
        Column(
            "commune",
            label("Ward or commune"),
            lambda of: of.unit.name if of.unit.parent else None,
            label("Its name; empty while it is not known."),
            example="Phường Ninh Kiều",
        ),
        Column(
            "province",
            label("Province"),
            attrgetter("province.name"),
            label("Province or city of today."),
            required=True,
            example="Thành phố Cần Thơ",
        ),
        Column(
            "address",
            label("Address"),
            field("address"),
            label("House number, street, hamlet: what no reform of units changes."),
            example="Số 0, Đường Ví dụ",
        ),
        Column(
            "former_place",
            label("Place as the source words it"),
            field("former_place"),
            label("Kept as it is written, old names of units too."),
        ),
        one(
            "organization_id",
            label("Organization"),
            label("Who runs it."),
            "organizations",
            "organization",
        ),
        Column(
            "phone",
            label("Phone"),
            _phone,
            label("The first number; all are in the table of phones."),
            example="0292 3000 000",
        ),
        Column("website", label("Website"), field("website"), label("The place's own pages."), "link"),
        Column(
            "hours",
            label("Opening hours"),
            _schedule("hours"),
            label("In the words of the source."),
            example="Thứ Hai đến thứ Sáu, 7:30 đến 11:30",
        ),
        Column(
            "opening_hours",
            label("Opening hours for programs"),
            _schedule("osm"),
            label("The same as OpenStreetMap writes it; empty where the words cannot be read for sure."),
            example="Mo-Fr 07:30-11:30",
        ),
        Column(
            "opening_exceptions",
            label("Dated exceptions"),
            _schedule("dated"),
            label(
                "Days on which these hours do not hold: first day/last day and hours, or off; between two a semicolon."
            ),
            example="2026-02-14/2026-02-22 off",
        ),
        Column("hours_note", label("Note on the hours"), _schedule("note"), label("What else is said of the hours.")),
        Column(
            "latitude",
            label("Latitude"),
            _point("latitude"),
            label("Degrees north, WGS 84; only measured points, never the middle of a commune."),
            "number",
            example="10.0341",
        ),
        Column(
            "longitude",
            label("Longitude"),
            _point("longitude"),
            label("Degrees east, WGS 84."),
            "number",
            example="105.7883",
        ),
        Column(
            "languages",
            label("Languages spoken"),
            field("languages"),
            label("Codes of BCP 47."),
            "list",
            values=tuple(LANGUAGES.items()),
            example="vi | km",
        ),
        note_column(),
        Column(
            "verified_on",
            label("Checked on"),
            field("verified.on"),
            label("When an office asked the place; empty: nobody has checked it yet."),
            "partial",
        ),
        Column("verified_by", label("Checked by"), field("verified.by"), label("Which office asked.")),
        Column(
            "check_due",
            label("Next check due"),
            attrgetter("due"),
            label("After this day the row is no longer promised to be right."),
            "day",
        ),
        Column(
            "source_title",
            label("Source"),
            field("verified.source.title"),
            label("Where the facts were found."),
            required=True,
        ),
        Column(
            "source_publisher",
            label("Publisher of the source"),
            field("verified.source.publisher"),
            label("Who published it."),
        ),
        Column(
            "source_url",
            label("Address of the source"),
            field("verified.source.url"),
            label("Where it stands on the web."),
            "link",
        ),
        Column(
            "source_date",
            label("Date of the source"),
            field("verified.source.date"),
            label("As exact as the source gives it."),
            "partial",
        ),
        page_column(),
    ),
    _whole,
)
