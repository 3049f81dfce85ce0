"""The page templates, in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from generator.language import FALLBACK, Tagged, catalogue
from generator.model.dates import PartialDate
from generator.model.message import label
from generator.model.phones import dial, grouped
from generator.renderers.directions import sms
from generator.renderers.html import safe, tell_vietnamese
from generator.renderers.layouts import laid_out
from generator.renderers.markdown import to_html

if TYPE_CHECKING:
    from babel import Locale

_WEEKDAYS = (
    label("Monday"),
    label("Tuesday"),
    label("Wednesday"),
    label("Thursday"),
    label("Friday"),
    label("Saturday"),
    label("Sunday"),
)

_REGIONS = {"en": "en_GB"}  # days come before months
_WORDS = re.compile(r"\{\{ _\('([^'\\]+)'\) \}\}")


class FixedWords(Extension):
    """Puts words without values into a template when it is compiled, instead of looking them up for every page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source of a template with its fixed words translated and escaped; in attributes no word can be tagged."""
        gettext: Callable[[str], str] = self.environment.globals["gettext_fixed"]  # type: ignore[assignment]

        def said(found: re.Match[str]) -> str:
            words = gettext(found[1])
            return str(escape(str(words) if source[found.start() - 1] == '"' else words))

        return _WORDS.sub(said, source)


@lru_cache(maxsize=8)
def environment(language: str) -> Environment:
    """Templates whose words are in `language`; what is not there is an error, never an empty text."""
    env = Environment(
        loader=PackageLoader("generator.renderers", "templates"),
        autoescape=True,
        extensions=["jinja2.ext.i18n", FixedWords],
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    env.globals["gettext_fixed"] = catalogue(language).gettext
    env.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]  # by the extension
    in_language = to_html if language == FALLBACK else lambda text: tell_vietnamese(to_html(text))
    env.tests["foreign"] = lambda text: isinstance(text, Tagged)
    env.filters.update(
        telling=lambda text: text if language == FALLBACK or isinstance(text, Tagged) else _telling(text),
        day=lambda value: day_in(value, language),
        time=lambda value: Markup(f'<time datetime="{value}">{escape(day_in(value, language))}</time>'),  # noqa: S704  # a date
        icon=_icon,
        weekday=lambda value: catalogue(language).gettext(_WEEKDAYS[value.weekday()]),
        markdown=show_markdown,
        foreign=lambda html: Markup(safe(html)),  # noqa: S704  # likewise
        plain=str,
        bare=_bare,
        dial=dial,
        grouped=grouped,
        sms=sms,
        laid_out=lambda text, layout: laid_out(in_language(text), layout),
    )
    return env


def show_day(value: date | PartialDate) -> str:
    """A date as it is written in Việt Nam, at its own precision: 22/11/2026, 05/2016, 2008."""
    if isinstance(value, PartialDate):
        parts = [f"{value.day:02}"] if value.day else []
        parts += [f"{value.month:02}"] if value.month else []
        return "/".join([*parts, f"{value.year:04}"])
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def _locale(language: str) -> Locale | None:
    """What CLDR knows of a language; None where it knows nothing, and for Vietnamese, whose dates are numbers here."""
    if language == "vi":
        return None
    from babel import Locale, UnknownLocaleError  # only further editions need it

    try:
        return Locale.parse(_REGIONS.get(language, language))
    except UnknownLocaleError:
        return None


def months_in(language: str) -> tuple[str, ...]:
    """The short names of the months, where dates are written with them."""
    locale = _locale(language)
    return tuple(str(locale.months["format"]["abbreviated"][each]) for each in range(1, 13)) if locale else ()


def day_in(value: date | PartialDate, language: str) -> str:
    """A date at its own precision, as it is written in Việt Nam or, in another language, as CLDR has it."""
    locale = _locale(language)
    if locale is None:
        return show_day(value)
    from babel.dates import format_skeleton

    whole = isinstance(value, date) or value.day
    skeleton = "yMMMd" if whole else "yMMM" if value.month else "y"
    day = value if isinstance(value, date) else value.first_day()
    return str(format_skeleton(skeleton, day, locale=locale))


@lru_cache(maxsize=128)
def _icon(name: str) -> Markup:
    return Markup(f'<svg class="icon" aria-hidden="true"><use href="/assets/icons.svg#{name}"></use></svg>')  # noqa: S704  # a plain word


def _telling(text: str) -> Markup:
    return Markup(tell_vietnamese(str(escape(text))))  # noqa: S704  # escaped


def _bare(words: Any) -> Any:
    """Sentences, in lists or by name, without tags: for scripts, which put them in as text."""
    if isinstance(words, dict):
        return {key: _bare(each) for key, each in words.items()}
    return [_bare(each) for each in words] if isinstance(words, list) else Markup(words).striptags()  # noqa: S704


def show_markdown(text: str) -> Markup:
    """Markdown as HTML; a text in another language than the page's says so."""
    html = Markup(to_html(text))  # noqa: S704  # what nh3 let through
    return Markup('<div lang="{}">{}</div>').format(text.language, html) if isinstance(text, Tagged) else html


def fill(template: str, language: str, **values: Any) -> str:
    """The HTML of a template."""
    return environment(language).get_template(template).render(**values)
