"""Campaigns that come back every year, and what each year's edition was about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from generator.model.fields import Day, Identifier, PageLink, Prose, Ref, Text
from generator.model.message import label
from generator.model.record import Addressed, Named, Part, Source

READY = 14  # days before the first day, from which on a theme should be known


class Event(Part):
    """A day or meeting within an edition (iCalendar: VEVENT)."""

    id: Annotated[Identifier, Field(title=label("Id"))]
    name: Annotated[Text, Field(title=label("Name"))]
    start: Annotated[Day, Field(title=label("First day"))]
    end: Annotated[Day | None, Field(title=label("Last day"))] = None
    unit: Annotated[Text | None, Ref("units"), Field(title=label("Administrative unit"))] = None
    note: Annotated[Text | None, Prose(), Field(title=label("Note"))] = None


class Edition(Part):
    """One year of a campaign. A theme that is not known stays absent: it is never invented or translated back."""

    year: Annotated[int, Field(title=label("Year"), ge=1990, le=2200)]
    name: Annotated[Text | None, Field(title=label("Name that year"))] = None
    start: Annotated[Day, Field(title=label("First day"))]
    end: Annotated[Day, Field(title=label("Last day"))]
    theme: Annotated[Text | None, Field(title=label("Theme"))] = None
    theme_english: Annotated[Text | None, Field(title=label("Theme, known in English only"))] = None
    slogans: Annotated[tuple[Text, ...], Field(title=label("Slogans"))] = ()
    basis: Annotated[Text | None, Field(title=label("Legal basis"))] = None
    partners: Annotated[tuple[Text, ...], Ref("organizations"), Field(title=label("Partner organizations"))] = ()
    events: Annotated[tuple[Event, ...], Field(title=label("Events"))] = ()
    note: Annotated[Text | None, Prose(), Field(title=label("Note"))] = None
    sources: Annotated[tuple[Source, ...], Field(title=label("Sources"))] = ()

    def lacks_theme(self, today: date) -> bool:
        """Whether it begins soon and nobody wrote its theme yet."""
        known = self.theme or self.theme_english
        return not known and today <= self.start <= today + timedelta(days=READY)


class Action(Part):
    """Something a reader can do, with the page that helps: `page` is an address of this site."""

    title: Annotated[Text, Prose(), Field(title=label("Title"))]
    text: Annotated[Text, Prose(), Field(title=label("Text"))]
    page: Annotated[PageLink, Field(title=label("Page"))]
    link: Annotated[Text, Prose(), Field(title=label("Words of the link"))]


class Campaign(Addressed, Named):
    """A campaign, such as the national month of action on HIV/AIDS."""

    summary: Annotated[Text, Prose(), Field(title=label("Summary"))]
    since: Annotated[int | None, Field(title=label("Since"), ge=1900, le=2200)] = None
    basis: Annotated[Text | None, Field(title=label("Legal basis"))] = None
    document: Annotated[Text | None, Ref("documents"), Field(title=label("Document"))] = None
    programmes: Annotated[tuple[Text, ...], Ref("programmes"), Field(title=label("Programmes"), min_length=1)]
    audiences: Annotated[tuple[Text, ...], Ref("audiences"), Field(title=label("Audiences"))] = ()
    partners: Annotated[tuple[Text, ...], Ref("organizations"), Field(title=label("Partner organizations"))] = ()
    actions: Annotated[tuple[Action, ...], Field(title=label("What you can do"))] = ()
    editions: Annotated[tuple[Edition, ...], Field(title=label("Editions"), min_length=1)]
    sources: Annotated[tuple[Source, ...], Field(title=label("Sources"))] = ()
