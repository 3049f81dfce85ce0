"""What all pages share: their view, and how a view becomes a page.

A view is all that a recipe may read: plain frozen values, narrowed to what the page shows, so that an edit elsewhere
does not touch it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from markupsafe import escape

from generator.language import NAMES, foreign, translator
from generator.model import address, feed_address, file_address
from generator.model.article import ArticleHead
from generator.model.artifact import Artifact, Deferred, Page, Shape
from generator.model.config import SiteConfig
from generator.model.message import Translate
from generator.model.shelf import shared
from generator.model.site import Site
from generator.model.vocabulary import Programme
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


class Twin(NamedTuple):
    """Where a page has its like in another edition, from the root of the whole site; `same` if that is no home page."""

    language: str
    href: str
    same: bool

    @property
    def name(self) -> str:
        """What that language calls itself."""
        return NAMES[self.language]


class Frame(NamedTuple):
    """Where a page stands, and what its head says; `poster` is what messengers show of it (https://ogp.me/).

    `folder` is that of a further edition (see `SiteConfig.folder`), `own` the pages that were written for it by hand.
    """

    path: str
    base_url: str
    language: str
    section: str
    title: str
    description: str
    poster: str
    feeds: tuple[Link, ...] = ()
    crumbs: tuple[Link, ...] = ()
    folder: str = ""
    own: tuple[str, ...] = ()
    twins: tuple[Twin, ...] = ()

    @property
    def depth(self) -> int:
        """How many folders below the root of its edition it lies."""
        return address.depth(self.path)

    def relative(self, html: str) -> str:
        """HTML of the page with its links as they are meant from here (see `relative`)."""
        if not self.folder:
            return relative(html, self.depth)
        return relative(html, self.depth, self.has, main=self.twins[0].language)

    def url(self, path: str) -> str:
        """The whole address of what lies at `path` in its edition."""
        return self.base_url + path[1:]

    @property
    def root(self) -> str:
        """The address of the whole site."""
        return self.base_url.removesuffix(self.folder)

    def has(self, path: str) -> bool:
        """Whether its edition has a page at `path`; the main one has all that there are."""
        here = address.in_every_language(path) or path.startswith(address.A_TO_Z)
        return not self.folder or here or path in self.own


class Cell(NamedTuple):
    """A month in the grid of a year; without articles it has no page."""

    month: int
    articles: int
    href: str


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
    programme: Programme | None = None,
    likes: Collection[str] = (),
) -> Frame:
    """The frame of a page at `path`, which may be about a programme; for `likes` see `twins`."""
    poster = file_address.programme_poster(programme) if programme else file_address.POSTER
    place = (path, config.base_url, config.language, section, title, description, poster)
    return Frame(*place, feeds, crumbs, config.folder, config.pages, twins(config, path, likes))


def twins(config: SiteConfig, path: str, likes: Collection[str] = ()) -> tuple[Twin, ...]:
    """Where the page at `path` is found in the other editions: its like there, or their home page.

    `likes` are addresses, from the root of the whole site, that are there besides those of every edition.
    """
    found = []
    for language in config.languages:
        like = config.like(path, language)
        same = address.in_every_language(path) or like in likes
        found.append(Twin(language, like if same else config.like(address.HOME, language), same))
    return tuple(each for each in found if each.language != config.language)


def own(site: Site, text: str) -> str:
    """A text in the language of the office, tagged where the page speaks another one."""
    return foreign(text, site.config.foreign) if site.config.foreign else text


def words(site: Site) -> Translate:
    """Translates the words of the interface into the site's language; named `_` where it is used."""
    return translator(site.config.language)


def artifact(recipe: Callable[[Any], Page], view: Any) -> Artifact:
    """The artifact of a page; its shape follows from its address and its section."""
    place: Frame = view.frame
    return Artifact(address.file_of(place.path), recipe, view, shape(place.section, place.path))


def later(recipe: Callable[[Any], Page], section: str, path: str, say: Callable[[], Any]) -> Artifact:
    """The same of a view that is said when the page is made (see `Deferred`)."""
    return Artifact(address.file_of(path), recipe, Deferred(say), shape(section, path))


def shape(section: str, path: str) -> Shape:
    """The shape of a page at `path`."""
    made: Shape = shared(Shape(section, address.depth(path)))
    return made


def page(
    template: str, view: Any, said: Mapping[str, Any] | None = MappingProxyType({}), picture: Link | None = None
) -> Page:
    """Fill `template` with a view.

    `said` are properties of the page for machines (schema.org), None where they shall learn nothing; `picture` is one
    of its own that messengers show, with the words that stand for it.
    """
    where: Frame = view.frame
    content = fill(template, where.language, view=view, frame=where)
    head = "".join(
        f'<link rel="alternate" type="{kind}" title="{escape(feed.text)}" href="{escape(href)}">'
        for feed in ([] if where.folder else where.feeds)  # feeds are there in the first language alone
        for kind, href in _alternates(feed.href)
    )
    return Page(
        title=str(where.title),
        description=str(where.description),
        canonical=where.url(where.path),
        head=where.relative(head) + hreflang(where) + ("" if said is None else _for_machines(where, said, picture)),
        content=where.relative(content),
        languages=switch(where),
    )


def hreflang(where: Frame) -> str:
    """Which pages say the same in which language, for search engines; the main edition is for everybody else."""
    same = [(each.language, each.href) for each in where.twins if each.same]
    if not same:
        return ""
    here = (where.language, f"/{where.folder}{where.path[1:]}")
    main = min([here, *same], key=lambda each: len(each[1]))
    return "".join(
        f'<link rel="alternate" hreflang="{language}" href="{escape(where.root + href[1:])}">'
        for language, href in (*sorted([here, *same]), ("x-default", main[1]))
    )


def switch(where: Frame) -> str:
    """The links from a page to the other editions."""
    up = "../" * (where.depth + where.folder.count("/")) or "./"
    return "".join(
        f'<a href="{up}{each.href[1:]}" lang="{each.language}" hreflang="{each.language}">{each.name}</a>'
        for each in where.twins
    )


def with_head(made: Page, where: Frame, head: str) -> Page:
    """The page with more in its head: HTML whose links are absolute within the site."""
    return replace(made, head=made.head + where.relative(head))


def _for_machines(where: Frame, said: Mapping[str, Any], picture: Link | None) -> str:
    crumbs = ((each.text, where.url(each.href)) for each in where.crumbs)
    found = web_page(where.url(where.path), where.language, where.title, crumbs, said)
    kind = "article" if said.get("mainEntity", {}).get("@type") == "NewsArticle" else "website"
    shown = Link("", where.poster) if picture is None else picture  # what a poster says, the page's title says too
    image = f'<meta property="og:image" content="{escape(where.root + shown.href[1:])}">'
    words = f'<meta property="og:image:alt" content="{escape(shown.text)}">' if shown.text else ""
    return f'<meta property="og:type" content="{kind}">{image}{words}{block(found) if found else ""}'


def _alternates(feed: str) -> Iterator[tuple[str, str]]:
    """Each format of a feed with its media type; a month is there as Atom only."""
    if feed.endswith(".atom"):
        yield "application/atom+xml", feed
    else:
        yield from zip(FEED_TYPES, feed_address.formats(feed), strict=True)


def in_a_row(site: Site, programmes: Iterable[str]) -> str:
    """The short names of programmes; a line breaks after the dot between two, never before it."""
    return "\u00a0· ".join(site.programmes[each].brief for each in programmes)


def post(site: Site, article: ArticleHead) -> Post:
    """An article as lists show it."""
    kind = site.article_kinds[article.kind]
    return Post(
        title=article.title,
        href=address.article(article),
        kind=kind.brief,
        icon=kind.icon,
        published=article.published,
        programmes=in_a_row(site, article.programmes),
        summary=article.summary,
    )


def posts(site: Site, articles: Iterable[ArticleHead]) -> tuple[Post, ...]:
    """Articles as lists show them."""
    return tuple(post(site, article) for article in articles)
