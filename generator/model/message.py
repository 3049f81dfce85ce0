"""Sentences for people, kept apart from their language.

A `Message` is an English template (the gettext key) and the values that fill it. Nothing here knows a locale: whoever
shows the message hands in the translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Translate = Callable[[str], str]

# Characters that command a terminal: a feed, a table or the name of a file may bring them.
_COMMANDS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LONGEST = 2_000  # characters of a value: a sentence is read by people, whatever somebody wrote into a field
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Message:
    """An English template with `{name}` slots, and the text or message for each slot."""

    template: str
    values: tuple[tuple[str, str | Message], ...] = ()

    def text(self, translate: Translate = str) -> str:
        """The sentence in the language of `translate`; a slot without a value stays as it is written."""
        values = dict(self.values)

        def fill(slot: re.Match[str]) -> str:
            value = values.get(slot[1], slot[0])
            return value.text(translate) if isinstance(value, Message) else value

        # One pass, never `str.format`: officers' text may hold braces of its own.
        return _SLOT.sub(fill, translate(self.template))

    def __str__(self) -> str:
        return self.text()


class WithReason(Exception):
    """What fails with a sentence that says why."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


def message(template: str, **values: object) -> Message:
    """A message whose slots are filled with `values`; the template is found by the catalogue tools by this name."""
    return Message(template, tuple((name, _shown(value)) for name, value in values.items()))


def _shown(value: object) -> str | Message:
    """A value as people in Việt Nam read it: days come before months."""
    if isinstance(value, Message):
        return value
    text = f"{value:%d/%m/%Y}" if isinstance(value, date) else _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", str(value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def label(text: str) -> str:
    """Mark a text for the catalogue and return it unchanged: it is translated where it is shown."""
    return text
