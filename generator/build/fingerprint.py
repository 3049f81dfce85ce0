"""Fingerprints: what an output depends on."""

from __future__ import annotations

from typing import NamedTuple


class Fingerprint(NamedTuple):
    """Digests of the three things an output depends on."""

    toolchain: str
    frame: str
    inputs: str
