"""For machines: sitemap (sitemaps.org 0.9) and robots.txt (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from generator.model import address
from generator.model.artifact import Artifact
from generator.model.site import Site


@dataclass(frozen=True)
class SitemapView:
    """Absolute addresses, each with the day it last changed if that is known."""

    pages: tuple[tuple[str, date | None], ...]


def machines(site: Site, today: date, pages: Iterable[str]) -> Iterator[Artifact]:
    """The sitemap of `pages` (addresses) and of those written by hand; articles with the day they last changed.

    Those that were withdrawn or belong to another site are left out.
    """
    base = site.config.base_url
    changed = {address.article(each): each.changed for each in site.published_articles(today)}
    left_out = {address.article(each) for each in site.withdrawn_articles(today)}
    left_out |= {address.article(each) for each in site.published_articles(today) if each.elsewhere}
    paths = {*pages, *(page.path for page in site.pages)}
    listed = tuple((base + path[1:], changed.get(path)) for path in sorted(paths - left_out))
    yield Artifact("sitemap.xml", sitemap_xml, SitemapView(listed))
    yield Artifact("robots.txt", robots_txt, base)


def sitemap_xml(view: SitemapView) -> bytes:
    """The sitemap as XML."""
    rows = "".join(
        f"<url><loc>{escape(url)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>\n" for url, day in view.pages
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    ).encode()


def robots_txt(base_url: str) -> bytes:
    """Everything may be read; the sitemap is named."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {base_url}sitemap.xml\n".encode()
