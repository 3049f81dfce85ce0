"""Laws, decisions, plans and letters, with their validity."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field

from generator.model.fields import Flag, Partial, Prose, Ref, Text, Url
from generator.model.message import label
from generator.model.record import Addressed, Part, Source


class Validity(Part):
    """From when to when a text binds; absent parts are unknown."""

    start: Annotated[Partial | None, Field(title=label("In force from"))] = None
    end: Annotated[Partial | None, Field(title=label("In force until"))] = None


class Document(Addressed):
    """An official text. A draft may have no number and no full date."""

    form: Annotated[Text, Field(title=label("Form"))]
    title: Annotated[Text, Field(title=label("Title"))]
    number: Annotated[Text | None, Field(title=label("Number"))] = None
    draft: Annotated[Flag, Field(title=label("Draft without a number yet"))] = False
    date: Annotated[Partial | None, Field(title=label("Date"))] = None
    issuer: Annotated[Text, Field(title=label("Issuer"))]
    addressed_to: Annotated[Text | None, Field(title=label("Addressed to"))] = None
    abstract: Annotated[Text, Prose(), Field(title=label("Abstract"))]
    programmes: Annotated[tuple[Text, ...], Ref("programmes"), Field(title=label("Programmes"))] = ()
    validity: Annotated[Validity | None, Field(title=label("Validity"))] = None
    ended: Annotated[Flag, Field(title=label("No longer in force"))] = False
    successor: Annotated[Text | None, Ref("documents"), Field(title=label("Successor"))] = None
    url: Annotated[Url | None, Field(title=label("Web address"))] = None
    sources: Annotated[tuple[Source, ...], Field(title=label("Sources"))] = ()

    @property
    def cited(self) -> str:
        """Form, number and title, as a text that rests on it names it."""
        return f"{self.form} {self.number}: {self.title}" if self.number else self.title

    def in_force(self, today: datetime.date) -> bool | None:
        """Whether it binds today; None when nobody wrote that down."""
        if self.ended:
            return False
        if self.validity is None:
            return None
        if self.validity.end:
            return today <= self.validity.end.last_day()
        return True if self.validity.start and self.validity.start.first_day() <= today else None
