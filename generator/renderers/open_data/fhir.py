"""Places as a FHIR R4 bundle for directories that follow IHE mCSD (Mobile Care Services Discovery)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.model import file_address
from generator.model.artifact import Artifact, Deferred, digest
from generator.model.message import label
from generator.model.site import Site
from generator.model.tag_uri import tag_uri
from generator.renderers.open_data.dataset import Dataset
from generator.renderers.open_data.fhir_resources import organization, resources
from generator.renderers.open_data.located import places_digested
from generator.renderers.open_data.whole_place import Json, Reference, dumped, uuid

DATASET = Dataset(
    path=file_address.FHIR_BUNDLE,
    title=label("Places that help, as FHIR"),
    description=label("Organizations, places and services in one bundle, for directories of health services."),
    media_type="application/fhir+json",
    standard=("FHIR R4, IHE mCSD", "https://profiles.ihe.net/ITI/mCSD/"),
    about="locations",
)
# Of a demonstration: systems that know the code keep it apart from real data.
_TEST_DATA = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason",
    "code": "HTEST",
    "display": "test health data",
}


class BundleView(NamedTuple):
    """The entries of the bundle as they are written, so that no more than one place is held at a time."""

    id: str
    tag: str
    url: str
    licence: str
    language: str
    demo: bool
    entries: tuple[bytes, ...]


def fhir(site: Site, _today: date) -> Iterator[Artifact]:
    """One file with everything."""
    reference = Reference.of(site)
    ids = sorted(site.location_heads)

    def view() -> BundleView:
        config = reference.config
        records = sorted(reference.organizations.values(), key=lambda each: each.id)
        organizations = (
            _entry(organization(config, tag_uri(config, "organizations", each.id), each)) for each in records
        )
        located = (
            _entry(each)
            for place in map(site.location, ids)
            for each in resources(reference.whole(place), tag_uri(config, "locations", place.id))
        )
        own = uuid(config, "data", "fhir")
        tag = tag_uri(config, "data", "fhir")
        url = config.url(file_address.FHIR_BUNDLE)
        entries = (*organizations, *located)
        return BundleView(own, tag, url, config.licence.url, config.language, config.demo, entries)

    def depends() -> str:
        return digest(reference.key, places_digested(site))

    yield Artifact(file_address.FHIR_BUNDLE[1:], fhir_bundle, Deferred(view, depends))


def fhir_bundle(view: BundleView) -> bytes:
    """A collection; its entries refer to each other by their UUIDs. It has no time: nothing in it says when."""
    head = {
        "resourceType": "Bundle",
        "id": view.id,
        **({"meta": {"security": [_TEST_DATA]}} if view.demo else {}),
        "language": view.language,
        "identifier": {"system": "urn:ietf:rfc:3986", "value": view.tag},
        "type": "collection",
        "link": [{"relation": "self", "url": view.url}, {"relation": "license", "url": view.licence}],
    }
    if not view.entries:
        return dumped(head)  # FHIR has no empty lists
    listed = (part for entry in view.entries for part in (b",\n", entry))
    next(listed)  # none before the first
    return b"".join([dumped(head).rstrip(b"}\n"), b',"entry":[\n', *listed, b"\n]}\n"])


def _entry(resource: Json) -> bytes:
    return dumped({"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}).rstrip()
