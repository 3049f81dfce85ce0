"""Words that respect people, and texts that are easy to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.checks.marked import marked
from generator.model.diagnostic import Diagnostic, error, note, warning
from generator.model.message import message
from generator.model.site import Site
from generator.prose.length import MOST_WORDS


def words_respect_people(site: Site, today: date) -> Iterator[Diagnostic]:
    """No text uses a word of `data/terms.csv` to avoid; in a text that another office wrote it is at most a warning."""
    for each in marked(site, "N001"):
        term = site.terms.by_term.get(each.mark.about)
        if term is None:
            continue
        weight = "warning" if each.taken and term.weight == "error" else term.weight
        yield (error if weight == "error" else warning if weight == "warning" else note)(
            "N001",
            each.mark.place,
            message("“{found}” is better avoided: {why}", found=each.mark.found, why=term.why),
            message("Ask the office that wrote it to say instead of it: {instead}.", instead=term.instead)
            if each.taken
            else message("Say instead of it: {instead}.", instead=term.instead),
        )


def sentences_are_short(site: Site, today: date) -> Iterator[Diagnostic]:
    """No sentence of a text has more than 35 words: one note a text, at the longest."""
    for each in marked(site, "N002"):
        if not each.taken:
            count, words = each.mark.about.split()
            yield note(
                "N002",
                each.mark.place,
                message(
                    "long sentences: {count}; the longest has {words} words: “{found} …”",
                    count=count,
                    words=words,
                    found=each.mark.found,
                ),
                message("Make two sentences of it, or a list: people read on telephones."),
            )


def abbreviations_are_explained(site: Site, today: date) -> Iterator[Diagnostic]:
    """What an abbreviation stands for is said once in the text, unless everybody knows it: one note a text."""
    for each in marked(site, "N003"):
        if each.taken:
            continue
        known = (site.terms.meanings.get(short) for short in each.mark.found.split(", "))
        meanings = "; ".join(f"{found.meaning} ({found.short})" for found in known if found)
        yield note(
            "N003",
            each.mark.place,
            message("abbreviations that the text does not explain: {found}", found=each.mark.found),
            message("Write the words once, with the letters in brackets: {meanings}.", meanings=meanings)
            if meanings
            else message("Write the words once, with the letters in brackets."),
        )


def articles_are_short(site: Site, today: date) -> Iterator[Diagnostic]:
    """No article has more than 1,500 words."""
    for each in marked(site, "N004"):
        yield warning(
            "N004",
            each.mark.place,
            message("the article has {words} words: more than {most}", words=each.mark.found, most=MOST_WORDS),
            message("Make two articles of it that lead to each other, or leave out what readers do not need."),
        )
