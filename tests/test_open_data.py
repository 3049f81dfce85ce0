"""Open data that others can trust: tables that read back as the records, and standards that real validators judge."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, system
from rdflib import DCAT as DCAT_VOCABULARY
from rdflib import DCTERMS, RDF

from generator.model.article import Withdrawal
from generator.model.artifact import Artifact, digest
from generator.model.dates import PartialDate
from generator.model.diagnostic import errors
from generator.model.guard import unguarded
from generator.model.location import Change, Phone, Point, Schedule, Service, SpecialHours, Verified
from generator.model.neutral import neutral
from generator.model.reading import Reading
from generator.model.site import Site
from generator.model.taken import Taken
from generator.model.unit import Units
from generator.renderers import render
from generator.renderers.open_data.catalogue import CATALOGUE, DATASETS, anchor, catalogue
from generator.renderers.open_data.data_package import PACKAGE, data_package
from generator.renderers.open_data.geojson import geojson
from generator.renderers.open_data.page import data_pages
from generator.renderers.open_data.table import BETWEEN, Column, Table
from generator.renderers.open_data.table_schema import table_schema
from generator.renderers.open_data.tables import TABLES, cell, tables
from generator.source.load import load
from tests.conftest import TODAY
from tests.site import edit, small
from tests.test_feeds import article
from tests.test_open_data_schemas import DCAT, GEOJSON, flat, graph_of

SMALL = small()
SECRET = "Câu này không được lộ ra."
AWKWARD = "=HYPERLINK(1) | hai\n“ba”, 'bốn' || \"năm\""
ELSEWHERE = Taken(
    subscription="vi-du",
    id="tag:vi-du.example,2026:articles/bai",
    url="https://vi-du.example/bai/",
    office="Trung tâm Ví dụ khác",
    published="2023-05-01T00:00:30+07:00",
    updated="2023-05-01T00:00:30+07:00",
    sha256="0" * 64,
)
ARTICLE = "content/articles/2026/10/hoi-truoc-khi-den.yaml"
PLACE = "data/locations/phong-kham-vi-du.yaml"


def few_units(units: Units) -> Units:
    """The units that the small site names, and what went into one of them: validators need seconds for all."""
    rows = [row for row in units.succession if row.successor == "can-tho/ninh-kieu"]
    near = {"can-tho/ninh-kieu", "can-tho", "dong-nai"}
    for row in rows:
        unit: str | None = row.former
        while unit:
            near.add(unit)
            unit = units[unit].parent
    return Units({key: unit for key, unit in units.by_id.items() if key in near}, tuple(rows), units.digest)


@pytest.fixture(scope="module")
def rich() -> Site:
    """A small site with everything that is hard to write down: signs, lists, closed places, drafts, things to come."""
    place = SMALL.locations["phong-kham-vi-du"]
    full = place.model_copy(
        update={
            "id": "phong-kham-day-du",
            "name": "@Phòng khám | đầy đủ",
            "note": AWKWARD,
            "phones": (Phone(number="+84 292 3000 000", name=AWKWARD), Phone(number="0292.3000.001")),
            "website": "https://example.org/đường-dẫn/",
            "point": Point(latitude=10.12345678, longitude=105.7),
            "languages": ("vi", "km"),
            "services": (
                Service(kind="methadone", bring=("Giấy | thẻ", "=1+1", "'nháy'"), free=True, accepts_new=False),
                Service(kind="methadone", note="-2"),
            ),
            "schedule": Schedule(
                hours="T2-T6 7h30-11h30",
                exceptions=(SpecialHours(start=date(2026, 12, 1), closed=True),),
            ),
            "verified": Verified(on="2026-11", by="Trung tâm Ví dụ", source=place.verified.source),
        }
    )
    closed = place.model_copy(
        update={"id": "phong-kham-da-dong", "changes": (Change(date="2025", kind="closed", note="Đã đóng."),)}
    )
    articles = [
        article(1, date(2025, 3, 1), title="=1+1", documents=("ke-hoach-vi-du",)),
        article(2, date(2026, 5, 1), unit="can-tho/ninh-kieu", updated=date(2026, 6, 1)),
        article(3, date(2026, 5, 1), title=SECRET, status="draft"),
        article(4, date(2026, 12, 1), title=SECRET),
        article(6, date(2023, 5, 1), title=SECRET, taken=ELSEWHERE),
        article(5, date(2024, 5, 1), title=SECRET, withdrawn=Withdrawal(on=date(2026, 1, 1), why=SECRET)),
    ]
    return replace(
        SMALL,
        units=few_units(SMALL.units),
        locations={each.id: each for each in (*SMALL.locations.values(), full, closed)},
        articles={each.id: each for each in articles},
    )


def planned(site: Site, today: date = TODAY) -> list[Artifact]:
    """What the files of open data are made of, but the pages."""
    made = [each for batch in tables(site, today) for each in batch.make(site, today, *batch.given)]
    return [*made, *geojson(site, today), *data_package(site, today), *catalogue(site, today)]


def written(site: Site, today: date = TODAY) -> dict[str, bytes]:
    """Every file of open data by its path, but the pages."""
    return {each.path: each.make() for each in planned(site, today)}  # type: ignore[misc]


@pytest.fixture(scope="module")
def files(rich: Site) -> dict[str, bytes]:
    """All of them."""
    return written(rich)


def lay(files: dict[str, bytes], root: Path) -> Path:
    """The files as they lie on a disk; returns the description of all tables."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root / PACKAGE.path[1:]


