"""Numbers that no longer help must not be given to anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.message import message
from generator.model.phones import NUMBER, dial, digits
from generator.model.site import Site


def confirmed_numbers_have_sources(site: Site, today: date) -> Iterator[Diagnostic]:
    """A hotline is confirmed by the source it was read in: without one it is only known."""
    for hotline in site.hotlines.values():
        if hotline.status == "confirmed" and not hotline.sources:
            yield error(
                "H002",
                hotline.origin.at("status"),
                message("the number {number} is called confirmed and has no source", number=hotline.number),
                message("Add `sources:`, or write `status: known`."),
            )


def numbers_can_be_dialled(site: Site, today: date) -> Iterator[Diagnostic]:
    """A number that cannot be dialled as it is written, such as one with an old area code, is shown as text."""
    lines = [(each, ("number",), each.number) for each in site.hotlines.values() if each.shown]
    places = [
        (each, ("phones", index, "number"), phone.number)
        for each in site.locations.values()
        for index, phone in enumerate(each.phones)
    ]
    for record, at, number in (*lines, *places):
        if dial(number) is None:
            yield warning(
                "H003",
                record.origin.at(*at),
                message("the number {number} cannot be dialled as it is written", number=number),
                message("Count its digits, and look whether its area code is an old one."),
            )


def retired_numbers_are_not_named(site: Site, today: date) -> Iterator[Diagnostic]:
    """A retired hotline in the text of an article is pointed out, with the number that took its place."""
    retired = {digits(hotline.number): hotline for hotline in site.hotlines.values() if hotline.status == "retired"}
    if not retired:
        return
    for head in site.article_texts.values():
        if retired.keys().isdisjoint(head.numbers):
            continue
        article = site.articles[head.id]
        for found in NUMBER.finditer(article.body):
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
