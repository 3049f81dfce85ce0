"""Feeds that other sites can trust: one model in three formats, what stays, what goes, and what others can verify."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from PIL import Image

from generator.build.ledger import Ledger
from generator.build.releases import Releases
from generator.model import address, feed_address
from generator.model.article import Article, Withdrawal
from generator.model.artifact import Artifact, Page, digest
from generator.model.config import Licence
from generator.model.diagnostic import errors
from generator.model.location import Change
from generator.model.picture import Picture
from generator.model.site import Site
from generator.model.taken import Taken
from generator.renderers import render
from generator.renderers.feeds.files import feeds
from generator.renderers.feeds.items import at, seen
from generator.source.load import load
from tests.conftest import TODAY
from tests.site import edit, publish, small
from tests.test_feed_schemas import ATOM, JSON_FEED, RSS, mistakes

NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "fh": "http://purl.org/syndication/history/1.0",
}
SMALL = small()
RECORD_FEEDS = (feed_address.CHANGES, feed_address.HANDOUTS)  # of what is no article
SECRET = "Câu này phải biến mất ở mọi nơi."
LIMIT = 500 * 1024  # bytes of a feed
# As small as a PNG can be.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000a49444154789c63000100000500010d0a2db40000000049454e44ae426082"
)
BODY = """
Xem [văn bản](/van-ban/), [mục dưới](#muc-mot), [bài bên cạnh](../bai-khac/), [nơi khác](//vi-du.example/a?b=1&c=2).

## Mục một

| Cột | Cột |
|---|---|
| a | `<script>alert(1)</script>` |

<script>alert(2)</script>

[xấu](javascript:alert(3)), [lạ](http://[x "tựa ]]>"), ]]> & "nháy"
"""


def article(number: int, day: date, **values: object) -> Article:
    """A made-up article."""
    return Article(
        **{
            "id": f"{day:%Y-%m}-bai-vi-du-{number:03}",
            "title": f"Bài ví dụ {number}",
            "kind": "story",
            "status": "published",
            "published": day,
            "programmes": ("hiv-aids",),
            "audiences": ("public",),
            "summary": f"Tóm tắt ví dụ {number}.",
            "body": f"Nội dung ví dụ {number}.\n{BODY}",
            **values,
        }  # type: ignore[arg-type]
    )


def site_of(articles: Iterable[Article], site: Site = SMALL, **config: object) -> Site:
    """The small site with these articles instead of its own, and settings changed."""
    changed = site.config.model_copy(update=config)
    return replace(site, config=changed, articles={each.id: each for each in articles})


def planned(site: Site, today: date = TODAY) -> list[Artifact]:
    """What the feeds of a site are made of."""
    return [each for batch in feeds(site, today) for each in batch.make(site, today, *batch.given)]


def made(site: Site, today: date = TODAY, only: Collection[str] = ()) -> dict[str, bytes]:
    """Every feed by its path, or only some."""
    artifacts = [each for each in planned(site, today) if each.shape is None and (not only or each.path in only)]
    return {each.path: each.make() for each in artifacts}  # type: ignore[misc]


def as_json(feed: bytes) -> list[dict]:  # type: ignore[type-arg]
    """The items of a JSON feed."""
    return json.loads(feed)["items"]  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def rich() -> Site:
    """A site with all that a feed can meet: pictures, corrections, a withdrawal, marks of HTML, changes of places."""
    days = [date(2026, 8, 3) + timedelta(days=4 * number) for number in range(27)]
    articles = [article(number, day) for number, day in enumerate(days)]
    articles += [
        article(50, date(2026, 8, 5), updated=date(2026, 11, 20), title="Đã <b>sửa</b> & 3 < 4", unit="can-tho"),
        article(51, date(2026, 11, 10), image={"file": "anh/vi-du.png", "alt": "Ảnh ví dụ", "credit": "Ví dụ"}),
        article(
            52,
            date(2026, 9, 9),
            body=SECRET,
            summary=SECRET,
            key_points=(SECRET,),
            withdrawn=Withdrawal(on=date(2026, 11, 21), why="Có chỗ chưa đúng."),
        ),
        article(53, date(2026, 11, 12), updated=date(2026, 11, 12), time=time(14, 30), documents=("ke-hoach-vi-du",)),
    ]
    place = SMALL.locations["phong-kham-vi-du"]
    kinds = ("opened", "moved", "renamed", "phone", "services", "hours", "hours")
    changes = [Change(date="2026-03" if kind == "opened" else "2026-10-05", kind=kind, note=kind) for kind in kinds]
    changes.append(Change(date="2026-12-24", kind="closed", note="Chưa tới ngày này."))
    location = place.model_copy(update={"changes": tuple(changes)})
    site = replace(SMALL, locations={location.id: location}, pictures={"anh/vi-du.png": Picture(len(PICTURE))})
    return site_of(articles, site, hub="https://hub.example/")


@pytest.fixture(scope="module")
def rich_feeds(rich: Site) -> dict[str, bytes]:
    """All its feeds."""
    return made(rich)


def test_every_feed_fits_its_standard(rich_feeds: dict[str, bytes]) -> None:
    """RFC 4287, RSS 2.0 and JSON Feed 1.1, by the schemas that see thirty mistakes each."""
    for path, content in rich_feeds.items():
        if path.endswith(".json"):
            JSON_FEED.validate(json.loads(content))
        elif path.endswith(".opml"):
            assert etree.fromstring(content).get("version") == "2.0"
        else:
            schema = ATOM if path.endswith(".atom") or path == "feeds/atom.xml" else RSS
            assert mistakes(schema, content.decode()) == [], path


def test_there_is_a_feed_for_everything(rich: Site, rich_feeds: dict[str, bytes]) -> None:
    """The site, changes of places, handouts, each programme, campaign, audience, kind of article, each unit.

    An article of the small site was about Ninh Kiều, which its register keeps.
    """
    wanted = [feed_address.MAIN, feed_address.CHANGES, feed_address.HANDOUTS]
    wanted += [f"/feeds/don-vi/{unit}.xml" for unit in ("can-tho", "can-tho-ninh-kieu")]
    wanted += map(feed_address.programme, rich.programmes.values())
    wanted += map(feed_address.campaign, rich.campaigns.values())
    wanted += map(feed_address.audience, rich.audiences.values())
    wanted += map(feed_address.kind, rich.article_kinds.values())
    months = {f"bai-viet/2026/{month:02}/luu-tru.atom" for month in (8, 9, 10, 11)}
    in_each_format = {path[1:] for feed in wanted for path in feed_address.formats(feed)}
    assert rich_feeds.keys() == in_each_format | months | {"feeds/tat-ca.opml"}


def test_a_feed_stays_at_its_former_address(rich: Site, rich_feeds: dict[str, bytes]) -> None:
    """A programme under a new name keeps its readers: the old address has the same bytes, and names the new one."""
    programme = rich.programmes["hiv-aids"]
    renamed = programme.model_copy(update={"slug": "ten-moi", "aliases": (address.programme(programme),)})
    now = made(replace(rich, programmes={**rich.programmes, "hiv-aids": renamed}))
    for ending in ("xml", "atom", "json"):
        old, new = (now[f"feeds/chuong-trinh/{part}.{ending}"] for part in (programme.part, "ten-moi"))
        assert old == new
        assert f"https://example.org/feeds/chuong-trinh/ten-moi.{ending}".encode() in old
    assert rich_feeds.keys() < now.keys()


@pytest.mark.parametrize("feed", [feed_address.MAIN, "/feeds/chuong-trinh/hiv-aids.xml", *RECORD_FEEDS])
def test_the_three_formats_say_the_same(feed: str, rich_feeds: dict[str, bytes]) -> None:
    """An independent reader finds equal items; the withdrawn one is an item in RSS and JSON, a tombstone in Atom."""
    rss, atom, as_items = (rich_feeds[path[1:]] for path in feed_address.formats(feed))
    read_rss, read_atom = feedparser.parse(rss), feedparser.parse(atom)
    assert not read_rss.bozo
    assert not read_atom.bozo
    assert read_rss.feed.title == read_atom.feed.title == json.loads(as_items)["title"]
    assert read_rss.feed.link == read_atom.feed.link
    assert read_atom.feed.author_detail.name == SMALL.config.office.name

    def told(entry: feedparser.FeedParserDict) -> tuple[object, ...]:
        enclosures = [(each.href, each.type, each.length) for each in entry.get("enclosures", ())]
        tags = [each.term for each in entry.tags]
        moments = (entry.published_parsed, entry.updated_parsed)
        return entry.id, entry.title, entry.link, entry.summary, entry.content[0].value, *moments, tags, enclosures

    gone = [each for each in as_json(as_items) if each["_outreach"]["withdrawn"]]
    there = [each for each in read_rss.entries if each.id not in {item["id"] for item in gone}]
    assert [told(each) for each in there] == [told(each) for each in read_atom.entries]
    assert [each.id for each in read_rss.entries] == [each["id"] for each in as_json(as_items)]
    for entry, item in zip(read_rss.entries, as_json(as_items), strict=True):
        assert (entry.title, entry.link) == (item["title"], item["url"])
        assert entry.summary.startswith(item["summary"])
        assert _words(entry.content[0].value) == _words(item["content_html"])
        assert datetime.fromisoformat(item["date_modified"]).utctimetuple()[:6] == entry.updated_parsed[:6]
    tombstones = etree.fromstring(atom).findall("at:deleted-entry", NS)
    assert [each.get("ref") for each in tombstones] == [each["id"] for each in gone]


def _words(content: str) -> list[str]:
    """The words of HTML, without the tags that readers normalise."""
    return html.fragment_fromstring(content, "div").text_content().split()  # type: ignore[no-any-return]


def test_six_fields_hold_all_that_must_be_shown(rich_feeds: dict[str, bytes]) -> None:
    """Receivers that map guid, title, link, description, pubDate and category alone name the source and the terms."""
    for item in etree.fromstring(rich_feeds["feeds/rss.xml"]).iter("item"):
        description = item.findtext("description")
        assert "Trung tâm Y tế Ví dụ" in description
        assert item.findtext("link") in description
        assert "CC BY 4.0" in description
        assert "chưa được kiểm tra lại" in description  # a demonstration says so
        assert item.find("guid").get("isPermaLink") == "false"
        assert item.find("category") is not None


def test_titles_are_plain_words(rich_feeds: dict[str, bytes]) -> None:
    """No tag in a title; a sign that is none stays."""
    titles = [each["title"] for each in as_json(rich_feeds["feeds/feed.json"])]
    assert "Đã sửa & 3 < 4" in titles
    assert not [each for each in titles if re.search(r"<[a-z/]", each)]


def test_what_other_sites_say_is_plain_words_too() -> None:
    """RSS reads a summary as HTML: the name of another office, or its reason, would be a part of portals' pages."""
    mark = "<img src=x onerror=alert(1)>"
    taken = Taken(
        subscription="vi-du",
        id="tag:nguon.example,2026:articles/1",
        url="https://nguon.example/bai/",
        office=f"Cơ quan {mark}khác",
        published=datetime.fromisoformat("2026-08-03T07:00:00+07:00"),
        updated=datetime.fromisoformat("2026-08-03T07:00:00+07:00"),
        sha256="0" * 64,
    )
    gone = Withdrawal(on=date(2026, 11, 1), why=f"Số {mark}cũ & 3 < 4")
    theirs = [article(1, date(2026, 8, 3), taken=taken, withdrawn=gone, body="<p>Nội dung.</p>")]
    content = made(site_of(theirs), only={"feeds/rss.xml", "feeds/feed.json"})
    (summary,) = (each["summary"] for each in as_json(content["feeds/feed.json"]))
    assert summary.endswith("Số cũ & 3 < 4")
    description = etree.fromstring(content["feeds/rss.xml"]).findtext("channel/item/description")
    assert "Nguồn: Cơ quan khác, " in description
    assert not list(html.fragment_fromstring(description, "div"))


def test_every_address_is_absolute_and_safe(rich_feeds: dict[str, bytes]) -> None:
    """In attributes of the document and in the HTML of items; nothing runs, nothing carries our own classes or ids."""
    contents = []
    for path, content in rich_feeds.items():
        if path.endswith(".json"):
            items = as_json(content)
            contents += [each["content_html"] for each in items]
            addresses = [json.loads(content)["feed_url"], *(each["url"] for each in items)]
            addresses += [each["image"] for each in items if "image" in each]
        else:
            root = etree.fromstring(content)
            names = ("href", "src", "url", "uri", "xmlUrl", "htmlUrl")
            addresses = [each.get(name) for each in root.iter() for name in names if each.get(name)]
            addresses += [each.text for each in root.iter("link", "{*}uri") if each.text and each.text.strip()]
        assert addresses, path
        assert all(urlsplit(each).scheme and urlsplit(each).netloc for each in addresses), path
    for content in contents:
        fragment = html.fragment_fromstring(content, "div")
        assert all(urlsplit(link).scheme in ("https", "http", "tel") for _, _, link, _ in fragment.iterlinks())
        assert not fragment.xpath(".//script | .//style | .//iframe | .//*[@class or @id or @style]")
    body = next(each for each in contents if "mục dưới" in each)
    links = {each.text: each.get("href") for each in html.fragment_fromstring(body, "div").iter("a")}
    assert links["văn bản"] == "https://example.org/van-ban/"
    assert re.fullmatch(r"https://example\.org/bai-viet/2026/\d\d/bai-vi-du-\d+/#muc-mot", links["mục dưới"])
    assert re.fullmatch(r"https://example\.org/bai-viet/2026/\d\d/bai-khac/", links["bài bên cạnh"])
    assert links["nơi khác"] == "https://vi-du.example/a?b=1&c=2"
    assert re.fullmatch(r"https://example\.org/bai-viet/2026/\d\d/bai-vi-du-\d+/", links["xấu"])
    assert links["lạ"] is None


def test_a_site_in_a_folder_of_its_host_has_whole_addresses(rich: Site) -> None:
    """An address of ours starts at the site, not at the host."""
    there = site_of(rich.articles.values(), rich, base_url="https://example.org/suc-khoe/")
    item = as_json(made(there)["feeds/feed.json"])[1]
    assert item["url"].startswith("https://example.org/suc-khoe/bai-viet/")
    assert 'href="https://example.org/suc-khoe/van-ban/"' in item["content_html"]


def test_ids_survive_a_new_domain(rich: Site, rich_feeds: dict[str, bytes]) -> None:
    """Not one id changes with the site's address, and none is there twice (RFC 4151)."""
    moved = made(site_of(rich.articles.values(), rich, base_url="https://noi-moi.example/"))
    for path in (each for each in rich_feeds if each.endswith(".json")):
        before, after = json.loads(rich_feeds[path]), json.loads(moved[path])
        ids = [each["id"] for each in before["items"]]
        assert ids == [each["id"] for each in after["items"]]
        assert before["_outreach"]["id"] == after["_outreach"]["id"]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"tag:example\.org,2026:[a-z]+/[\w/.-]+", each) for each in ids)
    feed_ids = [json.loads(each)["_outreach"]["id"] for path, each in rich_feeds.items() if path.endswith(".json")]
    assert len(set(feed_ids)) == len(feed_ids)