def mistakes(descriptor: Path) -> list[Any]:
    """What frictionless finds wrong with a package."""
    with system.use_context(trusted=False):
        report = Package(str(descriptor)).validate()
    return [[task.name, *error] for task in report.tasks for error in task.flatten(["type", "rowNumber", "note"])]


def value(column: Column, text: str) -> Any:
    """What a cell says, as the documents tell receivers to read it."""
    if column.kind in ("text", "url", "link", "list", "partial"):
        text = unguarded(text)
    if column.kind == "list":
        return tuple(each.replace("||", "|") for each in text.split(BETWEEN)) if text else ()
    if not text:
        return None
    readers: dict[str, Callable[[str], Any]] = {
        "integer": int,
        "number": float,
        "boolean": {"true": True, "false": False}.__getitem__,
        "day": date.fromisoformat,
        "partial": PartialDate.parse,
    }
    return readers.get(column.kind, str)(text)


def rows(content: bytes) -> list[list[str]]:
    """The rows of a file, without names."""
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))[1:]


def column(table: Table, name: str, content: bytes) -> list[Any]:
    """The values of one column."""
    number = table.header.index(name)
    return [value(table.columns[number], row[number]) for row in rows(content)]


def named(name: str) -> Table:
    """A table by its name."""
    return next(table for table in TABLES if table.name == name)


def expected(table: Table, items: Iterable[Any]) -> list[list[Any]]:
    """What the records say."""
    return [[each.of(item) for each in table.columns] for item in items]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_tables_read_back_as_the_records(table: Table, rich: Site, files: dict[str, bytes]) -> None:
    """Nothing is lost or changed on the way, whatever signs are in it; degrees are kept to 0.1 m."""
    for part in table.parts(rich, TODAY):
        read = [[value(*pair) for pair in zip(table.columns, row, strict=True)] for row in rows(files[part.path[1:]])]
        assert read == [
            [round(each, 6) if isinstance(each, float) else each for each in row]
            for row in expected(table, part.items())
        ]


def test_files_are_what_rfc_4180_and_excel_want(files: dict[str, bytes]) -> None:
    """A mark of UTF-8, lines ended by CR LF, names in the first, as many values in each."""
    for path, content in files.items():
        if path.endswith(".csv"):
            assert content.startswith(b"\xef\xbb\xbf"), path
            assert content.endswith(b"\r\n"), path
            assert len({len(row) for row in rows(content)}) <= 1, path


