"""What a web server says with every file: what browsers may do with it, and how long they may keep it.

One table for every server: their settings (`generator/renderers/servers.py`), and the file that static hosts read
(`generator/renderers/hosts.py`), are all written from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.model import address
from generator.model.config import SiteConfig
from generator.model.media_types import NARROWER

ASSETS = "/assets/"  # named after what is in them, so the same name is for ever the same file
FOR_EVER = "public, max-age=31536000, immutable"  # true of a file, never of an answer that there is none
_ASK_AGAIN = "no-cache"  # kept, and asked about with its ETag: a number that changed is right at once
# No page needs any of these, and no script that slipped in shall have them.
_NEVER = ("camera", "display-capture", "microphone", "midi", "payment", "usb")
_EVERYWHERE: Mapping[str, str] = {
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}


class Zone(NamedTuple):
    """The files below `folder`, unless a zone further down holds them, and the headers of every answer about them.

    `types` are the media types, by ending, that differ from those of all other files.
    """

    folder: str
    headers: Mapping[str, str]
    types: Mapping[str, str] = {}


def zones(config: SiteConfig) -> tuple[Zone, ...]:
    """The zones of a site, the widest first. Each is whole: nothing is inherited from the one around it.

    An answer about no file at all (404, 405) has the headers of the first one.
    """
    allowed = ", ".join(("geolocation=(self)", *(f"{each}=()" for each in _NEVER)))
    ours = {
        **_EVERYWHERE,
        "Content-Security-Policy": _pages(config),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": allowed,
        "X-Frame-Options": "DENY",
    }
    pages = {**ours, "Cache-Control": _ASK_AGAIN}
    return (
        Zone("/", pages),
        Zone(ASSETS, {**ours, "Cache-Control": FOR_EVER}),
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
        *(Zone(folder, pages, types) for folder, types in NARROWER.items()),
    )


def _pages(config: SiteConfig) -> str:
    """Only files of the site itself; and the pictures of a map, where the office has one."""
    pictures = f" {origin(config.map.tiles)} data:" if config.map else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        f"img-src 'self'{pictures}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _fragments(config: SiteConfig) -> str:
    """What other sites show in a box. A sandboxed frame has no `'self'`, so the site is named."""
    styles = f"{origin(config.base_url)}{urlsplit(config.base_url).path.rstrip('/')}{address.EMBED}"
    return f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors *"


def origin(url: str) -> str:
    """Scheme, host and port of a web address, the host as the network writes it (RFC 5890)."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port else "")
