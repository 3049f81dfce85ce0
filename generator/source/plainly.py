"""Records written in the plainest way, as most are: read line by line, ten times as fast as YAML's own reader.

What is not plain is left to that reader (`generator.source.yaml`), which knows all of YAML and every place. So this one
never has to say what is wrong: it gives what the other one would give, or nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# A Tab, and what YAML 1.1 breaks lines at besides the line feed: such a text is not plain.
_ODD = ("\t", "\x85", "\u2028", "\u2029", "\ufeff")
_QUOTED = r'"[^"\\\n]*"|' r"'[^'\n]*'"
_WORD = r"[\w/+](?:[\w/+.() –-]*[\w/+.()–-])?"  # within brackets
_ITEM = rf"(?:{_QUOTED}|{_WORD})"
_PAIR = rf"[a-z_]+: +{_ITEM}"
_BRACKETS = rf"\[ *(?:{_ITEM}(?: *, *{_ITEM})*)? *\]|\{{ *{_PAIR}(?: *, *{_PAIR})* *\}}"
_TEXT = r"[\w/+(“«][^\n#:]*(?::(?=[^\s#])[^\n#:]*)*"
_VALUE = rf"{_QUOTED}|{_BRACKETS}|{_TEXT}"
# No further in than 20: YAML's own reader refuses what is nested more than 32 levels deep.
_LINE = re.compile(rf"\n*( {{0,20}})(- )?(?:([a-z_]+):(?: +(\||{_VALUE}))?|({_VALUE})) *\n")
_FIRST = re.compile(r"\n*( +)[^ \n]")  # line of a block
_ITEMS = re.compile(_ITEM)
_PAIRS = re.compile(rf"([a-z_]+): +({_ITEM})")
_NOTHING = "null"  # what YAML takes for no text


class _NotPlain(Exception):
    """The text is for YAML's own reader."""


def plainly(text: str) -> dict[str, Any] | None:
    """The texts, lists and groups of the record that `text` is, its first field on the first line; None: not plain."""
    if any(char in text for char in _ODD):
        return None
    lines = _Lines(f"{text}\n")
    try:
        lines.step()
        made = lines.group(0)
    except _NotPlain:
        return None
    return made if lines.ended and text[:1].islower() else None


class _Lines:
    """The lines of a text, the one that is looked at in parts: indentation, whether a dash leads, field, value."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.next = 0  # where the line after this one begins
        self.ended = False
        self.indent = 0
        self.dash = False
        self.key: str | None = None
        self.value: str | None = None

    def step(self) -> None:
        """Look at the next line."""
        found = _LINE.match(self.text, self.next)
        if found is None:
            if self.text[self.next :].strip("\n"):
                raise _NotPlain
            self.ended = True
            return
        self.next = found.end()
        indent, dash, self.key, value, entry = found.groups()
        self.indent = len(indent)
        self.dash = dash is not None
        self.value = entry if self.key is None else value

    def group(self, indent: int) -> dict[str, Any]:
        """The fields from this line on that stand `indent` spaces in."""
        made: dict[str, Any] = {}
        while not self.ended and self.indent == indent and not self.dash:
            key, value = self.key, self.value
            if key is None or key in made:
                raise _NotPlain
            if value == "|":
                made[key] = self.block(indent)
            elif value is not None:
                made[key] = _value(value)
            else:
                made[key] = self.below(indent)
                continue
            self.step()
        return made

    def below(self, indent: int) -> Any:
        """What stands below a field that is `indent` spaces in; the dashes of a list may stand as far in as it."""
        self.step()
        if self.ended or self.indent < indent + (not self.dash):
            raise _NotPlain
        return self.entries(self.indent) if self.dash else self.group(self.indent)

    def entries(self, indent: int) -> list[Any]:
        """The entries from this line on whose dashes stand `indent` spaces in."""
        made: list[Any] = []
        while not self.ended and self.indent == indent and self.dash:
            if self.key is not None:  # the first field of a group, as if it stood on a line of its own
                self.dash, self.indent = False, indent + 2
                made.append(self.group(indent + 2))
            else:
                assert self.value is not None
                made.append(_value(self.value))
                self.step()
        return made

    def block(self, indent: int) -> str:
        """The text of many lines that starts below this one, further in than `indent`, without blanks around it."""
        start = self.next
        first = _FIRST.match(self.text, start)
        if first is None or len(first[1]) <= indent:
            raise _NotPlain
        inner, outer, short = _block(len(first[1]))
        end = outer.search(self.text, start)
        self.next = end.start() + 1 if end else len(self.text)
        written = self.text[start - 1 : self.next]
        if short.search(written):
            raise _NotPlain
        return written.replace(inner, "\n").strip()


@cache
def _block(indent: int) -> tuple[str, re.Pattern[str], re.Pattern[str]]:
    """What the lines of a block begin with, what ends it, and blank lines that are too short to be cut alike."""
    return (
        f"\n{' ' * indent}",
        re.compile(rf"\n {{0,{indent - 1}}}[^ \n]"),
        re.compile(rf"\n {{1,{indent - 1}}}\n") if indent > 1 else re.compile(r"(?!)"),
    )


def _value(written: str) -> Any:
    """A text, or the list or group between brackets."""
    if written[0] == "[":
        return [_text(each) for each in _ITEMS.findall(written)]
    if written[0] == "{":
        pairs = _PAIRS.findall(written)
        made = {key: _text(each) for key, each in pairs}
        if len(made) < len(pairs):
            raise _NotPlain
        return made
    return _text(written)


def _text(written: str) -> str:
    if written[0] in "\"'":
        return written[1:-1].strip()
    text = written.strip()
    if text == _NOTHING:
        raise _NotPlain
    return text
