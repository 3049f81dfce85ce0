"""The feeds of a site, each in three formats: the whole site, and every word that articles are sorted by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from functools import lru_cache, partial
from typing import NamedTuple

from generator.model import address, embed_address, feed_address
from generator.model.artifact import Artifact, Batch, Deferred, Page, digest
from generator.model.month import Month, month_of, months
from generator.model.site import Site
from generator.model.tag_uri import tag_uri
from generator.renderers.embed import ARTICLES_HEIGHT, snippet
from generator.renderers.feeds.atom import atom, month
from generator.renderers.feeds.items import (
    Dated,
    Key,
    Told,
    article_item,
    by_feed,
    latest,
    newest,
    seen,
    told,
)
from generator.renderers.feeds.json import json_feed
from generator.renderers.feeds.model import SHARED, Feed, Item, MonthFeed, Publisher
from generator.renderers.feeds.opml import Group, Listed, OpmlView, opml
from generator.renderers.feeds.records import RECORDS
from generator.renderers.feeds.rss import rss
from generator.renderers.feeds.topics import GROUPS, WHOLE_SITE, Topic, full_title, topics
from generator.renderers.page import Frame, artifact, frame, page, words
from generator.today import ZONE

Maker = Callable[[Told], Item]  # of an article's item


class FeedsView(NamedTuple):
    """What the page that lists the feeds shows."""

    frame: Frame
    opml: str
    licence: tuple[str, str]
    office: str
    email: str | None
    groups: tuple[Group, ...]


def feeds(site: Site, today: date) -> Iterator[Batch]:
    """Every feed in its three formats, the months of the site's own, the list of all for readers and for programs."""
    item = lru_cache(maxsize=SHARED)(partial(article_item, site))
    articles = seen(site, today)
    held = by_feed(articles)
    told_of = _months(articles, today)
    closed = [each for each in told_of if each < month_of(today)]
    listed = tuple(topics(site))
    for topic in listed:
        if topic.key in RECORDS:
            yield Batch(f"feed {topic.feed}", feed_of_records, (topic,), digest(topic))
            continue
        mine = newest(held.get(topic.key, ()))
        archive = closed[-1] if closed and topic.key == WHOLE_SITE else None
        key = digest(topic, archive, tuple(each.key for each in mine))
        yield Batch(f"feed {topic.feed}", feed_of_articles, (topic, archive, mine, item), key)
    yield from _archives(listed[0], articles, told_of, item)
    empty = tuple(each.key for each in listed if each.key not in RECORDS and each.key not in held)
    yield Batch("lists of feeds", feed_lists, (listed, empty), digest(listed, empty))


def feed_of_articles(
    site: Site, today: date, topic: Topic, archive: Month | None, mine: Sequence[Dated], item: Maker
) -> Iterator[Artifact]:
    """A feed of what was published last about one thing."""
    feed = _feed(site, topic, _month_url(site, archive) if archive else None)
    yield from _in_each_format(topic, _with_items(site, feed, mine, item))


def feed_of_records(site: Site, today: date, topic: Topic) -> Iterator[Artifact]:
    """A feed of what is no article."""
    yield from _in_each_format(topic, _filled(_feed(site, topic), RECORDS[topic.key](site, today)))


def month_of_feed(
    site: Site,
    today: date,
    topic: Topic,
    when: Month,
    around: tuple[Month | None, Month | None],
    mine: Sequence[Dated],
    item: Maker,
) -> Iterator[Artifact]:
    """All that was published in a month; that of the running month is no archive yet."""
    year, number = when
    feed = _feed(site, topic)
    home = address.month(number, year) if mine else address.ARTICLES
    feed = feed._replace(title=f"{feed.title}, {number:02}/{year}", home=site.config.url(home))
    previous, following = (_month_url(site, each) if each else None for each in around)
    closed = when < month_of(today)
    whole = MonthFeed(feed, _month_url(site, when), closed, previous, following)
    inputs = _with_items(site, feed, mine, item, lambda filled: whole._replace(feed=filled))
    yield Artifact(feed_address.month(number, year)[1:], month, inputs)


def feed_lists(site: Site, today: date, topics: tuple[Topic, ...], empty: tuple[Key, ...]) -> Iterator[Artifact]:
    """Every feed, for readers and for programs; `empty` are the keys of those without an article yet."""
    groups = tuple(_groups(site, topics, empty))
    yield Artifact(feed_address.OPML[1:], opml, _opml(site, groups))
    yield artifact(feeds_page, _page(site, groups))


