"""Releases that are there: listing, going back, taking elsewhere, signing, verifying."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.build.barred import Barred
from generator.cli.options import any_folder_option, lang_option, out_option, patience, wait_option
from generator.cli.show import MISTAKES, show
from generator.cli.words import _
from generator.model.message import message

if TYPE_CHECKING:
    from generator.build.history import Changes, Release

_trial_option = click.option("--dry-run", "trial", is_flag=True, help=_("Say what would change, and change nothing."))


@contextmanager
def _told(root: Path) -> Iterator[None]:
    """Tell why something was refused, and exit."""
    try:
        yield
    except Barred as problem:
        show([problem.diagnostic], root)
        sys.exit(MISTAKES)


@click.command(help=_("List the releases that are kept, the one published last first; * is what `site` shows."))
@click.option(
    "--format", "presentation", type=click.Choice(["text", "json"]), default="text", help=_("text (default) or json.")
)
@any_folder_option
@out_option
@lang_option
def releases(presentation: str, root: Path, out: Path | None) -> None:
    """One line for each release, or one object."""
    from generator.build.history import history
    from generator.build.releases import Releases

    kept = history(Releases((out or root).resolve()))
    if presentation == "json":
        click.echo(json.dumps(list(map(_as_json, kept)), indent=2))
        return
    if not kept:
        click.echo(_("There is no release yet: run `outreach build`."))
    for each in kept:
        click.echo(_line(each))


def _as_json(release: Release) -> dict[str, object]:
    changes = release.changes
    return {
        "id": release.id,
        "published": release.published.isoformat(timespec="seconds"),
        "files": release.files,
        "bytes": release.size,
        "current": release.current,
        "rolled_back": release.left,
        "changes": changes and changes._asdict(),
    }


def _line(release: Release) -> str:
    from generator.build.history import SHORT

    line = message(
        "{mark} {id}  {published}  {files} files, {size} MB",
        mark="*" if release.current else " ",
        id=release.id[:SHORT],
        published=f"{release.published:%d/%m/%Y %H:%M}",
        files=release.files,
        size=f"{release.size / 1e6:.1f}",
    ).text(_)
    if release.changes:
        line += f"  {_counted(release.changes)}"
    if release.left:
        line += "  " + _("(went back from it)")
    return line


def _counted(changes: Changes) -> str:
    """How many files are new, gone, different."""
    return f"+{changes.added} −{changes.removed} ~{changes.changed}"


@click.command(help=_("Go back to the release before, or to one that `outreach releases` lists, after verifying it."))
@click.argument("release", default="", metavar=_("[ID]"))
@any_folder_option
@out_option
@wait_option
@lang_option
def rollback(release: str, root: Path, out: Path | None, wait: float) -> None:
    """Switch `site` to a release that is kept."""
    from generator.build.history import SHORT, roll_back
    from generator.build.releases import Releases

    with _told(root):
        to = roll_back(Releases((out or root).resolve()), release, patience(wait))
    said = message(
        "`site` shows release {id} of {published} again; all its {files} files are as they were made.",
        id=to.id[:SHORT],
        published=f"{to.published:%d/%m/%Y %H:%M}",
        files=to.files,
    )
    click.echo(said.text(_))
    click.echo(
        _("The records stay as they are: the next `outreach build` publishes what they say. Mend them before it runs.")
    )


@click.command(help=_("Take what `site` shows elsewhere: to a folder, a server (rsync), a branch of a git repository."))
@click.option(
    "--to",
    "target",
    required=True,
    metavar="TARGET",
    help=_("FOLDER, USER@HOST:FOLDER, rsync://HOST/MODULE or git+ADDRESS#BRANCH."),
)
@click.option("--rsh", default="", metavar="COMMAND", help=_("The remote shell for rsync, such as “ssh -p 2222”."))
@click.option("--author", default="", metavar="NAME", help=_("Who commits: “Name <mail>” (default: git's settings)."))
@_trial_option
@any_folder_option
@out_option
@wait_option
@lang_option
def publish(  # one parameter for each option
    target: str, rsh: str, author: str, trial: bool, root: Path, out: Path | None, wait: float
) -> None:
    """Publish the present release at a target, and say what is different there."""
    from generator.build.history import SHORT
    from generator.build.program import discreet
    from generator.build.releases import Releases
    from generator.build.targets import publish as send
    from generator.build.targets.sending import Way

    with _told(root):
        sent = send(Releases((out or root).resolve()), target, Way(trial, rsh, author), patience(wait))
    values = {"target": discreet(target), "id": sent.id[:SHORT], "changes": _counted(sent.changes)}
    if trial:
        said = message("Would publish release {id} to {target}: {changes} files. Nothing was changed.", **values)
    elif any(sent.changes):
        said = message("Published release {id} to {target}: {changes} files.", **values)
    else:
        said = message("{target} has release {id} already.", **values)
    click.echo(said.text(_))


@click.command(help=_("Sign what `site` shows with minisign, so that others can verify whose it is."))
@click.option(
    "--key",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=_("The file with the secret key, made by `minisign -G`."),
)
@any_folder_option
@out_option
@wait_option
@lang_option
def sign(key: Path, root: Path, out: Path | None, wait: float) -> None:
    """Put `manifest.json.minisig` beside the manifest."""
    from generator.build.releases import Releases
    from generator.build.signature import sign_published

    with _told(root):
        name = sign_published(Releases((out or root).resolve()), key.resolve(), patience(wait))
    click.echo(message("Signed: site/{file}", file=name).text(_))


@click.command(help=_("Compare a published site, in a folder or at an address, with its manifest, byte by byte."))
@click.argument("where", default="site", metavar=_("[FOLDER|ADDRESS]"))
@click.option(
    "--key", default="", metavar="KEY", help=_("Public key of minisign, or its file: judge the signature too.")
)
@click.option(
    "--allow",
    "allowed",
    multiple=True,
    metavar="PATTERN",
    help=_("Other files that may be there, such as .well-known/* (several times for several)."),
)
@lang_option
def verify(where: str, key: str, allowed: tuple[str, ...]) -> None:
    """Look at every file, and list those that are missing, changed or too many."""
    from generator.build.history import SHORT
    from generator.build.verify import verify_folder, verify_url

    with _told(Path()):
        if where.startswith(("http://", "https://")):
            found = verify_url(where, key)
        else:
            found = verify_folder(Path(where), key, allowed)
    show(found.findings, Path(where), brief=True)
    if found.findings:
        sys.exit(MISTAKES)
    whole = message("Release {id}: all {files} files are as they were made.", id=found.id[:SHORT], files=found.files)
    click.echo(whole.text(_))
    if key:
        click.echo(_("The signature is good."))
