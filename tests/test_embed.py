"""What other sites show of this one: fragments that run and follow nothing, and who makes them anew when."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import brotli
import pytest
from lxml import html

from generator.desk.mint import mint
from generator.model.artifact import Artifact, digest
from generator.renderers.embed import ARTICLES_HEIGHT, PLACES_HEIGHT
from generator.renderers.embed_articles import article_embeds, record_embeds
from generator.renderers.embed_places import place_embeds
from generator.source.load import load
from tests.conftest import ROOT, TODAY, copied, made_once
from tests.site import edit, publish
from tests.test_places import add_places

BASE = "https://example.org/"
ARTICLE = "content/articles/2026/10/hoi-truoc-khi-den.yaml"
MARKS = {
    "html", "head", "meta", "title", "link", "body", "main", "h1", "h2", "p", "ul", "li", "div", "span", "strong", "a",
    "time",
}  # fmt: skip


LONG = "Một tên bài dài hết mức mà người viết được phép đặt, để xem khung còn đủ chỗ hay không khi trang nhận chỉ rộng"


def _embed_project(root: Path) -> None:
    """Published at `root`: long titles, nine places in one commune, one of them checked, and one in another."""
    add_places(root, 9)
    add_places(root, 1, "can-tho/cai-rang")
    first = root / "data/locations/co-so-can-tho-ninh-kieu-1.yaml"
    checked = "verified:\n  on: 05/11/2026\n  by: Trung tâm Y tế Ví dụ\n  every_months: 6\n"
    text = first.read_text(encoding="utf-8").replace("verified:\n", checked)
    first.write_text(text + 'phones:\n  - number: "0292 3000 000"\n    line: organization\n', encoding="utf-8")
    for number in (1, 2, 3):
        record = root / f"content/articles/2026/11/dai-{number}.yaml"
        record.write_text(
            f"id: 2026-11-dai-{number}\ntitle: {LONG} {'0 ' * 14}{number}\nkind: news\nstatus: published\n"
            f"published: 2026-11-1{number}\nupdated: 2026-11-20\nprogrammes: [gender-equality]\naudiences: [families]\n"
            "summary: Ví dụ.\nbody: |\n  Ví dụ.\n",
            encoding="utf-8",
        )
    publish(root)


def embed_site(published_small: Path, factory: pytest.TempPathFactory) -> Path:
    """The folder that this site is published in."""
    root = made_once(factory, "published-embed", lambda root: _embed_project(copied(published_small, root)))
    return (root / "site").resolve()


@pytest.fixture(scope="module")
def site(published_small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """It published."""
    return embed_site(published_small, tmp_path_factory)


def unit_pages(site: Path) -> list[str]:
    """The pages of provinces and communes, by the ids of these."""
    found = (
        path.parent.relative_to(site / "noi-giup-do").as_posix() for path in site.glob("noi-giup-do/**/index.html")
    )
    return [each for each in found if each != "." and not each.startswith(("loai", "dia-chi"))]


def fragments(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Every fragment by its path below /embed/."""
    for path in sorted((site / "embed").rglob("*.html")):
        yield path.relative_to(site / "embed").as_posix(), html.document_fromstring(path.read_bytes())


def test_there_is_one_for_each_feed_and_each_list_of_places(site: Path) -> None:
    """Named like the feed, at former names too; a unit's like its page."""
    feeds = {path.relative_to(site / "feeds").with_suffix("").as_posix() for path in (site / "feeds").rglob("*.json")}
    units = set(unit_pages(site))
    assert units >= {"can-tho", "can-tho/ninh-kieu", "can-tho/cai-rang"}
    there = {name.removesuffix(".html") for name, _ in fragments(site)}
    assert there == {"tat-ca" if each == "feed" else each for each in feeds} | {f"noi-giup-do/{each}" for each in units}


