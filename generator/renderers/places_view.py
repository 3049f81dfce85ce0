"""What a list of places shows."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

from generator.model.dots import DotMap
from generator.renderers.cards import Card
from generator.renderers.embed import Snippet
from generator.renderers.hotlines import Line
from generator.renderers.page import Frame, Link
from generator.renderers.streets import Streets


class Group(NamedTuple):
    """Places under one heading; without a title they are all there is, without places it is a link and a `total`."""

    title: str
    href: str
    anchor: str
    places: tuple[Card, ...]
    total: int


class Elsewhere(NamedTuple):
    """Where a need is met: a province, and how far away its middle is."""

    province: Link
    kilometres: int


class Missing(NamedTuple):
    """A need that no place here meets, and the nearest provinces where one does."""

    need: Link
    near: tuple[Elsewhere, ...]


class Offered(NamedTuple):
    """The kind of service a list is of: whether programmes name it, and the provinces where it is known."""

    programmes: bool
    areas: tuple[str, ...]


class PlacesView(NamedTuple):
    """What a list of places shows; `unknown` are those whose commune is not known, `lines` whom to call instead.

    `snippet` is what other sites paste to show it; a list of all kinds has no `service`.
    """

    frame: Frame
    heading: str
    lead: str
    total: int
    groups: tuple[Group, ...]
    unknown: tuple[Card, ...] = ()
    kinds: tuple[Link, ...] = ()
    former_names: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    lines: tuple[Line, ...] = ()
    map: DotMap | None = None
    streets: Streets | None = None
    snippet: Snippet | None = None
    service: Offered | None = None

    @property
    def timed(self) -> bool:
        """Whether a script has something to judge: hours that are known, or the day of the next check."""
        listed = chain(self.unknown, *(group.places for group in self.groups))
        return any(each.timing.hours or each.timing.due for each in listed)
