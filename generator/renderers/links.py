"""Links are written absolute within the site ("/van-ban/") and made relative for pages, absolute for feeds."""

from __future__ import annotations

import re

# Only inside a tag: text nodes have their "<" escaped, so a tag's start cannot be met in them.
_LOCAL = re.compile(r'(<[a-z][^<>]*?\s(?:href|src|action)=")/(?!/)')


def relative(html: str, depth: int) -> str:
    """Links for a page `depth` folders below the site's root, so that the site may lie anywhere."""
    up = "../" * depth
    return _LOCAL.sub(lambda found: found[1] + (up or "./"), html)


def absolute(html: str, base_url: str) -> str:
    """Links for readers elsewhere."""
    return _LOCAL.sub(lambda found: found[1] + base_url, html)
