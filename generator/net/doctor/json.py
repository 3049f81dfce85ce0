"""JSON to values that know their places: the standard library says whether it is JSON, a second pass where what is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from generator.model.diagnostic import Diagnostic, error
from generator.model.message import Message, label, message
from generator.model.place import Place
from generator.net.doctor.document import Document, Undone, too_deep, too_many
from generator.net.doctor.value import Escapes, Value

DEEPEST = 100
MOST = 100_000  # values of one feed
_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()
_WHY = (
    ("Expecting ',' delimiter", label("a comma is missing, or a quotation mark in a text has no `\\` before it")),
    ("Expecting property name", label("a name in quotation marks is missing here; no comma may stand before `}`")),
    ("Illegal trailing comma", label("no comma may stand before `}` or `]`")),
    ("Expecting ':' delimiter", label("a colon is missing after a name")),
    ("Expecting value", label("a value is missing here; no comma may stand before `]`")),
    ("Unterminated string", label("what begins here never ends")),
    ("Invalid control character", label("a line break or tab inside a text must be written as `\\n` or `\\t`")),
    ("Invalid \\", label("a `\\` inside a text must be written twice")),
    ("Extra data", label("something follows after the end of the feed")),
)


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value and its place: `members` of an object, with the places of their `names`, or `elements` of a list.

    `raw` is the value as Python has it; `twice` are names that stand more than once: the last one counts.
    """

    document: Document
    raw: Any
    start: int
    end: int
    members: dict[str, Node] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    elements: tuple[Node, ...] = ()
    twice: tuple[tuple[str, int], ...] = ()

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.document.place(self.start)

    def value(self, markup: bool = False) -> Value | None:
        """A text as a value; None for anything else."""
        if not isinstance(self.raw, str):
            return None
        return Value(self.document, self.raw, self.start + 1, self.end - 1, Escapes.JSON, markup)

    def text(self, name: str, markup: bool = False) -> Value | None:
        """The text of a member; None when it is missing or no text."""
        return self.members[name].value(markup) if name in self.members else None

    def list(self, name: str) -> tuple[Node, ...]:
        """The elements of a member; none when it is missing or no list."""
        return self.members[name].elements if name in self.members else ()


def read_nodes(document: Document) -> Node:
    """The value of a whole document. Raises Undone for what is no JSON (RFC 8259), or too deep or too much."""
    try:
        json.loads(document.text, parse_constant=_refuse)
    except json.JSONDecodeError as problem:
        why = next((text for sign, text in _WHY if problem.msg.startswith(sign)), problem.msg)
        raise Undone(_not_json(Place(document.sent.name, problem.lineno, problem.colno), Message(why))) from None
    except RecursionError:
        raise Undone(too_deep(document.sent.start, DEEPEST)) from None
    except ValueError:
        raise Undone(_not_json(document.sent.start, message("it holds a number that no reader can take"))) from None
    reader = _Reader(document)
    return reader.value(reader.skip(0), 0)


def _refuse(constant: str) -> None:
    """NaN and Infinity are no JSON."""
    raise ValueError(constant)


def _not_json(place: Place, why: Message) -> Diagnostic:
    return error(
        "K003",
        place,
        message("this is not JSON, and readers stop here: {why}", why=why),
        message("Let the program that makes the feed write it with a JSON library."),
    )


class _Reader:
    """Walks over a text that is known to be JSON."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.count = 0

    def skip(self, at: int) -> int:
        """The next offset that is no white space."""
        found = _SPACE.match(self.text, at)
        assert found
        return found.end()

    def value(self, at: int, depth: int) -> Node:
        """The value that begins at an offset."""
        self.count += 1
        if self.count > MOST:
            raise Undone(too_many(self.document.place(at), MOST))
        if depth > DEEPEST:
            raise Undone(too_deep(self.document.place(at), DEEPEST))
        first = self.text[at]
        if first == "{":
            return self.object(at, depth)
        if first == "[":
            return self.array(at, depth)
        raw, end = _DECODER.raw_decode(self.text, at)
        return Node(self.document, raw, at, end)

    def object(self, at: int, depth: int) -> Node:
        """Named values."""
        members: dict[str, Node] = {}
        names: dict[str, int] = {}
        twice = []
        end = self.skip(at + 1)
        while self.text[end] != "}":
            start = end
            name, end = _DECODER.raw_decode(self.text, start)
            if name in names:
                twice.append((name, start))
            names[name] = start
            members[name] = self.value(self.skip(self.skip(end) + 1), depth + 1)
            end = self.after(members[name].end)
        raw = {name: each.raw for name, each in members.items()}
        return Node(self.document, raw, at, end + 1, members, names, twice=tuple(twice))

    def array(self, at: int, depth: int) -> Node:
        """A list."""
        elements = []
        end = self.skip(at + 1)
        while self.text[end] != "]":
            elements.append(self.value(end, depth + 1))
            end = self.after(elements[-1].end)
        return Node(self.document, [each.raw for each in elements], at, end + 1, elements=tuple(elements))

    def after(self, at: int) -> int:
        """Past a comma, if one follows."""
        at = self.skip(at)
        return self.skip(at + 1) if self.text[at] == "," else at
