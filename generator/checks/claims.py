"""What an article tells people to do for their health rests on a source and is read again in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, warning
from generator.model.message import message
from generator.model.site import Site


def guides_can_be_trusted(site: Site, today: date) -> Iterator[Diagnostic]:
    """An article has what its kind demands: a source, and the day by which it is read again."""
    demands = {kind.id: kind.demands for kind in site.article_kinds.values() if kind.demands}
    for head in site.article_texts.values():
        wanted = demands.get(head.kind)
        if wanted is None or head.withdrawn or head.elsewhere:
            continue
        if "sources" in wanted and not (head.sourced or head.documents):
            yield warning(
                "S001",
                head.place,
                message("`sources` is missing: `{id}` tells people what to do for their health", id=head.id),
                message("Add `sources:`: where each advice comes from."),
            )
        if "review_by" in wanted and not head.review_by:
            yield warning(
                "S002",
                head.place,
                message("`review_by` is missing: `{id}` tells people what to do for their health", id=head.id),
                message("Add `review_by:` with a day, a year after it was published at the latest."),
            )


def articles_are_reviewed_in_time(site: Site, today: date) -> Iterator[Diagnostic]:
    """What was to be read again by a day was."""
    for head in site.article_texts.values():
        if head.review_by and head.review_by < today and not head.withdrawn and head.status == "published":
            yield warning(
                "S003",
                site.articles[head.id].origin.at("review_by"),
                message("`{id}` was to be read again by {day}", id=head.id, day=head.review_by),
                message("Let somebody competent read it; write `reviewed:` and a new `review_by:`."),
            )
