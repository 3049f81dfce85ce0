"""What browsers are shown: the last release, and before it the pages that were made ahead of the next one."""

from __future__ import annotations

from pathlib import Path
from threading import Lock


class Shown:
    """The files behind the link `site`, and pages offered early, each with the number of the save it comes from."""

    def __init__(self, link: Path) -> None:
        self.link = link
        self._early: dict[str, tuple[int, bytes]] = {}
        self._lock = Lock()

    def read(self, path: str) -> bytes | None:
        """The file at `path` (relative, without `..`) as it is shown now; None when there is none."""
        if early := self._early.get(path):
            return early[1]
        while True:
            release = self.link.resolve()
            try:
                return (release / path).read_bytes()
            except OSError:
                if release == self.link.resolve():  # else a build switched the link meanwhile and cleared away
                    return None

    def offer(self, path: str, content: bytes, save: int) -> bool:
        """Show a page early; False when it is what is shown already."""
        if self.read(path) == content:
            return False
        with self._lock:
            self._early[path] = (save, content)
        return True

    def settle(self, save: int) -> set[str]:
        """A release holds everything up to the save `save`: give way to it. The paths that it did not change."""
        with self._lock:
            early, self._early = self._early, {path: each for path, each in self._early.items() if each[0] > save}
        settled = early.keys() - self._early.keys()
        return {path for path in settled if self.read(path) == early[path][1]}
