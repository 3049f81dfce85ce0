"""Places where help is given (HSDS: Location, Service, Schedule, Phone)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.fields import Addressed, Flag, Named, Part, Partial, PhoneNumber, Ref, Source, Text, Url
from generator.model.message import label

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


class Schedule(Part):
    """When the place is open, in the wording of its source."""

    hours: Annotated[Text, Field(title=label("Hours"))]
    note: Annotated[Text | None, Field(title=label("Note"))] = None


class Point(Part):
    """WGS 84, degrees; inside the box that holds all of Việt Nam with Hoàng Sa and Trường Sa."""

    latitude: Annotated[float, Field(title=label("Latitude"), ge=7, le=24)]
    longitude: Annotated[float, Field(title=label("Longitude"), ge=102, le=118)]


class Service(Part):
    """One kind of help offered at a location."""

    kind: Annotated[Text, Ref("service_kinds"), Field(title=label("Kind of service"))]
    cost: Annotated[Text | None, Field(title=label("Cost"))] = None
    free: Annotated[Flag | None, Field(title=label("Free of charge"))] = None
    insurance: Annotated[Flag | None, Field(title=label("Health insurance accepted"))] = None
    bring: Annotated[tuple[Text, ...], Field(title=label("What to bring"))] = ()
    wait: Annotated[Text | None, Field(title=label("Waiting time"))] = None
    accepts_new: Annotated[Flag | None, Field(title=label("Accepts new people"))] = None
    no_papers: Annotated[Flag | None, Field(title=label("No papers needed"))] = None
    note: Annotated[Text | None, Field(title=label("Note"))] = None

    @property
    def facts(self) -> bool:
        """Whether anything is known about it but its kind."""
        said = (self.cost, self.bring, self.wait, self.note, self.free, self.insurance, self.no_papers)
        return any(said) or self.accepts_new is not None


class Change(Part):
    """Something that happened to the place: the feed of service changes is made of these."""

    date: Annotated[Partial, Field(title=label("Date"))]
    kind: Annotated[
        Literal["opened", "closed", "moved", "renamed", "phone", "services", "hours"],
        Field(title=label("Kind of change")),
    ]
    note: Annotated[Text, Field(title=label("Note"))]


class Verified(Part):
    """How far the record can be trusted: `on` is absent until an office has checked it."""

    on: Annotated[Partial | None, Field(title=label("Checked on"))] = None
    by: Annotated[Text | None, Field(title=label("Checked by"))] = None
    source: Annotated[Source, Field(title=label("Source"))]
    every_months: Annotated[int | None, Field(title=label("Months between checks"), ge=1, le=60)] = None


class Location(Addressed, Named):
    """A place with services. Every fact but name, services and unit may be unknown; unknown is said, never guessed."""

    services: Annotated[tuple[Service, ...], Field(title=label("Services"), min_length=1)]
    unit: Annotated[Text, Ref("units"), Field(title=label("Administrative unit"))]
    address: Annotated[Text | None, Field(title=label("Address"))] = None
    former_place: Annotated[Text | None, Field(title=label("Place as the source words it"))] = None
    organization: Annotated[Text | None, Ref("organizations"), Field(title=label("Organization"))] = None
    phones: Annotated[tuple[Phone, ...], Field(title=label("Phones"))] = ()
    website: Annotated[Url | None, Field(title=label("Website"))] = None
    schedule: Annotated[Schedule | None, Field(title=label("Opening hours"))] = None
    point: Annotated[Point | None, Field(title=label("Point on the map"))] = None
    languages: Annotated[tuple[Language, ...], Field(title=label("Languages spoken"))] = ()
    note: Annotated[Text | None, Field(title=label("Note"))] = None
    changes: Annotated[tuple[Change, ...], Field(title=label("Changes"))] = ()
    verified: Annotated[Verified, Field(title=label("Verification"))]

    @property
    def closed(self) -> bool:
        """Whether the last change written down is that it closed."""
        return bool(self.changes) and self.changes[-1].kind == "closed"
