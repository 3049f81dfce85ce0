"""What a report says, in the words of its language: every figure with the rows it comes from, gaps marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from generator.model import address
from generator.model.activity import KINDS_OF_ACTIVITY, Activity
from generator.model.article import ArticleHead
from generator.model.duty import ReportDuty
from generator.model.evidence import Evidence, Measured, covered, due, gather, measured
from generator.model.message import Translate, label
from generator.model.month import month_of
from generator.model.period import Period
from generator.model.site import Site
from generator.model.target import MEASURES

_PERIODS = {
    "month": label("month"),
    "half-year": label("first half of the year"),
    "nine-months": label("first nine months"),
    "year": label("year"),
}


class TargetRow(NamedTuple):
    """A target: `value` is a text that marks a gap where nobody counted; `trace` says which rows it comes from."""

    number: int
    name: str
    goal: str
    value: str
    gap: bool
    trace: str


class ArticleRow(NamedTuple):
    """An article, with its absolute address."""

    number: int
    date: str
    title: str
    kind: str
    programmes: str
    audiences: str
    unit: str
    url: str


class ActivityRow(NamedTuple):
    """An activity; figures that nobody counted are marked."""

    number: int
    date: str
    kind: str
    title: str
    programmes: str
    audiences: str
    unit: str
    times: int
    people: str
    pieces: str
    source: str


class CountRow(NamedTuple):
    """How many articles and activities there were of one month, programme or audience."""

    name: str
    articles: int
    activities: int


@dataclass(frozen=True)
class Report:
    """A whole report. Dates are written as in Việt Nam; `notes` say what a reader must know before signing."""

    duty: str
    sender: str
    recipient: str
    document: str
    office: str
    site: str
    period: str
    start: str
    end: str
    due: str
    made: str
    targets: tuple[TargetRow, ...]
    months: tuple[CountRow, ...]
    programmes: tuple[CountRow, ...]
    audiences: tuple[CountRow, ...]
    articles: tuple[ArticleRow, ...]
    activities: tuple[ActivityRow, ...]
    notes: tuple[str, ...]


def contents(site: Site, duty: ReportDuty, period: Period, today: date, _: Translate) -> Report:
    """The report of a duty for a period, as things stand on `today`."""
    start, end = covered(duty, period)
    evidence = gather(site, today, start, end)
    before = due(duty, period)
    document = site.documents.get(duty.document or "")
    articles = tuple(_article(site, number, each) for number, each in enumerate(evidence.articles, 1))
    activities = tuple(_activity(site, number, each, _) for number, each in enumerate(evidence.activities, 1))
    targets = [measured(each, evidence, period) for each in site.targets.values() if each.binds(start, end)]
    return Report(
        duty=duty.id,
        sender=duty.sender,
        recipient=duty.recipient,
        document=document.cited if document else "",
        office=site.config.office.name,
        site=site.config.base_url,
        period=_period(period, _),
        start=_day(start),
        end=_day(end),
        due=_day(before) if before else "",
        made=_day(today),
        targets=tuple(_target(number, each, evidence, _) for number, each in enumerate(targets, 1)),
        months=_months(evidence),
        programmes=_counted(evidence, "programmes", {each.id: each.name for each in site.programmes.values()}),
        audiences=_counted(evidence, "audiences", {each.id: each.name for each in site.audiences.values()}),
        articles=articles,
        activities=activities,
        notes=tuple(_notes(site, duty, evidence, today, _)),
    )


def _target(number: int, found: Measured, evidence: Evidence, _: Translate) -> TargetRow:
    target = found.target
    unit = _(MEASURES[target.measure])
    gap = found.value is None or found.uncounted > 0
    value = _("[no figure yet]") if found.value is None else f"{_figure(found.value)} {unit}"
    if found.value is not None and found.uncounted:
        value += " " + _("[%(count)s activities without a figure]") % {"count": found.uncounted}
    return TargetRow(number, target.name, f"{_figure(found.goal)} {unit}", value, gap, _trace(found, evidence, _))


def _trace(found: Measured, evidence: Evidence, _: Translate) -> str:
    """The rows of the lists below that a figure comes from, or where it is written."""
    if found.result:
        return "; ".join(each.title for each in found.result.sources)
    articles = _rows(found.articles, [each.id for each in evidence.articles])
    activities = _rows(found.activities, [each.id for each in evidence.activities])
    told = [_("articles %(rows)s") % {"rows": articles}] if articles else []
    told += [_("activities %(rows)s") % {"rows": activities}] if activities else []
    return "; ".join(told)


def _rows(ids: Iterable[str], of: list[str]) -> str:
    """Row numbers in short: 1–4, 7."""
    numbers = sorted(of.index(each) + 1 for each in ids)
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _months(evidence: Evidence) -> tuple[CountRow, ...]:
    articles = Counter(month_of(each.published) for each in evidence.articles)
    activities = Counter(month_of(each.date) for each in evidence.activities)
    return tuple(
        CountRow(f"{month:02}/{year}", articles[year, month], activities[year, month])
        for year, month in evidence.months
    )


def _counted(evidence: Evidence, by: str, names: dict[str, str]) -> tuple[CountRow, ...]:
    articles = Counter(each for article in evidence.articles for each in getattr(article, by))
    activities = Counter(each for activity in evidence.activities for each in getattr(activity, by))
    return tuple(CountRow(name, articles[each], activities[each]) for each, name in names.items())


def _article(site: Site, number: int, head: ArticleHead) -> ArticleRow:
    return ArticleRow(
        number,
        _day(head.published),
        head.title,
        site.article_kinds[head.kind].name,
        _names(site, "programmes", head.programmes),
        _names(site, "audiences", head.audiences),
        site.units[head.unit].name if head.unit else "",
        site.config.url(address.article(head)),
    )


def _activity(site: Site, number: int, record: Activity, _: Translate) -> ActivityRow:
    none = _("[no figure yet]")
    return ActivityRow(
        number,
        _day(record.date),
        _(KINDS_OF_ACTIVITY[record.kind]),
        record.title,
        _names(site, "programmes", record.programmes),
        _names(site, "audiences", record.audiences),
        site.units[record.unit].name if record.unit else "",
        record.times,
        none if record.people is None else str(record.people),
        "" if record.pieces is None else str(record.pieces),
        "; ".join(each.title for each in record.sources),
    )


def _notes(site: Site, duty: ReportDuty, evidence: Evidence, today: date, _: Translate) -> Iterable[str]:
    if site.config.demo:
        yield _("Demonstration: the data is not verified.")
    if duty.covers is None:
        yield _("The plan does not say which days the figures cover: these are those of the calendar.")
    if today < evidence.end:
        yield _("The period is not over: figures as of %(day)s.") % {"day": _day(today)}
    if silent := [f"{month:02}/{year}" for year, month in evidence.silent_months if date(year, month, 1) <= today]:
        yield _("Months without an article: %(months)s.") % {"months": ", ".join(silent)}
    if not site.targets:
        yield _("There are no targets in data/targets: none are shown.")
    if not evidence.activities:
        yield _("No activities are written down in data/activities for these days.")


def _period(period: Period, _: Translate) -> str:
    if period.month:
        return f"{_(_PERIODS['month'])} {period.month:02}/{period.year}"
    return f"{_(_PERIODS[period.length])} {period.year}"


def _names(site: Site, collection: str, ids: Iterable[str]) -> str:
    records = site.collection(collection)
    return ", ".join(records[each].brief for each in ids)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _figure(value: float) -> str:
    """A figure as it is written in Việt Nam: 1.250 or 62,5."""
    whole = f"{value:,.1f}".removesuffix(".0")
    return whole.translate(str.maketrans(",.", ".,"))
