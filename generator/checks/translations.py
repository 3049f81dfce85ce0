"""What an article says in another language is whole, and says what the article says today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, warning
from generator.model.message import message
from generator.model.site import Site
from generator.model.translation import AS_OF


def translations_are_whole(site: Site, today: date) -> Iterator[Diagnostic]:
    """Title, summary and text are translated, or the article has no page in that language."""
    for head in site.article_texts.values():
        for told in head.told:
            if told.missing:
                yield warning(
                    "S006",
                    site.articles[head.id].origin.at("translations", told.language),
                    message(
                        "`{id}` has no page in “{language}”: {missing} not translated",
                        id=head.id,
                        language=told.language,
                        missing=", ".join(f"`{name}`" for name in told.missing),
                    ),
                    message(
                        "Translate the rest below `{language}:`, or take the translation out.", language=told.language
                    ),
                )


def translations_are_of_today(site: Site, today: date) -> Iterator[Diagnostic]:
    """No text was changed since it was translated: its translation would say what is no longer true."""
    for head in site.article_texts.values():
        for told in head.told:
            if not told.missing and told.older(head) and not head.withdrawn:
                yield warning(
                    "S007",
                    site.articles[head.id].origin.at("translations", told.language, AS_OF),
                    message(
                        "`{id}` was changed on {updated}; what it says in “{language}” is of {day}",
                        id=head.id,
                        updated=head.updated,
                        language=told.language,
                        day=told.as_of,
                    ),
                    message(
                        "Change the translation too, then write `as_of: {day}` below `{language}:`.",
                        day=head.updated,
                        language=told.language,
                    ),
                )
