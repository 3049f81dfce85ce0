"""Phone numbers: which can be dialled today, and how (RFC 3966)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

# Short and service numbers are dialled as they are written, inside Việt Nam only; phone libraries do not know them.
_SHORT = re.compile(r"1\d{2,3}|1[89]00\d{4,6}")
NUMBER = re.compile(r"[0-9][0-9 .]{2,}[0-9]")  # what may be one in a text
_NATIONAL = re.compile(r"0[1-9][0-9]{7,9}")
_MOBILE = re.compile(r"(?:0|\+84)[35789]\d{8}")
_FIRST_GROUP = re.compile(r"\(?(\d+)\)?[ .)-]")


@dataclass(frozen=True, slots=True)
class AreaCode:
    """An area code that was replaced, both without the leading 0; `until` is the last day both were dialled."""

    old: str
    new: str
    place: str
    until: date


def digits(number: str) -> str:
    """The number without spaces, dots and brackets."""
    return re.sub(r"[^\d+]", "", number)


def dial(number: str) -> str | None:
    """The `tel:` link of a number, or None when it cannot be dialled as written (such as one with an old area code)."""
    bare = digits(number)
    if _SHORT.fullmatch(bare):
        return f"tel:{bare}"
    return _format(bare, "E164", "tel:")


def grouped(number: str) -> str:
    """The number in groups that can be read out, as Việt Nam groups it, or as it is written if it has groups.

    One that lost the 0 at its beginning, as tables take it away, gets it back: it cannot be dialled by hand without.
    """
    bare = digits(number)
    if bare != number and (bare[:1] in ("0", "+") or _SHORT.fullmatch(bare)):
        return number
    return _format(bare, "NATIONAL") or number


def is_mobile(number: str) -> bool:
    """Whether it has the shape of a mobile number of today."""
    return _MOBILE.fullmatch(digits(number)) is not None


def e164(number: str) -> str | None:
    """The number as ITU-T E.164 writes it; None for short numbers, which it does not know, and for what is none."""
    link = dial(number)
    return link.removeprefix("tel:") if link and link.startswith("tel:+") else None


def renumbered(number: str, codes: Iterable[AreaCode]) -> str | None:
    """Today's number, in groups, of one written with a replaced area code; None where there is none.

    Some old codes begin mobile numbers today (08, 037): these count only if they stand apart, as in "08 38…".
    """
    bare = digits(number)
    apart = _FIRST_GROUP.match(number)
    for code in codes if bare.startswith("0") else ():
        if not bare.startswith(code.old, 1) or (dial(number) and not (apart and apart[1] == f"0{code.old}")):
            continue
        today = f"0{code.new}{bare[1:].removeprefix(code.old)}"
        if dial(today):
            return grouped(today)
    return None


@lru_cache(maxsize=16384)
def _format(bare: str, form: str, prefix: str = "") -> str | None:
    import phonenumbers  # 50 ms, and only numbers need it

    try:
        parsed = (
            phonenumbers.PhoneNumber(country_code=84, national_number=int(bare[1:]))  # what it is parsed to, at no cost
            if _NATIONAL.fullmatch(bare)
            else phonenumbers.parse(bare, "VN")
        )
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return prefix + phonenumbers.format_number(parsed, getattr(phonenumbers.PhoneNumberFormat, form))