def test_dates_are_of_vietnam_unique_and_past(rich_feeds: dict[str, bytes]) -> None:
    """At +07:00, none after the first minutes of today, no two alike in a feed; a feed is as new as its newest item."""
    latest = datetime.fromisoformat(f"{TODAY}T00:02:00+07:00")
    for path in (each for each in rich_feeds if each.endswith(".json")):
        feed = json.loads(rich_feeds[path])
        for name in ("date_published", "date_modified"):
            dates = [each[name] for each in feed["items"]]
            assert len(set(dates)) == len(dates), path
            assert all(each.endswith("+07:00") and datetime.fromisoformat(each) <= latest for each in dates)
        changed = [each["date_modified"] for each in feed["items"]]
        assert changed == sorted(changed, reverse=True)
        assert feed["_outreach"]["updated"] == max(changed, default="2026-01-01T00:00:00+07:00")
        assert all(each["date_published"] <= each["date_modified"] for each in feed["items"])


DAYS = st.dates(date(2026, 1, 1), date(2026, 11, 22))


@st.composite
def histories(draw: st.DrawFn) -> list[Article]:
    """Articles in the order they were written."""
    articles = []
    for number, day in enumerate(draw(st.lists(DAYS, min_size=1, max_size=12))):
        updated = draw(st.none() | st.dates(day, date(2026, 11, 22)))
        moment = draw(st.none() | st.times(timezones=st.none()).map(lambda each: each.replace(second=0, microsecond=0)))
        articles.append(article(number, day, updated=updated, time=moment))
    return articles


