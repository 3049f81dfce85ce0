"""For machines: sitemap (sitemaps.org 0.9) and robots.txt (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from functools import partial
from html import escape
from typing import NamedTuple

from generator.model import address
from generator.model.artifact import Artifact, Deferred
from generator.model.config import SiteConfig
from generator.model.site import Site

_MOST = 5_000  # addresses in a sitemap: search engines take none from one of more than 50,000, and it is read at once
Twins = tuple[tuple[str, str], ...]  # (language, absolute address) of a page in every edition that has it


class SitemapView(NamedTuple):
    """Absolute addresses, each with the day it last changed if that is known, and its `Twins`."""

    pages: tuple[tuple[str, date | None, Twins], ...]


def machines(site: Site, today: date, files: Iterable[str]) -> Iterator[Artifact]:
    """The sitemap of the pages among `files` and of those written by hand; articles with the day they last changed.

    Those that were withdrawn or belong to another site are left out. What is too long for one sitemap is told in
    several, and `sitemap.xml` names these.
    """
    config = site.config
    visible = site.published_articles(today)
    changed = {path: each.changed for each in visible for path in address.everywhere(config, each)}
    gone = (*site.withdrawn_articles(today), *(each for each in visible if each.elsewhere))
    left_out = {path for each in gone for path in address.everywhere(config, each)}
    paths = {*map(address.of_file, files), *(page.path for page in site.pages)}
    listed = sorted(paths - left_out)
    parts = [listed[start : start + _MOST] for start in range(0, len(listed), _MOST)]
    views = [Deferred(partial(_sitemap, config, part, changed, paths)) for part in parts]
    if len(views) > 1:
        named = {f"sitemap-{number}.xml": view for number, view in enumerate(views, 1)}
        yield from (Artifact(name, sitemap_xml, view) for name, view in named.items())
        yield Artifact("sitemap.xml", sitemaps_xml, tuple(config.url(f"/{name}") for name in named))
    else:
        yield from (Artifact("sitemap.xml", sitemap_xml, view) for view in views)
    yield Artifact("robots.txt", robots_txt, config.base_url)


def _sitemap(
    config: SiteConfig, listed: Iterable[str], changed: Mapping[str, date | None], paths: Set[str]
) -> SitemapView:
    """A sitemap of some addresses; `changed` are the days by address, `paths` all addresses there are."""
    return SitemapView(tuple((config.url(path), changed.get(path), _twins(config, path, paths)) for path in listed))


def _twins(config: SiteConfig, path: str, paths: Set[str]) -> Twins:
    """The page at `path`, of whichever edition, in every language that has it, where there are several."""
    folders = (f"/{each}/" for each in config.languages[1:])
    in_first = next((path[len(folder) - 1 :] for folder in folders if path.startswith(folder)), path)
    in_each = ((each, config.like(in_first, each)) for each in config.languages)
    there = tuple((language, config.url(like)) for language, like in in_each if like in paths)
    return there if len(there) > 1 else ()


def sitemap_xml(view: SitemapView) -> bytes:
    """The sitemap as XML; pages in several languages name each other (xhtml:link, as search engines read it)."""
    rows = "".join(map(_row, view.pages))
    xhtml = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"' if any(twins for _, _, twins in view.pages) else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{xhtml}>\n{rows}</urlset>\n'
    ).encode()


def sitemaps_xml(urls: tuple[str, ...]) -> bytes:
    """The sitemaps of a site that has several, as XML."""
    rows = "".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>\n" for url in urls)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</sitemapindex>\n'
    ).encode()


def _row(page: tuple[str, date | None, Twins]) -> str:
    url, day, twins = page
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    said = (f'<xhtml:link rel="alternate" hreflang="{each}" href="{escape(like)}"/>' for each, like in twins)
    return f"<url><loc>{escape(url)}</loc>{changed}{''.join(said)}</url>\n"


def robots_txt(base_url: str) -> bytes:
    """Everything may be read; the sitemap is named."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {base_url}sitemap.xml\n".encode()
