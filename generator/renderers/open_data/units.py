"""Tables of administrative units: today's, those that ended in 2025, and which went into which."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from generator.model.message import label
from generator.model.site import Site
from generator.model.unit import Unit
from generator.renderers.open_data.table import Column, Entry, Part, Table, described, field, one, permanent_id

FOLDER = "/data/don-vi/"
KINDS = {
    "province": label("Province"),
    "municipality": label("Centrally run city"),
    "commune": label("Commune"),
    "ward": label("Ward"),
    "special-zone": label("Special zone"),
    "provincial-city": label("City of a province (until 2025)"),
    "urban-district": label("Urban district (until 2025)"),
    "rural-district": label("Rural district (until 2025)"),
    "town": label("Town (until 2025)"),
    "township": label("Township (until 2025)"),
}
RELATIONS = {
    "whole": label("All of it went there"),
    "split-default": label("It was split; the main part went there"),
    "split-part": label("It was split; a further part went there"),
}
_ORIGIN = label(
    "The tables that come with the program derive from vietnamadminunits 1.0.4 (MIT licence), with the changes of "
    "30/4/2026; keep this line when you copy."
)


def _units(site: Site, today: date, path: str) -> Iterable[Part]:
    def among(former: bool) -> Callable[[], Iterable[Entry]]:
        return lambda: (Entry(each) for each in site.units.by_id.values() if bool(each.valid_to) is former)

    yield Part(f"{path}hien-nay.csv", site.units.digest, among(former=False))
    yield Part(f"{path}truoc-day.csv", site.units.digest, among(former=True))


def _succession(site: Site, today: date, path: str) -> Iterable[Part]:
    yield Part(path, site.units.digest, lambda: map(Entry, site.units.succession))


def _former_names(of: Entry) -> tuple[str, ...]:
    unit: Unit = of.record
    return tuple(f"{each.name} ({each.until})" for each in unit.former_names)


def _degree(number: int) -> Callable[[Entry], float | None]:
    return lambda of: of.record.centroid[number] if of.record.centroid else None


UNITS = Table(
    "units",
    described(
        FOLDER,
        label("Administrative units"),
        label(
            "Provinces, communes, wards and special zones of today, and the units that ended on 30/6/2025, a file each."
        ),
        origin=_ORIGIN,
    ),
    ("id",),
    (
        permanent_id(
            label("Permanent name of the unit; official codes were given again in 2025 and are none."),
            "can-tho/ninh-kieu",
        ),
        Column(
            "code",
            label("Official code"),
            field("code"),
            label("As the source has it; text, with its zeros in front."),
            required=True,
            pattern=r"\d+",
            example="01",
        ),
        Column(
            "kind",
            label("Level"),
            field("kind"),
            label("What sort of unit it is."),
            required=True,
            values=tuple(KINDS.items()),
        ),
        Column(
            "name",
            label("Name"),
            field("name"),
            label("With the word for its level."),
            required=True,
            example="Phường Ninh Kiều",
        ),
        one(
            "parent_id",
            label("Lies in"),
            label("The unit above it; provinces have none."),
            "units",
            "parent",
        ),
        Column(
            "valid_from",
            label("Valid from"),
            field("valid_from"),
            label("Empty: it was there before 1/7/2025 and stayed."),
            "day",
        ),
        Column("valid_to", label("Last day"), field("valid_to"), label("Empty: it is there today."), "day"),
        Column(
            "former_names",
            label("Former names"),
            _former_names,
            label("Names it had, each with the last day it had it."),
            "list",
            example="Tỉnh Đồng Nai (2026-04-29)",
        ),
        Column("aliases", label("Other names"), field("aliases"), label("What people call it besides."), "list"),
        Column(
            "latitude",
            label("Latitude of the middle"),
            _degree(0),
            label("Degrees north, WGS 84: for distances, not for directions."),
            "number",
            example="10.0341",
        ),
        Column(
            "longitude",
            label("Longitude of the middle"),
            _degree(1),
            label("Degrees east, WGS 84."),
            "number",
            example="105.7883",
        ),
    ),
    _units,
)

SUCCESSION = Table(
    "unit_succession",
    described(
        f"{FOLDER}ke-tuc.csv",
        label("Succession of units"),
        label(
            "Which ward or commune of before went into which of today. Districts and provinces follow from their wards."
        ),
        origin=_ORIGIN,
    ),
    ("former_id", "successor_id"),
    (
        one("former_id", label("Former unit"), "", "units", "former", True),
        one("successor_id", label("Unit of today"), "", "units", "successor", True),
        Column(
            "relation",
            label("How it went over"),
            field("relation"),
            label("Whole, or which part of it."),
            required=True,
            values=tuple(RELATIONS.items()),
        ),
        Column("on", label("Date"), field("on"), label("The first day of the new unit."), "day", required=True),
    ),
    _succession,
)