@settings(max_examples=60, deadline=None)
@given(histories())
def test_moments_are_unique_and_kept(articles: list[Article]) -> None:
    """No two items share a moment, a correction has one of its own, and newer articles never move older ones."""
    items = {each.article.id: each for each in seen(site_of(articles), TODAY)}
    assert len({each.published for each in items.values()}) == len(items)
    assert len({each.updated for each in items.values()}) == len(items)
    for each in articles:
        item = items[each.id]
        assert at(item.published).date() == each.published
        assert (item.updated > item.published) >= (each.updated is not None)
    older = [each for each in articles if each.published < max(other.published for other in articles)]
    before = {each.article.id: each.published for each in seen(site_of(older), TODAY)}
    assert before == {key: items[key].published for key in before}


def test_a_correction_of_the_same_day_is_new(rich_feeds: dict[str, bytes]) -> None:
    """Receivers compare `updated`, so it moves even when an article is corrected on its first day."""
    item = next(each for each in as_json(rich_feeds["feeds/feed.json"]) if each["id"].endswith("bai-vi-du-053"))
    assert item["date_published"] < item["date_modified"]
    assert item["date_modified"].startswith("2026-11-12T00:01")


def test_the_main_feed_is_bounded(rich: Site) -> None:
    """At most 25 items besides withdrawals, and 500 KB in every format, whatever officers write; items are whole."""
    heavy = "Chữ `<&\"'>` dài & nặng. " * 1600
    articles = [article(number, TODAY - timedelta(days=number), body=heavy) for number in range(40)]
    main = {path[1:] for path in feed_address.formats(feed_address.MAIN)}
    content = made(site_of(articles, rich), only=main)
    assert all(0.5 * LIMIT < len(content[path]) <= LIMIT for path in main)
    ids = [each["id"] for each in as_json(content["feeds/feed.json"])]
    assert ids == [each.id for each in feedparser.parse(content["feeds/rss.xml"]).entries]
    assert ids == [each.id for each in feedparser.parse(content["feeds/atom.xml"]).entries]
    assert 2 <= len(ids) < 20
    light = made(site_of([article(number, TODAY - timedelta(days=number)) for number in range(60)], rich), only=main)
    assert 20 <= len(as_json(light["feeds/feed.json"])) <= 25


