"""Numbers to call. A filled button is a promise: only a line confirmed by a source gets one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from generator.model import address
from generator.model.artifact import Artifact, Page
from generator.model.dates import PartialDate
from generator.model.hotline import Hotline
from generator.model.order import as_ordered
from generator.model.record import Source
from generator.model.site import Site
from generator.renderers.page import Frame, artifact, frame, page, words

TRACES = "/quyen-rieng-tu/"  # the page written by hand that says what stays on a phone


class Line(NamedTuple):
    """A hotline as pages show it."""

    number: str
    name: str
    purpose: str
    cost: str | None
    hours: str | None
    hours_checked: bool
    scope: str | None
    confirmed: bool
    emergency: bool
    home: bool
    checked: PartialDate | None
    note: str | None
    sources: tuple[Source, ...]


class HotlinesView(NamedTuple):
    """What the page of hotlines shows."""

    frame: Frame
    emergency: tuple[Line, ...]
    lines: tuple[Line, ...]
    traces: str | None


def hotlines(site: Site, today: date) -> Iterator[Artifact]:
    """The page of all lines that may be shown."""
    _ = words(site)
    shown = lines(site)
    view = HotlinesView(
        frame=frame(
            site.config,
            address.HOTLINES,
            "call",
            _("Numbers to call"),
            _("Numbers you can call for help: what each is for, what it costs and when it answers."),
        ),
        emergency=tuple(each for each in shown if each.emergency),
        lines=tuple(each for each in shown if not each.emergency),
        traces=TRACES if TRACES in site.page_paths else None,
    )
    yield artifact(hotlines_page, view)


def hotlines_page(view: HotlinesView) -> Page:
    """The page of hotlines."""
    return page("hotlines.html", view)


def lines(site: Site, programme: str | None = None) -> tuple[Line, ...]:
    """The hotlines that may be shown, in their order; with `programme`, those that serve it."""
    shown = as_ordered(each for each in site.hotlines.values() if each.shown)
    return tuple(line(each) for each in shown if programme is None or programme in each.programmes)


def whom(site: Site, programmes: Iterable[str] = ()) -> tuple[Line, ...]:
    """Whom to call: the lines of these programmes, then those of the home page; never the emergency lines."""
    own = [line for programme in programmes for line in lines(site, programme) if not line.emergency]
    home = [line for line in lines(site) if line.home and not line.emergency]
    return tuple(dict.fromkeys([*own, *home]))


def whom_about_places(site: Site, programmes: Iterable[str] = ()) -> tuple[Line, ...]:
    """Whom to ask about places: the lines of these programmes, then those of the home page that answer everybody.

    Who looks for a doctor is not sent to a line for children.
    """
    everybody = {each.number for each in site.hotlines.values() if not each.programmes}
    own = {line.number for programme in programmes for line in lines(site, programme)}
    return tuple(each for each in whom(site, programmes) if each.number in own | everybody)


def line(hotline: Hotline) -> Line:
    """A hotline as pages show it."""
    return Line(
        number=hotline.number,
        name=hotline.brief,
        purpose=hotline.purpose,
        cost=hotline.cost,
        hours=hotline.hours,
        hours_checked=hotline.hours_checked,
        scope=hotline.scope,
        confirmed=hotline.status == "confirmed",
        emergency=hotline.emergency,
        home=hotline.home,
        checked=hotline.checked,
        note=hotline.note,
        sources=hotline.sources,
    )
