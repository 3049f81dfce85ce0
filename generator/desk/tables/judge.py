"""Records of a table are judged as if they stood in the site, by the rules for places, before any is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from generator.checks.dates import dates_are_sane
from generator.checks.hotlines import mobiles_are_lines_of_the_place, numbers_can_be_dialled
from generator.checks.hours import hours_can_be_read
from generator.checks.identity import addresses_are_unique
from generator.checks.language import words_respect_people
from generator.checks.places import points_lie_in_their_province
from generator.checks.privacy import mobiles_in_texts_are_lines_of_places, nobody_can_be_identified
from generator.checks.references import references_exist
from generator.desk.judging import standing
from generator.desk.tables.outcome import Outcome
from generator.model.diagnostic import Diagnostic, stops
from generator.model.location import Location
from generator.model.message import message
from generator.model.neutral import neutral
from generator.model.place import Origin
from generator.model.site import Site
from generator.prose import marks
from generator.source import yaml
from generator.source.records import convert

# What a table can be wrong in. That a new id is not registered, or what its kind would like to know, is for `check`.
RULES = (
    references_exist,
    addresses_are_unique,
    numbers_can_be_dialled,
    mobiles_are_lines_of_the_place,
    hours_can_be_read,
    points_lie_in_their_province,
    dates_are_sane,
    nobody_can_be_identified,
    mobiles_in_texts_are_lines_of_places,
    words_respect_people,
)
_LINES = message("If it is the line of the place, put it into a column “Đường dây của cơ sở”; if not, delete it.")
Wrong = Mapping[int, list[Diagnostic]]


def judged(site: Site, outcomes: list[Outcome], table: str, today: date) -> None:
    """Refuse what makes a mistake, with all its mistakes; note what the rules warn of beside the others."""
    for outcome in outcomes:
        if outcome.node is not None:
            outcome.record, problems = _record(outcome.node, site)
            outcome.entry.remarks += problems
            outcome.what = outcome.what if outcome.record else "refused"
    made = {each.row: each for each in outcomes if each.record}
    found: Wrong = {}

    def mistakes(left: Mapping[int, Outcome]) -> Wrong:
        nonlocal found
        found = _found(site, left, table, today)
        return {row: each for row, each in found.items() if stops(each)}

    good, refused = standing(made, mistakes)
    for row, problems in refused.items():
        made[row].what = "refused"
        made[row].entry.remarks += problems
    for row in good:
        made[row].entry.remarks += found.get(row, ())


def _record(node: yaml.Mapping, site: Site) -> tuple[Location | None, list[Diagnostic]]:
    """The record of a row, with what is noticed in its texts; or all that is wrong with it."""
    record, problems = convert(node, Location, "")
    if record:
        origin = Origin(record.place, record.origin.places)
        record.written(origin, record.digest)
        record.written(origin, record.digest, marks(record, site.terms))
    return record, problems


def _found(site: Site, made: Mapping[int, Outcome], table: str, today: date) -> Wrong:
    """What the rules find in cells of the table, by their rows."""
    records = {each.record.id: each.record for each in made.values() if each.record}
    after = neutral(replace(site, locations=dict(sorted({**site.locations, **records}.items()))))
    waived = {row: each.record.waived for row, each in made.items() if each.record}
    found: dict[int, list[Diagnostic]] = defaultdict(list)
    for rule in RULES:
        for problem in rule(after, today):
            row = problem.place.line
            if problem.place.file == table and problem.code not in waived[row]:
                hint = _LINES if rule is mobiles_are_lines_of_the_place else problem.hint
                found[row].append(replace(problem, hint=hint))
    return found