def test_old_articles_come_back_when_they_change(rich_feeds: dict[str, bytes]) -> None:
    """The main feed tells of a correction and a withdrawal of what left it long ago (RFC 5005, section 4.1)."""
    ids = [each["id"].rpartition("-")[2] for each in as_json(rich_feeds["feeds/feed.json"])]
    assert ids[:2] == ["052", "050"]
    assert len(ids) == 22


def test_a_withdrawn_text_is_nowhere(rich: Site) -> None:
    """Not a word of it in any output, nor among the values that feeds are made of."""
    for artifact in render(rich, TODAY):
        content = artifact.make()
        text = f"{content.head}{content.content}" if isinstance(content, Page) else content.decode(errors="replace")
        assert SECRET not in text, artifact.path
    assert all(SECRET not in repr(each.said) for each in planned(rich))


def test_a_withdrawn_article_is_marked(rich_feeds: dict[str, bytes]) -> None:
    """Title, reason and day in RSS and JSON; in Atom a tombstone that names entry and moment (RFC 6721)."""
    item = as_json(rich_feeds["feeds/feed.json"])[0]
    assert item["title"] == "Đã thu hồi: Bài ví dụ 52"  # receivers look for these words (docs/feeds.md)
    assert item["_outreach"]["withdrawn"] is True
    assert item["_outreach"]["reason"] == "Có chỗ chưa đúng."
    assert "21/11/2026" in item["summary"]
    first = next(etree.fromstring(rich_feeds["feeds/rss.xml"]).iter("item"))
    assert first.findtext("title") == item["title"]
    assert "Có chỗ chưa đúng." in first.findtext("description")
    for path in ("feeds/atom.xml", "bai-viet/2026/09/luu-tru.atom"):
        (gone,) = etree.fromstring(rich_feeds[path]).findall("at:deleted-entry", NS)
        assert (gone.get("ref"), gone.get("when")) == (item["id"], item["date_modified"])
        assert "Có chỗ chưa đúng." in gone.findtext("at:comment", namespaces=NS)


