"""The table of documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any

from generator.model import address
from generator.model.message import label
from generator.model.site import Site
from generator.renderers.open_data.table import (
    Column,
    Entry,
    Part,
    Table,
    described,
    field,
    one,
    page_column,
    permanent_id,
    programmes_column,
)


def _documents(site: Site, today: date, path: str) -> Iterable[Part]:
    here = tuple(sorted(site.documents.values(), key=attrgetter("id")))
    config = site.config
    yield Part(
        path,
        (here, config.base_url),
        lambda: (Entry(each, url=config.url(address.document(each))) for each in here),
    )


def _validity(name: str) -> Any:
    return lambda of: getattr(of.record.validity, name) if of.record.validity else None


DOCUMENTS = Table(
    "documents",
    described(
        "/data/van-ban.csv",
        label("Documents"),
        label("Laws, decisions, plans and letters, with number, issuer and validity."),
        origin=label("Sources are in the table of sources."),
    ),
    ("id",),
    (
        permanent_id(label("Permanent name of the document."), "ke-hoach-vi-du"),
        Column(
            "form",
            label("Form"),
            field("form"),
            label("Law, decree, plan, letter …"),
            required=True,
            example="Kế hoạch",
        ),
        Column(
            "number",
            label("Number"),
            field("number"),
            label("Number and symbol; empty while it has none or it is not known."),
            example="00/KH-UBND",
        ),
        Column(
            "title",
            label("Title"),
            field("title"),
            label("As it is written there, or a short description."),
            required=True,
        ),
        Column(
            "draft",
            label("Draft without a number yet"),
            field("draft"),
            label("Whether it is a draft."),
            "boolean",
            required=True,
        ),
        Column(
            "date", label("Date"), field("date"), label("The day it was issued, as exact as it is known."), "partial"
        ),
        Column("issuer", label("Issuer"), field("issuer"), label("Who issued it."), required=True),
        Column("addressed_to", label("Addressed to"), field("addressed_to"), label("Who has to follow it.")),
        Column("abstract", label("Abstract"), field("abstract"), label("What it is about."), required=True),
        programmes_column(),
        Column("valid_from", label("In force from"), _validity("start"), label("Empty: not known."), "partial"),
        Column(
            "valid_until", label("In force until"), _validity("end"), label("Empty: not known, or open."), "partial"
        ),
        Column(
            "ended",
            label("No longer in force"),
            field("ended"),
            label("Whether the office wrote down that it ended."),
            "boolean",
            required=True,
        ),
        one("successor_id", label("Successor"), label("What replaced it."), "documents", "successor"),
        Column(
            "text_url",
            label("Where the text is"),
            field("url"),
            label("The text on the issuer's or another website."),
            "link",
        ),
        page_column(),
    ),
    _documents,
)
