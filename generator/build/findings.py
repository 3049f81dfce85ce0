"""Every mistake in what an office keeps, found by reading and judging it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.build.links import broken_links
from generator.checks import check
from generator.engine.names import ASSETS
from generator.model import address, record_pages
from generator.model.address import file_of
from generator.model.diagnostic import Diagnostic, in_order, stops
from generator.model.site import Site
from generator.source.folders import PAGES
from generator.source.load import load
from generator.source.remembered import Memo
from generator.source.text import find


def findings(root: Path, today: date, memo: Memo | None = None) -> list[Diagnostic]:
    """What is wrong in the site kept in `root` on the day `today`, in the order of places."""
    site, diagnostics = load(root, memo=memo)
    diagnostics += check(site, today)
    if not stops(diagnostics):
        diagnostics += broken_links(site, outputs(root, site, today))
    return in_order(diagnostics)


def outputs(root: Path, site: Site, today: date) -> Iterator[str]:
    """The files that a build publishes; those last that take describing them to know."""
    pages = (*address.SECTIONS, *(page.path for page in site.pages), *record_pages.addresses(site, today))
    yield from map(file_of, pages)
    files = (*site.pictures, *(file.removeprefix(f"{PAGES}/") for file in find(root, PAGES)))
    yield from (file for file in files if not file.startswith(ASSETS))
    from generator.renderers import described

    yield from (artifact.path for artifact in described(site, today))
