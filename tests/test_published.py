"""The published tree: every link leads somewhere, feeds are feeds, nothing comes from elsewhere."""

from __future__ import annotations

import re
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import brotli
import feedparser
import pytest
from lxml import etree, html

from generator import render
from generator.desk.examine import look
from generator.model import address, feed_address
from generator.model.artifact import Shape
from generator.model.diagnostic import Severity
from generator.renderers.machines import machines
from generator.renderers.page import FEED_TYPES, Frame
from generator.source.load import load
from tests.conftest import ROOT, TODAY
from tests.site import small

BASE = "https://demo.example/"
ALTERNATE = "//head/link[@rel='alternate']"
OWN_FEEDS = {
    "chuong-trinh/hiv-aids": "/feeds/chuong-trinh/hiv-aids.xml",
    "danh-cho/hoc-sinh": "/feeds/danh-cho/hoc-sinh.xml",
    "chien-dich/thang-phong-chong-hiv-aids": "/feeds/chien-dich/thang-phong-chong-hiv-aids.xml",
    "noi-giup-do": "/feeds/noi-giup-do.xml",
    "bai-viet/2026/11/xet-nghiem-hiv-lan-dau": "/feeds/chuong-trinh/hiv-aids.xml",
}
# By the language of the page: its locale, and what the office is called.
SAID = {
    "vi": ("vi_VN", "Sở Y tế tỉnh Mẫu (bản minh họa)"),
    "en": ("en_GB", "Department of Health, Mau Province (demonstration)"),
}


def _documents(site: Path) -> list[tuple[str, html.HtmlElement]]:
    """Every HTML file: pages, and what other sites show of them (tests/test_embed.py)."""
    parser = html.HTMLParser(encoding="utf-8")
    files = sorted(site.rglob("*.html"))
    assert files
    return [(path.relative_to(site).as_posix(), html.parse(path, parser).getroot()) for path in files]


def _pages(site: Path) -> list[tuple[str, html.HtmlElement]]:
    return [(name, page) for name, page in _documents(site) if not name.startswith("embed/")]


def test_every_link_leads_somewhere(site: Path) -> None:
    """Each address within the site, relative as it is written, is a file; each fragment is an id."""
    pages = dict(_documents(site))
    broken = []
    for name, page in pages.items():
        here = BASE + name.removesuffix("index.html")
        for _, attribute, link, _ in page.iterlinks():
            target = urlsplit(urljoin(here, link))
            if attribute not in ("href", "src", "action") or not target.geturl().startswith(BASE):
                continue
            path = target.path.removeprefix("/")
            file = f"{path}index.html" if path.endswith("/") or not path else path
            if not (site / file).is_file() or (
                target.fragment
                and file.endswith(".html")
                and not pages[file].xpath("//*[@id=$name]", name=target.fragment)
            ):
                broken.append((name, link))
    assert not broken


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs_inline(site: Path) -> None:
    """No foreign script, style, picture or frame; no inline script or style (a strict CSP holds)."""
    for name, page in _documents(site):
        for element in page.iter("script", "link", "img", "iframe", "source", "video", "audio", "object", "embed"):
            if element.tag == "link" and element.get("rel") in (
                "canonical",
                "alternate",
                "schema.DC",
                "schema.DCTERMS",
            ):
                continue  # names, never loaded
            address = element.get("src") or element.get("href") or ""
            assert not urlsplit(address).netloc, (name, address)
        run = [
            each for each in page.iter("script") if each.get("type") not in ("application/json", "application/ld+json")
        ]
        assert not [each for each in run if (each.text or "").strip()], name
        assert not page.xpath("//style | //*[@style] | //*[starts-with(name(@*), 'on')]"), name


