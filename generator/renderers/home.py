"""The home page: help before news."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from generator.model import address
from generator.model.artifact import Artifact, Page
from generator.model.config import SiteConfig
from generator.model.order import as_ordered
from generator.model.site import Site
from generator.renderers.cards import needs
from generator.renderers.hotlines import Line, lines
from generator.renderers.page import Frame, Link, Post, artifact, frame, page, posts
from generator.renderers.structured import block, web_site

LATEST = 5
COMING_DAYS = 30


class Running(NamedTuple):
    """A campaign whose days have come."""

    name: str
    href: str
    start: date
    end: date


class Coming(NamedTuple):
    """A day to know of: an event, or the first or last day of a campaign (`edge` is "start" or "end")."""

    day: date
    name: str
    href: str
    within: str = ""
    edge: str = ""


class HomeView(NamedTuple):
    """What the home page shows."""

    frame: Frame
    config: SiteConfig
    campaigns: tuple[Running, ...]
    needs: tuple[Link, ...]
    emergency: tuple[Line, ...]
    hotlines: tuple[Line, ...]
    latest: tuple[Post, ...]
    month: Link | None
    audiences: tuple[Link, ...]
    coming: tuple[Coming, ...]


def home(site: Site, today: date) -> Iterator[Artifact]:
    """The home page as it is on `today`: which campaigns run and which days come is decided here, nowhere else."""
    latest = site.published_articles(today)[:LATEST]
    shown = lines(site)
    audiences = as_ordered(each for each in site.audiences.values() if each.home)
    view = HomeView(
        frame=frame(site.config, address.HOME, "home", site.config.name, site.config.description),
        config=site.config,
        campaigns=running(site, today),
        needs=tuple(
            Link(
                kind.brief,
                address.service_kind(kind) if kind.id in site.listed_kinds else f"{address.HELP}#{kind.part}",
                kind.icon,
            )
            for kind in needs(site, site.service_kinds)
        ),
        emergency=tuple(line for line in shown if line.emergency),
        hotlines=tuple(line for line in shown if line.home),
        latest=posts(site, latest),
        month=_month(latest[0].published) if latest else None,
        audiences=tuple(Link(each.brief, address.audience(each), each.icon) for each in audiences),
        coming=_coming(site, today),
    )
    yield artifact(home_page, view)


def home_page(view: HomeView) -> Page:
    """The home page."""
    made = page("home.html", view)
    return replace(made, head=made.head + block(web_site(view.config)))


def _month(day: date) -> Link:
    return Link(f"{day:%m/%Y}", address.month(day.month, day.year))


def running(site: Site, today: date) -> tuple[Running, ...]:
    """The campaigns whose days have come, those that began first before the others."""
    found = [
        Running(campaign.brief, address.campaign(campaign), edition.start, edition.end)
        for campaign in site.campaigns.values()
        for edition in campaign.editions
        if edition.start <= today <= edition.end
    ]
    return tuple(sorted(found, key=lambda each: (each.start, each.end, each.name)))


def _coming(site: Site, today: date) -> tuple[Coming, ...]:
    """Events, and the first and last days of campaigns, of the next weeks."""
    horizon = today + timedelta(days=COMING_DAYS)
    found: list[Coming] = []
    for campaign in site.campaigns.values():
        href = address.campaign(campaign)
        for edition in campaign.editions:
            found += [Coming(event.start, event.name, href, within=campaign.brief) for event in edition.events]
            if edition.start != edition.end:
                found.append(Coming(edition.start, campaign.brief, href, edge="start"))
                found.append(Coming(edition.end, campaign.brief, href, edge="end"))
            else:
                found.append(Coming(edition.start, campaign.brief, href))
    return tuple(
        sorted((each for each in found if today < each.day <= horizon), key=lambda each: (each.day, each.name))
    )
