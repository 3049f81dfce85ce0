"""What is published month by month."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from generator.model.fields import Addressed, Clock, Day, Part, Ref, Source, Text
from generator.model.message import label


class Image(Part):
    """A picture with the words that stand for it."""

    file: Annotated[Text, Field(title=label("File"), pattern=r"^[\w./-]+\.(?:jpe?g|png|webp|avif|svg)$")]
    alt: Annotated[Text, Field(title=label("Alternative text"))]
    credit: Annotated[Text, Field(title=label("Credit"))]


class Withdrawal(Part):
    """That an article was taken back, and why."""

    on: Annotated[Day, Field(title=label("Withdrawn on"))]
    why: Annotated[Text, Field(title=label("Reason"))]


class Article(Addressed):
    """A post of the site. Its id is permanent: feeds know it by that for ever."""

    title: Annotated[Text, Field(title=label("Title"), max_length=150)]
    kind: Annotated[Text, Ref("article_kinds"), Field(title=label("Kind of article"))]
    status: Annotated[Literal["draft", "published"], Field(title=label("Status"))] = "draft"
    published: Annotated[Day, Field(title=label("Published on"))]
    time: Annotated[Clock | None, Field(title=label("Time"))] = None
    updated: Annotated[Day | None, Field(title=label("Updated on"))] = None
    withdrawn: Annotated[Withdrawal | None, Field(title=label("Withdrawal"))] = None
    programmes: Annotated[tuple[Text, ...], Ref("programmes"), Field(title=label("Programmes"), min_length=1)]
    audiences: Annotated[tuple[Text, ...], Ref("audiences"), Field(title=label("Audiences"))] = ()
    campaign: Annotated[Text | None, Ref("campaigns"), Field(title=label("Campaign"))] = None
    services: Annotated[tuple[Text, ...], Ref("service_kinds"), Field(title=label("Kinds of service"))] = ()
    unit: Annotated[Text | None, Ref("units"), Field(title=label("Administrative unit"))] = None
    documents: Annotated[tuple[Text, ...], Ref("documents"), Field(title=label("Cited documents"))] = ()
    summary: Annotated[Text, Field(title=label("Summary"), max_length=300)]
    key_points: Annotated[tuple[Text, ...], Field(title=label("Quick read"), max_length=3)] = ()
    sources: Annotated[tuple[Source, ...], Field(title=label("Sources"))] = ()
    image: Annotated[Image | None, Field(title=label("Picture"))] = None
    body: Annotated[Text, Field(title=label("Text"))]

    @property
    def part(self) -> str:
        """Its part of a web address: the slug, or the id without the month it starts with."""
        return self.slug or self.id.removeprefix(f"{self.published:%Y-%m}-")

    @property
    def changed(self) -> date:
        """The last day its content changed."""
        return max(day for day in (self.published, self.updated, self.withdrawn and self.withdrawn.on) if day)

    @property
    def taken_back(self) -> bool:
        """Whether readers saw it once and must not any more."""
        return self.withdrawn is not None and self.status == "published"

    @cached_property
    def topics(self) -> frozenset[str]:
        """All it is about and for: ids of programmes, audiences and kinds of service."""
        return frozenset((*self.programmes, *self.audiences, *self.services))

    def visible(self, today: date) -> bool:
        """Whether readers may see it: published, not withdrawn, and its day has come."""
        return self.status == "published" and self.withdrawn is None and self.published <= today