def test_every_late_withdrawal_is_told() -> None:
    """However many there are beside the corrections: a copy elsewhere shall go too."""
    day = date(2026, 8, 3)
    fresh = [article(number, day + timedelta(days=number)) for number in range(40, 60)]
    gone = [
        article(number, day, withdrawn=Withdrawal(on=date(2026, 11, 1) + timedelta(days=number), why="Sai."))
        for number in range(9)
    ]
    amended = [article(number, day, updated=date(2026, 11, 20)) for number in range(10, 20)]
    items = as_json(made(site_of([*fresh, *gone, *amended]), only={"feeds/feed.json"})["feeds/feed.json"])
    assert [each["_outreach"]["withdrawn"] for each in items].count(True) == len(gone)
    assert len(items) == len(fresh) + 5 + len(gone)


def test_a_handout_may_have_terms_of_its_own(rich: Site) -> None:
    """Another licence than that of the site stands at the item in every format."""
    own = Licence(name="CC BY-NC 4.0", url="https://creativecommons.org/licenses/by-nc/4.0/")
    handouts = {key: each.model_copy(update={"licence": own}) for key, each in rich.handouts.items()}
    assert handouts
    paths = {f"feeds/tai-lieu.{ending}" for ending in ("xml", "atom", "json")}
    for path, feed in made(replace(rich, handouts=handouts), only=paths).items():
        assert b"by-nc/4.0" in feed or b"CC BY-NC 4.0" in feed, path


