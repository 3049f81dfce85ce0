"""What there is on a day: each dataset with its files and how fresh it is. Page, package and catalogue tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from generator.model.config import SiteConfig
from generator.model.dates import PartialDate
from generator.model.message import Translate, label
from generator.model.site import Site
from generator.renderers.open_data.dataset import Dataset
from generator.renderers.open_data.hotlines import hotlines_shown
from generator.renderers.open_data.tables import TABLES


class Offered(NamedTuple):
    """A dataset with the addresses of its files; `modified` is the newest day in it, where its records name days."""

    dataset: Dataset
    files: tuple[str, ...]
    modified: PartialDate | None


class Checked(NamedTuple):
    """How many places there are, how many of them an office has checked, and when first and last."""

    places: int
    checked: int
    first: PartialDate | None
    last: PartialDate | None


class Offer(NamedTuple):
    """All that is offered; `modified` is the newest day in it, or that on which the site's ids began."""

    config: SiteConfig
    offered: tuple[Offered, ...]
    modified: date

    def title(self, translate: Translate) -> str:
        """What the whole is called."""
        return f"{translate(label('Open data'))}: {self.config.name}"

    def description(self, translate: Translate) -> str:
        """What the site is about, and that its data is made up if it is."""
        warning = translate(label("Demonstration: the data is not verified."))
        return f"{self.config.description} {warning}" if self.config.demo else self.config.description


def offer(site: Site, today: date, datasets: Iterable[Dataset]) -> Offer:
    """The datasets that have files on the day `today`, in their order."""
    offered = tuple(_offered(site, today, datasets))
    days = [each.modified.first_day() for each in offered if each.modified]
    return Offer(site.config, offered, max(days, default=site.config.founded))


def checked(site: Site) -> Checked:
    """How far the places that are open can be trusted."""
    there = [each for each in site.location_texts.values() if not each.closed]
    days = sorted((each.checked for each in there if each.checked), key=_order)
    return Checked(len(there), len(days), days[0] if days else None, days[-1] if days else None)


def _offered(site: Site, today: date, datasets: Iterable[Dataset]) -> Iterator[Offered]:
    files = {table.dataset.path: tuple(part.path for part in table.parts(site, today)) for table in TABLES}
    newest = {about: _newest(site, today, about) for about in ("articles", "locations", "hotlines")}
    for dataset in datasets:
        if there := files.get(dataset.path, (dataset.path,)):
            yield Offered(dataset, there, newest.get(dataset.about))


def _newest(site: Site, today: date, about: str) -> PartialDate | None:
    """The newest day up to `today` that the records of a collection name, as exact as it is known."""
    if about == "articles":  # thousands, and all known to the day
        changed = max((day for each in site.own_articles(today) if (day := each.changed) <= today), default=None)
        return PartialDate.of(changed) if changed else None
    days: Iterable[PartialDate | None]
    if about == "locations":
        days = (each.dated for each in site.location_texts.values())
    else:
        days = (each.checked for each in hotlines_shown(site))
    return max((day for day in days if day and day.first_day() <= today), key=_order, default=None)


def _order(day: PartialDate) -> tuple[date, str]:
    return day.first_day(), str(day)
