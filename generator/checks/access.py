"""Links, headings and pictures that everybody can use, and pictures that may be shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.checks.marked import marked
from generator.model.diagnostic import Diagnostic, warning
from generator.model.message import message
from generator.model.site import Site
from generator.prose.markup import SHOWN


def links_say_where_they_lead(site: Site, today: date) -> Iterator[Diagnostic]:
    """The words of a link make sense when they are read out alone (WCAG 2.2, 2.4.4)."""
    for each in marked(site, "A001"):
        yield warning(
            "A001",
            each.mark.place,
            message("the words of this link do not say where it leads: “{found}”", found=each.mark.found),
            message("Name what is there: [nơi xét nghiệm HIV](/noi-giup-do/) instead of “tại đây”, “xem thêm”."),
        )


def headings_are_in_order(site: Site, today: date) -> Iterator[Diagnostic]:
    """Headings in a text begin with `##` and never go down by more than one level (WCAG 2.2, 1.3.1)."""
    for each in marked(site, "A002"):
        if each.collection == "pages" and each.mark.about == "##":
            continue  # a page written by hand has its title in a heading of its own
        yield warning(
            "A002",
            each.mark.place,
            message("the heading “{found}” is of the wrong level", found=each.mark.found),
            message("Make the whole line: `{level} {found}`.", level=each.mark.about, found=each.mark.found)
            if len(each.mark.found) < SHOWN
            else message("Let the line begin with `{level}` and a space.", level=each.mark.about),
        )


def pictures_have_words(site: Site, today: date) -> Iterator[Diagnostic]:
    """The words that stand for a picture say what is to be seen on it (WCAG 2.2, 1.1.1)."""
    for each in marked(site, "A003"):
        yield warning(
            "A003",
            each.mark.place,
            message("“{found}” does not say what is to be seen on the picture", found=each.mark.found),
            message("Say it as you would on the telephone, in one sentence."),
        )


def pictures_may_be_shown(site: Site, today: date) -> Iterator[Diagnostic]:
    """A picture that is not the office's own says on what terms it may be shown."""
    office = site.config.office
    own = tuple(name.lower() for name in (office.name, office.short_name) if name)
    for each in marked(site, "A004"):
        if not any(name in each.mark.found.lower() for name in own):
            yield warning(
                "A004",
                each.mark.place,
                message("nothing says on what terms this picture may be shown"),
                message("Add `licence:`, for instance “CC BY 4.0” or who allowed it and when."),
            )