def test_months_are_archives(rich_feeds: dict[str, bytes]) -> None:
    """The chain of RFC 5005: from the current feed back to the first month, and forth; every document is there."""
    root = etree.fromstring(rich_feeds["feeds/atom.xml"])
    seen = []
    later = None
    while previous := root.xpath("string(atom:link[@rel='prev-archive']/@href)", namespaces=NS):
        path = previous.removeprefix("https://example.org/")
        root = etree.fromstring(rich_feeds[path])
        assert root.find("fh:archive", NS) is not None
        assert root.findtext("atom:id", namespaces=NS) == "tag:example.org,2026:feeds/site"
        assert root.xpath("string(atom:link[@rel='self']/@href)", namespaces=NS) == previous
        assert root.xpath("string(atom:link[@rel='current']/@href)", namespaces=NS).endswith("/feeds/atom.xml")
        following = root.xpath("string(atom:link[@rel='next-archive']/@href)", namespaces=NS)
        assert following.removeprefix("https://example.org/") in rich_feeds
        assert later in (None, following)
        later = previous
        seen.append(path)
    assert seen == [f"bai-viet/2026/{month:02}/luu-tru.atom" for month in (10, 9, 8)]
    running = etree.fromstring(rich_feeds["bai-viet/2026/11/luu-tru.atom"])
    assert running.find("fh:archive", NS) is None
    assert running.xpath("not(atom:link[@rel='next-archive'])", namespaces=NS)


def months(content: dict[str, bytes]) -> dict[str, bytes]:
    """The documents of the months."""
    return {path: each for path, each in content.items() if path.endswith("luu-tru.atom")}


def test_a_closed_month_changes_only_with_its_articles(rich: Site, rich_feeds: dict[str, bytes]) -> None:
    """Later months and later articles leave its bytes; a correction, a withdrawal in it change it alone."""
    later = article(60, date(2027, 2, 3))
    after = months(made(site_of([*rich.articles.values(), later], rich), date(2027, 2, 20)))
    closed = {path: each for path, each in months(rich_feeds).items() if path != "bai-viet/2026/11/luu-tru.atom"}
    assert {path: after[path] for path in closed} == closed
    assert after.keys() - months(rich_feeds).keys() == {
        f"bai-viet/{month}/luu-tru.atom" for month in ("2026/12", "2027/01", "2027/02")
    }
    stays = months(made(rich, date(2027, 2, 20)))
    for values in ({"updated": date(2027, 2, 19)}, {"withdrawn": Withdrawal(on=date(2027, 2, 19), why="Ví dụ.")}):
        changed = [
            each.model_copy(update=values) if each.id.startswith("2026-09") and each.id.endswith("010") else each
            for each in rich.articles.values()
        ]
        now = months(made(site_of(changed, rich), date(2027, 2, 20)))
        assert [path for path in stays if stays[path] != now[path]] == ["bai-viet/2026/09/luu-tru.atom"]


def test_pictures_go_along_with_their_size(rich_feeds: dict[str, bytes]) -> None:
    """As an enclosure with length and type, and in the text with its words and its credit."""
    item = next(each for each in as_json(rich_feeds["feeds/feed.json"]) if "image" in each)
    picture = {"url": "https://example.org/anh/vi-du.png", "mime_type": "image/png", "size_in_bytes": len(PICTURE)}
    assert item["attachments"] == [picture]
    assert '<img src="https://example.org/anh/vi-du.png" alt="Ảnh ví dụ">' in item["content_html"]
    (enclosure,) = etree.fromstring(rich_feeds["feeds/rss.xml"]).iter("enclosure")
    assert dict(enclosure.attrib) == {
        "url": picture["url"], "length": str(len(PICTURE)), "type": "image/png"
    }  # fmt: skip


