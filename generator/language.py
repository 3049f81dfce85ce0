"""Sentences in the reader's language, from the gettext catalogues in `generator/locale`, and texts in another one."""

from __future__ import annotations

import gettext
from functools import lru_cache

from markupsafe import escape

from generator.model.message import Translate
from generator.shared import LOCALE

DOMAIN = "outreach"
FALLBACK = "vi"  # says what the catalogue of a further language does not say yet
NAMES = {"vi": "Tiếng Việt", "en": "English"}  # of each language in itself


class Tagged(str):
    """A text that is not, or not wholly, in the language of its page: HTML says so; for all else it is a text."""

    html: str
    language: str  # of the whole text; empty where it is mixed

    def __new__(cls, text: str, html: str = "", language: str = "") -> Tagged:
        """A text with its HTML; it is unpickled with the text alone, and told the rest."""
        made = super().__new__(cls, text)
        made.html = html
        made.language = language
        return made

    def __html__(self) -> str:
        """What `markupsafe.escape` makes of it."""
        return self.html


def foreign(text: str, language: str) -> Tagged:
    """A text in `language` on a page that speaks another one."""
    return Tagged(text, f'<span lang="{language}">{escape(str(text))}</span>', language)


def fill(template: str, **values: object) -> str:
    """`template % values`, where what is tagged stays tagged."""
    text = str(template % values)
    if any(isinstance(each, Tagged) for each in (template, *values.values())):
        return Tagged(text, str(escape(template) % values))
    return text


class _Tagging(gettext.NullTranslations):
    """A catalogue of another language than the page's: its sentences say so."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._inner = catalogue(language)

    def gettext(self, message: str) -> str:
        """The sentence, tagged."""
        return foreign(self._inner.gettext(message), self._language)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for `n`, tagged."""
        return foreign(self._inner.ngettext(msgid1, msgid2, n), self._language)


@lru_cache(maxsize=8)
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; English, in which the sentences are written, needs none.

    What a further language does not say yet is said in Vietnamese, and tagged.
    """
    found = gettext.translation(DOMAIN, LOCALE, [language], fallback=language == "en")
    if language not in (FALLBACK, "en"):
        found.add_fallback(_Tagging(FALLBACK))
    return found


def translator(language: str) -> Translate:
    """Translates templates into `language`."""
    return catalogue(language).gettext


def title_before(title: str) -> str | None:
    """What an item of a feed was called before it was taken back, if its title says that it was."""
    return next((title.removeprefix(each) for each in _taken_back() if title.startswith(each)), None)


@lru_cache(maxsize=1)
def _taken_back() -> tuple[str, ...]:
    """How titles of items begin that were taken back, where a format has no other way to say so."""
    return tuple(translator(each)("Withdrawn: %(title)s").partition("%")[0] for each in NAMES)
