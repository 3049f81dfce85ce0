"""Tables of what belongs to places: services, phones, changes (HSDS: Service, Phone)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import attrgetter

from generator.model.message import label
from generator.model.site import Site
from generator.renderers.feeds.items import KINDS_OF_CHANGE
from generator.renderers.open_data.located import places_digested
from generator.renderers.open_data.places import ORIGIN
from generator.renderers.open_data.table import (
    Column,
    Entry,
    Part,
    Table,
    described,
    dialled,
    field,
    note_column,
    one,
    position,
)

DOSING = {
    "daily": label("Taken on the spot every day"),
    "take-away": label("Taken home"),
    "both": label("Taken on the spot or home"),
}


def _pieces(name: str) -> Callable[[Site, date, str], Iterable[Part]]:
    """The parts of every place that are in its field `name`, one row each."""

    def entries(site: Site) -> Iterator[Entry]:
        for place_id in sorted(site.location_heads):
            place = site.locations[place_id]
            for number, each in enumerate(getattr(place, name), 1):
                yield Entry(each, place, number)

    return lambda site, today, path: (Part(path, places_digested(site), lambda: entries(site)),)


_PLACE = Column(
    "location_id",
    label("Place"),
    attrgetter("parent.id"),
    label("Whose row it is."),
    required=True,
    refers="locations",
)

SERVICES = Table(
    "services",
    described(
        "/data/dich-vu.csv",
        label("Services of places"),
        label("What each place offers, with cost, what to bring and whom it takes; what is not known is empty."),
        "locations",
        ORIGIN,
    ),
    ("location_id", "position"),
    (
        _PLACE,
        position(),
        one(
            "kind_id",
            label("Kind of service"),
            "",
            "service_kinds",
            "kind",
            True,
        ),
        Column("cost", label("Cost"), field("cost"), label("In words.")),
        Column("free", label("Free of charge"), field("free"), label("Whether it costs nothing."), "boolean"),
        Column(
            "insurance",
            label("Health insurance accepted"),
            field("insurance"),
            label("Whether health insurance pays."),
            "boolean",
        ),
        Column("bring", label("What to bring"), field("bring"), label("Papers and things, in words."), "list"),
        Column("wait", label("Waiting time"), field("wait"), label("In words.")),
        Column(
            "accepts_new",
            label("Accepts new people"),
            field("accepts_new"),
            label("Whether people who come for the first time are taken."),
            "boolean",
        ),
        Column(
            "no_papers",
            label("No papers needed"),
            field("no_papers"),
            label("Whether nobody is asked for papers."),
            "boolean",
        ),
        Column(
            "dosing",
            label("How the medicine is taken"),
            field("dosing"),
            label("Where people take it."),
            values=tuple(DOSING.items()),
        ),
        note_column(),
    ),
    _pieces("services"),
)

PHONES = Table(
    "phones",
    described(
        "/data/dien-thoai.csv",
        label("Phones of places"),
        label("All numbers of each place; none is of a private person."),
        "locations",
        ORIGIN,
    ),
    ("location_id", "position"),
    (
        _PLACE,
        position(),
        Column(
            "number",
            label("Number"),
            field("number"),
            label("As it is written in the source."),
            required=True,
            example="0292 3000 000",
        ),
        dialled("tel:+842923000000"),
        Column("name", label("Name"), field("name"), label("Who answers: desk, department.")),
        Column(
            "line",
            label("Whose line"),
            field("line"),
            label("Whether it is a line of the organization."),
            values=(("organization", label("Line of the organization")),),
        ),
    ),
    _pieces("phones"),
)

CHANGES = Table(
    "changes",
    described(
        "/data/thay-doi.csv",
        label("Changes of places"),
        label("What happened to each place: opened, closed, moved, new number, new hours."),
        "locations",
        ORIGIN,
    ),
    ("location_id", "position"),
    (
        _PLACE,
        position(),
        Column("date", label("Date"), field("date"), label("As exact as it is known."), "partial", required=True),
        Column(
            "kind",
            label("Kind of change"),
            field("kind"),
            label("What changed."),
            required=True,
            values=tuple(KINDS_OF_CHANGE.items()),
        ),
        Column("note", label("Note"), field("note"), label("What happened, in words."), required=True),
    ),
    _pieces("changes"),
)
