"""Values kept in a cache: sealed by the toolchain that wrote them, so that harmed or foreign ones are never read."""

from __future__ import annotations

import pickle
from hashlib import blake2b
from typing import Any

_SIZE = 16  # bytes of the seal before the pickle


class Seal:
    """The seal of one toolchain."""

    def __init__(self, toolchain: str) -> None:
        self._key = toolchain.encode()

    def close(self, value: object) -> bytes:
        """The value, pickled and sealed."""
        raw = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return self._of(raw) + raw

    def open(self, sealed: object) -> Any:
        """The value again; None when the seal is broken."""
        if not isinstance(sealed, bytes):  # of a spoilt row
            return None
        raw = sealed[_SIZE:]
        return pickle.loads(raw) if sealed[:_SIZE] == self._of(raw) else None  # noqa: S301  # our own seal

    def _of(self, raw: bytes) -> bytes:
        return blake2b(raw, key=self._key, digest_size=_SIZE).digest()
