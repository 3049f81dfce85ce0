"""Tables of campaigns, of their yearly editions and of the days within these."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter

from generator.model import address
from generator.model.campaign import Campaign, Edition
from generator.model.message import label
from generator.model.site import Site
from generator.renderers.open_data.table import (
    ID,
    Column,
    Entry,
    Part,
    Table,
    audiences_column,
    described,
    field,
    ids,
    name_column,
    named,
    note_column,
    one,
    page_column,
    permanent_id,
    programmes_column,
    summary_column,
)

_ORIGIN = label("Sources are in the table of sources, under the ids of campaigns and editions.")


def edition_id(campaign: Campaign, edition: Edition) -> str:
    """What an edition is called in other tables."""
    return f"{campaign.id}/{edition.year}"


def _in_order(site: Site) -> list[Campaign]:
    return sorted(site.campaigns.values(), key=attrgetter("id"))


def _one_file(entries: Callable[[Site], Iterable[Entry]]) -> Callable[[Site, date, str], Iterable[Part]]:
    def split(site: Site, today: date, path: str) -> Iterable[Part]:
        yield Part(path, (tuple(_in_order(site)), site.config.base_url), lambda: entries(site))

    return split


def _campaigns(site: Site) -> Iterable[Entry]:
    for each in _in_order(site):
        yield Entry(each, url=site.config.url(address.campaign(each)))


def _editions(site: Site) -> Iterable[Entry]:
    for campaign in _in_order(site):
        for edition in sorted(campaign.editions, key=attrgetter("year")):
            yield Entry(edition, campaign, url=site.config.url(address.edition(campaign, edition)))


def _events(site: Site) -> Iterable[Entry]:
    for campaign in _in_order(site):
        for edition in sorted(campaign.editions, key=attrgetter("year")):
            for event in edition.events:
                yield Entry(event, edition_id(campaign, edition))


_START = Column("start", label("First day"), field("start"), label("The first day."), "day", required=True)
_PARTNERS = ids("partners", label("Partner organizations"), "", "organizations")

CAMPAIGNS = Table(
    "campaigns",
    described(
        "/data/chien-dich.csv",
        label("Campaigns"),
        label("Campaigns that come back every year, such as a month of action."),
        origin=_ORIGIN,
    ),
    ("id",),
    (
        *named(label("Permanent name of the campaign."), "thang-hanh-dong-vi-du"),
        summary_column(),
        Column(
            "since", label("Since"), field("since"), label("The year of the first edition."), "integer", example="2008"
        ),
        Column("basis", label("Legal basis"), field("basis"), label("The text that ordered it, in words.")),
        one("document_id", label("Document"), label("The document that ordered it."), "documents", "document"),
        programmes_column(),
        audiences_column(),
        _PARTNERS,
        page_column(),
    ),
    _one_file(_campaigns),
)

EDITIONS = Table(
    "editions",
    described(
        "/data/dot-chien-dich.csv",
        label("Editions of campaigns"),
        label("Each year of each campaign: days, theme, slogans. A theme that is not known is empty."),
        origin=_ORIGIN,
    ),
    ("id",),
    (
        Column(
            "id",
            label("Id"),
            lambda of: edition_id(of.parent, of.record),
            label("The campaign's id and the year."),
            required=True,
            pattern=ID,
            example="thang-hanh-dong-vi-du/2026",
        ),
        Column(
            "campaign_id",
            label("Campaign"),
            attrgetter("parent.id"),
            "",
            required=True,
            pattern=ID,
            refers="campaigns",
        ),
        Column(
            "year",
            label("Year"),
            field("year"),
            label("The year it is counted under."),
            "integer",
            required=True,
            example="2026",
        ),
        Column("name", label("Name that year"), field("name"), label("Where it differs from the campaign's.")),
        _START,
        Column("end", label("Last day"), field("end"), label("The last day."), "day", required=True),
        Column("theme", label("Theme"), field("theme"), label("In the words of the office that announced it.")),
        Column(
            "theme_english",
            label("Theme, known in English only"),
            field("theme_english"),
            label("Not translated back."),
        ),
        Column(
            "slogans",
            label("Slogans"),
            field("slogans"),
            label("In the words of the office that announced them."),
            "list",
        ),
        Column("basis", label("Legal basis"), field("basis"), label("The text that ordered it, in words.")),
        _PARTNERS,
        note_column(),
        page_column(),
    ),
    _one_file(_editions),
)

EVENTS = Table(
    "events",
    described(
        "/data/su-kien.csv",
        label("Events"),
        label("Single days and meetings within the editions of campaigns."),
        origin=_ORIGIN,
    ),
    ("edition_id", "id"),
    (
        Column(
            "edition_id",
            label("Edition"),
            attrgetter("parent"),
            "",
            required=True,
            pattern=ID,
            refers="editions",
        ),
        permanent_id(label("Name within its edition."), "ngay-vi-du"),
        name_column(),
        _START,
        Column("end", label("Last day"), field("end"), label("Empty: it ends on the day it begins."), "day"),
        one(
            "unit_id",
            label("Administrative unit"),
            label("Where it is held."),
            "units",
            "unit",
        ),
        note_column(),
    ),
    _one_file(_events),
)
