"""Where fragments lie, which other sites show in a box."""

from __future__ import annotations

from generator.model import feed_address
from generator.model.address import EMBED
from generator.model.unit import Unit

SCRIPT = f"{EMBED}outreach-feed.js"


def feed(rss: str) -> str:
    """What other sites show of a feed, which is named by its address in RSS."""
    if rss == feed_address.MAIN:
        return f"{EMBED}tat-ca.html"
    return f"{EMBED}{rss.removeprefix('/feeds/').removesuffix('.xml')}.html"


def unit(record: Unit) -> str:
    """What other sites show of the places of a province or a commune."""
    return f"{EMBED}noi-giup-do/{record.id}.html"
