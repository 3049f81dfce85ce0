"""The gazetteer for place search on the device: today's units under the names they have and had.

The first file answers for provinces, former districts and today's communes; the other one adds the former communes of
all provinces. docs/decisions/0025-gazetteer.md says what stands where; `theme_overrides/assets/js/places.js` reads it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from generator.model import file_address
from generator.model.artifact import Artifact
from generator.model.site import Site
from generator.model.unit import KIND_WORDS, Unit, Units
from generator.model.vietnamese import fold, syllables
from generator.renderers.compact import compact
from generator.renderers.hints import packed

# The letter in front of every name stands for the words of its kind.
LETTERS = dict(zip(KIND_WORDS, "abcdefghi", strict=True))
_ENGLISH = {
    "province": "Tỉnh",
    "city": "Thành phố",
    "town": "Thị xã",
    "district": "Quận",
    "ward": "Phường",
    "commune": "Xã",
}
_KIND = re.compile(f"({'|'.join(KIND_WORDS)}) (.+)")


Ward = tuple[Unit, tuple[Unit, ...]]  # a former commune and today's units it went into, the main one first


class District(NamedTuple):
    """A former district and today's units it went into, the main ones first; `own` of them lie in it mainly."""

    unit: Unit
    wards: tuple[Ward, ...]
    parts: tuple[str, ...]
    own: int


class Province(NamedTuple):
    """One of today's provinces: its former provinces with their districts, and its communes without predecessors."""

    unit: Unit
    formers: tuple[tuple[Unit, tuple[District, ...]], ...]
    rest: tuple[str, ...]

    @property
    def districts(self) -> tuple[District, ...]:
        """Its former districts, in the order of the file."""
        return tuple(district for _, districts in self.formers for district in districts)

    @property
    def numbers(self) -> Mapping[str, int]:
        """Its communes of today, each with its place in the first file's list."""
        listed = (*(part for each in self.districts for part in each.parts[: each.own]), *self.rest)
        return {commune: number for number, commune in enumerate(listed)}


def gazetteer(site: Site, today: date) -> Iterator[Artifact]:
    """The first file, and the one of former communes."""
    yield Artifact(file_address.GAZETTEER[1:], first_json, site.units)
    if site.units.provinces:
        yield Artifact(file_address.FORMER_COMMUNES[1:], formers_json, site.units)


def first_json(units: Units) -> bytes:
    """Today's provinces and communes, the former provinces and districts, and which province had a commune's name."""
    provinces = tuple(_provinces(units).values())
    return compact(
        {
            "edition": units.digest[:8],
            "kinds": {letter: words for words, letter in LETTERS.items()},
            "english": {words: LETTERS[kind] for words, kind in _ENGLISH.items()},
            "provinces": [_province(units, each) for each in provinces],
            "names": {unit.id: [_name(old.name) for old in unit.former_names] for unit in _with(units, "former_names")},
            "aliases": dict(_aliases(units)),
            "hints": packed(f"{each.unit.id}/{name}" for each in provinces for name in _only_there(each)),
        }
    ).encode()


def formers_json(units: Units) -> bytes:
    """The former communes by province and district, grouped by the unit of today that (most of) each went into."""
    arranged = [(of.districts, of.numbers) for of in _provinces(units).values()]
    provinces = [[_went(each, number) for each in districts] for districts, number in arranged]
    return compact({"edition": units.digest[:8], "provinces": provinces}).encode()


@lru_cache(maxsize=1)
def _provinces(units: Units) -> Mapping[str, Province]:
    """What went into each of today's provinces, for both files."""
    return {unit.id: province(units, unit) for unit in units.provinces}


