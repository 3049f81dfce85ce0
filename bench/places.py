"""3,000 made-up places: everything a record may say, spread over all communes, 200 of them in one province."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from generator.model.artifact import Page
from generator.model.dates import PartialDate
from generator.model.location import Location
from generator.model.site import Site
from generator.model.unit import Unit
from generator.renderers.finder import finder
from generator.renderers.locator_data import locator_data

COUNT = 3000
IN_ONE = 200
PROVINCE = "ho-chi-minh"
CHECKED = date(2026, 11, 20)  # the newest check
_STREETS = ("An Lành", "Bình Yên", "Bến Sen", "Cầu Tre", "Đồng Hoa", "Giếng Nước", "Hàng Dừa", "Lũy Tre", "Ngõ Nhỏ")
_OFFICES = ("Trung tâm Ví dụ A", "Trung tâm Ví dụ B", "Cơ quan Ví dụ C")
_HOURS = (
    "Mo-Fr 07:30-11:30,13:30-17:00; PH off",
    "Mo-Sa 07:00-11:00,13:00-16:30",
    "Mo-Su 06:30-10:30; PH off",
    "24/7",
)
_NOBODY = "0200"  # no area of Việt Nam has this code: such a number rings nowhere
_SOURCE = {"title": "Ví dụ tự đặt, không phải nơi có thật"}


def many_places(site: Site) -> Site:
    """The site with these places instead of its own; the same ones every time."""
    random = Random(20261122)  # noqa: S311  # the same numbers every time are wanted
    communes = [unit for province in site.units.provinces for unit in site.units.below(province.id)]
    inside = [unit for unit in communes if unit.parent == PROVINCE]
    outside = [unit for unit in communes if unit.parent != PROVINCE]
    kinds = sorted(site.service_kinds)
    made = [
        Location.model_validate(_record(number, random.choice(inside if number < IN_ONE else outside), kinds, random))
        for number in range(COUNT)
    ]
    return replace(site, locations={each.id: each for each in made})


def _record(number: int, commune: Unit, kinds: list[str], random: Random) -> dict[str, Any]:
    known = random.random() < 0.9
    street = f"Số {random.randint(1, 400)}, đường {random.choice(_STREETS)}"
    record: dict[str, Any] = {
        "id": f"noi-vi-du-{number:04}",
        "name": f"Cơ sở ví dụ số {number}, đường {random.choice(_STREETS)}",
        "services": [_service(kind, random) for kind in random.sample(kinds, random.randint(1, 3))],
        "unit": commune.id if known else commune.parent,
        "address": street,
        "former_place": f"{street}, phường {random.randint(1, 28)} cũ",
        "verified": {"source": _SOURCE},
    }
    if random.random() < 0.8:
        record["phones"] = [{"number": f"{_NOBODY} {random.randint(100, 999)} {random.randint(1000, 9999)}"}]
    if random.random() < 0.7:
        record["schedule"] = {"hours": random.choice(_HOURS)}
    if known and commune.centroid and random.random() < 0.6:
        latitude, longitude = (round(value + random.uniform(-0.02, 0.02), 4) for value in commune.centroid)
        record["point"] = {"latitude": latitude, "longitude": longitude}
    if random.random() < 0.2:
        record["languages"] = ["vi", "en"]
    if random.random() < 0.8:
        on = CHECKED - timedelta(days=random.randint(0, 400))
        record["verified"] |= {"on": PartialDate(on.year, on.month, on.day), "every_months": 6}
        record["verified"]["by"] = random.choice(_OFFICES)
    return record


def _service(kind: str, random: Random) -> dict[str, Any]:
    return {"kind": kind, **{flag: True for flag in ("free", "insurance", "no_papers") if random.random() < 0.4}}


def lay_over(published: Path, records: Site, today: date) -> None:
    """The finder of `records` in a published site: its data files, and its page in the frame that is there."""
    shutil.rmtree(published / "noi-giup-do/du-lieu", ignore_errors=True)
    for artifact in (*finder(records, today), *locator_data(records, today)):
        made = artifact.make()
        target = published / artifact.path
        if isinstance(made, Page):
            before, start, rest = target.read_text().partition('<main id="noi-dung" tabindex="-1">')
            made = f"{before}{start}{made.content}</main>{rest.partition('</main>')[2]}".encode()
        target.parent.mkdir(exist_ok=True)
        target.unlink(missing_ok=True)  # files of a release are read-only and may have other names
        target.write_bytes(made)
