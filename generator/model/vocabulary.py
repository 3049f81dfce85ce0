"""The words records are sorted by: programmes, audiences, kinds of service, kinds of article."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.fields import Flag, Form, Prose, Ref, Spoken, Text
from generator.model.message import label, message
from generator.model.record import Addressed, Named
from generator.model.translation import Translated

Icon = Annotated[
    Text, Field(pattern=r"^[a-z][a-z-]*$"), Form(message("Write the name of an icon: small letters and hyphens."))
]


class Programme(Addressed, Named, Translated):
    """A public programme, such as HIV/AIDS prevention or gender equality."""

    order: Annotated[int, Field(title=label("Order"))] = 100
    summary: Annotated[Text, Prose(), Spoken(), Field(title=label("Summary"))]
    body: Annotated[Text | None, Prose("markdown"), Spoken(), Field(title=label("Text"))] = None


class Audience(Addressed, Named):
    """Whom an article speaks to."""

    order: Annotated[int, Field(title=label("Order"))] = 100
    summary: Annotated[Text | None, Prose(), Field(title=label("Summary"))] = None
    home: Annotated[Flag, Field(title=label("On the home page"))] = False
    icon: Annotated[Icon, Field(title=label("Icon"))] = "public"


# What a place of a kind is called in the vocabulary of schema.org.
PlaceType = Literal[
    "MedicalClinic", "GovernmentOffice", "LegalService", "EmploymentAgency", "Organization", "LocalBusiness"
]
ArticleDemand = Literal["sources", "review_by", "consent", "practice"]
Layout = Literal["questions", "script", "portrait"]
Demand = Literal["cost", "bring", "wait", "accepts_new", "no_papers", "dosing", "note"]


class ServiceKind(Addressed, Named, Translated):
    """A kind of help a place offers; `broader` as in SKOS: the wider kind it is found under.

    `demands` are the fields of a service that a reader of this kind cannot do without.
    """

    order: Annotated[int, Field(title=label("Order"))] = 100
    summary: Annotated[Text, Prose(), Spoken(), Field(title=label("Summary"))]
    broader: Annotated[Text | None, Ref("service_kinds"), Field(title=label("Wider kind"))] = None
    programmes: Annotated[tuple[Text, ...], Ref("programmes"), Field(title=label("Programmes"))] = ()
    home: Annotated[Flag, Field(title=label("On the home page"))] = False
    icon: Annotated[Icon, Field(title=label("Icon"))] = "info"
    demands: Annotated[tuple[Demand, ...], Field(title=label("Fields it demands"))] = ()
    schema_type: Annotated[PlaceType, Field(title=label("Type in schema.org"))] = "LocalBusiness"


class ArticleKind(Named, Translated):
    """The form of an article: news, story, question and answer …

    `demands` are the fields that an article of this kind needs to be trusted. In the layout `questions` headings that
    ask are questions and what follows answers them; in `script` a paragraph that begins in bold is somebody speaking;
    in `portrait` what is quoted stands out, with who said it, and the picture stands beside the text.
    """

    order: Annotated[int, Field(title=label("Order"))] = 100
    icon: Annotated[Icon, Field(title=label("Icon"))] = "story"
    demands: Annotated[tuple[ArticleDemand, ...], Field(title=label("Fields it demands"))] = ()
    layout: Annotated[Layout | None, Field(title=label("Layout"))] = None
