"""The command line: the only place that prints, asks or exits."""

from __future__ import annotations

import atexit
import gc
import gettext
import io
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.desk.frames import code_frame, frame
from generator.desk.overlay import counted, overlay
from generator.language import translator
from generator.model.dates import NotReadable, parse_day
from generator.model.diagnostic import Diagnostic, Severity
from generator.model.message import Message, label, message
from generator.shared import LOCALE
from generator.today import today_in_vietnam

MISTAKES, WRONG_USE = 1, 2  # exit codes; the second is click's own too


def _asked_language(words: list[str]) -> str:
    """The language asked for on the command line; needed before click reads it, because help texts are set by then."""
    asked = [after for before, after in pairwise(words) if before == "--lang"]
    asked += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    return "en" if asked[-1:] == ["en"] else "vi"


LANGUAGE = _asked_language(sys.argv)
_ = translator(LANGUAGE)
# click's own sentences, from a catalogue of their own.
os.environ["LANGUAGE"] = LANGUAGE
gettext.bindtextdomain("click", str(LOCALE))
gettext.textdomain("click")

if TYPE_CHECKING:
    from generator.desk.new import Question
    from generator.desk.pull import Pulled
    from generator.model.site import Site

import click  # noqa: E402  # looks its first sentences up while it is imported

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
            self.fail(problem.why.text(_), param, ctx)


_root = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help=_("Folder that holds data/ and content/ (default: this one)."),
)
_out = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help=_("Folder that gets releases/ and the link site (default: the root)."),
)
_today = click.option(
    "--today", type=_Day(), default=None, help=_("Build as on this day (default: today in Việt Nam).")
)
_lang = click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    expose_value=False,  # read above, before click
    help=_("Language of messages: vi or en (default: vi)."),
)


def _executor(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if value in ("auto", "serial", "processes") or "://" in value:
        return value
    raise click.BadParameter(
        message("“{value}” is not one of: {known}", value=value, known="auto, serial, processes, tcp://…").text(_)
    )


@click.group(help=_("Publish records about public-health campaigns as a website."))
@click.version_option(package_name="outreach-publisher")
def outreach() -> None:
    """The command itself; its help is what people read."""


@outreach.command(help=_("Publish the site: check everything, write what changed, switch the link `site` in one step."))
@_root
@_out
@_today
@click.option(
    "--executor",
    default="auto",
    callback=_executor,
    metavar="NAME",
    help=_("Who makes the pages: auto, serial, processes, or a Dask cluster such as tcp://10.0.0.1:8786."),
)
@_lang
def build(root: Path, out: Path | None, today: date | None, executor: str) -> None:
    """Publish, and say what was written and how long it took."""
    from generator.build.pipeline import build as publish

    started = time.perf_counter()
    with _progress() as tick:
        report, diagnostics = publish(root.resolve(), (out or root).resolve(), _day(today), tick, executor)
    _show(diagnostics, root)
    seconds = f"{time.perf_counter() - started:.2f}"
    if report.published is None:
        click.echo(_("Nothing was published; the site stays as it was."), err=True)
        sys.exit(MISTAKES)
    said = (
        message(
            "Published {outputs} files in {seconds} s: {written} written, {removed} removed, the others unchanged.",
            outputs=report.outputs,
            seconds=seconds,
            written=len(report.written),
            removed=len(report.removed),
        )
        if report.written or report.removed
        else message(
            "Nothing to do: all {outputs} files are up to date ({seconds} s).", outputs=report.outputs, seconds=seconds
        )
    )
    click.echo(said.text(_))


@outreach.command(
    help=_("Show the site while you write, to browsers on this machine alone: what you save appears at once.")
)
@_root
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    help=_("Port on this machine (default: 8000; 0: any free one)."),
)
@_today
@_lang
def serve(root: Path, port: int, today: date | None) -> None:
    """Preview until Ctrl+C."""
    try:
        _preview(root.resolve(), port, today)
    except KeyboardInterrupt:
        sys.stdout.flush()
        os._exit(0)  # waits for no thread: a build that is stopped midway harms nothing


