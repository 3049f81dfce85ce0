"""Opening hours as officers write them, in OSM's grammar or in Vietnamese, to their normal form.

A strict subset of both is read: what could mean two things is refused with the reason, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.model.dates import NotReadable
from generator.model.hours import ALWAYS, DAY, FULL, HOLIDAY, OSM_DAYS, Span, Spans, Weekly, joined
from generator.model.message import message
from generator.model.vietnamese import fold, nfc

NOON = 12 * 60
# Each day as it is written without marks, blanks and “thứ”.
_NAMES = {
    name: day
    for day, names in enumerate(("hai 2 t2", "ba 3 t3", "tu 4 t4", "nam 5 t5", "sau 6 t6", "bay 7 t7", "cn chunhat"))
    for name in names.split()
}
# Letters that only differ by their marks: "tới" is "until", "tối" the evening, "Từ" no Tuesday.
_MARKED = re.compile(
    rf"(?P<osm>{'|'.join(OSM_DAYS)})(?![^\W\d_])|(?P<dash>[Tt]ới\b)|(?P<late>[Tt]ối\b)|(?P<from>[Tt]ừ\b)",
)
_PLAIN = re.compile(
    r"""(?P<space>[^\S\n]+)
      | (?P<always>24\s*/\s*7)(?!\d)
      | (?P<full>24\s*/\s*24(?:\s*(?:h|gio)\b)?)
      | (?P<time>\d{1,2}(?::\d{2}|[hg](?:\d{2})?|\s*gio\b(?:\s*\d{2}(?:\s*phut\b)?)?)(?!\d))
      | (?P<day>(?:thu\s*(?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|cn|chu\s*nhat)(?![a-z0-9]))
      | (?P<number>[2-7](?![\dhg/]|:\d|\s*gio))
      | (?P<daily>(?:(?:hang|moi|tat\s+ca\s+cac)\s+ngay(?:\s+trong\s+tuan)?|ca\s+tuan)\b)
      | (?P<except>(?:tru|nghi)\s+(?:cac\s+)?(?:ngay\s+)?le(?:\s*,?\s*tet)?\b)
      | (?P<holiday>(?:cac\s+)?(?:ngay\s+)?(?:nghi\s+)?le(?:\s*,?\s*tet)?\b)
      | (?P<off>(?:off|closed|nghi|dong\s+cua)\b)
      | (?P<early>sang\b) | (?P<late>chieu\b)
      | (?P<dash>-|–|—|−|den\b)
      | (?P<comma>,|&|va\b) | (?P<colon>:) | (?P<end>[;\n]|\.(?=\s|$))
    """,
    re.VERBOSE,
)


class _Token(NamedTuple):
    kind: str
    text: str  # as it is written
    plain: str  # without marks, in lower case
    end: int  # where it ends in the whole text


_NOTHING = _Token("", "", "", 0)
_PART_OF_DAY = ("early", "late")


@lru_cache(maxsize=4096)
def read_hours(text: str) -> Weekly:
    """The hours that `text` gives for a week; raises NotReadable with what cannot be read."""
    slots: dict[int, Spans] = {}
    parts = _parts(text)
    for part in parts:
        reading = _Reading(nfc(text), part)
        if len(parts) == len(part) == 1 and part[0].kind in ("always", "full"):
            return ALWAYS
        for days, spans in reading.rules():
            for day in days:
                if day in slots:
                    raise NotReadable(message("a day is given twice: “{text}”", text=reading.written))
                slots[day] = spans
    week = tuple(slots.get(day, ()) for day in range(HOLIDAY))
    if not any(week):
        raise NotReadable(message("no day of the week has hours: “{text}”", text=text))
    return Weekly(week, slots.get(HOLIDAY))


@lru_cache(maxsize=1024)
def read_spans(text: str) -> Spans:
    """The hours of one day, such as `7h30–11h30, 13h30–17h`; raises NotReadable with what cannot be read."""
    reading = _Reading(nfc(text), [token for part in _parts(text) for token in part])
    spans = reading.spans()
    if not spans or reading.now is not _NOTHING:
        raise reading.unreadable()
    return spans


@lru_cache(maxsize=64)
def _parts(text: str) -> Sequence[Sequence[_Token]]:
    """The words of a text, apart where a semicolon, a full stop or a new line parts days; empty parts left out."""
    parts: list[list[_Token]] = [[]]
    for token in _tokens(nfc(text)):
        if token.kind == "end":
            parts.append([])
            continue
        if token.kind in _PART_OF_DAY and not parts[-1] and len(parts) > 1:
            parts.pop()  # “sáng …; chiều …” are parts of one day
        parts[-1].append(token)
    return [part for part in parts if part] or [[]]


def _tokens(text: str) -> Iterator[_Token]:
    """The words of a text; raises NotReadable at one that is not known."""
    plain = "".join(folded if len(folded := fold(char)) == 1 else char for char in text)
    at = 0
    while at < len(text):
        found = _MARKED.match(text, at) or _PLAIN.match(plain, at)
        if not found:
            word = next(each[0] for each in re.finditer(r"[^\s,;]+", text) if each.end() > at)
            raise NotReadable(message("“{text}” cannot be read as days or hours", text=word))
        kind = found.lastgroup or ""
        if kind not in ("space", "from"):
            yield _Token(kind, text[at : found.end()], plain[at : found.end()], found.end())
        at = found.end()


class _Reading:
    """Reads the words of one part from the first to the last."""

    def __init__(self, text: str, tokens: Sequence[_Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.written = text[tokens[0].end - len(tokens[0].text) : tokens[-1].end] if tokens else text

    @property
    def now(self) -> _Token:
        """The word that comes next."""
        return self.tokens[self.at] if self.at < len(self.tokens) else _NOTHING

    def take(self, *kinds: str) -> _Token | None:
        """The next word if it is of one of these kinds."""
        if self.now.kind in kinds:
            self.at += 1
            return self.tokens[self.at - 1]
        return None

    def unreadable(self) -> NotReadable:
        """That the next word has no meaning where it stands."""
        if self.now is _NOTHING:
            return NotReadable(message("the hours are missing: “{text}”", text=self.written))
        return NotReadable(message("“{text}” is not expected here: “{whole}”", text=self.now.text, whole=self.written))

    def rules(self) -> Iterator[tuple[list[int], Spans]]:
        """Days with their hours: `days hours, days hours …` or `hours days`."""
        if spans := self.spans():
            days = self.days()
            if self.now is not _NOTHING and self.now.kind != "except":
                raise self.unreadable()
            if not days:
                raise NotReadable(message("the days are missing: “{text}”", text=self.written))
            yield days, spans
        while self.now is not _NOTHING:
            if self.take("except"):
                yield [HOLIDAY], ()
            elif not (days := self.days()):
                raise self.unreadable()
            elif self.take("off"):
                yield days, ()
            elif spans := self.spans():
                yield days, spans
            else:
                raise self.unreadable()
            self.take("comma")

    def days(self) -> list[int]:
        """The days named next, with the comma or colon behind them."""
        found: list[int] = []
        while True:
            first = self._day(bool(found))
            if first is None:
                break
            last = first
            if first < HOLIDAY and self.now.kind == "dash":
                self.at += 1
                if (last := self._day(True) or 0) <= first or last == HOLIDAY:
                    raise NotReadable(message("days run from an earlier to a later one: “{text}”", text=self.written))
            elif first == -1:
                first, last = 0, HOLIDAY - 1
            found += range(first, last + 1)
            if not self.take("comma"):
                break
        self.take("colon", "comma")
        return found

    def _day(self, bare: bool) -> int | None:
        """The next day as a number; `bare` if it may be a mere number after another day; -1 for every day."""
        token = self.take("osm", "day", "daily", "holiday", *(("number",) if bare else ()))
        if token is None:
            return None
        if token.kind in ("daily", "holiday"):
            return -1 if token.kind == "daily" else HOLIDAY
        if token.kind == "osm":
            return OSM_DAYS.index(token.text)
        return _NAMES[re.sub(r"^thu|\s", "", token.plain)]

    def spans(self) -> Spans:
        """The hours named next; nothing if none are."""
        if self.take("full"):
            return FULL
        found: list[Span] = []
        while self.now.kind in ("time", *_PART_OF_DAY):
            found.append(self._span())
            if self.tokens[self.at + 1 : self.at + 2] and self.tokens[self.at + 1].kind in ("time", *_PART_OF_DAY):
                self.take("comma")
            elif self.now.kind not in _PART_OF_DAY:
                break
        spans = joined(found)
        if spans is None:
            raise NotReadable(message("the hours overlap: “{text}”", text=self.written))
        return spans

    def _span(self) -> Span:
        part = self.take(*_PART_OF_DAY)
        if part:
            self.take("colon")
        start, end = self._time(), self._time(after_dash=True)
        if start >= end:
            raise NotReadable(
                message("hours end on the day they start, after they started: “{text}”", text=self.written)
            )
        if part and ((part.kind == "late" and start < NOON) or (part.kind == "early" and start >= NOON)):
            raise NotReadable(
                message("write hours from 0 to 24: “{part}” does not fit “{text}”", part=part.text, text=self.written)
            )
        return Span(start, end)

    def _time(self, after_dash: bool = False) -> int:
        """The next time of day in minutes."""
        if after_dash and not self.take("dash"):
            raise self.unreadable()
        token = self.take("time")
        if token is None:
            raise self.unreadable()
        hour, minute = [*(int(each) for each in re.findall(r"\d+", token.plain)), 0][:2]
        if minute > 59 or hour * 60 + minute > DAY:
            raise NotReadable(message("this is not a time of day: “{text}”", text=token.text))
        return hour * 60 + minute
