"""The communication part of a periodic report: what it says, and the files it is written to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from generator.desk.files import replace_file, write
from generator.desk.report.contents import contents
from generator.desk.report.tables import as_csv, as_xlsx
from generator.desk.report.template import default_template
from generator.desk.report.word import OWN_TEMPLATE, as_docx
from generator.model.dates import NotReadable
from generator.model.duty import ReportDuty
from generator.model.message import Translate, WithReason, message
from generator.model.period import Period
from generator.model.site import Site

WRITTEN = "build/reports"  # below the root: the SHA-256 of every report that was written, one a line


class NotReplaced(WithReason):
    """A file that somebody may have worked in since it was written."""


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
    """Write the report of a duty for a period into the folder `to`; yields each file. Raises NotReadable.

    Raises NotReplaced, and writes nothing, where one of the files is there and is not as it was written.
    """
    if period.length != duty.period:
        raise NotReadable(
            message(
                "the report `{duty}` is not about such a period: write one such as {example}",
                duty=duty.id,
                example=Period(period.year, duty.period, 11 if duty.period == "month" else None),
            )
        )
    report = contents(site, duty, period, today, _)
    make = {
        "docx": lambda: as_docx(report, root, _),
        "xlsx": lambda: as_xlsx(report, _),
        "csv": lambda: as_csv(report, _),
    }
    made = {to / f"{duty.id}-{period}.{ending}": make[ending]() for ending in formats}
    known = root / WRITTEN
    digests = known.read_text(encoding="ascii").split() if known.exists() else []
    for file in made:
        if file.exists() and _digest(file.read_bytes()) not in digests:
            raise NotReplaced(
                message(
                    "{file} is not as this program wrote it, somebody may have worked in it: nothing was written."
                    " Give it another name, or choose another folder with --to.",
                    file=file,
                )
            )
    digests += [_digest(content) for content in made.values()]
    write(known, "".join(f"{each}\n" for each in dict.fromkeys(digests)))
    for file, content in made.items():
        replace_file(file, content)
        yield file


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def copy_template(root: Path) -> Path | None:
    """Put the template where an office can change it; None when there is one already."""
    file = root / OWN_TEMPLATE
    if file.exists():
        return None
    replace_file(file, default_template())
    return file
