"""An article's page; a withdrawn one says so and keeps its address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from itertools import groupby
from typing import NamedTuple

from generator.model import address, feed_address
from generator.model.article import Article, ArticleHead, Image, Withdrawal
from generator.model.artifact import Artifact, Batch, Deferred, Page, digest
from generator.model.digest import text_digest
from generator.model.month import month_of
from generator.model.practice import Practice
from generator.model.quiz import Riddle
from generator.model.record import Source
from generator.model.site import Site
from generator.model.taken import Taken
from generator.renderers.article_ld import metadata, said_of_article
from generator.renderers.page import NO_INDEX, Frame, Link, frame, own, page, shape, words
from generator.renderers.paper.shares import Kit, article_kit
from generator.renderers.pictures import Shown, shown
from generator.renderers.place_lists import where_found

RELATED = 3
WORDS_A_MINUTE = 200  # Vietnamese syllables, which are written as words
NEIGHBOURS = 40  # how many earlier articles are looked through for related ones

Related = Callable[[], tuple[ArticleHead, ...]]


class Beside(NamedTuple):
    """What an article's page shows beside it; `in_force` tells for each cited document whether it binds today.

    `likes` are its addresses in all editions, `original` is what a translation was made of.
    """

    likes: tuple[str, ...]
    original: Original | None
    services: tuple[Link, ...]
    in_force: tuple[bool | None, ...]
    related: tuple[Link, ...]
    picture: Shown | None
    kit: Kit | None


class ArticleInputs(NamedTuple):
    """All that an article's page may read."""

    lexicon: Site
    article: Article
    beside: Beside


class Original(NamedTuple):
    """The text that a page translates: `as_of` which day it did, and whether that text was `changed` since."""

    as_of: date
    changed: date | None


class Citation(NamedTuple):
    """A cited document with its validity, as written in its record."""

    title: str
    href: str
    in_force: bool | None


class ArticleView(NamedTuple):
    """What an article's page shows."""

    frame: Frame
    office: str
    kind: str
    layout: str | None
    programmes: tuple[Link, ...]
    audiences: tuple[Link, ...]
    campaign: Link | None
    services: tuple[Link, ...]
    published: date
    updated: date | None
    original: Original | None
    reviewed: date | None
    review_by: date | None
    withdrawn: Withdrawal | None
    minutes: int
    key_points: tuple[str, ...]
    image: Image | None
    picture: Shown | None
    practice: Practice | None
    body: str
    consent: str | None
    quiz: tuple[Riddle, ...]
    citations: tuple[Citation, ...]
    sources: tuple[Source, ...]
    related: tuple[Link, ...]
    taken: Taken | None
    kit: Kit | None


def articles(site: Site, today: date) -> Iterator[Batch]:
    """A page for every article whose day has come, month by month, and for the withdrawn ones."""
    visible = site.published_articles(today)
    start = 0
    for (year, month), same in groupby(visible, lambda each: month_of(each.published)):
        end = start + len(tuple(same))
        mine, before = visible[start:end], visible[end : end + NEIGHBOURS]
        key = text_digest(*(each.digest for each in mine), "", *(each.face for each in before))
        yield Batch(f"articles of {year:04}-{month:02}", month_of_articles, (mine, before), key)
        start = end
    gone = site.withdrawn_articles(today)
    yield Batch("withdrawn articles", month_of_articles, (gone, ()), text_digest(*(each.digest for each in gone)))


def month_of_articles(
    site: Site, today: date, mine: Sequence[ArticleHead], before: Sequence[ArticleHead]
) -> Iterator[Artifact]:
    """A page for each article of a month; `before` are those that came before it, the newest first."""
    row = (*mine, *before)
    topics = [each.topics for each in row]
    for number, article in enumerate(mine):
        related = cache(partial(_related, row, topics, number))
        yield _artifact(site, article, partial(site.article, article.id), today, related)


def own_article(site: Site, article: Article, today: date) -> Artifact | None:
    """The page of one article, as `articles` makes it; None before its day has come."""
    head = article.head
    visible = site.published_articles(today)
    at = next((number for number, each in enumerate(visible) if each.id == head.id), None)
    if at is None and not any(each.id == head.id for each in site.withdrawn_articles(today)):
        return None
    row = visible[at : at + 1 + NEIGHBOURS] if at is not None else ()
    return _artifact(site, head, lambda: article, today, lambda: _related(row, [each.topics for each in row], 0))


def _related(row: Sequence[ArticleHead], topics: Sequence[frozenset[str]], number: int) -> tuple[ArticleHead, ...]:
    """Earlier articles that share most with the one at `number`; later ones never: a page stays as it is."""
    if not row or row[number].withdrawn:
        return ()
    mine = topics[number]
    earlier = range(number + 1, min(number + 1 + NEIGHBOURS, len(row)))
    nearest = sorted(earlier, key=lambda each: -len(mine & topics[each]))
    return tuple(row[each] for each in nearest[:RELATED])


