"""Assets: the files of the frame, each published under a name with a digest of what is in it, to be kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from urllib.parse import quote

ASSETS = "assets/"
_LETTERS = 8  # of the digest: a name must only differ from those that the file had before
_DIGEST = re.compile(rf"\.[0-9a-f]{{{_LETTERS}}}(?=(?:\.[^./]+)?$)")


def published_name(path: str, content: bytes) -> str:
    """The path at which a file is published, as in `assets/css/site.3f2a91cd.css`."""
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    digest = sha256(content).hexdigest()[:_LETTERS]
    return f"{folder}{slash}{stem}.{digest}.{ending}" if stem and dot else f"{folder}{slash}{name}.{digest}"


def own_path(path: str) -> str:
    """The path at which a published asset lies in the theme; any other path as it is."""
    return _DIGEST.sub("", path) if path.startswith(ASSETS) else path


@dataclass(frozen=True)
class Names:
    """The path that each asset is published at; `base` is that of the site on its host, as in "/" or "/so-y-te/"."""

    base: str = "/"
    published: tuple[tuple[str, str], ...] = ()

    def put(self, html: str) -> str:
        """HTML of a page that loads the published files, wherever an attribute names an asset by its own path."""
        return self._pattern.sub(self._put, html) if ASSETS in html else html

    def _put(self, found: re.Match[str]) -> str:
        return found[1] + self._by_path.get(found[2], found[2])

    @cached_property
    def _by_path(self) -> Mapping[str, str]:
        return {quote(path): quote(name) for path, name in self.published} | dict(self.published)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # Quotes of texts are escaped by every renderer, so what stands behind `="` is an attribute. Addresses of whole
        # sites are none of ours. The page 404 alone is absolute: nobody knows from where it is shown.
        return re.compile(rf'(="(?:(?:\.\./)*|\./|{re.escape(self.base)}))({ASSETS}[^"#?]+)')
