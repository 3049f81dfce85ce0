"""Reports that are owed: who to whom, for which period, before which day."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.fields import Day, Partial, Ref, ReportPeriod, Text, Yearly
from generator.model.message import label
from generator.model.period import Length
from generator.model.record import Part, Record, Source


class Covers(Part):
    """The days of the year that a report is about; they need not end where it is due."""

    start: Annotated[Yearly, Field(title=label("First day"))]
    end: Annotated[Yearly, Field(title=label("Last day"))]


class Sent(Part):
    """That the report of a period was sent."""

    period: Annotated[ReportPeriod, Field(title=label("Period"))]
    on: Annotated[Day, Field(title=label("Sent on"))]


class ReportDuty(Record):
    """A periodic report. It is due *before* the day named, as the plans word it."""

    sender: Annotated[Text, Field(title=label("Sender"))]
    recipient: Annotated[Text, Field(title=label("Recipient"))]
    period: Annotated[Length, Field(title=label("Period"))]
    covers: Annotated[Covers | None, Field(title=label("Covers"))] = None
    due: Annotated[Yearly | None, Field(title=label("Due before"))] = None
    due_day: Annotated[int | None, Field(title=label("Due before this day of each month"), ge=1, le=31)] = None
    valid_from: Annotated[Partial | None, Field(title=label("Valid from"))] = None
    valid_to: Annotated[Partial | None, Field(title=label("Valid until"))] = None
    sent: Annotated[tuple[Sent, ...], Field(title=label("Reports sent"))] = ()
    document: Annotated[Text | None, Ref("documents"), Field(title=label("Document"))] = None
    sources: Annotated[tuple[Source, ...], Field(title=label("Sources"))] = ()
