"""Options that several commands share."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from generator.build.lock import PATIENCE, Patience
from generator.cli.words import _
from generator.model.dates import NotReadable, parse_day
from generator.source.folders import CONFIG, no_site
from generator.today import today_in_vietnam


class _Day(click.ParamType[date]):
    """A day, written as 2026-11-22 or 22/11/2026."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_day(value)
        except NotReadable as problem:
            self.fail(problem.why.text(_), param, ctx)


class Whole(click.IntRange):
    """A whole number, called so in the language of messages."""

    name = _("whole number")


class _Number(click.FloatRange):
    """A number, likewise."""

    name = _("number")


def _of_a_site(ctx: click.Context, param: click.Parameter, root: Path) -> Path:
    """A folder with a site in it: in any other one nothing is made."""
    if not (root / CONFIG).exists():
        from generator.cli.show import MISTAKES, show

        show([no_site()], root)
        ctx.exit(MISTAKES)
    return root


_folder_option = partial(
    click.option,
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help=_("Folder that holds data/ and content/ (default: this one)."),
)
root_option = _folder_option(callback=_of_a_site)
any_folder_option = _folder_option()  # of commands that need no records, or say themselves that there are none
out_option = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help=_("Folder that gets releases/ and the link site (default: the root)."),
)
today_option = click.option(
    "--today", type=_Day(), default=None, help=_("Build as on this day (default: today in Việt Nam).")
)
extras_option = click.option(
    "--extras",
    is_flag=True,
    help=_("Make the files to print, to read out and to share too; needs the extra `print`."),
)
wait_option = click.option(
    "--wait",
    type=_Number(0),
    default=PATIENCE.seconds,
    metavar="SECONDS",
    help=_("How long to wait for another command that is at work on the releases (default: 30)."),
)
compress_option = click.option(
    "--compress",
    is_flag=True,
    help=_("Put a compressed file (.br, .gz) beside each text file, for the web server to send."),
)
lang_option = click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    expose_value=False,  # read above, before click
    help=_("Language of messages: vi or en (default: vi)."),
)


def patience(seconds: float) -> Patience:
    """Wait for another command so long, and say so."""
    return Patience(seconds, lambda said: click.echo(said.text(_), err=True))


def day_of(today: date | None) -> date:
    """The day asked for, or today in Việt Nam."""
    try:
        return today or today_in_vietnam()
    except NotReadable as problem:
        raise click.UsageError(problem.why.text(_)) from None
