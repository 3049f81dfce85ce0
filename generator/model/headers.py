"""What a web server says with every file: what browsers may do with it, and how long they may keep it.

One table for every server: their settings, and the file that static hosts read, are all written from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.model import address
from generator.model.config import SiteConfig

ASSETS = "/assets/"  # named after what is in them, so the same name is for ever the same file
_A_YEAR = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"  # kept, and asked about with its ETag: a number that changed is right at once
# No page needs any of these, and no script that slipped in shall have them.
_NEVER = ("camera", "display-capture", "microphone", "midi", "payment", "usb")
_EVERYWHERE: Mapping[str, str] = {
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}


class Zone(NamedTuple):
    """The files below `folder`, unless a zone further down holds them, and the headers of every answer about them."""

    folder: str
    headers: Mapping[str, str]


def zones(config: SiteConfig) -> tuple[Zone, ...]:
    """The zones of a site, the widest first. Each is whole: nothing is inherited from the one around it."""
    allowed = ", ".join(("geolocation=(self)", *(f"{each}=()" for each in _NEVER)))
    ours = {
        **_EVERYWHERE,
        "Content-Security-Policy": _pages(config),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": allowed,
        "X-Frame-Options": "DENY",
    }
    return (
        Zone("/", {**ours, "Cache-Control": _ASK_AGAIN}),
        Zone(ASSETS, {**ours, "Cache-Control": _A_YEAR}),
        Zone(
            address.EMBED,
            {
                **_EVERYWHERE,
                "Access-Control-Allow-Origin": "*",
                "Cache-Control": _ASK_AGAIN,
                "Content-Security-Policy": _fragments(config),
                "Cross-Origin-Resource-Policy": "cross-origin",
                "Permissions-Policy": allowed.replace("(self)", "()"),
            },
        ),
    )


def _pages(config: SiteConfig) -> str:
    """Only files of the site itself; and the pictures of a map, where the office has one."""
    pictures = f" {_origin(config.map.tiles)} data:" if config.map else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        f"img-src 'self'{pictures}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _fragments(config: SiteConfig) -> str:
    """What other sites show in a box. A sandboxed frame has no `'self'`, so the site is named."""
    styles = f"{_origin(config.base_url)}{address.EMBED}"
    return f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors *"


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
