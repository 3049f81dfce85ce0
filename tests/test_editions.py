"""Editions in further languages: what they say, whose words they mark, and how they lead to each other."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import brotli
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from lxml import etree, html
from playwright.sync_api import Browser, expect

from generator import language
from generator.build.pipeline import build
from generator.language import Tagged, fill, foreign
from generator.model.artifact import Page, digest
from generator.model.dates import PartialDate
from generator.renderers import render
from generator.renderers.edition import edition
from generator.renderers.hotlines import hotlines
from generator.renderers.links import absolute, relative
from generator.renderers.templates import day_in, environment
from generator.renderers.topics import programmes
from generator.source.load import load
from tests.conftest import ROOT, TODAY
from tests.site import edit, publish, serve

BASE = "https://demo.example/"
VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
SPOKEN = ("alt", "aria-label", "placeholder", "title", "data-done", "data-save")  # attributes that readers are told
CLINIC = "noi-giup-do/dia-chi/methadone-hoai-duc/"


@pytest.fixture(scope="module")
def pages(project: Path) -> dict[str, html.HtmlElement]:
    """Every page by its address below the root, but for those that only lead on and what other sites show."""
    parser = html.HTMLParser(encoding="utf-8")
    site = (project / "site").resolve()
    names = (path.relative_to(site).as_posix() for path in sorted(site.rglob("index.html")))
    return {name.removesuffix("index.html"): html.parse(site / name, parser).getroot() for name in names}


def _texts(page: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """What is read on a page: each text, and each attribute that is read out, with its element."""
    for element in page.body.iter(etree.Element):
        if element.tag != "script":
            yield element, element.text or ""
            yield from ((element, each.tail or "") for each in element)
            yield from ((element, element.get(name, "")) for name in SPOKEN)


def _language(element: html.HtmlElement) -> str:
    return next(each.get("lang") for each in (element, *element.iterancestors()) if each.get("lang"))


def test_no_vietnamese_goes_untold_on_english_pages(pages: dict[str, html.HtmlElement]) -> None:
    """Whatever has a letter that only Vietnamese has stands under an element that says so."""
    english = {name: page for name, page in pages.items() if name.startswith("en/")}
    assert len(english) > 70
    assert {page.get("lang") for page in english.values()} == {"en"}
    leaks = [
        (name, text)
        for name, page in english.items()
        for element, text in _texts(page)
        if VIETNAMESE.search(text) and _language(element) != "vi"
    ]
    assert leaks == []


def test_the_english_search_leads_to_english_pages_and_says_what_is_vietnamese(
    project: Path, pages: dict[str, html.HtmlElement]
) -> None:
    """Names and what is said of them come with their language, where that is not English."""
    made = json.loads((project / "site/en/tim/ten.json").read_text(encoding="utf-8"))
    kinds = made["kinds"]
    assert {f"en/{base}{part}".rstrip("/") + "/" for _, _, base, names in kinds for _, part, *_ in names} < {*pages}
    said = [text for _, _, _, names in kinds for title, _, *notes in names for text in (title, *notes)]
    foreign_texts = [text for text, speaks in (each for each in said if isinstance(each, list)) if speaks == "vi"]
    assert len(foreign_texts) > 70  # every place, and where it is
    assert [text for text in said if isinstance(text, str) and VIETNAMESE.search(text)] == []
    assert len(made["synonyms"]) == len(load(ROOT)[0].synonyms["en"]), "abbreviations are Vietnamese"


def test_an_english_page_says_facts_in_english(pages: dict[str, html.HtmlElement]) -> None:
    """What is translated is said; a name, an address and a note stay; what has no translation says so."""
    text = pages[f"en/{CLINIC}"].text_content()
    for words in ("Methadone treatment", "An answer within 10 working days", "Information from 17 May 2021"):
        assert words in text
    note = pages[f"en/{CLINIC}"].xpath("//p[contains(@class, 'note--info')]//span[@lang='vi']")
    assert note[0].text.startswith("Ngày của nguồn")
    assert "You can get an HIV test" in pages["en/chuong-trinh/hiv-aids/"].text_content()


def test_a_text_without_translation_says_so() -> None:
    """It stands there in its own language, and is marked as that."""
    site = load(ROOT)[0]
    bare = {key: each.model_copy(update={"translations": ()}) for key, each in site.programmes.items()}
    made = programmes(edition(replace(site, programmes=bare), "en"), TODAY)
    page = next(each.make() for each in made if each.path.endswith("chuong-trinh/hiv-aids/index.html"))
    assert isinstance(page, Page)
    assert "The text below is not available in this language yet." in page.content
    assert html.fromstring(page.content).xpath("//div[@class='prose']/div[@lang='vi']/p")


def test_editions_lead_to_each_other(pages: dict[str, html.HtmlElement]) -> None:
    """`hreflang` is mutual and names an edition for everybody else; the link in the header leads to the same page."""
    for name, page in pages.items():
        told = {each.get("hreflang"): each.get("href") for each in page.xpath("//head/link[@hreflang]")}
        english = f"en/{name.removeprefix('en/')}"
        vietnamese = name.removeprefix("en/")
        both = english in pages and vietnamese in pages
        if both:
            assert told == {"vi": BASE + vietnamese, "en": BASE + english, "x-default": BASE + vietnamese}, name
            assert page.xpath("string(//link[@rel='canonical']/@href)") == BASE + name
        elif not page.xpath("//meta[@name='robots']"):
            assert told == {}, name
        (switch,) = page.xpath("//nav[contains(@class, 'languages')]/a")
        twin, home = (vietnamese, "") if name.startswith("en/") else (english, "en/")
        there = twin if both else home
        assert urljoin(BASE + name, switch.get("href")) == BASE + there, name
        assert switch.get("lang") == switch.get("hreflang") == ("vi" if name.startswith("en/") else "en")


def test_english_pages_stay_in_english(pages: dict[str, html.HtmlElement]) -> None:
    """A link leads to an English page, unless it says that it does not or stands in a Vietnamese text."""
    for name, page in pages.items():
        links = (
            page.xpath("//body//a[not(@hreflang or contains(@href, ':') or ancestor::*[@lang='vi'])]/@href")
            if name[:3] == "en/"
            else []
        )
        assert [each for each in links if not urljoin(BASE + name, each).startswith(f"{BASE}en/")] == [], name


def test_an_english_page_weighs_no_more_than_its_twin(project: Path, pages: dict[str, html.HtmlElement]) -> None:
    """As servers send them: what pages may weigh is said of the Vietnamese ones."""
    site = project / "site"
    for name in (each for each in pages if each.startswith("en/") and each.removeprefix("en/") in pages):
        files = (site / each / "index.html" for each in (name, name.removeprefix("en/")))
        english, vietnamese = (len(brotli.compress(each.read_bytes(), quality=5)) for each in files)
        assert english <= vietnamese, name


def test_the_sitemap_names_both_editions(project: Path, pages: dict[str, html.HtmlElement]) -> None:
    """What a head says of its twins, the sitemap says too."""
    listed = {}
    for url in etree.parse(project / "site/sitemap.xml").getroot():
        address = url.findtext("{*}loc").removeprefix(BASE)
        listed[address] = {each.get("hreflang"): each.get("href") for each in url.findall("{*}link")}
    for name, page in pages.items():
        told = {each.get("hreflang"): each.get("href") for each in page.xpath("//head/link[@hreflang]")}
        told.pop("x-default", None)
        if name in listed:
            assert listed[name] == told, name


def test_a_site_in_one_language_knows_of_no_other(small_site: Path) -> None:
    """The golden files hold its bytes; with a second language its pages gain the ways there, and nothing else."""
    alone = render(load(small_site)[0], TODAY)
    edit(small_site / "data/site.yaml", "  - vi\n", "  - vi\n  - en\n")
    both = {each.path: each for each in render(load(small_site)[0], TODAY)}
    assert [each.path for each in alone] == sorted(path for path in both if not path.startswith("en/"))
    for artifact in alone:
        if not artifact.shape:
            continue
        made, other = artifact.make(), both[artifact.path].make()
        assert isinstance(made, Page)
        assert isinstance(other, Page)
        assert "hreflang" not in made.head + made.content + made.languages
        assert other.content == made.content, artifact.path
        assert re.sub("<link[^>]*hreflang[^>]*>", "", other.head) == made.head, artifact.path


TOLD = """\
translations:
  en:
    as_of: {day}
    title: A first test
    summary: What happens there.
    body: |
      Say “Tôi muốn hỏi” in Hà Nội, then see [the law](/van-ban/) or [the numbers](/duong-day-nong/).
