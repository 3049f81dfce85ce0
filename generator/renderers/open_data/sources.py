"""The table of the sources of all records but places, whose rows hold theirs, and articles, whose pages do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import Any

from generator.model.message import label
from generator.model.site import Site
from generator.renderers.open_data.campaigns import edition_id
from generator.renderers.open_data.handouts import handouts_seen
from generator.renderers.open_data.hotlines import hotlines_shown
from generator.renderers.open_data.table import ID, Column, Entry, Part, Table, described, field, position

_SOURCED = ("organizations", "documents", "hotlines", "campaigns", "editions", "handouts")


def _sources(site: Site, today: date, path: str) -> Iterable[Part]:
    here = tuple(_sourced(site, today))
    yield Part(path, tuple(of for _, _, of in here), lambda: _cited(here))


def _sourced(site: Site, today: date) -> Iterator[tuple[str, str, Any]]:
    """What has sources of its own, as (table, id there, record or edition)."""
    for each in sorted(site.organizations.values(), key=attrgetter("id")):
        yield "organizations", each.id, each
    for document in sorted(site.documents.values(), key=attrgetter("id")):
        yield "documents", document.id, document
    for hotline in sorted(hotlines_shown(site), key=attrgetter("id")):
        yield "hotlines", hotline.id, hotline
    for campaign in sorted(site.campaigns.values(), key=attrgetter("id")):
        yield "campaigns", campaign.id, campaign
        for edition in campaign.editions:
            yield "editions", edition_id(campaign, edition), edition
    for handout in handouts_seen(site, today):
        yield "handouts", handout.id, handout


def _cited(records: Iterable[tuple[str, str, Any]]) -> Iterator[Entry]:
    for table, record_id, record in records:
        for number, source in enumerate(record.sources, 1):
            yield Entry(source, (table, record_id), number)


SOURCES = Table(
    "sources",
    described(
        "/data/nguon.csv",
        label("Sources"),
        label("Where the facts about organizations, documents, hotlines, campaigns, editions and handouts were found."),
    ),
    ("table", "record_id", "position"),
    (
        Column(
            "table",
            label("Table"),
            lambda of: of.parent[0],
            label("Which table the record is in."),
            required=True,
            values=tuple((each, each) for each in _SOURCED),
        ),
        Column(
            "record_id", label("Record"), lambda of: of.parent[1], label("Its id there."), required=True, pattern=ID
        ),
        position(),
        Column("title", label("Title"), field("title"), label("What the source is called."), required=True),
        Column("publisher", label("Publisher of the source"), field("publisher"), label("Who published it.")),
        Column("url", label("Address of the source"), field("url"), label("Where it stands on the web."), "link"),
        Column(
            "date", label("Date of the source"), field("date"), label("As exact as the source gives it."), "partial"
        ),
    ),
    _sources,
)
