"""What an officer reads of a table: how it was understood, and what becomes of each row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from textwrap import shorten
from typing import Any

from generator.desk.tables.intake import Intake
from generator.desk.tables.layout import MARK, Column, cell, letters
from generator.desk.tables.outcome import Outcome
from generator.desk.tables.rows import TEXTS
from generator.model.diagnostic import Diagnostic, Severity, in_order
from generator.model.location import Location
from generator.model.message import Message, Translate, label, message
from generator.model.place import Loc
from generator.model.record import Part
from generator.model.table_words import LEFT_OUT

WIDEST = 60  # characters of a value that are shown
_WORDS = {Severity.ERROR: label("error"), Severity.WARNING: label("warning"), Severity.NOTE: label("note")}
_HEADINGS: dict[Loc, str] = {
    **{loc: field for field, loc in TEXTS.items()},
    ("services",): "services",
    ("phones",): "phones",
    ("point", "latitude"): "latitude",
    ("point", "longitude"): "longitude",
    ("unit",): "commune",
    ("verified", "source"): "source",
}


class Report:
    """Tells of an intake in the language of `translate`."""

    def __init__(self, taken: Intake, translate: Translate) -> None:
        self.taken = taken
        self.site = taken.site
        self.headings = taken.words.headings
        self._ = translate

    def lines(self) -> Iterator[str]:
        """The whole report, line by line."""
        yield from self._table()
        for what, said in (
            ("new", message("New: {count}", count=len(self.taken.of("new")))),
            ("changed", message("Changed: {count}", count=len(self.taken.of("changed")))),
            ("unchanged", message("Unchanged: {count}", count=len(self.taken.of("unchanged")))),
            ("refused", message("Not taken over: {count}", count=len(self.taken.of("refused")))),
        ):
            yield ""
            yield said.text(self._)
            outcomes = self.taken.of(what)  # type: ignore[arg-type]
            if what == "unchanged":
                if outcomes:
                    yield self._inside(message("rows {rows}", rows=_ranges([each.row for each in outcomes])))
                outcomes = tuple(each for each in outcomes if any(map(_weighs, each.entry.remarks)))
            for outcome in outcomes:
                yield from self._row(outcome)
        yield ""
        yield self._end().text(self._)

    def _table(self) -> Iterator[str]:
        layout = self.taken.layout
        rows = "–".join(str(row + 1) for row in dict.fromkeys((layout.headings.start, layout.headings.stop - 1)))
        sheet = layout.sheet.name
        said = (
            message(
                "Sheet “{sheet}”: headings in row {rows}, {count} places.",
                sheet=sheet,
                rows=rows,
                count=len(self.taken.outcomes),
            )
            if sheet
            else message("Headings in row {rows}, {count} places.", rows=rows, count=len(self.taken.outcomes))
        )
        yield said.text(self._)
        for column in layout.columns:
            if column.field != LEFT_OUT:
                yield f"    {letters(column.position)}  {self._column(column)}"
        if left := [each for each in layout.columns if each.field == LEFT_OUT]:
            names = ", ".join(f"{letters(each.position)} {each.heading}" for each in left)
            yield self._inside(message("Columns left out: {names}", names=names))
        if self.taken.passed:
            rows = _ranges([each.line for each in self.taken.passed])
            yield self._inside(message("Rows passed over, which are none of a place: {rows}", rows=rows))
        yield from self._hidden()
        if self.taken.others:
            names = ", ".join(f"“{name}”" for name in self.taken.others)
            said = message("Other lists in this file, not read: {names} (choose one with `--sheet`)", names=names)
            yield self._inside(said)
        if self.taken.macros:
            yield self._inside(message("The file has macros; they were not run."))

    def _hidden(self) -> Iterator[str]:
        """What nobody sees in the file when it is opened: rows of a filter are read like all others."""
        sheet = self.taken.layout.sheet
        if rows := [each.row for each in self.taken.outcomes if each.row - 1 in sheet.hidden_rows]:
            yield self._inside(message("Hidden rows, read like the others: {rows}", rows=_ranges(rows)))
        columns = [each for each in self.taken.layout.columns if each.position in sheet.hidden_columns]
        if names := ", ".join(f"{letters(each.position)} {each.heading}" for each in columns if each.field != LEFT_OUT):
            yield self._inside(message("Hidden columns, read like the others: {names}", names=names))
        if names := ", ".join(f"“{name}”" for name in self.taken.hidden):
            yield self._inside(message("Hidden sheets, not read: {names}", names=names))

    def _column(self, column: Column) -> str:
        of = self.headings.get(column.field, column.field)
        if column.field.startswith(MARK):
            kind = self.site.service_kinds[column.field.removeprefix(MARK)]
            of = message("service: {name}", name=kind.name).text(self._)
        near = self._(label("looks like it: please compare"))
        whole = of if column.heading == of else f"{column.heading} → {of}"
        return f"{whole} ({near})" if column.how == "near" else whole

    def _inside(self, said: Message) -> str:
        return f"    {said.text(self._)}"

    def _row(self, outcome: Outcome) -> Iterator[str]:
        name = _short(outcome.before.name if outcome.before else outcome.entry.name)
        where = f" ({outcome.file})" if outcome.file and (outcome.what != "refused" or outcome.before) else ""
        row = message("row {row}", row=outcome.row)
        yield f"{self._inside(row)}  {name}{where}"
        if outcome.what == "changed" and outcome.before:
            for loc, (value, _) in outcome.changes.items():
                heading = self.headings.get(_HEADINGS.get(loc, ""), ".".join(map(str, loc)))
                before, after = self._value(loc, _before(outcome.before, loc)), self._value(loc, value)
                yield f"        {heading}: {before} → {after}"
        for each in in_order(outcome.entry.remarks):
            yield from self._remark(each)
        if outcome.text and outcome.text.lost:
            lost = ", ".join(map(str, outcome.text.lost))
            said = message("a comment in line {lines} of the file is lost", lines=lost)
            yield f"        {self._(_WORDS[Severity.WARNING])}: {said.text(self._)}"

    def _remark(self, each: Diagnostic) -> Iterator[str]:
        at = cell(each.place) if each.place.column or each.place.line else str(each.place)
        yield f"        {at} {self._(_WORDS[each.severity])} {each.code}: {each.message.text(self._)}"
        if each.hint and each.severity is not Severity.NOTE:
            yield f"            → {each.hint.text(self._)}"

    def _value(self, loc: Loc, value: Any) -> str:
        if not value:
            return self._("(nothing)")
        if loc == ("services",):
            kinds = self.site.service_kinds
            return ", ".join(kinds[each["kind"]].name if each["kind"] in kinds else each["kind"] for each in value)
        if loc == ("phones",):
            return "; ".join(each["number"] for each in value)
        if loc == ("unit",) and value in self.site.units:
            return self.site.units[value].name
        text = value["title"] if isinstance(value, dict) else str(value)
        return _short(text)

    def _end(self) -> Message:
        count = len(self.taken.of("new")) + len(self.taken.of("changed"))
        if self.taken.written:
            return message(
                "{count} files written. Run `outreach check`, then `outreach mint` and `outreach build`.", count=count
            )
        if not count:
            return message("There is nothing to write.")
        return message("This was a trial: nothing was written. Add `--write` to write {count} files.", count=count)


def _short(text: str) -> str:
    return text if len(text) <= WIDEST and "\n" not in text else shorten(text, WIDEST, placeholder="…")


def _before(location: Location, loc: Loc) -> Any:
    """What the record says now, as plain values."""
    holder: Any = location
    for step in loc:
        holder = getattr(holder, str(step)) if holder is not None else None
    if isinstance(holder, tuple):
        return [dict(each) for each in holder]
    return dict(holder) if isinstance(holder, Part) else holder


def _weighs(each: Diagnostic) -> bool:
    return each.severity is not Severity.NOTE


def _ranges(numbers: list[int]) -> str:
    """Numbers in short: 3, 5–9."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0])]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