def test_no_cell_is_a_formula(files: dict[str, bytes]) -> None:
    """What a spreadsheet would take for one begins with an apostrophe; a text that began with one has two."""
    for path, content in files.items():
        if path.endswith(".csv"):
            assert not [text for row in rows(content) for text in row if text[:1] in ("=", "+", "-", "@", "\t")], path
    assert cell("=1+1") == "'=1+1"
    assert cell("'=1") == "''=1"
    assert cell(("=1", "b|c")) == "'=1 | b||c"
    assert cell("a=1") == "a=1"
    assert cell(-1.5) == "-1.5"  # a number is none


def test_frictionless_finds_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    """Names, types, constraints, keys and references of all tables, of several files too."""
    descriptor = lay(files, tmp_path)
    package = Package(str(descriptor))
    assert {each.name for each in package.resources} == {table.name for table in TABLES}
    assert mistakes(descriptor) == []


def test_frictionless_sees_what_was_harmed(files: dict[str, bytes], tmp_path: Path) -> None:
    """The descriptor says enough for a receiver to find it: each of these in its table, and nothing else."""
    harms = {
        "data/dich-vu.csv": ("methadone", "metadon"),  # a kind that is not there
        "data/noi-giup-do.csv": ("active", "open"),  # no status
        "data/bai-viet/2026.csv": ("2026-05-01,", "01/05/2026,"),
        "data/su-kien.csv": ("ngay-vi-du", ""),
    }
    harmed = dict(files)
    for path, (before, after) in harms.items():
        assert before.encode() in harmed[path]
        harmed[path] = harmed[path].replace(before.encode(), after.encode())
    assert {title for title, *_ in mistakes(lay(harmed, tmp_path))} == {"services", "locations", "articles", "events"}


def test_drafts_the_future_the_withdrawn_and_what_others_wrote_are_not_told(files: dict[str, bytes]) -> None:
    """Not by a row, a file of their year or a word."""
    assert [path for path, content in files.items() if SECRET.encode() in content] == []
    assert sorted(path for path in files if "bai-viet" in path) == ["data/bai-viet/2025.csv", "data/bai-viet/2026.csv"]


def test_hidden_hotlines_are_not_told(rich: Site, files: dict[str, bytes]) -> None:
    """Numbers that pages do not show are in no table, not even as somebody's source."""
    shown = {each.id for each in rich.hotlines.values() if each.shown}
    assert set(column(named("hotlines"), "id", files["data/duong-day-nong.csv"])) == shown < set(rich.hotlines)
    sources = named("sources")
    told = zip(*(column(sources, each, files["data/nguon.csv"]) for each in ("table", "record_id")), strict=True)
    assert {record for table, record in told if table == "hotlines"} <= shown


def test_places_that_closed_say_so(files: dict[str, bytes]) -> None:
    """They keep their row: who took them over must learn of it."""
    table, content = named("locations"), files["data/noi-giup-do.csv"]
    states = dict(zip(column(table, "id", content), column(table, "status", content), strict=True))
    assert states == {
        "phong-kham-da-dong": "defunct",
        "phong-kham-day-du": "active",
        "phong-kham-vi-du": "active",
        "tu-van-vi-du": "active",
    }


def test_geojson_fits_its_standard(rich: Site, files: dict[str, bytes]) -> None:
    """RFC 7946: longitude first, six decimals at most; places without a point are there without one."""
    made = json.loads(files["data/noi-giup-do.geojson"])
    GEOJSON.validate(made)
    features = {each["id"]: each for each in made["features"]}
    assert list(features) == sorted(rich.locations)
    assert features["phong-kham-day-du"]["geometry"] == {"type": "Point", "coordinates": [105.7, 10.123457]}
    assert features["tu-van-vi-du"]["geometry"] is None
    assert features["phong-kham-day-du"]["properties"]["note"] == AWKWARD  # no mark: JSON needs none
    assert made["license"] == rich.config.licence.url