def test_the_size_is_that_of_the_published_file(small_site: Path) -> None:
    """It is known from reading the site, before anything is built."""
    (small_site / "content/pages/anh").mkdir()
    (small_site / "content/pages/anh/vi-du.png").write_bytes(PICTURE)
    site, diagnostics = load(small_site)
    assert not errors(diagnostics)
    assert site.pictures["anh/vi-du.png"].size == len(PICTURE)


def test_changes_of_places_have_a_feed(rich: Site, rich_feeds: dict[str, bytes]) -> None:
    """Every change that has come, under an id that stays when others are added; what nobody checked is called so."""
    items = as_json(rich_feeds["feeds/noi-giup-do.json"])
    assert len(items) == 7
    assert [each["id"].rpartition("/")[2] for each in items if "hours" in each["id"]] == [
        "2026-10-05-hours-2",
        "2026-10-05-hours",
    ]
    assert items[-1]["title"] == "Mở cửa: Phòng khám Ví dụ"
    assert items[-1]["date_published"] == "2026-03-01T00:00:00+07:00"
    assert all(each["url"] == "https://example.org/noi-giup-do/dia-chi/phong-kham-vi-du/" for each in items)
    later = as_json(made(rich, date(2026, 12, 24))["feeds/noi-giup-do.json"])
    assert later[0]["title"].startswith("Đóng cửa")
    assert later[1:] == items
    assert items[0]["_outreach"]["programmes"] == ["drug-prevention", "hiv-aids"]


def test_every_item_can_be_verified(rich_feeds: dict[str, bytes]) -> None:
    """A receiver who reads docs/feeds.md alone gets the same checksum, and another one for any other word."""
    for item in as_json(rich_feeds["feeds/feed.json"]):
        promised = item["_outreach"].pop("sha256")
        assert promised == _checksum(item)
        item["content_html"] += " "
        assert promised != _checksum(item)


