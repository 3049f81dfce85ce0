"""What is asked for each kind of record, and the file that answers are put into (`files/<kind>.yaml` beside this)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from generator.model.activity import KINDS_OF_ACTIVITY
from generator.model.message import label
from generator.model.target import MEASURES


class Question(NamedTuple):
    """One answer: `field` is its name in the form, `of` the collection it is chosen from, `many` whether of several.

    `words` are those it is chosen from where they are no records, each with what it means. A question that is not
    `needed` may stay without an answer.
    """

    field: str
    text: str
    of: str = ""
    many: bool = False
    needed: bool = True
    day: bool = False
    words: Mapping[str, str] = MappingProxyType({})


class Form(NamedTuple):
    """A kind of record: its collection, the folder of its files, the field it is named after, and what is asked."""

    collection: str
    folder: str
    named_after: str
    questions: tuple[Question, ...]


_PROGRAMMES = Question("programmes", label("Programmes"), "programmes", many=True)
_AUDIENCES = Question("audiences", label("Audiences"), "audiences", many=True, needed=False)
_UNIT = Question("unit", label("Administrative unit"), "units", needed=False)
_CAMPAIGN = Question("campaign", label("Campaign"), "campaigns", needed=False)

FORMS: dict[str, Form] = {
    "article": Form(
        "articles",
        "content/articles/{published:%Y/%m}",
        "title",
        (
            Question("title", label("Title")),
            Question("kind", label("Kind of article"), "article_kinds"),
            Question("published", label("Published on"), day=True),
            _PROGRAMMES,
            _AUDIENCES,
            _CAMPAIGN,
            _UNIT,
        ),
    ),
    "location": Form(
        "locations",
        "data/locations",
        "name",
        (
            Question("name", label("Name")),
            Question("services", label("Kinds of service"), "service_kinds", many=True),
            _UNIT._replace(needed=True),
            Question("address", label("Address"), needed=False),
            Question("phone", label("Phone"), needed=False),
        ),
    ),
    "campaign": Form(
        "campaigns",
        "content/campaigns",
        "name",
        (
            Question("name", label("Name")),
            _PROGRAMMES,
            Question("start", label("First day"), day=True),
            Question("end", label("Last day"), day=True),
        ),
    ),
    "document": Form(
        "documents",
        "data/documents",
        "title",
        (
            Question("form", label("Form")),
            Question("title", label("Title")),
            Question("number", label("Number"), needed=False),
            Question("date", label("Date"), needed=False),
            Question("issuer", label("Issuer")),
        ),
    ),
    "activity": Form(
        "activities",
        "data/activities",
        "title",
        (
            Question("title", label("Title")),
            Question("date", label("Date"), day=True),
            Question("kind", label("Kind of activity"), words=KINDS_OF_ACTIVITY),
            _PROGRAMMES,
            _AUDIENCES,
            Question("people", label("People reached"), needed=False),
        ),
    ),
    "target": Form(
        "targets",
        "data/targets",
        "name",
        (
            Question("name", label("Name")),
            Question("measure", label("What is counted"), words=MEASURES),
            Question("goal", label("Goal")),
        ),
    ),
}
