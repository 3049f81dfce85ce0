"""What single cells say. What cannot be read is refused with the reason, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from generator.model.dates import NotReadable
from generator.model.guard import unguarded
from generator.model.message import Message, message
from generator.model.near import nearest
from generator.model.phones import dial, digits
from generator.model.table_words import TableWords, plain
from generator.model.vietnamese import nfc
from generator.source.text import FORBIDDEN

DELETE = "xoa"  # the word, without marks, that empties a field; an empty cell leaves it as it is
_SPACES = str.maketrans({"\xa0": " ", "\u200b": None, "\ufeff": None, "\u2060": None, "\x0b": "\n", "\r": None})
_ODD = re.compile(f"[{''.join(map(chr, _SPACES))}]")
_BETWEEN = re.compile(r"(?:[;,/|\n]|\s[-–]\s|\bhoặc\b)(?![^()]*\))", re.IGNORECASE)
_NUMBER = re.compile(r"\+?\(?\d(?:[\d .()-]*\d)?")
_LABELS = frozenset(
    (
        *("", "dt", "sdt", "so dt", "dien thoai", "so dien thoai", "tel", "hotline"),
        *("may ban", "co dinh", "di dong", "dd", "duong day nong"),
    )
)
_FAX = "fax"
_FAILED = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|#+)")
_ROUNDED = re.compile(r"\d[.,]?\d*E\+\d+", re.IGNORECASE)
_SERIAL = re.compile(r"[34]\d{4}|5[0-4]\d{3}")  # days since 1899-12-30, as Excel counts them: 1982 to 2050
_LETTER_O = re.compile(r"(?<![^\W_])(?:[oOlI]+(?=\d)|[oO]+(?=[ .-]\d))|(?<=\d)[oOlI](?![^\W\d_])")
_AND = re.compile(r"[;,/+\n•&]|(?<!\w)(?:-|–)(?!\w)|\bvà\b", re.IGNORECASE)
_DEGREES = re.compile(r"\d{1,3}(?:[.,]\d+)?")
_PAIR = re.compile(r"\s*(\d{1,3}[.,]\d+)\s*[;,\s]\s*(\d{1,3}[.,]\d+)\s*")


class Number(NamedTuple):
    """A phone number, the words beside it, and what was done to it that is to be known."""

    number: str
    words: str = ""
    told: Message | None = None


def cleaned(text: str) -> str:
    """The text of a cell without what cannot be seen; raises NotReadable for control characters."""
    written = unguarded(text.strip())
    whole = nfc(written.translate(_SPACES) if _ODD.search(written) else written).strip()
    if found := FORBIDDEN.search(whole):
        raise NotReadable(message("there is an invisible control character (U+{code})", code=f"{ord(found[0]):04X}"))
    return whole


def empty(text: str) -> bool:
    """Whether a cell has but signs, such as a dash or points: it says nothing."""
    return not any(map(str.isalnum, text))


def says_nothing(text: str, words: TableWords) -> bool:
    """Whether a cell says in words, or as a formula that failed, that there is nothing."""
    return failed(text) or plain(text) in words.of("nothing")


def failed(text: str) -> bool:
    """Whether a cell is a formula that failed."""
    return _FAILED.fullmatch(text) is not None


def as_above(text: str, words: TableWords) -> bool:
    """Whether a cell says that it is like the one above it."""
    return (plain(text) or text) in words.of("above")


def day(text: str) -> str:
    """A day as people write it, also where a cell has but the number by which Excel counts days."""
    if not _SERIAL.fullmatch(text):
        return text
    return f"{date(1899, 12, 30) + timedelta(days=int(text)):%d/%m/%Y}"


def deletes(text: str) -> bool:
    """Whether a cell takes out what the record says."""
    return len(text) <= len(DELETE) + 1 and plain(text) == DELETE


def numbers(text: str) -> Iterator[Number]:
    """The phone numbers in a cell; raises NotReadable where there is something else."""
    if _ROUNDED.search(text):
        raise NotReadable(message("Excel has rounded the number, and its last digits are lost: “{text}”", text=text))
    for part in _BETWEEN.split(text):
        if not part.strip():
            continue
        if odd := _LETTER_O.search(part):
            why = message("the letter {letter} stands in a number: “{text}”", letter=odd[0], text=part.strip())
            raise NotReadable(why)
        found = _NUMBER.search(part)
        if not found or len(digits(found[0])) < 3:
            raise NotReadable(message("this is not a phone number: “{text}”", text=part.strip()))
        words = f"{part[: found.start()]} {part[found.end() :]}".strip(" :.-–()")
        if plain(words) == _FAX:
            continue
        yield _number(found[0], "" if plain(words) in _LABELS else words)


def _number(written: str, words: str) -> Number:
    number = written.replace("(", "").replace(")", " ").replace("  ", " ") if "(" in written else written
    bare = digits(number)
    if bare == number and bare[0] not in "01+" and dial(f"0{bare}"):
        told = message("Excel had taken the 0 off: {number} is read as {whole}", number=number, whole=f"0{bare}")
        return Number(f"0{bare}", words, told)
    return Number(number, words)


def kinds_of_service(text: str, known: Mapping[str, str]) -> list[str]:
    """The kinds of service a cell names; raises NotReadable with the part that is none."""
    if whole := known.get(plain(text)):
        return [whole]
    found: dict[str, None] = {}
    for part in _AND.split(text):
        if not plain(part):
            continue
        if (kind := known.get(plain(part))) is None:
            raise NotReadable(message("“{text}” is not a service that this site knows", text=part.strip()))
        found[kind] = None
    return list(found)


def near_service(text: str, known: Mapping[str, str], names: Mapping[str, str]) -> Message:
    """What to write for a service that is not known: a near name, or all names of the site."""
    unknown = next((part for part in _AND.split(text) if plain(part) and plain(part) not in known), text)
    if near := nearest(unknown, known):
        return message("Did you mean `{near}`?", near=names[known[near]])
    return message("Write one of: {known}.", known=", ".join(names.values()))


def mark(text: str, words: TableWords) -> bool:
    """Whether a column of marks has one here; raises NotReadable for what is none."""
    if not text:
        return False
    meaning = words.of("mark").get(plain(text) or text)
    if meaning is None:
        raise NotReadable(message("“{text}” is neither a mark nor empty", text=text))
    return meaning == "yes"


def degrees(text: str) -> str:
    """A number of degrees with a point; raises NotReadable."""
    if not _DEGREES.fullmatch(text):
        raise NotReadable(message("these are no degrees such as 10.0312: “{text}”", text=text))
    return text.replace(",", ".")


def pair(text: str) -> tuple[str, str]:
    """Latitude and longitude written in one cell; raises NotReadable."""
    found = _PAIR.fullmatch(text)
    if not found:
        raise NotReadable(message("these are not two numbers such as 10.0312, 105.7801: “{text}”", text=text))
    return degrees(found[1]), degrees(found[2])
