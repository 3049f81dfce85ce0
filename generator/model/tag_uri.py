"""Ids that survive a change of the site's domain: what feeds and open data call a record."""

from __future__ import annotations

from generator.model.config import SiteConfig


def tag_uri(config: SiteConfig, kind: str, record_id: str) -> str:
    """A permanent id as a tag URI (RFC 4151)."""
    return f"tag:{config.id_authority}:{kind}/{record_id}"