def _artifact(
    site: Site, article: ArticleHead, fetch: Callable[[], Article], today: date, related: Related
) -> Artifact:
    def depends() -> str:
        edition = (site.config.folder, site.config.pages)
        return digest(article.digest, site.lexicon, edition, *_beside(site, article, today, related()))

    inputs = Deferred(partial(_inputs, site, article, fetch, today, related), depends)
    path = address.article(article)
    return Artifact(address.file_of(path), article_page, inputs, shape("articles", path))


def _inputs(
    site: Site, article: ArticleHead, fetch: Callable[[], Article], today: date, related: Related
) -> ArticleInputs:
    return ArticleInputs(site.lexicon, fetch(), _beside(site, article, today, related()))


def _beside(site: Site, article: ArticleHead, today: date, related: tuple[ArticleHead, ...]) -> Beside:
    kinds = [site.service_kinds[each] for each in article.services]
    return Beside(
        likes=address.everywhere(site.config, article),
        original=_original(site, article),
        services=tuple(Link(kind.brief, where_found(site, kind), kind.icon) for kind in kinds),
        in_force=tuple(site.documents[each].in_force(today) for each in article.documents),
        related=tuple(Link(each.title, address.article(each)) for each in related),
        picture=shown(site, article.image) if article.image else None,
        kit=article_kit(site, article, today),
    )


def _original(site: Site, article: ArticleHead) -> Original | None:
    """What the page of an article translates, in a further edition."""
    if not site.config.folder:
        return None
    told = next(each for each in article.told if each.language == site.config.language)
    return Original(told.as_of, article.updated if told.older(article) else None)


def article_page(inputs: ArticleInputs) -> Page:
    """The page of an article; search engines shall forget a withdrawn one, and know where a taken one comes from."""
    view = _view(inputs)
    said = None if view.withdrawn else said_of_article(view, inputs.lexicon.config)
    pictured = Link(str(view.image.alt), f"/{view.image.file}") if view.image else None
    made = page("article.html", view, said, pictured or (view.kit and view.kit.preview))
    if view.taken:
        made = replace(made, canonical=view.taken.url)
    return replace(made, head=made.head + (NO_INDEX if view.withdrawn else metadata(view)))


def _view(inputs: ArticleInputs) -> ArticleView:
    site, article, beside = inputs
    _ = words(site)
    crumbs = (
        Link(_("Articles"), address.ARTICLES),
        Link(f"{article.published:%m/%Y}", address.month(article.published.month, article.published.year)),
    )
    programmes = [site.programmes[each] for each in article.programmes]
    campaign = site.campaigns[article.campaign] if article.campaign else None
    kind = site.article_kinds[article.kind]
    gone = article.withdrawn is not None
    return ArticleView(
        frame=frame(
            site.config,
            address.article(article),
            "articles",
            article.title,
            article.title if gone else article.summary,
            feeds=tuple(Link(each.name, feed_address.programme(each)) for each in programmes),
            crumbs=crumbs,
            programme=programmes[0],
            likes=beside.likes,
        ),
        office=article.taken.office if article.taken else site.config.office.brief,
        kind=kind.brief,
        layout=kind.layout,
        programmes=tuple(Link(each.brief, address.programme(each)) for each in programmes),
        audiences=tuple(
            Link(each.brief, address.audience(each)) for each in map(site.audiences.__getitem__, article.audiences)
        ),
        campaign=Link(campaign.brief, address.campaign(campaign)) if campaign else None,
        services=beside.services,
        published=article.published,
        updated=article.updated,
        original=beside.original,
        reviewed=article.reviewed,
        review_by=article.review_by,
        withdrawn=article.withdrawn,
        minutes=max(1, round(len(article.body.split()) / WORDS_A_MINUTE)),
        key_points=() if gone else article.key_points,
        image=None if gone else article.image,
        picture=None if gone else beside.picture,
        practice=None if gone else article.practice,
        body="" if gone else article.body,
        consent=None if gone else article.consent,
        quiz=() if gone else article.quiz,
        citations=()
        if gone
        else tuple(_citation(site, *each) for each in zip(article.documents, beside.in_force, strict=True)),
        sources=() if gone else article.sources,
        related=beside.related,
        taken=article.taken,
        kit=beside.kit,
    )


def _citation(site: Site, cited: str, in_force: bool | None) -> Citation:
    document = site.documents[cited]
    return Citation(own(site, document.cited), address.document(document), in_force)
