"""Places as HSDS 3.1: the schema they are judged by, the profile, pages, ids that stay, and what is not told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from generator.build.ledger import Ledger
from generator.model.artifact import Batch, digest
from generator.model.config import Office
from generator.model.site import Site
from generator.renderers import batches
from generator.renderers.open_data.hsds import SIZE
from generator.source.load import load
from tests.conftest import TODAY
from tests.judged import SCHEMAS, Mutation, example, mutated
from tests.rich_places import PLACES, WHOLE, made, place, planned, site_with
from tests.site import edit

Json = dict[str, Any]
SCHEMA: Json = json.loads((SCHEMAS / "hsds.schema.json").read_text(encoding="utf-8"))
FOLDER = "data/hsds/"
FILES = made(site_with(), FOLDER)
READ: dict[str, Json] = {path: json.loads(raw) for path, raw in FILES.items()}

# The example's name, what is replaced once, by what: each breaks what the reference says of a field.
MUTATIONS: list[Mutation] = [
    ("service", '"status": "active",', ""),
    ("service", '"active"', '"open"'),  # no status
    ("service", '"name": "Example counselling",', ""),
    ("service", '"id": "00000000-0000-4000-8000-000000000003",', ""),
    ("service", '"00000000-0000-4000-8000-000000000003"', '"methadone"'),  # no UUID
    ("service", '"assured_date": "2026-01-31"', '"assured_date": "31/01/2026"'),
    ("service", '"assured_date": "2026-01-31"', '"assured_date": "2026-01"'),  # a month is no date
    ("service", '"assurer_email": "office@example.org"', '"assurer_email": "the office"'),
    ("service", '"minimum_age": 16', '"minimum_age": "16"'),
    ("service", '"timezone": 7', '"timezone": "Asia/Ho_Chi_Minh"'),  # a number
    ("service", '"freq": "WEEKLY"', '"freq": "DAILY"'),
    ("service", '"MO,TU"', '"Mon,Tue"'),
    ("service", '"MO,TU"', '["MO", "TU"]'),
    ("service", '"07:30+07:00"', '"7h30"'),
    ("service", '"11:30+07:00"', '"24:00+07:00"'),
    ("service", '"location_type": "physical"', '"location_type": "clinic"'),
    ("service", '"location_type": "physical",', ""),
    ("service", '"address_type": "physical"', '"address_type": "street"'),
    ("service", '"city": "Example",', ""),
    ("service", '"postal_code": "900000",', ""),
    ("service", '"VN"', '"Việt Nam"'),
    ("service", '"number": "+84 292 3000 000",', ""),
    ("service", '"latitude": 10.03', '"latitude": "10.03"'),
    ("service", '"code": "km"', '"code": "Khmer"'),
    ("service", '"description": "Somebody listens.",', ""),  # of a term
    ("service", '"currency": "VND"', '"currency": "đồng"'),
    ("service", '"amount": 0', '"amount": "0"'),
    ("service", '"taxonomy_term"', '"term"'),  # no field
    ("service", '"alternate_name"', '"alternative_name"'),
    ("services", '"empty": false,', ""),
    ("services", '"empty": false', '"empty": "no"'),
    ("services", '"size": 1', '"size": -1'),
    ("services", '"contents"', '"items"'),
    ("services", '"alert"', '"phones": [], "alert"'),  # lists carry what a service has one of
    ("organizations", '"description": "An office that does not exist.",', ""),
    ("root", '"version": "3.1",', ""),
    ("root", '"version": "3.1"', '"version": "2.0"'),
]
KINDS = {"service": "service", "services": "services_page", "organizations": "organizations_page", "root": "root"}


def merged(target: Any, patch: Any) -> Any:
    """A value with a merge patch applied (RFC 7386, section 2)."""
    if not isinstance(patch, dict):
        return patch
    values = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            values.pop(name, None)
        else:
            values[name] = merged(values.get(name), value)
    return values


def profile() -> Json:
    """The schemas with what the published profile changes."""
    patches = {name: READ[f"{FOLDER}profile/{name}.json"] for name in READ[f"{FOLDER}profile/index.json"]["schemas"]}
    return {**SCHEMA, "$defs": merged(SCHEMA["$defs"], patches)}


def mistakes(schema: Json, kind: str, value: object) -> list[str]:
    """What is wrong with an object of HSDS."""
    whole = {"$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]}
    return [each.message for each in Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(value)]


def kind_of(path: str) -> str | None:
    """Which object a file holds."""
    folder, _, name = path.removeprefix(FOLDER).rpartition("/")
    if folder in ("services", "organizations"):
        return f"{folder}_page" if name.removesuffix(".json").isdigit() else folder[:-1]
    return "root" if name == "index.json" and not folder else None


def services(files: dict[str, Json] = READ) -> Iterator[Json]:
    """Every service that has a file of its own."""
    yield from (value for path, value in files.items() if kind_of(path) == "service")


def service_of(name: str) -> Json:
    """The only service of a place."""
    (found,) = (each for each in services() if each["url"].endswith(f"/{name}/"))
    return found


def location_of(service: Json) -> Json:
    """The place of a service."""
    (at,) = service["service_at_locations"]
    found: Json = at["location"]
    return found


@pytest.mark.parametrize("name", KINDS)
def test_examples_are_accepted(name: str) -> None:
    """They use every object that the standard's own examples use."""
    assert mistakes(SCHEMA, KINDS[name], json.loads(example(f"hsds-{name}", "json"))) == []


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_mistakes_are_seen(mutation: Mutation) -> None:
    """Each of them breaks HSDS 3.1."""
    name, before, after = mutation
    assert mistakes(SCHEMA, KINDS[name], json.loads(mutated((f"hsds-{name}", before, after), "json")))


