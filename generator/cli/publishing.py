"""Publishing the site, and the permanent ids under which records are published."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from generator.build.names import LINK
from generator.cli.options import (
    compress_option,
    day_of,
    extras_option,
    lang_option,
    out_option,
    patience,
    root_option,
    today_option,
    wait_option,
)
from generator.cli.show import MISTAKES, progress, show
from generator.cli.words import _
from generator.model.diagnostic import stops
from generator.model.message import message
from generator.source.folders import FOLDERS


def _executor(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if value in ("auto", "serial", "processes") or "://" in value:
        return value
    raise click.BadParameter(
        message("“{value}” is not one of: {known}", value=value, known="auto, serial, processes, tcp://…").text(_)
    )


@click.command(help=_("Publish the site: check everything, write what changed, switch the link `site` in one step."))
@root_option
@out_option
@today_option
@click.option(
    "--executor",
    default="auto",
    callback=_executor,
    metavar="NAME",
    help=_("Who makes the pages: auto, serial, processes, or a Dask cluster such as tcp://10.0.0.1:8786."),
)
@extras_option
@compress_option
@wait_option
@lang_option
def build(
    root: Path, out: Path | None, today: date | None, executor: str, extras: bool, compress: bool, wait: float
) -> None:
    """Publish, and say what was written and how long it took."""
    from generator.build.standing import Standing

    if out and any(out.resolve().is_relative_to((root / each).resolve()) for each in FOLDERS):
        raise click.UsageError(message("{folder} is read: choose a folder beside it", folder=out).text(_))
    started = time.perf_counter()
    places = (root.resolve(), (out or root).resolve(), day_of(today))
    with _told_if_it_fails(out or root):
        plain = not extras and not compress
        last = Standing(*places) if plain else None  # what extras are made with is looked at by a build alone
        if last and (said := last.said()):
            show(said.diagnostics, root, brief=True)
            click.echo(_nothing_to_do(said.outputs, started))
            return
        from generator.build.how import How
        from generator.build.pipeline import build as publish  # and with it all that makes pages

        with progress() as tick:
            report, diagnostics = publish(
                *places, How(executor, extras=extras, compressed=compress, tick=tick), patience(wait)
            )
        if last and report.published:
            last.keep(report.files.values(), diagnostics)
    show(diagnostics, root, brief=True)
    if report.published is None:
        click.echo(_("Nothing was published; the site stays as it was."), err=True)
        sys.exit(MISTAKES)
    if not report.written and not report.removed:
        click.echo(_nothing_to_do(report.outputs, started))
        return
    made = message(
        "Published {outputs} files in {seconds} s: {written} written, {removed} removed, the others unchanged.",
        outputs=report.outputs,
        seconds=f"{time.perf_counter() - started:.2f}",
        written=len(report.written),
        removed=len(report.removed),
    )
    click.echo(made.text(_))


def _nothing_to_do(outputs: int, started: float) -> str:
    seconds = f"{time.perf_counter() - started:.2f}"
    said = message("Nothing to do: all {outputs} files are up to date ({seconds} s).", outputs=outputs, seconds=seconds)
    return said.text(_)


@contextmanager
def _told_if_it_fails(out: Path) -> Iterator[None]:
    """After a mistake of the program itself (and its traceback, which is for us), say what readers see now."""
    before = _shown(out)
    try:
        yield
    except Exception as problem:
        if isinstance(problem, (OSError, click.ClickException, click.exceptions.Exit)):
            raise
        if not isinstance(problem, MemoryError):
            import traceback

            traceback.print_exc()
        if _shown(out) == before:
            click.echo(_("Nothing was published; the site stays as it was."), err=True)
        else:
            click.echo(_("The new release was published before this happened."), err=True)
        if isinstance(problem, MemoryError):
            raise
        click.echo(
            _("This is a mistake of the program, not yours: please send the lines above to who looks after it."),
            err=True,
        )
        sys.exit(MISTAKES)


def _shown(out: Path) -> str:
    """Where the link `site` leads."""
    return os.path.realpath(out / LINK)


@click.command(help=_("Give new records their permanent ids and list what is published in data/ids.csv."))
@root_option
@today_option
@lang_option
def mint(root: Path, today: date | None) -> None:
    """Write ids and the register."""
    from generator.desk.mint import mint as write_ids

    report, diagnostics = write_ids(root.resolve(), day_of(today))
    show(diagnostics, root)
    for file, minted in report.minted:
        click.echo(f"{file}: id: {minted}")
    said = message(
        "{minted} ids written, {listed} published ids added to data/ids.csv.",
        minted=len(report.minted),
        listed=report.listed,
    )
    click.echo(said.text(_))
    if stops(diagnostics):
        sys.exit(MISTAKES)
