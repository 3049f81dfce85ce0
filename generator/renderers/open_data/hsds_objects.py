"""Places and organizations as objects of HSDS 3.1 (docs.openreferral.org): one service for each that a place offers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.model.config import SiteConfig
from generator.model.hours import DAY, Span, clock
from generator.model.location import LANGUAGES, Phone
from generator.model.organization import Organization
from generator.model.vocabulary import Programme, ServiceKind
from generator.renderers.open_data import said
from generator.renderers.open_data.located import status
from generator.renderers.open_data.whole_place import Json, WholePlace, known, uuid

_OFFSET = 7  # hours that Việt Nam is ahead of UTC; HSDS has a number here
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_COUNTRY = "VN"  # ISO 3166-1
_NOT_IN_ISO_639_3 = "sgn"  # all sign languages, a code of ISO 639-2


def service_id(config: SiteConfig, location_id: str, name: str) -> str:
    """The id of what a place offers; `name` tells its services apart (see `service_names`)."""
    return uuid(config, "locations", location_id, "services", name)


def listed_service(whole: WholePlace, number: int) -> Json:
    """A service of a place with what it has one of, as lists carry it."""
    _ = whole.words
    location, kind = whole.location, whole.kinds[number]
    service = location.services[number]
    verified = location.verified
    return known(
        {
            "id": service_id(whole.config, location.id, whole.names[number]),
            "name": f"{kind.name} – {location.name}",
            "description": said.sentences(kind.summary, service.note),
            "url": whole.url,
            "status": status(location),
            "application_process": said.sentences(*said.visit(service, _)),
            "fees_description": said.cost(service, _),
            "eligibility_description": said.newcomers(service, _),
            "assured_date": str(verified.on.first_day()) if verified.on else None,
            "assurer_email": _assurer(whole),
            "alert": said.trust(verified, location.closed, _) if location.closed or not verified.on else None,
            "organization": organization(whole.config, whole.organization) if whole.organization else None,
        }
    )


def whole_service(whole: WholePlace, number: int) -> Json:
    """A service of a place with all that hangs on it."""
    location, name = whole.location, whole.names[number]
    service = location.services[number]
    own = partial(uuid, whole.config, "locations", location.id, "services", name)
    programmes = whole.programmes[number]
    return known(
        {
            **listed_service(whole, number),
            "additional_urls": [{"id": own("url"), "url": location.website}] if location.website else [],
            "cost_options": [{"id": own("free"), "amount": 0, "currency": "VND"}] if service.free else [],
            "required_documents": []
            if service.no_papers
            else [{"id": own("bring", str(index)), "document": each} for index, each in enumerate(service.bring, 1)],
            "attributes": [
                {"id": own("kind"), "link_type": "service_kind", "taxonomy_term": _kind(whole, whole.kinds[number])},
                *(
                    {"id": own("programmes", each.id), "link_type": "programme", "taxonomy_term": _term(whole, each)}
                    for each in programmes
                ),
            ],
            "service_at_locations": [{"id": own("at-location"), "location": _location(whole)}],
        }
    )


def organization(config: SiteConfig, record: Organization) -> Json:
    """An organization; its description is what it does, as HSDS wants one."""
    roles = "; ".join(dict.fromkeys(each.role for each in record.integrates))
    return known(
        {
            "id": uuid(config, "organizations", record.id),
            "name": record.name,
            "alternate_name": record.short_name,
            "description": roles or record.name,
            "website": record.website,
            "parent_organization_id": uuid(config, "organizations", record.parent) if record.parent else None,
        }
    )


def _location(whole: WholePlace) -> Json:
    location, point = whole.location, whole.location.point
    own = partial(uuid, whole.config, "locations", location.id)
    return known(
        {
            "id": own(),
            "location_type": "physical",
            "name": location.name,
            "alternate_name": location.short_name,
            "description": location.note,
            "latitude": point.latitude if point else None,
            "longitude": point.longitude if point else None,
            "languages": [_language(whole, each) for each in location.languages],
            "addresses": [_address(whole)],
            "phones": [
                {"id": own("phones", str(index)), **_phone(whole, each)}
                for index, each in enumerate(location.phones, 1)
            ],
            "schedules": [
                {"id": own("schedules", str(index)), **each} for index, each in enumerate(_schedules(whole), 1)
            ],
        }
    )


def _address(whole: WholePlace) -> Json:
    """As the profile has it: of a place only the province may be known (see `hsds_profile`)."""
    return known(
        {
            "id": uuid(whole.config, "locations", whole.location.id, "address"),
            "address_1": whole.location.address,
            "city": whole.commune.name if whole.commune else None,
            "state_province": whole.province.name,
            "country": _COUNTRY,
            "address_type": "physical",
            "former_names": list(whole.former_names),
        }
    )


def _phone(whole: WholePlace, phone: Phone) -> Json:
    """A number; one that cannot be dialled today stands as its source has it, and says so."""
    number = said.dialled(phone.number)
    doubt = "" if number else whole.words("as the source has it; cannot be dialled now")
    return known({"number": number or phone.number, "description": "; ".join(filter(None, (phone.name, doubt)))})


def _language(whole: WholePlace, code: str) -> Json:
    return known(
        {
            "id": uuid(whole.config, "locations", whole.location.id, "languages", code),
            "name": whole.words(LANGUAGES[code]),
            "code": code if code != _NOT_IN_ISO_639_3 else None,
        }
    )


def _schedules(whole: WholePlace) -> Iterator[Json]:
    """A schedule for every span of the week, so two a day with a lunch break; the words alone where none is sure."""
    words = whole.hours.text
    if words and not whole.hours.weekly:
        yield {"description": words}
    for days, span in whole.hours.parts:
        yield {
            "freq": "WEEKLY",
            "byday": ",".join(_DAYS[day] for day in days),
            "timezone": _OFFSET,
            **_times(span),
            "description": words,
        }


def _times(span: Span) -> Json:
    """Times with their offset; one that ends with the day closes at 23:59, as there is no 24:00."""
    zone = f"+{_OFFSET:02}:00"
    return {"opens_at": clock(span.start) + zone, "closes_at": clock(min(span.end, DAY - 1)) + zone}


def _kind(whole: WholePlace, kind: ServiceKind) -> Json:
    parent = uuid(whole.config, "service_kinds", kind.broader) if kind.broader else None
    own = uuid(whole.config, "service_kinds", kind.id)
    return known(
        {"id": own, "code": kind.id, "name": kind.name, "description": kind.summary, "parent_id": parent, **_of(whole)}
    )


def _term(whole: WholePlace, programme: Programme) -> Json:
    own = uuid(whole.config, "programmes", programme.id)
    return {
        "id": own, "code": programme.id, "name": programme.name, "description": programme.summary, **_of(whole)
    }  # fmt: skip


def _of(whole: WholePlace) -> Json:
    """The language of a term, and whose word it is."""
    return {"taxonomy": whole.config.base_url, "language": whole.config.language}


def _assurer(whole: WholePlace) -> str | None:
    """The mailbox of the office that checked a place; of other offices none is known, and of persons none is told."""
    office, verified = whole.config.office, whole.location.verified
    return office.email if verified.on and verified.by in (office.name, office.short_name) else None
