"""What libyaml refuses in a text, told to the person who wrote it."""

from __future__ import annotations

import re
from typing import NamedTuple

from yaml import MarkedYAMLError

from generator.model.diagnostic import Diagnostic, error
from generator.model.message import Message, label
from generator.model.place import Place


class Told(NamedTuple):
    """A mistake in a person's words: what it is, what to do."""

    what: str
    hint: str


_COPIED = Told(
    label("an invisible character stands where a space is needed; it was copied from Word, Zalo or a web page"),
    label("Delete it, and everything invisible beside it, then press the space bar."),
)
COPYING = Told(
    label("a text cannot begin with the sign `&` or `*`"),
    label('Delete the sign, or put the whole text in straight quotes: "*…". An entry of a list begins with “- ”.'),
)
MARKED = Told(
    label("a text cannot begin with the sign `!`"),
    label('Delete the sign, or put the whole text in straight quotes: "!…".'),
)
_TAB = Told(label("a Tab is used for indentation"), label("Indent with spaces, never with the Tab key."))
_SIGN = Told(label("a text cannot begin with this sign"), label('Put the whole text in straight quotes: "…".'))
_IN_PART = Told(
    label("only the beginning of this text is in brackets or quotation marks"),
    label("Put the whole text in straight quotes, and write “…” for quotation marks inside of it."),
)
_DEEPER = Told(
    label("this entry of a list begins further in than the one above, so it is read as part of it"),
    label("Let its hyphen begin exactly below that of the entry above."),
)
_BELOW_TEXT = Told(
    label("this entry of a list stands below a text, so it is read as part of it"),
    label(
        "Write every entry, the first too, on a line of its own that begins with “- ”. A text of several lines begins "
        "below a `|` behind the colon."
    ),
)
_NO_SPACE = Told(
    label("a space is missing after the colon or the hyphen"),
    label('Write a space after the colon ("name: …") and after the hyphen of a list ("- …").'),
)
_TOO_FAR_IN = Told(
    label("this line begins too far in"), label("Let it begin exactly below the line above that is of its kind.")
)
_COLON = Told(
    label("a colon followed by a space is not allowed inside this text"),
    label('Put the whole text after the field\'s name in straight quotes: title: "…: …".'),
)
_NO_COLON = Told(
    label("a field's name without a colon, or a line that is indented wrongly"),
    label("Write `name: value` with a colon and a space, and indent the lines of one text alike."),
)
_UNFIT = Told(
    label("the line does not fit to the lines around it"),
    label(
        "Let it begin below the line above that is of its kind; close a bracket or quotation mark that was opened "
        "above; put a text of which only a part is in quotes in quotes as a whole."
    ),
)
_NOT_UNDERSTOOD = Told(
    label("this line cannot be understood"),
    label("Write it like the same line of another record that is in order."),
)


class _Said(NamedTuple):
    """What libyaml says, and what it means; `begun`: it is shown where that began which libyaml was reading."""

    sign: str
    told: Told
    begun: bool = False


# The first whose sign is in what libyaml says.
_SYNTAX = (
    _Said("found a tab character", _TAB),
    _Said("scanning an alias", COPYING, begun=True),
    _Said("scanning an anchor", COPYING, begun=True),
    _Said("scanning a tag", MARKED, begun=True),
    _Said(
        "scanning a block scalar",
        Told(
            label("a text begins on the line of its `|` or `>`"),
            label("Write it on the lines below, two spaces further in; a text with such a sign in it goes in quotes."),
        ),
        begun=True,
    ),
    _Said(
        "parsing a flow",
        Told(
            label("a bracket is opened and not closed, or a comma is missing between what is in it"),
            label("Write [one, two] with the second bracket; a text that begins with a bracket goes in quotes."),
        ),
        begun=True,
    ),
    _Said("scanning a directive", _SIGN, begun=True),
    _Said("mapping keys are not allowed", _SIGN),
    _Said("did not find expected node content", _SIGN),
    _Said("cannot start any token", _SIGN),
    _Said("mapping values are not allowed", _COLON),
    _Said(
        "block sequence entries are not allowed",
        Told(
            label("a list begins on the line of its field"),
            label("Write each entry on a line of its own below the field, beginning with “- ”."),
        ),
    ),
    _Said("scanning a simple key", _NO_COLON, begun=True),
    _Said(
        "parsing a quoted scalar",
        Told(
            label("a backslash inside quotation marks has a special meaning"),
            label("Write the backslash twice, or use single quotation marks."),
        ),
    ),
    _Said(
        "scanning a quoted scalar",
        Told(
            label("a quotation mark is opened and never closed"),
            label('Close it with the same mark, or write \\" for a mark inside the text.'),
        ),
        begun=True,
    ),
    _Said("did not find expected", _UNFIT),
)

