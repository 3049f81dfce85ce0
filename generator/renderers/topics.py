"""Hubs: what there is for a programme, and for an audience."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from generator.model import address, feed_address
from generator.model.article import ArticleHead
from generator.model.artifact import Artifact, Page
from generator.model.order import as_ordered
from generator.model.site import Site
from generator.model.vocabulary import ServiceKind
from generator.renderers.hotlines import Line, lines, whom
from generator.renderers.page import Frame, Link, Post, artifact, frame, own, page, posts, words
from generator.renderers.place_lists import list_of

SHOWN = 20


class TopicView(NamedTuple):
    """What the hub of a programme or an audience shows; `total` counts the articles that are not listed too."""

    frame: Frame
    kind: str
    name: str
    summary: str
    body: str
    posts: tuple[Post, ...]
    total: int
    services: tuple[Link, ...]
    campaigns: tuple[Link, ...]
    hotlines: tuple[Line, ...]
    documents: tuple[Link, ...]


class TopicsView(NamedTuple):
    """What a list of hubs shows."""

    frame: Frame
    lead: str
    topics: tuple[Link, ...]


def programmes(site: Site, today: date) -> Iterator[Artifact]:
    """The hub of each programme, and the list of them."""
    _ = words(site)
    visible = site.published_articles(today)
    listed = as_ordered(site.programmes.values())
    crumb = Link(_("Programmes"), address.PROGRAMMES)
    for programme in listed:
        where = frame(
            site.config,
            address.programme(programme),
            "programmes",
            programme.name,
            programme.summary,
            feeds=(Link(programme.name, feed_address.programme(programme)),),
            crumbs=(crumb,),
            programme=programme,
        )
        about = [each for each in visible if programme.id in each.programmes]
        kinds = [
            kind for kind in site.service_kinds.values() if programme.id in kind.programmes and kind.id in site.offered
        ]
        yield artifact(
            topic_page,
            TopicView(
                where,
                "programme",
                programme.name,
                programme.summary,
                programme.body or "",
                posts(site, about[:SHOWN]),
                len(about),
                tuple(Link(kind.brief, address.service_kind(kind), kind.icon) for kind in _ordered(kinds)),
                tuple(
                    Link(each.brief, address.campaign(each))
                    for each in site.campaigns.values()
                    if programme.id in each.programmes
                ),
                lines(site, programme.id),
                tuple(
                    Link(own(site, each.title), address.document(each))
                    for each in site.documents.values()
                    if programme.id in each.programmes
                ),
            ),
        )
    description = _("The programmes this site informs about.")
    where = frame(site.config, address.PROGRAMMES, "programmes", _("Programmes"), description)
    topics = tuple(Link(each.name, address.programme(each), each.summary) for each in listed)
    yield artifact(topics_page, TopicsView(where, description, topics))


def audiences(site: Site, today: date) -> Iterator[Artifact]:
    """What there is for each audience, and the list of audiences."""
    _ = words(site)
    visible = site.published_articles(today)
    listed = as_ordered(site.audiences.values())
    crumb = Link(_("For you"), address.AUDIENCES)
    for audience in listed:
        spoken_to = [each for each in visible if audience.id in each.audiences]
        summary = audience.summary or audience.name
        where = frame(
            site.config,
            address.audience(audience),
            "articles",
            audience.name,
            summary,
            feeds=(Link(audience.name, feed_address.audience(audience)),),
            crumbs=(crumb,),
        )
        yield artifact(
            topic_page,
            TopicView(
                where,
                "audience",
                audience.name,
                summary,
                "",
                posts(site, spoken_to[:SHOWN]),
                len(spoken_to),
                _services(site, spoken_to),
                (),
                whom(site),
                (),
            ),
        )
    description = _("Articles for different people: choose what fits you.")
    where = frame(site.config, address.AUDIENCES, "articles", _("For you"), description)
    topics = tuple(Link(each.name, address.audience(each), each.summary or "") for each in listed)
    yield artifact(topics_page, TopicsView(where, description, topics))


def topic_page(view: TopicView) -> Page:
    """The hub of a programme or an audience."""
    return page("topic.html", view)


def topics_page(view: TopicsView) -> Page:
    """A list of hubs."""
    return page("topics.html", view)


def _services(site: Site, articles: Iterable[ArticleHead]) -> tuple[Link, ...]:
    """The lists of places that these articles lead to, also those that say that no place is known yet."""
    named = {kind for article in articles for kind in article.services}
    found = {list_of(site, site.service_kinds[each]) for each in sorted(named)}
    kinds = _ordered(each for each in found if each is not None)
    return tuple(Link(kind.brief, address.service_kind(kind), kind.icon) for kind in kinds)


def _ordered(kinds: Iterable[ServiceKind]) -> list[ServiceKind]:
    return as_ordered(kinds)
