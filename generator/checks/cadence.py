"""One article a month: what the offices' plans promise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, note, warning
from generator.model.message import message
from generator.model.month import month_of, months
from generator.model.site import Site


def one_article_a_month(site: Site, today: date) -> Iterator[Diagnostic]:
    """Since `cadence_from`, every month that is over has an article the office wrote; the present is reminded of."""
    since = site.config.cadence_from
    if not since:
        return
    written = {month_of(article.published) for article in site.own_articles(today)}
    for year, month in months(month_of(since.first_day()), month_of(today)):
        unread = any(each.startswith(f"{year}-{month:02}-") for each in site.unread)
        if (year, month) not in written and not unread:
            over = (year, month) < month_of(today)
            yield (warning if over else note)(
                "C001",
                site.config.origin.at("cadence_from"),
                message("no article was published in {month}", month=f"{month:02}/{year}")
                if over
                else message("no article yet this month ({month})", month=f"{month:02}/{year}"),
                message(
                    "Publish an article with a day of that month in `published`; if articles count only from a later "
                    "month on, correct `cadence_from` in data/site.yaml."
                ),
            )
