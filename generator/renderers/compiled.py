"""Templates that were compiled before: compiling that of an article takes as long as showing a hundred of them."""

from __future__ import annotations

from typing import Protocol

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from generator.renderers.templates import environment


class Store(Protocol):
    """Where compiled templates are kept, by a name that also says in which file each one is written."""

    def take(self, name: str) -> bytes | None:
        """What was put there under a name; None if that is lost."""

    def put(self, name: str, code: bytes) -> None:
        """Keep a template, if that is possible."""


def keep_compiled(language: str, store: Store) -> None:
    """Have the templates in `language` taken from a store from now on, and put there."""
    environment(language).bytecode_cache = _Bytecode(store)


class _Bytecode(BytecodeCache):
    """As Jinja wants it; which source a template was compiled of, and by what, stands in its code."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from the store, if it is there."""
        if code := self._store.take(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Put a template there that was compiled."""
        self._store.put(bucket.key, bucket.bytecode_to_string())
