"""Places are checked again before what is written about them grows old."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from generator.model.diagnostic import Diagnostic, note, warning
from generator.model.location import Location
from generator.model.message import message
from generator.model.owed import office_of
from generator.model.place import Place
from generator.model.site import Site


def places_are_checked_again(site: Site, today: date) -> Iterator[Diagnostic]:
    """Every place whose check is due, office by office; places never checked are counted, where an interval is set."""
    for office, locations in by_office(site).items():
        yield from _due(site, office, locations, today)
        unchecked = [each for each in locations if not each.verified.on]
        if unchecked and site.config.check_every_months:
            yield note(
                "V003",
                Place("data/locations"),
                message("{office}: {count} places were never checked", office=office, count=len(unchecked)),
                message("After a call write below `verified:` the day (`on: …`) and the office that asked (`by: …`)."),
            )


def by_office(site: Site) -> dict[str, list[Location]]:
    """The open places by the name of the office that answers for them."""
    offices: dict[str, list[Location]] = defaultdict(list)
    for location in site.open_locations:
        offices[office_of(site, location)].append(location)
    return dict(sorted(offices.items()))


def _due(site: Site, office: str, locations: list[Location], today: date) -> Iterator[Diagnostic]:
    """The places of an office whose check is due, the longest overdue first."""
    dates = [(due, each) for each in locations if (due := each.verified.due(site.config))]
    for due, location in sorted(dates, key=lambda each: (each[0], each[1].id)):
        if due > today:
            continue
        place = location.origin.at("verified", "on")
        told = {"office": office, "name": location.name, "due": due}
        hint = message("Call the place, then write the day of the call on the line `on:` below `verified:`.")
        if today <= due + timedelta(days=site.config.grace_days):
            yield warning(
                "V001", place, message("{office}: the check of “{name}” has been due since {due}", **told), hint
            )
        else:
            yield warning(
                "V002",
                place,
                message("{office}: “{name}” should have been checked by {due}; it is no longer found as open", **told),
                hint,
            )
