"""For hosts of static sites (Netlify, Cloudflare Pages): the files that tell them headers and former addresses.

Every other server takes `_headers` and `_redirects` for files like others; they hold nothing that is not public.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.model import record_pages
from generator.model.artifact import Artifact
from generator.model.headers import zones
from generator.model.site import Site

# Cloudflare Pages takes no more: https://developers.cloudflare.com/pages/configuration/redirects/
_MOST_REDIRECTS = 2000
# What the engine and the build put at the root of every site.
_ALWAYS = ("404.html", "assets/", "embed/", "kept.json", "manifest.json", "sbom.cdx.json")

Headers = tuple[tuple[str, str], ...]


class HeadersView(NamedTuple):
    """What lies at the root of the site, and the headers of zones by folder: those of pages first."""

    names: tuple[str, ...]
    zones: tuple[tuple[str, Headers], ...]


def hosts(site: Site, today: date, names: Iterable[str]) -> Iterator[Artifact]:
    """Both files, of a site at the root of its domain.

    `names` are the folders (with a slash) and files at its root that renderers make; the engine makes the others.
    """
    if urlsplit(site.config.base_url).path != "/":  # these hosts serve no other
        return
    told = tuple((zone.folder, tuple(sorted(zone.headers.items()))) for zone in zones(site.config))
    # A picture by itself at the root may be one that nobody shall see: not even its name is told.
    beside = (path for path in site.beside if "/" in path or path not in site.pictures)
    by_hand = map(top, (*(page.path[1:] for page in site.pages), *beside))
    names = {*names, *_ALWAYS, *by_hand} - {""}
    yield Artifact("_headers", headers_file, HeadersView(tuple(sorted(names)), told))
    former = [(alias, path) for _, _, alias, path in record_pages.moved(site, today)]
    if former:
        yield Artifact("_redirects", redirects_file, tuple(sorted(former)[:_MOST_REDIRECTS]))


def top(path: str) -> str:
    """The folder (with a slash) or file at the root of the site that a path begins with."""
    name, slash, _ = path.partition("/")
    return name + slash


def headers_file(view: HeadersView) -> bytes:
    """The headers of everything at the root, each name by itself.

    A host adds up the headers of all patterns that fit, so no two may fit one file: a policy for pages and one for
    boxes together would forbid both.
    """
    own = dict(view.zones)
    lines = []
    for name in ("", *view.names):
        lines.append(f"/{name}*" if name.endswith("/") else f"/{name}")
        lines += [f"  {header}: {value}" for header, value in own.get(f"/{name}", own["/"])]
    return "".join(f"{line}\n" for line in lines).encode()


def redirects_file(former: tuple[tuple[str, str], ...]) -> bytes:
    """Every former address of a record with where it stands now, for good (RFC 9110, section 15.4.2)."""
    return "".join(f"{alias} {path} 301\n" for alias, path in former).encode()
