"""Weekly opening hours in one normal form, written as OSM `opening_hours` for data and in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from generator.model.message import Message, Translate, label, message

DAY = 24 * 60  # minutes
HOLIDAY = 7  # the place of public holidays after the seven days, Monday being 0
OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH")
DAY_LABELS = (
    label("Mon"),
    label("Tue"),
    label("Wed"),
    label("Thu"),
    label("Fri"),
    label("Sat"),
    label("Sun"),
    label("public holidays"),
)


class Span(NamedTuple):
    """Open from minute `start` of the day until before minute `end`, which is at most 24:00."""

    start: int
    end: int


Spans = tuple[Span, ...]
FULL: Spans = (Span(0, DAY),)


@dataclass(frozen=True, slots=True)
class Weekly:
    """The spans of each day, Monday first, in order and apart; `holidays` is None where nothing is said of them."""

    days: tuple[Spans, ...]
    holidays: Spans | None = None

    @property
    def daily(self) -> bool:
        """Whether no day of the week is without hours."""
        return all(self.days)

    def on_holiday(self) -> Spans | None:
        """The hours of a public holiday, None when they are not known: who works on Sundays may work then too."""
        if self.holidays is None and not self.daily:
            return ()
        return self.holidays

    def osm(self) -> str:
        """As the OSM key `opening_hours` has it: `Mo-Fr 07:30-11:30,13:30-17:00; PH off`.

        What is said of holidays comes last: there, the last rule that holds of a day is the one that counts.
        """
        if self == ALWAYS:
            return "24/7"
        rules = sorted(self._said(), key=lambda rule: HOLIDAY in rule[0])
        return "; ".join(
            f"{','.join(_osm_run(run) for run in _runs(days))} {osm_spans(spans)}" for days, spans in rules
        )

    def text(self, translate: Translate = str) -> str:
        """In words, equal days merged: “Thứ 2 – thứ 6: 7h30–11h30, 13h30–17h; thứ 7: 7h30–11h30”."""
        said = (f"{_named(days, translate)}: {spoken_spans(spans, translate)}" for days, spans in self._said())
        return _capital("; ".join(said))

    def lines(self, translate: Translate = str) -> tuple[tuple[str, str], ...]:
        """In words as rows (days, hours), the days that are closed too."""
        return tuple(
            (_capital(_named(days, translate)), _capital(spoken_spans(spans, translate)))
            for days, spans in self._groups()
        )

    def _said(self) -> Iterator[tuple[list[int], Spans]]:
        """The groups that must be written: that a day without hours is closed goes without saying."""
        for days, spans in self._groups():
            if spans or HOLIDAY in days:
                yield days if spans else [HOLIDAY], spans

    def _groups(self) -> Iterator[tuple[list[int], Spans]]:
        """The days that have the same hours together, in the order of their first day, closed ones last."""
        slots = [*enumerate(self.days), *([] if self.holidays is None else [(HOLIDAY, self.holidays)])]
        groups: dict[Spans, list[int]] = {}
        for day, spans in slots:
            groups.setdefault(spans, []).append(day)
        closed = groups.pop((), None)
        yield from ((days, spans) for spans, days in groups.items())
        if closed:
            yield closed, ()


ALWAYS = Weekly((FULL,) * 7, FULL)


def joined(spans: list[Span]) -> Spans | None:
    """The spans of one day in order, those that touch made one; None when two overlap."""
    ordered: list[Span] = []
    for span in sorted(spans):
        if ordered and span.start < ordered[-1].end:
            return None
        if ordered and span.start == ordered[-1].end:
            ordered[-1] = Span(ordered[-1].start, span.end)
        else:
            ordered.append(span)
    return tuple(ordered)


def clock(minute: int) -> str:
    """A minute of the day as ISO 8601 has it: `07:30`, `24:00`."""
    return f"{minute // 60:02}:{minute % 60:02}"


def osm_spans(spans: Spans) -> str:
    """The hours of one day as OSM has them."""
    return ",".join(f"{clock(start)}-{clock(end)}" for start, end in spans) or "off"


def spoken(minute: int) -> Message:
    """A minute of the day as people write it: `7h30`, `17h`."""
    hour, rest = divmod(minute, 60)
    return message("{hour}:{minutes}", hour=hour, minutes=f"{rest:02}") if rest else message("{hour}:00", hour=hour)


def spoken_spans(spans: Spans, translate: Translate = str) -> str:
    """The hours of one day as people write them."""
    if spans == FULL:
        return translate(label("24 hours"))
    each = (f"{spoken(start).text(translate)}–{spoken(end).text(translate)}" for start, end in spans)
    return ", ".join(each) or translate(label("closed"))


def _runs(days: list[int]) -> list[list[int]]:
    """Days that follow one another, together; public holidays follow nothing."""
    runs = [days[:1]]
    for before, day in pairwise(days):
        if day == before + 1 and day != HOLIDAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _osm_run(run: list[int]) -> str:
    return OSM_DAYS[run[0]] if len(run) == 1 else f"{OSM_DAYS[run[0]]}-{OSM_DAYS[run[-1]]}"


def _named(days: list[int], translate: Translate) -> str:
    """The days in words; a pair is named singly."""
    named: list[str] = []
    for run in _runs(days):
        names = [translate(DAY_LABELS[day]) for day in run]
        if len(run) == HOLIDAY:
            named.append(translate(label("every day")))
        else:
            named += [f"{names[0]} – {names[-1]}"] if len(run) > 2 else names
    return ", ".join(named)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
