"""Styles and scripts as they are published: without comments and needless blanks, and under names with a digest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from posixpath import dirname, join, normpath

from mkdocs.exceptions import PluginError
from rcssmin import cssmin
from rjsmin import jsmin

from generator.engine.names import ASSETS, Names, published_name
from generator.source.bare import RASTER, bare

OURS = ("assets/css", "assets/js", "embed")  # folders of the theme; what others made small already is left as it is
# Shorthands that Chrome reads from 87 and Safari from 14.1 on, and the sides every browser knows.
_SIDES = {
    "inset": ("top", "right", "bottom", "left"),
    **{f"{box}-block": (f"{box}-top", f"{box}-bottom") for box in ("margin", "padding")},
    **{f"{box}-inline": (f"{box}-left", f"{box}-right") for box in ("margin", "padding")},
    "inset-block-start": ("top",),
    "inset-inline-start": ("left",),
}
_SHORT = re.compile(rf"(?<=[{{;])({'|'.join(_SIDES)}):([^;}}]+)")
_VALUE = re.compile(r"(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+")
# What names another file: `url(…)` and `@import "…"`, and every text of a script that begins as a relative address.
_NAMED = {
    ".css": re.compile(r"""((?:url\(\s*["']?|@import\s+["']))([^"')\s?#]+)"""),
    ".js": re.compile(r"""(["'`])(\.\.?/[^"'`\s?#]+)"""),
}


class Circle(PluginError):
    """Files that name each other in a circle, so that none can have a digest first."""

    def __init__(self, files: tuple[str, ...]) -> None:
        super().__init__(", ".join(files))
        self.files = files


def lighten(site: Path) -> None:
    """Write every style and script of ours below `site` anew, with as few characters as say the same.

    Pictures lose what cameras wrote into them.
    """
    for folder in OURS:
        for path in (site / folder).rglob("*"):
            if lighter := _LIGHTER.get(path.suffix):
                path.write_text(lighter(path.read_text(encoding="utf-8")) + "\n", encoding="utf-8")
    for path in site.rglob("*"):
        raster = path.suffix[1:].lower() in RASTER and path.is_file()  # a page may be called `anh.png`
        if raster and (less := bare(before := path.read_bytes())) != before:
            path.write_bytes(less)


def _light_style(css: str) -> str:
    """A style sheet without needless characters, its shorthands of sides as older browsers read them."""
    return _SHORT.sub(_by_sides, cssmin(css))


def _by_sides(found: re.Match[str]) -> str:
    sides, (*values,) = _SIDES[found[1]], _VALUE.findall(found[2])
    values += [values[at % 2 if at > 1 and len(values) > 1 else 0] for at in range(len(values), len(sides))]
    return ";".join(f"{side}:{value}" for side, value in zip(sides, values, strict=True))


_LIGHTER = {".css": _light_style, ".js": jsmin}


def rename(site: Path, base: str) -> Names:
    """Give every asset below `site` its published name, and put that into whatever names it.

    `base` is the path of the site on its host. Raises Circle.
    """
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    assets = {name for name in files if name.startswith(ASSETS)}
    texts = {name: path.read_bytes().decode() for name, path in files.items() if path.suffix in _NAMED}
    uses = {name: {each for each in _named(name, text) if each in assets} - {name} for name, text in texts.items()}
    try:
        order = list(TopologicalSorter({each: uses.get(each, set()) for each in (*assets, *texts)}).static_order())
    except CycleError as problem:
        raise Circle(tuple(sorted(set(problem.args[1])))) from None
    published: dict[str, str] = {}
    for name in order:
        path = files[name]
        if name in texts:
            path.write_bytes(_renamed(name, texts[name], published).encode())
        if name in assets:
            published[name] = published_name(name, path.read_bytes())
            path.rename(site / published[name])
    names = Names(base, tuple(sorted(published.items())))
    for name, path in files.items():
        if path.suffix == ".html" and name not in assets:
            path.write_bytes(names.put(path.read_bytes().decode()).encode())
    return names


def _named(name: str, text: str) -> Iterator[str]:
    """The paths of all that a style or script names."""
    for found in _NAMED[Path(name).suffix].finditer(text):
        yield normpath(join(dirname(name), found[2]))


def _renamed(name: str, text: str, published: dict[str, str]) -> str:
    """A style or script that names files by the names they are `published` at."""

    def put(found: re.Match[str]) -> str:
        new = published.get(normpath(join(dirname(name), found[2])))
        return found[0] if new is None else found[1] + join(dirname(found[2]), new.rpartition("/")[2])

    return _NAMED[Path(name).suffix].sub(put, text)
