"""Made-up places with all that a record can say, for tests of what is made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from generator.model.artifact import Artifact, digest
from generator.model.location import Location
from generator.model.neutral import neutral
from generator.model.place import Origin, Place
from generator.model.site import Site
from generator.renderers import batches
from tests.conftest import TODAY
from tests.site import small

SMALL = small()
CHECKED = {
    "on": "05/01/2026",
    "by": "Trung tâm Y tế Ví dụ",
    "every_months": "6",
    "source": {"title": "Ví dụ tự đặt, không phải nơi có thật"},
}
UNCHECKED = {"source": {"title": "Ví dụ tự đặt, không phải nơi có thật", "date": "2019"}}


def place(name: str, **values: object) -> Location:
    """A made-up place; only `values` are known of it."""
    least = {
        "id": name,
        "name": f"Nơi ví dụ {name}",
        "services": [{"kind": "methadone"}],
        "unit": "can-tho/ninh-kieu",
        "verified": CHECKED,
    }
    made = Location.model_validate({**least, **values})
    made.written(Origin(Place(f"data/locations/{name}.yaml")), digest(repr(made)))
    return made


WHOLE = place(
    "day-du",
    short_name="Đầy đủ",
    services=[
        {
            "kind": "methadone",
            "free": "yes",
            "insurance": "yes",
            "no_papers": "yes",
            "bring": ["Thẻ bảo hiểm"],
            "wait": "Khoảng 20 phút",
            "accepts_new": "yes",
            "dosing": "daily",
            "note": "Ghi chú; có dấu, và\nxuống dòng",
        },
        {"kind": "hiv-testing", "cost": "100.000 đồng", "bring": ["Giấy hẹn", "Thẻ"], "accepts_new": "no"},
        {"kind": "hiv-testing", "note": "Xét nghiệm lưu động"},
    ],
    address="Số 0, Đường Ví dụ",
    former_place="quận cũ trong ví dụ",
    organization="bo-y-te",
    phones=[{"number": "0292 3000 000", "line": "organization"}, {"number": "071 1234 567", "name": "Số cũ"}],
    website="https://example.org/noi-vi-du",
    schedule={
        "hours": "T2–T6 7h30–11h30, 13h30–17h; T7 7h30–11h30",
        "note": "Gọi trước khi đến",
        "exceptions": [
            {"start": "03/03/2026", "end": "05/03/2026", "closed": "yes", "note": "Nghỉ để sửa nhà, 3 ngày"},
            {"start": "09/03/2026", "end": "10/03/2026", "hours": "8h–11h, 20h–24h"},
        ],
    },
    point={"latitude": "10.03", "longitude": "105.78"},
    languages=["vi", "km", "sgn"],
    note="Cổng sau, cạnh nhà xe",
)
PLACES = (
    WHOLE,
    place("suot-ngay", schedule={"hours": "24/7"}),
    place("chua-kiem-tra", schedule={"hours": "T2–T6 7h–17h"}, verified=UNCHECKED, unit="dong-nai"),
    place("gio-la", schedule={"hours": "Theo lịch hẹn"}, verified={**CHECKED, "on": "01/2026"}),
    place("khong-gio", services=[{"kind": "shelter"}, {"kind": "legal-advice", "free": "no"}]),
    place("da-dong", changes=[{"date": "2026-02", "kind": "closed", "note": "Chuyển đi nơi khác."}]),
)


def site_with(places: Iterable[Location] = PLACES, **config: object) -> Site:
    """The small site with these places instead of its own, and settings changed."""
    changed = SMALL.config.model_copy(update=config)
    changed.written(SMALL.config.origin, digest(SMALL.config.digest, repr(sorted(config.items()))))
    return neutral(replace(SMALL, config=changed, locations={each.id: each for each in places}))


def planned(site: Site, under: str, today: date = TODAY) -> list[Artifact]:
    """What is to be made below a folder."""
    wanted = (each for each in batches(site, today) if "open_data" in each.make.__module__)
    made = (each for batch in wanted for each in batch.make(site, today, *batch.given))
    return [each for each in made if each.path.startswith(under)]


def made(site: Site, under: str, today: date = TODAY) -> dict[str, bytes]:
    """Every file below a folder of the published site."""
    return {each.path: each.make() for each in planned(site, under, today)}  # type: ignore[misc]
