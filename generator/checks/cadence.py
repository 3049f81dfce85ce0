"""One article a month: what the offices' plans promise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, note, warning
from generator.model.message import message
from generator.model.month import Month, month_of, months, runs
from generator.model.site import Site

_HINT = message(
    "Publish an article with a day of that month in `published`; if articles count only from a later "
    "month on, correct `cadence_from` in data/site.yaml."
)


def one_article_a_month(site: Site, today: date) -> Iterator[Diagnostic]:
    """Since `cadence_from`, every month that is over has an article the office wrote; the present is reminded of.

    All that are over are told at once, by time: they have one place.
    """
    since = site.config.cadence_from
    if not since:
        return
    written = {month_of(article.published) for article in site.own_articles(today)}
    silent = [
        (year, month)
        for year, month in months(month_of(since.first_day()), month_of(today))
        if (year, month) not in written and not any(each.startswith(f"{year}-{month:02}-") for each in site.unread)
    ]
    place = site.config.origin.at("cadence_from")
    if over := [each for each in silent if each < month_of(today)]:
        told = ", ".join(
            _shown(first) if first == last else f"{_shown(first)}–{_shown(last)}" for first, last in runs(over)
        )
        yield warning("C001", place, message("no article was published in {month}", month=told), _HINT)
    if month_of(today) in silent:
        now = message("no article yet this month ({month})", month=_shown(month_of(today)))
        yield note("C001", place, now, _HINT)


def _shown(month: Month) -> str:
    return f"{month[1]:02}/{month[0]}"
