"""How findings and progress are shown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import repeat
from pathlib import Path

import click

from generator.cli.words import _
from generator.desk.alike import counted, folded
from generator.desk.caret import line_in_file, line_in_text
from generator.model.diagnostic import Diagnostic, Severity
from generator.model.message import label
from generator.model.place import Place

MISTAKES, WRONG_USE = 1, 2  # exit codes; the second is click's own too
_SEVERITIES = {
    Severity.ERROR: (label("error"), "red"),
    Severity.WARNING: (label("warning"), "yellow"),
    Severity.NOTE: (label("note"), "cyan"),
}
_PHASES = {"load": label("Reading"), "render": label("Writing pages"), "compress": label("Compressing")}


def show(diagnostics: list[Diagnostic], root: Path, brief: bool = False) -> None:
    """Print each problem with its line, which is in a file below `root`, and how many there are.

    To be `brief`, a few stand for many that are alike.
    """
    _show(diagnostics, partial(line_in_file, root), brief)


def show_in_text(diagnostics: list[Diagnostic], lines: list[str]) -> None:
    """The same for problems of one text, whose `lines` are at hand."""
    _show(diagnostics, partial(line_in_text, lines), brief=False)


def _show(diagnostics: list[Diagnostic], line_at: Callable[[Place], list[str]], brief: bool) -> None:
    for each, others in folded(diagnostics) if brief else zip(diagnostics, repeat(None)):
        word, colour = _SEVERITIES[each.severity]
        click.echo(
            f"{click.style(str(each.place), bold=True)}: {click.style(_(word), fg=colour)} {each.code}: "
            f"{each.message.text(_)}",
            err=True,
        )
        for line in line_at(each.place):
            click.echo(f"    {line}", err=True)
        if each.hint:
            click.echo(f"    → {each.hint.text(_)}", err=True)
        if others:
            click.echo(f"    {others.text(_)}", err=True)
    if count := counted(diagnostics):
        click.echo(count.text(_), err=True)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
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
            bar.update(task, description=_(_PHASES[phase]), completed=done, total=total or None)

        yield tick
