"""The tables as a data package (Data Package 2.0, which readers of 1.0 understand too)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

from generator.language import translator
from generator.model import address
from generator.model.artifact import Artifact, digest
from generator.model.config import SiteConfig
from generator.model.message import Translate, label
from generator.model.site import Site
from generator.model.tag_uri import tag_uri
from generator.renderers.open_data.dataset import Dataset
from generator.renderers.open_data.offer import Offer, Offered, offer
from generator.renderers.open_data.table import Table
from generator.renderers.open_data.table_schema import table_schema
from generator.renderers.open_data.tables import TABLES
from generator.today import ZONE

# Of the columns: the first number grows when one goes or changes its meaning, the second when one comes.
COLUMNS = "1.1"
PACKAGE = Dataset(
    "/data/datapackage.json",
    label("Description of all tables"),
    label("Names, types and keys of all columns, licence and sources, for programs that check and load the tables."),
    "application/json",
    ("Data Package 2.0", "https://datapackage.org/standard/data-package/"),
)
_WHOLE = (
    "hotlines",
    "campaigns",
    "handouts",
    "documents",
    "organizations",
    "programmes",
    "audiences",
    "service_kinds",
    "article_kinds",
)
# By address, as the Open Definition calls them: programs know licences by these names.
_LICENCES = {
    "https://creativecommons.org/licenses/by/4.0/": "CC-BY-4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC-BY-SA-4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0-1.0",
}


class PackageView(NamedTuple):
    """What is offered, with the permanent id of the whole and a digest of all records in it."""

    offer: Offer
    id: str
    state: str


def data_package(site: Site, today: date) -> Iterator[Artifact]:
    """One file; it changes with every record that is told of, so that one small file says whether something changed."""
    state = digest(
        tuple(sorted(each.face for each in site.own_articles(today))),
        tuple(sorted(each.digest for each in site.location_texts.values())),
        *(tuple(sorted(each.digest for each in site.collection(name).values())) for name in _WHOLE),
        site.units.digest,
    )
    there = offer(site, today, (each.dataset for each in TABLES))
    view = PackageView(there, tag_uri(site.config, "datasets", "datapackage"), state[:8])
    yield Artifact(PACKAGE.path[1:], package_json, view)


def package_json(view: PackageView) -> bytes:
    """The descriptor."""
    config = view.offer.config
    translate = translator(config.language)
    by_path = {table.dataset.path: table for table in TABLES}
    made = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": config.id_authority.replace(",", "-"),
        "id": view.id,
        "title": view.offer.title(translate),
        "description": view.offer.description(translate),
        "homepage": config.url(address.DATA),
        "version": f"{COLUMNS}.{view.offer.modified:%Y%m%d}+{view.state}",
        "created": datetime.combine(view.offer.modified, time(), ZONE).isoformat(),
        "licenses": [_licence(config)],
        "sources": [{"title": config.office.name, "path": config.base_url}],
        "contributors": [_office(config)],
        "resources": [_resource(by_path[each.dataset.path], each, translate) for each in view.offer.offered],
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode() + b"\n"


def _licence(config: SiteConfig) -> dict[str, str]:
    name = _LICENCES.get(config.licence.url)
    return {**({"name": name} if name else {}), "path": config.licence.url, "title": config.licence.name}


def _office(config: SiteConfig) -> dict[str, Any]:
    email = {"email": config.office.email} if config.office.email else {}
    return {"title": config.office.name, "path": config.base_url, **email, "roles": ["publisher"]}


def _resource(table: Table, offered: Offered, translate: Translate) -> dict[str, Any]:
    dataset = offered.dataset
    below = [path.removeprefix(address.DATA) for path in offered.files]
    origin = {"sources": [{"title": translate(dataset.origin)}]} if dataset.origin else {}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "profile": "tabular-data-resource",
        "name": table.name,
        "type": "table",
        "path": below if dataset.path.endswith("/") else below[0],
        "title": translate(dataset.title),
        "description": translate(dataset.description),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **origin,
        "schema": table_schema(table, translate),
    }
