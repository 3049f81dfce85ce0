"""How a site is built, whatever is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Tick = Callable[[str, int, int], None]  # (phase, done, of how many)


def silent(phase: str, done: int, total: int) -> None:
    """Tell nobody how far a build is."""


@dataclass(frozen=True)
class How:
    """Who makes the pages, which files there are besides them, and who is told how far a build is.

    `executor` is a name that `generator.build.work.workers` knows. With `extras` there are the costly files too, such
    as PDF; without, no page leads to one. With `compressed`, text files have compressed ones beside them.
    """

    executor: str = "auto"
    extras: bool = False
    compressed: bool = False
    tick: Tick = silent


USUAL = How()
