"""Dates that cannot be right together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from generator.model.article import ArticleHead
from generator.model.campaign import Campaign
from generator.model.diagnostic import Diagnostic, error, note, warning
from generator.model.message import Message, message
from generator.model.place import Origin, Place
from generator.model.site import Site
from generator.model.translation import AS_OF

_DAY = message("Write the day it happened on, today at the latest.")
_TRANSLATED = message("Write the day of the text that was translated.")
_BOUNDS = message("Correct `start` or `end`.")


def dates_of_articles_are_sane(site: Site, today: date) -> Iterator[Diagnostic]:
    """Corrections and withdrawals come after publication; neither they nor translations are of a day to come."""
    for article in site.article_heads.values():
        yield from _article(article, partial(_origin, site, article.id), today)


def dates_are_sane(site: Site, today: date) -> Iterator[Diagnostic]:
    """Ends come after beginnings, and nothing was checked in the future."""
    for campaign in site.campaigns.values():
        yield from _campaign(campaign)
    for location in site.locations.values():
        if (on := location.verified.on) and on.first_day() > today:
            yield _to_come(location.origin.at("verified", "on"), on.first_day())
    for hotline in site.hotlines.values():
        if (on := hotline.checked) and on.first_day() > today:
            yield _to_come(hotline.origin.at("checked"), on.first_day())
    for document in site.documents.values():
        bounds = document.validity
        if bounds and bounds.start and bounds.end and bounds.end.last_day() < bounds.start.first_day():
            yield error(
                "D002",
                document.origin.at("validity", "end"),
                message("it ends before it starts"),
                _BOUNDS,
            )


def _article(article: ArticleHead, origin: Callable[[], Origin], today: date) -> Iterator[Diagnostic]:
    """The problems of one article; `origin` says where its values are written."""
    if article.updated and article.updated < article.published:
        yield error(
            "D001",
            origin().at("updated"),
            message(
                "updated on {updated}, before it was published on {published}",
                updated=article.updated,
                published=article.published,
            ),
            message("Correct `updated` or `published`."),
        )
    if article.withdrawn and article.withdrawn < article.published:
        yield error(
            "D001",
            origin().at("withdrawn", "on"),
            message("withdrawn on {day}, before it was published", day=article.withdrawn),
            message("Correct `on` below `withdrawn:`, or `published`."),
        )
    for name, day in (("updated", article.updated), ("withdrawn", article.withdrawn)):
        if day and day > today and article.published <= today:
            yield _to_come(origin().at(name), day)
    for told in article.told:
        if told.as_of > max(today, article.published):
            yield _to_come(origin().at("translations", told.language, AS_OF), told.as_of, _TRANSLATED)
    if article.status == "published" and article.published > today:
        yield note("D005", origin().at("published"), message("scheduled: it appears on {day}", day=article.published))


def _to_come(place: Place, day: date, hint: Message = _DAY) -> Diagnostic:
    return error("D004", place, message("{date} has not come yet", date=day), hint)


def _origin(site: Site, article_id: str) -> Origin:
    return site.articles[article_id].origin


def _campaign(campaign: Campaign) -> Iterator[Diagnostic]:
    years: set[int] = set()
    for index, edition in enumerate(campaign.editions):
        at = ("editions", index)
        if edition.year in years:
            yield error(
                "D006",
                campaign.origin.at(*at, "year"),
                message("there are two editions for {year}", year=edition.year),
                message("Correct “year” of one of them, or make one of both."),
            )
        years.add(edition.year)
        if edition.end < edition.start:
            yield error(
                "D002",
                campaign.origin.at(*at, "end"),
                message("it ends on {end}, before it starts on {start}", end=edition.end, start=edition.start),
                _BOUNDS,
            )
        elif edition.start.year != edition.year:
            yield warning(
                "D006",
                campaign.origin.at(*at, "start"),
                message("the edition of {year} starts on {day}", year=edition.year, day=edition.start),
                message("Correct `year` or `start`, so that both are of one year."),
            )
        for number, event in enumerate(edition.events):
            last = event.end or event.start
            if last < event.start:
                yield error(
                    "D002",
                    campaign.origin.at(*at, "events", number, "end"),
                    message("it ends on {end}, before it starts on {start}", end=last, start=event.start),
                    _BOUNDS,
                )
            elif not edition.start <= event.start <= last <= edition.end:
                yield warning(
                    "D003",
                    campaign.origin.at(*at, "events", number, "start"),
                    message(
                        "“{name}” ({day}) lies outside the days of its edition, {start} to {end}",
                        name=event.name,
                        day=event.start,
                        start=edition.start,
                        end=edition.end,
                    ),
                    message("Correct the day of the event, or `start` or `end` of the edition."),
                )
