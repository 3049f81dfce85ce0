"""An article's page; a withdrawn one says so and keeps its address; former addresses lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from heapq import nlargest

from generator.model import address
from generator.model.article import Article, Image, Withdrawal
from generator.model.artifact import Artifact, Page
from generator.model.fields import Source
from generator.model.site import Site
from generator.renderers.page import Frame, Link, Post, artifact, frame, page, posts, words

RELATED = 3
NEIGHBOURS = 40  # how many earlier articles are looked through for related ones


@dataclass(frozen=True)
class Citation:
    """A cited document with its validity, as written in its record."""

    title: str
    href: str
    in_force: bool | None


@dataclass(frozen=True)
class ArticleView:
    """What an article's page shows."""

    frame: Frame
    office: str
    kind: str
    programmes: tuple[Link, ...]
    audiences: tuple[Link, ...]
    campaign: Link | None
    services: tuple[Link, ...]
    published: date
    updated: date | None
    withdrawn: Withdrawal | None
    minutes: int
    key_points: tuple[str, ...]
    image: Image | None
    body: str
    citations: tuple[Citation, ...]
    sources: tuple[Source, ...]
    related: tuple[Post, ...]


def articles(site: Site, today: date) -> Iterator[Artifact]:
    """A page for every article whose day has come."""
    visible = site.published_articles(today)
    for number, article in enumerate(visible, 1):
        yield artifact(article_page, _view(site, article, today, visible[number : number + NEIGHBOURS]))
    for article in site.articles.values():
        if article.withdrawn and article.status == "published" and article.published <= today:
            yield artifact(article_page, _view(site, article, today, ()))


def article_page(view: ArticleView) -> Page:
    """The page of an article."""
    return page("article.html", view)


def _view(site: Site, article: Article, today: date, earlier: tuple[Article, ...]) -> ArticleView:
    _ = words(site)
    month = f"{article.published:%m/%Y}"
    crumbs = (
        Link(_("Articles"), address.ARTICLES),
        Link(month, address.month(article.published.month, article.published.year)),
    )
    programmes = [site.programmes[each] for each in article.programmes]
    campaign = site.campaigns[article.campaign] if article.campaign else None
    gone = article.withdrawn is not None
    return ArticleView(
        frame=frame(
            site.config,
            address.article(article),
            "articles",
            article.title,
            article.title if gone else article.summary,
            feeds=tuple(Link(each.name, address.programme_feed(each)) for each in programmes),
            crumbs=crumbs,
        ),
        office=site.config.office.brief,
        kind=site.article_kinds[article.kind].brief,
        programmes=tuple(Link(each.brief, address.programme(each)) for each in programmes),
        audiences=tuple(
            Link(each.brief, address.audience(each)) for each in map(site.audiences.__getitem__, article.audiences)
        ),
        campaign=Link(campaign.brief, address.campaign(campaign)) if campaign else None,
        services=tuple(
            Link(kind.brief, address.service_kind(kind) if kind.id in site.offered else address.HELP, kind.icon)
            for kind in map(site.service_kinds.__getitem__, article.services)
        ),
        published=article.published,
        updated=article.updated,
        withdrawn=article.withdrawn,
        minutes=max(1, round(len(article.body.split()) / 200)),
        key_points=() if gone else article.key_points,
        image=None if gone else article.image,
        body="" if gone else article.body,
        citations=() if gone else tuple(_citation(site, each, today) for each in article.documents),
        sources=() if gone else article.sources,
        related=posts(site, _related(article, earlier)),
    )


def _citation(site: Site, document_id: str, today: date) -> Citation:
    document = site.documents[document_id]
    title = f"{document.form} {document.number}" if document.number else document.form
    return Citation(f"{title}: {document.title}", address.document(document), document.in_force(today))


def _related(article: Article, earlier: tuple[Article, ...]) -> list[Article]:
    """Earlier articles that share most with this one; later ones never, so that a page stays as it is."""
    mine = article.topics
    return nlargest(RELATED, earlier, key=lambda each: len(mine & each.topics))
