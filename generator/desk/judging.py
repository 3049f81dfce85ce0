"""Records in the making are judged as if they stood in the site, and together: one may be all that troubles others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from generator.checks import Check, check
from generator.desk.files import write
from generator.model.diagnostic import Diagnostic, stops
from generator.model.site import Site
from generator.source.load import reload

K = TypeVar("K")
D = TypeVar("D")
W = TypeVar("W")


def standing(made: Mapping[K, D], mistakes: Callable[[Mapping[K, D]], Mapping[K, W]]) -> tuple[dict[K, D], dict[K, W]]:
    """What of `made` makes no mistake beside the others, and what `mistakes` found in the rest; both by their keys."""
    good = dict(made)
    refused: dict[K, W] = {}
    while good and (wrong := mistakes(good)):
        for key, why in wrong.items():
            del good[key]
            refused[key] = why
    return good, refused


def trial(
    site: Site, texts: Mapping[str, str | None], today: date, *more: Check, at_last: Check | None = None
) -> list[Diagnostic]:
    """All that would be wrong with the site if these texts stood in these files; None stands for a file that is gone.

    `more` are rules beside those for all records; `at_last` is one for a site that has no other mistake.

    What its other files say that could not be read is not among it: that was found when they were.
    """
    with TemporaryDirectory() as folder:
        for file, text in texts.items():
            if text is not None:
                write(Path(folder) / file, text)
        after, problems = reload(Path(folder), site, texts.keys())
        # While the files are there, for the places of what is wrong.
        found = problems + check(after, today) + [each for rule in more for each in rule(after, today)]
        return [*found, *at_last(after, today)] if at_last and not stops(found) else found
