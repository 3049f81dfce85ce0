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
from generator.renderers.open_data.facts import Facts, Json, known, uuid

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


def resources(facts: Facts, tag: str) -> Iterator[Json]:
    """A place, and each of its services; `tag` is the permanent id of the place."""
    yield _location(facts, tag)
    for number in range(len(facts.kinds)):
        yield _service(facts, tag, number)


def _location(facts: Facts, tag: str) -> Json:
    location, point = facts.location, facts.location.point
    keeper = facts.organization
    return known(
        {
            "resourceType": "Location",
            "id": uuid(facts.config, "locations", location.id),
            "meta": _profiles("Location", *(["LocationDistance"] if point else [])),
            "identifier": [_identifier(tag)],
            "status": "inactive" if location.closed else "active",
            "name": location.name,
            "alias": [location.short_name] if location.short_name else [],
            "description": said.sentences(location.note, _worded(facts)),
            "mode": "instance",
            "type": [_concept(facts, each) for each in dict.fromkeys(facts.kinds)],
            "telecom": [*_phones(facts), *_website(location.website)],
            "address": known(
                {
                    "use": "work",
                    "type": "physical",
                    "text": facts.address,
                    "line": [location.address] if location.address else [],
                    "city": facts.commune.name if facts.commune else None,
                    "state": facts.province.name,
                    "country": "VN",
                }
            ),
            "position": {"longitude": point.longitude, "latitude": point.latitude} if point else None,
            "managingOrganization": _kept_by(facts.config, keeper) if keeper else None,
        }
    )


def _service(facts: Facts, tag: str, number: int) -> Json:
    _ = facts.words
    location, kind, name = facts.location, facts.kinds[number], facts.names[number]
    service = location.services[number]
    own = partial(uuid, facts.config, "locations", location.id)
    newcomers = said.newcomers(service, _)
    trust = said.trust(location.verified, location.closed, _)
    return known(
        {
            "resourceType": "HealthcareService",
            "id": own("services", name),
            "meta": _profiles("HealthcareService"),
            "identifier": [_identifier(f"{tag}/services/{name}")],
            "active": not location.closed,
            "providedBy": _kept_by(facts.config, facts.organization) if facts.organization else None,
            "type": [_concept(facts, kind)],
            "location": [_reference(own())],
            "name": f"{kind.name} – {location.name}",
            "comment": said.sentences(service.note, said.cost(service, _), trust),
            "extraDetails": said.sentences(*said.visit(service, _), *_bring(facts, number)),
            "telecom": list(_phones(facts)),
            "serviceProvisionCode": _provision(service.free),
            "eligibility": [{"comment": newcomers}] if newcomers else [],
            "communication": [_language(facts, each) for each in location.languages],
            "availableTime": list(_available(facts)),
            "notAvailable": list(_away(facts)),
            "availabilityExceptions": _exceptions(facts),
        }
    )


def _worded(facts: Facts) -> str:
    """What its source calls where it lies; empty where that is its address."""
    _ = facts.words
    return " ".join((_("In the words of the source:"), facts.worded)) if facts.worded else ""


def _profiles(*names: str) -> Json:
    return {"profile": [_MCSD + each for each in names]}


def _identifier(tag: str) -> Json:
    return {"system": _URI, "value": tag}


def _reference(own: str) -> Json:
    return {"reference": f"urn:uuid:{own}"}


def _kept_by(config: SiteConfig, record: Organization) -> Json:
    return {**_reference(uuid(config, "organizations", record.id)), "display": record.name}


def _concept(facts: Facts, kind: ServiceKind) -> Json:
    """A kind of service in the site's own words: no code system of others is known to mean the same."""
    system = f"tag:{facts.config.id_authority}:service_kinds"
    return {"coding": [{"system": system, "code": kind.id, "display": kind.name}], "text": kind.name}


def _language(facts: Facts, code: str) -> Json:
    name = facts.words(LANGUAGES[code])
    return {"coding": [{"system": "urn:ietf:bcp:47", "code": code}], "text": name}


def _phones(facts: Facts) -> Iterator[Json]:
    """The numbers that can be dialled today, as E.164 has them; short ones as they are dialled."""
    for phone in facts.location.phones:
        if number := said.dialled(phone.number):
            yield {"system": "phone", "value": number, "use": "work"}


def _website(url: str | None) -> list[Json]:
    return [{"system": "url", "value": url}] if url else []


def _provision(free: bool | None) -> list[Json]:
    if not free:
        return []
    return [{"coding": [{"system": f"{_TERMS}service-provision-conditions", "code": "free", "display": "Free"}]}]


def _bring(facts: Facts, number: int) -> Iterator[str]:
    service = facts.location.services[number]
    if service.bring and not service.no_papers:
        yield said.row(facts.words(label("What to bring")), "; ".join(service.bring))


def _available(facts: Facts) -> Iterator[Json]:
    """One for every span of the week, so two a day with a lunch break."""
    for days, span in facts.hours.parts:
        names = [_DAYS[day] for day in days]
        if (span,) == FULL:
            yield {"daysOfWeek": names, "allDay": True}
        else:
            yield {"daysOfWeek": names, "availableStartTime": _time(span.start), "availableEndTime": _time(span.end)}


def _time(minute: int) -> str:
    """FHIR has no 24:00: what ends with the day ends at its last second."""
    return f"{clock(minute)}:00" if minute < DAY else "23:59:59"


def _away(facts: Facts) -> Iterator[Json]:
    """Days on which it is closed that the weekly hours do not tell: announced days off, and its own."""
    _ = facts.words
    for days in facts.hours.special:
        if not days.spans:
            why = _("Public holiday") if days.holiday else days.note or spoken_spans((), _)
            yield {"description": why, "during": {"start": str(days.start), "end": str(days.end)}}


def _exceptions(facts: Facts) -> str:
    """What `availableTime` and `notAvailable` cannot say; the hours in words while no office has checked them."""
    return facts.hours.unusual if facts.hours.weekly else facts.hours.text
