"""Styles and scripts as they are published: without comments and needless blanks, which the source keeps."""

from __future__ import annotations

from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from generator.source.bare import RASTER, bare

OURS = ("assets/css", "assets/js", "embed")  # folders of the theme; what others made small already is left as it is
_LIGHTER = {".css": cssmin, ".js": jsmin}


def lighten(site: Path) -> None:
    """Write every style and script of ours below `site` anew, with as few characters as say the same.

    Pictures lose what cameras wrote into them.
    """
    for folder in OURS:
        for path in (site / folder).rglob("*"):
            if lighter := _LIGHTER.get(path.suffix):
                path.write_text(lighter(path.read_text(encoding="utf-8")) + "\n", encoding="utf-8")
    for path in site.rglob("*"):
        if path.suffix[1:].lower() in RASTER and (less := bare(before := path.read_bytes())) != before:
            path.write_bytes(less)
