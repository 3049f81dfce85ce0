"""Pictures beside the pages written by hand: those that nothing shows which readers see are not published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from posixpath import dirname, relpath
from urllib.parse import unquote, urlsplit

from generator import shared
from generator.engine.names import ASSETS
from generator.model.site import Site
from generator.renderers.pictures import led_to
from generator.source.folders import PAGES, SETTINGS, THEME

_TEXTS = frozenset({".css", ".html", ".js", ".json", ".svg", ".txt"})


def unseen(root: Path, site: Site, today: date) -> frozenset[str]:
    """The pictures in `content/pages` that neither a record which readers see today nor page or frame leads to.

    They are by their paths on the site. Assets have other names there and belong to the frame.
    """
    left = {path for path in site.pictures if not path.startswith(ASSETS) and (root / PAGES / path).is_file()}
    left -= led_to(site, today, left)
    if left:
        for folder, written in _written(root, site):
            text = unquote(written)
            left -= {path for path in left if names_file(text, folder, path, site.config.base_url)}
    return frozenset(left)


def _written(root: Path, site: Site) -> Iterator[tuple[str, str]]:
    """The texts of pages and frame, each with the folder of the site that it is in."""
    yield from ((dirname(each.place.file.removeprefix(f"{PAGES}/")), each.text) for each in site.pages)
    if (root / SETTINGS).is_file():
        yield "", (root / SETTINGS).read_text(encoding="utf-8")
    for base in {root / PAGES, root / THEME, shared.THEME}:
        for path in base.rglob("*"):
            if path.suffix in _TEXTS and path.is_file():
                yield dirname(path.relative_to(base).as_posix()), path.read_text(encoding="utf-8", errors="replace")


def names_file(text: str, folder: str, path: str, base_url: str) -> bool:
    """Whether a text in `folder` names the file at `path`: in full, from the root, from there, or from any page."""
    if PurePosixPath(path).name not in text:
        return False
    ways = "|".join(re.escape(each) for each in {path, relpath(path, folder or ".")})
    roots = "|".join(re.escape(each) for each in {base_url, urlsplit(base_url).path, "/"})
    return re.search(rf"(?<![\w./-])(?:{roots}|\./|(?:\.\./)*)(?:{ways})(?![\w-]|\.\w)", text) is not None
