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
        label(
            'Put the whole text after the field\'s name in straight quotes: title: "…: …". If this line is in order, '
            "look at the one above: a space follows its colon, and neither line begins too far in."
        ),
    ),
    (
        "block sequence entries are not allowed",
        label("a list begins on the line of its field"),
        label("Write each entry on a line of its own below the field, beginning with “- ”."),
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
        label(
            "Write `name: value` with a colon and a space, and indent the lines of one text alike; the mistake may be "
            "on the line above."
        ),
    ),
    (
        "while scanning a quoted scalar",
        label("a quotation mark is opened and never closed"),
        label('Close it with the same mark, or write \\" for a mark inside the text.'),
    ),
    (
        "did not find expected",
        label("the line does not fit to the lines around it"),
        label(
            "Let it begin below the line above that is of its kind; close a bracket or quotation mark that was opened "
            "above; put a text of which only a part is in quotes in quotes as a whole."
        ),
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
    return not_understood(place, (problem.problem or "").strip())


def not_understood(place: Place, why: str) -> Diagnostic:
    """What libyaml says that nobody has put into words here yet."""
    return error(
        "Y001",
        place,
        message("this line cannot be understood ({why})", why=why),
        message("Write it like the same line of another record that is in order."),
    )
