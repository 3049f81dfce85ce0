"""What was noticed in texts when they were read, for the rules that judge it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from generator.model.mark import Mark
from generator.model.place import Place
from generator.model.site import COLLECTIONS, Site
from generator.model.terms import Terms
from generator.prose import marks_of_page


class Marked(NamedTuple):
    """A mark with whom it belongs to: the name of the collection, and the record or its head; of a page none."""

    mark: Mark
    collection: str
    record: Any

    @property
    def taken(self) -> bool:
        """Whether another office wrote it."""
        return self.collection == "articles" and self.record.elsewhere is not None


def marked(site: Site, *rules: str) -> Iterator[Marked]:
    """Every mark for these rules but those of withdrawn articles: their texts are shown no more."""
    for name in COLLECTIONS:
        for record in _at_hand(site, name):
            if record.marks and not (name == "articles" and record.withdrawn):
                yield from (Marked(mark, name, record) for mark in record.marks if mark.rule in rules)
    yield from (Marked(mark, "config", site.config) for mark in site.config.marks if mark.rule in rules)
    for page in site.pages:
        yield from (
            Marked(mark, "pages", None) for mark in _of_page(page.text, page.place, site.terms) if mark.rule in rules
        )


def _at_hand(site: Site, name: str) -> Any:
    if name == "articles":
        return site.article_texts.values()
    return site.location_texts.values() if name == "locations" else site.collection(name).values()


@lru_cache(maxsize=256)
def _of_page(text: str, place: Place, terms: Terms) -> tuple[Mark, ...]:
    return tuple(marks_of_page(text, place, terms))
