"""Judging, publishing and looking at the site."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import click

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
from generator.cli.show import MISTAKES, WRONG_USE, progress, show
from generator.cli.words import LANGUAGE, _
from generator.desk.overlay import overlay
from generator.model.diagnostic import Diagnostic, Severity
from generator.model.message import Message, message


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

    started = time.perf_counter()
    places = (root.resolve(), (out or root).resolve(), day_of(today))
    with _told_if_it_fails(out or root):
        plain = not extras and not compress
        last = Standing(*places) if plain else None  # what extras are made with is looked at by a build alone
        if last and (said := last.said()):
            show(said.diagnostics, root, brief=True)
            click.echo(_nothing_to_do(said.outputs, started))
            return
        from generator.build.pipeline import build as publish  # and with it all that makes pages

        with progress() as tick:
            report, diagnostics = publish(*places, tick, executor, extras, compress, patience(wait))
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
    return os.path.realpath(out / "site")


@click.command(
    help=_("Show the site while you write, to browsers on this machine alone: what you save appears at once.")
)
@root_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
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
        errors = [each for each in diagnostics if each.severity is Severity.ERROR]
        if errors != said:
            show(errors, root, brief=True)
            if not errors:
                click.echo(_("No mistakes found."))
        said[:] = errors

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


@click.command(
    help=_(
        "Say why a page was made anew or left alone and from which records it comes; or what a code such as R003 means."
    )
)
@click.argument("path")
@root_option
@out_option
@today_option
@extras_option
@lang_option
def explain(path: str, root: Path, out: Path | None, today: date | None, extras: bool) -> None:
    """Explain one output, named by its file or its address, or a code of a message."""
    from generator.build.explain import explain as find
    from generator.desk.codes import CODE, explained

    if CODE.fullmatch(path.upper()):
        code = explained(path.upper(), LANGUAGE)
        if code is None:
            raise click.UsageError(message("There is no message with the code {code}.", code=path.upper()).text(_))
        click.echo(f"{code.code} ({code.severity}): {code.meaning}\n    → {code.remedy}")
        if code.waivable:
            click.echo("    " + _("A record may set this rule aside with a reason, under `waivers`."))
        if code.page:
            click.echo(f"\n{code.page}")
        return
    found, diagnostics = find(root.resolve(), (out or root).resolve(), day_of(today), path, extras)
    if found is None:
        show(diagnostics, root)
        click.echo(message("This site does not publish {path}.", path=path).text(_), err=True)
        sys.exit(MISTAKES)
    click.echo(f"{found.path} ({found.recipe})")
    why = message("The published file was made because {why}.", why=Message(found.last)) if found.last else None
    click.echo(why.text(_) if why else _("It has not been published yet."))
    if found.now:
        click.echo(message("The next build makes it anew: {why}.", why=Message(found.now)).text(_))
    else:
        click.echo(_("The next build leaves it alone."))
    click.echo(_("It comes from:"))
    for place in found.records:
        click.echo(f"    {place}")
    if found.vocabularies:
        looked_up = _("names looked up in data/ and content/campaigns")
        click.echo(f"    {looked_up}")


@click.command(help=_("List every mistake in the records, with its place and what to write instead."))
@click.option(
    "--format",
    "presentation",
    type=click.Choice(["text", "json", "sarif", "github", "letter"]),
    default="text",
    help=_("text (default), json, sarif, github (annotations), or letter: Markdown to send to who has to mend it."),
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=_("List each of many mistakes that are alike, instead of the first three."),
)
@root_option
@today_option
@lang_option
def check(presentation: str, everything: bool, root: Path, today: date | None) -> None:
    """Read and judge every record; publish nothing."""
    from generator.build.inspection import inspect
    from generator.desk.presentations import PRESENTATIONS

    diagnostics = inspect(root.resolve(), day_of(today))
    if presentation == "text":
        show(diagnostics, root, brief=not everything)
    else:
        click.echo(PRESENTATIONS[presentation](diagnostics, root, _))
    if any(each.severity is Severity.ERROR for each in diagnostics):
        sys.exit(MISTAKES)
    if presentation == "text" and all(each.severity is Severity.NOTE for each in diagnostics):
        click.echo(_("No mistakes found."))


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
    if any(each.severity is Severity.ERROR for each in diagnostics):
        sys.exit(MISTAKES)
