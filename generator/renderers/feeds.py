"""RSS 2.0 for the whole site, each programme and each unit that articles are about, by feedgen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from generator.model import address
from generator.model.article import Article, ArticleHead
from generator.model.artifact import Artifact, Batch, Deferred, Page, digest
from generator.model.fields import Source
from generator.model.site import Site
from generator.renderers.links import absolute
from generator.renderers.page import Frame, Link, artifact, frame, page, words
from generator.renderers.templates import fill
from generator.today import ZONE

NEWEST = 25  # items of one feed
Newest = tuple[tuple[ArticleHead, datetime], ...]  # articles with the moment each was published


@dataclass(frozen=True)
class Item:
    """An article as a feed carries it; `body` is Markdown, `published` in +07:00 and different for each item."""

    id: str
    title: str
    url: str
    summary: str
    key_points: tuple[str, ...]
    body: str
    sources: tuple[Source, ...]
    published: datetime
    categories: tuple[str, ...]


@dataclass(frozen=True)
class FeedView:
    """One feed; `url` is where it lies itself, `home` the page it belongs to."""

    title: str
    description: str
    url: str
    home: str
    base_url: str
    language: str
    demo: bool
    updated: datetime
    items: tuple[Item, ...]


@dataclass(frozen=True)
class FeedsView:
    """What the page that lists the feeds shows: (name, absolute address)."""

    frame: Frame
    feeds: tuple[Link, ...]


def feeds(site: Site, today: date) -> Iterator[Batch]:
    """Every feed, and the page that lists them."""
    visible = site.published_articles(today)
    moments = _moments(visible)
    listed = []
    for title, description, path, home, articles in _all(site, visible):
        listed.append(Link(title, site.config.base_url + path[1:]))
        newest = tuple((each, moments[each.id]) for each in articles[:NEWEST])
        given = (title, description, path, home, newest)
        key = digest(*given[:-1], tuple(f"{each.digest} {moment}" for each, moment in newest))
        yield Batch(f"feed {path}", one_feed, given, key)
    links = tuple(listed)
    yield Batch("list of feeds", feed_list, (links,), digest(links))


def one_feed(
    site: Site, today: date, title: str, description: str, path: str, home: str, newest: Newest
) -> Iterator[Artifact]:
    """A feed of the newest articles about one thing."""
    inputs = Deferred(
        digest(site.lexicon, title, description, path, home, tuple(f"{each.digest} {at}" for each, at in newest)),
        partial(_feed, site, title, description, path, home, newest),
    )
    yield Artifact(path[1:], rss, inputs)


def feed_list(site: Site, today: date, links: tuple[Link, ...]) -> Iterator[Artifact]:
    """The page that lists the feeds."""
    yield artifact(feeds_page, _list(site, links))


def _all(site: Site, visible: tuple[ArticleHead, ...]) -> Iterator[tuple[str, str, str, str, Sequence[ArticleHead]]]:
    """Title, description, address, home page and articles of every feed."""
    config = site.config
    yield config.name, config.description, address.MAIN_FEED, address.HOME, visible
    for programme in sorted(site.programmes.values(), key=lambda each: (each.order, each.id)):
        about = [each for each in visible if programme.id in each.programmes]
        title = f"{config.name}: {programme.name}"
        yield title, programme.summary, address.programme_feed(programme), address.programme(programme), about
    by_unit: dict[str, list[ArticleHead]] = {unit_id: [] for unit_id in sorted(site.units_written_about)}
    for each in visible:
        if each.unit:
            by_unit[each.unit].append(each)
    for unit_id, about in by_unit.items():
        unit = site.units[unit_id]
        yield f"{config.name}: {unit.name}", unit.name, address.unit_feed(unit), address.ARTICLES, about


def feeds_page(view: FeedsView) -> Page:
    """The page that lists the feeds."""
    return page("feeds.html", view)


def rss(view: FeedView) -> bytes:
    """The feed as RSS 2.0 with full content. Nothing in it comes from the clock."""
    from feedgen.feed import FeedGenerator  # 60 ms, and only a feed that changed needs it

    feed = FeedGenerator()
    feed.title(view.title)
    feed.description(view.description)
    feed.language(view.language)
    feed.generator("outreach")
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.link(href=view.url, rel="self", type="application/rss+xml")
    feed.link(href=view.home, rel="alternate")  # the last one becomes the channel's own link
    feed.lastBuildDate(view.updated)
    feed.updated(view.updated)
    for item in view.items:
        entry = feed.add_entry(order="append")
        entry.guid(item.id, permalink=False)
        entry.title(item.title)
        entry.link(href=item.url)
        entry.description(item.summary, isSummary=True)
        content = fill("feed_item.html", view.language, item=item, demo=view.demo)
        entry.content(absolute(content, view.base_url), type="CDATA")
        entry.pubDate(item.published)
        for category in item.categories:
            entry.category(term=category)
    made: bytes = feed.rss_str(pretty=True)
    return made


def _feed(site: Site, title: str, description: str, path: str, home: str, newest: Newest) -> FeedView:
    _ = words(site)
    base = site.config.base_url
    changed = [datetime.combine(each.changed, time(), ZONE) for each, _moment in newest]
    return FeedView(
        title=title,
        description=f"{description} {_('Demonstration: the data is not verified.')}"
        if site.config.demo
        else description,
        url=base + path[1:],
        home=base + home[1:],
        base_url=base,
        language=site.config.language,
        demo=site.config.demo,
        updated=max([_founded(site), *changed, *(moment for _each, moment in newest)]),
        items=tuple(_item(site, site.article(each.id), moment) for each, moment in newest),
    )


def _item(site: Site, article: Article, published: datetime) -> Item:
    return Item(
        id=address.tag(site.config, "articles", article.id),
        title=article.title,
        url=site.config.base_url + address.article(article)[1:],
        summary=article.summary,
        key_points=article.key_points,
        body=article.body,
        sources=article.sources,
        published=published,
        categories=tuple(site.programmes[each].name for each in article.programmes),
    )


def _moments(articles: Iterable[ArticleHead]) -> dict[str, datetime]:
    """When each article was published: those of one moment follow each other by seconds, in the order of their ids."""
    moments: dict[str, datetime] = {}
    taken: set[datetime] = set()
    for article in sorted(articles, key=lambda each: (each.published, each.time or time(), each.id)):
        moment = datetime.combine(article.published, article.time or time(), ZONE)
        while moment in taken:
            moment += timedelta(seconds=1)
        taken.add(moment)
        moments[article.id] = moment
    return moments


def _founded(site: Site) -> datetime:
    """The day the site's ids began: the date of a feed that has no items yet."""
    begun = site.config.id_authority.partition(",")[2].split("-")
    year, month, day = (*map(int, begun), 1, 1)[:3]
    return datetime(year, month, day, tzinfo=ZONE)


def _list(site: Site, listed: tuple[Link, ...]) -> FeedsView:
    _ = words(site)
    where = frame(
        site.config, address.FEEDS, "feeds", _("Feeds"), _("Feeds that other websites can take over, and how to do it.")
    )
    return FeedsView(where, listed)