def feeds_page(view: FeedsView) -> Page:
    """The page that lists the feeds, with what to copy for each."""
    return page("feeds.html", view)


def _in_each_format(topic: Topic, feed: Feed | Deferred) -> Iterator[Artifact]:
    for paths in map(feed_address.formats, (topic.feed, *topic.former)):
        yield Artifact(paths.rss[1:], rss, feed)
        yield Artifact(paths.atom[1:], atom, feed)
        yield Artifact(paths.json[1:], json_feed, feed)


def _with_items(
    site: Site, feed: Feed, mine: Sequence[Dated], item: Maker, inside: Callable[[Feed], object] = lambda filled: filled
) -> Deferred:
    """A feed with these articles, which are fetched when it is made; `inside` puts it into what it is part of."""
    carried = tuple(told(site, each) for each in mine)

    def depends() -> str:
        return digest(site.lexicon, inside(feed), tuple((each.dated.key, each.unit, each.picture) for each in carried))

    return Deferred(lambda: inside(_filled(feed, tuple(map(item, carried)))), depends)


def _filled(feed: Feed, items: tuple[Item, ...]) -> Feed:
    return feed._replace(items=items, updated=latest(items, feed.updated))


def _feed(site: Site, topic: Topic, archive: str | None = None) -> Feed:
    """A feed without items yet."""
    _ = words(site)
    publisher = _publisher(site)
    description = topic.description
    if publisher.demo:
        description = f"{description} {_('Demonstration: the data is not verified.')}"
    return Feed(
        id=tag_uri(site.config, "feeds", "/".join(filter(None, topic.key)) or "site"),
        title=full_title(site, topic),
        description=description,
        home=site.config.url(topic.home),
        formats=_formats(site, topic),
        publisher=publisher,
        updated=_founded(site),
        items=(),
        archive=archive,
    )


def _formats(site: Site, topic: Topic) -> feed_address.Formats:
    return feed_address.Formats(*(site.config.url(path) for path in feed_address.formats(topic.feed)))


def _publisher(site: Site) -> Publisher:
    config = site.config
    return Publisher(
        site=config.name,
        office=config.office.name,
        email=config.office.email,
        base_url=config.base_url,
        feeds_page=config.url(address.FEEDS),
        main_feed=config.url(feed_address.MAIN),
        language=config.language,
        demo=config.demo,
        licence=config.licence,
        hub=config.hub,
    )


def _month_url(site: Site, when: Month) -> str:
    year, number = when
    return site.config.url(feed_address.month(number, year))


def _months(articles: Sequence[Dated], today: date) -> tuple[Month, ...]:
    """Every month from the first article's to that of `today`, those without articles too.

    So the month after a closed one is known beforehand, and a closed month need never be written again.
    """
    if not articles:
        return ()
    return months(month_of(articles[-1].article.published), month_of(today))


def _archives(topic: Topic, articles: Sequence[Dated], told_of: Sequence[Month], item: Maker) -> Iterator[Batch]:
    """A document for each month."""
    within: dict[Month, list[Dated]] = {each: [] for each in told_of}
    for each in articles:
        within[month_of(each.article.published)].append(each)
    row = (None, *told_of, None)
    for before, when, after in zip(row, told_of, row[2:], strict=False):
        mine = tuple(within[when])
        key = digest(topic, when, before, after, tuple(each.key for each in mine))
        name = f"feed of {when[0]:04}-{when[1]:02}"
        yield Batch(name, month_of_feed, (topic, when, (before, after), mine, item), key)


def _groups(site: Site, topics: tuple[Topic, ...], empty: tuple[Key, ...]) -> Iterator[Group]:
    _ = words(site)
    for group, title in GROUPS.items():
        listed = tuple(
            Listed(
                each.name,
                full_title(site, each),
                each.description,
                site.config.url(each.home),
                _formats(site, each),
                snippet(site.config, embed_address.feed(each.feed), full_title(site, each), each.home, ARTICLES_HEIGHT),
                each.key in empty,
            )
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
    office = site.config.office
    return FeedsView(
        where, site.config.url(feed_address.OPML), (licence.name, licence.url), office.brief, office.email, groups
    )


def _founded(site: Site) -> datetime:
    """The day the site's ids began: the date of a feed that has no items yet."""
    return datetime.combine(site.config.founded, time(), ZONE)
