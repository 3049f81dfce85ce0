"""The command line: the only place that prints, asks or exits."""

from __future__ import annotations

import atexit
import gc
import io
import sys

from generator.cli.words import _

# isort: split
import click

from generator.cli import exchange, publishing, serving, writing

COMMANDS = (
    publishing.build,
    publishing.serve,
    serving.configure,
    publishing.explain,
    publishing.check,
    publishing.mint,
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
    gc.disable()  # records live as long as the command: looking for garbage among them doubles its time
    atexit.register(gc.freeze)  # nor look for it among them at the end
    outreach()
