"""Vietnamese text: addresses without marks, comparing without marks, alphabetical order.

Sources: Unicode TR 15 (normal forms); the order of letters and tones of the Vietnamese alphabet as CLDR `vi` has it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile("[\u0300-\u036f]+")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_SYLLABLE = re.compile(r"[a-z]+|[0-9]+")

# Letters with a mark: what is written with them is Vietnamese, where the rest is English.
MARKED = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
MARKED += MARKED.upper()

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_LETTERS)}
_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền, hỏi, ngã, sắc, nặng


def nfc(text: str) -> str:
    """The composed form (NFC), in which all text is kept."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Lower case without any mark and with d for đ: "Điều trị" -> "dieu tri". For finding, never for showing."""
    if text.isascii():
        return text.lower()
    plain = _MARKS.sub("", unicodedata.normalize("NFD", text)).lower()
    return plain.replace("đ", "d").replace("ð", "d")  # which have no decomposition in Unicode


def marked(text: str) -> bool:
    """Whether it has a letter with a mark, and so, where the rest is English, is Vietnamese."""
    return not text.isascii() and any(char in MARKED for char in text)


def syllables(text: str) -> list[str]:
    """Its words and numbers without marks, as what people type is compared: "Quận 1" -> ["quan", "1"]."""
    return _SYLLABLE.findall(fold(text))


def slug(text: str) -> str:
    """A part of a web address: "Điều trị Methadone" -> "dieu-tri-methadone"; "" when no letter or digit is left."""
    return _NOT_WORD.sub("-", fold(text)).strip("-")


@lru_cache(maxsize=65536)
def _weights(char: str) -> tuple[tuple[int, ...], int, int]:
    """Letter, tone and case weights of one composed character."""
    lower = char.lower()
    tone = 0
    base = ""
    for part in unicodedata.normalize("NFD", lower):
        if part in _TONE_RANK:
            tone = _TONE_RANK[part]
        else:
            base += part
    letter = unicodedata.normalize("NFC", base)
    if (rank := _LETTER_RANK.get(letter)) is not None:
        primary: tuple[int, ...] = (2, rank)
    elif letter.isdigit():
        primary = (1, unicodedata.digit(letter[0], 0))
    elif letter.isalpha():
        primary = (3, ord(letter[0]))
    elif letter.isspace():
        primary = (0, 0)
    else:
        primary = (0, 1 + _PUNCTUATION.find(letter) if letter in _PUNCTUATION else 1000 + ord(letter[0]))
    return primary, tone, 0 if char == lower else 1


_PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"


def sort_key(text: str) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...], tuple[int, ...]]:
    """Key for Vietnamese alphabetical order: letters over the whole string first, then tones, then case."""
    weights = [_weights(char) for char in nfc(text)]
    return (
        tuple(weight[0] for weight in weights),
        tuple(weight[1] for weight in weights),
        tuple(weight[2] for weight in weights),
    )
