"""Compile the message catalogues when the package is built or installed."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # else a catalogue would be another one every minute


class CatalogueHook(BuildHookInterface):
    """Writes `outreach.mo` beside every `outreach.po`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it packs or installs."""
        compile_catalogues(Path(self.root))


def compile_catalogues(root: Path) -> None:
    """Compile every catalogue below `root`; fuzzy entries stay out."""
    for source in sorted((root / "generator" / "locale").glob("*/LC_MESSAGES/*.po")):
        made = io.BytesIO()
        with source.open("rb") as readable:
            catalogue = read_po(readable, locale=source.parent.parent.name)
        catalogue.creation_date = catalogue.revision_date = _NO_DATE
        write_mo(made, catalogue)
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != made.getvalue():  # a build that runs may be reading it
            compiled.write_bytes(made.getvalue())


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)
