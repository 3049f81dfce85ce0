"""What all pages share: their view, and how a view becomes a page.

A view is all that a recipe may read: plain frozen values, narrowed to what the page shows, so that an edit elsewhere
does not touch it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from markupsafe import escape

from generator.language import translator
from generator.model import address
from generator.model.article import ArticleHead
from generator.model.artifact import Artifact, Page, Shape
from generator.model.config import SiteConfig
from generator.model.message import Translate
from generator.model.site import Site
from generator.renderers.links import relative
from generator.renderers.structured import block, web_page
from generator.renderers.templates import fill

NO_INDEX = '<meta name="robots" content="noindex">'  # of pages that only say where a text went
FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")


class Link(NamedTuple):
    """A way to another page."""

    text: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class Frame:
    """Where a page stands, and what its head says."""

    path: str
    base_url: str
    language: str
    section: str
    title: str
    description: str
    feeds: tuple[Link, ...] = ()
    crumbs: tuple[Link, ...] = ()


class Post(NamedTuple):
    """An article as lists show it."""

    title: str
    href: str
    kind: str
    icon: str
    published: date
    programmes: str
    summary: str


def frame(
    config: SiteConfig,
    path: str,
    section: str,
    title: str,
    description: str,
    feeds: tuple[Link, ...] = (),
    crumbs: tuple[Link, ...] = (),
) -> Frame:
    """The frame of a page at `path`."""
    return Frame(path, config.base_url, config.language, section, title, description, feeds, crumbs)


def words(site: Site) -> Translate:
    """Translates the words of the interface into the site's language; named `_` where it is used."""
    return translator(site.config.language)


def artifact(recipe: Callable[[Any], Page], view: Any) -> Artifact:
    """The artifact of a page; its shape follows from its address and its section."""
    place: Frame = view.frame
    return Artifact(f"{place.path[1:]}index.html", recipe, view, shape(place.section, place.path))


def shape(section: str, path: str) -> Shape:
    """The shape of a page at `path`."""
    return Shape(section, path.count("/") - 1)


def page(template: str, view: Any, said: Mapping[str, Any] | None = MappingProxyType({})) -> Page:
    """Fill `template` with a view.

    `said` are properties of the page for machines (schema.org), None where they shall learn nothing.
    """
    where: Frame = view.frame
    depth = where.path.count("/") - 1
    content = fill(template, where.language, view=view, frame=where)
    head = "".join(
        f'<link rel="alternate" type="{kind}" title="{escape(feed.text)}" href="{escape(href)}">'
        for feed in where.feeds
        for kind, href in _alternates(feed.href)
    )
    return Page(
        title=where.title,
        description=where.description,
        canonical=where.base_url + where.path[1:],
        head=relative(head, depth) + ("" if said is None else _for_machines(where, said)),
        content=relative(content, depth),
    )


def with_head(made: Page, where: Frame, head: str) -> Page:
    """The page with more in its head: HTML whose links are absolute within the site."""
    return replace(made, head=made.head + relative(head, where.path.count("/") - 1))


def _for_machines(where: Frame, said: Mapping[str, Any]) -> str:
    crumbs = ((each.text, where.base_url + each.href[1:]) for each in where.crumbs)
    found = web_page(where.base_url + where.path[1:], where.language, where.title, crumbs, said)
    kind = "article" if said.get("mainEntity", {}).get("@type") == "NewsArticle" else "website"
    return f'<meta property="og:type" content="{kind}">{block(found) if found else ""}'


def _alternates(feed: str) -> Iterator[tuple[str, str]]:
    """Each format of a feed with its media type; a month is there as Atom only."""
    if feed.endswith(".atom"):
        yield "application/atom+xml", feed
    else:
        yield from zip(FEED_TYPES, address.formats(feed), strict=True)


def post(site: Site, article: ArticleHead) -> Post:
    """An article as lists show it."""
    kind = site.article_kinds[article.kind]
    return Post(
        title=article.title,
        href=address.article(article),
        kind=kind.brief,
        icon=kind.icon,
        published=article.published,
        programmes=" · ".join(site.programmes[each].brief for each in article.programmes),
        summary=article.summary,
    )


def posts(site: Site, articles: Iterable[ArticleHead]) -> tuple[Post, ...]:
    """Articles as lists show them."""
    return tuple(post(site, article) for article in articles)
