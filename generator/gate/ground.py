"""Where addresses lead, within the tree that is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urlsplit

OUT = ".."  # where a path leads that climbs out of the site
_SCHEME = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
_PLAIN = re.compile(r"[\w-][\w/-]*(?:\.\w+)*(?:#[\w-]+)?|")  # needs no more looking at
_END = r"""[^\s"'<>\\()&\[\]{}|`,;]*"""
_AFTER = ".:!*?"  # what ends a sentence, not an address


class Ground:
    """The site's address, and with it which other addresses are files of the tree."""

    def __init__(self, base_url: str) -> None:
        self.base = base_url
        self.root = urlsplit(base_url).path or "/"
        self._whole = re.compile(re.escape(base_url.rstrip("/")) + "(?=/)" + _END)
        self._host = urlsplit(base_url).netloc

    def foreign(self, url: str) -> bool:
        """Whether an address leads to another host, or to no file of any host."""
        if not _SCHEME.match(url):
            return False
        parts = _split(url)
        return parts is None or parts.scheme not in ("", "http", "https") or parts.netloc != self._host

    def elsewhere(self, url: str) -> bool:
        """Whether an address surely leads to another site, or is none that leads to a file."""
        return _SCHEME.match(url) is not None and not url.startswith(self.base[:-1])

    def target(self, path: str, url: str) -> str | None:
        """What the address `url` in the file `path` leads to (`path` or `path#fragment`); None for what is not ours.

        `OUT` stands for an address that climbs out of the site.
        """
        if (plain := from_root(path.count("/"), url)) is not None:
            return plain
        if url.startswith("#"):
            return f"{path}{unquote(url)}"
        if self.elsewhere(url):
            return None
        if _SCHEME.match(url):
            if (plain := _from_base(self.base, url)) is not None:
                return plain
            if url != self.base[:-1] and not url.startswith((self.base, f"{self.base[:-1]}#", f"{self.base[:-1]}?")):
                return None
            url = self.root + url[len(self.base) :].lstrip("/")
        where, _, fragment = url.partition("#")
        where = where.partition("?")[0]
        if where.startswith("/"):
            if not f"{where}/".startswith(self.root):
                return None
            whole = where[len(self.root) :]
        else:
            whole = path.rpartition("/")[0] + "/" + where if where else path
        steps: list[str] = []
        for step in (each for each in unquote(whole).split("/") if each not in ("", ".")):
            if step != "..":
                steps.append(step)
            elif steps:
                steps.pop()
            else:
                return OUT
        folder = not steps or where.endswith(("/", "/.", "/..")) or where in (".", "..")
        return _file(
            "/".join(steps) + ("/" if folder and steps else "") + (f"#{unquote(fragment)}" if fragment else "")
        )

    def whole(self, text: str) -> Iterator[tuple[int, str]]:
        """Every address of this site that is written in full in a text, with its offset."""
        for found in self._whole.finditer(text):
            yield found.start(), found[0].rstrip(_AFTER)


def address(target: str) -> str:
    """A target as people write it: from the root, without the name of an index."""
    path, _, fragment = target.partition("#")
    return f"/{path.removesuffix('index.html')}" + (f"#{fragment}" if fragment else "")


@lru_cache(maxsize=1 << 13)
def from_root(depth: int, url: str) -> str | None:
    """What a plain address leads to from `depth` folders down, if it goes up to the root first, as most do."""
    up = "../" * depth
    return _file(url[len(up) :]) if url.startswith(up) and _PLAIN.fullmatch(url, len(up)) else None


@lru_cache(maxsize=1 << 13)
def _from_base(base: str, url: str) -> str | None:
    """What a plain whole address leads to."""
    return _file(url[len(base) :]) if url.startswith(base) and _PLAIN.fullmatch(url, len(base)) else None


def _file(where: str) -> str:
    path, mark, fragment = where.partition("#")
    return f"{path}index.html{mark}{fragment}" if not path or path.endswith("/") else where


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None
