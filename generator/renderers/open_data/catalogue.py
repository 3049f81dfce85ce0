"""All that the site offers as open data, and its catalogue (DCAT 3 as JSON-LD, W3C)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from generator.language import translator
from generator.model import address
from generator.model.artifact import Artifact
from generator.model.config import SiteConfig
from generator.model.dates import PartialDate
from generator.model.message import Translate, label
from generator.model.phones import dial
from generator.model.site import Site
from generator.model.tag_uri import tag_uri
from generator.renderers.open_data import fhir, hsds, ics_days_off, ics_duties, ics_events
from generator.renderers.open_data.data_package import PACKAGE
from generator.renderers.open_data.dataset import Dataset
from generator.renderers.open_data.geojson import GEOJSON
from generator.renderers.open_data.offer import Offer, Offered, offer
from generator.renderers.open_data.tables import TABLES

CATALOGUE = Dataset(
    "/data/catalog.jsonld",
    label("Catalogue"),
    label("What there is, for data portals: every file with its licence, format and date."),
    "application/ld+json",
    ("DCAT 3", "https://www.w3.org/TR/vocab-dcat-3/"),
)
# The list of all: page and catalogue are made of it.
DATASETS: tuple[Dataset, ...] = (
    *(table.dataset for table in TABLES),
    GEOJSON,
    PACKAGE,
    hsds.DATASET,
    fhir.DATASET,
    ics_events.DATASET,
    ics_duties.DATASET,
    ics_days_off.DATASET,
    CATALOGUE,
)
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_LANGUAGES = {
    code: f"http://publications.europa.eu/resource/authority/language/{name}"
    for code, name in (("vi", "VIE"), ("en", "ENG"))
}


class CatalogueView(NamedTuple):
    """What the catalogue tells, with the permanent id of each dataset in the same order."""

    offer: Offer
    ids: tuple[str, ...]


def catalogue(site: Site, today: date) -> Iterator[Artifact]:
    """One file."""
    listed = offer(site, today, (each for each in DATASETS if each is not CATALOGUE))
    ids = tuple(tag_uri(site.config, "datasets", anchor(each.dataset)) for each in listed.offered)
    yield Artifact(CATALOGUE.path[1:], catalogue_jsonld, CatalogueView(listed, ids))


def anchor(dataset: Dataset) -> str:
    """What a dataset is called on the page of all, and in permanent ids: its address without what all have."""
    return dataset.path.removeprefix(address.DATA).strip("/").replace("/", "-").replace(".", "-")


def catalogue_jsonld(view: CatalogueView) -> bytes:
    """The catalogue, with all that is needed to read it inside."""
    config = view.offer.config
    translate = translator(config.language)
    datasets = [
        _dataset(config, each, permanent, translate)
        for each, permanent in zip(view.offer.offered, view.ids, strict=True)
    ]
    made = {
        "@context": _context(config.language),
        "@id": config.url(address.DATA),
        "@type": "dcat:Catalog",
        "dct:title": view.offer.title(translate),
        "dct:description": view.offer.description(translate),
        **_terms(config),
        "dct:modified": str(view.offer.modified),
        "foaf:homepage": config.url(address.DATA),
        "dcat:dataset": datasets,
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode() + b"\n"


def _context(language: str) -> dict[str, Any]:
    """The vocabularies, and which values are addresses, days or words in the site's language."""
    words = {name: {"@id": name, "@language": language} for name in ("dct:title", "dct:description", "foaf:name")}
    links = (
        "dct:license",
        "dct:language",
        "dct:conformsTo",
        "foaf:homepage",
        "dcat:landingPage",
        "dcat:accessURL",
        "dcat:downloadURL",
        "dcat:mediaType",
        "vcard:hasEmail",
        "vcard:hasTelephone",
    )
    return {
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        **words,
        **{name: {"@id": name, "@type": "@id"} for name in links},
        "dct:modified": {"@id": "dct:modified", "@type": "xsd:date"},
    }


def _terms(config: SiteConfig) -> dict[str, Any]:
    """Who publishes it, in which language, under which licence."""
    return {
        "dct:publisher": {
            "@id": f"{config.base_url}#co-quan",
            "@type": "foaf:Organization",
            "foaf:name": config.office.name,
            "foaf:homepage": config.base_url,
        },
        "dct:language": _LANGUAGES[config.language],
        "dct:license": config.licence.url,
    }


def _dataset(config: SiteConfig, offered: Offered, permanent: str, translate: Translate) -> dict[str, Any]:
    dataset = offered.dataset
    page = f"{config.url(address.DATA)}#{anchor(dataset)}"
    contact = _contact(config)
    return {
        "@id": page,
        "@type": "dcat:Dataset",
        "dct:identifier": permanent,
        "dct:title": translate(dataset.title),
        "dct:description": translate(dataset.description),
        **_terms(config),
        **({"dct:modified": _day(offered.modified)} if offered.modified else {}),
        **(
            {"dct:provenance": {"@type": "dct:ProvenanceStatement", "rdfs:label": translate(dataset.origin)}}
            if dataset.origin
            else {}
        ),
        **({"dcat:contactPoint": contact} if contact else {}),
        "dcat:landingPage": page,
        "dcat:distribution": [_distribution(config, dataset, file, page, translate) for file in offered.files],
    }


def _day(day: PartialDate) -> str | dict[str, str]:
    """A day as the context has it; a month or a year says that it is one (XML Schema)."""
    if day.day:
        return str(day)
    return {"@value": str(day), "@type": "xsd:gYearMonth" if day.month else "xsd:gYear"}


def _distribution(config: SiteConfig, dataset: Dataset, file: str, page: str, translate: Translate) -> dict[str, Any]:
    """A file that is downloaded, or a folder that is looked into."""
    name, standard = dataset.standard
    url = config.url(file)
    folder = file.endswith("/")
    return {
        "@id": url,
        "@type": "dcat:Distribution",
        "dct:title": f"{translate(dataset.title)}, {name}",
        "dct:license": config.licence.url,
        "dct:conformsTo": standard,
        "dcat:mediaType": f"{_MEDIA_TYPES}{dataset.media_type}",
        "dcat:accessURL": url if folder else page,
        **({} if folder else {"dcat:downloadURL": url}),
    }


def _contact(config: SiteConfig) -> dict[str, Any] | None:
    """Whom to tell about mistakes, where the office gives a way."""
    email, phone = config.office.email, config.office.phone
    link = dial(phone) if phone else None
    if not email and not link:
        return None
    return {
        "@type": "vcard:Organization",
        "vcard:fn": config.office.name,
        **({"vcard:hasEmail": f"mailto:{email}"} if email else {}),
        **({"vcard:hasTelephone": link} if link else {}),
    }
