"""Vietnamese to fill pages with: runs of words from this site's own articles, shuffled so that they say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml

from generator.model.terms import Terms
from generator.prose.text import Text
from generator.prose.words import words_to_avoid
from generator.source.tables import load_terms

_SENTENCE = re.compile(r"[.!?:;\n]+")
_WORD = re.compile(r"[^\W\d_]+")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")
_QUOTATION = re.compile(r"“[^”]*”")  # where articles on words cite those to avoid
_LONGEST_RUN = 4


class Words:
    """Runs of one to four real words; `random` decides which come next."""

    def __init__(self, runs: tuple[str, ...], random: Random, terms: Terms) -> None:
        self._runs = runs
        self._random = random
        self._terms = terms

    @classmethod
    def of(cls, root: Path, random: Random) -> Words:
        """The words of the articles kept in `root`."""
        files = sorted((root / "content/articles").rglob("*.yaml"))
        terms, _ = load_terms(root, root)
        return cls(tuple(run for file in files for run in _runs(read(file)["body"])), random, terms)

    def phrase(self, length: int) -> str:
        """About `length` words, with a capital letter."""
        while True:
            words = " ".join(self._random.choices(self._runs, k=max(1, length * 2 // (_LONGEST_RUN + 1)))).lower()
            if not any(words_to_avoid(Text(words), self._terms)):  # by chance; a site with one is not published
                return words[0].upper() + words[1:]

    def sentence(self) -> str:
        """A sentence of about eight to twenty words."""
        return f"{self.phrase(self._random.randint(8, 20))}."

    def paragraph(self, sentences: int) -> str:
        """So many sentences."""
        return " ".join(self.sentence() for _ in range(sentences))


def read(file: Path) -> Any:
    """What a YAML file holds."""
    return yaml.load(file.read_text(), yaml.CSafeLoader)  # a safe loader


def _runs(text: str) -> Iterator[str]:
    """Every run of one, two, three and four words in turn that stays within a sentence."""
    length = 1
    for sentence in _SENTENCE.split(_QUOTATION.sub(";", _LINK_TARGET.sub("]", text))):
        words = _WORD.findall(sentence)
        while words:
            yield " ".join(words[:length])
            words = words[length:]
            length = length % _LONGEST_RUN + 1