@pytest.mark.parametrize("path", sorted(path for path in FILES if kind_of(path)))
def test_every_file_is_as_the_profile_has_it(path: str) -> None:
    """The profile that is published beside them."""
    kind = kind_of(path)
    assert kind
    assert mistakes(profile(), kind, READ[path]) == []


def test_the_profile_says_all_that_differs() -> None:
    """Without it, only addresses differ from HSDS: no postal codes, communes that may not be known, former names."""
    for service in services({path: json.loads(raw) for path, raw in FILES.items()}):
        assert mistakes(SCHEMA, "service", service)
        for address in location_of(service)["addresses"]:
            address.setdefault("address_1", "?")
            address.setdefault("city", "?")
            address["postal_code"] = "?"
            address.pop("former_names", None)
        assert mistakes(SCHEMA, "service", service) == []


def test_a_lunch_break_makes_two_schedules_a_day() -> None:
    """In Việt Nam's time, with the days off and the place's own exceptions in words."""
    schedules = location_of(next(services(json_of(WHOLE))))["schedules"]
    assert [(each["byday"], each["opens_at"], each["closes_at"]) for each in schedules] == [
        ("MO,TU,WE,TH,FR", "07:30+07:00", "11:30+07:00"),
        ("MO,TU,WE,TH,FR", "13:30+07:00", "17:00+07:00"),
        ("SA", "07:30+07:00", "11:30+07:00"),
    ]
    assert {each["timezone"] for each in schedules} == {7}
    (words,) = {each["description"] for each in schedules}
    assert words == (
        "T2–T6 7h30–11h30, 13h30–17h; T7 7h30–11h30. Gọi trước khi đến. 16/02/2026 – 20/02/2026: nghỉ; "
        "03/03/2026 – 05/03/2026: nghỉ (Nghỉ để sửa nhà, 3 ngày); 09/03/2026 – 10/03/2026: 8h–11h, 20h–24h; "
        "27/04/2026: nghỉ; 30/04/2026 – 01/05/2026: nghỉ; 31/08/2026 – 02/09/2026: nghỉ"
    )


def json_of(*places: Any) -> dict[str, Json]:
    """The files of a site with these places."""
    return {path: json.loads(raw) for path, raw in made(site_with(places), FOLDER).items()}


