"""The table of hotlines, those alone that pages may show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.model.hotline import Hotline
from generator.model.message import label
from generator.model.order import as_ordered
from generator.model.site import Site
from generator.renderers.open_data.table import (
    Column,
    Entry,
    Part,
    Table,
    described,
    dialled,
    field,
    named,
    note_column,
    one,
    programmes_column,
)


def hotlines_shown(site: Site) -> tuple[Hotline, ...]:
    """The lines that pages may show, in their order; the others are nobody's to call."""
    return tuple(as_ordered(each for each in site.hotlines.values() if each.shown))


def _hotlines(site: Site, today: date, path: str) -> Iterable[Part]:
    here = hotlines_shown(site)
    yield Part(path, here, lambda: map(Entry, here))


HOTLINES = Table(
    "hotlines",
    described(
        "/data/duong-day-nong.csv",
        label("Hotlines"),
        label("Numbers to call for help, with the state of each: confirmed by a source or not."),
        "hotlines",
        label("Sources are in the table of sources."),
    ),
    ("id",),
    (
        *named(label("Permanent name of the line."), "111"),
        Column("number", label("Number"), field("number"), label("As people dial it."), required=True, example="111"),
        dialled("tel:111"),
        Column(
            "emergency",
            label("Emergency"),
            field("emergency"),
            label("Whether it is for somebody in danger right now."),
            "boolean",
            required=True,
        ),
        Column("purpose", label("What it is for"), field("purpose"), label("When to call it."), required=True),
        Column(
            "cost",
            label("Cost"),
            field("cost"),
            label("Whether the call costs something; empty: not known."),
            values=(("free", label("Free of charge")), ("charged", label("Calls are charged"))),
        ),
        Column("hours", label("Hours"), field("hours"), label("When it answers, in words.")),
        Column(
            "hours_checked",
            label("Hours checked"),
            field("hours_checked"),
            label("Whether the hours were checked."),
            "boolean",
            required=True,
        ),
        Column("scope", label("Where it serves"), field("scope"), label("The whole country, a province …")),
        programmes_column(),
        one(
            "organization_id",
            label("Organization"),
            label("Who runs it."),
            "organizations",
            "organization",
        ),
        Column(
            "status",
            label("Status"),
            field("status"),
            label("How sure the number is."),
            required=True,
            values=(("confirmed", label("Read in a source")), ("known", label("Widely known, without a source yet"))),
        ),
        Column("checked", label("Checked on"), field("checked"), label("When it was looked at last."), "partial"),
        note_column(),
    ),
    _hotlines,
)
