"""For machines: sitemap (sitemaps.org 0.9) and robots.txt (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from generator.model import address
from generator.model.article import Article
from generator.model.artifact import Artifact
from generator.model.site import Site


@dataclass(frozen=True)
class SitemapView:
    """Absolute addresses, each with the day it last changed if that is known."""

    pages: tuple[tuple[str, date | None], ...]


def sitemap(site: Site, today: date) -> Iterator[Artifact]:
    """The sitemap: every record's page, the lists by month, and the front pages."""
    base = site.config.base_url
    pages: dict[str, date | None] = dict.fromkeys(
        (
            address.HOME,
            address.HELP,
            address.HOTLINES,
            address.ARTICLES,
            address.CAMPAIGNS,
            address.PROGRAMMES,
            address.AUDIENCES,
            address.DOCUMENTS,
            address.INTEGRATION,
            address.FEEDS,
        )
    )
    for article in site.published_articles(today):
        month = address.month(article.published.month, article.published.year)
        pages[month] = max(pages.get(month) or article.changed, article.changed)
        pages[address.article(article)] = article.changed
    for _, record, path in address.published(site, today):
        if not (isinstance(record, Article) and record.withdrawn):
            pages.setdefault(path, None)
    for location in site.locations.values():
        unit = site.units[location.unit]
        pages.setdefault(address.unit(unit), None)
        pages.setdefault(address.unit(site.units.province(unit.id)), None)
    for written in site.pages:
        pages.setdefault(written.path, None)
    listed = tuple(sorted((base + path[1:], day) for path, day in pages.items()))
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
