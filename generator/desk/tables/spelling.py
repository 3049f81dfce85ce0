"""Names of units as they are compared, however people write them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from generator.model.unit import KIND_WORDS, Unit
from generator.model.vietnamese import fold, nfc

_SHORT = {
    "thành phố": r"(?:tp|t\.p)(?:\b|(?=\d))",
    "thị xã": r"tx\b",
    "thị trấn": r"tt\b",
    "quận": r"q(?:\b|(?=\d))",
    "huyện": r"h\b",
    "phường": r"p(?:\b|(?=\d))",
    "xã": r"x\b",
}
_SHORTENED = re.compile("|".join(f"({short})[.\\s]*" for short in _SHORT.values()), re.IGNORECASE)
_KINDS = tuple(f"{word.lower()} " for word in KIND_WORDS)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ZERO = re.compile(r"\b0+(?=\d)")
_SIGNS = re.compile(r"[^\w\s]|_")


@lru_cache(maxsize=65536)
def spelling(text: str) -> str:
    """A name as it is compared: case, signs, leading zeros and the place of tones do not count, marks do."""
    long = nfc(text).strip()
    if short := _SHORTENED.match(long):
        long = f"{tuple(_SHORT)[(short.lastindex or 1) - 1]} {long[short.end() :]}"
    words = _ZERO.sub("", _SIGNS.sub(" ", long.lower())).split()
    return " ".join(_toned(word) for word in words)


@lru_cache(maxsize=16384)
def _toned(word: str) -> str:
    """A syllable with its tone behind it: hòa and hoà are one."""
    parts = unicodedata.normalize("NFD", word)
    tones = "".join(part for part in parts if part in _TONES)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES)) + tones


def bare(name: str) -> str:
    """A spelled name without the word of its kind."""
    return next((name.removeprefix(kind) for kind in _KINDS_SPELLED if name.startswith(kind)), name)


_KINDS_SPELLED = tuple(f"{spelling(kind)} " for kind in _KINDS)


def index(units: Iterable[Unit]) -> Mapping[str, list[Unit]]:
    """Units by every way to spell their names; behind "-" those without marks."""
    known: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        names = {spelling(each) for each in (unit.name, *unit.aliases, *(old.name for old in unit.former_names))}
        forms = names | {bare(each) for each in names}
        for form in forms | {f"-{fold(form)}" for form in forms}:
            known[form].append(unit)
    return known
