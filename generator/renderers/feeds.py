"""The feeds of a site, each in three formats: the whole site, and every word that articles are sorted by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from generator.model import address
from generator.model.artifact import Artifact, Page
from generator.model.message import label
from generator.model.site import Site
from generator.renderers.feed_atom import atom, month
from generator.renderers.feed_items import Key, article_items, by_feed, change_items, latest, newest
from generator.renderers.feed_json import json_feed
from generator.renderers.feed_model import Feed, Item, Month, Publisher
from generator.renderers.feed_rss import rss
from generator.renderers.opml import Group, Listed, OpmlView, opml
from generator.renderers.page import Frame, artifact, frame, page, words
from generator.today import ZONE

WHOLE_SITE: Key = ("", "")
CHANGES: Key = ("changes", "")
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


@dataclass(frozen=True)
class FeedsView:
    """What the page that lists the feeds shows."""

    frame: Frame
    opml: str
    licence: tuple[str, str]
    groups: tuple[Group, ...]


def feeds(site: Site, today: date) -> Iterator[Artifact]:
    """Every feed in every format, the months of the site's own, the list of all for readers and for programs."""
    articles = article_items(site, today)
    publisher = _publisher(site)
    held: Mapping[Key, Iterable[Item]] = {**by_feed(site, articles), CHANGES: change_items(site, today)}
    months = _months(site, today)
    closed = [each for each in months if each < (today.year, today.month)]
    topics = tuple(_topics(site))
    for topic in topics:
        items = newest(tuple(held.get(topic.key, ())))
        archive = _url(site, address.month_feed(closed[-1][1], closed[-1][0])) if closed else None
        feed = _feed(site, publisher, topic, items, archive if topic.key == WHOLE_SITE else None)
        for paths in map(address.formats, (topic.feed, *topic.former)):
            yield Artifact(paths.rss[1:], rss, feed)
            yield Artifact(paths.atom[1:], atom, feed)
            yield Artifact(paths.json[1:], json_feed, feed)
    yield from _archives(site, publisher, topics[0], articles, months, today)
    groups = tuple(_groups(site, topics))
    yield Artifact(address.OPML[1:], opml, _opml(site, groups))
    yield artifact(feeds_page, _page(site, groups))


def feeds_page(view: FeedsView) -> Page:
    """The page that lists the feeds, with what to copy for each."""
    return page("feeds.html", view)


def _topics(site: Site) -> Iterator[Topic]:
    """What there is a feed about, always the same as long as the words are: an address once given stays."""
    _ = words(site)
    config = site.config
    yield Topic(WHOLE_SITE, config.name, config.description, address.MAIN_FEED, address.HOME, "")
    yield Topic(
        CHANGES,
        _("Places that help: what changed"),
        _("Places that opened, closed or moved, new names, phone numbers, services and opening hours."),
        address.CHANGES_FEED,
        address.HELP,
        "",
    )
    for programme in sorted(site.programmes.values(), key=lambda each: (each.order, each.id)):
        yield Topic(
            ("programmes", programme.id),
            programme.name,
            programme.summary,
            address.programme_feed(programme),
            address.programme(programme),
            "programmes",
            address.former_feeds(address.programme_feed(programme), programme),
        )
    for campaign in site.campaigns.values():
        yield Topic(
            ("campaigns", campaign.id),
            campaign.name,
            campaign.summary,
            address.campaign_feed(campaign),
            address.campaign(campaign),
            "campaigns",
            address.former_feeds(address.campaign_feed(campaign), campaign),
        )
    for audience in sorted(site.audiences.values(), key=lambda each: (each.order, each.id)):
        yield Topic(
            ("audiences", audience.id),
            audience.name,
            audience.summary or audience.name,
            address.audience_feed(audience),
            address.audience(audience),
            "audiences",
            address.former_feeds(address.audience_feed(audience), audience),
        )
    for kind in sorted(site.article_kinds.values(), key=lambda each: (each.order, each.id)):
        yield Topic(
            ("article_kinds", kind.id), kind.name, kind.name, address.kind_feed(kind), address.ARTICLES, "article_kinds"
        )
    for unit in (site.units[each] for each in sorted(site.units_written_about)):
        yield Topic(("units", unit.id), unit.name, unit.name, address.unit_feed(unit), address.ARTICLES, "units")