"""


def _told(site: Path, day: str = "2026-11-12", also: str = "") -> tuple[Path, str]:
    """An article of the example that is told in English, as its file and its page below the root of the edition."""
    edit(site / "data/site.yaml", "  - vi\n", "  - vi\n  - en\n")
    file = site / "content/articles/2026/11/xet-nghiem-lan-dau.yaml"
    file.write_text(file.read_text(encoding="utf-8") + also + TOLD.format(day=day), encoding="utf-8")
    return file, "bai-viet/2026/11/xet-nghiem-lan-dau/"


def _english(site: Path, page: str) -> html.HtmlElement:
    return html.parse(site / f"site/en/{page}index.html", html.HTMLParser(encoding="utf-8")).getroot()


def test_a_translated_article_is_one_of_that_edition(published_site: Path) -> None:
    """It has a page, stands in the lists, names its twin, leads to what is there, and says what is Vietnamese."""
    _, page = _told(published_site)
    publish(published_site)
    made = _english(published_site, page)
    assert made.xpath("string(//h1)") == "A first test"
    said = [each.text_content() for each in made.xpath("//article/p//span[@lang='vi']")]
    assert said == ["“Tôi muốn hỏi”", "Hà Nội"]
    law, numbers = made.xpath("//article//p/a[contains(text(), 'the ')]")
    assert law.get("hreflang") == "vi"
    assert urljoin(f"{BASE}en/{page}", law.get("href")) == f"{BASE}van-ban/"
    assert urljoin(f"{BASE}en/{page}", numbers.get("href")) == f"{BASE}en/duong-day-nong/"
    for listed in ("", "bai-viet/", "bai-viet/2026/", "bai-viet/2026/11/", "chuong-trinh/hiv-aids/", page):
        shown = _english(published_site, listed)
        assert "A first test" in shown.text_content(), listed
        links = shown.xpath("//main//a[contains(@href, 'bai-viet/') and not(contains(@href, ':') or @hreflang)]/@href")
        assert links
        assert [
            each for each in links if not urljoin(f"{BASE}en/{listed}", each).startswith(f"{BASE}en/bai-viet/")
        ] == []
    vietnamese = (published_site / f"site/{page}index.html").read_text(encoding="utf-8")
    assert f'hreflang="en" href="https://example.org/en/{page}"' in vietnamese
    assert _english(published_site, "").xpath("//nav[contains(@class, 'menu')]//a[contains(., 'Articles')]/@href")


def test_a_translation_that_is_older_says_so(published_site: Path) -> None:
    """To readers on its page, and to the office."""
    _, page = _told(published_site, day="2026-11-10")
    report, diagnostics = build(published_site, published_site, TODAY)
    assert report.published
    assert [each.code for each in diagnostics if each.code.startswith("S00")] == ["S007"]
    assert "The original was changed on 12 Nov 2026." in _english(published_site, page).text_content()


def test_what_nobody_sees_yet_makes_no_section(published_site: Path) -> None:
    """A draft that is translated has neither a page nor a list in the edition, and no menu leads there."""
    file, _ = _told(published_site)
    edit(file, "status: published\n", "status: draft\n")
    ids = published_site / "data/ids.csv"
    lines = ids.read_text(encoding="utf-8").splitlines(keepends=True)
    ids.write_text("".join(each for each in lines if file.stem not in each), encoding="utf-8")
    publish(published_site)
    assert not (published_site / "site/en/bai-viet").exists()
    assert not _english(published_site, "").xpath("//a[contains(@href, 'bai-viet')]")


@pytest.mark.parametrize("day", ["2062-11-22", "2026-11-23"])
def test_no_text_was_translated_tomorrow(published_site: Path, day: str) -> None:
    """A slip in `as_of` would keep the notice of an older translation away."""
    _told(published_site, day=day)
    assert "D004" in [each.code for each in build(published_site, published_site, TODAY)[1]]


def test_what_a_translation_lacks_keeps_it_off_the_edition(published_site: Path) -> None:
    """Without a text there is no page, and the office is told."""
    file, page = _told(published_site)
    edit(file, "    summary: What happens there.\n", "")
    diagnostics = build(published_site, published_site, TODAY)[1]
    assert [each.code for each in diagnostics if each.code.startswith("S00")] == ["S006"]
    assert not (published_site / f"site/en/{page}").exists()
    assert not (published_site / "site/en/bai-viet").exists()


def test_a_withdrawn_article_is_withdrawn_in_every_edition(published_site: Path) -> None:
    """Its text is on no page and in no older release, and its former addresses lead on."""
    file, page = _told(published_site, also="aliases: [/cu/mot/]\n")
    publish(published_site)
    assert page in (published_site / "site/en/cu/mot/index.html").read_text(encoding="utf-8")
    edit(file, "translations:\n", "withdrawn: {on: 2026-11-10, why: Có chỗ sai}\ntranslations:\n")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.partition("    summary: What")[0], encoding="utf-8")  # an office takes the text out
    assert "S006" not in [each.code for each in build(published_site, published_site, TODAY)[1]]
    made = _english(published_site, page).text_content()
    assert "This article was withdrawn on 10 Nov 2026" in made
    assert "Tôi muốn hỏi" not in made
    texts = [each.read_text(encoding="utf-8") for each in published_site.glob("releases/*/en/**/index.html")]
    assert texts
    assert not any("Tôi muốn hỏi" in each for each in texts)


@pytest.mark.parametrize(("said", "code"), [("Call her at 0912 345 678.", "Q002"), ("See [it](/khong-co/).", "L002")])
def test_a_translation_is_judged_where_it_could_harm(published_site: Path, said: str, code: str) -> None:
    """A number of a person and a link to nowhere are found in it, each at its line."""
    file, _ = _told(published_site)
    edit(file, "      Say", f"      {said}\n\n      Say")
    lines = file.read_text(encoding="utf-8").splitlines()
    places = [each.place.line for each in build(published_site, published_site, TODAY)[1] if each.code == code]
    assert [lines[line - 1].strip() for line in places] == [said]


def test_an_edit_remakes_only_the_edition_that_shows_it(published_site: Path) -> None:
    """An article is in Vietnamese alone; a translation shows in English alone, and on every page of its kind."""
    edit(published_site / "data/site.yaml", "  - vi\n", "  - vi\n  - en\n")
    article = next(published_site.glob("content/articles/**/*.md"))
    publish(published_site)
    text = article.read_text(encoding="utf-8")
    article.write_text(f"{text}\nThêm một câu.\n", encoding="utf-8")
    written = publish(published_site).written
    assert written
    assert not [path for path in written if path.startswith("en/")]
    place = published_site / "data/locations/phong-kham-vi-du.yaml"
    with place.open("a", encoding="utf-8") as file:
        file.write("translations: {en: {name: Example Clinic}}\n")
    written = publish(published_site).written
    assert "en/noi-giup-do/dia-chi/phong-kham-vi-du/index.html" in written
    assert not [path for path in written if not path.startswith(("en/", "data/"))]
    page = (published_site / "site/en/noi-giup-do/dia-chi/phong-kham-vi-du/index.html").read_text(encoding="utf-8")
    assert "<h1>Example Clinic</h1>" in page
    names = json.loads((published_site / "site/en/tim/ten.json").read_text(encoding="utf-8"))["kinds"]
    assert ["Example Clinic", "phong-kham-vi-du", ["Phường Ninh Kiều, Cần Thơ", "vi"]] in names[-1][3]


def test_what_a_catalogue_does_not_say_is_said_in_vietnamese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a Khmer catalogue with one sentence that one is shown; all others are Vietnamese and, in HTML, say so."""
    (tmp_path / "vi").symlink_to(language.LOCALE / "vi")
    folder = tmp_path / "km/LC_MESSAGES"
    folder.mkdir(parents=True)
    begun = Catalog(locale="km")
    begun.add("Call", "ទូរស័ព្ទ")
    with (folder / "outreach.mo").open("wb") as file:
        write_mo(file, begun)
    monkeypatch.setattr(language, "LOCALE", tmp_path)
    for cached in (language.catalogue, environment):
        cached.cache_clear()
    try:
        (made,) = hotlines(edition(load(ROOT)[0], "km"), TODAY)
        page = html.fromstring(f"<div lang='km'>{made.make().content}</div>")
        assert page.findtext(".//h1/span[@lang='vi']") == "Gọi giúp đỡ"
        assert "ទូរស័ព្ទ" in environment("km").from_string("{{ _('Call') }}").render()
        assert environment("km").from_string("<p title=\"{{ _('Print') }}\">").render() == '<p title="In">'
        assert [
            each.tag for each in page.iter() if VIETNAMESE.search(each.text or "") and _language(each) != "vi"
        ] == []
    finally:
        for cached in (language.catalogue, environment):
            cached.cache_clear()


