"""The outreach publisher: records about public-health campaigns become a website that others can take over.

Four functions are the whole public API: `load`, `check`, `render`, `build`. What each needs is imported when it is
called: a command that asks for help needs none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import generator.build  # noqa: F401  # first: the function of this name, below, would else give way to the package

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from generator.build.pipeline import Report
    from generator.model.artifact import Artifact
    from generator.model.diagnostic import Diagnostic
    from generator.model.site import Site

__all__ = ["build", "check", "load", "render"]


def load(root: Path) -> tuple[Site, list[Diagnostic]]:
    """Read the site kept in `root`, with what is wrong in its files. Never raises for what an officer wrote."""
    from generator.source.load import load as read

    return read(root)


def check(site: Site, today: date) -> list[Diagnostic]:
    """What is wrong with the site as a whole on the day `today` (Asia/Ho_Chi_Minh), in the order of places."""
    from generator.checks import check as judge

    return judge(site, today)


def render(site: Site, today: date) -> list[Artifact]:
    """Everything the site publishes on the day `today`, in the order of paths, described but not made yet."""
    from generator.renderers import render as describe

    return describe(site, today)


def build(root: Path, out: Path, today: date) -> tuple[Report, list[Diagnostic]]:
    """Publish the site kept in `root` as it is on `today` into `out/site`; an error leaves `out/site` as it was."""
    from generator.build.pipeline import build as publish

    return publish(root, out, today)
