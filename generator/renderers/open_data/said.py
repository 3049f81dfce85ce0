"""What formats have no field for, in the words of the pages: hours, special days, papers, waiting, cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from generator.model.holidays import Holidays
from generator.model.hours import Span, Weekly, spoken_spans
from generator.model.location import Schedule, Service, Verified
from generator.model.message import Translate, label
from generator.model.phones import dial
from generator.renderers.special_days import Days, special_days
from generator.renderers.templates import show_day
from generator.renderers.timing import wording

DOSING = {
    "daily": label("on the spot, every day"),
    "take-away": label("at home, for some days at a time"),
    "both": label("on the spot every day; for some people at home"),
}


class Hours(NamedTuple):
    """The hours of a place. `weekly` and `special` are absent until an office has checked them, and then not judged.

    `text` is all that is known in words, `unusual` what it says of special days and public holidays.
    """

    weekly: Weekly | None = None
    special: tuple[Days, ...] = ()
    text: str = ""
    unusual: str = ""

    @property
    def parts(self) -> Iterator[tuple[tuple[int, ...], Span]]:
        """Every span of the week with the days that have it (Monday is 0), those of equal days together."""
        week = self.weekly.days if self.weekly else ()
        for spans in dict.fromkeys(filter(None, week)):
            days = tuple(day for day, of in enumerate(week) if of == spans)
            for span in spans:
                yield days, span


NO_HOURS = Hours()


def hours(schedule: Schedule, holidays: Holidays, checked: date | None, translate: Translate) -> Hours:
    """The hours of a schedule that was `checked` on a day, or never."""
    weekly = schedule.weekly if checked else None
    special = tuple(sorted(special_days(schedule, holidays, checked))) if checked else ()
    unusual = [spoken_days(each, translate) for each in special]
    if weekly and weekly.on_holiday() is None:
        unusual.append(translate(label("Public holiday · call before you go")))
    doubt = "" if checked else bracketed(translate(label("hours not checked")))
    said = "; ".join(unusual)
    text = sentences(wording(schedule, translate) + doubt, schedule.note, said)
    return Hours(weekly, special, text, said)


@lru_cache(maxsize=1024)  # a place says its numbers once for each of its services
def dialled(number: str) -> str | None:
    """A number as ITU-T E.164 has it, a short one as it is dialled; None when it cannot be dialled as written."""
    link = dial(number)
    return link.removeprefix("tel:") if link else None


def row(title: str, text: str) -> str:
    """What something is, and what is known of it."""
    return f"{title}: {text}"


def sentences(*texts: str | None) -> str:
    """What is known, one after the other, with a full stop between."""
    known = [each for each in texts if each]
    return " ".join([each if each[-1] in ".!?…" else f"{each}." for each in known[:-1]] + known[-1:])


def bracketed(text: str) -> str:
    """Something that is said by the way."""
    return f" ({text})"


def spoken_days(days: Days, translate: Translate) -> str:
    """Special days in words: `14/02/2026 – 22/02/2026: đóng cửa (Nghỉ Tết)`."""
    until = f" – {show_day(days.end)}" if days.end != days.start else ""
    why = bracketed(days.note) if days.note else ""
    return row(show_day(days.start) + until, spoken_spans(days.spans, translate) + why)


def cost(service: Service, translate: Translate) -> str:
    """What it costs and who pays, empty where nothing is known."""
    free = translate(label("Free of charge")) if service.free else ""
    insured = translate(label("Health insurance accepted")) if service.insurance else ""
    return sentences(service.cost or free, insured)


def newcomers(service: Service, translate: Translate) -> str:
    """Whether new people are accepted, empty where that is not known."""
    if service.accepts_new is None:
        return ""
    answer = label("accepted") if service.accepts_new else label("not accepted now")
    return row(translate(label("New people")), translate(answer))


def visit(service: Service, translate: Translate) -> Iterator[str]:
    """What else is known of a visit: papers, waiting, how medicine is taken."""
    if service.no_papers:
        yield row(translate(label("Papers")), translate(label("no papers needed")))
        if service.bring:
            yield " ".join((translate(label("If you have them:")), "; ".join(service.bring)))
    if service.wait:
        yield row(translate(label("Waiting time")), service.wait)
    if service.dosing:
        yield row(translate(label("How the medicine is taken")), translate(DOSING[service.dosing]))


def trust(verified: Verified, closed: bool, translate: Translate) -> str:
    """How far a record can be trusted."""
    if closed:
        return translate(label("This place has closed."))
    if verified.on:
        checked = " ".join((translate(label("Checked on")), show_day(verified.on)))
        return " · ".join(filter(None, (checked, verified.by)))
    age = translate(label("The source has no date: this place may have moved."))
    if verified.source.date:
        dated = translate(label("Information from %(date)s: this place may have moved."))
        age = dated % {"date": show_day(verified.source.date)}
    unknown, ask = translate(label("No office has checked it yet.")), translate(label("Please ask before you go."))
    return " ".join((unknown, age, ask))
