"""What libyaml refuses in a text, told to the person who wrote it."""

from __future__ import annotations

from yaml import MarkedYAMLError

from generator.model.diagnostic import Diagnostic, error
from generator.model.message import Message, label, message
from generator.model.place import Place

# What libyaml says -> what it means to the person who wrote the file, and what to do.
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        label("a colon followed by a space is not allowed inside this text"),
        label('Put the whole text after the field\'s name in quotes: title: "…: …".'),
    ),
    (
        "found a tab character",
        label("a Tab is used for indentation"),
        label("Indent with spaces, never with the Tab key."),
    ),
    (
        "cannot start any token",
        label("this character cannot stand at the start of a value (a tab, `@`, `` ` `` or `%`)"),
        label("Indent with spaces, never with the Tab key; put text that starts with such a character in quotes."),
    ),
    (
        "could not find expected ':'",
        label("a field's name without a colon, or a line that is indented wrongly"),
        label("Write `name: value` with a colon and a space, and indent the lines of one text alike."),
    ),
    (
        "while scanning a quoted scalar",
        label("a quotation mark is opened and never closed"),
        label('Close it with the same mark, or write \\" for a mark inside the text.'),
    ),
    (
        "did not find expected",
        label("the line does not fit to the lines around it"),
        label("Check the indentation of this line and of the one above; a bracket or quotation mark may be missing."),
    ),
    (
        "found unknown escape character",
        label("a backslash inside quotation marks has a special meaning"),
        label("Write the backslash twice, or use single quotation marks."),
    ),
)


def syntax_error(problem: MarkedYAMLError, text: str, file: str, offset: int) -> Diagnostic:
    """What is wrong, and where, in a text whose lines count from `offset` + 1."""
    said = f"{problem.context or ''} {problem.problem or ''}"
    mark = problem.problem_mark or problem.context_mark
    if "quoted scalar" in said and "escape" not in said and problem.context_mark:
        mark = problem.context_mark
    place = Place(file)
    if mark:
        line = min(mark.line, max(text.count("\n"), 0))
        place = Place(file, line + 1 + offset, mark.column + 1 if line == mark.line else 1)
    for sign, what, hint in _SYNTAX:
        if sign in said:
            return error("Y001", place, Message(what), Message(hint))
    return error("Y001", place, message("this is not YAML: {why}", why=(problem.problem or "").strip()))
