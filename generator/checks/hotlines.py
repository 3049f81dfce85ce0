"""Numbers that no longer help must not be given to anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, warning
from generator.model.message import message
from generator.model.phones import digits
from generator.model.site import Site

_NUMBER = re.compile(r"\d[\d .]{2,}\d")


def retired_numbers_are_not_named(site: Site, today: date) -> Iterator[Diagnostic]:
    """A retired hotline in the text of an article is pointed out, with the number that took its place."""
    retired = {digits(hotline.number): hotline for hotline in site.hotlines.values() if hotline.status == "retired"}
    if not retired:
        return
    for article in site.articles.values():
        for found in _NUMBER.finditer(article.body):
            hotline = retired.get(digits(found[0]))
            if hotline is None:
                continue
            successor = site.hotlines.get(hotline.replaced_by or "")
            yield warning(
                "H001",
                article.origin.inside(article.body.count("\n", 0, found.start()), "body"),
                message("the number {number} is no longer in use", number=hotline.number),
                message("Write {number} instead.", number=successor.number) if successor else None,
            )
