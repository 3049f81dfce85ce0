"""Where the pictures of a map with streets come from: a server of the office, or one it has a contract with."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from generator.model.fields import Text, Url, unfit
from generator.model.message import label, message
from generator.model.record import Part

# Their operators serve others by grace or forbid it: https://operations.osmfoundation.org/policies/tiles/
REFUSED = (
    "openstreetmap.org",
    "openstreetmap.fr",
    "openstreetmap.de",
    "opentopomap.org",
    "wikimedia.org",
    "google.com",
)
_SLOTS = ["{x}", "{y}", "{z}"]


def _own_server(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or sorted(re.findall(r"\{[^}]*\}", url)) != _SLOTS or "{" in parts.netloc:
        raise unfit(
            message("this is not the address of map pictures: “{url}”", url=url),
            message("Write it with https:// and with {z}, {x} and {y}, each once."),
        )
    host = parts.hostname or ""
    if any(host == each or host.endswith(f".{each}") for each in REFUSED):
        raise unfit(
            message("the server {host} is not for the pages of offices", host=host),
            message("Name a server of your office, or one it has a contract with; else leave out `map`."),
        )
    return url


class StreetMap(Part):
    """A map with streets, which readers may open; `attribution` names whose map it is."""

    tiles: Annotated[Url, AfterValidator(_own_server), Field(title=label("Address of map pictures"))]
    attribution: Annotated[Text, Field(title=label("Whose map it is"))]

    @property
    def host(self) -> str:
        """The server that sees who opens the map."""
        return urlsplit(self.tiles).hostname or ""
