"""Fragments of feeds: the newest articles about one thing, and what happened to places last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from generator.model import address, embed_address
from generator.model.article import ArticleHead
from generator.model.artifact import Artifact
from generator.model.site import Site
from generator.renderers.embed import ARTICLES_HEIGHT, Around, around, fitting, fragment, occupied, small, strong
from generator.renderers.feeds.items import Key, keys
from generator.renderers.feeds.records import RECORDS
from generator.renderers.feeds.topics import WHOLE_SITE, Topic, topics
from generator.renderers.home import Running, running
from generator.renderers.hotlines import whom
from generator.renderers.page import Link, words

MOST = 6  # articles that may fit
RULE = 17  # CSS pixels between two of them


class Headline(NamedTuple):
    """An article or a change as fragments show it; `kind` is empty for a change, `office` that of a text taken over."""

    title: str
    href: str
    published: date
    kind: str = ""
    updated: date | None = None
    office: str = ""


class ArticlesFragment(NamedTuple):
    """What the fragment of a feed shows; `campaign` is one that is on now."""

    around: Around
    campaign: Running | None
    items: tuple[Headline, ...]


def article_embeds(site: Site, today: date) -> Iterator[Artifact]:
    """A fragment for every feed of articles, at the former addresses of the feed too."""
    newest = _newest(site, today)
    on = running(site, today)
    for topic in topics(site):
        if topic.key in RECORDS:
            continue
        campaign = next((each for each in on if topic.key == WHOLE_SITE or topic.home == each.href), None)
        yield from _each_address(site, topic, newest[topic.key], campaign)


def record_embeds(site: Site, today: date) -> Iterator[Artifact]:
    """A fragment for every feed of what is no article."""
    base = len(site.config.base_url) - 1
    for topic in topics(site):
        if items := RECORDS.get(topic.key):
            last = (Headline(each.title, each.url[base:], each.published.date()) for each in items(site, today))
            yield from _each_address(site, topic, tuple(last)[:MOST], None)


def articles_fragment(view: ArticlesFragment) -> bytes:
    """The fragment of a feed."""
    return fragment("embed_articles.html", view)


def _newest(site: Site, today: date) -> defaultdict[Key, list[Headline]]:
    found: defaultdict[Key, list[Headline]] = defaultdict(list)
    for article in site.published_articles(today):
        mine = [found[key] for key in keys(article) if len(found[key]) < MOST]
        if mine:
            headline = _headline(site, article)
            for each in mine:
                each.append(headline)
    return found


def _headline(site: Site, article: ArticleHead) -> Headline:
    kind = site.article_kinds[article.kind].brief
    office = article.elsewhere.office if article.elsewhere else ""
    return Headline(article.title, address.article(article), article.published, kind, article.updated, office)


def _each_address(site: Site, topic: Topic, items: Iterable[Headline], campaign: Running | None) -> Iterator[Artifact]:
    _ = words(site)
    title = _("New articles") if topic.key == WHOLE_SITE else topic.name
    collection, record = topic.key
    lines = whom(site, (record,) if collection == "programmes" else ())
    for path in map(embed_address.feed, (topic.feed, *topic.former)):
        where = around(site, path, title, topic.home, Link(_("Find help"), address.HELP), lines)
        room = ARTICLES_HEIGHT - occupied(where) - (RULE + 2 * small(campaign.name) if campaign else 0)
        view = ArticlesFragment(where, campaign, fitting(items, _height, room))
        yield Artifact(path[1:], articles_fragment, view)


def _height(item: Headline) -> float:
    amended = " · cập nhật 00/00/0000" if item.updated else ""
    return RULE + strong(item.title) + small(f"00/00/0000 · {item.kind}{amended} · {item.office}")
