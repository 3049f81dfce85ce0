"""What an office owes in the days to come: articles, checks of places, reports, campaigns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from generator.model.duty import ReportDuty
from generator.model.evidence import due
from generator.model.message import Message, message
from generator.model.period import Period
from generator.model.place import Place
from generator.model.site import Site


@dataclass(frozen=True)
class Owed:
    """Something to be done: `last` is the last day on which it is done in time; `place` is where to write."""

    kind: Literal["article", "check", "report", "campaign"]
    last: date
    what: Message
    place: Place

    def late(self, today: date) -> bool:
        """Whether its time is over."""
        return self.last < today


def owed(site: Site, today: date, days: int) -> tuple[Owed, ...]:
    """All that is owed until `days` days after `today`, and what is late already, by its last day."""
    until = today + timedelta(days=days)
    found = [
        *_articles(site, today),
        *(each for duty in site.duties.values() for each in _reports(site, duty, today, until)),
        *_checks(site, until),
        *_campaigns(site, today, until),
    ]
    return tuple(sorted(found, key=lambda each: (each.last, each.kind, str(each.what))))


def _articles(site: Site, today: date) -> Iterator[Owed]:
    """The article of this month, if there is none yet; what is past can no longer be done."""
    month = Period(today.year, "month", today.month)
    if site.config.cadence_from and not any(month.start <= each.published for each in site.published_articles(today)):
        what = message("an article for {month}", month=f"{today:%m/%Y}")
        yield Owed("article", month.end, what, Place(f"content/articles/{today:%Y/%m}"))


def _reports(site: Site, duty: ReportDuty, today: date, until: date) -> Iterator[Owed]:
    """The reports of a duty that are due soon, or were due in the last month and are not known to be sent."""
    sent = {each.period for each in duty.sent}
    for period in _periods(duty, today):
        before = due(duty, period)
        if before is None or period in sent or not today - timedelta(days=31) < before <= until + timedelta(days=1):
            continue
        if (duty.valid_from and before < duty.valid_from.first_day()) or (
            duty.valid_to and before > duty.valid_to.last_day()
        ):
            continue
        what = message(
            "report {period}, {sender} → {recipient} (`outreach report --duty {id} --period {period}`)",
            period=period,
            sender=duty.sender,
            recipient=duty.recipient,
            id=duty.id,
        )
        yield Owed("report", before - timedelta(days=1), what, duty.place)


def _periods(duty: ReportDuty, today: date) -> Iterator[Period]:
    """The periods of a duty whose reports can be due about now."""
    for year in (today.year - 1, today.year, today.year + 1):
        if duty.period == "month":
            yield from (Period(year, "month", month) for month in range(1, 13))
        else:
            yield Period(year, duty.period)


def _checks(site: Site, until: date) -> Iterator[Owed]:
    """Places whose check is due."""
    for location in site.open_locations:
        by = location.verified.due(site.config)
        if by and by <= until:
            place = location.origin.at("verified", "on")
            yield Owed("check", by, message("ask “{name}” again whether all is still right", name=location.name), place)


def _campaigns(site: Site, today: date, until: date) -> Iterator[Owed]:
    """Editions that begin."""
    for campaign in site.campaigns.values():
        for index, edition in enumerate(campaign.editions):
            if today <= edition.start <= until:
                what = message("“{name}” begins", name=edition.name or campaign.name)
                yield Owed("campaign", edition.start, what, campaign.origin.at("editions", index))
