"""The command line: the only place that prints, asks or exits."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys

from generator.cli.words import _

# isort: split
import click

from generator.cli import configuring, exchange, inspecting, previewing, publishing, releasing, writing
from generator.cli.show import MISTAKES
from generator.model.system import advice, refused

COMMANDS = (
    publishing.build,
    previewing.serve,
    configuring.configure,
    inspecting.explain,
    inspecting.check,
    publishing.mint,
    releasing.releases,
    releasing.rollback,
    releasing.publish,
    releasing.sign,
    releasing.verify,
    writing.init,
    writing.new,
    writing.edit,
    writing.schema,
    writing.due,
    writing.report,
    exchange.pull,
    exchange.check_feed,
    exchange.import_table,
    exchange.export,
    exchange.update_data,
)


@click.group(help=_("Publish records about public-health campaigns as a website."), commands=COMMANDS)
@click.version_option(package_name="outreach-publisher")
def outreach() -> None:
    """The command itself; its help is what people read."""


def main() -> None:
    """Run `outreach`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # Vietnamese needs it, whatever a pipe is set to
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # What other packages would plug into it has no part here, and to look for it opens every package that is installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.disable()  # records live as long as the command: looking for garbage among them doubles its time
    atexit.register(gc.freeze)  # nor look for it among them at the end
    try:
        outreach()
    except OSError as problem:
        click.echo(refused(problem).text(_), err=True)
        if what := advice(problem):
            click.echo(f"    → {what.text(_)}", err=True)
        sys.exit(MISTAKES)
    except MemoryError:
        click.echo(_("There is not enough memory for this."), err=True)
        sys.exit(MISTAKES)
