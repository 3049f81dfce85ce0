"""A small set of texts that may be asked "is this one of you?": it never denies one that is, seldom affirms another.

A Golomb-compressed set (S. Golomb, "Run-length encodings", 1966; as Bitcoin's BIP 158 uses it): CRC-32 of each text
scaled to a range, sorted, the gaps as Rice codes. One in 2**BITS of other texts is affirmed.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from itertools import pairwise
from typing import Any
from zlib import crc32

BITS = 6


def packed(texts: Iterable[str]) -> dict[str, Any]:
    """The set as a value for JSON: `range` of the hashes, how many there are, and their gaps."""
    known = frozenset(texts)
    size = len(known) << BITS
    hashes = sorted({crc32(text.encode()) * size >> 32 for text in known})
    codes = "".join(_rice(after - before) for before, after in pairwise((0, *hashes)))
    padded = codes + "0" * (-len(codes) % 8)
    return {
        "bits": BITS,
        "range": size,
        "count": len(hashes),
        "gaps": b64encode(int(f"0{padded}", 2).to_bytes(len(padded) // 8, "big")).decode(),
    }


def _rice(gap: int) -> str:
    """The Rice code of a number: the high part as ones and a zero, the low `BITS` bits as they are."""
    return f"{'1' * (gap >> BITS)}0{gap & ((1 << BITS) - 1):0{BITS}b}"
