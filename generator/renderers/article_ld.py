"""What an article's page says to machines: NewsArticle of schema.org, Dublin Core and Open Graph, as readers see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from generator.model.config import SiteConfig
from generator.renderers.structured import Json, known, office

if TYPE_CHECKING:
    from generator.renderers.article import ArticleView

CITED = 8  # works that are told, laws first: what machines are told must stay small, however much an article cites


def said_of_article(view: ArticleView, config: SiteConfig) -> Json:
    """The article a page is about. Works it cites are told by name: their addresses stand on the page, and the rest."""
    where = view.frame
    article = {
        "@type": "NewsArticle",
        "headline": where.title,
        "description": where.description,
        "datePublished": str(view.published),
        "dateModified": str(view.updated) if view.updated else None,
        "author": {"@type": "Organization", "name": view.taken.office} if view.taken else office(config),
        "publisher": office(config),
        "isBasedOn": view.taken.url if view.taken else None,
        "isPartOf": {"@type": "WebSite", "name": config.name, "url": config.base_url},
        "articleSection": view.kind,
        "about": [{"@type": "Thing", "name": each.text} for each in view.programmes]
        + ([{"@type": "Event", "name": view.campaign.text}] if view.campaign else []),
        "image": where.root + view.image.file if view.image else None,
        "citation": ([each.title for each in view.citations] + [each.title for each in view.sources])[:CITED],
    }
    return {"mainEntity": known(article)}


def metadata(view: ArticleView) -> str:
    """The elements of the head that only articles have; the frame says what all pages say."""
    items = [  # a name of Dublin Core and a property of Open Graph with one value
        ("DCTERMS.issued", "article:published_time", str(view.published)),
        *(("DC.subject", "article:tag", str(each.text)) for each in view.programmes),
    ]
    if view.updated:
        items.append(("DCTERMS.modified", "article:modified_time", str(view.updated)))
    return "".join(
        f'<meta name="{dublin}" property="{graph}" content="{escape(value)}">' for dublin, graph, value in items
    )
