"""What officers write with less effort: new records and sites, what is owed, reports."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import Whole, day_of, lang_option, root_option, today_option
from generator.cli.reading import readable_site, tell_what_is_unread, whole_site
from generator.cli.show import MISTAKES, WRONG_USE, show
from generator.cli.words import LANGUAGE, _
from generator.model.dates import NotReadable
from generator.model.message import message

if TYPE_CHECKING:
    from generator.desk.new import Question
    from generator.model.site import Site


@click.command(
    help=_("Begin a new record: a few questions, then a file with notes that says what is still to be written.")
)
@click.argument("kind", type=click.Choice(["article", "location", "campaign", "document", "activity", "target"]))
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar=_("FIELD=VALUE"),
    help=_("An answer, such as --set title=…; several for several. What is not given is asked, on a terminal."),
)
@root_option
@today_option
@lang_option
def new(kind: str, given: tuple[str, ...], root: Path, today: date | None) -> None:
    """Ask, write, and show what must still be written."""
    from generator.desk.new import FORMS, NotNew, new_record

    root, day = root.resolve(), day_of(today)
    site = readable_site(root)
    try:
        answers = _answers(site, FORMS[kind].questions, given, day)
        file, problems = new_record(root, site, kind, answers)
    except NotNew as problem:
        raise click.UsageError(problem.why.text(_)) from None
    click.echo(_written(file, root))
    if problems:
        click.echo(_("Still to be written:"))
        show(problems, root)


def _answers(site: Site, questions: Sequence[Question], given: Sequence[str], today: date) -> dict[str, Any]:
    """What was given by flags, and what is asked for besides. Raises NotNew."""
    from generator.desk.new import meant

    told = dict(each.split("=", 1) for each in given if "=" in each)
    fields = [question.field for question in questions]
    for name in [each for each in given if "=" not in each] + sorted(told.keys() - set(fields)):
        wrong = message("--set {name}: write one of {known}", name=name, known=", ".join(fields))
        raise click.UsageError(wrong.text(_))
    return {
        each.field: meant(site, each, told[each.field], today, _) if each.field in told else _asked(site, each, today)
        for each in questions
    }


def _asked(site: Site, question: Question, today: date) -> Any:
    """The answer to a question, asked until it can be meant; without a terminal nothing is answered."""
    from generator.desk.new import NotNew, choices, meant, offered

    usual = offered(site, question, today)
    if not sys.stdin.isatty():
        return meant(site, question, usual, today, _)
    for record_id, name in choices(site, question, _):
        click.echo(f"    {record_id:28} {name}")
    optional = _("may stay empty")
    text = _(question.text) + ("" if question.needed else f" ({optional})")
    while True:
        try:
            return meant(site, question, click.prompt(text, default=usual, show_default=bool(usual)), today, _)
        except NotNew as problem:
            click.echo(problem.why.text(_), err=True)


@click.command(help=_("Begin a site of your own in a new folder: it can be built at once."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--set", "given", multiple=True, metavar=_("FIELD=VALUE"), help=_("An answer: office, name, url or unit.")
)
@today_option
@lang_option
def init(folder: Path, given: tuple[str, ...], today: date | None) -> None:
    """Ask, and write a site."""
    from generator.desk.new import NotNew
    from generator.desk.start import QUESTIONS, start
    from generator.source.load import load

    day = day_of(today)
    site, _no_site_yet = load(folder)  # for the units that come with the generator
    try:
        answers = _answers(site, QUESTIONS, given, day)
        for file in [*start(folder, answers, day)]:  # nothing is told of a folder that is taken away again
            click.echo(message("Written: {file}", file=file).text(_))
    except NotNew as problem:
        raise click.UsageError(problem.why.text(_)) from None
    click.echo(message("Now: cd {folder}, then `outreach build`.", folder=quote(str(folder))).text(_))


@click.command(
    help=_("Write records in forms in the browser, on this machine alone: Decap CMS, fetched by npm the first time.")
)
@root_option
@click.option(
    "--port",
    type=Whole(0, 65535),
    default=8001,
    help=_("Port on this machine (default: 8001; 0: any free one)."),
)
@today_option
@lang_option
def edit(root: Path, port: int, today: date | None) -> None:
    """Serve the forms until Ctrl+C."""
    from generator.desk.edit import InUse, NotFetched
    from generator.desk.edit import edit as serve

    def ready(address: str) -> None:
        click.echo(message("Forms: {address} (Ctrl+C: stop)", address=address).text(_))

    day_of(today)
    try:
        unread = partial(tell_what_is_unread, root=root)
        serve(root.resolve(), port, lambda: day_of(today), LANGUAGE, _, unread, ready)
    except InUse:
        said = message("Port {port} cannot be used, another program has it: choose one with --port.", port=port)
        click.echo(said.text(_), err=True)
        sys.exit(WRONG_USE)
    except NotFetched as problem:
        said = message("The forms cannot be shown without Decap CMS: {why}.", why=problem.why)
        click.echo(said.text(_), err=True)
        sys.exit(MISTAKES)
    except KeyboardInterrupt:
        click.echo()


@click.command(help=_("Write JSON Schemas of all records, so that VS Code completes and explains while you type."))
@root_option
@lang_option
def schema(root: Path) -> None:
    """Write the schemas and tell the editor of them."""
    from generator.desk.schema import write_schemas

    site = readable_site(root.resolve())
    for file in write_schemas(root, site, _):
        click.echo(message("Written: {file}", file=file).text(_))
    click.echo(_("Now install the extension “YAML” (redhat.vscode-yaml) in VS Code and open this folder."))


@click.command(help=_("List what is owed: articles, reviews, checks of places, reports, campaigns and their themes."))
@click.option("--days", type=Whole(1, 366), default=31, help=_("How many days ahead (default: 31)."))
@click.option(
    "--ics",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help=_("Write it to this calendar (.ics) for Outlook, Google Calendar or a phone; one that is there is replaced."),
)
@root_option
@today_option
@lang_option
def due(days: int, file: Path | None, root: Path, today: date | None) -> None:
    """What is owed, by its last day."""
    from generator.desk.files import replace_file
    from generator.model.owed import owed
    from generator.renderers.dues import own_calendar

    day = day_of(today)
    site = whole_site(root.resolve())
    found = owed(site, day, days)
    if file:
        if file.suffix.lower() != ".ics":
            raise click.BadParameter(_("The name of the file must end in .ics."))
        replace_file(file, own_calendar(site, found))
        click.echo(message("{count} dues written to {file}.", count=len(found), file=file.name).text(_))
        return
    for each in found:
        late = click.style(_("late"), fg="red") + " " if each.late(day) else ""
        how = f" (`{each.how}`)" if each.how else ""
        click.echo(f"{each.last:%d/%m/%Y}  {late}{each.what.text(_)}{how}\n            {each.place}")
    if not found:
        click.echo(message("Nothing is owed in the next {days} days.", days=days).text(_))


@click.command(
    help=_(
        "Write the communication part of a periodic report, from what was published and done."
        " A file that you have worked in since is never replaced."
    )
)
@click.option("--duty", default="", help=_("Which report: the id of a record in data/duties."))
@click.option("--period", default="", help=_("2026, 2026-H1 (half a year), 2026-9M or 2026-M11."))
@click.option(
    "--format",
    "formats",
    type=click.Choice(["docx", "xlsx", "csv"]),
    multiple=True,
    default=("docx", "xlsx"),
    help=_("docx (Word), xlsx (Excel) or csv; several times for several (default: docx and xlsx)."),
)
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help=_("Folder for the files (default: bao-cao/ in the root)."),
)
@click.option("--copy-template", is_flag=True, help=_("Copy the Word template to data/templates, to change it there."))
@root_option
@today_option
@lang_option
def report(
    duty: str,
    period: str,
    formats: tuple[str, ...],
    to: Path | None,
    copy_template: bool,
    root: Path,
    today: date | None,
) -> None:
    """Write a report, and say where."""
    from generator.desk import report as desk
    from generator.model.period import Period

    root = root.resolve()
    if copy_template:
        file = desk.copy_template(root)
        click.echo(_written(file, root) if file else _("There is a template already."))
        return
    site = whole_site(root)
    if not site.duties:
        none = message(
            "No report is written down yet. Make a file for each in data/duties, such as data/duties/bao-cao-nam.yaml,"
            " with a line for each of these: `sender: …`, `recipient: …`, `period: year`, `due: 05/12`."
        )
        raise click.UsageError(none.text(_))
    if duty not in site.duties:
        known = ", ".join(site.duties) or "–"
        raise click.UsageError(message("--duty is one of: {known}", known=known).text(_))
    try:
        written = desk.write_report(
            root, site, site.duties[duty], Period.parse(period), day_of(today), to or root / "bao-cao", formats, _
        )
        for file in written:
            click.echo(_written(file, root))
    except (NotReadable, desk.NotReplaced) as problem:
        raise click.UsageError(problem.why.text(_)) from None


def _written(file: Path, root: Path) -> str:
    """That a file was written, as somebody in the folder of the site calls it."""
    near = file.relative_to(root) if file.is_relative_to(root) else file
    return message("Written: {file}", file=near).text(_)
