"""What an article needs to be trusted: sources, somebody who reads it again in time, people who agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.article import ArticleHead
from generator.model.diagnostic import Diagnostic, warning
from generator.model.message import message
from generator.model.site import Site
from generator.model.vocabulary import ArticleDemand


def articles_have_what_their_kind_demands(site: Site, today: date) -> Iterator[Diagnostic]:
    """An article has what its kind demands; a document that it cites is a source."""
    demands = {kind.id: kind.demands for kind in site.article_kinds.values() if kind.demands}
    for head in site.article_texts.values():
        wanted = demands.get(head.kind)
        if wanted is None or head.withdrawn or head.elsewhere:
            continue
        has = (*head.has, "sources") if head.documents else head.has
        yield from (_missing(field, head) for field in wanted if field not in has)


def _missing(field: ArticleDemand, head: ArticleHead) -> Diagnostic:
    match field:
        case "sources":
            return warning(
                "S001",
                head.place,
                message("`sources` is missing: `{id}` tells people what to do for their health", id=head.id),
                message("Add `sources:`: where each advice comes from."),
            )
        case "review_by":
            return warning(
                "S002",
                head.place,
                message("`review_by` is missing: `{id}` tells people what to do for their health", id=head.id),
                message("Add `review_by:` with a day, a year after it was published at the latest."),
            )
        case "consent":
            return warning(
                "S004",
                head.place,
                message("`consent` is missing: `{id}` tells of people", id=head.id),
                message("Ask them, and add `consent:` how and when they agreed, and whether names are others."),
            )
        case "practice":
            return warning(
                "S005",
                head.place,
                message("`practice` is missing: `{id}` is for those who want to do the same", id=head.id),
                message("Add `practice:` with `where`, `by` and `result`, and what you know of the rest."),
            )


def articles_are_reviewed_in_time(site: Site, today: date) -> Iterator[Diagnostic]:
    """What was to be read again by a day was."""
    for head in site.article_texts.values():
        if head.review_by and head.review_by < today and not head.withdrawn and head.status == "published":
            yield warning(
                "S003",
                site.articles[head.id].origin.at("review_by"),
                message("`{id}` is overdue to be read again: by {day}", id=head.id, day=head.review_by),
                message("Let somebody competent read it; write `reviewed:` and a new `review_by:`."),
            )
