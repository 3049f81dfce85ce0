"""What is noticed in texts, once, when a record is read; the checks turn it into diagnostics."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.model.fields import Prose
from generator.model.mark import Mark
from generator.model.place import Place
from generator.model.record import Record
from generator.model.terms import Terms
from generator.model.text import Lines
from generator.model.walk import walk, walk_translations
from generator.prose.citing import numbers_of_documents
from generator.prose.length import length_of
from generator.prose.markup import headings_out_of_order, links_that_say_nothing
from generator.prose.persons import personal_data, places_named_as_people
from generator.prose.pictures import pictures_of
from generator.prose.reading import long_sentences, unexplained
from generator.prose.text import Found, Text, blanked
from generator.prose.words import words_to_avoid

Finder = Callable[[Text, Terms], Iterator[Found]]

_FRONT_MATTER = re.compile(r"\A---(?=\n).*?\n---", re.DOTALL)

# Looked for in every text, and in texts of many sentences alone.
FINDERS: tuple[Finder, ...] = (words_to_avoid, personal_data, numbers_of_documents)
OF_BODIES: tuple[Finder, ...] = (links_that_say_nothing, headings_out_of_order, long_sentences, unexplained)


def marks(record: Record, terms: Terms) -> tuple[Mark, ...]:
    """What is noticed in the texts and pictures of a record just read, whose places can be found."""
    found = [*pictures_of(record), *length_of(record), *places_named_as_people(record)]
    noticed = [
        (loc, text, in_text)
        for loc, prose, text in walk(record, Prose)
        if (in_text := list(_noticed(Text(text), terms, prose.markup == "markdown")))
    ]
    noticed += [
        (loc, text, in_text)
        for loc, text in walk_translations(record)
        if (in_text := list(personal_data(Text(text), terms)))
    ]
    origin = record.origin.settled() if noticed else record.origin
    for loc, text, in_text in noticed:
        lines = Lines(text)
        for rule, offset, words, about in in_text:
            found.append(Mark(rule, origin.inside(*lines.position(offset), *loc), words, about))
    return tuple(found)


def marks_of_page(text: str, place: Place, terms: Terms) -> Iterator[Mark]:
    """What is noticed in a page written by hand; its front matter is passed over."""
    shown = Text(_FRONT_MATTER.sub(blanked, text))
    lines = Lines(text)
    for rule, offset, words, about in _noticed(shown, terms, body=True):
        line, column = lines.position(offset)
        yield Mark(rule, Place(place.file, line + 1, column + 1), words, about)


def _noticed(text: Text, terms: Terms, body: bool) -> Iterator[Found]:
    for find in (*FINDERS, *OF_BODIES) if body else FINDERS:
        yield from find(text, terms)
