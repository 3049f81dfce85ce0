"""Administrative units, today's and former ones.

A renaming or a change of status is name history of one unit; a merger or a split makes new units, tied by succession.
A bare code is no identity: codes were given again to other units in 2025.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from generator.model.vietnamese import fold, sort_key

Relation = Literal["whole", "split-default", "split-part"]

# The words in front of units' names, today's and former ones.
KIND_WORDS = ("Xã", "Phường", "Thị trấn", "Đặc khu", "Huyện", "Quận", "Thị xã", "Thành phố", "Tỉnh")


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name the unit had, and the last day it had it."""

    name: str
    until: date


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit; `parent` is the province of a commune, the district of a former commune.

    `centroid` is (latitude, longitude) in degrees, WGS 84.
    """

    id: str
    code: str
    kind: str
    name: str
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    centroid: tuple[float, float] | None = None
    former_names: tuple[FormerName, ...] = ()
    aliases: tuple[str, ...] = ()  # what people call it besides

    @property
    def part(self) -> str:
        """Its part of a web address."""
        return self.id.rpartition("/")[2]

    @property
    def plain_name(self) -> str:
        """The name as people say it, without the words for a province."""
        return self.name.removeprefix("Tỉnh ").removeprefix("Thành phố ") if self.parent is None else self.name


@dataclass(frozen=True, slots=True)
class Succession:
    """That (a part of) a former unit went into another one."""

    former: str
    successor: str
    relation: Relation
    on: date


@dataclass(frozen=True)
class Units(Mapping[str, Unit]):
    """All units by id, with who succeeded whom; `digest` is one of the tables they were read from."""

    by_id: Mapping[str, Unit] = field(default_factory=dict)
    succession: Sequence[Succession] = ()
    digest: str = ""

    def __hash__(self) -> int:
        return hash(self.digest)

    def __getitem__(self, unit_id: str) -> Unit:
        return self.by_id[unit_id]

    def __iter__(self) -> Iterable[str]:  # type: ignore[override]
        return iter(self.by_id)

    def __len__(self) -> int:
        return len(self.by_id)

    @cached_property
    def provinces(self) -> tuple[Unit, ...]:
        """Today's provinces in alphabetical order of the names people say."""
        today = (unit for unit in self.by_id.values() if unit.parent is None and unit.valid_to is None)
        return tuple(sorted(today, key=lambda unit: sort_key(unit.plain_name)))

    @cached_property
    def _below(self) -> Mapping[str, tuple[Unit, ...]]:
        below: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.by_id.values():
            if unit.parent:
                below[unit.parent].append(unit)
        return {parent: tuple(units) for parent, units in below.items()}

    @cached_property
    def _names(self) -> frozenset[str]:
        every = {
            name.lower()
            for unit in self.by_id.values()
            for name in (unit.name, *unit.aliases, *(old.name for old in unit.former_names))
        }
        kinds = tuple(f"{word.lower()} " for word in KIND_WORDS)
        marked = every | {name.removeprefix(kind) for name in every for kind in kinds if name.startswith(kind)}
        return frozenset(marked | {fold(name) for name in marked})

    def have(self, name: str) -> bool:
        """Whether a unit, of today or before, is called that, with the word of its kind or without."""
        return name.lower() in self._names

    def below(self, unit_id: str) -> tuple[Unit, ...]:
        """The units directly below it, in the order of the file."""
        return self._below.get(unit_id, ())

    def province(self, unit_id: str) -> Unit:
        """The province a unit lies in; a province lies in itself."""
        unit = self.by_id[unit_id]
        while unit.parent:
            unit = self.by_id[unit.parent]
        return unit

    @cached_property
    def _successors(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for row in sorted(self.succession, key=lambda row: row.relation == "split-part"):
            found[row.former].append(row.successor)
        return {former: tuple(successors) for former, successors in found.items()}

    def successors(self, unit_id: str) -> tuple[Unit, ...]:
        """Today's units that a former one, with all that lay in it, went into; a unit of today is its own.

        Of a ward that was split the main successor comes first.
        """
        if self.by_id[unit_id].valid_to is None:
            return (self.by_id[unit_id],)
        found = dict.fromkeys(self._successors.get(unit_id, ()))
        for part in self.below(unit_id):
            found.update(dict.fromkeys(unit.id for unit in self.successors(part.id)))
        return tuple(self.by_id[each] for each in found)

    @cached_property
    def _merged(self) -> Mapping[str, tuple[Unit, ...]]:
        merged: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.by_id.values():
            if unit.parent is None and unit.valid_to and (successors := self.successors(unit.id)):
                merged[self.province(successors[0].id).id].append(unit)
        return {today: tuple(units) for today, units in merged.items()}

    def former_provinces(self, province_id: str) -> tuple[Unit, ...]:
        """The provinces that went into one of today's; none if it was not merged."""
        return self._merged.get(province_id, ())