# Blanks that are no spaces (of Word, of web pages) and characters that are not seen at all.
_BLANKS = "\u00a0\u00ad\u1680\u180e\u2000-\u200f\u202a-\u202f\u205f-\u2064\u3000\ufeff"
_UNSEEN = re.compile(rf"(?: *(?:- +)?[^\s:#]+:| *-| *)[{_BLANKS}]")
_FIELD = re.compile(r" *(?:- +)?[^\W\d]\w*$")  # what stands before the colon of a line that is a field of its own
_JOINED = re.compile(r" *(?:-(?=[^\s-])|(?:- +)?[^\W\d]\w*:(?=[^\s/]))")
_PART = re.compile(r" *(?:- +)?(?:[^\s:]+: +)?([\"'\[{])")
_CLOSED = {'"': '"', "'": "'", "[": "]", "{": "}"}
_STRUCTURE = (_COLON, _NO_COLON, _UNFIT)
_BREAK = re.compile("[\n\x85\u2028\u2029]")


def lines_of(text: str) -> list[str]:
    """The lines of a text as libyaml counts them: web pages break lines by other characters too."""
    return _BREAK.split(text)


def syntax_error(problem: MarkedYAMLError, text: str, file: str, offset: int) -> Diagnostic:
    """What is wrong, and where, in a text whose lines count from `offset` + 1."""
    said = f"{problem.context or ''} {problem.problem or ''}"
    found = next((each for each in _SYNTAX if each.sign in said), None)
    mark = problem.context_mark if found and found.begun else problem.problem_mark
    mark = mark or problem.problem_mark or problem.context_mark
    if mark is None:
        return not_understood(Place(file))
    lines = lines_of(text)
    line = min(mark.line, len(lines) - 1)
    column = mark.column if line == mark.line else 0
    told = found.told if found else _NOT_UNDERSTOOD
    told, line, column = _seen(told, lines, line, column)
    return refused(told, Place(file, line + 1 + offset, column + 1))


def _seen(told: Told, lines: list[str], line: int, column: int) -> tuple[Told, int, int]:
    """What the lines show of the mistake, where they show more than libyaml says; and the line and column of that."""
    written = lines[line]
    above = next((each for each in range(line - 1, -1, -1) if lines[each].strip()), line)
    for each in (line, above) if told in _STRUCTURE else ():
        if copied := _UNSEEN.match(lines[each]):
            return _COPIED, each, copied.end() - 1
    if told is _SIGN and written[column : column + 1] == "\t":
        return _TAB, line, column
    if told is _COLON and _FIELD.match(written[:column]):
        if joined := _JOINED.match(lines[above]):
            return _NO_SPACE, above, joined.end()
        if _indent(written) > _indent(lines[above]):
            return _TOO_FAR_IN, line, _indent(written)
        return _NO_COLON, above, _indent(lines[above])
    if told is _NO_COLON and (joined := _JOINED.match(written)):
        return _NO_SPACE, line, joined.end()
    if told is _UNFIT and (part := _PART.match(written)):
        start = part.end() - 1
        if written[start + 1 : column].rstrip().endswith(_CLOSED[part[1]]):
            return _IN_PART, line, start
    return told, line, column


def entry_in_text(lines: list[str], first: int, before: int, line: int) -> tuple[Told, int, int]:
    """Why an entry of a list on `line` was read as part of a text, and where.

    The text begins on the line `first`, behind `before` characters of it.
    """
    for each in range(first, line):
        if copied := _UNSEEN.match(lines[each]):
            return _COPIED, each, copied.end() - 1
        if joined := _JOINED.match(lines[each]):
            return _NO_SPACE, each, joined.end()
    told = _DEEPER if lines[first][:before].strip() == "-" else _BELOW_TEXT
    return told, line, _indent(lines[line])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def refused(told: Told, place: Place) -> Diagnostic:
    """A mistake at a place."""
    what, hint = Message(told.what), Message(told.hint)
    if told is COPYING:
        return error("Y003", place, what, hint)
    return error("Y004", place, what, hint) if told is MARKED else error("Y001", place, what, hint)


def not_understood(place: Place) -> Diagnostic:
    """That nobody has put into words here what is wrong."""
    return refused(_NOT_UNDERSTOOD, place)
