"""The communication part of a periodic report: what it says, and the files it is written to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from generator.desk.files import replace_file
from generator.desk.report.contents import contents
from generator.desk.report.tables import as_csv, as_xlsx
from generator.desk.report.template import default_template
from generator.desk.report.word import OWN_TEMPLATE, as_docx
from generator.model.dates import NotReadable
from generator.model.duty import ReportDuty
from generator.model.message import Translate, message
from generator.model.period import Period
from generator.model.site import Site


def write_report(
    root: Path,
    site: Site,
    duty: ReportDuty,
    period: Period,
    today: date,
    to: Path,
    formats: Collection[str],
    _: Translate,
) -> Iterator[Path]:
    """Write the report of a duty for a period into the folder `to`; yields each file. Raises NotReadable."""
    if period.length != duty.period:
        raise NotReadable(
            message(
                "the report `{duty}` is not about such a period: write one such as {example}",
                duty=duty.id,
                example=Period(period.year, duty.period, 11 if duty.period == "month" else None),
            )
        )
    report = contents(site, duty, period, today, _)
    for ending in formats:
        file = to / f"{duty.id}-{period}.{ending}"
        made = {
            "docx": lambda: as_docx(report, root, _),
            "xlsx": lambda: as_xlsx(report, _),
            "csv": lambda: as_csv(report, _),
        }
        replace_file(file, made[ending]())
        yield file


def copy_template(root: Path) -> Path | None:
    """Put the template where an office can change it; None when there is one already."""
    file = root / OWN_TEMPLATE
    if file.exists():
        return None
    replace_file(file, default_template())
    return file