def test_the_catalogue_is_dcat(rich: Site, files: dict[str, bytes]) -> None:
    """As a program reads it: all terms known, every file under a licence, with a publisher and a media type."""
    graph = graph_of(files[CATALOGUE.path[1:]].decode(), "json-ld")
    DCAT.validate(flat(graph))
    (whole,) = graph.subjects(RDF.type, DCAT_VOCABULARY.Catalog)
    datasets = list(graph.objects(whole, DCAT_VOCABULARY.dataset))
    assert len(datasets) == len(DATASETS) - 1  # all but itself
    for subject in (whole, *datasets):
        for term in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license, DCTERMS.language):
            assert len(set(graph.objects(subject, term))) == 1, (subject, term)
    downloads = set()
    for dataset in datasets:
        for distribution in graph.objects(dataset, DCAT_VOCABULARY.distribution):
            downloads |= set(graph.objects(distribution, DCAT_VOCABULARY.downloadURL))
            for term in (DCTERMS.license, DCTERMS.conformsTo, DCAT_VOCABULARY.mediaType, DCAT_VOCABULARY.accessURL):
                assert graph.value(distribution, term), (distribution, term)
    own = {f"{rich.config.base_url}{path}" for path in files if path != CATALOGUE.path[1:]}
    assert own <= {str(each) for each in downloads}


def test_a_month_or_a_year_is_no_day(rich: Site) -> None:
    """A check of November 2026 makes no day of the catalogue's, and is said as a month."""
    place = rich.locations["phong-kham-vi-du"]
    verified = place.verified.model_copy(update={"on": PartialDate(2026, 11)})
    only = place.model_copy(update={"verified": verified, "changes": ()})
    (made,) = catalogue(replace(rich, locations={only.id: only}), TODAY)
    places = json.loads(made.make())["dcat:dataset"][0]  # type: ignore[arg-type]
    assert places["dct:modified"] == {"@value": "2026-11", "@type": "xsd:gYearMonth"}


def test_the_dictionary_is_the_schema(rich: Site, files: dict[str, bytes]) -> None:
    """Each column stands on the page with the title and the meaning that the package gives it."""
    dictionary = {each.path: each for each in data_pages(rich, TODAY)}["data/tu-dien/index.html"].make()
    content = dictionary.content  # type: ignore[union-attr]
    for resource in json.loads(files[PACKAGE.path[1:]])["resources"]:
        section = content.partition(f"<code>{resource['name']}</code></h2>")[2].partition("</section>")[0]
        assert re.findall(r'<th scope="row"><code>(\w+)</code>', section) == [
            each["name"] for each in resource["schema"]["fields"]
        ]
        for each in resource["schema"]["fields"]:
            assert each["title"] in section, each


def test_every_table_says_what_it_is() -> None:
    """Names, keys and references fit together; every column has a meaning or the table it refers to."""
    names = {table.name for table in TABLES}
    for table in TABLES:
        assert set(table.key) <= set(table.header)
        assert len(set(table.header)) == len(table.header)
        for each in table.columns:
            assert each.description or each.refers, (table.name, each.name)
            assert each.refers in {"", *names}
            assert not (each.values and each.pattern)
        assert table_schema(table, str)["fields"]
    assert len({anchor(each) for each in DATASETS}) == len({each.path for each in DATASETS}) == len(DATASETS)


@pytest.mark.parametrize("name", ["services", "changes", "articles", "hotlines", "sources"])
def test_golden_tables(name: str, rich: Site, files: dict[str, bytes], golden: Callable[[str, bytes], None]) -> None:
    """Tables as they were looked at and kept."""
    *_, last = named(name).parts(rich, TODAY)
    golden(f"data/{name}.csv", files[last.path[1:]])


