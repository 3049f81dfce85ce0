"""Campaigns are ready in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, note, warning
from generator.model.message import message
from generator.model.site import Site


def themes_are_known_in_time(site: Site, today: date) -> Iterator[Diagnostic]:
    """An edition that starts within 14 days has a theme: its day is near, and none is ever invented."""
    for campaign in site.campaigns.values():
        for index, edition in enumerate(campaign.editions):
            if edition.lacks_theme(today):
                yield warning(
                    "C002",
                    campaign.origin.at("editions", index),
                    message("“{name}” starts on {day} and has no theme yet", name=campaign.brief, day=edition.start),
                    message("Ask for the announcement and write `theme:`. Until it is known leave it out."),
                )


def one_campaign_is_on_the_home_page(site: Site, today: date) -> Iterator[Diagnostic]:
    """Of two campaigns that run on one day the home page names both: the office may want to join them."""
    running = [
        (edition.start, campaign.id, campaign, index)
        for campaign in site.campaigns.values()
        for index, edition in enumerate(campaign.editions)
        if edition.start <= today <= edition.end
    ]
    running.sort(key=lambda each: each[:2])
    for _, _, campaign, index in running[1:]:
        yield note(
            "C003",
            campaign.origin.at("editions", index),
            message(
                "the home page names {count} campaigns today: “{name}” runs beside “{other}”",
                count=len(running),
                name=campaign.brief,
                other=running[0][2].brief,
            ),
            message("One article or meeting can serve both."),
        )
