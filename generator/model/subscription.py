"""Feeds of other sites that this one takes over."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.fields import Flag, Ref, Slug, Text, Url
from generator.model.message import label
from generator.model.record import Part


class Subscription(Part):
    """A feed of another site, or a page that names one, and what its articles are here.

    Programmes that the source names and this site knows go before `programmes`. `leave_out` are ids at the source.
    """

    id: Annotated[Slug, Field(title=label("Id"))]
    url: Annotated[Url, Field(title=label("Web address"))]
    kind: Annotated[Text, Ref("article_kinds"), Field(title=label("Kind of article"))]
    programmes: Annotated[tuple[Text, ...], Ref("programmes"), Field(title=label("Programmes"), min_length=1)]
    audiences: Annotated[tuple[Text, ...], Ref("audiences"), Field(title=label("Audiences"))] = ()
    unit: Annotated[Text | None, Ref("units"), Field(title=label("Administrative unit"))] = None
    images: Annotated[Flag, Field(title=label("Pictures are fetched too"))] = False
    leave_out: Annotated[tuple[Text, ...], Field(title=label("Not taken over"))] = ()
