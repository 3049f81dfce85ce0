"""Places as FHIR R4 resources in the profiles of IHE mCSD 4.0: Organization, Location, HealthcareService."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.model.config import SiteConfig
from generator.model.hours import DAY, FULL, clock, spoken_spans
from generator.model.location import LANGUAGES
from generator.model.message import label
from generator.model.organization import Organization
from generator.model.vocabulary import ServiceKind
from generator.renderers.open_data import said
from generator.renderers.open_data.whole_place import Json, WholePlace, known, uuid

_MCSD = "https://profiles.ihe.net/ITI/mCSD/StructureDefinition/IHE.mCSD."
_TERMS = "http://terminology.hl7.org/CodeSystem/"
_URI = "urn:ietf:rfc:3986"  # the system of identifiers that are URIs
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def organization(config: SiteConfig, tag: str, record: Organization) -> Json:
    """An organization; of which type is not known, and mCSD wants one."""
    return known(
        {
            "resourceType": "Organization",
            "id": uuid(config, "organizations", record.id),
            "meta": _profiles("Organization"),
            "identifier": [_identifier(tag)],
            "active": True,
            "type": [{"coding": [{"system": f"{_TERMS}organization-type", "code": "other", "display": "Other"}]}],
            "name": record.name,
            "alias": [record.short_name] if record.short_name else [],
            "telecom": _website(record.website),
            "partOf": _reference(uuid(config, "organizations", record.parent)) if record.parent else None,
        }
    )


def resources(whole: WholePlace, tag: str) -> Iterator[Json]:
    """A place, and each of its services; `tag` is the permanent id of the place."""
    yield _location(whole, tag)
    for number in range(len(whole.kinds)):
        yield _service(whole, tag, number)


def _location(whole: WholePlace, tag: str) -> Json:
    location, point = whole.location, whole.location.point
    keeper = whole.organization
    return known(
        {
            "resourceType": "Location",
            "id": uuid(whole.config, "locations", location.id),
            "meta": _profiles("Location", *(["LocationDistance"] if point else [])),
            "identifier": [_identifier(tag)],
            "status": "inactive" if location.closed else "active",
            "name": location.name,
            "alias": [location.short_name] if location.short_name else [],
            "description": said.sentences(location.note, _worded(whole)),
            "mode": "instance",
            "type": [_concept(whole, each) for each in dict.fromkeys(whole.kinds)],
            "telecom": [*_phones(whole), *_website(location.website)],
            "address": known(
                {
                    "use": "work",
                    "type": "physical",
                    "text": whole.address,
                    "line": [location.address] if location.address else [],
                    "city": whole.commune.name if whole.commune else None,
                    "state": whole.province.name,
                    "country": "VN",
                }
            ),
            "position": {"longitude": point.longitude, "latitude": point.latitude} if point else None,
            "managingOrganization": _kept_by(whole.config, keeper) if keeper else None,
        }
    )


def _service(whole: WholePlace, tag: str, number: int) -> Json:
    _ = whole.words
    location, kind, name = whole.location, whole.kinds[number], whole.names[number]
    service = location.services[number]
    own = partial(uuid, whole.config, "locations", location.id)
    newcomers = said.newcomers(service, _)
    trust = said.trust(location.verified, location.closed, _)
    return known(
        {
            "resourceType": "HealthcareService",
            "id": own("services", name),
            "meta": _profiles("HealthcareService"),
            "identifier": [_identifier(f"{tag}/services/{name}")],
            "active": not location.closed,
            "providedBy": _kept_by(whole.config, whole.organization) if whole.organization else None,
            "type": [_concept(whole, kind)],
            "location": [_reference(own())],
            "name": f"{kind.name} – {location.name}",
            "comment": said.sentences(service.note, said.cost(service, _), trust),
            "extraDetails": said.sentences(*said.visit(service, _), *_bring(whole, number)),
            "telecom": list(_phones(whole)),
            "serviceProvisionCode": _provision(service.free),
            "eligibility": [{"comment": newcomers}] if newcomers else [],
            "communication": [_language(whole, each) for each in location.languages],
            "availableTime": list(_available(whole)),
            "notAvailable": list(_away(whole)),
            "availabilityExceptions": _exceptions(whole),
        }
    )


def _worded(whole: WholePlace) -> str:
    """What its source calls where it lies; empty where that is its address."""
    _ = whole.words
    return " ".join((_("In the words of the source:"), whole.worded)) if whole.worded else ""


def _profiles(*names: str) -> Json:
    return {"profile": [_MCSD + each for each in names]}


def _identifier(tag: str) -> Json:
    return {"system": _URI, "value": tag}


def _reference(own: str) -> Json:
    return {"reference": f"urn:uuid:{own}"}


def _kept_by(config: SiteConfig, record: Organization) -> Json:
    return {**_reference(uuid(config, "organizations", record.id)), "display": record.name}


def _concept(whole: WholePlace, kind: ServiceKind) -> Json:
    """A kind of service in the site's own words: no code system of others is known to mean the same."""
    system = f"tag:{whole.config.id_authority}:service_kinds"
    return {"coding": [{"system": system, "code": kind.id, "display": kind.name}], "text": kind.name}


def _language(whole: WholePlace, code: str) -> Json:
    name = whole.words(LANGUAGES[code])
    return {"coding": [{"system": "urn:ietf:bcp:47", "code": code}], "text": name}


def _phones(whole: WholePlace) -> Iterator[Json]:
    """The numbers that can be dialled today, as E.164 has them; short ones as they are dialled."""
    for phone in whole.location.phones:
        if number := said.dialled(phone.number):
            yield {"system": "phone", "value": number, "use": "work"}


def _website(url: str | None) -> list[Json]:
    return [{"system": "url", "value": url}] if url else []


def _provision(free: bool | None) -> list[Json]:
    if not free:
        return []
    return [{"coding": [{"system": f"{_TERMS}service-provision-conditions", "code": "free", "display": "Free"}]}]


def _bring(whole: WholePlace, number: int) -> Iterator[str]:
    service = whole.location.services[number]
    if service.bring and not service.no_papers:
        yield said.row(whole.words(label("What to bring")), "; ".join(service.bring))


def _available(whole: WholePlace) -> Iterator[Json]:
    """One for every span of the week, so two a day with a lunch break."""
    for days, span in whole.hours.parts:
        names = [_DAYS[day] for day in days]
        if (span,) == FULL:
            yield {"daysOfWeek": names, "allDay": True}
        else:
            yield {"daysOfWeek": names, "availableStartTime": _time(span.start), "availableEndTime": _time(span.end)}


def _time(minute: int) -> str:
    """FHIR has no 24:00: what ends with the day ends at its last second."""
    return f"{clock(minute)}:00" if minute < DAY else "23:59:59"


def _away(whole: WholePlace) -> Iterator[Json]:
    """Days on which it is closed that the weekly hours do not tell: announced days off, and its own."""
    _ = whole.words
    for days in whole.hours.special:
        if not days.spans:
            why = _("Public holiday") if days.holiday else days.note or spoken_spans((), _)
            yield {"description": why, "during": {"start": str(days.start), "end": str(days.end)}}


def _exceptions(whole: WholePlace) -> str:
    """What `availableTime` and `notAvailable` cannot say; the hours in words while no office has checked them."""
    return whole.hours.unusual if whole.hours.weekly else whole.hours.text
