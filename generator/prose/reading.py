"""What makes a text hard to read: long sentences, abbreviations that nobody explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.terms import Terms
from generator.prose.gate import Gate
from generator.prose.letters import UPPER
from generator.prose.text import Found, Text

MOST_WORDS = 35  # of a sentence, as people count syllables
_FEWEST_CHARACTERS = 3 * MOST_WORDS
_LONG = Gate(rf"(?:[^\s.!?…|]+[\s*]+){{{MOST_WORDS}}}")
_CAPITALS = re.compile(r"[A-ZĐ]{2,}")
_SHORT = re.compile(r"(?<![^\W_])(?<![/-])[A-ZĐ]{2,8}(?![\w/-])")
_ROMAN = re.compile(r"[IVXLC]+")


def long_sentences(text: Text, terms: Terms) -> Iterator[Found]:
    """The longest of the sentences that have too many words, with how many there are."""
    if not _LONG.opens(text.written):
        return
    counted = [
        (len(sentence.split()), start, sentence)
        for start, sentence in text.sentences
        if len(sentence) > _FEWEST_CHARACTERS
    ]
    long = [each for each in counted if each[0] > MOST_WORDS]
    if long:
        words, start, sentence = max(long, key=lambda each: (each[0], -each[1]))
        at = start + len(sentence) - len(sentence.lstrip(" \n\t-*#>"))
        yield Found("N002", at, " ".join(sentence.split()[:8]).lstrip("-#> "), f"{len(long)} {words}")


def unexplained(text: Text, terms: Terms) -> Iterator[Found]:
    """Abbreviations that are neither common nor explained anywhere in the text, where the first of them stands."""
    if terms.common.issuperset(_CAPITALS.findall(text.written)):
        return
    first: dict[str, int] = {}
    for found in _SHORT.finditer(text.plain):
        first.setdefault(found[0], found.start())
    asked = {short: at for short, at in first.items() if not _clear(short, text, terms)}
    if asked:
        yield Found("N003", min(asked.values()), ", ".join(sorted(asked)))


def _clear(short: str, text: Text, terms: Terms) -> bool:
    known = terms.meanings.get(short)
    if short in terms.common or _ROMAN.fullmatch(short):
        return True
    if known and known.meaning.lower() in text.lower:
        return True
    if f"({short}" in text.plain:
        return True
    # It is explained behind it, or the words around it are in capital letters too: a line that is shouted.
    word = re.escape(short)
    return (
        re.search(rf"(?<!\w){word} {{0,4}}(?:\(|:|=|là\s)|[{UPPER}]{{2}} {word}|{word} [{UPPER}]{{2}}", text.plain)
        is not None
    )
