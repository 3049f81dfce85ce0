"""Where the values of a record stand in their file."""

from __future__ import annotations

from generator.model.place import BLOCK, Loc, Place
from generator.source.yaml import Mapping, Node, Scalar, Sequence


class Written:
    """Where a record stands, each value of it, and the name of each."""

    def __init__(self, node: Mapping) -> None:
        self.start = node.place
        self.places: dict[Loc, Place] = {}
        self.keys: dict[Loc, Place] = {}
        self._note(node, ())

    def _note(self, node: Node, loc: Loc) -> None:
        if loc:
            self.places[loc] = node.place
        if isinstance(node, Scalar):
            if node.first_line:  # the text is stripped, so its first line is the first that is not blank
                file, line, column = node.first_line
                above = node.text[: len(node.text) - len(node.text.lstrip())].count("\n")
                self.places[(*loc, BLOCK)] = Place(file, line + above, column)
        elif isinstance(node, Sequence):
            for index, item in enumerate(node.items):
                self._note(item, (*loc, index))
        else:
            for key, place in node.keys.items():
                self.keys[(*loc, key)] = place
            for key, value in node.values.items():
                if not blank(value):
                    self._note(value, (*loc, key))


def blank(node: Node) -> bool:
    """Whether nothing is written there, as if the field were not named."""
    return isinstance(node, Scalar) and node.empty
