"""Make what the repository does not hold when the package is built or installed: message catalogues and web fonts."""

import io
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from fontTools import subset
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # else a catalogue would be another one every minute
_FONTS = {400: "Regular", 600: "SemiBold"}
# What Vietnamese and English are written with, and the signs of our pages; other letters come from the system's font.
_LETTERS = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư" + "".join(map(chr, range(0x1EA0, 0x1EFA)))
_SIGNS = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0«»°±²³·½×÷–—‘’“”•…‹›₫€−≤≥"


class Hook(BuildHookInterface):
    """Writes `outreach.mo` beside every `outreach.po`, and the fonts of the theme."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it packs or installs."""
        compile_catalogues(Path(self.root))
        make_fonts(Path(self.root) / "theme_overrides/assets/fonts")


def compile_catalogues(root: Path) -> None:
    """Compile every catalogue below `root`; fuzzy entries stay out."""
    for source in sorted((root / "generator" / "locale").glob("*/LC_MESSAGES/*.po")):
        made = io.BytesIO()
        with source.open("rb") as readable:
            catalogue = read_po(readable, locale=source.parent.parent.name)
        catalogue.creation_date = catalogue.revision_date = _NO_DATE
        write_mo(made, catalogue)
        _write(source.with_suffix(".mo"), made.getvalue())


def make_fonts(folder: Path) -> None:
    """Cut Be Vietnam Pro to the letters of our pages, as WOFF2, with its licence; the same bytes every time."""
    package = files("fontpkg_be_vietnam_pro")
    folder.mkdir(exist_ok=True)
    for weight, name in _FONTS.items():
        options = subset.Options(flavor="woff2", hinting=False, recalc_timestamp=False)
        options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
        with (package / f"files/BeVietnamPro-{name}.ttf").open("rb") as whole:
            font = subset.load_font(whole, options)
            cutter = subset.Subsetter(options)
            cutter.populate(text=_LETTERS + _SIGNS)
            cutter.subset(font)
            made = io.BytesIO()
            subset.save_font(font, made, options)
        _write(folder / f"be-vietnam-pro-{weight}.woff2", made.getvalue())
    _write(folder / "OFL.txt", (package / "LICENSE").read_bytes())


def _write(file: Path, content: bytes) -> None:
    """Write a file that is another one: a build that runs may be reading it."""
    if not file.exists() or file.read_bytes() != content:
        file.write_bytes(content)


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)
    make_fonts(Path(__file__).parent / "theme_overrides/assets/fonts")
