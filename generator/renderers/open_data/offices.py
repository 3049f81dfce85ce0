"""Tables of organizations and of which programmes they carry into their work (HSDS: Organization)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from generator.model.message import label
from generator.model.order import as_ordered
from generator.model.organization import Organization
from generator.model.site import Site
from generator.renderers.open_data.table import (
    Column,
    Entry,
    Part,
    Table,
    described,
    field,
    named,
    one,
    position,
)

_ORIGIN = label("Sources are in the table of sources, under the ids of organizations.")


def _in_order(site: Site) -> tuple[Organization, ...]:
    return tuple(as_ordered(site.organizations.values()))


def _organizations(site: Site, today: date, path: str) -> Iterable[Part]:
    here = _in_order(site)
    yield Part(path, here, lambda: map(Entry, here))


def _integrations(site: Site, today: date, path: str) -> Iterable[Part]:
    here = _in_order(site)
    yield Part(
        path,
        here,
        lambda: (Entry(each, of, number) for of in here for number, each in enumerate(of.integrates, 1)),
    )


ORGANIZATIONS = Table(
    "organizations",
    described(
        "/data/co-quan.csv",
        label("Organizations"),
        label("Offices, associations and providers that other tables name."),
        origin=_ORIGIN,
    ),
    ("id",),
    (
        *named(label("Permanent name of the organization."), "trung-tam-vi-du"),
        one("unit_id", label("Administrative unit"), label("Where it works."), "units", "unit"),
        one("parent_id", label("Parent organization"), "", "organizations", "parent"),
        Column("website", label("Website"), field("website"), label("Its own pages."), "link"),
    ),
    _organizations,
)

INTEGRATIONS = Table(
    "integrations",
    described(
        "/data/long-ghep.csv",
        label("Who integrates what"),
        label("Which organization carries which programme into its own work, and where that is written."),
        origin=_ORIGIN,
    ),
    ("organization_id", "position"),
    (
        Column(
            "organization_id",
            label("Organization"),
            attrgetter("parent.id"),
            "",
            required=True,
            refers="organizations",
        ),
        position(),
        one("programme_id", label("Programme"), "", "programmes", "programme", True),
        Column(
            "role", label("What it does"), field("role"), label("In the words of the plan, shortened."), required=True
        ),
        one(
            "document_id",
            label("Document"),
            label("Where it is written."),
            "documents",
            "document",
        ),
        Column("since", label("Since"), field("since"), label("As exact as it is known."), "partial"),
    ),
    _integrations,
)
