"""What there is a feed about, and where each lies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.model import address, feed_address
from generator.model.message import label
from generator.model.order import as_ordered
from generator.model.site import Site
from generator.renderers.feeds.items import Key
from generator.renderers.page import words

WHOLE_SITE: Key = ("", "")
CHANGES: Key = ("changes", "")
HANDOUTS: Key = ("handouts", "")
GROUPS = {
    "": label("The whole site"),
    "programmes": label("By programme"),
    "campaigns": label("By campaign"),
    "audiences": label("By reader"),
    "article_kinds": label("By kind of article"),
    "units": label("By place"),
}


class Topic(NamedTuple):
    """What a feed is about: `feed`, `former` and `home` are addresses within the site, those of feeds in RSS."""

    key: Key
    name: str
    description: str
    feed: str
    home: str
    group: str
    former: tuple[str, ...] = ()


def topics(site: Site) -> Iterator[Topic]:
    """What there is a feed about, always the same as long as the words are: an address once given stays."""
    _ = words(site)
    config = site.config
    yield Topic(WHOLE_SITE, config.name, config.description, feed_address.MAIN, address.HOME, "")
    yield Topic(
        CHANGES,
        _("Places that help: what changed"),
        _("Places that opened, closed or moved, new names, phone numbers, services and opening hours."),
        feed_address.CHANGES,
        address.HELP,
        "",
    )
    yield Topic(
        HANDOUTS,
        _("To print and to read out"),
        _("Leaflets, posters, cards and texts for the loudspeaker, made of what this site knows."),
        feed_address.HANDOUTS,
        address.HANDOUTS,
        "",
    )
    for programme in as_ordered(site.programmes.values()):
        yield Topic(
            ("programmes", programme.id),
            programme.name,
            programme.summary,
            feed_address.programme(programme),
            address.programme(programme),
            "programmes",
            feed_address.former(feed_address.programme(programme), programme),
        )
    for campaign in site.campaigns.values():
        yield Topic(
            ("campaigns", campaign.id),
            campaign.name,
            campaign.summary,
            feed_address.campaign(campaign),
            address.campaign(campaign),
            "campaigns",
            feed_address.former(feed_address.campaign(campaign), campaign),
        )
    for audience in as_ordered(site.audiences.values()):
        yield Topic(
            ("audiences", audience.id),
            audience.name,
            audience.summary or audience.name,
            feed_address.audience(audience),
            address.audience(audience),
            "audiences",
            feed_address.former(feed_address.audience(audience), audience),
        )
    for kind in as_ordered(site.article_kinds.values()):
        yield Topic(
            ("article_kinds", kind.id), kind.name, kind.name, feed_address.kind(kind), address.ARTICLES, "article_kinds"
        )
    for unit in (site.units[each] for each in sorted(site.units_written_about)):
        yield Topic(("units", unit.id), unit.name, unit.name, feed_address.unit(unit), address.ARTICLES, "units")


def full_title(site: Site, topic: Topic) -> str:
    """The name of a feed among those of other sites."""
    return topic.name if topic.key == WHOLE_SITE else f"{site.config.name}: {topic.name}"
