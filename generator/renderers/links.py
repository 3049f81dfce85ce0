"""Links are written absolute within the site ("/van-ban/") and made relative for pages, absolute for feeds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import urljoin

from markupsafe import escape

# Before the value of an attribute that leads somewhere, and of one that leads into this site.
_ADDRESS = re.compile(r'="(?:(?<=\shref=")|(?<=\ssrc="))')
_LOCAL = re.compile(r'="(?:(?<=\shref=")|(?<=\ssrc=")|(?<=\saction="))(?=/(?!/))')
_SRCSET = re.compile(r'(<source\s[^<>]*?srcset=")([^"]*)')
_FILE = re.compile(r"((?:^|(?<=, )))/(?!/)([^ ,]*)")
_IS_FILE = re.compile(r"\.[a-z0-9]+$")


def relative(html: str, depth: int, has: Callable[[str], bool] | None = None, main: str = "") -> str:
    """Links for a page `depth` folders below the site's root, so that the site may lie anywhere.

    The root of a further edition is a folder of the site. What it `has` not itself lies one folder above, and so does
    what a link with `hreflang` leads to; a link to a page there says that it speaks the language of the `main` edition.
    """
    up = "../" * depth
    root = up or "./"

    def led(start: str, path: str) -> str:
        """What stands before an address, and the way to it."""
        if has is None or (has(f"/{path}") and " hreflang=" not in start):
            return f"{start}{root}"
        if start.startswith("<a ") and " hreflang=" not in start and not _IS_FILE.search(path):
            start = f'<a hreflang="{main}" {start[3:]}'
        return f"{start}../{up}"

    if "srcset=" in html:
        html = _SRCSET.sub(lambda found: found[1] + _FILE.sub(lambda one: led(one[1], one[2]) + one[2], found[2]), html)
    made: list[str] = []
    end = 0
    for start, value in _attributes(_LOCAL, html):
        if has is None:
            made += html[end:value], root
        else:
            path, *_ = _until_quote(html, value + 1).partition("#")
            made += html[end:start], led(html[start:value], path)
        end = value + 1
    return "".join([*made, html[end:]])


def absolute(html: str, page: str, root: str) -> str:
    """Links for readers elsewhere, as they are meant on `page` of the site at `root`; both are absolute."""
    made: list[str] = []
    end = 0
    for _, value in _attributes(_ADDRESS, html):
        target = _until_quote(html, value)
        made += html[end:value], _whole(target, page, root)
        end = value + len(target)
    return "".join([*made, html[end:]])


def _whole(target: str, page: str, root: str) -> str:
    """An address as it is meant on `page`."""
    if target.startswith(("https://", "http://", "tel:", "mailto:")):
        return target
    if target.startswith("/") and not target.startswith("//"):  # the site may lie in a folder of its host
        return f"{root}{target[1:]}"
    try:
        return str(escape(urljoin(page, unescape(target))))
    except ValueError:  # no address at all
        return page


def _until_quote(html: str, start: int) -> str:
    """The rest of a value; of one that nobody closed, as in a page written by hand, all that follows."""
    end = html.find('"', start)
    return html[start:] if end < 0 else html[start:end]


def _attributes(pattern: re.Pattern[str], html: str) -> Iterator[tuple[int, int]]:
    """Where a tag begins, and the value of its first attribute that a pattern finds.

    In the words of a text is no attribute: there "<" is escaped, so that before them a tag has ended.
    """
    end = 0
    for found in pattern.finditer(html):
        start = html.rfind("<", end, found.start())
        if start >= 0 and html.find(">", start, found.start()) < 0:
            end = found.end()
            yield start, end
