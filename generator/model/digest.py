"""Digests of values: equal values, equal digest, in every process and on every machine."""

from __future__ import annotations

from hashlib import blake2b


def bytes_digest(raw: bytes) -> str:
    """A digest of bytes."""
    return blake2b(raw, digest_size=16).hexdigest()


def text_digest(*texts: str) -> str:
    """A digest of texts, in their order."""
    sink = blake2b(digest_size=16)
    for text in texts:
        raw = text.encode("utf-8", "surrogatepass")  # names of files may hold any bytes (PEP 383)
        sink.update(b"%d:" % len(raw) + raw)
    return sink.hexdigest()


def repr_digest(values: tuple[object, ...]) -> str:
    """A digest of plain values and tuples of them, by Python's own unambiguous notation."""
    return bytes_digest(repr(values).encode())
