"""Rows to what they say of places, each value at the cell it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.desk.tables import cells
from generator.desk.tables.besides import Besides
from generator.desk.tables.entry import Asked, Entry
from generator.desk.tables.layout import MARK, Layout, service_names
from generator.desk.tables.where import Atlas, NotFound, Wording
from generator.model.dates import NotReadable
from generator.model.diagnostic import error, note
from generator.model.message import Message, message
from generator.model.phones import digits
from generator.model.place import Loc, Place
from generator.model.site import Site
from generator.model.table_words import TableWords

# Fields that go into the record as the cell has them; the record's own type judges them.
TEXTS: dict[str, Loc] = {
    "name": ("name",),
    "short_name": ("short_name",),
    "address": ("address",),
    "former_place": ("former_place",),
    "hours": ("schedule", "hours"),
    "website": ("website",),
    "note": ("note",),
    "checked_on": ("verified", "on"),
    "checked_by": ("verified", "by"),
}
_NEEDED = frozenset({"name"})
_REFUSE = frozenset({"id", "phones", "lines", "services"})  # where a word in place of a value is asked about
_PLACES = ("province", "district", "commune")
_COMMA = re.compile(r"[,;]|\s[-–]\s")
_PART_OF_PLACE = {
    "commune": re.compile(r"(?:xã|phường|thị trấn|đặc khu|[px]\.|p(?=\d)|tt\.)", re.IGNORECASE),
    "district": re.compile(r"(?:quận|huyện|thị xã|thành phố|[qh]\.|q(?=\d)|tp\.?|tx\.?)", re.IGNORECASE),
}


class Rows:
    """Reads the rows of a table."""

    def __init__(self, file: str, layout: Layout, site: Site, words: TableWords, asked: Asked) -> None:
        self.file = file
        self.layout = layout
        self.words = words
        self.asked = asked
        self.atlas = Atlas(site.units, words)
        self.services = service_names(words, site.service_kinds)
        self.names = {kind.id: kind.name for kind in site.service_kinds.values()}
        self._spread = _spread_down(layout)
        self._last: dict[int, str] = {}  # what the row before said, by column

    def entries(self) -> Iterator[Entry | Place]:
        """What each row says; the place of a row that is none of a place: a title, headings again, a sum, the end."""
        besides = Besides(self.layout, self.words, self._text)
        for row in range(self.layout.start, len(self.layout.sheet.rows)):
            if besides.filled(row):
                place = Place(self.file, row + 1)
                yield place if besides.holds(row) else self._entry(row, place)

    def _text(self, row: int, index: int) -> str:
        """The text of a cell, or of the cell merged over it from above."""
        texts = self.layout.sheet.rows[self._spread.get((row, index), row)]
        return texts[index].strip() if index < len(texts) else ""

    def _entry(self, row: int, place: Place) -> Entry:
        entry = Entry(place)
        said: dict[str, tuple[str, Place]] = {}
        for name, columns in self.layout.taken.items():
            for column in columns:
                at = Place(self.file, row + 1, column.position + 1)
                text = self._text(row, column.position)
                try:
                    text = self._meant(entry, name, cells.cleaned(text), at)
                    if text or name.startswith(MARK):
                        said[name] = (text, at)
                        self._read(entry, name, text, at)
                except NotReadable as problem:
                    entry.remarks.append(error("T022", at, problem.why, self._hint(name, text)))
        self._finish(entry, said)
        return entry

    def _meant(self, entry: Entry, field: str, text: str, at: Place) -> str:
        """What a cell says: as above, nothing, or a day, where it says so in other words."""
        if field not in ("name", "id") and cells.as_above(text, self.words):
            above = self._last.get(at.column, "")
            self._tell_of_other(entry, text, above, at)
            return above
        meant = self._something(entry, field, text, at)
        if field == "checked_on" and (day := cells.day(meant)) != meant:
            self._tell_of_other(entry, text, day, at)
            meant = day
        self._last[at.column] = meant
        return meant

    def _something(self, entry: Entry, field: str, text: str, at: Place) -> str:
        """The text, or "" where it says that there is nothing, which is told of words; marks are no words."""
        marked = field.startswith(MARK)
        if not marked and cells.empty(text):
            return ""
        if not (cells.failed if marked or field in _REFUSE else self._nothing)(text):
            return text
        self._tell_of_other(entry, text, "", at)
        return ""

    def _nothing(self, text: str) -> bool:
        return cells.says_nothing(text, self.words)

    def _tell_of_other(self, entry: Entry, text: str, meant: str, at: Place) -> None:
        told = (
            message("“{text}” is read as “{meant}”", text=text, meant=meant)
            if meant
            else message("“{text}” is read as an empty cell", text=text)
        )
        entry.remarks.append(note("T026", at, told))

    def _hint(self, name: str, text: str) -> Message | None:
        """What to write into a cell that could not be read."""
        if name == "services":
            return cells.near_service(text, self.services, self.names)
        return _HINTS.get(name.partition(":")[0])

    def _read(self, entry: Entry, field: str, text: str, at: Place) -> None:
        """Put what a cell says into the entry; raises NotReadable."""
        if field in TEXTS:
            gone = cells.deletes(text) and field not in _NEEDED
            entry.given[TEXTS[field]] = (None if gone else text, at)
        elif field == "id":
            entry.id = text
        elif field == "source":
            entry.given["verified", "source"] = ({"title": text}, at)
        elif field == "services":
            entry.given["services",] = (cells.kinds_of_service(text, self.services), at)
        elif field in ("phones", "lines"):
            self._phones(entry, text, at, field == "lines")
        elif field == "point":
            latitude, longitude = cells.pair(text)
            entry.given["point", "latitude"] = (latitude, at)
            entry.given["point", "longitude"] = (longitude, at)
        elif field in ("latitude", "longitude"):
            entry.given["point", field] = (cells.degrees(text), at)
        elif field.startswith(MARK) and cells.mark(text, self.words):
            kinds = list(entry.given.get(("services",), ([], at))[0])
            entry.given["services",] = ([*kinds, field.removeprefix(MARK)], at)

    def _phones(self, entry: Entry, text: str, at: Place, own: bool) -> None:
        if cells.deletes(text):
            entry.given["phones",] = (None, at)
            return
        for each in cells.numbers(text):
            entry.phones.append(({"number": each.number, **({"line": "organization"} if own else {})}, at))
            if each.words:
                entry.words.append((digits(each.number), each.words, at))
            if each.told:
                entry.remarks.append(note("T026", at, each.told, message("Format the column as text in Excel.")))

    def _finish(self, entry: Entry, said: Mapping[str, tuple[str, Place]]) -> None:
        """What several cells say together, and what is missing."""
        if entry.phones:
            there = sorted(entry.phones, key=lambda each: each[1])
            entry.given["phones",] = ([phone for phone, _ in there], there[0][1])
        if self.asked.service and ("services",) not in entry.given:
            entry.given["services",] = ([self.asked.service], entry.place)
        point = [at for loc, (_, at) in entry.given.items() if loc[0] == "point"]
        if len(point) == 1 and not entry.refused:
            at = point[0]
            entry.remarks.append(
                error(
                    "T022",
                    at,
                    message("one of latitude and longitude is missing"),
                    message("Fill both cells, or leave both empty."),
                )
            )
        if ("name",) not in entry.given and not entry.id:
            entry.remarks.append(
                error(
                    "T023",
                    entry.place,
                    message("the name of the place is missing"),
                    message("Fill the cell of the name."),
                )
            )
        self._find_unit(entry, said)

    def _find_unit(self, entry: Entry, said: Mapping[str, tuple[str, Place]]) -> None:
        texts = {part: said[part][0] for part in _PLACES if part in said}
        usual = entry.place
        if not self.layout.fields & set(_PLACES) and "address" in said:
            whole, usual = said["address"]
            address, texts = self._divided(whole)
            if texts:
                entry.given["address",] = (address or None, usual)
        wording = Wording(**texts)
        if not any(wording) and entry.id:
            return  # a place that is known stands where it stands
        try:
            found = self.atlas.find(wording, self.asked.unit)
        except NotFound as problem:
            at = said[problem.of][1] if problem.of in said else usual
            entry.remarks.append(error("T024", at, problem.why, problem.hint))
            return
        at = next((said[part][1] for part in reversed(_PLACES) if part in said), usual)
        entry.given["unit",] = (found.unit, at)
        if found.former and ("former_place",) not in entry.given:
            entry.given["former_place",] = (found.former, at)
            self._tell_of_former(entry, found.unit, found.former, at)

    def _tell_of_former(self, entry: Entry, unit_id: str, former: str, at: Place) -> None:
        unit = self.atlas.units[unit_id]
        told = (
            message("“{former}” is {unit} today", former=former, unit=unit.name)
            if unit.parent
            else message(
                "of “{former}” no one unit of today follows: the place stands at {unit}", former=former, unit=unit.name
            )
        )
        entry.remarks.append(note("T026", at, told))

    def _divided(self, address: str) -> tuple[str, dict[str, str]]:
        """An address that ends with its units: what is before them, and the units it names."""
        texts: dict[str, str] = {}
        rest, last = _cut(address)
        if rest and self.atlas.province(last):
            texts["province"], address = last, rest
        for kind in ("district", "commune"):
            rest, last = _cut(address)
            if rest and _PART_OF_PLACE[kind].match(last):
                texts[kind], address = last, rest
        return address, texts


def _cut(address: str) -> tuple[str, str]:
    """An address without its last part, and that part."""
    *_, between = [None, *_COMMA.finditer(address)]
    return (address[: between.start()].strip(), address[between.end() :].strip()) if between else ("", address)


def _spread_down(layout: Layout) -> dict[tuple[int, int], int]:
    """The row whose text holds for a cell that is merged with those above it."""
    return {
        (row, left): top
        for (top, left), (bottom, right) in layout.sheet.merged
        if left == right and top >= layout.start
        for row in range(top + 1, bottom + 1)
    }


_HINTS = {
    "phones": message("Write numbers with semicolons between, such as 0292 000 0000; 0292 000 0001."),
    "lines": message("Write numbers with semicolons between, such as 0292 000 0000; 0292 000 0001."),
    "latitude": message("Write degrees with a point, as maps on the web show them."),
    "longitude": message("Write degrees with a point, as maps on the web show them."),
    "point": message("Write degrees with a point, as maps on the web show them."),
    "service": message("Put an x where the service is offered, and nothing where it is not."),
}
