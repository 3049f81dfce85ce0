"""What people take in hand or hear: leaflets, posters, cards, banners, slides and texts for the loudspeaker."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from generator.model.config import Licence
from generator.model.fields import Day, Prose, Ref, SitePath, Text, unfit
from generator.model.message import label, message
from generator.model.record import Addressed, Named, Part, Source

HandoutKind = Literal["leaflet", "folded", "poster", "card", "banner", "slide", "script"]
KINDS: dict[str, str] = {
    "leaflet": label("Leaflet, A5"),
    "folded": label("Folded leaflet, A4"),
    "poster": label("Poster, A3"),
    "card": label("Wallet card"),
    "banner": label("Banner"),
    "slide": label("Slide"),
    "script": label("Loudspeaker script"),
}
SPOKEN_ALONE = frozenset({"banner", "script"})  # kinds that carry no caution: they name no number that is not sure
Symbol = Literal["heart", "home", "scale", "work", "talk", "shield"]


class Topic(Part):
    """A need in a word or two, with its picture: what a front says instead of an illness."""

    text: Annotated[Text, Prose(), Field(title=label("Text"), max_length=24)]
    symbol: Annotated[Symbol, Field(title=label("Picture"))]


class Block(Part):
    """Some sentences under a heading."""

    title: Annotated[Text, Prose(), Field(title=label("Title"), max_length=80)]
    text: Annotated[Text, Prose(), Field(title=label("Text"), max_length=600)]


class ReadOut(Part):
    """What is read out: sentences in one minute, and the same told in three."""

    minute: Annotated[tuple[Text, ...], Prose(), Field(title=label("In 60 seconds"), min_length=1)]
    three_minutes: Annotated[tuple[Text, ...], Prose(), Field(title=label("In 3 minutes"))] = ()


class Handout(Addressed, Named):
    """One thing to print or to read out, made of its own words and of what the records of places and hotlines say.

    Places that are printed offer one of `services` and lie in one of `units`, anywhere without these. With `each` there
    is one more sheet for every such province or commune that has places. `page` is where its QR code leads. Readers see
    it from `published` on; after `expires` nothing of it is printed any more.
    """

    kind: Annotated[HandoutKind, Field(title=label("Kind"))]
    programmes: Annotated[tuple[Text, ...], Ref("programmes"), Field(title=label("Programmes"), min_length=1)]
    audiences: Annotated[tuple[Text, ...], Ref("audiences"), Field(title=label("Audiences"))] = ()
    campaign: Annotated[Text | None, Ref("campaigns"), Field(title=label("Campaign"))] = None
    articles: Annotated[tuple[Text, ...], Ref("articles"), Field(title=label("Articles it is taken from"))] = ()
    headline: Annotated[tuple[Text, ...], Prose(), Field(title=label("Headline"), min_length=1, max_length=3)]
    lead: Annotated[Text | None, Prose(), Field(title=label("Lead"), max_length=200)] = None
    topics: Annotated[tuple[Topic, ...], Field(title=label("Needs on the front"), max_length=4)] = ()
    blocks: Annotated[tuple[Block, ...], Field(title=label("Texts"))] = ()
    spoken: Annotated[ReadOut | None, Field(title=label("What is read out"))] = None
    hotlines: Annotated[tuple[Text, ...], Ref("hotlines"), Field(title=label("Hotlines"), max_length=4)] = ()
    services: Annotated[tuple[Text, ...], Ref("service_kinds"), Field(title=label("Kinds of service"))] = ()
    units: Annotated[tuple[Text, ...], Ref("units"), Field(title=label("Administrative units"))] = ()
    each: Annotated[Literal["province", "commune"] | None, Field(title=label("A sheet for each"))] = None
    page: Annotated[SitePath, Field(title=label("Where the code leads"))]
    licence: Annotated[Licence | None, Field(title=label("Licence"))] = None
    imprint: Annotated[Text | None, Prose(), Field(title=label("Print imprint"))] = None
    published: Annotated[Day, Field(title=label("Published on"))]
    updated: Annotated[Day | None, Field(title=label("Updated on"))] = None
    expires: Annotated[Day, Field(title=label("Not to be used after"))]
    sources: Annotated[tuple[Source, ...], Field(title=label("Sources"))] = ()

    @property
    def changed(self) -> date:
        """The last day its words changed."""
        return self.updated or self.published

    @property
    def front(self) -> tuple[str, ...]:
        """What others see of it while somebody carries it."""
        return (*self.headline, *((self.lead,) if self.lead else ()), *(each.text for each in self.topics))

    @property
    def words(self) -> tuple[str, ...]:
        """All its own words."""
        spoken = (*self.spoken.minute, *self.spoken.three_minutes) if self.spoken else ()
        return (*self.front, *(text for each in self.blocks for text in (each.title, each.text)), *spoken)

    def visible(self, today: date) -> bool:
        """Whether readers see it."""
        return self.published <= today

    def usable(self, today: date) -> bool:
        """Whether it may be printed, handed out and read out."""
        return self.published <= today <= self.expires

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.expires < self.changed:
            raise unfit(message("it ends before it starts"), message("Write `expires: …` with a later day."))
        if (self.kind == "script") != (self.spoken is not None):
            raise unfit(
                message("a loudspeaker script has `spoken`, and nothing else has"),
                message("Add `spoken: …` to a script; delete it elsewhere."),
            )
        if self.each and not self.services:
            raise unfit(
                message("with `each`, name in `services` whose places are printed"),
                message("Add `{key}:`, and on the line below `- …`.", key="services"),
            )
        return self
