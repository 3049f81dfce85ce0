"""Rules that a record sets aside with a reason."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from generator.model.diagnostic import Diagnostic, error, note
from generator.model.message import message
from generator.model.record import Addressed
from generator.model.site import COLLECTIONS, Site
from generator.model.text import words

# A rule that protects a person, keeps a promise or makes a record readable holds for every record.
WAIVABLE = words("A001 A002 A003 A004 B001 C002 C003 D003 G020 G021 G022 H001 N001 N002 N003 N004 S001 S002 S003 S005")
_WITH_WAIVERS = tuple(name for name, kind in COLLECTIONS.items() if issubclass(kind, Addressed))


def waive(site: Site, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What is left of what was found, and the waivers that name a rule they cannot, or that nothing needs."""
    waiving = [(name, each) for name in _WITH_WAIVERS for each in site.heads(name) if each.waived]
    if not waiving:
        yield from found
        return
    owners = _Owners(site, {each.place.file for _, each in waiving})
    used: set[tuple[Any, str]] = set()
    for diagnostic in found:
        owner = owners.of(diagnostic)
        if owner is not None and diagnostic.code in WAIVABLE and diagnostic.code in owner.waived:
            used.add((owner.place, diagnostic.code))
        else:
            yield diagnostic
    for name, record in waiving:
        for index, rule in enumerate(record.waived):
            if (record.place, rule) not in used:
                yield _useless(site, name, record.id, index, rule)


def _useless(site: Site, name: str, record_id: str, index: int, rule: str) -> Diagnostic:
    place = site.collection(name)[record_id].origin.at("waivers", index, "rule")
    if rule not in WAIVABLE:
        return error(
            "M002",
            place,
            message("the rule {rule} cannot be set aside", rule=rule),
            message("Delete this entry, and mend what the rule finds. These can: {rules}.",
                    rules=", ".join(sorted(WAIVABLE))),
        )  # fmt: skip
    return note(
        "M001",
        place,
        message("nothing needs the waiver of {rule} any more", rule=rule),
        message("Delete this entry."),
    )


class _Owners:
    """Whose a diagnostic is: the record in that file that begins last before it."""

    def __init__(self, site: Site, files: set[str]) -> None:
        self._in: dict[str, list[Any]] = defaultdict(list)
        for name in _WITH_WAIVERS:
            for each in site.heads(name):
                if each.place.file in files:
                    self._in[each.place.file].append(each)
        for records in self._in.values():
            records.sort(key=lambda each: each.place)

    def of(self, diagnostic: Diagnostic) -> Any:
        """The record, or None where it has no waivers."""
        records = self._in.get(diagnostic.place.file)
        if not records:
            return None
        return records[max(bisect_right(records, diagnostic.place, key=lambda each: each.place) - 1, 0)]
