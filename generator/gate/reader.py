"""Any published file to facts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate import files
from generator.gate.facts import Facts, Link
from generator.gate.ground import Ground
from generator.gate.read_page import Pages


class Reader:
    """Reads the files of a site whose address is `base_url`."""

    def __init__(self, base_url: str) -> None:
        self.ground = Ground(base_url)
        self._pages = Pages(self.ground)

    def wants(self, path: str) -> int | None:
        """How many bytes of a file it looks at; None for all of them, 0 for a file that is not judged."""
        return 0 if files.packed(path) else files.binary(path)

    def facts(self, path: str, raw: bytes) -> Facts:
        """What there is to know of a file, of which as many bytes are given as are wanted."""
        if files.binary(path) is not None:
            return files.head_facts(path, raw)
        text, known = files.decoded(path, raw)
        del raw  # some are large
        if known is not None:
            return known
        return self._pages.facts(path, text) if path.endswith(".html") else files.facts(path, text, self.ground)

    def links(self, path: str, raw: bytes) -> Iterator[Link]:
        """Every link of a file with its place."""
        text = raw.decode()
        return self._pages.links(path, text) if path.endswith(".html") else files.links(path, text, self.ground)
