"""The table of articles, a file a year: what is told of each but its text, which feeds carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from generator.model import address
from generator.model.article import ArticleHead
from generator.model.message import label
from generator.model.site import Site
from generator.model.tag_uri import tag_uri
from generator.renderers.open_data.table import (
    Column,
    Part,
    Table,
    audiences_column,
    described,
    field,
    ids,
    one,
    page_column,
    permanent_id,
    programmes_column,
)


class Written(NamedTuple):
    """An article with its absolute address and its permanent id in feeds."""

    record: ArticleHead
    url: str
    uri: str


def _years(site: Site, today: date, folder: str) -> Iterator[Part]:
    """Each year in the order it was published; what was taken over stands under another office's terms."""
    config = site.config
    for year, same in groupby(site.own_articles(today)[::-1], key=lambda each: each.published.year):
        mine = tuple(same)
        depends = (tuple(each.face for each in mine), config.base_url, config.id_authority)
        yield Part(f"{folder}{year:04}.csv", depends, partial(_written, site, mine))


def _written(site: Site, articles: Iterable[ArticleHead]) -> Iterator[Written]:
    config = site.config
    for each in articles:
        url = config.url(address.article(each))
        yield Written(each, url, tag_uri(config, "articles", each.id))


ARTICLES = Table(
    "articles",
    described(
        "/data/bai-viet/",
        label("Articles"),
        label(
            "What the office wrote and published, a file a year: title, summary, subjects. The texts are in the feeds."
        ),
        "articles",
        label("Each article names its sources on its page."),
    ),
    ("id",),
    (
        permanent_id(label("Permanent name of the article."), "2026-11-bai-vi-du"),
        Column(
            "uri",
            label("Id on the web"),
            attrgetter("uri"),
            label("The id by which feeds know it for ever (tag URI, RFC 4151)."),
            "url",
            required=True,
            example="tag:example.org,2026:articles/2026-11-bai-vi-du",
        ),
        page_column(),
        Column("title", label("Title"), field("title"), label("As readers see it."), required=True),
        one(
            "kind_id",
            label("Kind of article"),
            "",
            "article_kinds",
            "kind",
            True,
        ),
        Column(
            "published", label("Published on"), field("published"), label("The day it appeared."), "day", required=True
        ),
        Column(
            "updated", label("Updated on"), field("updated"), label("The day it was corrected last, if it was."), "day"
        ),
        programmes_column(),
        audiences_column(),
        one("campaign_id", label("Campaign"), "", "campaigns", "campaign"),
        ids("services", label("Kinds of service"), "", "service_kinds"),
        one(
            "unit_id",
            label("Administrative unit"),
            label("The unit it is about."),
            "units",
            "unit",
        ),
        ids("documents", label("Cited documents"), "", "documents"),
        Column("summary", label("Summary"), field("summary"), label("In one or two sentences."), required=True),
    ),
    _years,
)
