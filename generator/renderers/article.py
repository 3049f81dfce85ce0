"""An article's page; a withdrawn one says so and keeps its address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from heapq import nlargest

from generator.model import address
from generator.model.article import Article, Image, Withdrawal
from generator.model.artifact import Artifact, Page
from generator.model.document import Document
from generator.model.fields import Source
from generator.model.site import Site
from generator.renderers.page import Frame, Link, frame, page, shape, words

RELATED = 3
WORDS_A_MINUTE = 200  # Vietnamese syllables, which are written as words
NEIGHBOURS = 40  # how many earlier articles are looked through for related ones


@dataclass(frozen=True)
class ArticleInputs:
    """All that an article's page may read; `in_force` tells for each cited document whether it binds today."""

    lexicon: Site
    article: Article
    services: tuple[Link, ...]
    in_force: tuple[bool | None, ...]
    related: tuple[Link, ...]


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
    related: tuple[Link, ...]


def articles(site: Site, today: date) -> Iterator[Artifact]:
    """A page for every article whose day has come, the withdrawn ones included."""
    visible = site.published_articles(today)
    topics = [article.topics for article in visible]
    for number, article in enumerate(visible, 1):
        yield _artifact(site, article, today, _related(visible, topics, number))
    for article in site.withdrawn_articles(today):
        yield _artifact(site, article, today, ())


def own_article(site: Site, article: Article, today: date) -> Artifact | None:
    """The page of one article, as `articles` makes it; None before its day has come."""
    visible = site.published_articles(today)
    at = next((number for number, each in enumerate(visible) if each is article), None)
    if at is not None:
        near = visible[at : at + 1 + NEIGHBOURS]
        return _artifact(site, article, today, _related(near, [each.topics for each in near], 1))
    return _artifact(site, article, today, ()) if article in site.withdrawn_articles(today) else None


def _related(visible: Sequence[Article], topics: Sequence[Set[str]], number: int) -> tuple[Article, ...]:
    """Earlier articles that share most with the one before `number`; later ones never: a page stays as it is."""
    mine = topics[number - 1]
    shared = [len(mine & theirs) for theirs in topics[number : number + NEIGHBOURS]]
    nearest = nlargest(RELATED, range(len(shared)), key=shared.__getitem__)
    return tuple(visible[number + each] for each in nearest)


def _artifact(site: Site, article: Article, today: date, related: tuple[Article, ...]) -> Artifact:
    kinds = [site.service_kinds[each] for each in article.services]
    inputs = ArticleInputs(
        site.lexicon,
        article,
        tuple(
            Link(kind.brief, address.service_kind(kind) if kind.id in site.listed_kinds else address.HELP, kind.icon)
            for kind in kinds
        ),
        tuple(site.documents[each].in_force(today) for each in article.documents),
        tuple(Link(each.title, address.article(each)) for each in related),
    )
    path = address.article(article)
    return Artifact(f"{path[1:]}index.html", article_page, inputs, shape("articles", path))


def article_page(inputs: ArticleInputs) -> Page:
    """The page of an article."""
    return page("article.html", _view(inputs))


def _view(inputs: ArticleInputs) -> ArticleView:
    site, article = inputs.lexicon, inputs.article
    _ = words(site)
    crumbs = (
        Link(_("Articles"), address.ARTICLES),
        Link(f"{article.published:%m/%Y}", address.month(article.published.month, article.published.year)),
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
        services=inputs.services,
        published=article.published,
        updated=article.updated,
        withdrawn=article.withdrawn,
        minutes=max(1, round(len(article.body.split()) / WORDS_A_MINUTE)),
        key_points=() if gone else article.key_points,
        image=None if gone else article.image,
        body="" if gone else article.body,
        citations=()
        if gone
        else tuple(map(_citation, map(site.documents.__getitem__, article.documents), inputs.in_force)),
        sources=() if gone else article.sources,
        related=inputs.related,
    )


def _citation(document: Document, in_force: bool | None) -> Citation:
    title = f"{document.form} {document.number}: {document.title}" if document.number else document.title
    return Citation(title, address.document(document), in_force)