def test_hours_nobody_checked_are_words_only() -> None:
    """As pages do not judge them either; nor hours that cannot be read."""
    (unchecked,) = location_of(service_of("chua-kiem-tra"))["schedules"]
    assert unchecked.keys() == {"id", "description"}
    assert unchecked["description"] == "T2–T6 7h–17h (giờ chưa kiểm tra)"
    (unread,) = location_of(service_of("gio-la"))["schedules"]
    assert unread["description"] == "Theo lịch hẹn"
    (always,) = location_of(service_of("suot-ngay"))["schedules"]
    assert (always["opens_at"], always["closes_at"]) == ("00:00+07:00", "23:59+07:00")


def test_numbers_that_cannot_be_dialled_say_so() -> None:
    """The others stand as the whole world dials them."""
    one, two = location_of(next(services(json_of(WHOLE))))["phones"]
    assert one["number"] == "+842923000000"
    assert (two["number"], two["description"]) == (
        "071 1234 567",
        "Số cũ; ghi theo nguồn; hiện không gọi được theo cách ghi này",
    )


def test_trust_is_told() -> None:
    """A check gives a date, the first it can be; without one the record says so; a closed place is defunct."""
    assert service_of("gio-la")["assured_date"] == "2026-01-01"
    unchecked = service_of("chua-kiem-tra")
    assert "assured_date" not in unchecked
    assert "2019" in unchecked["alert"]
    assert service_of("da-dong")["status"] == "defunct"
    assert {each["status"] for each in services() if not each["url"].endswith("/da-dong/")} == {"active"}


def test_only_the_mailbox_of_the_office_that_checked_is_told() -> None:
    """Another office's is not known, and a person's is nobody's business."""
    office = Office(name="Trung tâm Y tế Ví dụ", email="vi-du@example.org")
    other = place("khac", verified={"on": "05/01/2026", "by": "Nơi khác", "source": {"title": "Ví dụ"}})
    files = made(site_with((WHOLE, other), office=office), FOLDER)
    told = {each["url"].split("/")[-2]: each.get("assurer_email") for each in services(
        {path: json.loads(raw) for path, raw in files.items()}
    )}  # fmt: skip
    assert told == {"day-du": "vi-du@example.org", "khac": None}


def test_references_lead_somewhere() -> None:
    """Lists name services and organizations that have a file; whose parent and provider are there too."""
    for kind in ("services", "organizations"):
        listed = [each["id"] for each in READ[f"{FOLDER}{kind}/1.json"]["contents"]]
        assert {f"{FOLDER}{kind}/{each}.json" for each in listed} == {
            path for path in FILES if kind_of(path) == kind[:-1]
        }
        assert len(set(listed)) == len(listed)
    for service in services():
        if provider := service.get("organization"):
            assert READ[f"{FOLDER}organizations/{provider['id']}.json"] == provider
    base = "https://example.org/"
    root = READ[f"{FOLDER}index.json"]
    pages = [root[name] for name in ("profile", "services", "organizations")]
    pages += READ[f"{FOLDER}profile/index.json"]["schemas"].values()
    assert {each.removeprefix(base) for each in pages} <= FILES.keys()


def test_no_two_things_share_an_id() -> None:
    """What has the same id is the same."""
    seen: dict[str, Json] = {}

    def look(value: Any) -> None:
        if isinstance(value, dict):
            if "id" in value:
                assert seen.setdefault(value["id"], value) == value
            for each in value.values():
                look(each)
        elif isinstance(value, list):
            for each in value:
                look(each)

    for service in services():
        look(service)
    assert len(seen) > 40


def test_pages_count_their_services() -> None:
    """Every service is on one page, and the pages say how many there are."""
    site = site_with(place(f"noi-{number}", services=[{"kind": "methadone"}] * 2) for number in range(SIZE))
    files = {path: json.loads(raw) for path, raw in made(site, FOLDER).items()}
    one, two = (files[f"{FOLDER}services/{number}.json"] for number in (1, 2))
    assert f"{FOLDER}services/3.json" not in files
    assert (one["total_items"], one["total_pages"], one["size"], len(one["contents"])) == (2 * SIZE, 2, SIZE, SIZE)
    assert (one["first_page"], one["last_page"], two["first_page"], two["last_page"]) == (True, False, False, True)
    assert len({each["id"] for page in (one, two) for each in page["contents"]}) == 2 * SIZE


