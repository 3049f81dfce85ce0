"""What is owed as calendars that officers follow, on the day each thing is still in time.

They are published only where `data/site.yaml` names in `dues_calendar` which dues may be known to everybody: whoever
has the address reads them. They stand outside of the open data, since they are for the offices that owe.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from generator.model import file_address
from generator.model.artifact import Artifact
from generator.model.digest import text_digest
from generator.model.message import label
from generator.model.owed import Owed, owed
from generator.model.site import Site
from generator.model.vietnamese import slug
from generator.renderers.open_data.ics import CalendarView, Entry, calendar_view, ics
from generator.renderers.open_data.said import row
from generator.renderers.open_data.whole_place import uuid
from generator.renderers.page import words

AHEAD = 366  # days
_LONGEST = 100  # characters of a file's name
NAME = label("What is to be done")
_ABOUT = label("Articles, reviews, checks of places, reports and campaigns, each on the last day that is in time.")
_KINDS = {
    "article": label("Article"),
    "check": label("Check of a place"),
    "review": label("Review of an article"),
    "report": label("Report"),
    "theme": label("Theme of a campaign"),
    "campaign": label("Campaign"),
}


def dues_calendars(site: Site, today: date) -> Iterator[Artifact]:
    """One calendar of all offices and one of each, of the kinds of dues that the office wants to be known."""
    kinds = site.config.dues_calendar
    if not kinds:
        return
    found = owed(site, today, AHEAD, kinds)
    offices: dict[str, list[Owed]] = defaultdict(list)
    for each in found:
        offices[_part(each.office)].append(each)
    below = file_address.DUES_CALENDAR.removesuffix(".ics")
    yield _artifact(site, file_address.DUES_CALENDAR, "", found)
    for part, mine in sorted(offices.items()):
        yield _artifact(site, f"{below}/{part}.ics", mine[0].office, mine)


def _part(office: str) -> str:
    """What the calendar of an office is called: its name, which is free text and may be too long, or no word at all."""
    name = slug(office)
    if name and len(name) <= _LONGEST:
        return name
    return f"{name[:_LONGEST]}-{text_digest(office)[:8]}".strip("-")


def dues_ics(view: CalendarView) -> bytes:
    """A calendar of dues."""
    return ics(view)


def own_calendar(site: Site, found: Iterable[Owed]) -> bytes:
    """What was `found` to be owed, with the places in the files and the commands that help: for the office alone."""
    entries = tuple(_entry(site, each, "\n".join(filter(None, (each.how, str(each.place))))) for each in found)
    return ics(_view(site, file_address.DUES_CALENDAR, "", entries))


def _artifact(site: Site, path: str, office: str, found: Iterable[Owed]) -> Artifact:
    return Artifact(path[1:], dues_ics, _view(site, path, office, tuple(_entry(site, each) for each in found)))


def _view(site: Site, path: str, office: str, entries: tuple[Entry, ...]) -> CalendarView:
    _ = words(site)
    return calendar_view(site.config, path, row(_(NAME), office) if office else _(NAME), _(_ABOUT), entries)


def _entry(site: Site, due: Owed, description: str = "") -> Entry:
    """A due on its last day; the day its site's ids began stands for that on which it was told, which nobody knows."""
    _ = words(site)
    return Entry(
        uid=uuid(site.config, "dues", f"{due.kind}/{due.about}", str(due.last)),
        told=site.config.founded,
        start=due.last,
        end=due.last + timedelta(days=1),
        summary=due.what.text(_),
        description=description,
        categories=(_(_KINDS[due.kind]), due.office),
    )