def _preview(root: Path, port: int, today: date | None) -> None:
    from generator.build.preview import InUse, NotWatched, Voice
    from generator.build.preview import serve as preview

    said: list[Diagnostic] = []

    def tell(diagnostics: Sequence[Diagnostic]) -> None:
        errors = [each for each in diagnostics if each.severity is Severity.ERROR]
        if errors != said:
            _show(errors, root)
            if not errors:
                click.echo(_("No mistakes found."))
        said[:] = errors

    voice = Voice(
        LANGUAGE,
        _("There is no page to show yet. Correct the mistakes and save: the page appears."),
        lambda diagnostics: overlay(diagnostics, root, LANGUAGE, _),
        tell,
    )
    _day(today)
    with ExitStack() as stack:
        tick = stack.enter_context(_progress())

        def ready(address: str) -> None:
            stack.close()
            click.echo(message("Preview: {address} (Ctrl+C: stop)", address=address).text(_))

        try:
            preview(root, port, lambda: _day(today), voice, tick, ready)
        except InUse:
            said_so = message("Port {port} cannot be used, another program has it: choose one with --port.", port=port)
            click.echo(said_so.text(_), err=True)
            sys.exit(WRONG_USE)
        except NotWatched as problem:
            click.echo(message("Saves cannot be noticed: {why}", why=problem).text(_), err=True)
            sys.exit(MISTAKES)


@outreach.command(
    help=_(
        "Say why a page was made anew or left alone and from which records it comes; or what a code such as R003 means."
    )
)
@click.argument("path")
@_root
@_out
@_today
@_lang
def explain(path: str, root: Path, out: Path | None, today: date | None) -> None:
    """Explain one output, named by its file or its address, or a code of a message."""
    from generator.build.explain import explain as find
    from generator.desk.codes import CODE, explained

    if CODE.fullmatch(path.upper()):
        code = explained(path.upper(), LANGUAGE)
        if code is None:
            raise click.UsageError(message("There is no message with the code {code}.", code=path.upper()).text(_))
        click.echo(f"{code.code} ({code.severity}): {code.meaning}\n    → {code.remedy}")
        return
    found, diagnostics = find(root.resolve(), (out or root).resolve(), _day(today), path)
    if found is None:
        _show(diagnostics, root)
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


@outreach.command(help=_("List every mistake in the records, with its place and what to write instead."))
@click.option(
    "--format",
    "presentation",
    type=click.Choice(["text", "json", "sarif", "github", "letter"]),
    default="text",
    help=_("text (default), json, sarif, github (annotations), or letter: Markdown to send to who has to mend it."),
)
@_root
@_today
@_lang
def check(presentation: str, root: Path, today: date | None) -> None:
    """Read and judge every record; publish nothing."""
    from generator.build.pipeline import inspect
    from generator.desk.presentations import PRESENTATIONS

    diagnostics = inspect(root.resolve(), _day(today))
    if presentation == "text":
        _show(diagnostics, root)
    else:
        click.echo(PRESENTATIONS[presentation](diagnostics, root, _))
    if any(each.severity is Severity.ERROR for each in diagnostics):
        sys.exit(MISTAKES)
    if presentation == "text" and all(each.severity is Severity.NOTE for each in diagnostics):
        click.echo(_("No mistakes found."))


@outreach.command(help=_("Give new records their permanent ids and list what is published in data/ids.csv."))
@_root
@_today
@_lang
def mint(root: Path, today: date | None) -> None:
    """Write ids and the register."""
    from generator.desk.mint import mint as write_ids

    report, diagnostics = write_ids(root.resolve(), _day(today))
    _show(diagnostics, root)
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


@outreach.command(help=_("Take over what the feeds in data/site.yaml offer: news, corrections, withdrawals."))
@click.argument("subscription", nargs=-1, metavar=_("[SUBSCRIPTION…]"))
@_root
@_today
@_lang
def pull(subscription: tuple[str, ...], root: Path, today: date | None) -> None:
    """Take over, and say in a line what became of each subscription."""
    from generator.desk.pull import pull as take_over

    pulled, diagnostics = take_over(root.resolve(), _day(today), subscription)
    _show(diagnostics, root)
    for done in pulled:
        click.echo(f"{click.style(done.subscription, bold=True)}: {_became(done).text(_)}", err=bool(done.failed))
        for each in done.refused:
            why = message("not taken: “{title}”: {why}", title=each.item, why=each.why)
            click.echo(f"    {why.text(_)}", err=True)
    unknown = sorted(set(subscription) - {done.subscription for done in pulled})
    for name in unknown:
        click.echo(message("There is no subscription `{name}` in data/site.yaml.", name=name).text(_), err=True)
    if not pulled and not diagnostics and not unknown:
        click.echo(_("There are no `subscriptions:` in data/site.yaml."))
    if any(done.new or done.changed or done.withdrawn for done in pulled):
        click.echo(_("Read what came, then run `outreach mint` and `outreach build`."))
    if diagnostics or unknown or any(done.failed for done in pulled):
        sys.exit(MISTAKES)


