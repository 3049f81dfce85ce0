"""Why nothing was done with releases, as an exception: there is nothing to collect when the first step is refused."""

from __future__ import annotations

from generator.model.diagnostic import Diagnostic


class Barred(Exception):
    """Something with releases was refused; carries what is said of it."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic.message))
        self.diagnostic = diagnostic
