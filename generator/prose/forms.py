"""How a word may be written: small or capital, the tone mark on either vowel; never without marks, never d for đ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_VOWELS = frozenset("aăâeêioôơuưy")
_SYLLABLE = re.compile(r"\w+")
_PIECE = re.compile(r"(\w+)|(\s+)|([^\w\s])")
_GAP = r"(?:[^\S\n]|\n(?![^\S\n]*\n))+"  # a line may end between two words of one; a paragraph or heading not


@lru_cache(maxsize=4096)
def spellings(syllable: str) -> tuple[str, ...]:
    """A syllable with its tone mark on each of its vowels: hoà, hòa (both are in use)."""
    letters: list[str] = []
    tone = ""
    for char in unicodedata.normalize("NFC", syllable.lower()):
        parts = unicodedata.normalize("NFD", char)
        marks = [part for part in parts if part in _TONES]
        tone = marks[0] if marks else tone
        letters.append(unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES)))
    if not tone:
        return ("".join(letters),)
    at = [index for index, letter in enumerate(letters) if letter in _VOWELS]
    made = (
        "".join(unicodedata.normalize("NFC", f"{each}{tone}") if index == number else each
                for number, each in enumerate(letters))
        for index in at
    )  # fmt: skip
    return tuple(dict.fromkeys(made))


def syllables(lower: str) -> list[str]:
    """The syllables of a text in small letters."""
    return _SYLLABLE.findall(lower)


def pattern(form: str, gap: str = _GAP) -> str:
    """A regular expression for a form in small letters; `gap` is what may stand between its words."""
    made = ""
    for word, space, mark in _PIECE.findall(form.lower()):
        if word:
            ways = spellings(word)
            made += re.escape(ways[0]) if len(ways) == 1 else f"(?:{'|'.join(map(re.escape, ways))})"
        else:
            made += gap if space else rf"\s?{re.escape(mark)}\s?"
    return made


@lru_cache(maxsize=4096)
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(pattern(form))


def occurrences(form: str, lower: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Where a form stands in a text of small letters, as whole syllables."""
    for found in _compiled(form).finditer(lower, max(start, 0), len(lower) if end is None else end):
        if not (_within_word(lower, found.start() - 1) or _within_word(lower, found.end())):
            yield found.span()


def _within_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")
