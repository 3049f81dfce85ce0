"""Which unit of today a table means, in the words it uses: today's names, or those of before 2025 and their successors.

A name that was divided among several units is asked for, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from generator.desk.tables.spelling import bare, index, spelling
from generator.model.hints import did_you_mean
from generator.model.message import Message, WithReason, message
from generator.model.near import nearest
from generator.model.table_words import TableWords, plain
from generator.model.unit import Unit, Units
from generator.model.vietnamese import fold

SHOWN = 8  # names offered


_WHOLE = message("Write the whole name of the province, of today or of before, such as Cần Thơ or Hậu Giang.")
_OR_NONE = message(
    "Write the whole name of today, such as Phường Ninh Kiều, or the name of before with its district. If it is not "
    "known, leave the cell empty: then the place stands at its province."
)


class Wording(NamedTuple):
    """The names a row gives, from the largest unit to the smallest; "" where it gives none."""

    province: str = ""
    district: str = ""
    commune: str = ""


class Found(NamedTuple):
    """A unit of today; `former` is the wording of the row where it names what is no more."""

    unit: str
    former: str | None = None


class NotFound(WithReason):
    """No unit of today follows from the wording: `of` says from which part, `why` and `hint` what to do."""

    def __init__(self, of: str, why: Message, hint: Message | None) -> None:
        super().__init__(why)
        self.of = of
        self.hint = hint


class Atlas:
    """Finds units by name."""

    def __init__(self, units: Units, words: TableWords) -> None:
        self.units = units
        self._called = words.of("unit")
        self._known: dict[str, Mapping[str, list[Unit]]] = {}
        self._answers: dict[tuple[Wording, str | None], Found | NotFound] = {}

    @cached_property
    def _provinces(self) -> tuple[Unit, ...]:
        """Today's and former provinces; of one name today's comes first."""
        return tuple(
            sorted((each for each in self.units.values() if each.parent is None), key=lambda each: bool(each.valid_to))
        )

    def find(self, said: Wording, default: str | None = None) -> Found:
        """The unit of today that is meant; `default` is the province of a table that names none. Raises NotFound."""
        answer = self._answers.get((said, default))
        if answer is None:
            try:
                answer = self._find(said, default)
            except NotFound as problem:
                answer = problem
            self._answers[said, default] = answer
        if isinstance(answer, NotFound):
            raise answer
        return answer

    def _find(self, said: Wording, default: str | None) -> Found:
        if (unit := self.units.get(said.commune)) and unit.parent and not unit.valid_to:
            return Found(unit.id)  # its id, which a table of ours writes where names are alike
        named = self.province(said.province) if said.province else None
        if said.province and named is None:
            raise self._unknown("province", said.province, self._provinces)
        province = named or (self.units[default] if default else None)
        if province is None:
            why = message("the province is missing")
            raise NotFound(
                "province", why, message("Add a column “Tỉnh”, or say it with `--unit`, such as `--unit can-tho`.")
            )
        today = self._today(province)
        former = ", ".join(filter(None, (said.commune, said.district, said.province or None)))
        if said.district:
            return self._in_district(said, province, today, former)
        if said.commune:
            return self._in_province(said, province, today, former)
        return Found(today.id, former if province.valid_to else None)

    def province(self, name: str) -> Unit | None:
        """A province of today or before by what people call it."""
        if unit := self.units.get(self._called.get(plain(name), name)):
            return unit if unit.parent is None else None
        return next(iter(self._named(name, "provinces", lambda: self._provinces)), None)

    def called(self, unit: Unit) -> str:
        """The name of a commune of today by which it is found again in its province; its id where names are alike."""
        try:
            found = self.find(Wording(unit.parent or unit.id, "", unit.name if unit.parent else "")).unit
        except NotFound:
            found = ""
        return unit.name if found == unit.id else unit.id

    def _today(self, province: Unit) -> Unit:
        if not province.valid_to:
            return province
        return self.units.province(self.units.successors(province.id)[0].id)

    def _districts(self, named: Unit, today: Unit) -> list[Unit]:
        """The districts of before 2025 in the province that is named."""
        formers = (named,) if named.valid_to else (self.units.former_provinces(today.id) or (today,))
        return [each for above in formers for each in self.units.below(above.id) if each.valid_to]

    def _in_district(self, said: Wording, named: Unit, today: Unit, former: str) -> Found:
        districts = self._districts(named, today)
        scope = f"districts of {named.id}"
        written, short = said.district, bare(spelling(said.district))
        found = self._named(written, scope, lambda: districts) or self._named(short, scope, lambda: districts)
        if len(found) > 1:
            raise self._which("district", said.district, found)
        if not found:
            if said.commune and len(now := self._now(said.commune, today)) == 1:
                raise self._unknown("district", said.district, districts, now[0])
            raise self._unknown("district", said.district, districts)
        district = found[0]
        into = self.units.successors(district.id)
        if not said.commune:
            return Found(into[0].id if len(into) == 1 else today.id, former)
        wards = self._named(said.commune, district.id, lambda: self.units.below(district.id))
        if len(wards) == 1:
            return self._succeeded(said, wards[0], former)
        if len(wards) > 1:
            raise self._which("commune", said.commune, wards)
        now = [each for each in self._now(said.commune, today) if each in into]
        if len(now) == 1:
            return Found(now[0].id)
        raise self._unknown("commune", said.commune, (*self.units.below(district.id), *into))

    def _in_province(self, said: Wording, named: Unit, today: Unit, former: str) -> Found:
        def wards() -> Iterable[Unit]:
            return (ward for district in self._districts(named, today) for ward in self.units.below(district.id))

        def before() -> list[Unit]:
            return self._named(said.commune, f"wards of {named.id}", wards)

        lookups = (before, lambda: self._now(said.commune, today))
        for look in lookups if named.valid_to else reversed(lookups):
            found = look()
            if len(found) > 1:
                raise self._which("commune", said.commune, found)
            if found:
                return self._succeeded(said, found[0], former) if found[0].valid_to else Found(found[0].id)
        raise self._unknown("commune", said.commune, self._communes(today))

    def _communes(self, province: Unit) -> list[Unit]:
        return [each for each in self.units.below(province.id) if not each.valid_to]

    def _now(self, name: str, province: Unit) -> list[Unit]:
        """Today's communes of that name in a province."""
        return self._named(name, province.id, lambda: self._communes(province))

    def _succeeded(self, said: Wording, ward: Unit, former: str) -> Found:
        """The one unit that all of a former commune went to; raises NotFound where it was divided."""
        into = self.units.successors(ward.id)
        if len(into) == 1:
            return Found(into[0].id, former)
        if not into:
            raise self._unknown("commune", said.commune, ())
        why = message("{name} was divided in 2025 among: {units}", name=ward.name, units=_names(into))
        raise NotFound(
            "commune", why, message("Look in which of them the place lies, and write that name into the cell.")
        )

    def _named(self, name: str, scope: str, among: Callable[[], Iterable[Unit]]) -> list[Unit]:
        """Those of that name, with the word of their kind or without, with all marks or else without any.

        `scope` says what `among` gives, so that its names are spelled out once.
        """
        known = self._known.get(scope)
        if known is None:
            known = self._known[scope] = index(among())
        written = spelling(name)
        found = known.get(written) or known.get(f"-{fold(written)}") or []
        exact = [each for each in found if spelling(each.name) == written]
        return exact or found

    def _which(self, of: str, name: str, found: Sequence[Unit]) -> NotFound:
        above = [self.units[each.parent].name if each.parent else "" for each in found]
        names = ", ".join(f"{each.name} ({other})" for each, other in zip(found, above, strict=True))
        why = message("“{name}” may be: {units}", name=name, units=names)
        return NotFound(of, why, message("Write the whole name, with the district it lay in or the unit of today."))

    def _unknown(self, of: str, name: str, among: Sequence[Unit], now: Unit | None = None) -> NotFound:
        near = now.name if now else _nearest(name, tuple(each.name for each in among))
        why = message("no unit is called “{name}” there", name=name)
        if now:
            return NotFound(of, why, message("If {commune} of today is meant, leave this cell empty.", commune=near))
        usual = _WHOLE if of == "province" else _OR_NONE
        return NotFound(of, why, did_you_mean(near, usual))


def _names(units: Sequence[Unit]) -> str:
    names = ", ".join(each.name for each in units[:SHOWN])
    return f"{names}, …" if len(units) > SHOWN else names


@lru_cache(maxsize=4096)
def _nearest(name: str, among: tuple[str, ...]) -> str | None:
    return nearest(name, among)
