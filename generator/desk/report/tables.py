"""The lists of a report as Excel, and as CSV that anything reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from xlsxwriter import Workbook

from generator.desk.report.contents import ActivityRow, ArticleRow, CountRow, Report, TargetRow
from generator.model.guard import guarded
from generator.model.message import Translate, label

_HEADINGS: Mapping[type[Any], tuple[str, ...]] = {
    TargetRow: (label("No."), label("Target"), label("Goal"), label("Result"), label("Lacking"), label("Comes from")),
    ArticleRow: (
        label("No."), label("Date"), label("Article"), label("Kind"), label("Programmes"), label("Audiences"),
        label("Place"), label("Web address"),
    ),
    ActivityRow: (
        label("No."), label("Date"), label("Kind"), label("Activity"), label("Programmes"), label("Audiences"),
        label("Place"), label("Times"), label("People reached"), label("Pieces"), label("Comes from"),
    ),
    CountRow: ("", label("Articles"), label("Activities")),
}  # fmt: skip


class Table(NamedTuple):
    """A sheet: its name, its headings, and rows of texts, numbers and truths."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Sequence[object], ...]


def tables(report: Report, _: Translate) -> tuple[Table, ...]:
    """The lists of a report, each a sheet."""
    lists: tuple[tuple[str, type[Any], Sequence[Sequence[object]]], ...] = (
        (_("Targets"), TargetRow, report.targets),
        (_("By month"), CountRow, report.months),
        (_("By programme"), CountRow, report.programmes),
        (_("By reader"), CountRow, report.audiences),
        (_("Articles"), ArticleRow, report.articles),
        (_("Activities"), ActivityRow, report.activities),
    )
    return tuple(
        Table(name, tuple(_(heading) if heading else name for heading in _HEADINGS[kind]), tuple(rows))
        for name, kind, rows in lists
    )


def as_xlsx(report: Report, _: Translate) -> bytes:
    """The report in Excel, a sheet for each list. Texts stay texts, whatever they begin with."""
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, wrapped = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
        for table in tables(report, _):
            sheet = book.add_worksheet(table.name[:31])
            sheet.freeze_panes(1, 0)
            for column, heading in enumerate(table.headings):
                width = max([len(heading), *(len(str(row[column])) for row in table.rows)])
                sheet.set_column(column, column, min(width, 60) + 2)
                sheet.write_string(0, column, heading, bold)
            for number, row in enumerate(table.rows, 1):
                for column, value in enumerate(row):
                    if isinstance(value, int) and not isinstance(value, bool):
                        sheet.write_number(number, column, value)
                    else:
                        sheet.write_string(number, column, _words(value, _), wrapped)
    return made.getvalue()


def as_csv(report: Report, _: Translate) -> bytes:
    """All lists of the report below one another, with the byte order mark that Excel wants."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for table in tables(report, _):
        writer.writerow([table.name])
        writer.writerow(table.headings)
        writer.writerows([guarded(_words(value, _)) for value in row] for row in table.rows)
        writer.writerow([])
    return text.getvalue().encode("utf-8-sig")


def _words(value: object, _: Translate) -> str:
    """A value as people write it."""
    return (_("yes") if value else "") if isinstance(value, bool) else str(value)