def test_pages_have_one_title_and_unique_ids(site: Path) -> None:
    """One h1, headings without gaps, no id twice, a language, and titles that differ."""
    titles: dict[tuple[str, str], str] = {}
    for name, page in _pages(site):
        assert len(page.xpath("//h1")) == 1, name
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), (name, sorted({each for each in ids if ids.count(each) > 1}))
        levels = [int(each.tag[1]) for each in page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (name, levels)
        language = page.get("lang")
        assert language == ("en" if name.startswith("en/") else "vi"), name
        title = page.findtext(".//title")
        assert title, name
        assert (language, title) not in titles, (name, titles.get((language, title)))
        titles[language, title] = name


def test_every_page_tells_machines_what_it_tells_readers(site: Path) -> None:
    """Open Graph and Dublin Core in the head: title, description and address of the page; a picture that is there."""
    for name, page in _pages(site):
        if name == "404.html":
            continue
        told = {
            each.get(key): each.get("content") for key in ("name", "property") for each in page.xpath("//head/meta")
        }
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        assert told["og:title"] == told["DC.title"], name
        assert page.findtext(".//title").startswith(told["og:title"]), name
        assert told["og:description"] == told["description"], name
        assert told["og:url"] == told["DC.identifier"] == canonical, name
        assert told["og:site_name"] == "Bên bạn"
        assert told["DC.language"] == page.get("lang")
        assert (told["og:locale"], told["DC.publisher"]) == SAID[page.get("lang")], name
        assert told["DC.rights"] == "https://creativecommons.org/licenses/by/4.0/"
        assert told.get("og:type") in ("website", "article") or told.get("robots") == "noindex", name
        assert (site / told["og:image"].removeprefix(BASE)).is_file(), name


FOR_MACHINES = re.compile(
    r'<script type="application/ld\+json">.*?</script>|<(?:meta (?:name="DC|property=)|link rel="schema)[^>]*>\n?'
    r'|(?<=name="description") property="og:description"'
)


def test_what_machines_are_told_costs_readers_little(site: Path) -> None:
    """Half a kilobyte of an article and a quarter of the home page, as servers send them.

    Digests in names of assets are left out: they are noise, and change how well all the rest is compressed.
    """
    for path in (site / "index.html", *site.glob("bai-viet/20??/??/*/index.html")):
        page = re.sub(r"(assets/[^\s\"]+)\.[0-9a-f]{8}\.", r"\1.", path.read_text(encoding="utf-8"))
        whole, bare = (len(brotli.compress(each.encode())) for each in (page, FOR_MACHINES.sub("", page)))
        assert 100 < whole - bare <= (256 if path.parent == site else 560), path


def test_every_page_says_that_it_is_a_demonstration(site: Path) -> None:
    """One line in data/site.yaml puts it on every page."""
    for name, page in _pages(site):
        said = {"vi": "minh họa", "en": "Demonstration"}[page.get("lang")]
        assert said in page.xpath("string(//aside[@class='demo-strip'])"), name


def test_campaigns_that_are_over_come_last(site: Path) -> None:
    """Who opens the list wants to know what is on."""
    page = html.parse(site / "chien-dich/index.html", html.HTMLParser(encoding="utf-8")).getroot()
    over = [end < TODAY.isoformat() for end in page.xpath("//@data-campaign-end")]
    assert True in over
    assert over == sorted(over)


def test_unconfirmed_numbers_get_no_filled_button(site: Path) -> None:
    """A filled call button is a promise: only confirmed hotlines have one, and no unverified place."""
    records, _ = load(ROOT)
    confirmed = {re.sub(r"\D", "", line.number) for line in records.hotlines.values() if line.status == "confirmed"}
    hidden = {re.sub(r"\D", "", line.number) for line in records.hotlines.values() if not line.shown}
    for name, page in _documents(site):
        for link in page.xpath("//a[contains(@class, 'btn--filled')][starts-with(@href, 'tel:')]"):
            assert re.sub(r"\D", "", link.get("href")) in confirmed, name
        for link in page.xpath("//a[starts-with(@href, 'tel:')]"):
            assert re.sub(r"\D", "", link.get("href")).removeprefix("84") not in {
                each.lstrip("0") for each in hidden
            }, name


def test_a_button_to_call_says_its_number_once(site: Path) -> None:
    """Who hears the page would write it down twice."""
    for name, page in _documents(site):
        for link in page.xpath("//a[contains(@class, 'btn')][starts-with(@href, 'tel:')]"):
            number, said = (re.sub(r"\D", "", each) for each in (link.get("href"), link.text_content()))
            assert said == re.sub("^84", "0", number), name


def test_all_locations_are_there_and_unverified(site: Path) -> None:
    """All 36 sourced places have a page that says where it is from and that nobody has checked it."""
    records, _ = load(ROOT)
    assert len(records.locations) == 36
    for location in records.locations.values():
        page = html.parse(site / f"noi-giup-do/dia-chi/{location.part}/index.html").getroot()
        text = page.text_content()
        assert "Chưa kiểm tra" in text
        assert location.verified.source.title in text


def test_the_help_says_what_exit_saving_and_maps_leave_behind(site: Path) -> None:
    """Earlier pages stay, history stays and how to clear it, and what is saved or sent stays on the phone."""
    text = html.parse(site / "quyen-rieng-tu/index.html").getroot().text_content()
    for words in (
        "Những trang bạn đã xem trước đó vẫn còn",
        "Trang bạn mở ở thẻ khác cũng còn",
        "nút Quay lại đưa về đúng trang này",
        "Nút không xóa lịch sử duyệt web",
        "Xóa lịch sử của riêng trang này",
        "Ctrl + H",
        "ghi-chu.html",
        "Trang ấy biết nơi bạn muốn đến",
    ):
        assert words in text, words


@pytest.mark.parametrize(
    "feed", ["feeds/rss.xml", "feeds/chuong-trinh/hiv-aids.xml", "feeds/chuong-trinh/an-sinh-xa-hoi.xml"]
)
def test_feeds_are_feeds(site: Path, feed: str) -> None:
    """Well-formed, whole, absolute, with permanent ids and different dates, none in the future."""
    raw = (site / feed).read_bytes()
    read = feedparser.parse(raw)
    assert not read.bozo
    assert read.entries
    assert len(read.entries) <= 25
    assert len(raw) <= 500 * 1024
    assert read.feed.link.startswith(BASE)
    channel = etree.fromstring(raw).find("channel")
    assert channel is not None
    assert channel.find("{http://www.w3.org/2005/Atom}link").get("href") == BASE + feed
    ids = [entry.id for entry in read.entries]
    assert len(set(ids)) == len(ids)
    assert all(each.startswith("tag:demo.example,2026:articles/") for each in ids)
    dates = [entry.published for entry in read.entries]
    assert len(set(dates)) == len(dates)
    assert all(each.endswith("+0700") for each in dates)
    changed = [entry.updated for entry in read.entries]
    assert len(set(changed)) == len(changed)
    assert changed == sorted(changed, reverse=True)
    for item in channel.iter("item"):
        assert item.find("guid").get("isPermaLink") == "false"
        names = [etree.QName(each).localname for each in item]
        assert names.index("description") < names.index("encoded")
        content = html.fragment_fromstring(item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded"), "div")
        assert len(content.text_content()) > 500
        assert all(urlsplit(link).scheme for _, _, link, _ in content.iterlinks())


def test_feeds_are_found_from_every_page(site: Path) -> None:
    """The main feed is announced in every head in each format, and so is a page's own feed; it speaks Vietnamese."""
    for name, page in _pages(site):
        if page.get("lang") != "vi":
            continue
        found = {(each.get("type"), urljoin(BASE + name, each.get("href"))) for each in page.xpath(ALTERNATE)}
        assert found >= _announced(feed_address.MAIN), name
    for name, feed in OWN_FEEDS.items():
        page = html.parse(site / name / "index.html").getroot()
        found = {(each.get("type"), urljoin(f"{BASE}{name}/", each.get("href"))) for each in page.xpath(ALTERNATE)}
        assert found >= _announced(feed), name
    month = html.parse(site / "bai-viet/2026/10/index.html").getroot()
    assert month.xpath("//head/link[@type='application/atom+xml'][@href='../../../bai-viet/2026/10/luu-tru.atom']")


def _announced(feed: str) -> set[tuple[str, str]]:
    """What a head says of a feed: each format with its media type."""
    return set(zip(FEED_TYPES, (BASE + path[1:] for path in feed_address.formats(feed)), strict=True))


def test_the_sitemap_lists_what_is_there(site: Path) -> None:
    """Every address is a page, every record page is listed, redirects and the error page are not."""
    root = etree.parse(site / "sitemap.xml").getroot()
    listed = {each.text.removeprefix(BASE) for each in root.iter("{*}loc")}
    pages = {path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("index.html")}
    assert listed == pages
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text()


def test_a_page_lies_where_its_view_says() -> None:
    """What is listed of a page that is described later on: its file, its section, its depth and its edition."""
    described = [each for each in render(load(ROOT)[0], TODAY) if each.shape]
    shown = [each for each in described if isinstance(getattr(each.said, "frame", None), Frame)]
    assert {each.shape.edition for each in shown if each.shape} == {"", "en"}
    for each in shown:
        where: Frame = each.said.frame
        folder = where.folder
        assert each.path == f"{folder}{address.file_of(where.path)}"
        assert each.shape == Shape(where.section, where.depth + folder.count("/"), folder.strip("/")), each.path


def test_no_sitemap_is_longer_than_search_engines_read() -> None:
    """Of one with more than 50,000 addresses they read none (sitemaps.org)."""
    site = small()
    pages = {f"trang/{number}/index.html" for number in range(50_001)}
    made = {each.path: each.make() for each in machines(site, TODAY, pages)}
    index = etree.fromstring(made["sitemap.xml"])
    assert index.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}sitemapindex"
    named = [each.text.removeprefix(site.config.base_url) for each in index.iter("{*}loc")]
    assert {*named, "sitemap.xml", "robots.txt"} == made.keys()
    listed = [[each.text for each in etree.fromstring(made[name]).iter("{*}loc")] for name in named]
    assert all(len(each) <= 5_000 for each in listed)
    assert {url for each in listed for url in each} >= {site.config.url(address.of_file(each)) for each in pages}


def test_hosts_are_told_of_every_sitemap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a large site, too, each file at the root has the headers of its own."""
    monkeypatch.setattr(import_module("generator.renderers.machines"), "_MOST", 20)
    made = {each.path: each for each in render(small(), TODAY)}
    headers = made["_headers"].make()
    assert isinstance(headers, bytes)
    at_root = {f"/{path}" for path in made if "/" not in path and path[0] != "_"}
    assert {"/sitemap.xml", "/sitemap-2.xml"} <= at_root
    assert at_root <= {*headers.decode().splitlines()}


def test_hosts_are_not_told_of_a_picture_that_nobody_sees(small_site: Path) -> None:
    """It is not published; of what lies in folders the folder alone is named."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    for file in ("khong-ai-thay.svg", "ban-ve/khong-ai-thay.svg"):
        (small_site / "content/pages" / file).parent.mkdir(exist_ok=True)
        (small_site / "content/pages" / file).write_text(drawing, encoding="utf-8")
    (headers,) = (each.make() for each in render(load(small_site)[0], TODAY) if each.path == "_headers")
    assert "/ban-ve/*" in str(headers, "utf-8").splitlines()
    assert "khong-ai-thay" not in str(headers, "utf-8")


def test_the_doctor_of_feeds_finds_nothing_in_our_own(site: Path) -> None:
    """Every feed and every month: nothing above a note."""
    feeds = [path for path in sorted(site.rglob("*")) if path.suffix in (".xml", ".atom", ".json") and _is_feed(path)]
    assert len(feeds) > 30
    for path in feeds:
        seen = look(str(path), TODAY)
        assert seen.examined, path
        assert [str(each.message) for each in seen.diagnostics if each.severity is not Severity.NOTE] == [], path


def _is_feed(path: Path) -> bool:
    head = path.read_bytes()[:300]
    return b"<rss " in head or b"<feed " in head or b"jsonfeed.org" in head
