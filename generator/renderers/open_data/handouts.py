"""The table of what there is to print and to read out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from generator.model import address
from generator.model.handout import KINDS, Handout
from generator.model.message import label
from generator.model.site import Site
from generator.renderers.open_data.table import (
    Column,
    Entry,
    Part,
    Table,
    audiences_column,
    described,
    field,
    ids,
    named,
    one,
    page_column,
    programmes_column,
)


def handouts_seen(site: Site, today: date) -> list[Handout]:
    """The handouts that readers may see, the expired ones too, by id."""
    return sorted((each for each in site.handouts.values() if each.visible(today)), key=attrgetter("id"))


def _handouts(site: Site, today: date, path: str) -> Iterable[Part]:
    here, config = tuple(handouts_seen(site, today)), site.config
    yield Part(
        path, (here, config.base_url), lambda: (Entry(each, url=config.url(address.handout(each))) for each in here)
    )


HANDOUTS = Table(
    "handouts",
    described(
        "/data/tai-lieu.csv",
        label("To print and to read out"),
        label("Leaflets, posters, cards, banners, slides and loudspeaker scripts; their files are on their pages."),
        origin=label("Sources are in the table of sources."),
    ),
    ("id",),
    (
        *named(label("Permanent name of the handout."), "to-roi-vi-du"),
        Column(
            "kind",
            label("Kind"),
            field("kind"),
            label("What is made of it."),
            required=True,
            values=tuple(KINDS.items()),
        ),
        Column("headline", label("Headline"), field("headline"), label("The large lines of its front."), "list"),
        programmes_column(),
        audiences_column(),
        one("campaign_id", label("Campaign"), "", "campaigns", "campaign"),
        ids("hotlines", label("Hotlines"), label("The numbers printed on it."), "hotlines"),
        ids(
            "service_kinds", label("Kinds of service"), label("Whose places are printed."), "service_kinds", "services"
        ),
        Column(
            "published",
            label("Published on"),
            field("published"),
            label("Since when readers see it."),
            "day",
            required=True,
        ),
        Column(
            "updated", label("Updated on"), field("updated"), label("When its words changed last; empty: never."), "day"
        ),
        Column(
            "expires",
            label("Not to be used after"),
            field("expires"),
            label("Do not print it or hand it out after this day."),
            "day",
            required=True,
        ),
        page_column(),
    ),
    _handouts,
)
