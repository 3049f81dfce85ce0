"""Texts of law that are cited hold, and maps say whose the islands are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.checks.marked import marked
from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.document import Document
from generator.model.message import message
from generator.model.place import Place
from generator.model.site import Site

_ISLANDS = ("hoàng sa", "trường sa")
_HISTORY = frozenset({"documents", "organizations", "duties"})  # records that tell what was


def cited_documents_are_in_force(site: Site, today: date) -> Iterator[Diagnostic]:
    """An article or campaign that rests on a text whose validity has ended names what took its place."""
    ended = {each.id: each for each in site.documents.values() if each.in_force(today) is False}
    if not ended:
        return
    for head in site.article_texts.values():
        for index, cited in enumerate(head.documents):
            if cited in ended and head.withdrawn is None:
                yield _ended(site, ended[cited], site.articles[head.id].origin.at("documents", index))
    for campaign in site.campaigns.values():
        if campaign.document in ended:
            yield _ended(site, ended[campaign.document], campaign.origin.at("document"))
    numbers = {each.number.upper(): each for each in ended.values() if each.number}
    for found in marked(site, "B001") if numbers else ():
        if found.mark.about in numbers and found.collection not in _HISTORY:
            yield _ended(site, numbers[found.mark.about], found.mark.place)


def _ended(site: Site, document: Document, place: Place) -> Diagnostic:
    successor = site.documents.get(document.successor or "")
    return warning(
        "B001",
        place,
        message("“{document}” is no longer in force", document=document.cited),
        message("Cite what took its place: {successor}.", successor=successor.cited)
        if successor
        else message("Look for what took its place, and write it as `successor` in the record `{id}`.", id=document.id),
    )


def maps_name_the_islands(site: Site, today: date) -> Iterator[Diagnostic]:
    """Where a map with streets is shown, its line says that Hoàng Sa and Trường Sa belong to Việt Nam."""
    source = site.config.map
    if source and not all(island in source.attribution.lower() for island in _ISLANDS):
        yield error(
            "B002",
            site.config.origin.at("map", "attribution"),
            message("the line below the map does not name Hoàng Sa and Trường Sa"),
            message("Add to it: “Quần đảo Hoàng Sa và quần đảo Trường Sa là của Việt Nam.”"),
        )
