"""What plans promise in figures, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from generator.model.activity import ActivityKind
from generator.model.fields import Flag, Partial, Ref, ReportPeriod, Text
from generator.model.message import label
from generator.model.record import Part, Record, Source

Measure = Literal["articles", "activities", "people", "pieces", "share"]
MEASURES: dict[str, str] = {
    "articles": label("articles"),
    "activities": label("activities"),
    "people": label("people"),
    "pieces": label("pieces"),
    "share": label("%"),
}


class Result(Part):
    """A share that somebody counted, for a period, with where it is written."""

    period: Annotated[ReportPeriod, Field(title=label("Period"))]
    value: Annotated[float, Field(title=label("Value"), ge=0, le=100)]
    sources: Annotated[tuple[Source, ...], Field(title=label("Sources"), min_length=1)]


class Target(Record):
    """A figure that a plan sets. Articles and activities are counted from records; shares are counted by people.

    `goal` is per month where `monthly`, else for the whole year.
    """

    name: Annotated[Text, Field(title=label("Name"))]
    measure: Annotated[Measure, Field(title=label("What is counted"))]
    goal: Annotated[float, Field(title=label("Goal"), ge=0)]
    monthly: Annotated[Flag, Field(title=label("Goal is for each month"))] = False
    programmes: Annotated[tuple[Text, ...], Ref("programmes"), Field(title=label("Programmes"))] = ()
    audiences: Annotated[tuple[Text, ...], Ref("audiences"), Field(title=label("Audiences"))] = ()
    kinds: Annotated[tuple[ActivityKind, ...], Field(title=label("Kinds of activity"))] = ()
    valid_from: Annotated[Partial | None, Field(title=label("Valid from"))] = None
    valid_to: Annotated[Partial | None, Field(title=label("Valid until"))] = None
    document: Annotated[Text | None, Ref("documents"), Field(title=label("Document"))] = None
    results: Annotated[tuple[Result, ...], Field(title=label("Results"))] = ()
    sources: Annotated[tuple[Source, ...], Field(title=label("Sources"), min_length=1)]

    def binds(self, start: date, end: date) -> bool:
        """Whether it is to be reached in the days from `start` to `end`."""
        begun = self.valid_from is None or self.valid_from.first_day() <= end
        return begun and (self.valid_to is None or self.valid_to.last_day() >= start)
