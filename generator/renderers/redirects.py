"""Former addresses of records lead to where they stand now, without a server's help."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.model import record_pages
from generator.model.artifact import Artifact, Page
from generator.model.site import Site
from generator.renderers.page import NO_INDEX, Frame, artifact, frame, page, words

MOVED = "moved"  # the section of pages that only lead on


class RedirectView(NamedTuple):
    """A page that stands at a former address."""

    frame: Frame
    title: str
    href: str


def redirects(site: Site, today: date) -> Iterator[Artifact]:
    """A page at every former address of a record that is there, and of a list of one kind in a province."""
    _ = words(site)
    for kind, record, former, path in record_pages.moved(site, today):
        if site.config.folder and not frame(site.config, path, MOVED, "", "").has(path):
            continue  # a further edition has no such page
        title = str(getattr(record, "name", None) or getattr(record, "title", ""))
        if site.config.neutral_titles and kind in ("locations", "service_kinds"):
            title = _("Places that help")
        yield artifact(redirect_page, RedirectView(frame(site.config, former, MOVED, title, title), title, path))


def redirect_page(view: RedirectView) -> Page:
    """A page that leads on: at once where the browser may, by a link everywhere."""
    made = page("redirect.html", view)
    target = "../" * view.frame.depth + view.href[1:]
    head = f'<meta http-equiv="refresh" content="0; url={target}">{NO_INDEX}'
    return Page(made.title, made.description, view.frame.url(view.href), head, made.content)
