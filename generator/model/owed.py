"""What an office owes in the days to come: articles, reviews, checks of places, reports, campaigns and their themes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from generator.model.config import DueKind
from generator.model.duty import ReportDuty
from generator.model.evidence import due
from generator.model.location import Location
from generator.model.message import Message, message
from generator.model.month import month_of, months
from generator.model.period import Period
from generator.model.place import Place
from generator.model.site import Site

KINDS: tuple[DueKind, ...] = get_args(DueKind)
LATE_REPORTS = 31  # days for which a report that is not known to be sent is still told


@dataclass(frozen=True)
class Owed:
    """Something to be done: `last` is the last day on which it is done in time.

    `about` tells it apart from all others of its kind, `office` is who owes it, by name; `place` is where to write,
    `how` the command that helps.
    """

    kind: DueKind
    last: date
    what: Message
    about: str
    office: str
    place: Place
    how: str = ""

    def late(self, today: date) -> bool:
        """Whether its time is over."""
        return self.last < today


def owed(site: Site, today: date, days: int, kinds: Collection[DueKind] = KINDS) -> tuple[Owed, ...]:
    """All of these kinds that is owed until `days` days after `today`, and what is late already, by its last day."""
    until = today + timedelta(days=days)
    found = [each for kind in kinds for each in _OWED[kind](site, today, until)]
    return tuple(sorted(found, key=lambda each: (each.last, each.kind, each.about)))


def office_of(site: Site, location: Location) -> str:
    """The name of the office that answers for a place; without one it is the publishing office."""
    known = site.organizations.get(location.organization or "")
    return known.name if known else site.config.office.name


def _articles(site: Site, today: date, until: date) -> Iterator[Owed]:
    """The article of this month and of later ones that end by `until`, where the office has not written one yet."""
    if not site.config.cadence_from:
        return
    written = {
        month_of(each.published)
        for each in site.article_heads.values()
        if each.status == "published" and not each.withdrawn and not each.elsewhere
    }
    for year, number in months(month_of(today), month_of(until)):  # what is past can no longer be done
        month = Period(year, "month", number)
        if (year, number) not in written and (month.start <= today or month.end <= until):
            what = message("an article for {month}", month=f"{month.start:%m/%Y}")
            folder = Place(f"content/articles/{month.start:%Y/%m}")
            yield Owed("article", month.end, what, str(month), site.config.office.name, folder)


def _reviews(site: Site, _today: date, until: date) -> Iterator[Owed]:
    """Articles that somebody competent must read again."""
    for head in site.article_texts.values():
        if head.review_by and head.review_by <= until and head.status == "published" and not head.withdrawn:
            what = message("let somebody competent read “{title}” again", title=head.title)
            yield Owed("review", head.review_by, what, head.id, site.config.office.name, head.place)


def _reports(site: Site, today: date, until: date) -> Iterator[Owed]:
    """The reports of all duties."""
    for duty in site.duties.values():
        yield from _of_duty(site, duty, today, until)


def _of_duty(site: Site, duty: ReportDuty, today: date, until: date) -> Iterator[Owed]:
    """The reports of a duty that are due soon, or were due lately and are not known to be sent."""
    sent = {each.period for each in duty.sent}
    for period in _periods(duty, today):
        before = due(duty, period)
        told_from = today - timedelta(days=LATE_REPORTS)
        if before is None or period in sent or not told_from < before <= until + timedelta(days=1):
            continue
        if (duty.valid_from and before < duty.valid_from.first_day()) or (
            duty.valid_to and before > duty.valid_to.last_day()
        ):
            continue
        what = message(
            "report {period}, {sender} → {recipient}", period=period, sender=duty.sender, recipient=duty.recipient
        )
        how = f"outreach report --duty {duty.id} --period {period}"
        yield Owed("report", before - timedelta(days=1), what, f"{duty.id}/{period}", duty.sender, duty.place, how)


def _periods(duty: ReportDuty, today: date) -> Iterator[Period]:
    """The periods of a duty whose reports can be due about now."""
    for year in (today.year - 1, today.year, today.year + 1):
        if duty.period == "month":
            yield from (Period(year, "month", month) for month in range(1, 13))
        else:
            yield Period(year, duty.period)


def _checks(site: Site, _today: date, until: date) -> Iterator[Owed]:
    """Places whose check is due."""
    for location in site.open_locations:
        by = location.verified.due(site.config)
        if by and by <= until:
            what = message("ask “{name}” again whether all is still right", name=location.name)
            yield Owed("check", by, what, location.id, office_of(site, location), location.origin.at("verified", "on"))


def _themes(site: Site, today: date, until: date) -> Iterator[Owed]:
    """Editions that begin soon and have no theme yet."""
    for campaign in site.campaigns.values():
        for index, edition in enumerate(campaign.editions):
            if edition.lacks_theme(today) and edition.start <= until:
                what = message("find out the theme of “{name}”", name=edition.name or campaign.name)
                place = campaign.origin.at("editions", index)
                yield Owed(
                    "theme", edition.start, what, f"{campaign.id}/{edition.year}", site.config.office.name, place
                )


def _campaigns(site: Site, today: date, until: date) -> Iterator[Owed]:
    """Editions that begin."""
    for campaign in site.campaigns.values():
        for index, edition in enumerate(campaign.editions):
            if today <= edition.start <= until:
                what = message("“{name}” begins", name=edition.name or campaign.name)
                place = campaign.origin.at("editions", index)
                about = f"{campaign.id}/{edition.year}"
                yield Owed("campaign", edition.start, what, about, site.config.office.name, place)


_OWED: Mapping[DueKind, Callable[[Site, date, date], Iterator[Owed]]] = {
    "article": _articles,
    "check": _checks,
    "review": _reviews,
    "report": _reports,
    "theme": _themes,
    "campaign": _campaigns,
}
