"""A campaign over its years, and each year's edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from generator.model import address, feed_address
from generator.model.article import ArticleHead
from generator.model.artifact import Artifact, Page
from generator.model.campaign import Action, Campaign, Edition, Event
from generator.model.record import Source
from generator.model.site import Site
from generator.renderers.campaign_ld import said_of_campaign, said_of_edition
from generator.renderers.integration import Row, rows
from generator.renderers.page import Frame, Link, Post, artifact, frame, page, posts, words
from generator.renderers.paper.shares import Kit, campaign_kit

Written = Mapping[tuple[str, int], Sequence[ArticleHead]]


class CampaignView(NamedTuple):
    """What the page of a campaign shows: its latest edition, and the themes of the earlier ones."""

    frame: Frame
    name: str
    summary: str
    since: int | None
    basis: str | None
    document: Link | None
    programmes: tuple[Link, ...]
    actions: tuple[Action, ...]
    latest: Edition
    latest_href: str
    posts: tuple[Post, ...]
    years: tuple[tuple[Link, str | None, str | None], ...]
    rows: tuple[Row, ...]
    sources: tuple[Source, ...]
    handouts: tuple[Link, ...]
    kit: Kit | None


class EditionView(NamedTuple):
    """What the page of one year shows."""

    frame: Frame
    name: str
    edition: Edition
    basis: str | None
    document: Link | None
    events: tuple[Event, ...]
    partners: tuple[str, ...]
    posts: tuple[Post, ...]


class CampaignsView(NamedTuple):
    """What the list of campaigns shows: in the order of the year, those that are over this year last."""

    frame: Frame
    campaigns: tuple[tuple[Link, Edition], ...]


def campaigns(site: Site, today: date) -> Iterator[Artifact]:
    """A page for each campaign and each of its editions, and the list of campaigns."""
    _ = words(site)
    crumb = Link(_("Campaigns"), address.CAMPAIGNS)
    listed = []
    written = _written(site, today)
    for campaign in site.campaigns.values():
        editions = sorted(campaign.editions, key=lambda each: each.year, reverse=True)
        latest = next((each for each in editions if each.start <= today), editions[-1])
        latest = next((each for each in reversed(editions) if each.end >= today), latest)
        listed.append((Link(campaign.name, address.campaign(campaign), campaign.summary), latest))
        yield artifact(campaign_page, _campaign(site, campaign, editions, latest, crumb, written, today))
        for edition in editions:
            yield artifact(edition_page, _edition(site, campaign, edition, crumb, written))
    listed.sort(key=lambda each: (each[1].end < today, each[1].start.month, each[1].start.day, each[0].text))
    where = frame(
        site.config,
        address.CAMPAIGNS,
        "campaigns",
        _("Campaigns"),
        _("Months and days of action, with their dates and themes."),
    )
    yield artifact(campaigns_page, CampaignsView(where, tuple(listed)))


def campaign_page(view: CampaignView) -> Page:
    """The page of a campaign."""
    where = view.frame
    programmes = ((each.text, where.url(each.href)) for each in view.programmes)
    said = said_of_campaign(view.name, view.summary, where.url(where.path), view.latest, programmes)
    return page("campaign.html", view, said, view.kit and view.kit.preview)


def edition_page(view: EditionView) -> Page:
    """The page of one year of a campaign."""
    where = view.frame
    name, href, _note = where.crumbs[-1]
    series = (name, where.url(href))
    said = said_of_edition(view.name, where.url(where.path), view.edition, series, view.partners)
    return page("edition.html", view, said)


def campaigns_page(view: CampaignsView) -> Page:
    """The list of campaigns."""
    return page("campaigns.html", view)


def _campaign(
    site: Site,
    campaign: Campaign,
    editions: list[Edition],
    latest: Edition,
    crumb: Link,
    written: Written,
    today: date,
) -> CampaignView:
    return CampaignView(
        frame=frame(
            site.config,
            address.campaign(campaign),
            "campaigns",
            campaign.name,
            campaign.summary,
            feeds=(Link(campaign.name, feed_address.campaign(campaign)),),
            crumbs=(crumb,),
            programme=site.programmes[campaign.programmes[0]],
        ),
        name=latest.name or campaign.name,
        summary=campaign.summary,
        since=campaign.since,
        basis=campaign.basis,
        document=_document(site, campaign),
        programmes=tuple(
            Link(each.brief, address.programme(each)) for each in map(site.programmes.__getitem__, campaign.programmes)
        ),
        actions=campaign.actions,
        latest=latest,
        latest_href=address.edition(campaign, latest),
        posts=posts(site, written.get((campaign.id, latest.year), ())),
        years=tuple(
            (Link(str(each.year), address.edition(campaign, each)), each.theme, each.theme_english)
            for each in editions
            if each is not latest
        ),
        rows=rows(site, frozenset(campaign.programmes)),
        sources=campaign.sources,
        handouts=tuple(
            Link(each.name, address.handout(each))
            for each in site.handouts.values()
            if each.campaign == campaign.id and each.usable(today)
        ),
        kit=campaign_kit(site, campaign, today),
    )


def _edition(site: Site, campaign: Campaign, edition: Edition, crumb: Link, written: Written) -> EditionView:
    name = f"{edition.name or campaign.name} {edition.year}"
    return EditionView(
        frame=frame(
            site.config,
            address.edition(campaign, edition),
            "campaigns",
            name,
            campaign.summary,
            feeds=(Link(campaign.name, feed_address.campaign(campaign)),),
            crumbs=(crumb, Link(campaign.brief, address.campaign(campaign))),
            programme=site.programmes[campaign.programmes[0]],
        ),
        name=name,
        edition=edition,
        basis=edition.basis or campaign.basis,
        document=None if edition.basis else _document(site, campaign),
        events=edition.events,
        partners=tuple(site.organizations[each].name for each in (*campaign.partners, *edition.partners)),
        posts=posts(site, written.get((campaign.id, edition.year), ())),
    )


def _document(site: Site, campaign: Campaign) -> Link | None:
    """The document a campaign rests on."""
    if not campaign.document:
        return None
    document = site.documents[campaign.document]
    return Link(document.cited, address.document(document))


def _written(site: Site, today: date) -> Written:
    """The articles written for each campaign and year."""
    found: dict[tuple[str, int], list[ArticleHead]] = defaultdict(list)
    for article in site.published_articles(today):
        if article.campaign:
            found[article.campaign, article.published.year].append(article)
    return found
