"""What the editor does not do, and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.model.diagnostic import Diagnostic
from generator.model.message import Message, WithReason, message


class NotSaved(WithReason):
    """Nothing was written: why, and the `mistakes` that were found, if any, each with the line it is on."""

    def __init__(self, why: Message, mistakes: Sequence[tuple[Diagnostic, Sequence[str]]] = ()) -> None:
        super().__init__(why)
        self.mistakes = mistakes


class Outdated(NotSaved):
    """Nothing was written: the record is another one than the form began with."""


class NotesGo(WithReason):
    """Nothing was written yet: the officer's own notes, these lines of the file, would go. To be asked first."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(message("These notes in the file would be lost:"))
        self.lines = lines


def target(root: Path, file: str) -> Path:
    """Where `file` lies below `root`, if no link leads there. Raises NotSaved."""
    path = root / file
    if any((root / each).is_symlink() for each in (Path(file), *Path(file).parents)):
        raise NotSaved(message("this is a link to another file, and links are not followed"))
    return path
