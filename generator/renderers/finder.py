"""The front page of the places: needs and provinces in plain HTML, and the form that a script turns into the finder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.model import address, feed_address
from generator.model.artifact import Artifact, Page
from generator.model.location import LANGUAGES
from generator.model.order import as_ordered
from generator.model.site import Site
from generator.model.vocabulary import ServiceKind
from generator.renderers.cards import Atlas
from generator.renderers.page import Frame, Link, artifact, frame, own, page, with_head, words

# Loaded by this page alone.
_HEAD = (
    '<link rel="stylesheet" href="/assets/css/finder.css"><script type="module" src="/assets/js/finder.js"></script>'
)


class Kind(NamedTuple):
    """A kind of service as the finder's script knows it; `wider` is the number of its wider kind, or -1."""

    part: str
    name: str
    icon: str
    wider: int
    main: bool


class FinderView(NamedTuple):
    """What the front page shows: needs first, then provinces; `kinds` and `languages` are for its script."""

    frame: Frame
    needs: tuple[tuple[Link, str, int], ...]
    provinces: tuple[tuple[Link, int], ...]
    total: int
    kinds: tuple[Kind, ...]
    languages: tuple[tuple[str, str], ...]
    records: str | None
    grace_days: int


def finder(site: Site, _today: date) -> Iterator[Artifact]:
    """The front page of the places."""
    yield artifact(finder_page, _finder(site))


def finder_page(view: FinderView) -> Page:
    """The front page of the places."""
    return with_head(page("finder.html", view), view.frame, _HEAD)


def _finder(site: Site) -> FinderView:
    _ = words(site)
    atlas = Atlas(site)
    kinds = as_ordered(site.service_kinds.values())
    where = frame(
        site.config,
        address.HELP,
        "help",
        _("Find help"),
        _("Places for treatment, tests, advice and shelter, by need and by province."),
        feeds=(Link(_("Places that help: what changed"), feed_address.CHANGES),),
    )
    return FinderView(
        frame=where,
        needs=tuple(_need(atlas, kind) for kind in kinds if _main(site, kind)),
        provinces=tuple(_provinces(site)),
        total=len(site.open_heads),
        kinds=_kinds(site, [kind for kind in kinds if _main(site, kind) or kind.id in site.offered]),
        languages=tuple((code, _(name)) for code, name in LANGUAGES.items()),
        records=site.config.foreign,
        grace_days=site.config.grace_days,
    )


def _main(site: Site, kind: ServiceKind) -> bool:
    """Whether it stands among the needs, not only below a wider kind."""
    return kind.home or (not kind.broader and kind.id in site.offered)


def _need(atlas: Atlas, kind: ServiceKind) -> tuple[Link, str, int]:
    return Link(kind.brief, address.service_kind(kind), kind.icon), kind.part, atlas.count(kind.id)


def _provinces(site: Site) -> Iterator[tuple[Link, int]]:
    counts = Counter(site.units.province(each.unit).id for each in site.open_heads)
    for province in site.units.provinces:
        if counts[province.id]:
            yield Link(own(site, province.plain_name), address.unit(province)), counts[province.id]


def _kinds(site: Site, kinds: list[ServiceKind]) -> tuple[Kind, ...]:
    number = {kind.id: index for index, kind in enumerate(kinds)}
    return tuple(
        Kind(kind.part, kind.brief, kind.icon, number.get(kind.broader or "", -1), _main(site, kind)) for kind in kinds
    )
