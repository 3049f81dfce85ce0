"""Sentences in the reader's language, from the gettext catalogues in `generator/locale`."""

from __future__ import annotations

import gettext
from functools import lru_cache

from generator.model.message import Translate
from generator.shared import LOCALE

DOMAIN = "outreach"


@lru_cache(maxsize=8)
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; English, in which the sentences are written, needs none."""
    return gettext.translation(DOMAIN, LOCALE, [language], fallback=language == "en")


def translator(language: str) -> Translate:
    """Translates templates into `language`."""
    return catalogue(language).gettext
