"""What pages say to machines: schema.org, Open Graph and Dublin Core. Right by the vocabulary, and what readers see."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, get_args

import pytest
from lxml import html

from generator.model.article import Withdrawal
from generator.model.artifact import Page
from generator.model.location import Change
from generator.model.picture import Picture
from generator.model.record import Source
from generator.model.site import Site
from generator.model.taken import Taken
from generator.model.vocabulary import PlaceType
from generator.renderers import render
from generator.renderers.edition import edition
from generator.renderers.embed_articles import article_embeds
from generator.renderers.opening_ld import opening_hours
from generator.renderers.place_ld import NamedPlace, said_of_place
from generator.renderers.structured import block
from generator.source.load import load
from tests.conftest import ROOT, TODAY
from tests.rich_places import WHOLE
from tests.site import small
from tests.test_feeds import PICTURE, article, site_of

# From the pages of these types on schema.org: which properties each has, and what is expected of their values.
TYPES: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "schemas/schema-org.json").read_text())
NEEDED = {
    "NewsArticle": {"headline", "datePublished", "author", "publisher"},
    "Event": {"name", "startDate", "endDate"},
    "Service": {"name", "url"},
    "ListItem": {"position", "name"},
    "WebPage": {"url", "inLanguage"},
    "WebSite": {"name", "url"},
}  # fmt: skip
PLAIN: dict[str, Callable[[str], object]] = {
    "Text": str.strip,
    "URL": re.compile(r"https?://[^\s/]+/\S*").fullmatch,
    "DayOfWeek": re.compile(r"https://schema\.org/(?:\w+day|PublicHolidays)").fullmatch,
    "Date": lambda text: (
        re.fullmatch(r"\d{4}(-\d\d){0,2}", text) and date.fromisoformat(text + "0000-01-01"[len(text) :])
    ),
    "Time": lambda text: re.fullmatch(r"\d\d:\d\d", text) and time.fromisoformat(text),
}
SECRET = "Câu này phải biến mất ở mọi nơi."


def kinds(name: str) -> Iterator[str]:
    """A type with all that it is a kind of."""
    yield name
    for parent in TYPES[name]["parents"]:
        yield from kinds(parent)


@cache
def properties(name: str) -> dict[str, list[str]]:
    """The properties of a type, inherited ones too, with the types of their values."""
    return {key: value for kind in kinds(name) for key, value in TYPES[kind]["properties"].items()}


def mistakes(thing: object, expected: tuple[str, ...] = ("Thing",), where: str = "") -> Iterator[str]:
    """What is wrong with a value where one of these types is expected."""
    if isinstance(thing, list):
        if not thing:
            yield f"{where}: empty"
        for each in thing:
            yield from mistakes(each, expected, where)
    elif isinstance(thing, str):
        if not any(_reads(PLAIN[kind], thing) for kind in expected if kind in PLAIN):
            yield f"{where}: {thing!r} is none of {expected}"
    elif isinstance(thing, (int, float)) and not isinstance(thing, bool):
        if not {"Number", "Integer" if isinstance(thing, int) else "Number"} & set(expected):
            yield f"{where}: {thing!r} is none of {expected}"
    elif not isinstance(thing, dict):
        yield f"{where}: {thing!r}"
    elif thing.keys() == {"@id"}:
        yield from mistakes(thing["@id"], ("URL",), where)
    else:
        yield from _of_object(thing, expected, where)


def _of_object(thing: dict[str, Any], expected: tuple[str, ...], where: str) -> Iterator[str]:
    name = thing.get("@type")
    if name not in TYPES or not set(kinds(name)) & set(expected):
        yield f"{where}: {name} is none of {expected}"
        return
    for needed in (each for kind in kinds(name) for each in NEEDED.get(kind, ())):
        # What is only referred to by name and address need not be told again.
        if needed not in thing and not (thing.keys() <= {"@type", "name", "url", "description"} and where):
            yield f"{where}: {name} without {needed}"
    for key, value in thing.items():
        if key not in ("@type", "@context"):
            known = properties(name).get(key)
            yield from mistakes(value, tuple(known), f"{where}/{key}") if known else [f"{where}: {name} has no {key}"]
    if name == "BreadcrumbList":
        steps = thing.get("itemListElement", [])
        if [each.get("position") for each in steps] != list(range(1, len(steps) + 1)):
            yield f"{where}: steps are not counted from 1"
        if any("item" not in each for each in steps[:-1]):
            yield f"{where}: a step leads nowhere"


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        return bool(read(text))
    except ValueError:
        return False


def said(page: Page) -> dict[str, Any] | None:
    """The block of a page."""
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.head, re.DOTALL)
    assert len(blocks) <= 1, page.canonical
    if not blocks:
        return None
    found: dict[str, Any] = json.loads(blocks[0])
    assert found["@context"] == "https://schema.org"
    return found


def pages(site: Site) -> dict[str, tuple[str, Page]]:
    """Every page with the name of its recipe, by path."""
    made = ((each, each.make()) for each in render(site, TODAY) if each.shape)
    return {each.path: (each.recipe.__name__, page) for each, page in made if isinstance(page, Page)}


SMALL = small()


@pytest.fixture(scope="module")
def site() -> Site:
    """The repository's own."""
    return load(ROOT)[0]


