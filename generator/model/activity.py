"""What was done for the public besides articles: how often and for how many, never for whom by name."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.fields import Day, Ref, Text
from generator.model.message import label
from generator.model.record import Record, Source

ActivityKind = Literal["talk", "broadcast", "leaflet", "banner", "training", "consultation", "event", "social", "other"]
KINDS_OF_ACTIVITY: dict[str, str] = {
    "talk": label("Talk"),
    "broadcast": label("Loudspeaker or radio"),
    "leaflet": label("Leaflets"),
    "banner": label("Banners and posters"),
    "training": label("Training"),
    "consultation": label("Counselling"),
    "event": label("Event"),
    "social": label("Post on a social network"),
    "other": label("Other"),
}


class Activity(Record):
    """One thing that was done, with its figures as far as somebody counted them, and where they are written."""

    date: Annotated[Day, Field(title=label("Date"))]
    kind: Annotated[ActivityKind, Field(title=label("Kind of activity"))]
    title: Annotated[Text, Field(title=label("Title"))]
    programmes: Annotated[tuple[Text, ...], Ref("programmes"), Field(title=label("Programmes"), min_length=1)]
    audiences: Annotated[tuple[Text, ...], Ref("audiences"), Field(title=label("Audiences"))] = ()
    campaign: Annotated[Text | None, Ref("campaigns"), Field(title=label("Campaign"))] = None
    unit: Annotated[Text | None, Ref("units"), Field(title=label("Administrative unit"))] = None
    times: Annotated[int, Field(title=label("Times"), ge=1)] = 1
    people: Annotated[int | None, Field(title=label("People reached"), ge=0)] = None
    pieces: Annotated[int | None, Field(title=label("Pieces handed out or put up"), ge=0)] = None
    sources: Annotated[tuple[Source, ...], Field(title=label("Sources"), min_length=1)]
