"""What comes from others and goes to them: feeds, lists of places, and the data that travels with the program."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import day_of, lang_option, root_option, today_option
from generator.cli.show import MISTAKES, show, show_in_text
from generator.cli.words import _
from generator.model.diagnostic import Severity, stops
from generator.model.message import Message, message

if TYPE_CHECKING:
    from generator.desk.pull import Pulled

MOST = 400  # characters of a line about an item


@click.command(help=_("Take over what the feeds in data/site.yaml offer: news, corrections, withdrawals."))
@click.argument("subscription", nargs=-1, metavar=_("[SUBSCRIPTION…]"))
@root_option
@today_option
@lang_option
def pull(subscription: tuple[str, ...], root: Path, today: date | None) -> None:
    """Take over, and say in a line what became of each subscription."""
    from generator.desk.pull import pull as take_over
    from generator.net.doctor.value import shown

    pulled, diagnostics = take_over(root.resolve(), day_of(today), subscription)
    show(diagnostics, root)
    for done in pulled:
        click.echo(f"{click.style(done.subscription, bold=True)}: {_became(done).text(_)}", err=bool(done.failed))
        for each in done.refused:
            why = message("not taken: “{title}”: {why}", title=each.item, why=each.why)
            click.echo(f"    {shown(why.text(_), MOST)}", err=True)
        for each in done.bare:
            why = message("without its picture: “{title}”: {why}", title=each.item, why=each.why)
            click.echo(f"    {shown(why.text(_), MOST)}", err=True)
    unknown = sorted(set(subscription) - {done.subscription for done in pulled})
    for name in unknown:
        click.echo(message("There is no subscription `{name}` in data/site.yaml.", name=name).text(_), err=True)
    if not pulled and not diagnostics and not unknown:
        click.echo(_("There are no `subscriptions:` in data/site.yaml."))
    if any(done.new or done.changed or done.withdrawn for done in pulled):
        click.echo(_("Read what came, then run `outreach mint` and `outreach build`."))
    if diagnostics or unknown or any(done.failed for done in pulled):
        sys.exit(MISTAKES)


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


@click.command("check-feed", help=_("Judge any feed, at an address or in a file, before you take it over."))
@click.argument("source", metavar=_("ADDRESS|FILE"))
@today_option
@lang_option
def check_feed(source: str, today: date | None) -> None:
    """Examine one feed; take nothing over."""
    from generator.desk.examine import look

    seen = look(source, day_of(today))
    show_in_text(seen.diagnostics, seen.lines)
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
    if stops(seen.diagnostics):
        sys.exit(MISTAKES)
    if all(each.severity is Severity.NOTE for each in seen.diagnostics):
        click.echo(_("No mistakes found."))


@click.command("import", help=_("Take places over from a table (Excel, CSV): a trial, until --write is given."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help=_("Write the records; without it nothing is written."))
@click.option("--sheet", metavar="NAME", help=_("The sheet to read (default: the one of which most is understood)."))
@click.option("--unit", metavar="ID", help=_("The province of places for which the table names none."))
@click.option("--service", metavar="ID", help=_("The kind of service, where the table has no column for it."))
@click.option("--source", metavar="TEXT", help=_("How the source is called in new records (default: the file's name)."))
@root_option
@today_option
@lang_option
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
    from generator.desk.tables.entry import Asked
    from generator.desk.tables.intake import take_in
    from generator.desk.tables.report import Report

    named = source or message("The table “{file}”", file=file.name).text(_)
    taken, diagnostics = take_in(root.resolve(), file, day_of(today), Asked(unit, service, named), sheet, write)
    show(diagnostics, root)
    if taken:
        click.echo("\n".join(Report(taken, _).lines()))
    if taken is None or taken.of("refused"):
        sys.exit(MISTAKES)


@click.command(help=_("Write the places to a table (.xlsx, .csv) that others fill in and `import` reads."))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--unit", metavar="ID", help=_("Only the places of this province."))
@click.option("--service", metavar="ID", help=_("Only the places that offer this kind of service."))
@root_option
@today_option
@lang_option
def export(file: Path, unit: str | None, service: str | None, root: Path, today: date | None) -> None:
    """Write the table; never over one that is there, which may hold somebody's work."""
    from generator.desk.tables.export import give_out
    from generator.desk.tables.intake import open_places

    if file.suffix.lower() not in (".xlsx", ".csv"):
        raise click.BadParameter(_("The name of the file must end in .xlsx or .csv."))
    if file.exists():
        raise click.BadParameter(_("There is a file of that name already: choose another name."))
    site, words, diagnostics = open_places(root.resolve(), unit, service)
    show(diagnostics, root)
    if diagnostics:
        sys.exit(MISTAKES)
    count = give_out(site, words, file, day_of(today), _, unit, service)
    click.echo(message("{count} places written to {file}.", count=count, file=file.name).text(_))


@click.command(
    "update-data",
    help=_(
        "Show what the program's data (units, days off, words, hotlines …) would change in this site's own copy;"
        " --write takes it over."
    ),
)
@click.argument("collection", nargs=-1, metavar=_("[COLLECTION…]"))
@click.option("--write", is_flag=True, help=_("Write the files; without it nothing is written."))
@root_option
@lang_option
def update_data(collection: tuple[str, ...], write: bool, root: Path) -> None:
    """Compare, and say what becomes of each record; what the office changed itself stays."""
    from generator import shared
    from generator.desk.update import update
    from generator.desk.update.report import lines

    if unknown := sorted({*collection} - {*shared.SHARED_DATA}):
        why = message("“{value}” is not one of: {known}", value=unknown[0], known=", ".join(shared.SHARED_DATA))
        raise click.UsageError(why.text(_))
    if (root / "data").resolve() == shared.DATA.resolve():
        click.echo(_("The data of this site is the program's own: there is nothing to take over."))
        return
    found, diagnostics = update(root.resolve(), shared.DATA.parent, collection, write)
    show(diagnostics, root)
    if found is None:
        sys.exit(MISTAKES)
    click.echo("\n".join(lines(found, _)))