def test_a_fragment_runs_nothing_and_loads_only_its_style(site: Path) -> None:
    """Few marks, no script, no handler, no inline style; one style sheet that is there and loads nothing itself."""
    for name, page in fragments(site):
        assert {each.tag for each in page.iter(html.etree.Element)} <= MARKS, name
        attributes = {attribute for each in page.iter() for attribute in each.attrib}
        assert attributes <= {
            "lang", "charset", "name", "content", "rel", "href", "class", "target", "datetime"
        }, name  # fmt: skip
        (style,) = page.xpath("//link[@rel='stylesheet']/@href")
        assert urljoin(f"{BASE}embed/{name}", style) == f"{BASE}embed/embed.css"
    assert not re.search(r"@import|url\(|@font-face", (site / "embed/embed.css").read_text())


def test_a_fragment_says_whose_it_is(site: Path) -> None:
    """Language, a title for screen readers, office, licence, demonstration, its page; not for search engines."""
    sitemap = (site / "sitemap.xml").read_text()
    titles = set()
    for name, page in fragments(site):
        assert page.get("lang") == "vi"
        titles.add(page.findtext(".//title"))
        assert page.findtext(".//title").endswith(" · Trang ví dụ"), name
        (home,) = page.xpath("//link[@rel='canonical']/@href")
        assert (site / home.removeprefix(BASE) / "index.html").is_file(), name
        assert home in sitemap
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert f"embed/{name}" not in sitemap
        text = page.text_content()
        assert "Trung tâm Y tế Ví dụ" in text
        assert "dữ liệu chưa được kiểm tra lại" in text
        assert page.xpath("//a[@href='https://creativecommons.org/licenses/by/4.0/']")
    assert len(titles) == len(list(fragments(site)))


def test_links_leave_the_frame_and_take_nothing_along(site: Path) -> None:
    """A window of its own, without opener and referrer; only telephone links stay where they are."""
    for name, page in fragments(site):
        for link in page.iter("a"):
            if not link.get("href").startswith("tel:"):
                assert (link.get("target"), link.get("rel")) == ("_blank", "noopener noreferrer"), name
        assert page.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]


def test_a_place_says_how_to_call_and_when_it_was_checked(site: Path) -> None:
    """Numbers first, filled only where an office has checked; whatever was not checked says so."""
    page = html.document_fromstring((site / "embed/noi-giup-do/can-tho.html").read_bytes())
    first, *others = page.xpath("//li")
    (call,) = first.xpath(".//p[contains(@class, 'call--checked')]/a/@href")
    assert call == "tel:+842923000000"
    assert "Đã kiểm tra 05/11/2026 · Trung tâm Y tế Ví dụ · kiểm tra lại trước 05/05/2027" in " ".join(
        first.text_content().split()
    )
    assert others
    for each in others:
        assert "Chưa kiểm tra" in each.text_content()
        assert not each.find_class("call--checked")


def test_a_commune_shows_the_nearest_of_its_province(site: Path) -> None:
    """After its own place those of the commune beside it, under a heading that says so."""
    page = html.document_fromstring((site / "embed/noi-giup-do/can-tho/cai-rang.html").read_bytes())
    own, near = page.xpath("//ul")
    assert len(own.xpath("li")) == 1
    assert page.xpath("//h2/text()") == ["Gần nhất trong tỉnh, thành phố"]
    assert near.xpath("li")


def test_a_unit_keeps_its_list_feed_and_box(small_site: Path) -> None:
    """Other sites show them: when its only place moved away and its only article is about another, they are empty."""
    mint(small_site, TODAY)
    place = small_site / "data/locations/phong-kham-vi-du.yaml"
    for file in (place, small_site / ARTICLE):
        edit(file, "unit: can-tho/ninh-kieu", "unit: can-tho/cai-rang")
    publish(small_site)
    page = html.document_fromstring((small_site / "site/embed/noi-giup-do/can-tho/ninh-kieu.html").read_bytes())
    assert "Chưa biết nơi nào ở đây" in page.text_content()
    assert "Phòng khám Ví dụ" in page.text_content(), "the nearest of its province"
    assert (small_site / "site/noi-giup-do/can-tho/ninh-kieu/index.html").exists()
    assert (small_site / "site/embed/don-vi/can-tho-ninh-kieu.html").exists()
    for unit, count in (("ninh-kieu", 0), ("cai-rang", 1)):
        feed = json.loads((small_site / f"site/feeds/don-vi/can-tho-{unit}.json").read_bytes())
        assert len(feed["items"]) == count, unit


