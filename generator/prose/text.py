"""A text as its finders see it: the words without markup, each where it stands in what was written.

Thousands of texts are read whenever an office checks its site, and hardly any has something to find: so a view is made
when it is asked for, and every finder asks its `Gate` first whether a text is worth it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from generator.prose.forms import syllables

# Code, where links and pictures lead, bare addresses, tags. Each is linear: no part can be read in two ways.
_MARKUP = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|\]\([^()\s]*\)|<[^<>]*>|https?://[^\s<>()]+", re.DOTALL)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}")
_EMPHASIS = "*_~\xa0"
_SENTENCE = re.compile(r"[.!?…](?=[\s”\"’)]|\Z)|\n\n|\n(?=[ \t]{0,9}(?:[-+#>|]|\d{1,3}[.)]\s))|\|")


class Found(NamedTuple):
    """What a finder noticed for a rule: where in the text, in which words, and what the rule needs besides."""

    rule: str
    offset: int
    words: str
    about: str = ""


class Text:
    """A text; `plain` has spaces for all markup, so that an offset in it is one in what was `written`."""

    def __init__(self, written: str) -> None:
        self.written = written

    @cached_property
    def plain(self) -> str:
        """The words alone."""
        made = self.written
        if "](" in made or "<" in made or "`" in made or "http" in made:
            made = _MARKUP.sub(blanked, made)
        if "@" in made:
            made = _MAIL.sub(blanked, made)
        made = made.replace("\n* ", "\n- ")
        for mark in _EMPHASIS:
            made = made.replace(mark, " ")
        return made

    @cached_property
    def lower(self) -> str:
        """The words in small letters, of the same length."""
        low = self.plain.lower()
        return low if len(low) == len(self.plain) else "".join(map(_small, self.plain))

    @cached_property
    def syllables(self) -> list[str]:
        """The syllables in small letters, one after the other."""
        return syllables(self.lower)

    @cached_property
    def sentences(self) -> list[tuple[int, str]]:
        """Each sentence, heading, list item and cell, with where it starts."""
        found, start = [], 0
        for end in _SENTENCE.finditer(self.plain):
            found.append((start, self.plain[start : end.end()]))
            start = end.end()
        found.append((start, self.plain[start:]))
        return found

    def sentence(self, offset: int) -> tuple[int, str]:
        """The sentence that holds an offset."""
        return self.sentences[max(bisect_right(self.sentences, offset, key=lambda each: each[0]) - 1, 0)]


def blanked(found: re.Match[str]) -> str:
    """Spaces instead of what was found, but for ends of lines."""
    return "\n".join(" " * len(line) for line in found[0].split("\n"))


def _small(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else char
