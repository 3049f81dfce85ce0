"""Whether a pattern occurs in a text at all: by the engine of pydantic, whose time grows with the text alone.

It tells which texts are worth a closer look; most are not.
"""

from __future__ import annotations

from pydantic_core import SchemaValidator, core_schema


class Gate:
    """A pattern in the syntax of Rust's regex crate: no look-around, no references."""

    def __init__(self, pattern: str) -> None:
        self._validator = SchemaValidator(core_schema.str_schema(pattern=pattern))

    def opens(self, text: str) -> bool:
        """Whether the pattern occurs anywhere in the text."""
        return self._validator.isinstance_python(text.encode())  # of a `str`, its UTF-8 would stay with it
