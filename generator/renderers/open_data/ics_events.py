"""Campaigns as a calendar: every edition, and the days and meetings within it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.model import address, file_address
from generator.model.artifact import Artifact
from generator.model.campaign import Campaign, Edition, Event
from generator.model.message import label
from generator.model.site import Site
from generator.renderers.open_data.dataset import Dataset
from generator.renderers.open_data.ics import MEDIA_TYPE, STANDARD, CalendarView, Entry, calendar_view, ics
from generator.renderers.open_data.said import row
from generator.renderers.open_data.whole_place import uuid
from generator.renderers.page import words

_ONE_DAY = timedelta(days=1)
DATASET = Dataset(
    path=file_address.EVENTS_CALENDAR,
    title=label("Calendar of campaigns and events"),
    description=label("Months and days of action, with their dates and themes."),
    media_type=MEDIA_TYPE,
    standard=STANDARD,
)


def events_calendar(site: Site, _today: date) -> Iterator[Artifact]:
    """One calendar with the editions of all years."""
    _ = words(site)
    entries = tuple(
        entry
        for campaign in sorted(site.campaigns.values(), key=lambda each: each.id)
        for edition in sorted(campaign.editions, key=lambda each: each.year)
        for entry in _entries(site, campaign, edition)
    )
    view = calendar_view(site.config, DATASET.path, _(DATASET.title), _(DATASET.description), entries)
    yield Artifact(DATASET.path[1:], events_ics, view)


def events_ics(view: CalendarView) -> bytes:
    """The calendar of campaigns."""
    return ics(view)


def _entries(site: Site, campaign: Campaign, edition: Edition) -> Iterator[Entry]:
    """An edition, then what happens within it."""
    own = uuid(site.config, "campaigns", campaign.id, str(edition.year))
    name = edition.name or campaign.name
    url = site.config.url(address.edition(campaign, edition))
    categories = (campaign.brief, *(site.programmes[each].brief for each in campaign.programmes))
    told = _told(site, edition)
    about = _about(site, campaign, edition)
    end = edition.end + _ONE_DAY
    yield Entry(own, told, edition.start, end, f"{name} {edition.year}", about, url, categories=categories)
    for event in edition.events:
        yield Entry(
            uuid(site.config, "campaigns", campaign.id, str(edition.year), event.id),
            told,
            event.start,
            (event.end or event.start) + _ONE_DAY,
            event.name,
            event.note or "",
            url,
            _place(site, event),
            categories,
            parent=own,
        )


def _about(site: Site, campaign: Campaign, edition: Edition) -> str:
    """What is known of an edition; a theme that is known in English only is given in English, as pages do."""
    _ = words(site)
    theme = edition.theme or edition.theme_english
    said = row(_("Theme"), theme) if theme else ""
    return "\n".join(filter(None, (said, *edition.slogans, campaign.summary, edition.note)))


def _place(site: Site, event: Event) -> str:
    """The unit an event is in, with its province."""
    if not event.unit:
        return ""
    unit, province = site.units[event.unit], site.units.province(event.unit)
    return unit.name if unit is province else f"{unit.name}, {province.name}"


def _told(site: Site, edition: Edition) -> date:
    """The day of the newest source of an edition; else the day the site's ids began."""
    dated = [each.date.first_day() for each in edition.sources if each.date]
    return max((*dated, site.config.founded))