def test_a_site_without_places_has_an_empty_page() -> None:
    """Who follows the root finds a list."""
    page = json_of()[f"{FOLDER}services/1.json"]
    assert (page["empty"], page["total_items"], page["last_page"], page["contents"]) == (True, 0, True, [])


def test_ids_survive_new_names_addresses_and_domains() -> None:
    """They follow from the permanent id alone; with neutral titles too, and they name no illness."""
    renamed = [each.model_copy(update={"name": "Tên mới", "slug": f"moi-{each.id}"}) for each in PLACES]
    for other in (site_with(renamed), site_with(base_url="https://moi.example/"), site_with(neutral_titles=True)):
        assert {each.path for each in planned(other, FOLDER)} == FILES.keys()
    others = {each.path for each in planned(site_with(id_authority="example.net,2026"), FOLDER)}
    assert not {path for path in others & FILES.keys() if kind_of(path) == "service"}
    assert not [path for path in FILES if "methadone" in path or "hiv" in path]


def test_a_changed_place_concerns_its_own_files_and_its_page() -> None:
    """All others stand: their inputs have the same digest."""
    before = {each.path: digest(each.inputs) for each in planned(site_with(), FOLDER)}
    changed = (
        place("suot-ngay", schedule={"hours": "T2 7h–17h"}),
        *(each for each in PLACES if each.id != "suot-ngay"),
    )
    after = {each.path: digest(each.inputs) for each in planned(site_with(sorted(changed, key=order)), FOLDER)}
    own = f"{FOLDER}services/{service_of('suot-ngay')['id']}.json"
    assert {path for path in after if after[path] != before[path]} == {own, f"{FOLDER}services/1.json"}


def order(location: Any) -> int:
    """Where a place stands among those of the site."""
    return [each.id for each in PLACES].index(location.id)


def stale(before: Site, after: Site) -> set[str]:
    """The files below `/data/` of these standards that are made again when a site becomes another one."""
    ledger = Ledger({}, before, TODAY, "")
    known = {each.path: digest(each.inputs) for batch in mine(before) for each in ledger.make(batch)}
    later = Ledger(ledger.now, after, TODAY, "")
    outputs = {name: result.outputs for name, result in ledger.now.items()}
    remade = [each for each in mine(after) if not later.holds(each, outputs.get(each.name, -1))]
    return {each.path for batch in remade for each in later.make(batch) if known.get(each.path) != digest(each.inputs)}


def mine(site: Site) -> list[Batch]:
    """The batches of these standards."""
    names = ("hsds", "fhir", "_calendar")
    return [each for each in batches(site, TODAY) if each.name.startswith(names) or each.name.endswith(names)]


def test_what_an_edit_concerns(small_site: Path) -> None:
    """Nothing when it is an article; of a place what shows it, and no calendar."""
    before, _ = load(small_site)
    edit(small_site / "content/articles/2026/10/hoi-truoc-khi-den.yaml", "hỏi gì trước", "nên hỏi gì trước")
    article, _ = load(small_site)
    assert stale(before, article) == set()
    edit(small_site / "data/locations/tu-van-vi-du.yaml", "name: Điểm tư vấn", "name: Nơi tư vấn")
    place_edited, _ = load(small_site)
    assert stale(article, place_edited) == {
        "data/fhir/bundle.json",
        "data/hsds/services/1.json",
        "data/hsds/services/9c378361-b0b8-5454-b2e0-331ba4866465.json",
    }
    edit(small_site / "content/campaigns/hiv-action-month.yaml", "name: Ngày ví dụ", "name: Ngày hội ví dụ")
    campaign, _ = load(small_site)
    assert stale(place_edited, campaign) == {"data/su-kien.ics"}


def test_the_same_records_give_the_same_bytes() -> None:
    """On any day, and whoever asked before."""
    assert made(site_with(), FOLDER, TODAY.replace(year=2027)) == FILES
