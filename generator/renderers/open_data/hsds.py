"""Places as HSDS 3.1, a read API of files: services and organizations in pages, and each on its own.

`/services` and `/services/{id}` of HSDS' API are `services/1.json` and the pages that follow, and `services/{id}.json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from generator.model import file_address
from generator.model.artifact import Artifact, Batch, Deferred
from generator.model.config import SiteConfig
from generator.model.digest import text_digest
from generator.model.location import LocationHead
from generator.model.message import label
from generator.model.organization import Organization
from generator.model.site import Site
from generator.renderers.open_data.dataset import Dataset
from generator.renderers.open_data.hsds_objects import listed_service, organization, service_id, whole_service
from generator.renderers.open_data.hsds_profile import PATCHES, VERSION
from generator.renderers.open_data.whole_place import Json, Reference, WholePlace, dumped, known, service_names, uuid
from generator.renderers.page import words

SIZE = 100  # services of a page
DATASET = Dataset(
    path=f"{file_address.HSDS}index.json",
    title=label("Places that help, as HSDS"),
    description=label("Services with their places, hours and phones, in pages and one by one."),
    media_type="application/json",
    standard=("Open Referral HSDS 3.1", "https://docs.openreferral.org/en/3.1/"),
    about="locations",
)


class Offer(NamedTuple):
    """A service of a place: the head of that, and the how manieth of its services it is."""

    head: LocationHead
    number: int

    @property
    def key(self) -> str:
        """A digest of the place and the number."""
        return f"{self.head.digest} {self.number}"


class Slice(NamedTuple):
    """Page `number` of `pages` that list `total` things together."""

    number: int
    pages: int
    total: int


class ServicesView(NamedTuple):
    """A page of services, each by its place and its number there."""

    at: Slice
    services: tuple[tuple[WholePlace, int], ...]


class ServiceView(NamedTuple):
    """A place and the number of one of its services."""

    whole: WholePlace
    number: int


class OrganizationsView(NamedTuple):
    """All organizations."""

    config: SiteConfig
    organizations: tuple[Organization, ...]


class OrganizationView(NamedTuple):
    """An organization."""

    config: SiteConfig
    organization: Organization


class IndexView(NamedTuple):
    """What the root of the API says."""

    config: SiteConfig
    description: str


def hsds(site: Site, _today: date) -> Iterator[Batch]:
    """The root with the organizations, and a batch for every page of services with these services one by one.

    A page that changed is put together again; of its services only those are made whose place changed.
    """
    yield Batch("hsds", root)
    offers = [Offer(head, number) for head in site.location_heads.values() for number in range(len(head.kinds))]
    starts = range(0, max(len(offers), 1), SIZE)
    for page, start in enumerate(starts, 1):
        at, here = Slice(page, len(starts), len(offers)), offers[start : start + SIZE]
        yield Batch(f"hsds services {page}", services, (at, here), _key(at, here))


def root(site: Site, _today: date) -> Iterator[Artifact]:
    """The root, the profile and the organizations."""
    config = site.config
    yield Artifact(_path("index"), hsds_json, IndexView(config, _description(site)))
    yield Artifact(_path("profile/index"), profile_json, config.url(file_address.HSDS))
    for name in PATCHES:
        yield Artifact(_path(f"profile/{name}"), patch_json, name)
    listed = tuple(sorted(site.organizations.values(), key=lambda each: each.id))
    yield Artifact(_path("organizations/1"), organizations_json, OrganizationsView(config, listed))
    for each in listed:
        own = uuid(config, "organizations", each.id)
        yield Artifact(_path(f"organizations/{own}"), organization_json, OrganizationView(config, each))


def services(site: Site, _today: date, at: Slice, offers: Sequence[Offer]) -> Iterator[Artifact]:
    """A page of services, and each of them on its own."""
    reference = Reference.of(site)
    key = partial(text_digest, reference.key)
    together = Deferred(partial(_page, site, reference, at, offers), lambda: key(_key(at, offers)))
    yield Artifact(_path(f"services/{at.number}"), services_json, together)
    for offer in offers:
        own = service_id(site.config, offer.head.id, service_names(offer.head.kinds)[offer.number])
        alone = Deferred(partial(_one, site, reference, offer), partial(key, offer.key))
        yield Artifact(_path(f"services/{own}"), service_json, alone)


def hsds_json(view: IndexView) -> bytes:
    """The root: version, profile, who publishes it, and where the lists begin, which a file cannot be asked for."""
    office = view.config.office
    base = view.config.url(file_address.HSDS)
    return dumped(
        {
            "version": VERSION,
            "profile": f"{base}profile/index.json",
            "description": view.description,
            "publisher": known({"name": office.name, "email": office.email, "website": view.config.base_url}),
            "services": f"{base}services/1.json",
            "organizations": f"{base}organizations/1.json",
            "license": view.config.licence.url,
        }
    )


def profile_json(home: str) -> bytes:
    """Where the patches of the profile lie."""
    base = f"{home}profile/"
    return dumped({"hsds": VERSION, "format": "RFC 7386", "schemas": {each: f"{base}{each}.json" for each in PATCHES}})


def patch_json(name: str) -> bytes:
    """What the profile changes of one schema."""
    return dumped(PATCHES[name])


def services_json(view: ServicesView) -> bytes:
    """A page of services with what they have one of."""
    return _listing(view.at, [listed_service(whole, number) for whole, number in view.services])


def service_json(view: ServiceView) -> bytes:
    """A service with all that hangs on it."""
    return dumped(whole_service(view.whole, view.number))


def organizations_json(view: OrganizationsView) -> bytes:
    """All organizations on one page: they are few."""
    listed = [organization(view.config, each) for each in view.organizations]
    return _listing(Slice(1, 1, len(listed)), listed)


def organization_json(view: OrganizationView) -> bytes:
    """An organization."""
    return dumped(organization(view.config, view.organization))


def _listing(at: Slice, contents: list[Json]) -> bytes:
    """A page as HSDS' API has it (schema `Page`)."""
    return dumped(
        {
            "total_items": at.total,
            "total_pages": at.pages,
            "page_number": at.number,
            "size": len(contents),
            "first_page": at.number == 1,
            "last_page": at.number == at.pages,
            "empty": not contents,
            "contents": contents,
        }
    )


def _key(at: Slice, offers: Iterable[Offer]) -> str:
    return text_digest(repr(at), *(each.key for each in offers))


def _page(site: Site, reference: Reference, at: Slice, offers: Sequence[Offer]) -> ServicesView:
    ids = dict.fromkeys(offer.head.id for offer in offers)
    places = {each: reference.whole(site.location(each)) for each in ids}
    return ServicesView(at, tuple((places[offer.head.id], offer.number) for offer in offers))


def _one(site: Site, reference: Reference, offer: Offer) -> ServiceView:
    return ServiceView(reference.whole(site.location(offer.head.id)), offer.number)


def _description(site: Site) -> str:
    _ = words(site)
    told = f"{site.config.name}: {_(DATASET.title)}. {_(DATASET.description)}"
    return " ".join((told, _("Demonstration: the data is not verified."))) if site.config.demo else told


def _path(name: str) -> str:
    return f"{file_address.HSDS[1:]}{name}.json"
