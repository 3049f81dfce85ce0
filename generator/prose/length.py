"""How long an article is: whoever reads on a telephone and a slow line pays for every word."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.article import Article
from generator.model.fields import Prose
from generator.model.mark import Mark
from generator.model.record import Record
from generator.model.walk import walk

MOST_WORDS = 1500  # of an article, as people count syllables; its page then has at most 14 KB


def length_of(record: Record) -> Iterator[Mark]:
    """That an article has too many words, with their number."""
    if isinstance(record, Article) and not record.taken:
        texts = [text for _loc, _prose, text in walk(record, Prose)]
        if sum(len(text) + 1 for text in texts) <= 2 * MOST_WORDS:  # a word takes two characters: most are too short
            return
        words = sum(len(text.split()) for text in texts)
        if words > MOST_WORDS:
            yield Mark("N004", record.origin.at("body"), str(words))
