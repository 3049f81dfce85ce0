"""The page templates, in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from generator.language import catalogue
from generator.model.dates import PartialDate
from generator.model.message import label
from generator.model.phones import dial, grouped
from generator.renderers.directions import sms
from generator.renderers.html import safe
from generator.renderers.markdown import to_html

_WEEKDAYS = (
    label("Monday"),
    label("Tuesday"),
    label("Wednesday"),
    label("Thursday"),
    label("Friday"),
    label("Saturday"),
    label("Sunday"),
)


_WORDS = re.compile(r"\{\{ _\('([^'\\]+)'\) \}\}")


class FixedWords(Extension):
    """Puts words without values into a template when it is compiled, instead of looking them up for every page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source of a template with its fixed words translated and escaped."""
        gettext: Callable[[str], str] = self.environment.globals["gettext_fixed"]  # type: ignore[assignment]
        return _WORDS.sub(lambda found: str(escape(gettext(found[1]))), source)


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
    env.filters.update(
        day=show_day,
        weekday=lambda value: catalogue(language).gettext(_WEEKDAYS[value.weekday()]),
        markdown=lambda text: Markup(to_html(text)),  # noqa: S704  # what nh3 let through
        foreign=lambda html: Markup(safe(html)),  # noqa: S704  # likewise
        dial=dial,
        grouped=grouped,
        sms=sms,
    )
    return env


def show_day(value: date | PartialDate) -> str:
    """A date as it is written in Việt Nam, at its own precision: 22/11/2026, 05/2016, 2008."""
    if isinstance(value, PartialDate):
        parts = [f"{value.day:02}"] if value.day else []
        parts += [f"{value.month:02}"] if value.month else []
        return "/".join([*parts, f"{value.year:04}"])
    return f"{value:%d/%m/%Y}"


def fill(template: str, language: str, **values: Any) -> str:
    """The HTML of a template."""
    return environment(language).get_template(template).render(**values)
