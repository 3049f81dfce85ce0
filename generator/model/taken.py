"""Articles taken over from another site: whose they are, and by what they are known there."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.fields import Form, Moment, Text, Url
from generator.model.message import label, message
from generator.model.record import Part


class Taken(Part):
    """Where an article was taken from. `outreach pull` writes it; the text of such an article is HTML.

    `id` is what the source knows it by, `office` who is to be named, `sha256` a checksum of what was taken.
    """

    subscription: Annotated[Text, Field(title=label("Subscription"))]
    id: Annotated[Text, Field(title=label("Id at the source"))]
    url: Annotated[Url, Field(title=label("Web address"))]
    office: Annotated[Text, Field(title=label("Office"))]
    licence: Annotated[Url | None, Field(title=label("Licence"))] = None
    published: Annotated[Moment, Field(title=label("Published on"))]
    updated: Annotated[Moment, Field(title=label("Updated on"))]
    sha256: Annotated[
        Text,
        Field(title=label("Checksum"), pattern=r"^[0-9a-f]{64}$"),
        Form(message("Leave it as “outreach pull” wrote it: 64 digits and letters from a to f.")),
    ]
