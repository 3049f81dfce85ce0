"""Many problems in few words: how many there are, and a few that stand for all that are alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from generator.model.diagnostic import Diagnostic, Severity
from generator.model.message import Message, message
from generator.model.place import Place

FEW = 5  # that are alike and all shown; of more
SHOWN = 3  # are shown whole
NAMED = 5  # places of others that are named


def counted(diagnostics: Sequence[Diagnostic]) -> Message | None:
    """How many errors and warnings there are; None without any."""
    errors = sum(each.severity is Severity.ERROR for each in diagnostics)
    warnings = sum(each.severity is Severity.WARNING for each in diagnostics)
    return (
        message("{errors} errors, {warnings} warnings.", errors=errors, warnings=warnings)
        if errors + warnings
        else None
    )


def folded(diagnostics: Sequence[Diagnostic]) -> Iterator[tuple[Diagnostic, Message | None]]:
    """Each problem to be shown; the last of those that stand for others with where these are.

    Alike are those of one code whose sentence differs in its values alone.
    """
    places: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for each in diagnostics:
        places[each.code, each.message.template].append(each.place)
    seen = Counter[tuple[str, str]]()
    for each in diagnostics:
        kind = (each.code, each.message.template)
        seen[kind] += 1
        if len(places[kind]) <= FEW or seen[kind] < SHOWN:
            yield each, None
        elif seen[kind] == SHOWN:
            yield each, _others(places[kind][SHOWN:])


def _others(places: Sequence[Place]) -> Message:
    different = list(dict.fromkeys(map(str, places)))
    named = ", ".join(different[:NAMED]) + (" …" if len(different) > NAMED else "")
    return message("and {count} more: {places}; `outreach check --all` lists each", count=len(places), places=named)
