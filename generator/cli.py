"""The command line: the only place that prints, asks or exits."""

from __future__ import annotations

import gettext
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator.desk.frames import code_frame
from generator.language import DOMAIN, translator
from generator.model.dates import NotReadable, parse_day
from generator.model.diagnostic import Diagnostic, Severity
from generator.model.message import Translate, label
from generator.shared import LOCALE
from generator.today import today_in_vietnam

MISTAKES = 1
WRONG_USE = 2

_SEVERITIES = {
    Severity.ERROR: (label("error"), "red"),
    Severity.WARNING: (label("warning"), "yellow"),
    Severity.NOTE: (label("note"), "cyan"),
}
_PHASES = {"load": label("Reading"), "render": label("Writing pages")}


class _Day(click.ParamType[date]):
    """A day, written as 2026-11-22 or 22/11/2026."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_day(value)
        except NotReadable as problem:
            self.fail(problem.why.text(_words()), param, ctx)


_root = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Folder that holds data/ and content/ (default: this one).",
)
_today = click.option("--today", type=_Day(), default=None, help="Build as on this day (default: today in Việt Nam).")
_lang = click.option(
    "--lang", type=click.Choice(["vi", "en"]), default="vi", help="Language of messages (default: vi)."
)


@click.group()
@click.version_option(package_name="outreach-publisher")
def outreach() -> None:
    """Publish records about public-health campaigns as a website."""


@outreach.command()
@_root
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder that gets releases/ and the link site (default: the root).",
)
@_today
@_lang
def build(root: Path, out: Path | None, today: date | None, lang: str) -> None:
    """Publish the site: check everything, write what changed, switch the link `site` in one step."""
    from generator.build.pipeline import build as publish

    translate = translator(lang)
    started = time.perf_counter()
    with _progress(translate) as tick:
        report, diagnostics = publish(root.resolve(), (out or root).resolve(), today or today_in_vietnam(), tick)
    _show(diagnostics, root, translate)
    seconds = f"{time.perf_counter() - started:.2f}"
    if report.published is None:
        click.echo(translate("Nothing was published; the site stays as it was."), err=True)
        sys.exit(MISTAKES)
    if report.written or report.removed:
        said = translate(
            "Published {outputs} files in {seconds} s: {written} written, {removed} removed, the others unchanged."
        )
    else:
        said = translate("Nothing to do: all {outputs} files are up to date ({seconds} s).")
    values = {
        "outputs": report.outputs,
        "seconds": seconds,
        "written": len(report.written),
        "removed": len(report.removed),
    }
    click.echo(said.format_map(values))


@outreach.command()
@_root
@_today
@_lang
def check(root: Path, today: date | None, lang: str) -> None:
    """List every mistake in the records, with its place and what to write instead."""
    from generator.checks import check as judge
    from generator.source.load import load

    translate = translator(lang)
    site, diagnostics = load(root.resolve())
    diagnostics += judge(site, today or today_in_vietnam())
    _show(sorted(diagnostics, key=lambda each: each.order), root, translate)
    if any(each.severity is Severity.ERROR for each in diagnostics):
        sys.exit(MISTAKES)
    if not diagnostics:
        click.echo(translate("No mistakes found."))


@outreach.command()
@_root
@_today
@_lang
def mint(root: Path, today: date | None, lang: str) -> None:
    """Give new records their permanent ids and list what is published in data/ids.csv."""
    from generator.desk.mint import mint as write_ids

    translate = translator(lang)
    report, diagnostics = write_ids(root.resolve(), today or today_in_vietnam())
    _show(diagnostics, root, translate)
    for file, minted in report.minted:
        click.echo(f"{file}: id: {minted}")
    said = translate("{minted} ids written, {listed} published ids added to data/ids.csv.")
    click.echo(said.format_map({"minted": len(report.minted), "listed": report.listed}))
    if any(each.severity is Severity.ERROR for each in diagnostics):
        sys.exit(MISTAKES)


def _show(diagnostics: list[Diagnostic], root: Path, translate: Translate) -> None:
    """Print each problem with its line, and how many there are."""
    for each in diagnostics:
        word, colour = _SEVERITIES[each.severity]
        click.echo(
            f"{click.style(str(each.place), bold=True)}: {click.style(translate(word), fg=colour)} {each.code}: "
            f"{each.message.text(translate)}",
            err=True,
        )
        for line in code_frame(root, each.place):
            click.echo(f"    {line}", err=True)
        if each.hint:
            click.echo(f"    → {each.hint.text(translate)}", err=True)
    errors = sum(each.severity is Severity.ERROR for each in diagnostics)
    warnings = sum(each.severity is Severity.WARNING for each in diagnostics)
    if errors or warnings:
        counted = translate("{errors} errors, {warnings} warnings.").format_map(
            {"errors": errors, "warnings": warnings}
        )
        click.echo(counted, err=True)


@contextmanager
def _progress(translate: Translate) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda phase, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tick(phase: str, done: int, total: int) -> None:
            bar.update(task, description=translate(_PHASES[phase]), completed=done, total=total or None)

        yield tick


def _words() -> Translate:
    """The translation asked for on the command line, before its options are read."""
    return translator("en" if "en" in sys.argv else "vi")


def main() -> None:
    """Run `outreach`; click's own sentences come from our catalogue."""
    os.environ["LANGUAGE"] = "en" if "--lang=en" in sys.argv or "en" in sys.argv else "vi"
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)
    outreach()