def _feed(site: Site, publisher: Publisher, topic: Topic, items: tuple[Item, ...], archive: str | None) -> Feed:
    _ = words(site)
    description = topic.description
    if publisher.demo:
        description = f"{description} {_('Demonstration: the data is not verified.')}"
    return Feed(
        id=address.tag(site.config, "feeds", "/".join(filter(None, topic.key)) or "site"),
        title=_title(site, topic),
        description=description,
        home=_url(site, topic.home),
        formats=_formats(site, topic),
        publisher=publisher,
        updated=latest(items, _founded(site)),
        items=items,
        archive=archive,
    )


def _title(site: Site, topic: Topic) -> str:
    return topic.name if topic.key == WHOLE_SITE else f"{site.config.name}: {topic.name}"


def _url(site: Site, path: str) -> str:
    return site.config.base_url + path[1:]


def _formats(site: Site, topic: Topic) -> address.Formats:
    return address.Formats(*(_url(site, path) for path in address.formats(topic.feed)))


def _publisher(site: Site) -> Publisher:
    config = site.config
    return Publisher(
        site=config.name,
        office=config.office.name,
        email=config.office.email,
        base_url=config.base_url,
        feeds_page=_url(site, address.FEEDS),
        main_feed=_url(site, address.MAIN_FEED),
        language=config.language,
        demo=config.demo,
        licence=config.licence,
        hub=config.hub,
    )


def _months(site: Site, today: date) -> tuple[tuple[int, int], ...]:
    """Every month from the first article's to that of `today` as (year, month), those without articles too.

    So the month after a closed one is known beforehand, and a closed month need never be written again.
    """
    seen = [each.published for each in (*site.published_articles(today), *site.withdrawn_articles(today))]
    if not seen:
        return ()
    first = min(seen)
    return tuple(
        (number // 12, number % 12 + 1)
        for number in range(first.year * 12 + first.month - 1, today.year * 12 + today.month)
    )


def _archives(
    site: Site,
    publisher: Publisher,
    topic: Topic,
    articles: Mapping[str, Item],
    months: tuple[tuple[int, int], ...],
    today: date,
) -> Iterator[Artifact]:
    """A document for each month; that of the running month is no archive yet."""
    within: dict[tuple[int, int], list[Item]] = {each: [] for each in months}
    for item in articles.values():
        within[item.published.year, item.published.month].append(item)
    paths = [address.month_feed(number, year) for year, number in months]
    urls = [_url(site, path) for path in paths]
    for index, (year, number) in enumerate(months):
        items = tuple(sorted(within[year, number], key=lambda each: each.published, reverse=True))
        feed = _feed(site, publisher, topic, items, None)
        home = address.month(number, year) if items else address.ARTICLES
        feed = replace(feed, title=f"{feed.title}, {number:02}/{year}", home=_url(site, home))
        yield Artifact(
            paths[index][1:],
            month,
            Month(
                feed,
                urls[index],
                closed=(year, number) < (today.year, today.month),
                previous=urls[index - 1] if index else None,
                following=urls[index + 1] if index + 1 < len(urls) else None,
            ),
        )


def _groups(site: Site, topics: tuple[Topic, ...]) -> Iterator[Group]:
    _ = words(site)
    for group, title in GROUPS.items():
        listed = tuple(
            Listed(each.name, _title(site, each), each.description, _url(site, each.home), _formats(site, each))
            for each in topics
            if each.group == group
        )
        if listed:
            yield Group(_(title), listed)


def _opml(site: Site, groups: tuple[Group, ...]) -> OpmlView:
    config = site.config
    return OpmlView(config.name, config.office.name, config.base_url, config.language, groups)


def _page(site: Site, groups: tuple[Group, ...]) -> FeedsView:
    _ = words(site)
    where = frame(
        site.config, address.FEEDS, "feeds", _("Feeds"), _("Feeds that other websites can take over, and how to do it.")
    )
    licence = site.config.licence
    return FeedsView(where, _url(site, address.OPML), (licence.name, licence.url), groups)


def _founded(site: Site) -> datetime:
    """The day the site's ids began: the date of a feed that has no items yet."""
    begun = site.config.id_authority.partition(",")[2].split("-")
    year, number, day = (*map(int, begun), 1, 1)[:3]
    return datetime(year, number, day, tzinfo=ZONE)