def test_a_tagged_text_is_a_text_for_all_but_html() -> None:
    """It travels to other processes, keeps its tag inside a sentence, and has a fingerprint of its own."""
    name = foreign("Hà Nội <1>", "vi")
    assert name == "Hà Nội <1>"
    assert name.__html__() == '<span lang="vi">Hà Nội &lt;1&gt;</span>'
    kept = pickle.loads(pickle.dumps(name))
    assert (kept, kept.__html__(), kept.language) == (name, name.__html__(), "vi")
    sentence = fill("Help & more: %(place)s", place=name)
    assert isinstance(sentence, Tagged)
    assert sentence == "Help & more: Hà Nội <1>"
    assert sentence.__html__() == "Help &amp; more: " + name.__html__()
    assert digest(str(name)) != digest(name)


def test_dates_are_written_as_their_language_writes_them() -> None:
    """At their own precision; where CLDR does not know a language, as in Việt Nam."""
    days = (date(2026, 11, 22), PartialDate(2016, 5), PartialDate(2008))
    assert [day_in(each, "en") for each in days] == ["22 Nov 2026", "May 2016", "2008"]
    assert [day_in(each, "vi") for each in days] == [day_in(each, "tyz") for each in days]
    assert [day_in(each, "vi") for each in days] == ["22/11/2026", "05/2016", "2008"]


