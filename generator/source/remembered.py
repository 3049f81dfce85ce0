"""What remembers the records of files that have not changed since they were read."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple, Protocol


class Look(NamedTuple):
    """What a file was like at a moment: `size` in bytes, mtime and ctime, and a digest of its bytes in hex."""

    size: int
    times_ns: tuple[int, int]
    digest: str


class Memo(Protocol):
    """Remembers what was read without a mistake, so that unchanged files are not read again."""

    def recall(self, root: Path, file: str, name: str) -> tuple[str, list[Any]] | None:
        """The digest of `file` and the heads of its records, known under `name`, if it has not changed since."""

    def fetch(self, name: str) -> list[Any] | None:
        """The records of a file known under `name`; None when they are lost."""

    def look(self, path: Path, largest: int) -> Look | None:
        """What the file at `path` is like now, to be asked before it is read; None when it is not worth keeping."""

    def keep(self, look: Look, name: str, heads: list[Any], records: list[Any]) -> None:
        """Remember what was read from a file after that look at it."""
