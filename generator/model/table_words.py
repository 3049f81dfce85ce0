"""The words of people's own tables: what a heading, a service, a province or a mark in a cell means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from generator.model.vietnamese import fold

About = Literal["column", "person", "people", "service", "unit", "mark", "nothing", "above", "end"]
LEFT_OUT = "-"  # the meaning of a heading that is known and never taken over
_BETWEEN = re.compile(r"[^a-z0-9]+")


class Word(NamedTuple):
    """What `written` means in cells that are `about` something; see `data/table_words.csv`."""

    about: About
    written: str
    means: str


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Words as they are compared: without marks, case and punctuation ("Đ/c cơ sở:" -> "d c co so")."""
    return _BETWEEN.sub(" ", fold(text)).strip()


@dataclass(frozen=True)
class TableWords:
    """Meanings by what they are about and by their plain words; `headings` are what a table of ours writes."""

    meanings: Mapping[About, Mapping[str, str]] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)

    def beside(self, ours: TableWords) -> TableWords:
        """These words, and all of `ours` about what is never taken: no older copy of the table opens a door."""
        guarded: Mapping[About, Mapping[str, str]] = {
            about: {**self.of(about), **ours.of(about)} for about in ("person", "people", "nothing", "above", "end")
        }
        return TableWords({**self.meanings, **guarded}, self.headings)

    def of(self, about: About) -> Mapping[str, str]:
        """The meanings of words about one thing."""
        return self.meanings.get(about, {})


def table_words(words: Iterable[Word]) -> TableWords:
    """The words in order: of several headings for one thing the first is ours, of two meanings the first holds."""
    meanings: dict[About, dict[str, str]] = {about: {} for about in get_args(About)}
    headings: dict[str, str] = {}
    for word in words:
        # A mark may be a sign that has no letter.
        meanings[word.about].setdefault(plain(word.written) or word.written, word.means)
        if word.about == "column":
            headings.setdefault(word.means, word.written)
    return TableWords(meanings, headings)