@pytest.mark.browser
def test_the_finder_speaks_english_about_vietnamese_places(browser: Browser, project: Path) -> None:
    """Its words, dates and links are English, names are marked, and the data are those of the Vietnamese edition."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    with serve(project / "site") as base:
        page.goto(f"{base}en/noi-giup-do/#can=dieu-tri-methadone&noi=ha-noi")
        expect(page.locator("[data-count]")).to_contain_text(re.compile(r"\d+ places? fits?"))
        card = page.locator("[data-places] .place").first
        expect(card.locator("h3 a")).to_have_attribute("lang", "vi")
        expect(card.locator(".card__foot")).to_contain_text(re.compile(r"information from (\d+ )?\w* ?20\d\d"))
        bare = "els => els.filter((e) => !e.closest('[lang=vi]')).map((e) => e.textContent)"
        texts = page.locator("[data-places] *:not(:has(*))").evaluate_all(bare)
        assert [each for each in texts if VIETNAMESE.search(each)] == []
        field = page.get_by_role("combobox")
        field.fill("quan 5")
        expect(page.get_by_role("option").first).to_contain_text("Phường Chợ Lớn")
        field.press("ArrowDown")
        field.press("Enter")
        expect(page.locator("[data-note] p")).to_contain_text("Quận 5 is now 3 phường: Chợ Lớn")
        expect(page.locator("[data-note] p span").first).to_have_attribute("lang", "vi")
        card.locator("h3 a").click()
        page.wait_for_url("**/en/noi-giup-do/dia-chi/*/")
        way = page.locator(".languages a")
        box = way.bounding_box()
        assert box
        assert box["height"] >= 24
        way.click()
        page.wait_for_url(re.compile(rf"^{base}noi-giup-do/dia-chi/[^/]+/$"))
        expect(page.locator("html")).to_have_attribute("lang", "vi")
    context.close()


def test_an_address_that_nobody_closed_is_led_as_well() -> None:
    """A page written by hand may end in one; the gate tells it, and the build goes on until there."""
    assert relative('<p><a href="/tim/>tìm</a></p>', 1, lambda _: True, "vi") == '<p><a href="../tim/>tìm</a></p>'
    assert absolute('<a href="/tim/', "https://vi.du/a/", "https://vi.du/") == '<a href="https://vi.du/tim/'
