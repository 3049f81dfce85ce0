"""Feeds of what is no article: what happened to places, and what there is to print and to read out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from generator.model import address
from generator.model.handout import KINDS, Handout
from generator.model.site import Site
from generator.model.tag_uri import tag_uri
from generator.renderers.feeds.items import FRESH, Key, Moments, at, change_items, midnight, plain
from generator.renderers.feeds.model import Item
from generator.renderers.feeds.topics import CHANGES, HANDOUTS
from generator.renderers.page import words


def handout_items(site: Site, today: date) -> tuple[Item, ...]:
    """The handouts that may be used, the one that changed last first."""
    usable = sorted((each for each in site.handouts.values() if each.usable(today)), key=lambda each: each.id)
    published, updated = Moments(), Moments()
    dated = []
    for each in sorted(usable, key=lambda each: (each.published, each.id)):
        first = published.after(midnight(each.published))
        dated.append((updated.after(max(first, midnight(each.changed))), first, each))
    newest = sorted(dated, key=lambda each: each[0], reverse=True)[:FRESH]
    return tuple(_handout(site, each, first, last) for last, first, each in newest)


# The items of each of these feeds.
RECORDS: Mapping[Key, Callable[[Site, date], tuple[Item, ...]]] = {CHANGES: change_items, HANDOUTS: handout_items}


def _handout(site: Site, handout: Handout, first: int, last: int) -> Item:
    _ = words(site)
    kind = _(KINDS[handout.kind])
    until = _("to be used until %(day)s") % {"day": f"{handout.expires:%d/%m/%Y}"}
    return Item(
        id=tag_uri(site.config, "handouts", handout.id),
        url=site.config.url(address.handout(handout)),
        title=plain(handout.name),
        summary=plain(f"{kind}, {until}. {' '.join(handout.headline)}"),
        published=at(first),
        updated=at(last),
        content=handout,
        licence=handout.licence,
        tags=(kind, *(site.programmes[each].name for each in handout.programmes)),
        programmes=handout.programmes,
    )