@pytest.fixture(scope="module")
def real(site: Site) -> dict[str, tuple[str, Page]]:
    """Its pages."""
    return pages(site)


def test_every_block_fits_the_vocabulary(real: dict[str, tuple[str, Page]]) -> None:
    """Types, properties and expected types of schema.org on every page of the real site, and of every kind."""
    seen = set()
    for path, (recipe, page) in real.items():
        thing = said(page)
        if thing:
            assert list(mistakes(thing)) == [], path
            assert thing.get("url") == page.canonical
            seen.add((recipe, thing.get("mainEntity", thing)["@type"]))
    assert seen >= {
        ("home_page", "WebSite"), ("article_page", "NewsArticle"), ("campaign_page", "Event"),
        ("edition_page", "Event"), ("places_page", "GovernmentService"),
        ("places_page", "WebPage"), ("location_page", "MedicalClinic"),
        ("topic_page", "WebPage"), ("document_page", "WebPage"), ("month_page", "WebPage"), ("year_page", "WebPage"),
    }  # fmt: skip


def strings(thing: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a block with the property it is the value of."""
    if isinstance(thing, dict):
        for name, value in thing.items():
            yield from strings(value, name)
    elif isinstance(thing, list):
        for value in thing:
            yield from strings(value, key)
    elif isinstance(thing, str):
        yield key, thing


def test_machines_are_told_what_readers_see(site: Site, real: dict[str, tuple[str, Page]]) -> None:
    """Every name stands on the page, or is the site's or the office's in its frame; every day is one of its times."""
    editions = [site.config, edition(site, "en").config]
    frame = {told for each in editions for told in (each.name, each.office.name, each.description)}
    for path, (recipe, page) in real.items():
        content = html.fragment_fromstring(page.content, "div")
        text = " ".join(content.text_content().split())
        days = set(content.xpath("//time/@datetime"))
        for key, value in strings(said(page) or {}):
            if key in ("name", "headline", "articleSection", "citation"):
                assert value in text or value in frame or value == page.title, (path, key, value)
            elif key == "description":
                assert value in (page.description, *frame) or value in text, (path, value)
            elif key in ("startDate", "endDate", "datePublished", "dateModified", "lastReviewed"):
                assert value in days or (recipe == "edition_page" and key == "endDate"), (path, key, value)


def test_the_way_to_a_page_is_the_visible_one(real: dict[str, tuple[str, Page]]) -> None:
    """Names and addresses of the links above the heading, then the page itself."""
    for path, (_recipe, page) in real.items():
        links = html.fragment_fromstring(page.content, "div").xpath("//nav[contains(@class, 'crumbs')]//a")
        way = ((said(page) or {}).get("breadcrumb") or {}).get("itemListElement", [])
        assert [each["name"] for each in way[:-1]] == [each.text_content() for each in links], path
        assert (way[-1]["name"] == page.title) if links else not way


def blocks_of(site: Site, name: str) -> list[dict[str, Any]]:
    """The blocks of the pages that one recipe makes."""
    return [found for recipe, page in pages(site).values() if recipe == name and (found := said(page))]


RICH = article(
    1,
    date(2026, 11, 3),
    title='</script><script>alert(1)</script> & "nháy"',
    updated=date(2026, 11, 20),
    campaign="hiv-action-month",
    documents=("ke-hoach-vi-du",),
    sources=(
        Source(title="Nguồn ví dụ", publisher="Cơ quan ví dụ", url="https://nguon.example/a?b=1&c=2", date="2025-03"),
    ),
    image={"file": "anh/vi-du.png", "alt": "Ảnh ví dụ", "credit": "Ví dụ"},
)


def test_an_article_is_told_whole() -> None:
    """Dates, office, citations, picture and campaign; no text can end the block."""
    site = replace(site_of([RICH], SMALL), pictures={"anh/vi-du.png": Picture(len(PICTURE))})
    ((_, page),) = (each for each in pages(site).values() if each[0] == "article_page")
    assert "<script>alert" not in page.head
    found = said(page)
    assert found
    assert list(mistakes(found)) == []
    news = found["mainEntity"]
    assert news["headline"] == RICH.title
    assert (news["datePublished"], news["dateModified"]) == ("2026-11-03", "2026-11-20")
    assert news["image"] == "https://example.org/anh/vi-du.png"
    assert news["publisher"]["name"] == news["author"]["name"] == SMALL.config.office.name
    assert news["citation"] == [SMALL.documents["ke-hoach-vi-du"].cited, "Nguồn ví dụ"]
    assert [each["name"] for each in news["about"]] == [
        SMALL.programmes["hiv-aids"].brief,
        SMALL.campaigns["hiv-action-month"].brief,
    ]
    head = html.document_fromstring(f"<html><head>{page.head}</head></html>")
    told = [(each.get("name"), each.get("property"), each.get("content")) for each in head.iter("meta")]
    assert told == [
        (None, "og:type", "article"),
        (None, "og:image", "https://example.org/anh/vi-du.png"),
        (None, "og:image:alt", "Ảnh ví dụ"),
        ("DCTERMS.issued", "article:published_time", "2026-11-03"),
        ("DC.subject", "article:tag", SMALL.programmes["hiv-aids"].brief),
        ("DCTERMS.modified", "article:modified_time", "2026-11-20"),
    ]


def test_a_withdrawn_article_says_nothing_but_its_title() -> None:
    """No block, no dates, no picture; the frame repeats the title alone."""
    gone = RICH.model_copy(update={"summary": SECRET, "withdrawn": Withdrawal(on=date(2026, 11, 21), why="Ví dụ.")})
    ((_, page),) = (each for each in pages(site_of([gone], SMALL)).values() if each[0] == "article_page")
    assert said(page) is None
    assert "<meta" not in page.head.replace('<meta name="robots" content="noindex">', "")
    assert (page.title, page.description) == (RICH.title, RICH.title)


@pytest.mark.parametrize("kind", get_args(PlaceType))
def test_a_place_of_any_type_is_told_whole(kind: PlaceType) -> None:
    """With a point and hours, which an organization has through its place alone."""
    assert WHOLE.schedule
    hours = opening_hours(WHOLE.schedule, SMALL.holidays, date(2026, 1, 5))
    kinds: tuple[tuple[PlaceType, str], ...] = ((kind, "Tạm lánh"), ("MedicalClinic", "Xét nghiệm HIV"))
    told = said_of_place(NamedPlace(WHOLE, kinds, "Phường Ví dụ", "Cần Thơ", json.dumps(hours)))["mainEntity"]
    assert list(mistakes(told)) == []
    there = told["location"] if kind == "Organization" else told
    assert there["geo"]["latitude"] == 10.03
    assert hours
    assert there.items() >= hours.items()


def test_a_closed_place_is_no_place_any_more() -> None:
    """Its page says nothing to machines."""
    place = SMALL.locations["phong-kham-vi-du"]
    change = Change(date="2026-10-05", kind="closed", note="Ví dụ.")  # type: ignore[arg-type]
    closed = place.model_copy(update={"changes": (change,)})
    assert blocks_of(replace(SMALL, locations={closed.id: closed}), "location_page") == []


def _set(path: str, value: object) -> Callable[[Any], None]:
    """Put a value in a place, or take it away."""

    def change(thing: Any) -> None:
        *way, last = (int(step) if step.isdigit() else step for step in path.split("/"))
        for step in way:
            thing = thing[step]
        if value is None:
            del thing[last]
        else:
            thing[last] = value

    return change


ARTICLE_MUTATIONS: list[tuple[str, object]] = [
    ("@type", "Webpage"),
    ("url", "/bai-viet/"),
    ("url", None),
    ("inLanguage", None),
    ("breadcrumb", {"@type": "ItemList", "itemListElement": []}),
    ("breadcrumb/itemListElement/0/position", 0),
    ("breadcrumb/itemListElement/1/position", 3),
    ("breadcrumb/itemListElement/0/item", None),
    ("breadcrumb/itemListElement/0/item", "https://example.org/"),
    ("breadcrumb/itemListElement/0/name", None),
    ("mainEntity/@type", "News"),
    ("mainEntity/headline", None),
    ("mainEntity/headline", " "),
    ("mainEntity/title", "Bài"),
    ("mainEntity/datePublished", None),
    ("mainEntity/datePublished", "03/11/2026"),
    ("mainEntity/datePublished", "2026-13-03"),
    ("mainEntity/dateModified", "hôm qua"),
    ("mainEntity/author", None),
    ("mainEntity/author", "Sở Y tế"),
    ("mainEntity/publisher", {"@type": "Place", "name": "Sở Y tế"}),
    ("mainEntity/isPartOf", {"@type": "Event", "name": "Chiến dịch"}),
    ("mainEntity/citation/0", {"@type": "Organization", "name": "Luật"}),
    ("mainEntity/citation", []),
    ("mainEntity/about/0", "HIV/AIDS"),
    ("mainEntity/about", ["HIV/AIDS"]),
    ("mainEntity/image", "anh/vi-du.png"),
    ("mainEntity/isPartOf/url", "example.org"),
    ("mainEntity/dateCreated", "2026-11-03"),
    ("mainEntity/description", {"@value": "x"}),
]
EVENT_MUTATIONS: list[tuple[str, object]] = [
    ("mainEntity/startDate", None),
    ("mainEntity/endDate", "10/12/2026"),
    ("mainEntity/name", None),
    ("mainEntity/subEvent", {"@type": "CreativeWork", "name": "x"}),
    ("mainEntity/datePublished", "2026-11-03"),
    ("mainEntity/about", "HIV"),
    ("mainEntity/organizer", "Sở Y tế"),
]


@pytest.mark.parametrize(("path", "value"), [*ARTICLE_MUTATIONS, *EVENT_MUTATIONS], ids=map(str, count()))
def test_mistakes_are_seen(path: str, value: object) -> None:
    """The check above is no rubber stamp."""
    right = right_block("article_page" if (path, value) in ARTICLE_MUTATIONS else "campaign_page")
    assert list(mistakes(right)) == []
    wrong = json.loads(json.dumps(right))
    _set(path, value)(wrong)
    assert list(mistakes(wrong))


@cache
def right_block(recipe: str) -> dict[str, Any]:
    """A block with much in it."""
    return blocks_of(replace(site_of([RICH], SMALL), pictures={"anh/vi-du.png": Picture(1)}), recipe)[0]


def test_no_text_ends_a_block() -> None:
    """Whatever is in it."""
    text = block({"name": "</script><!-- <script>"})
    assert text.count("<") == 2
    assert json.loads(text.partition(">")[2].removesuffix("</script>"))["name"] == "</script><!-- <script>"


def test_an_article_of_another_office_is_told_as_theirs() -> None:
    """Its author is who wrote it, its address that of the original; the fragment names them too."""
    taken = Taken(
        subscription="vi-du",
        id="tag:nguon.example,2026:articles/1",
        url="https://nguon.example/bai/",
        office="Cơ quan khác (ví dụ)",
        published="2026-11-03T07:00:00+07:00",  # type: ignore[arg-type]
        updated="2026-11-03T07:00:00+07:00",  # type: ignore[arg-type]
        sha256="0" * 64,
    )
    theirs = article(1, date(2026, 11, 3), taken=taken, body="<p>Nội dung.</p>")
    site = site_of([theirs], SMALL)
    ((_, page),) = (each for each in pages(site).values() if each[0] == "article_page")
    news = (said(page) or {})["mainEntity"]
    assert list(mistakes(said(page))) == []
    assert news["author"]["name"] == "Cơ quan khác (ví dụ)"
    assert news["isBasedOn"] == page.canonical == "https://nguon.example/bai/"
    newest = next(each.make() for each in article_embeds(site, TODAY) if each.path == "embed/tat-ca.html")
    assert "· Cơ quan khác (ví dụ)</p>" in bytes(newest).decode()  # type: ignore[arg-type]
