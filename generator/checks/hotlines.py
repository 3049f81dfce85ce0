"""Numbers that no longer help must not be given to anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.message import Message, message
from generator.model.phones import NUMBER, dial, digits, is_mobile, renumbered
from generator.model.place import Loc
from generator.model.record import Record
from generator.model.site import Site
from generator.model.text import position


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
    """A number that cannot be dialled, or would reach somebody else since area codes changed, is pointed out."""
    for record, at, number in _numbers(site):
        now = renumbered(number, site.area_codes)
        if dial(number) is None:
            yield warning(
                "H003",
                record.origin.at(*at),
                message("the number {number} cannot be dialled as it is written", number=number),
                _new_code(now)
                if now
                else message(
                    "Write all of it: 11 digits as 0292 3 000 000, 10 for a mobile phone, or 1800…, 1900…; then try it."
                ),
            )
        elif now:
            yield warning(
                "H020",
                record.origin.at(*at),
                message(
                    "the number {number} has an area code of before 2017: it reaches a mobile phone", number=number
                ),
                _new_code(now),
            )


def _numbers(site: Site) -> Iterator[tuple[Record, Loc, str]]:
    """Every number that pages show, with its record and where it is written there."""
    for hotline in site.hotlines.values():
        if hotline.shown:
            yield hotline, ("number",), hotline.number
    for location in site.locations.values():
        for index, phone in enumerate(location.phones):
            yield location, ("phones", index, "number"), phone.number


def _new_code(now: str) -> Message:
    return message("Area codes changed in 2017: call {number}, and write it when it answers.", number=now)


def mobiles_are_lines_of_the_place(site: Site, today: date) -> Iterator[Diagnostic]:
    """A mobile number stands in a record only when it is said to be the line of the place, never a person's."""
    for location in site.locations.values():
        for index, phone in enumerate(location.phones):
            if phone.line or not is_mobile(phone.number) or renumbered(phone.number, site.area_codes):
                continue
            yield error(
                "H021",
                location.origin.at("phones", index, "number"),
                message("the mobile number {number} may be a person's own", number=phone.number),
                message("If it is the line of the place, write `line: organization` below it; if not, delete it."),
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
        for loc, text, found in ((*each, found) for each in article.texts for found in NUMBER.finditer(each[1])):
            hotline = retired.get(digits(found[0]))
            if hotline is None:
                continue
            successor = site.hotlines.get(hotline.replaced_by or "")
            yield warning(
                "H001",
                article.origin.inside(*position(text, found.start()), *loc),
                message("the number {number} is no longer in use", number=hotline.number),
                message("Write {number} instead.", number=successor.number)
                if successor
                else message("Take it out, or write a number of data/hotlines.yaml that is in use."),
            )