@outreach.command("check-feed", help=_("Judge any feed, at an address or in a file, before you take it over."))
@click.argument("source", metavar=_("ADDRESS|FILE"))
@_today
@_lang
def check_feed(source: str, today: date | None) -> None:
    """Examine one feed; take nothing over."""
    from generator.desk.examine import look

    seen = look(source, _day(today))
    _show(seen.diagnostics, seen.lines)
    if seen.name != source:
        click.echo(message("The page {page} names this feed: {feed}", page=source, feed=seen.name).text(_))
    if found := seen.examined:
        click.echo(
            message(
                "{format}, {items} items, the newest of {newest}, {size} KB: “{title}”",
                format=found.format,
                items=found.items,
                newest=found.newest or "?",
                size=-(-found.size // 1000),
                title=found.title,
            ).text(_)
        )
    if any(each.severity is Severity.ERROR for each in seen.diagnostics):
        sys.exit(MISTAKES)
    if all(each.severity is Severity.NOTE for each in seen.diagnostics):
        click.echo(_("No mistakes found."))


@outreach.command("import", help=_("Take places over from a table (Excel, CSV): a trial, until --write is given."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help=_("Write the records; without it nothing is written."))
@click.option("--sheet", metavar="NAME", help=_("The sheet to read (default: the one of which most is understood)."))
@click.option("--unit", metavar="ID", help=_("The province of places for which the table names none."))
@click.option("--service", metavar="ID", help=_("The kind of service, where the table has no column for it."))
@click.option("--source", metavar="TEXT", help=_("How the source is called in new records (default: the file's name)."))
@_root
@_today
@_lang
def import_table(
    file: Path,
    write: bool,
    sheet: str | None,
    unit: str | None,
    service: str | None,
    source: str | None,
    root: Path,
    today: date | None,
) -> None:
    """Take over, and say what becomes of each row."""
    from generator.desk.tables.intake import take_in
    from generator.desk.tables.report import Report
    from generator.desk.tables.rows import Asked

    named = source or message("The table “{file}”", file=file.name).text(_)
    taken, diagnostics = take_in(root.resolve(), file, _day(today), Asked(unit, service, named), sheet, write)
    _show(diagnostics, root)
    if taken:
        click.echo("\n".join(Report(taken, _).lines()))
    if taken is None or taken.of("refused"):
        sys.exit(MISTAKES)


@outreach.command(help=_("Write the places to a table (.xlsx, .csv) that others fill in and `import` reads."))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--unit", metavar="ID", help=_("Only the places of this province."))
@click.option("--service", metavar="ID", help=_("Only the places that offer this kind of service."))
@_root
@_today
@_lang
def export(file: Path, unit: str | None, service: str | None, root: Path, today: date | None) -> None:
    """Write the table; never over one that is there, which may hold somebody's work."""
    from generator.desk.tables.export import give_out
    from generator.desk.tables.intake import open_places

    if file.suffix.lower() not in (".xlsx", ".csv"):
        raise click.BadParameter(_("The name of the file must end in .xlsx or .csv."))
    if file.exists():
        raise click.BadParameter(_("There is a file of that name already: choose another name."))
    site, words, diagnostics = open_places(root.resolve(), unit, service)
    _show(diagnostics, root)
    if diagnostics:
        sys.exit(MISTAKES)
    count = give_out(site, words, file, _day(today), _, unit, service)
    click.echo(message("{count} places written to {file}.", count=count, file=file.name).text(_))


@outreach.command(
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
@_root
@_today
@_lang
def new(kind: str, given: tuple[str, ...], root: Path, today: date | None) -> None:
    """Ask, write, and show what must still be written."""
    from generator.desk.new import FORMS, NotNew, new_record
    from generator.source.load import load

    root, day = root.resolve(), _day(today)
    site, _problems = load(root)
    try:
        answers = _answers(site, FORMS[kind].questions, given, day)
        file, problems = new_record(root, site, kind, answers)
    except NotNew as problem:
        raise click.UsageError(problem.why.text(_)) from None
    click.echo(message("Written: {file}", file=file.relative_to(root)).text(_))
    if problems:
        click.echo(_("Still to be written:"))
        _show(problems, root)


def _answers(site: Site, questions: Sequence[Question], given: Sequence[str], today: date) -> dict[str, Any]:
    """What was given by flags, and what is asked for besides. Raises NotNew."""
    from generator.desk.new import meant

    told = dict(each.split("=", 1) for each in given if "=" in each)
    fields = [question.field for question in questions]
    for name in [each for each in given if "=" not in each] + sorted(told.keys() - set(fields)):
        wrong = message("--set {name}: write one of {known}", name=name, known=", ".join(fields))
        raise click.UsageError(wrong.text(_))
    return {
        each.field: meant(site, each, told[each.field], today) if each.field in told else _asked(site, each, today)
        for each in questions
    }


def _asked(site: Site, question: Question, today: date) -> Any:
    """The answer to a question, asked until it can be meant; without a terminal nothing is answered."""
    from generator.desk.new import NotNew, choices, meant, offered

    usual = offered(site, question, today)
    if not sys.stdin.isatty():
        return meant(site, question, usual, today)
    for record_id, name in choices(site, question):
        click.echo(f"    {record_id:28} {name}")
    optional = _("may stay empty")
    text = _(question.text) + ("" if question.needed else f" ({optional})")
    while True:
        try:
            return meant(site, question, click.prompt(text, default=usual, show_default=bool(usual)), today)
        except NotNew as problem:
            click.echo(problem.why.text(_), err=True)


@outreach.command(help=_("Begin a site of your own in a new folder: it can be built at once."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--set", "given", multiple=True, metavar=_("FIELD=VALUE"), help=_("An answer: office, name, url or unit.")
)
@_today
@_lang
def init(folder: Path, given: tuple[str, ...], today: date | None) -> None:
    """Ask, and write a site."""
    from generator.desk.new import NotNew
    from generator.desk.start import QUESTIONS, start
    from generator.source.load import load

    day = _day(today)
    site, _problems = load(folder)  # for the units that come with the generator
    try:
        answers = _answers(site, QUESTIONS, given, day)
        for file in start(folder, answers, day):
            click.echo(message("Written: {file}", file=file).text(_))
    except NotNew as problem:
        raise click.UsageError(problem.why.text(_)) from None
    click.echo(message("Now: cd {folder}, then `outreach build`.", folder=folder).text(_))


@outreach.command(help=_("List what is owed: articles, checks of places, reports, campaigns that begin."))
@click.option("--days", type=click.IntRange(1, 366), default=31, help=_("How many days ahead (default: 31)."))
@_root
@_today
@_lang
def due(days: int, root: Path, today: date | None) -> None:
    """What is owed, by its last day."""
    from generator.model.owed import owed
    from generator.source.load import load

    day = _day(today)
    site, _problems = load(root.resolve())
    found = owed(site, day, days)
    for each in found:
        late = click.style(_("late"), fg="red") + " " if each.late(day) else ""
        click.echo(f"{each.last:%d/%m/%Y}  {late}{each.what.text(_)}\n            {each.place}")
    if not found:
        click.echo(message("Nothing is owed in the next {days} days.", days=days).text(_))


@outreach.command(help=_("Write the communication part of a periodic report, from what was published and done."))
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
@_root
@_today
@_lang
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
    from generator.source.load import load

    root = root.resolve()
    if copy_template:
        file = desk.copy_template(root)
        click.echo(message("Written: {file}", file=file).text(_) if file else _("There is a template already."))
        return
    site, _problems = load(root)
    if duty not in site.duties:
        known = ", ".join(site.duties) or "–"
        raise click.UsageError(message("--duty is one of: {known}", known=known).text(_))
    try:
        written = desk.write_report(
            root, site, site.duties[duty], Period.parse(period), _day(today), to or root / "bao-cao", formats, _
        )
        for file in written:
            click.echo(message("Written: {file}", file=file).text(_))
    except NotReadable as problem:
        raise click.UsageError(problem.why.text(_)) from None


def _became(done: Pulled) -> Message:
    """What became of a subscription, in one line."""
    if done.failed:
        return message("nothing was taken and nothing changed here: {why}", why=done.failed)
    return message(
        "{new} new, {changed} corrected, {withdrawn} withdrawn, {unchanged} unchanged, {refused} not taken",
        new=done.new,
        changed=done.changed,
        withdrawn=done.withdrawn,
        unchanged=done.unchanged,
        refused=len(done.refused),
    )


def _day(today: date | None) -> date:
    """The day asked for, or today in Việt Nam."""
    try:
        return today or today_in_vietnam()
    except NotReadable as problem:
        raise click.UsageError(problem.why.text(_)) from None


def _show(diagnostics: list[Diagnostic], root: Path | list[str]) -> None:
    """Print each problem with its line, and how many there are. Lines lie in files below `root`, or are at hand."""
    for each in diagnostics:
        word, colour = _SEVERITIES[each.severity]
        click.echo(
            f"{click.style(str(each.place), bold=True)}: {click.style(_(word), fg=colour)} {each.code}: "
            f"{each.message.text(_)}",
            err=True,
        )
        for line in code_frame(root, each.place) if isinstance(root, Path) else frame(root, each.place):
            click.echo(f"    {line}", err=True)
        if each.hint:
            click.echo(f"    → {each.hint.text(_)}", err=True)
    if count := counted(diagnostics):
        click.echo(count.text(_), err=True)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
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


def main() -> None:
    """Run `outreach`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # Vietnamese needs it, whatever a pipe is set to
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    gc.disable()  # records live as long as the command: looking for garbage among them doubles its time
    atexit.register(gc.freeze)  # nor look for it among them at the end
    outreach()
