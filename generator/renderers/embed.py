"""What other sites show of this one: small documents under /embed/ without script, and the lines to paste for them.

Who pastes a frame gives it a height once and for all, so a fragment holds as much as fits into that height.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from textwrap import wrap
from typing import Any, NamedTuple, TypeVar

from markupsafe import escape

from generator.language import translator
from generator.model import address, embed_address
from generator.model.config import Licence, SiteConfig
from generator.model.site import Site
from generator.renderers.hotlines import Line
from generator.renderers.links import relative
from generator.renderers.page import Link
from generator.renderers.templates import fill

ARTICLES_HEIGHT = 680  # CSS pixels, of frames from 300 to 400 wide
PLACES_HEIGHT = 900
# As `theme_overrides/embed/embed.css` sets it: edges and gaps of every fragment, and a button with its gap.
PADDING = 2 * 16 + 6 * 8
BUTTON = 44 + 8
T = TypeVar("T")


class Snippet(NamedTuple):
    """What others paste into a page of theirs: `frame` shows a fragment without a script, `element` grows with it."""

    frame: str
    element: str


class Call(NamedTuple):
    """A number to call, outlined: nobody promises here that it answers."""

    number: str
    name: str
    free: bool


class Around(NamedTuple):
    """What a fragment says besides its content; addresses are absolute within the site.

    `path` is its own address, `home` the page it belongs to, `action` the main button.
    """

    path: str
    base_url: str
    language: str
    site: str
    office: str
    title: str
    home: str
    action: Link
    call: Call | None
    licence: Licence
    demo: bool


def around(site: Site, path: str, title: str, home: str, action: Link, lines: Iterable[Line]) -> Around:
    """What the fragment at `path` says besides its content; the first of `lines` is offered to call."""
    config = site.config
    first = next(iter(lines), None)
    return Around(
        path=path,
        base_url=config.base_url,
        language=config.language,
        site=config.name,
        office=config.office.brief,
        title=title,
        home=home,
        action=action,
        call=Call(first.number, first.name, first.cost == "free") if first else None,
        licence=config.licence,
        demo=config.demo,
    )


def fragment(template: str, view: Any) -> bytes:
    """The document of a fragment: `template` filled with a view that has its surroundings in `around`."""
    where: Around = view.around
    return relative(fill(template, where.language, view=view, around=where), address.depth(where.path)).encode()


def snippet(config: SiteConfig, path: str, title: str, home: str, height: int) -> Snippet:
    """The lines to paste for the fragment at `path`, which belongs to the page `home`."""
    src, script, page = (escape(config.url(each)) for each in (path, embed_address.SCRIPT, home))
    return Snippet(
        f'<iframe src="{src}" title="{escape(title)}" width="100%" height="{height}" frameborder="0" loading="lazy" '
        'referrerpolicy="no-referrer" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>',
        f'<script src="{script}" crossorigin referrerpolicy="no-referrer" defer></script>'
        f'<outreach-feed src="{src}"><a href="{page}">{escape(title)}</a></outreach-feed>',
    )


def fitting(items: Iterable[T], height: Callable[[T], float], room: float) -> tuple[T, ...]:
    """The first of the items that have room together, each whole; the first of all in any case."""
    found: list[T] = []
    for item in items:
        room -= height(item)
        if found and room < 0:
            break
        found.append(item)
    return tuple(found)


def strong(text: str) -> float:
    """How high a title is at 300 px."""
    return 23 * _rows(text, 30)


def small(text: str) -> float:
    """How high a line of small words is at 300 px, with the gap to the next."""
    return 20 * _rows(text, 36) + 2


def occupied(where: Around) -> float:
    """How high all but the content of a fragment is at 300 px."""
    _ = translator(where.language)
    rows = (
        small(f"{where.site} · {where.office}"),
        1.2 * strong(where.title),
        small(_("Demonstration: the data is not verified.")) if where.demo else 0,
        BUTTON + (BUTTON + small(where.call.name) if where.call else 0),
        small(f"{_('Licence')}: {where.licence.name}. {_('No reader is tracked.')}"),
    )
    return PADDING + sum(rows)


@lru_cache(maxsize=8192)
def _rows(text: str, wide: int) -> int:
    return len(wrap(text, wide))
