"""Phone numbers: which can be dialled today, and how (RFC 3966)."""

from __future__ import annotations

import re

# Short and service numbers are dialled as they are written, inside Việt Nam only; phone libraries do not know them.
_SHORT = re.compile(r"1\d{2,3}|1[89]00\d{4,6}")
NUMBER = re.compile(r"\d[\d .]{2,}\d")  # what may be one in a text


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
    """The number in groups that can be read out: as it is written if it has groups, else as Việt Nam groups it."""
    return number if digits(number) != number else _format(number, "NATIONAL") or number


def _format(bare: str, form: str, prefix: str = "") -> str | None:
    import phonenumbers  # 50 ms, and only numbers need it

    try:
        parsed = phonenumbers.parse(bare, "VN")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return prefix + phonenumbers.format_number(parsed, getattr(phonenumbers.PhoneNumberFormat, form))
