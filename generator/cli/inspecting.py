"""Asking what is wrong, what a code means and why a page was made: nothing is published, no record is changed."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator.cli.options import (
    any_folder_option,
    day_of,
    extras_option,
    lang_option,
    out_option,
    root_option,
    today_option,
)
from generator.cli.show import MISTAKES, show
from generator.cli.words import LANGUAGE, _
from generator.model.diagnostic import Severity, errors, stops
from generator.model.message import Message, message


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
@any_folder_option
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
    if stops(diagnostics):
        sys.exit(MISTAKES)
    if presentation == "text" and all(each.severity is Severity.NOTE for each in diagnostics):
        click.echo(_("No mistakes found."))


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
        wrong = errors(diagnostics)
        show(wrong, root)
        if not wrong:  # else nobody knows
            click.echo(message("This site does not publish {path}.", path=path).text(_), err=True)
            if not extras:
                click.echo(_("Of files to print, to read out and to share ask with `--extras`."), err=True)
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
