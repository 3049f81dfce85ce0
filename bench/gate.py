"""`python -m bench.gate SITE`: what the gate costs of a cold build, of one with nothing changed, and of one edit.

SITE is a folder with records, such as `python -m bench --peers outreach --keep` leaves; it is published anew. All of it
runs in one process, so that the share of the gate hardly depends on what else runs on the machine.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from bench.corpus import TODAY
from generator.build.gate import Gate
from generator.build.how import How
from generator.build.pipeline import build

P = ParamSpec("P")
R = TypeVar("R")


class Clock:
    """CPU seconds spent in what it `times`."""

    def __init__(self) -> None:
        self.spent = 0.0

    def times(self, function: Callable[P, R]) -> Callable[P, R]:
        """The same function, on the clock."""

        @wraps(function)
        def timed(*args: P.args, **kwargs: P.kwargs) -> R:
            began = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                self.spent += time.process_time() - began

        return timed


def main(root: Path) -> None:
    """Build three times and print a line for each."""
    clock = Clock()
    for name in ("names", "judge", "keep"):
        setattr(Gate, name, clock.times(getattr(Gate, name)))
    for folder in ("build", "releases"):
        shutil.rmtree(root / folder, ignore_errors=True)
    (root / "site").unlink(missing_ok=True)
    newest = max((root / "content/articles").rglob("*.yaml"))
    kept = newest.read_text(encoding="utf-8")
    try:
        for what in ("cold", "nothing changed", "one edit"):
            if what == "one edit":
                newest.write_text(f"{kept}\n  Thêm một câu.\n", encoding="utf-8")
            clock.spent, began = 0.0, time.process_time()
            report, found = build(root, root, TODAY, How(executor="serial"))
            whole = time.process_time() - began
            assert report.published, [str(each.message) for each in found]
            rest = whole - clock.spent
            click.echo(f"{what}: {whole:.2f} CPU s, of it the gate {clock.spent:.3f} s: {clock.spent / rest:.1%} more")
    finally:
        newest.write_text(kept, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