def test_the_lines_to_paste_fit_what_is_there(site: Path) -> None:
    """On the page of feeds for each feed, on a unit's page for its places: both lines name a fragment that is there."""
    found = {}
    for name in ("nguon-tin", *(f"noi-giup-do/{unit}" for unit in unit_pages(site))):
        page = html.document_fromstring((site / name / "index.html").read_bytes())
        copied = [each.text_content() for each in page.find_class("copy")]
        frames = [html.fragment_fromstring(each) for each in copied if each.startswith("<iframe")]
        boxes = [html.fragments_fromstring(each) for each in copied if each.startswith("<script")]
        for frame, (script, element) in zip(frames, boxes, strict=True):
            src = frame.get("src")
            assert element.get("src") == src
            assert (script.get("src"), script.get("crossorigin")) == (f"{BASE}embed/outreach-feed.js", "")
            assert "allow-scripts" not in frame.get("sandbox")
            assert frame.get("title") == element.text_content() != ""
            link = html.document_fromstring((site / src.removeprefix(BASE)).read_bytes()).xpath(
                "//link[@rel='canonical']"
            )
            assert element.xpath("a/@href") == [link[0].get("href")]
            found[src.removeprefix(f"{BASE}embed/")] = int(frame.get("height"))
    units = {name: PLACES_HEIGHT for name in found if name.startswith("noi-giup-do/")}
    assert found == {name: units.get(name, ARTICLES_HEIGHT) for name, _ in fragments(site)}


def test_an_edit_remakes_what_shows_it(small_site: Path) -> None:
    """A text touches no fragment; a title those that list it; a place those of its units; a withdrawal takes it out."""
    before = embedded(small_site)
    edit(small_site / ARTICLE, "body: |\n", "body: |\n  Một câu nữa.\n\n")
    assert embedded(small_site) == before
    edit(small_site / ARTICLE, "hỏi gì trước", "nên hỏi gì trước")
    retitled = embedded(small_site)
    assert "embed/hinh-thuc/q-and-a.html" in changed(before, retitled)
    assert len(changed(before, retitled)) < len(before) / 4
    edit(small_site / "data/locations/phong-kham-vi-du.yaml", "name: Phòng khám", "name: Phòng khám đa khoa")
    renamed = embedded(small_site)
    assert changed(retitled, renamed) == {
        f"embed/noi-giup-do{unit}.html" for unit in ("", "/can-tho", "/can-tho/ninh-kieu")
    }
    edit(small_site / ARTICLE, "status: published", "status: published\nwithdrawn: {on: 2026-11-20, why: Ví dụ.}")
    gone = embedded(small_site)
    assert changed(before, gone) >= changed(before, retitled)
    assert not [path for path, artifact in gone.items() if "nên hỏi gì trước" in repr(artifact.inputs)]


def embedded(root: Path) -> dict[str, Artifact]:
    """The fragments a site would have, by path."""
    site, _ = load(root)
    made = (
        artifact for renderer in (article_embeds, record_embeds, place_embeds) for artifact in renderer(site, TODAY)
    )
    return {each.path: each.ready() for each in made}


def changed(before: dict[str, Artifact], after: dict[str, Artifact]) -> set[str]:
    """Those that would be made anew."""
    assert before.keys() == after.keys()
    return {path for path in before if digest(before[path].inputs) != digest(after[path].inputs)}


def test_the_component_is_small() -> None:
    """At most 4 KB as servers send it, and no more for the style."""
    for name in ("outreach-feed.js", "embed.css"):
        assert len(brotli.compress((ROOT / "theme_overrides/embed" / name).read_bytes())) <= 4096, name
