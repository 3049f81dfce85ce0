"""Places as a FHIR R4 bundle: valid, in the profiles of mCSD, and every reference leads somewhere."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from pydantic import ValidationError

from tests.conftest import TODAY
from tests.rich_places import PLACES, WHOLE, made, place, site_with

Json = dict[str, Any]
FILE = "data/fhir/bundle.json"
MCSD = "https://profiles.ihe.net/ITI/mCSD/StructureDefinition/IHE.mCSD."
RAW = made(site_with(), FILE)[FILE]
BUNDLE: Json = json.loads(RAW)
# What mCSD 4.0 asks for beyond FHIR.
REQUIRED = {
    "Organization": {"type", "name"},
    "Location": {"type", "name", "status"},
    "HealthcareService": {"type", "name"},
}


# Codes of FHIR R4 with a required binding, by the field they stand in.
CODES = {
    "Bundle.type": {"collection"},
    "Location.status": {"active", "suspended", "inactive"},
    "Location.mode": {"instance", "kind"},
    "telecom.system": {"phone", "fax", "email", "pager", "url", "sms", "other"},
    "telecom.use": {"home", "work", "temp", "old", "mobile"},
    "address.use": {"home", "work", "temp", "old", "billing"},
    "address.type": {"postal", "physical", "both"},
    "availableTime.daysOfWeek": {"mon", "tue", "wed", "thu", "fri", "sat", "sun"},
}


def unbound(value: Any, name: str = "") -> list[tuple[str, str]]:
    """Every code that is not of the set its field is bound to."""
    if isinstance(value, list):
        return [found for each in value for found in unbound(each, name)]
    if not isinstance(value, dict):
        return []
    owner = value.get("resourceType", name)
    found = []
    for field, each in value.items():
        allowed = CODES.get(f"{owner}.{field}")
        said = each if isinstance(each, list) else [each]
        found += [(field, code) for code in said if allowed and code not in allowed]
        found += unbound(each, field)
    return found


def resources(kind: str, bundle: Json = BUNDLE) -> list[Json]:
    """The resources of one type."""
    return [each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == kind]


def of(name: str, kind: str = "HealthcareService") -> list[Json]:
    """The resources of one place."""
    return [each for each in resources(kind) if f"locations/{name}" in each["identifier"][0]["value"]]


def references(value: Any) -> list[str]:
    """All references within a value."""
    if isinstance(value, list):
        return [found for each in value for found in references(each)]
    if not isinstance(value, dict):
        return []
    own = [value["reference"]] if "reference" in value else []
    return own + [found for each in value.values() for found in references(each)]


def test_the_bundle_is_valid() -> None:
    """By the models of FHIR R4B, which for these resources are those of R4."""
    read = Bundle.model_validate_json(RAW)
    assert json.loads(read.model_dump_json(exclude_none=True)) == BUNDLE
    Bundle.model_validate_json(made(site_with(()), FILE)[FILE])
    assert unbound(BUNDLE) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"07:30:00"', b'"7h30"'),
        (b'"latitude":10.03', b'"latitude":"north"'),
        (b'"2026-03-03"', b'"03/03/2026"'),
        (b'"active":true', b'"active":"there"'),
        (b'"allDay":true', b'"allday":true'),
        (b'"collection"', b'"list"'),
        (b'"status":"active"', b'"status":"open"'),
        (b'"mon"', b'"thu 2"'),
        (b'"system":"phone"', b'"system":"telephone"'),
    ],
)
def test_mistakes_are_seen(before: bytes, after: bytes) -> None:
    """By the models, or by the codes that FHIR binds, which the models do not know."""
    assert before in RAW
    broken = RAW.replace(before, after)
    try:
        Bundle.model_validate_json(broken)
    except ValidationError:
        return
    assert unbound(json.loads(broken))


@pytest.mark.parametrize("kind", REQUIRED)
def test_resources_have_what_mcsd_asks_for(kind: str) -> None:
    """A place with a point is in the profile for searches by distance too."""
    for each in resources(kind):
        assert each.keys() >= REQUIRED[kind]
        assert not each.keys() & {"implicitRules", "modifierExtension"}
        wanted = [MCSD + kind, *([f"{MCSD}LocationDistance"] if "position" in each else [])]
        assert each["meta"]["profile"] == wanted


def test_references_lead_to_entries() -> None:
    """By the UUIDs that are their addresses; nothing else is referred to, and nothing is of patients."""
    known = {each["fullUrl"] for each in BUNDLE["entry"]}
    assert len(known) == len(BUNDLE["entry"])
    assert all(each["fullUrl"] == f"urn:uuid:{each['resource']['id']}" for each in BUNDLE["entry"])
    found = references(BUNDLE)
    assert found
    assert set(found) <= known
    assert {each["resource"]["resourceType"] for each in BUNDLE["entry"]} == REQUIRED.keys()


def test_times_are_told_by_part_of_the_day() -> None:
    """A lunch break makes two; days on which it is closed are told with their reason, other hours in words."""
    first = of(WHOLE.id)[0]
    times = [
        (each["daysOfWeek"], each["availableStartTime"], each["availableEndTime"]) for each in first["availableTime"]
    ]
    week = ["mon", "tue", "wed", "thu", "fri"]
    assert times == [
        (week, "07:30:00", "11:30:00"),
        (week, "13:30:00", "17:00:00"),
        (["sat"], "07:30:00", "11:30:00"),
    ]
    away = [(each["description"], *each["during"].values()) for each in first["notAvailable"]]
    assert away[:2] == [
        ("Ngày nghỉ lễ", "2026-02-16", "2026-02-20"),
        ("Nghỉ để sửa nhà, 3 ngày", "2026-03-03", "2026-03-05"),
    ]
    assert "09/03/2026 – 10/03/2026: 8h–11h, 20h–24h" in first["availabilityExceptions"]
    assert of("suot-ngay")[0]["availableTime"] == [{"daysOfWeek": [*week, "sat", "sun"], "allDay": True}]


def test_hours_nobody_checked_are_words_only() -> None:
    """As pages do not judge them either."""
    (service,) = of("chua-kiem-tra")
    assert "availableTime" not in service
    assert service["availabilityExceptions"] == "T2–T6 7h–17h (giờ chưa kiểm tra)"
    assert "2019" in service["comment"]


def test_what_is_known_of_a_place_is_told() -> None:
    """And what is not known is absent."""
    (whole,) = of(WHOLE.id, "Location")
    assert whole["position"] == {"longitude": 105.78, "latitude": 10.03}
    # The second number cannot be dialled today.
    assert [each["value"] for each in whole["telecom"]] == ["+842923000000", "https://example.org/noi-vi-du"]
    assert whole["address"]["line"] == ["Số 0, Đường Ví dụ"]
    assert whole["description"] == "Cổng sau, cạnh nhà xe. Nguồn ghi: quận cũ trong ví dụ"
    first, second, third = of(WHOLE.id)
    assert first["serviceProvisionCode"][0]["coding"][0]["code"] == "free"
    assert "serviceProvisionCode" not in second
    assert [each["coding"][0]["code"] for each in first["communication"]] == ["vi", "km", "sgn"]
    assert second["id"] != third["id"]  # two of the same kind
    (bare,) = of("khong-gio", "Location")
    assert not bare.keys() & {"position", "telecom", "managingOrganization", "description"}
    (province,) = of("chua-kiem-tra", "Location")
    assert "city" not in province["address"]


def test_a_closed_place_is_inactive() -> None:
    """With its services."""
    assert of("da-dong", "Location")[0]["status"] == "inactive"
    assert of("da-dong")[0]["active"] is False
    assert {each["active"] for each in resources("HealthcareService") if each != of("da-dong")[0]} == {True}


def test_a_demonstration_says_so() -> None:
    """By the code for test data, which real data must not have."""
    assert BUNDLE["meta"]["security"][0]["code"] == "HTEST"
    assert "meta" not in json.loads(made(site_with(demo=False), FILE)[FILE])


def test_ids_survive_new_names_and_domains() -> None:
    """They follow from the permanent id alone."""
    ids = [each["fullUrl"] for each in BUNDLE["entry"]]
    renamed = [each.model_copy(update={"name": "Tên mới"}) for each in PLACES]
    for other in (site_with(renamed, base_url="https://moi.example/"), site_with(neutral_titles=True)):
        assert [each["fullUrl"] for each in json.loads(made(other, FILE)[FILE])["entry"]] == ids


def test_the_same_records_give_the_same_bytes() -> None:
    """On any day; one place more changes nothing but its own entries."""
    assert made(site_with(), FILE, TODAY.replace(year=2027))[FILE] == RAW
    more = json.loads(made(site_with((*PLACES, place("them"))), FILE)[FILE])
    assert more["entry"][: len(BUNDLE["entry"])] == BUNDLE["entry"]
