"""Tables of the words records are sorted by: programmes, audiences, kinds of service and of article."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, get_args

from generator.model import record_pages
from generator.model.message import label
from generator.model.order import as_ordered
from generator.model.record import Record
from generator.model.site import Site
from generator.model.vocabulary import PlaceType
from generator.renderers.open_data.table import (
    Column,
    Entry,
    Part,
    Table,
    described,
    field,
    named,
    one,
    page_column,
    programmes_column,
    summary_column,
)

_ORIGIN = label("The texts were written for this site.")


def _records(collection: str) -> Callable[[Site, date, str], Iterable[Part]]:
    """The records of a collection in their order, each with its page where it has one."""

    def split(site: Site, today: date, path: str) -> Iterable[Part]:
        records: Iterable[Any] = site.collection(collection).values()
        here = tuple((each, _page(site, collection, each)) for each in as_ordered(records))
        yield Part(path, here, lambda: (Entry(each, url=url) for each, url in here))

    return split


def _page(site: Site, collection: str, record: Record) -> str | None:
    if collection == "service_kinds" and record.id not in site.listed_kinds:
        return None
    path = record_pages.of(collection, record)
    return site.config.url(path) if path else None


PROGRAMMES = Table(
    "programmes",
    described(
        "/data/chuong-trinh.csv",
        label("Programmes"),
        label("The public programmes that records belong to."),
        origin=_ORIGIN,
    ),
    ("id",),
    (
        *named(label("Permanent name of the programme."), "hiv-aids"),
        summary_column(),
        page_column(),
    ),
    _records("programmes"),
)

AUDIENCES = Table(
    "audiences",
    described("/data/danh-cho.csv", label("Audiences"), label("Whom articles and campaigns speak to."), origin=_ORIGIN),
    ("id",),
    (
        *named(label("Permanent name of the audience."), "families"),
        summary_column(required=False),
        page_column(),
    ),
    _records("audiences"),
)

SERVICE_KINDS = Table(
    "service_kinds",
    described(
        "/data/loai-dich-vu.csv",
        label("Kinds of service"),
        label("The kinds of help that places offer."),
        origin=_ORIGIN,
    ),
    ("id",),
    (
        *named(label("Permanent name of the kind."), "hiv-testing"),
        summary_column(),
        one(
            "broader_id",
            label("Wider kind"),
            label("The kind it is found under (SKOS: broader)."),
            "service_kinds",
            "broader",
        ),
        programmes_column(),
        Column(
            "schema_type",
            label("Type in schema.org"),
            field("schema_type"),
            label("What schema.org calls a place of this kind."),
            required=True,
            values=tuple((each, each) for each in get_args(PlaceType)),
        ),
        page_column(),
    ),
    _records("service_kinds"),
)

ARTICLE_KINDS = Table(
    "article_kinds",
    described(
        "/data/hinh-thuc.csv",
        label("Kinds of article"),
        label("The forms of articles: news, story, question and answer …"),
        origin=_ORIGIN,
    ),
    ("id",),
    named(label("Permanent name of the kind."), "q-and-a"),
    _records("article_kinds"),
)
