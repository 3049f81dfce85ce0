"""Places where help is given (HSDS: Location, Service, Schedule, Phone)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from generator.model.config import SiteConfig
from generator.model.dates import NotReadable, PartialDate, months_later
from generator.model.digest import repr_digest
from generator.model.fields import Day, DayHours, Flag, Partial, PhoneNumber, Prose, Ref, Spoken, Text, Url, unfit
from generator.model.geo import Position
from generator.model.hours import Weekly, osm_spans
from generator.model.hours_reading import read_hours
from generator.model.mark import Mark
from generator.model.message import label, message
from generator.model.phones import dial
from generator.model.place import Place
from generator.model.record import Addressed, Named, Part, Source
from generator.model.shelf import shared
from generator.model.translation import Translated

# Languages spoken with people who come, by their subtags in the IANA registry (BCP 47).
Language = Literal[
    "vi", "en", "zh", "km", "lo", "tyz", "blt", "mtq", "nut", "hmn", "rad", "jra", "bdq", "cjm", "sgn"
]  # fmt: skip
LANGUAGES: dict[str, str] = {
    "vi": label("Vietnamese"),
    "en": label("English"),
    "zh": label("Chinese"),
    "km": label("Khmer"),
    "lo": label("Lao"),
    "tyz": label("Tày"),
    "blt": label("Thái (Tai Dam)"),
    "mtq": label("Mường"),
    "nut": label("Nùng"),
    "hmn": label("Mông"),
    "rad": label("Ê Đê"),
    "jra": label("Gia Rai"),
    "bdq": label("Ba Na"),
    "cjm": label("Chăm"),
    "sgn": label("sign language"),
}


class Phone(Part):
    """A number of the place, never of a private person."""

    number: Annotated[PhoneNumber, Field(title=label("Number"))]
    name: Annotated[Text | None, Field(title=label("Name"))] = None
    line: Annotated[Literal["organization"] | None, Field(title=label("Whose line"))] = None


class SpecialHours(Part):
    """Days, from `start` to `end`, on which the weekly hours do not hold: the place is closed or has other hours."""

    start: Annotated[Day, Field(title=label("First day"))]
    end: Annotated[Day | None, Field(title=label("Last day"))] = None
    closed: Annotated[Flag, Field(title=label("Closed"))] = False
    hours: Annotated[DayHours | None, Field(title=label("Hours"))] = None
    note: Annotated[Text | None, Prose(), Spoken(), Field(title=label("Note"))] = None

    @property
    def last(self) -> date:
        """The last day."""
        return self.end or self.start

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if self.last < self.start:
            raise unfit(message("it ends before it starts"), message("Write `end: …` with a later day."))
        if self.closed == bool(self.hours):
            raise unfit(
                message("write either `closed: yes` or `hours: …`"),
                message("Delete one of the two, or add the one that is missing."),
            )
        return self


class Schedule(Part):
    """When the place is open, in the wording of its source; `exceptions` are days on which that does not hold."""

    hours: Annotated[Text, Spoken(), Field(title=label("Hours"))]
    exceptions: Annotated[tuple[SpecialHours, ...], Field(title=label("Dated exceptions"))] = ()
    note: Annotated[Text | None, Prose(), Spoken(), Field(title=label("Note"))] = None

    @property
    def weekly(self) -> Weekly | None:
        """The hours in their normal form; None where the wording cannot be read, and is then never judged."""
        try:
            return read_hours(self.hours)
        except NotReadable:
            return None

    @property
    def osm(self) -> str | None:
        """The weekly hours for the script, as OSM writes them."""
        return self.weekly.osm() if self.weekly else None

    @property
    def dated(self) -> str:
        """The exceptions for the script: `2026-02-14/2026-02-22 off;2026-03-01 08:00-11:00` (ISO 8601, OSM)."""
        return ";".join(f"{each.start}/{each.last} {osm_spans(each.hours or ())}" for each in self.exceptions)


class Point(Part):
    """WGS 84, degrees; inside the box that holds all of Việt Nam with Hoàng Sa and Trường Sa."""

    latitude: Annotated[float, Field(title=label("Latitude"), ge=7, le=24)]
    longitude: Annotated[float, Field(title=label("Longitude"), ge=102, le=118)]

    @model_validator(mode="before")
    @classmethod
    def _in_order(cls, value: Any) -> Any:
        """Latitude and longitude are not each other's."""
        try:
            swapped = 7 <= float(value["longitude"]) <= 24 and 102 <= float(value["latitude"]) <= 118
        except (KeyError, TypeError, ValueError):
            return value
        if swapped:
            why = message("latitude and longitude are swapped")
            hint = message(
                "Write `latitude: {latitude}` and `longitude: {longitude}`.",
                latitude=value["longitude"],
                longitude=value["latitude"],
            )
            raise unfit(why, hint)
        return value


class Service(Translated):
    """One kind of help offered at a location."""

    kind: Annotated[Text, Ref("service_kinds"), Field(title=label("Kind of service"))]
    cost: Annotated[Text | None, Prose(), Spoken(), Field(title=label("Cost"))] = None
    free: Annotated[Flag | None, Field(title=label("Free of charge"))] = None
    insurance: Annotated[Flag | None, Field(title=label("Health insurance accepted"))] = None
    bring: Annotated[tuple[Text, ...], Prose(), Spoken(), Field(title=label("What to bring"))] = ()
    wait: Annotated[Text | None, Prose(), Spoken(), Field(title=label("Waiting time"))] = None
    accepts_new: Annotated[Flag | None, Field(title=label("Accepts new people"))] = None
    no_papers: Annotated[Flag | None, Field(title=label("No papers needed"))] = None
    dosing: Annotated[Literal["daily", "take-away", "both"] | None, Field(title=label("How the medicine is taken"))] = (
        None
    )
    note: Annotated[Text | None, Prose(), Spoken(), Field(title=label("Note"))] = None

    @property
    def facts(self) -> bool:
        """Whether anything is known about it but its kind."""
        said = (self.cost, self.bring, self.wait, self.note, self.free, self.insurance, self.no_papers, self.dosing)
        return any(said) or self.accepts_new is not None


