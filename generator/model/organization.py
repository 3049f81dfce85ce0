"""Offices and groups, and which programmes each carries into its own work (HSDS: Organization)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.fields import Partial, Prose, Ref, Text, Url
from generator.model.message import label
from generator.model.record import Named, Part, Source


class Integration(Part):
    """What an organization does for one programme: a cell of the table "who integrates what"."""

    programme: Annotated[Text, Ref("programmes"), Field(title=label("Programme"))]
    role: Annotated[Text, Prose(), Field(title=label("What it does"))]
    document: Annotated[Text | None, Ref("documents"), Field(title=label("Document"))] = None
    since: Annotated[Partial | None, Field(title=label("Since"))] = None
    sources: Annotated[tuple[Source, ...], Field(title=label("Sources"))] = ()


class Organization(Named):
    """An office, association or provider."""

    order: Annotated[int, Field(title=label("Order"))] = 100
    unit: Annotated[Text | None, Ref("units"), Field(title=label("Administrative unit"))] = None
    parent: Annotated[Text | None, Ref("organizations"), Field(title=label("Parent organization"))] = None
    website: Annotated[Url | None, Field(title=label("Website"))] = None
    integrates: Annotated[tuple[Integration, ...], Field(title=label("Programmes it integrates"))] = ()
    sources: Annotated[tuple[Source, ...], Field(title=label("Sources"))] = ()
