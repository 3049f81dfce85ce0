"""Links are written absolute within the site ("/van-ban/") and made relative for pages, absolute for feeds."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urljoin

from markupsafe import escape

# Only inside a tag: text nodes have their "<" escaped, so a tag's start cannot be met in them.
_LOCAL = re.compile(r'(<[a-z][^<>]*?\s(?:href|src|action)=")/(?!/)([^"#]*)')
_SRCSET = re.compile(r'(<source\s[^<>]*?srcset=")([^"]*)')
_FILE = re.compile(r"((?:^|(?<=, )))/(?!/)([^ ,]*)")
_IS_FILE = re.compile(r"\.[a-z0-9]+$")
_LINK = re.compile(r'(<[a-z][^<>]*?\s(?:href|src)=")([^"]*)')


def relative(html: str, depth: int, has: Callable[[str], bool] | None = None, main: str = "") -> str:
    """Links for a page `depth` folders below the site's root, so that the site may lie anywhere.

    The root of a further edition is a folder of the site. What it `has` not itself lies one folder above, and so does
    what a link with `hreflang` leads to; a link to a page there says that it speaks the language of the `main` edition.
    """
    up = "../" * depth

    def lead(found: re.Match[str]) -> str:
        start, path = found.groups()
        if has is None or (has(f"/{path}") and " hreflang=" not in start):
            return f"{start}{up or './'}{path}"
        if start.startswith("<a ") and " hreflang=" not in start and not _IS_FILE.search(path):
            start = f'<a hreflang="{main}" {start[3:]}'
        return f"{start}../{up}{path}"

    if "srcset=" in html:
        html = _SRCSET.sub(lambda found: found[1] + _FILE.sub(lead, found[2]), html)
    return _LOCAL.sub(lead, html)


def absolute(html: str, page: str, root: str) -> str:
    """Links for readers elsewhere, as they are meant on `page` of the site at `root`; both are absolute."""

    def whole(found: re.Match[str]) -> str:
        target = found[2]
        if target.startswith(("https://", "http://", "tel:", "mailto:")):
            return found[0]
        if target.startswith("/") and not target.startswith("//"):  # the site may lie in a folder of its host
            return f"{found[1]}{root}{target[1:]}"
        try:
            return found[1] + str(escape(urljoin(page, unescape(target))))
        except ValueError:  # no address at all
            return found[1] + page

    return _LINK.sub(whole, html)
