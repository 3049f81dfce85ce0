"""Texts as they are read out: numbers in words, telephone numbers digit by digit, abbreviations in full. Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from generator.model.phones import digits
from generator.model.terms import Abbreviation

WORDS_A_MINUTE = 130  # of a loudspeaker: slower than people talk
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", " nghìn", " triệu", " tỷ")
_MONTHS = 12
_DAYS = 31
# In the order they are looked for: what has a sign of its own before bare numbers.
_TOKEN = re.compile(
    r"(?P<mixed>\w*[^\W\d_]\w*\d\w*|\d+/\d+/[^\W\d]\S*)"  # K3, 64/2006/QH11: names, left alone
    r"|(?P<clock>\b\d{1,2}:\d{2}\b)"
    r"|(?P<date>\b\d{1,2}/\d{1,2}(?:/\d{4})?\b)"
    r"|(?P<month>(?:\btháng )?\b\d{1,2}/\d{4}\b)"
    r"|(?P<phone>\b(?:0|1[89]00)\d*(?: \d{2,4})+\b|\b0\d{8,10}\b|\b1[89]00\d{4,6}\b)"
    r"|(?P<number>\b\d{1,3}(?:\.\d{3})+\b|\b\d+(?:,\d+)?\b)(?P<percent> ?%)?"
)


def aloud(text: str, phones: Set[str], meanings: Mapping[str, Abbreviation]) -> str:
    """A sentence as somebody reads it out; `phones` are the bare digits of numbers that are telephones."""
    return _TOKEN.sub(lambda found: _said(found, phones), _expanded(text, meanings)).replace("–", " đến ")


def seconds(sentences: tuple[str, ...]) -> int:
    """How long it takes to read sentences out, as they are said."""
    return round(sum(len(each.split()) for each in sentences) * 60 / WORDS_A_MINUTE)


def number(value: int) -> str:
    """A number in words, below a million million."""
    if value == 0:
        return _DIGITS[0]
    groups = []
    while value:
        value, group = divmod(value, 1000)
        groups.append(group)
    last = len(groups) - 1
    return " ".join(
        _hundreds(groups[place], whole=place < last) + _SCALES[place] for place in range(last, -1, -1) if groups[place]
    )


def digit_by_digit(phone: str) -> str:
    """A telephone number as one says it, with a pause between its groups."""
    groups = [each for each in re.split(r"\D+", phone) if each]
    return ", ".join(" ".join(_DIGITS[int(each)] for each in group) for group in groups)


def _hundreds(value: int, whole: bool) -> str:
    """A number below 1000; `whole` says the hundreds though there are none, as after thousands."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    said = [f"{_DIGITS[hundreds]} trăm"] if hundreds or whole else []
    if tens == 0:
        if ones:
            said.append(f"linh {_DIGITS[ones]}" if said else _DIGITS[ones])
        return " ".join(said)
    said.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
    if ones == 1 and tens > 1:
        said.append("mốt")
    elif ones:
        said.append("lăm" if ones == 5 else _DIGITS[ones])
    return " ".join(said)


def _month(value: int) -> str:
    return "tháng tư" if value == 4 else f"tháng {number(value)}"


def _said(found: re.Match[str], phones: Set[str]) -> str:
    kind, text = found.lastgroup, found[0]
    if kind == "mixed":
        return text
    if kind == "phone" or digits(text) in phones:
        return digit_by_digit(text)
    if kind == "clock":
        hour, minute = map(int, text.split(":"))
        return f"{number(hour)} giờ" + (f" {number(minute)} phút" if minute else "")
    if kind in ("date", "month"):
        return _date([int(each) for each in text.removeprefix("tháng ").split("/")], text)
    whole, _, fraction = found["number"].replace(".", "").partition(",")
    said = number(int(whole)) + (f" phẩy {digit_by_digit(fraction)}" if fraction else "")
    return f"{said} phần trăm" if found["percent"] else said


def _date(parts: list[int], text: str) -> str:
    """`10/11`, `10/11/2026` or `11/2026`; what is no date is read as it stands."""
    year = f" năm {number(parts[-1])}" if parts[-1] > _DAYS else ""
    day_and_month = parts[: len(parts) - bool(year)]
    if not 1 <= day_and_month[-1] <= _MONTHS or not 1 <= day_and_month[0] <= _DAYS:
        return text
    day = f"{number(day_and_month[0])} " if len(day_and_month) > 1 else ""
    return f"{day}{_month(day_and_month[-1])}{year}"


def _expanded(text: str, meanings: Mapping[str, Abbreviation]) -> str:
    """Abbreviations in full, but for those that everybody says; one that only repeats in brackets is left out."""
    rare = [each for each in meanings if not meanings[each].common]
    if not rare:
        return text
    known = "|".join(sorted(map(re.escape, rare), key=len, reverse=True))
    text = re.sub(rf" \((?:{known})\)", "", text)
    return re.sub(rf"(?<!\w)(?:{known})(?!\w)", lambda found: meanings[found[0]].meaning, text)