def test_the_same_records_give_the_same_bytes(rich: Site, files: dict[str, bytes]) -> None:
    """Also when they are read in another order."""
    turned = {
        name: dict(reversed(getattr(rich, name).items()))
        for name in ("locations", "articles", "organizations", "documents", "hotlines", "campaigns", "service_kinds")
    }
    again = written(replace(rich, **turned))  # type: ignore[arg-type]
    assert {path for path in files if files[path] != again[path]} == set()


def test_the_day_alone_changes_nothing(rich: Site, files: dict[str, bytes]) -> None:
    """What is told is made of the records: tomorrow's files are today's."""
    assert written(rich, date(2026, 11, 23)) == files


def test_names_of_files_say_no_more_with_neutral_titles(rich: Site, files: dict[str, bytes]) -> None:
    """They are the same for every site; only the addresses in them are codes."""
    config = rich.config.model_copy(update={"neutral_titles": True})
    hidden = neutral(replace(rich, config=config))
    made = written(hidden)
    assert made.keys() == files.keys()
    for table, path in ((named("locations"), "noi-giup-do"), (named("service_kinds"), "loai-dich-vu")):
        urls = [url for url in column(table, "url", made[f"data/{path}.csv"]) if url]
        assert urls
        assert [
            url
            for url in urls
            if not re.fullmatch(r"https://example\.org/noi-giup-do/(dia-chi|loai)/[a-z2-7]{8}/", url)
        ] == []
    for page in data_pages(hidden, TODAY):
        assert not re.search(r"HIV|Methadone|ma túy", page.make().title)  # type: ignore[union-attr]


def test_each_table_reads_only_what_it_shows(rich: Site) -> None:
    """An article does not concern the tables of places, nor a place those of articles."""
    for batch in tables(rich, TODAY):
        reading: Any = Reading(rich)
        list(batch.make(reading, TODAY, *batch.given))
        places = (
            {"locations"}
            if batch.name.removeprefix("table ") in ("locations", "services", "phones", "changes")
            else set()
        )
        assert reading.facets & {"locations", "articles", "article heads"} == (
            {"article heads"} if batch.name in ("table articles", "table journal") else places
        ), batch.name


def prints(root: Path) -> dict[str, str]:
    """What each file of open data depends on, as a build compares it."""
    site, diagnostics = load(root)
    assert errors(diagnostics) == []
    return {each.path: digest(each.name, each.path, each.inputs) for each in planned(site)}


def test_an_edit_touches_the_files_that_show_it(small_site: Path) -> None:
    """A title: its year and the version. A sentence in a text: nothing. A place's hours: the places and the version."""
    old = (small_site / ARTICLE).read_text(encoding="utf-8")
    before = small_site / "content/articles/2025/10/bai-cu.yaml"
    before.parent.mkdir(parents=True)
    before.write_text(old.replace("2026-10", "2025-10"), encoding="utf-8")
    known = prints(small_site)
    assert {"data/bai-viet/2025.csv", "data/bai-viet/2026.csv"} <= known.keys()

    def touched() -> set[str]:
        now = prints(small_site)
        changed = {path for path in now if now[path] != known.get(path)}
        known.update(now)
        return changed

    edit(small_site / ARTICLE, "hỏi gì trước", "nên hỏi gì trước")
    assert touched() == {"data/bai-viet/2026.csv", "data/so-thang/2026.csv", "data/datapackage.json"}
    edit(small_site / ARTICLE, "body: |\n", "body: |\n  Một câu nữa.\n\n")
    assert touched() == set()
    edit(small_site / PLACE, "7:30", "8:00")
    places = {"noi-giup-do.csv", "dich-vu.csv", "dien-thoai.csv", "thay-doi.csv", "noi-giup-do.geojson"}
    assert touched() == {"data/datapackage.json", *(f"data/{each}" for each in places)}


def test_the_site_publishes_all_of_it(rich: Site) -> None:
    """What the list names is there, each once."""
    paths = [each.path for each in render(rich, TODAY) if each.path.startswith("data/")]
    assert len(set(paths)) == len(paths)
    for dataset in DATASETS:
        assert any(f"/{path}".startswith(dataset.path) for path in paths), dataset
