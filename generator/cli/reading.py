"""The site as commands get it: what could not be read is never passed over in silence."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.show import MISTAKES, show
from generator.model.diagnostic import Diagnostic, errors
from generator.source.folders import CONFIG

if TYPE_CHECKING:
    from generator.model.site import Site


def whole_site(root: Path) -> Site:
    """The site in `root`, every record of it; where one cannot be read its mistakes are shown, and the command ends."""
    from generator.source.load import load

    site, diagnostics = load(root)
    if wrong := errors(diagnostics):
        show(wrong, root)
        sys.exit(MISTAKES)
    return site


def readable_site(root: Path) -> Site:
    """What can be read of the site in `root`, the mistakes shown; the command ends where no site is described."""
    from generator.source.load import load

    site, diagnostics = load(root)
    tell_what_is_unread(diagnostics, root)
    return site


def tell_what_is_unread(diagnostics: Iterable[Diagnostic], root: Path) -> None:
    """Show the mistakes for which something of the site in `root` is not at hand; end where that is its description."""
    wrong = errors(diagnostics)
    show(wrong, root)
    if any(each.place.file == CONFIG for each in wrong):
        sys.exit(MISTAKES)
