"""What paper is printed with: templates and pictures as they lie in the theme, and the tools that read them."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

from generator.model.artifact import digest
from generator.model.place import Place


@dataclass(frozen=True)
class Press:
    """Files by name, in their order, each with its bytes; `tools` names the typesetter and the fonts with versions.

    A template is a `.typ` file; one whose name begins with `_` is part of the others.
    """

    files: tuple[tuple[str, bytes], ...]
    tools: tuple[str, ...]

    @cached_property
    def digest(self) -> str:
        """A digest of all of it: other bytes or another version, and what it printed is printed again."""
        return digest(self.files, self.tools)

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def templates(self) -> Set[str]:
        """The names of the templates, without their ending."""
        return {name.removesuffix(".typ") for name, _ in self.files if name.endswith(".typ") and name[0] != "_"}

    def only(self, template: str) -> Press:
        """What one template needs: itself, and what all share."""
        own = f"{template}.typ"
        shared = (each for each in self.files if each[0] == own or not each[0].endswith(".typ") or each[0][0] == "_")
        return Press(tuple(shared), self.tools)


class Unprintable(Exception):
    """A sheet of the record at `place` that the typesetter refuses.

    `template` is the file, `line` where in it (0: unknown), `why` its own words.
    """

    def __init__(self, template: str, line: int, why: str, place: Place) -> None:
        super().__init__(template, line, why, place)
        self.template = template
        self.line = line
        self.why = why
        self.place = place
