"""What a web server is told, so that it serves the site as its pages expect."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import lang_option, out_option, root_option
from generator.cli.show import MISTAKES, show
from generator.cli.words import LANGUAGE, _
from generator.model.message import message
from generator.model.serving import SERVERS, Hosting, Listen


def _listen(ctx: click.Context, param: click.Parameter, value: str | None) -> Listen | None:
    try:
        return Listen.parse(value) if value else None
    except ValueError:
        wrong = message("“{value}” is no port such as 8080 and no address such as 127.0.0.1:8080", value=value)
        raise click.BadParameter(wrong.text(_)) from None


@click.command(
    help=_("Print the settings of a web server for this site: headers, types, compressed files, no log of addresses.")
)
@click.argument("server", type=click.Choice(SERVERS))
@click.option(
    "--listen",
    callback=_listen,
    metavar=_("ADDRESS"),
    help=_("Plain HTTP at this port or address, where something before the server does the HTTPS: 127.0.0.1:8080."),
)
@click.option(
    "--certificate",
    type=click.Path(path_type=Path),
    default=None,
    help=_("Folder of fullchain.pem and privkey.pem (default: certbot’s; Caddy fetches its own)."),
)
@root_option
@out_option
@lang_option
def configure(server: str, listen: Listen | None, certificate: Path | None, root: Path, out: Path | None) -> None:
    """Print what to give to the server."""
    from generator.build.names import LINK
    from generator.model.diagnostic import stops
    from generator.renderers.servers import settings
    from generator.source.load import load

    site, diagnostics = load(root.resolve())
    if stops(diagnostics):
        show(diagnostics, root, brief=True)
        raise click.exceptions.Exit(MISTAKES)
    folder = (out or root).absolute() / LINK
    hosting = Hosting(folder.as_posix(), certificate.absolute().as_posix() if certificate else "", listen)
    if not hosting.writable:
        wrong = message(
            "Settings can name only folders of letters, digits, spaces and ./:@+~=,-_, not {folder}", folder=folder
        )
        raise click.UsageError(wrong.text(_))
    click.echo(settings(server, site.config, hosting, LANGUAGE), nl=False)
