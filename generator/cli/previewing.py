"""Showing the site while it is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import click

from generator.cli.options import Whole, day_of, extras_option, lang_option, root_option, today_option
from generator.cli.show import MISTAKES, WRONG_USE, progress, show
from generator.cli.words import LANGUAGE, _
from generator.desk.overlay import overlay
from generator.model.diagnostic import Diagnostic, errors
from generator.model.message import message


@click.command(
    help=_("Show the site while you write, to browsers on this machine alone: what you save appears at once.")
)
@root_option
@click.option(
    "--port",
    type=Whole(0, 65535),
    default=8000,
    help=_("Port on this machine (default: 8000; 0: any free one)."),
)
@today_option
@extras_option
@lang_option
def serve(root: Path, port: int, today: date | None, extras: bool) -> None:
    """Preview until Ctrl+C."""
    try:
        _preview(root.resolve(), port, today, extras)
    except KeyboardInterrupt:
        sys.stdout.flush()
        os._exit(0)  # waits for no thread: a build that is stopped midway harms nothing


def _preview(root: Path, port: int, today: date | None, extras: bool) -> None:
    from generator.build.preview import InUse, NotWatched, Voice
    from generator.build.preview import serve as preview

    said: list[Diagnostic] = []

    def tell(diagnostics: Sequence[Diagnostic]) -> None:
        wrong = errors(diagnostics)
        if wrong != said:
            show(wrong, root, brief=True)
            if not wrong:
                click.echo(_("No mistakes found."))
        said[:] = wrong

    voice = Voice(
        LANGUAGE,
        _("There is no page to show yet. Correct the mistakes and save: the page appears."),
        lambda diagnostics: overlay(diagnostics, root, LANGUAGE, _),
        tell,
    )
    day_of(today)
    with ExitStack() as stack:
        tick = stack.enter_context(progress())

        def ready(address: str) -> None:
            stack.close()
            click.echo(message("Preview: {address} (Ctrl+C: stop)", address=address).text(_))

        try:
            preview(root, port, lambda: day_of(today), voice, tick, ready, extras)
        except InUse:
            said_so = message("Port {port} cannot be used, another program has it: choose one with --port.", port=port)
            click.echo(said_so.text(_), err=True)
            sys.exit(WRONG_USE)
        except NotWatched as problem:
            click.echo(message("Saves cannot be noticed: {why}", why=problem).text(_), err=True)
            sys.exit(MISTAKES)
