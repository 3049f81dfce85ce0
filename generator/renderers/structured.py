"""What pages say to machines: JSON-LD in the vocabulary of schema.org, only what is known and what the page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.model.config import SiteConfig
from generator.renderers.compact import compact

Json = dict[str, Any]


def block(thing: Mapping[str, Any]) -> str:
    """A data block; "<" is escaped, so that no text can end it."""
    text = compact({"@context": "https://schema.org", **thing})
    safe = text.replace("<", r"\u003c")
    return f'<script type="application/ld+json">{safe}</script>'


def web_page(
    url: str, language: str, title: str, crumbs: Iterable[tuple[str, str]], said: Mapping[str, Any]
) -> Json | None:
    """A page with the way to it, (name, absolute address) from above, and what is `said` of it; None if nothing is."""
    way = breadcrumbs(title, crumbs)
    if not way and not said:
        return None
    return known({"@type": "WebPage", "url": url, "inLanguage": language, "breadcrumb": way, **said})


def breadcrumbs(title: str, crumbs: Iterable[tuple[str, str]]) -> Json | None:
    """The way to a page, which stands last itself; None for a page at the top."""
    above = [{"name": name, "item": {"@id": url}} for name, url in crumbs]
    if not above:
        return None
    way: list[Json] = [*above, {"name": title}]
    steps = [{"@type": "ListItem", "position": number, **each} for number, each in enumerate(way, 1)]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def office(config: SiteConfig) -> Json:
    """The office that publishes."""
    return {"@type": "Organization", "name": config.office.name, "url": config.base_url}


def web_site(config: SiteConfig) -> Json:
    """The whole site."""
    return {
        "@type": "WebSite",
        "name": config.name,
        "description": config.description,
        "url": config.base_url,
        "inLanguage": config.language,
        "publisher": office(config),
    }


def known(values: Json) -> Json:
    """Without what is not known: schema.org has no empty values."""
    return {name: value for name, value in values.items() if value not in (None, [], {}, "")}
