"""From PyYAML's event stream to nodes: only as much memory is taken as the depth that is read at.

So nothing an officer pastes can crash it, and refusing what records never need (aliases, anchors, tags, duplicate keys)
is one `if` each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from generator.model.diagnostic import Diagnostic, WithDiagnostic, error
from generator.model.message import message
from generator.model.place import Place
from generator.source.syntax_errors import (
    COPYING,
    MARKED,
    entry_in_text,
    lines_of,
    not_understood,
    refused,
    syntax_error,
)
from generator.source.text import FORBIDDEN, control_character
from generator.source.yaml import Mapping, Node, Scalar, Sequence

DEEPEST = 32
MOST = 200  # fields written twice that are told; a file may be made of nothing else
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEPT = "|"  # a block whose line breaks are kept
_BLOCK = (_KEPT, ">")
_COMMENT = re.compile(r"#.*")
_CUT = re.compile(r"[ \t]+#(?=[^\s#…])")  # what follows may be a part of a text, such as a hashtag


class _Refused(WithDiagnostic):
    """What ends the reading of a file."""


def nodes(text: str, file: str, offset: int) -> tuple[Node | None, list[Diagnostic]]:
    """The value written in `text`, and what is wrong with it (see `generator.source.yaml.parse`)."""
    reader = _Reader(text, file, offset)
    try:
        return reader.document(iter(_LOADER(text).get_event, None)), reader.diagnostics
    except _Refused as problem:
        return None, [*reader.diagnostics, problem.diagnostic]
    except yaml.MarkedYAMLError as problem:
        return None, [*reader.diagnostics, syntax_error(problem, text, file, offset)]
    except (yaml.YAMLError, RecursionError, ValueError):
        return None, [*reader.diagnostics, not_understood(Place(file))]


def comments(text: str) -> Iterator[tuple[int, str]]:
    """Each comment of a text without mistakes, with its line (from 1): what stands between tokens is nothing else."""
    at = 0
    for token in yaml.scan(text, yaml.SafeLoader):
        gaps = [(at, token.start_mark.index)]
        if isinstance(token, yaml.ScalarToken) and token.style in _BLOCK:  # a comment may follow its `|`
            gaps.append((token.start_mark.index, text.index("\n", token.start_mark.index)))
        for start, end in gaps:
            for found in _COMMENT.finditer(text, start, end):
                yield text.count("\n", 0, found.start()) + 1, found[0]
        at = max(at, token.end_mark.index)


class _Reader:
    """Turns the events of one file into nodes."""

    def __init__(self, text: str, file: str, offset: int) -> None:
        self.lines = [*lines_of(text), ""]  # libyaml ends a text of "---" alone on a line behind its last
        self.file = file
        self.offset = offset
        self.diagnostics: list[Diagnostic] = []

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None
        return Place(self.file, mark.line + 1 + self.offset, mark.column + 1)

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        found: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found is not None:
                    raise _Refused(
                        error(
                            "Y006",
                            self.place(event),
                            message("a second document starts here"),
                            message("Keep one record per file and delete the line `---`."),
                        )
                    )
                found = self.node(next(events), events, 1)
        return found

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        place = self.place(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(refused(COPYING, place))
        if getattr(event, "tag", None):
            raise _Refused(refused(MARKED, place))
        if depth > DEEPEST:
            raise _Refused(
                error(
                    "Y005",
                    place,
                    message("values lie inside each other more than {deepest} levels deep", deepest=DEEPEST),
                    message("Delete the brackets that are not needed."),
                )
            )
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self.node(event, events, depth + 1))
            return Sequence(tuple(items), place)
        return self.mapping(events, place, depth)

    def scalar(self, event: yaml.ScalarEvent, place: Place) -> Scalar:
        empty = not event.style and event.value in ("", "~", "null")
        if event.style == '"' and (found := FORBIDDEN.search(event.value)):  # written as an escape: "\\x07"
            raise _Refused(control_character(found[0], place))
        if not event.style:
            self.plain(event)
        first_line = self.first_line(event, place) if event.style == _KEPT else None
        return Scalar(event.value, place, empty, event.style in _BLOCK, first_line)

    def plain(self, event: yaml.ScalarEvent) -> None:
        """Look at what a text without quotes took in or left out without a word."""
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        for line in range(start.line + 1, end.line + 1):
            if self.lines[line].lstrip(" ").startswith("- "):
                told, at, column = entry_in_text(self.lines, start.line, start.column, line)
                self.diagnostics.append(refused(told, Place(self.file, at + 1 + self.offset, column + 1)))
                return
        if cut := _CUT.match(self.lines[end.line], end.column):
            self.diagnostics.append(
                error(
                    "Y009",
                    Place(self.file, end.line + 1 + self.offset, cut.end()),
                    message("from the sign `#` on nothing of this line is read"),
                    message(
                        'Put the whole text in straight quotes: "… #1 …". If it is a note, write a space behind `#`.'
                    ),
                )
            )

    def first_line(self, event: yaml.ScalarEvent, place: Place) -> Place:
        """Where the text of a block begins, whose indentation YAML does not tell."""
        kept = event.value.split("\n")
        below = self.lines[place.line - self.offset : place.line - self.offset + len(kept)]
        indent = next((len(written) - len(line) for written, line in zip(below, kept, strict=False) if line.strip()), 0)
        return Place(place.file, place.line + 1, indent + 1)

    def mapping(self, events: Iterator[yaml.Event], place: Place, depth: int) -> Mapping:
        values: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.node(event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                raise _Refused(
                    error(
                        "Y007",
                        key.place,
                        message("the name of a field must be a plain word"),
                        message("Write a word such as “title” before the colon, without brackets."),
                    )
                )
            if key.text in values:
                twice = error(
                    "Y002",
                    key.place,
                    message(
                        "the field `{key}` is written twice; first on line {line}",
                        key=key.text,
                        line=keys[key.text].line,
                    ),
                    message("Keep one of the two and delete the other."),
                )
                if len(self.diagnostics) >= MOST:
                    raise _Refused(twice)
                self.diagnostics.append(twice)
                continue
            values[key.text] = value
            keys[key.text] = key.place
        return Mapping(values, keys, place)
