"""A problem in what somebody wrote, as a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from generator.model.message import Message
from generator.model.place import Place


class Severity(IntEnum):
    """How much a problem weighs: an error stops publication, the others do not."""

    ERROR = 0
    WARNING = 1
    NOTE = 2


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong, where, and what to write instead."""

    code: str
    severity: Severity
    place: Place
    message: Message
    hint: Message | None = None

    @property
    def order(self) -> tuple[Place, int, str, str]:
        """Key that lists diagnostics by place, the weightier first."""
        return (self.place, self.severity, self.code, str(self.message))


class WithDiagnostic(Exception):
    """What fails with a diagnostic that says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def error(code: str, place: Place, text: Message, hint: Message | None = None) -> Diagnostic:
    """A problem that stops publication."""
    return Diagnostic(code, Severity.ERROR, place, text, hint)


def warning(code: str, place: Place, text: Message, hint: Message | None = None) -> Diagnostic:
    """A problem to mend that does not stop publication."""
    return Diagnostic(code, Severity.WARNING, place, text, hint)


def note(code: str, place: Place, text: Message, hint: Message | None = None) -> Diagnostic:
    """Something to know."""
    return Diagnostic(code, Severity.NOTE, place, text, hint)


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those that stop publication."""
    return [each for each in diagnostics if each.severity is Severity.ERROR]


def stops(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether one of them is an error."""
    return any(each.severity is Severity.ERROR for each in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics in the order of their places."""
    return sorted(diagnostics, key=lambda each: each.order)
