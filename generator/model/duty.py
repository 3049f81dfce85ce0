"""Reports that are owed: who to whom, for which period, before which day."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from generator.model.dates import MonthDay
from generator.model.fields import Day, Partial, Ref, ReportPeriod, Text, Yearly, unfit
from generator.model.message import label, message
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

    @field_validator("due")
    @classmethod
    def _once_a_year(cls, due: MonthDay | None, others: ValidationInfo) -> MonthDay | None:
        """A day of the year is no deadline of twelve reports."""
        if due and others.data.get("period") == "month":
            raise unfit(
                message("a report of every month is due on a day of the month"),
                message("Write `due_day: {day}` instead of `due`.", day=due.day),
            )
        return due

    @field_validator("due_day")
    @classmethod
    def _every_month(cls, due_day: int | None, others: ValidationInfo) -> int | None:
        """A day of the month is no deadline of a report that is not monthly."""
        if due_day and others.data.get("period") not in (None, "month"):
            raise unfit(
                message("only a report of every month is due on a day of the month"),
                message("Write `due:` with day and month instead, such as `due: {day}/07`.", day=f"{due_day:02}"),
            )
        return due_day
