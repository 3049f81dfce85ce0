"""Why nothing was done with releases, as an exception: there is nothing to collect when the first step is refused."""

from __future__ import annotations

from generator.model.diagnostic import WithDiagnostic


class Barred(WithDiagnostic):
    """Something with releases that was refused."""
