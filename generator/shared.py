"""What travels with the generator: the base theme and the data every office shares.

In a checkout these are the repository's own folders; in an installed package they lie beside the code.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_BASE = _PACKAGE / "base" if (_PACKAGE / "base").is_dir() else _PACKAGE.parent

DATA = _BASE / "data"
THEME = _BASE / "theme_overrides"
ENGINE_SETTINGS = _BASE / "mkdocs.yml"
LOCALE = _PACKAGE / "locale"
MESSAGES = _BASE / "docs/messages.md"
RULES = _BASE / "docs/quy-tac"

# Folders and tables of `data/` that a site without its own takes from here. What is about one office is never shared.
SHARED_DATA = (
    "programmes",
    "audiences",
    "service_kinds",
    "article_kinds",
    "hotlines",
    "units",
    "phones",
    "holidays",
    "terms",
    "abbreviations",
    "synonyms",
    "table_words",
)


def home_of(root: Path, name: str) -> Path:
    """The folder a collection is read from: the site's own, or what travels with the generator."""
    if name in SHARED_DATA and not any((root / f"data/{name}{end}").exists() for end in ("", ".yaml", ".csv")):
        return DATA.parent
    return root