def province(units: Units, unit: Unit) -> Province:
    """What went into one of today's provinces, arranged so that most of the succession follows from the order."""
    formers = units.former_provinces(unit.id) or (unit,)
    districts = [each for former in formers for each in units.below(former.id) if each.valid_to]
    wards = {each.id: found for each in districts if (found := _wards(units, each))}
    weights = {district: _weights(below) for district, below in wards.items()}
    owner = {
        part: max((district for district in weights if part in weights[district]), key=lambda d: weights[d][part])
        for part in dict.fromkeys(part for parts in weights.values() for part in parts)
    }

    def district(of: Unit) -> District:
        by_weight = sorted(weights[of.id].items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))
        own = [part for part, _ in by_weight if owner[part] == of.id and units.province(part) is unit]
        others = [part for part, _ in by_weight if part not in own]
        return District(of, wards[of.id], (*own, *others), len(own))

    arranged = tuple(
        (former, tuple(district(each) for each in units.below(former.id) if each.id in wards)) for former in formers
    )
    rest = tuple(each.id for each in units.below(unit.id) if each.valid_to is None and each.id not in owner)
    return Province(unit, arranged, rest)


def _wards(units: Units, district: Unit) -> tuple[Ward, ...]:
    """The former communes of a district, without any that nothing is known to follow."""
    return tuple((ward, into) for ward in units.below(district.id) if (into := units.successors(ward.id)))


def _weights(wards: tuple[Ward, ...]) -> Mapping[str, tuple[int, int]]:
    """How many of the wards went mainly, and how many at all, into each unit of today."""
    mainly = Counter(into[0].id for _, into in wards)
    at_all = Counter(part.id for _, into in wards for part in into)
    return {part: (mainly[part], at_all[part]) for part in at_all}


def _province(units: Units, of: Province) -> list[Any]:
    """[name, [[name, [name, [own communes], others…]…]…], [communes without predecessors]].

    Others are named by number, or by id where they lie in another province.
    """
    number = of.numbers
    formers = [
        [
            "" if former is of.unit else _name(former.name),
            *(
                [
                    _name(each.unit.name),
                    [_called(units[part]) for part in each.parts[: each.own]],
                    *(number.get(part, part) for part in each.parts[each.own :]),
                ]
                for each in districts
            ),
        ]
        for former, districts in of.formers
    ]
    return [_called(of.unit), formers, [_called(units[part]) for part in of.rest]]


def _went(district: District, number: Mapping[str, int]) -> list[list[Any]]:
    """For each part of a district the wards that (mainly) went there; the name is left out where it stayed."""
    groups: dict[str, list[Any]] = {part: [] for part in district.parts}
    for ward, (first, *others) in district.wards:
        name = _name(ward.name)
        kept = name[0] if name[1:] == _bare(first) else name
        groups[first.id].append([kept, *(number.get(each.id, each.id) for each in others)] if others else kept)
    return list(groups.values())


def _only_there(of: Province) -> set[str]:
    """The plain names of former communes that the first file does not answer: they are not where the name is now."""
    hidden = {
        _bare(ward)
        for district in of.districts
        for ward, into in district.wards
        if [_bare(each) for each in into] != [_bare(ward)]
    }
    return {" ".join(syllables(name)) for name in hidden}


def _with(units: Units, field: str) -> list[Unit]:
    return [unit for unit in units.by_id.values() if getattr(unit, field)]


def _name(name: str) -> str:
    """A name with the letter of its kind for the words of it: "Quận 1" -> "f1"."""
    found = _KIND.fullmatch(name)
    return LETTERS[found[1]] + found[2] if found else f"-{name}"


def _aliases(units: Units) -> Iterator[tuple[str, list[str]]]:
    """What people call units besides; provinces in one word too, as other languages write them: "hanoi"."""
    for unit in (*units.provinces, *(each for each in _with(units, "aliases") if each.parent)):
        names = () if unit.parent else (_bare(unit), *unit.aliases)
        joined = (fold(each).replace(" ", "") for each in names if " " in each)
        yield unit.id, [_name(unit.name)[0] + alias for alias in (*unit.aliases, *joined)]


def _bare(unit: Unit) -> str:
    return _name(unit.name)[1:]


def _called(unit: Unit) -> str:
    """The name of a unit of today, with its part of the id where that does not follow from the name."""
    name = _name(unit.name)
    return name if "-".join(syllables(name[1:])) == unit.part else f"{name}={unit.part}"
