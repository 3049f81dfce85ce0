"""Compiled templates, kept between builds in a file each."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from generator.build.seal import Seal


class Templates:
    """The compiled templates in a folder, which is safe to delete at any time; a file that is harmed is lost.

    They count under the seal of the toolchain, and so does the `language`, whose words stand in them.
    """

    def __init__(self, folder: Path, toolchain: str, language: str) -> None:
        self._folder = folder / language
        self._seal = Seal(f"{toolchain} {language}")

    def take(self, name: str) -> bytes | None:
        """A template that was put there."""
        with suppress(OSError):
            code: bytes | None = self._seal.open((self._folder / name).read_bytes())
            return code
        return None

    def put(self, name: str, code: bytes) -> None:
        """Keep a template; what cannot be kept is compiled again."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / name).write_bytes(self._seal.close(code))
