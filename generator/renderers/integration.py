"""Who integrates what: organizations by programmes, as the offices' plans ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.model import address
from generator.model.artifact import Artifact, Page
from generator.model.order import as_ordered
from generator.model.site import Site
from generator.renderers.page import Frame, Link, artifact, frame, page, words


class Cell(NamedTuple):
    """What an organization does for one programme, and where that is written."""

    programme: str
    role: str
    source: Link | None


class Row(NamedTuple):
    """An organization with its cells, in the order of the programmes."""

    organization: str
    cells: tuple[Cell, ...]


class IntegrationView(NamedTuple):
    """What the table shows."""

    frame: Frame
    programmes: tuple[Link, ...]
    rows: tuple[Row, ...]


def integration(site: Site, today: date) -> Iterator[Artifact]:
    """The table of organizations and programmes."""
    _ = words(site)
    where = frame(
        site.config,
        address.INTEGRATION,
        "programmes",
        _("Who integrates what"),
        _("Which organization carries which programme into its own work, and where that is written."),
        crumbs=(Link(_("Programmes"), address.PROGRAMMES),),
    )
    listed = as_ordered(site.programmes.values())
    heads = tuple(Link(each.brief, address.programme(each)) for each in listed)
    yield artifact(integration_page, IntegrationView(where, heads, rows(site, frozenset(site.programmes))))


def integration_page(view: IntegrationView) -> Page:
    """The table of organizations and programmes."""
    return page("integration.html", view)


def rows(site: Site, wanted: frozenset[str]) -> tuple[Row, ...]:
    """The organizations that integrate any of the programmes `wanted`."""
    found = []
    order = {each.id: number for number, each in enumerate(as_ordered(site.programmes.values()))}
    for organization in as_ordered(site.organizations.values()):
        held = sorted(
            (each for each in organization.integrates if each.programme in wanted),
            key=lambda each: order[each.programme],
        )
        cells = []
        for each in held:
            source = None
            if each.document:
                document = site.documents[each.document]
                year = f" {document.date.year}" if document.date else ""
                source = Link(document.number or f"{document.form}{year}", address.document(document))
            elif each.sources:
                source = Link(each.sources[0].title, each.sources[0].url or "")
            cells.append(Cell(site.programmes[each.programme].brief, each.role, source))
        if cells:
            found.append(Row(organization.name, tuple(cells)))
    return tuple(found)