class Change(Part):
    """Something that happened to the place: the feed of service changes is made of these."""

    date: Annotated[Partial, Field(title=label("Date"))]
    kind: Annotated[
        Literal["opened", "closed", "moved", "renamed", "phone", "services", "hours"],
        Field(title=label("Kind of change")),
    ]
    note: Annotated[Text, Prose(), Spoken(), Field(title=label("Note"))]


class Verified(Part):
    """How far the record can be trusted: `on` is absent until an office has checked it."""

    on: Annotated[Partial | None, Field(title=label("Checked on"))] = None
    by: Annotated[Text | None, Spoken(), Field(title=label("Checked by"))] = None
    source: Annotated[Source, Field(title=label("Source"))]
    every_months: Annotated[int | None, Field(title=label("Months between checks"), ge=1, le=60)] = None

    def due(self, config: SiteConfig) -> date | None:
        """The day the next check is due; None if nobody checked it yet, or no interval is set.

        A check known to the month or year counts from its first day: it is never taken for newer than it may be.
        """
        every = self.every_months or config.check_every_months
        return months_later(self.on.first_day(), every) if self.on and every else None

    def sure(self, config: SiteConfig, today: date) -> bool:
        """Whether it may stand where nobody can correct it: an office checked it, and that is not overdue."""
        due = self.due(config)
        return self.on is not None and (due is None or today <= due)


class Location(Addressed, Named, Translated):
    """A place with services. Every fact but name, services and unit may be unknown; unknown is said, never guessed."""

    services: Annotated[tuple[Service, ...], Field(title=label("Services"), min_length=1)]
    unit: Annotated[Text, Ref("units"), Field(title=label("Administrative unit"))]
    address: Annotated[Text | None, Spoken(), Field(title=label("Address"))] = None
    former_place: Annotated[Text | None, Spoken(), Field(title=label("Place as the source words it"))] = None
    organization: Annotated[Text | None, Ref("organizations"), Field(title=label("Organization"))] = None
    phones: Annotated[tuple[Phone, ...], Field(title=label("Phones"))] = ()
    website: Annotated[Url | None, Field(title=label("Website"))] = None
    schedule: Annotated[Schedule | None, Field(title=label("Opening hours"))] = None
    point: Annotated[Point | None, Field(title=label("Point on the map"))] = None
    languages: Annotated[tuple[Language, ...], Field(title=label("Languages spoken"))] = ()
    note: Annotated[Text | None, Prose(), Spoken(), Field(title=label("Note"))] = None
    changes: Annotated[tuple[Change, ...], Field(title=label("Changes"))] = ()
    verified: Annotated[Verified, Field(title=label("Verification"))]

    @property
    def answers(self) -> bool:
        """Whether a number is known that can be dialled."""
        return any(dial(each.number) for each in self.phones)

    @property
    def closed(self) -> bool:
        """Whether the last change written down is that it closed."""
        return bool(self.changes) and self.changes[-1].kind == "closed"

    @property
    def head(self) -> LocationHead:
        """What other pages and checks need of it."""
        kinds = tuple(service.kind for service in self.services)
        told = ((each.language, dict(each.words).get("name")) for each in self.translations)
        called = tuple((language, str(name)) for language, name in told if name)
        shown = (self.id, self.slug, self.aliases, self.name, called, shared(self.unit), shared(kinds), self.closed)
        days = (self.verified.on, self.verified.source.date, *(change.date for change in self.changes))
        dated = max(filter(None, days), key=lambda day: (day.first_day(), str(day)), default=None)
        special = bool(self.schedule and self.schedule.exceptions)
        at = (self.point.latitude, self.point.longitude) if self.point else None
        judged = (self.answers, at, self.verified.on, dated, special, self.marks, self.waived)
        return LocationHead(*shown, *judged, repr_digest(shown), self.digest, self.place)


class LocationHead(NamedTuple):
    """What pages and checks that are not about places need of a place.

    `called` is its name in other languages, `kinds` are those of its services. `face` is a digest of what comes before
    `answers`, `digest` one of the whole record; `place` is where it is written. `answers` tells whether a number is
    known that can be dialled, `point` where it lies (degrees), `checked` when an office asked, `dated` the newest day
    the record names, `special` whether its hours have dated exceptions, `marks` what was noticed in its texts, `waived`
    the rules it sets aside: who looks at these takes `Site.location_texts` or `Site.open_heads`.
    """

    id: str
    slug: str | None
    aliases: tuple[str, ...]
    name: str
    called: tuple[tuple[str, str], ...]
    unit: str
    kinds: tuple[str, ...]
    closed: bool
    answers: bool
    point: Position | None
    checked: PartialDate | None
    dated: PartialDate | None
    special: bool
    marks: tuple[Mark, ...]
    waived: tuple[str, ...]
    face: str
    digest: str
    place: Place

    @property
    def part(self) -> str:
        """Its part of a web address."""
        return self.slug or self.id.rpartition("/")[2]