def _checksum(item: object) -> str:
    """SHA-256 of an item without its checksum, by RFC 8785."""
    text = json.dumps(item, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def test_a_hub_is_declared_only_if_there_is_one(rich: Site, rich_feeds: dict[str, bytes]) -> None:
    """In each format, beside the feed's own address (WebSub)."""
    assert json.loads(rich_feeds["feeds/feed.json"])["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    for path in ("feeds/rss.xml", "feeds/atom.xml"):
        root = etree.fromstring(rich_feeds[path])
        links = {each.get("rel"): each.get("href") for each in root.iter(f"{{{NS['atom']}}}link") if each.get("rel")}
        assert links["hub"] == "https://hub.example/"
        assert links["self"] == f"https://example.org/{path}"
    without = made(site_of(rich.articles.values(), rich, hub=None))
    assert not [path for path, each in without.items() if b"hub" in each]


def test_a_hub_must_be_an_address(small_site: Path) -> None:
    """A mistake is told with its place."""
    edit(small_site / "data/site.yaml", "demo: true", "demo: true\nhub: hub.example")
    _, diagnostics = load(small_site)
    assert [(str(each.place), each.code) for each in errors(diagnostics)] == [("data/site.yaml:13:6", "R003")]


def test_opml_and_page_list_every_feed(rich: Site, rich_feeds: dict[str, bytes]) -> None:
    """All RSS addresses once, in both; the page has every format and a link to paste."""
    outlines = etree.fromstring(rich_feeds["feeds/tat-ca.opml"]).xpath("//outline[@type='rss']")
    listed = [each.get("xmlUrl") for each in outlines]
    there = {f"https://example.org/{path}" for path in rich_feeds}
    assert len(set(listed)) == len(listed)
    rss = {each for each in there if each.endswith(".xml") and not each.endswith("atom.xml")}
    assert set(listed) == rss
    (page,) = (each for each in planned(rich) if each.shape)
    content = page.make()
    assert isinstance(content, Page)
    copied = [each.text_content() for each in html.fromstring(content.content).find_class("copy")]
    addresses = {each for each in copied if each.startswith("https://")}
    assert addresses == {each for each in there if not each.endswith((".opml", "luu-tru.atom"))}
    snippets = [html.fragment_fromstring(each) for each in copied if each.startswith("<a ")]
    assert [each.get("href") for each in snippets] == [each.get("htmlUrl") for each in outlines]


def test_an_edit_touches_only_the_feeds_that_carry_it(small_site: Path) -> None:
    """The inputs of a feed are its own newest items."""
    before = _inputs(small_site)
    edit(small_site / "content/articles/2026/11/goi-111.md", "Bài này là ví dụ.", "Bài này đã sửa.")
    after = _inputs(small_site)
    touched = {path.rpartition(".")[0] for path in before if before[path] != after[path]}
    assert touched == {
        "feeds/rss", "feeds/atom", "feeds/feed", "feeds/chuong-trinh/phong-chong-mua-ban-nguoi",
        "feeds/chuong-trinh/binh-dang-gioi", "feeds/danh-cho/moi-nguoi", "feeds/hinh-thuc/story",
        "bai-viet/2026/11/luu-tru",
    }  # fmt: skip


def test_what_an_edit_does_not_touch_stands(small_site: Path) -> None:
    """A text is the matter of its month and of the feeds that carry it, a picture of those that show it."""
    text = small_site / "content/articles/2026/11/goi-111.md"
    edit(text, "programmes", "image: {file: anh/vi-du.png, alt: Ví dụ, credit: Ví dụ}\nprogrammes")
    (small_site / "theme_overrides/anh").mkdir(parents=True)
    picture = small_site / "theme_overrides/anh/vi-du.png"
    picture.write_bytes(PICTURE)
    before, _ = load(small_site)
    carrying = {
        "feed /feeds/rss.xml", "feed /feeds/chuong-trinh/phong-chong-mua-ban-nguoi.xml",
        "feed /feeds/chuong-trinh/binh-dang-gioi.xml", "feed /feeds/danh-cho/moi-nguoi.xml",
        "feed /feeds/hinh-thuc/story.xml", "feed of 2026-11",
    }  # fmt: skip
    assert _made_again(before, before) == set()
    Image.new("RGB", (9, 9)).save(picture)
    assert _made_again(before, load(small_site)[0]) == carrying
    picture.write_bytes(PICTURE)
    edit(text, "Bài này là ví dụ.", "Bài này đã sửa.")
    assert _made_again(before, load(small_site)[0]) == carrying


def _made_again(before: Site, after: Site) -> set[str]:
    """The batches of feeds that do not stand when one site becomes another."""
    last = Ledger({}, before, TODAY, "")
    for batch in feeds(before, TODAY):
        last.make(batch)
    now = Ledger(last.now, after, TODAY, "")
    return {each.name for each in feeds(after, TODAY) if not now.holds(each, last.now[each.name].outputs)}


def _inputs(root: Path) -> dict[str, str]:
    site, _ = load(root)
    return {each.path: digest(each.inputs) for each in planned(site)}


def test_an_item_is_rendered_once_for_all_feeds(rich: Site) -> None:
    """Feeds share their items, so that one HTML serves thirty feeds in three formats."""
    shared: dict[str, set[int]] = {}
    for artifact in planned(rich):
        inputs = artifact.said
        for item in getattr(inputs, "feed", inputs).items if artifact.path.endswith((".xml", ".atom", ".json")) else ():
            shared.setdefault(item.id, set()).add(id(item))
    assert {len(each) for each in shared.values()} == {1}


def test_old_releases_lose_a_withdrawn_text(small_site: Path) -> None:
    """An office that goes back to an older release does not publish it again; releases without it stay."""
    text = small_site / "content/articles/2026/11/goi-111.md"
    edit(text, "Bài này là ví dụ.", SECRET)
    publish(small_site)
    edit(text, "programmes", "withdrawn:\n  on: 20/11/2026\n  why: Ví dụ.\nprogrammes")
    publish(small_site)
    releases = Releases(small_site)
    assert not [each for each in releases.folder.rglob("*") if each.is_file() and SECRET.encode() in each.read_bytes()]
    second, _ = releases.published()
    edit(small_site / "content/articles/2026/11/xet-nghiem-lan-dau.yaml", "Bài này là ví dụ.", "Bài ví dụ.")
    publish(small_site)
    kept = {each.name for each in releases.folder.iterdir() if not each.name.startswith(".")}
    third, _ = releases.published()
    assert second
    assert third
    assert kept == {second.name, third.name}


@pytest.mark.parametrize(
    "path",
    [
        "feeds/rss.xml",
        "feeds/atom.xml",
        "feeds/feed.json",
        "feeds/noi-giup-do.xml",
        "bai-viet/2026/09/luu-tru.atom",
    ],
)
def test_feeds_with_everything_are_as_kept(
    path: str, rich_feeds: dict[str, bytes], golden: Callable[[str, bytes], None]
) -> None:
    """What was looked at: a picture, a correction, a withdrawal, a hub, changes of a place."""
    golden(f"feeds/{path.replace('/', '-')}", rich_feeds[path])
