"""Where a site is served: by which server, from which folder, at which address of the machine."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

SERVERS = ("nginx", "caddy", "apache")
_PLAIN = re.compile(r"[\w ./:@+~=,-]+")  # what no server reads as anything but itself, within double quotes


class Listen(NamedTuple):
    """Where a server takes plain HTTP: an address of the machine ("" for all of them) and a port."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Listen:
        """`8080`, `127.0.0.1:8080` or `[::1]:8080`. Raises ValueError."""
        parts = urlsplit(f"//{text}" if ":" in text else f"//:{text}")
        if not parts.port or f"{_bracketed(parts.hostname or '')}:{parts.port}" not in (text, f":{text}"):
            raise ValueError(text)
        return cls(_bracketed(parts.hostname or ""), parts.port)


class Hosting(NamedTuple):
    """Where a site is served from: its folder, that of the certificate, and `listen` where others do the HTTPS.

    Without a folder of a certificate Caddy fetches one itself, and the others take the one of certbot.
    """

    folder: str
    certificate: str = ""
    listen: Listen | None = None

    @property
    def writable(self) -> bool:
        """Whether its folders can stand in the settings of any server."""
        return all(_PLAIN.fullmatch(each) for each in (self.folder, self.certificate) if each)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
