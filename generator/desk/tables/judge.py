"""Records of a table are judged as if they stood in the site, by the rules for places, before any is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from generator.checks.dates import dates_are_sane
from generator.checks.hotlines import mobiles_are_lines_of_the_place, numbers_can_be_dialled
from generator.checks.hours import hours_can_be_read
from generator.checks.identity import addresses_are_unique
from generator.checks.places import points_lie_in_their_province
from generator.checks.references import references_exist
from generator.desk.judging import standing
from generator.model.diagnostic import Diagnostic, Severity
from generator.model.location import Location
from generator.model.message import message
from generator.model.neutral import neutral
from generator.model.site import Site
from generator.source.records import convert

if TYPE_CHECKING:
    from generator.desk.tables.intake import Outcome

# What a table can be wrong in. That a new id is not registered, or what its kind would like to know, is for `check`.
RULES = (
    references_exist,
    addresses_are_unique,
    numbers_can_be_dialled,
    mobiles_are_lines_of_the_place,
    hours_can_be_read,
    points_lie_in_their_province,
    dates_are_sane,
)
_LINES = message("If it is the line of the place, put it into a column “Đường dây của cơ sở”; if not, delete it.")
Wrong = Mapping[str, list[Diagnostic]]


def judged(site: Site, outcomes: list[Outcome], table: str, today: date) -> None:
    """Refuse what makes a mistake, with all its mistakes; note what the rules warn of beside the others."""
    for outcome in outcomes:
        if outcome.node is not None:
            outcome.record, problems = convert(outcome.node, Location, "")
            outcome.entry.remarks += problems
            outcome.what = outcome.what if outcome.record else "refused"
    made = {each.file: each for each in outcomes if each.record}
    found: dict[int, Wrong] = {}

    def mistakes(left: Mapping[str, Outcome]) -> Wrong:
        found[0] = _found(site, left, table, today)
        return {file: each for file, each in found[0].items() if any(_stops(one) for one in each)}

    good, refused = standing(made, mistakes)
    for file, problems in refused.items():
        made[file].what = "refused"
        made[file].entry.remarks += problems
    for file in good:
        made[file].entry.remarks += found[0].get(file, ())


def _found(site: Site, made: Mapping[str, Outcome], table: str, today: date) -> Wrong:
    """What the rules find in the records of the table, by their files."""
    records = {each.record.id: each.record for each in made.values() if each.record}
    after = neutral(replace(site, locations=dict(sorted({**site.locations, **records}.items()))))
    rows = {each.row: each.file for each in made.values()}
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for rule in RULES:
        for problem in rule(after, today):
            if problem.place.file == table:
                hint = _LINES if rule is mobiles_are_lines_of_the_place else problem.hint
                found[rows[problem.place.line]].append(replace(problem, hint=hint))
            elif problem.place.file in made and _stops(problem):
                found[problem.place.file].append(problem)
    return found


def _stops(problem: Diagnostic) -> bool:
    return problem.severity is Severity.ERROR
