"""What other sites offer is taken over, follows its source, and can never harm what is published."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import subprocess
import time
import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from lxml import html
from PIL import Image

from generator import load
from generator.desk import drafts
from generator.desk.examine import look
from generator.desk.pictures import Allowance
from generator.desk.pull import STATE, Pulled, pull
from generator.desk.settle import Here
from generator.model.checksum import EXTENSION, checksum
from generator.net import way
from generator.net.fetch import Limits, NotFetched, fetch
from generator.renderers.page import NO_INDEX
from tests.conftest import TODAY, copied
from tests.site import asset, command, edit, publish, serve, tree
from tests.sources import Handler, Source, sends

QUICK = Limits(seconds=1, size=300_000, attempts=2, pause=0.01, longest_pause=0.05)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def site(published_small: Path, tmp_path: Path) -> Path:
    """A receiving site with no articles of its own."""
    root = copied(published_small, tmp_path / "receiver")
    for file in (root / "content/articles").rglob("*.*"):
        file.unlink()
    (root / "data/ids.csv").unlink()
    edit(root / "data/site.yaml", "id_authority: example.org,2026", "id_authority: receiver.example,2026")
    edit(root / "data/site.yaml", "https://example.org/", "https://receiver.example/")
    return root


def subscribe(root: Path, url: str, extra: str = "", name: str = "nguon") -> None:
    """One more subscription."""
    config = root / "data/site.yaml"
    text = config.read_text()
    if "subscriptions:" not in text:
        text += "subscriptions:\n"
    config.write_text(f"{text}  - id: {name}\n    url: {url}\n    kind: news\n    programmes: [hiv-aids]\n{extra}")


def one(root: Path, today: date = TODAY, limits: Limits = QUICK) -> Pulled:
    """What became of the only subscription."""
    pulled, wrong = pull(root, today, limits=limits)
    assert not wrong, [str(each.message) for each in wrong]
    (done,) = pulled
    return done


def why(done: Pulled) -> str:
    return str(done.failed)


def item(**values: Any) -> dict[str, Any]:
    return {
        "id": "tag:source.example,2026:articles/1",
        "url": "https://source.example/1/",
        "title": "Một bài",
        "summary": "Tóm tắt.",
        "content_html": "<p>Nội dung.</p>",
        "date_published": "2026-11-10T00:00:23+07:00",
        "date_modified": "2026-11-10T00:00:23+07:00",
        **values,
    }


def json_feed(*items: dict[str, Any], **values: Any) -> bytes:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Nguồn", "items": list(items), **values}
    return json.dumps(feed, ensure_ascii=False).encode()


def taken(root: Path) -> dict[str, Any]:
    """The articles of a site by their ids at the source."""
    found, wrong = load(root)
    assert not wrong, [f"{each.place}: {each.message}" for each in wrong]
    return {each.taken.id: each for each in found.articles.values() if each.taken}


# ---- two sites ----


def offered_by(root: Path, name: str = "feeds/feed.json") -> dict[str, dict[str, Any]]:
    """The items of a published feed by their ids."""
    return {each["id"]: each for each in json.loads((root / "site" / name).read_text())["items"]}


def told(item: dict[str, Any]) -> dict[str, Any]:
    """What must be the same on both sites."""
    own = item[EXTENSION]
    names = ("id", "title", "summary", "content_html", "date_published", "date_modified", "language")
    return {
        **{name: item[name] for name in names},
        **{name: own.get(name) for name in ("attribution", "licence", "programmes", "withdrawn")},
    }


def test_two_sites_syndicate(published_site: Path, site: Path) -> None:
    """What A publishes, B takes over and publishes: the same item; so are a correction and a withdrawal."""
    a = published_site
    with serve(a / "site") as address:
        subscribe(site, f"{address}feeds/feed.json")
        first = one(site)
        assert (first.new, first.refused, first.failed) == (len(offered_by(a)), (), None)
        publish(site)
        assert {key: told(each) for key, each in offered_by(site).items()} == {
            key: told(each) for key, each in offered_by(a).items()
        }
        for each in offered_by(site).values():
            assert each["external_url"] == offered_by(a)[each["id"]]["url"]
            assert each["url"].startswith("https://receiver.example/")
        before = tree(site / "content")
        assert one(site) == Pulled("nguon", unchanged=first.new)
        assert tree(site / "content") == before

        corrected = a / "content/articles/2026/11/xet-nghiem-lan-dau.yaml"
        edit(corrected, "updated: 12/11/2026", f"updated: {TOMORROW}")
        edit(corrected, "body: |", "body: |\n  Một câu vừa được sửa.\n")
        withdrawn = a / "content/articles/2026/10/hoi-truoc-khi-den.yaml"
        edit(withdrawn, "summary:", f"withdrawn:\n  on: {TOMORROW}\n  why: Có điều chưa đúng.\nsummary:")
        publish(a, today=TOMORROW)
        second = one(site, TOMORROW)
        assert (second.new, second.changed, second.withdrawn) == (0, 1, 1)
        publish(site, today=TOMORROW)
        assert {key: told(each) for key, each in offered_by(site).items()} == {
            key: told(each) for key, each in offered_by(a).items()
        }
        changed = [each for each in offered_by(site).values() if "vừa được sửa" in each["content_html"]]
        gone = [each for each in offered_by(site).values() if each[EXTENSION]["withdrawn"]]
        assert (len(changed), len(gone)) == (1, 1)
        assert "Có điều chưa đúng." in gone[0]["summary"]
    sitemap = (site / "site/sitemap.xml").read_text()
    assert not [each.part for each in taken(site).values() if each.part in sitemap], "they belong to another site"


def test_the_page_says_whose_it_is(feeds: Source, site: Path) -> None:
    """A page taken over names its office, leads there, and is not given out as the site's own."""
    extension = {"attribution": "Sở Y tế Nguồn", "licence": "https://creativecommons.org/licenses/by/4.0/"}
    subscribe(site, feeds.offers("/f", json_feed(item(_outreach=extension))))
    assert one(site).new == 1
    publish(site)
    (article,) = taken(site).values()
    page = (site / f"site/bai-viet/2026/11/{article.part}/index.html").read_text()
    assert '<link rel="canonical" href="https://source.example/1/">' in page
    assert "Sở Y tế Nguồn" in page
    assert 'href="https://source.example/1/"' in page
    assert article.part not in (site / "site/sitemap.xml").read_text()


# ---- every format ----

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Nguồn</title><link>https://source.example/</link><description>.</description>
<item><title>Một bài &amp; hai</title><link>https://source.example/1/</link><guid isPermaLink="false">bai-1</guid>
<pubDate>Tue, 10 Nov 2026 00:00:23 +0700</pubDate><description>Tóm tắt.</description>
<content:encoded>&lt;p&gt;Nội dung &lt;a href="/x/"&gt;này&lt;/a&gt;.&lt;/p&gt;</content:encoded></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><id>tag:source.example,2026:feed</id>
<title>Nguồn</title><updated>2026-11-10T00:00:23+07:00</updated><author><name>Sở Nguồn</name></author>{}
</feed>"""
ENTRY = """<entry><id>bai-1</id><title>Một bài</title><link href="https://source.example/1/"/>
<published>2026-11-10T00:00:23+07:00</published><updated>2026-11-11T00:00:23+07:00</updated>
<summary>Tóm tắt.</summary><content type="html">&lt;p&gt;Nội dung.&lt;/p&gt;</content></entry>"""
TOMBSTONE = """<at:deleted-entry ref="bai-1" when="2026-11-12T08:00:00+07:00"><at:comment>Sai số liệu.</at:comment>
</at:deleted-entry>"""


def test_rss(feeds: Source, site: Path) -> None:
    subscribe(site, feeds.offers("/f", RSS.encode(), "application/rss+xml"))
    assert one(site).new == 1
    article = taken(site)["bai-1"]
    assert (article.title, article.summary, article.published) == ("Một bài & hai", "Tóm tắt.", date(2026, 11, 10))
    assert article.taken.url == "https://source.example/1/"
    assert article.taken.office == "Nguồn"
    assert "Nội dung" in article.body


def test_atom_and_its_tombstone(feeds: Source, site: Path) -> None:
    subscribe(site, feeds.offers("/f", ATOM.format(ENTRY).encode(), "application/atom+xml"))
    assert one(site).new == 1
    article = taken(site)["bai-1"]
    assert (article.updated, article.taken.office) == (date(2026, 11, 11), "Sở Nguồn")
    feeds.offers("/f", ATOM.format(TOMBSTONE).encode(), "application/atom+xml")
    assert one(site).withdrawn == 1
    gone = taken(site)["bai-1"]
    assert (gone.withdrawn.on, gone.withdrawn.why) == (date(2026, 11, 12), "Sai số liệu.")
    assert "Nội dung" not in (site / gone.place.file).read_text()
    assert one(site) == Pulled("nguon", unchanged=1)


FAR = ("0001-01-01T00:00:23+07:00", "9999-12-31T23:59:59-12:00", "1969-06-01T00:00:00Z", "2101-06-01T00:00:00Z")


@pytest.mark.parametrize("moment", FAR)
def test_moments_that_nobody_means_are_refused_alone(moment: str, feeds: Source, site: Path) -> None:
    """In every format, also of a tombstone: the item, not the subscription, and not those after it."""
    good, when = json_feed(item()), "2026-11-10T00:00:23+07:00"
    far = format_datetime(datetime.fromisoformat(moment))
    subscribe(site, feeds.offers("/json", json_feed(item(id="2", date_published=moment))), name="a")
    subscribe(site, feeds.offers("/rss", RSS.replace("Tue, 10 Nov 2026 00:00:23 +0700", far).encode()), name="b")
    subscribe(site, feeds.offers("/atom", ATOM.format(ENTRY.replace(when, moment)).encode()), name="c")
    subscribe(site, feeds.offers("/good", good), name="d")
    done = pull(site, TODAY, limits=QUICK)[0]
    assert [(each.new, len(each.refused), each.failed) for each in done] == [(0, 1, None)] * 3 + [(1, 0, None)]
    gone = TOMBSTONE.replace("bai-1", item()["id"]).replace("2026-11-12T08:00:00+07:00", moment)
    feeds.offers("/good", ATOM.format(gone).encode())
    assert pull(site, TODAY, limits=QUICK)[0][-1] == Pulled("d", unchanged=1)


def test_a_page_leads_to_its_feed_in_json_first(feeds: Source, site: Path) -> None:
    head = '<link rel="alternate" type="{}" href="{}">'
    kinds = {"application/rss+xml": "/rss", "application/atom+xml": "/atom", "application/feed+json": "/json"}
    page = f"<!doctype html><html><head>{''.join(head.format(*each) for each in kinds.items())}</head><body></body>"
    subscribe(site, feeds.offers("/", page.encode(), "text/html"))
    feeds.offers("/json", json_feed(item()))
    assert one(site).new == 1
    assert [path for path, _ in feeds.asked] == ["/", "/json"]


def test_nothing_is_asked_twice(feeds: Source, site: Path) -> None:
    """A source that says it has not changed is believed, until its address or the memory is lost."""
    subscribe(site, feeds.offers("/f", json_feed(item()), ETag='"1"'))
    assert one(site).new == 1
    assert one(site) == Pulled("nguon", unchanged=1)
    assert feeds.asked[-1][1]["If-None-Match"] == '"1"'
    (site / STATE).write_text("{harmed")
    assert one(site) == Pulled("nguon", unchanged=1)
    assert "If-None-Match" not in feeds.asked[-1][1]


# ---- what the office decides ----


def test_what_the_office_changed_stays(feeds: Source, site: Path) -> None:
    """A correction of the source replaces its words, not what the office sorted the article by."""
    subscribe(site, feeds.offers("/f", json_feed(item())))
    one(site)
    before = taken(site)[item()["id"]].id
    file = site / taken(site)[item()["id"]].place.file
    edit(file, "kind: news", "kind: q-and-a")
    edit(file, "  - hiv-aids", "  - hiv-aids\n  - drug-prevention")
    feeds.offers("/f", json_feed(item(title="Tên mới", date_modified="2026-11-12T00:00:00+07:00")))
    assert one(site).changed == 1
    article = taken(site)[item()["id"]]
    assert (article.title, article.kind, article.programmes) == ("Tên mới", "q-and-a", ("hiv-aids", "drug-prevention"))
    assert (article.id, article.updated) == (before, date(2026, 11, 12))


def test_a_translation_outlives_a_correction(feeds: Source, site: Path) -> None:
    """With the day of the text that was translated, so that its page says that it is older; a withdrawal ends it."""
    picture = feeds.offers("/p", drawn("PNG"), "image/png")
    subscribe(site, feeds.offers("/f", shows(picture)), "    images: true\n")
    one(site)
    file = site / taken(site)["0"].place.file
    words = "translations:\n  en:\n    title: One\n    summary: Short.\n    body: |\n      Long.\n"
    edit(file, "\ntaken:", "\n  translations: {en: {alt: A clinic}}\ntaken:")
    file.write_text(file.read_text() + words)
    before = taken(site)["0"]
    feeds.offers("/f", shows(picture, date_modified="2026-11-12T00:00:00+07:00"))
    assert one(site).changed == 1
    (told,) = taken(site)["0"].translations
    assert (told.words, told.as_of) == (before.translations[0].words, date(2026, 11, 10))
    assert taken(site)["0"].image == before.image
    assert taken(site)["0"].head.told[0].older(taken(site)["0"].head)
    gone = {"reason": "Sai số liệu.", "withdrawn": True}
    feeds.offers("/f", json_feed(item(id="0", date_modified="2026-11-13T00:00:00+07:00", _outreach=gone)))
    assert one(site).withdrawn == 1
    assert taken(site)["0"].translations == ()


def test_what_cannot_be_read_is_not_taken_anew(feeds: Source, site: Path) -> None:
    """It would seem new, and what the office wrote into its file would be gone."""
    subscribe(site, feeds.offers("/f", json_feed(item())))
    one(site)
    (file,) = (site / "content/articles/nhan-ve").rglob("*.yaml")
    file.write_text("# Ghi chú của cơ quan.\ntitle: [\n", encoding="utf-8")
    before = tree(site / "content")
    pulled, wrong = pull(site, TODAY, limits=QUICK)
    assert (pulled, {each.place.file for each in wrong}) == ([], {file.relative_to(site).as_posix()})
    assert tree(site / "content") == before


def test_programmes_of_the_source_are_used_where_known(feeds: Source, site: Path) -> None:
    subscribe(site, feeds.offers("/f", json_feed(item(_outreach={"programmes": ["drug-prevention", "unknown-here"]}))))
    one(site)
    assert taken(site)[item()["id"]].programmes == ("drug-prevention",)


def test_left_out(feeds: Source, site: Path) -> None:
    subscribe(site, feeds.offers("/f", json_feed(item())), f'    leave_out: ["{item()["id"]}"]\n')
    assert one(site) == Pulled("nguon")


def test_own_articles_do_not_come_back(feeds: Source, site: Path) -> None:
    """Two sites that take each other over do not take their own articles back."""
    subscribe(site, feeds.offers("/f", json_feed(item(id="tag:receiver.example,2026:articles/x"))))
    assert one(site) == Pulled("nguon")


def test_a_site_below_a_host_is_not_the_whole_host() -> None:
    """The home page of the host is another's, with a slash and without."""
    here = Here("https://x.vn/site/")
    urls = ("https://x.vn", "https://x.vn/", "https://x.vn/sites/", "https://x.vn/site", "https://x.vn/site/a")
    assert [here.holds(each) for each in urls] == [False, False, False, True, True]
    assert Here("https://x.vn/").holds("https://x.vn")


def test_what_is_taken_back_goes_whatever_its_text(feeds: Source, site: Path) -> None:
    """A withdrawal whose text could not be taken over is still one: nothing of that text is used."""
    address = feeds.offers("/f", json_feed(item()))
    subscribe(site, address)
    one(site)
    gone = item(
        content_html="<div><b>" * 600,
        date_modified="2026-11-12T00:00:23+07:00",
        _outreach={"withdrawn": True, "reason": "Sai số liệu."},
    )
    feeds.offers("/f", json_feed(gone))
    assert (one(site).withdrawn, one(site).refused) == (1, ())


def test_an_item_belongs_to_its_first_source(feeds: Source, site: Path) -> None:
    """Another source can neither change nor withdraw it."""
    subscribe(site, feeds.offers("/1", json_feed(item())))
    one(site)
    before = tree(site / "content")
    attack = item(title="Khác", _outreach={"withdrawn": True, "reason": "x"})
    subscribe(site, feeds.offers("/2", json_feed(attack, item(title="Khác"))), name="khac")
    second = pull(site, TODAY, limits=QUICK)[0][1]
    assert len(second.refused) == 1
    assert tree(site / "content") == before


def test_what_another_subscription_takes_back_is_told(feeds: Source, site: Path) -> None:
    """An article that its source moved to another feed, or a subscription with a new name: silence would leave it here.

    What lies here as it is offered, as in two feeds of one source, is nothing to tell of.
    """
    subscribe(site, feeds.offers("/1", json_feed(item())))
    subscribe(site, feeds.offers("/2", json_feed(item())), name="khac")
    assert [each.refused for each in pull(site, TODAY, limits=QUICK)[0]] == [(), ()]
    gone = item(date_modified="2026-11-15T00:00:00+07:00", _outreach={"withdrawn": True, "reason": "Sai."})
    feeds.offers("/1", json_feed())
    feeds.offers("/2", json_feed(gone))
    (refused,) = pull(site, TODAY, limits=QUICK)[0][1].refused
    (file,) = (site / "content/articles/nhan-ve").rglob("*.yaml")
    assert "`subscription: khac`" in str(refused.why), refused
    assert str(file.relative_to(site)) in str(refused.why), refused
    edit(file, "subscription: nguon", "subscription: khac")
    assert [(each.withdrawn, each.refused) for each in pull(site, TODAY, limits=QUICK)[0]] == [(0, ()), (1, ())]


def test_what_the_office_withdrew_stays_withdrawn(feeds: Source, site: Path) -> None:
    """Whatever its source corrects, withdraws and brings back: the office had a reason of its own."""
    subscribe(site, feeds.offers("/f", json_feed(item())))
    one(site)
    (file,) = (site / "content/articles/nhan-ve").rglob("*.yaml")
    edit(file, "summary:", "withdrawn:\n  on: 2026-11-12\n  why: Sai với xã ta.\nsummary:")
    feeds.offers("/f", json_feed(item(title="Bài sửa", date_modified="2026-11-13T00:00:00+07:00")))
    assert one(site) == Pulled("nguon", unchanged=1)
    (article,) = taken(site).values()
    assert (article.title, str(article.withdrawn.why)) == ("Một bài", "Sai với xã ta.")
    gone = item(date_modified="2026-11-14T00:00:00+07:00", _outreach={"withdrawn": True, "reason": "Lộ một người."})
    feeds.offers("/f", json_feed(gone))
    assert [one(site).withdrawn, one(site).withdrawn] == [1, 0]
    feeds.offers("/f", json_feed(item(title="Bài mới")))
    assert one(site) == Pulled("nguon", unchanged=1)
    (article,) = taken(site).values()
    assert (article.withdrawn.on, article.withdrawn.why) == (date(2026, 11, 12), "Sai với xã ta.")
    assert "Lộ một người." in article.body


def test_what_its_source_withdrew_comes_back_with_the_source(feeds: Source, site: Path) -> None:
    subscribe(site, feeds.offers("/f", json_feed(item())))
    one(site)
    gone = item(date_modified="2026-11-14T00:00:00+07:00", _outreach={"withdrawn": True, "reason": "Sai."})
    feeds.offers("/f", json_feed(gone))
    assert one(site).withdrawn == 1
    feeds.offers("/f", json_feed(item(title="Bài mới")))
    assert one(site).changed == 1
    (article,) = taken(site).values()
    assert (article.title, article.withdrawn) == ("Bài mới", None)


def test_of_two_at_one_moment_the_withdrawal_counts(feeds: Source, site: Path) -> None:
    """RSS without `atom:updated` has one date for an item and for its end, and the end stands first."""
    gone = item(_outreach={"withdrawn": True, "reason": "Sai."})
    subscribe(site, feeds.offers("/f", json_feed(item())))
    one(site)
    feeds.offers("/f", json_feed(gone, item()))
    assert one(site).withdrawn == 1


def test_pictures_only_by_choice(feeds: Source, site: Path) -> None:
    drawn = BytesIO()
    Image.new("RGB", (4, 3)).save(drawn, "PNG")
    png = drawn.getvalue()
    picture = feeds.offers("/p.png", png, "image/png")
    body = f'<figure><img src="{picture}" alt="Một phòng khám"><figcaption>Ảnh: Nguồn</figcaption></figure><p>Chữ.</p>'
    subscribe(site, feeds.offers("/f", json_feed(item(content_html=body, image=picture))))
    one(site)
    article = taken(site)[item()["id"]]
    assert (article.image, article.body) == (None, "<p>Chữ.</p>")
    assert "/p.png" not in [path for path, _ in feeds.asked]
    edit(site / "data/site.yaml", "programmes: [hiv-aids]", "programmes: [hiv-aids]\n    images: true")
    feeds.offers("/f", json_feed(item(content_html=body, image=picture, title="Mới")))
    assert one(site).changed == 1
    image = taken(site)[item()["id"]].image
    assert (image.alt, image.credit) == ("Một phòng khám", "Ảnh: Nguồn")
    publish(site)
    assert (site / "site" / image.file).read_bytes() == png


def _traces(root: Path, *marks: str) -> list[str]:
    """The published files, of all releases, that one of these texts is in or in the name of."""
    return [
        path.relative_to(root).as_posix()
        for path in (root / "releases").rglob("*")
        if path.is_file() and any(each in str(path) or each.encode() in path.read_bytes() for each in marks)
    ]


@pytest.mark.parametrize("title", [None, "Tên trung tính", "Đã thu hồi: Tên trung tính"])
def test_a_withdrawal_takes_picture_and_title_along(feeds: Source, site: Path, title: str | None) -> None:
    """What was withdrawn could be just them: what is left is its address, and a title if the source gives one."""
    drawn = BytesIO()
    Image.new("RGB", (4, 3)).save(drawn, "PNG")
    picture = feeds.offers("/p.png", drawn.getvalue(), "image/png")
    body = f'<img src="{picture}" alt="Một phòng khám"><p>Chữ.</p>'
    first = item(content_html=body, image=picture, title="Lời kể của chị Mận")
    subscribe(site, feeds.offers("/f", json_feed(first)), "    images: true\n")
    assert one(site).new == 1
    article = taken(site)[first["id"]]
    publish(site)
    page = site / "site/bai-viet/2026/11" / article.part / "index.html"
    assert (site / "site" / article.image.file).is_file()
    assert page.is_file()
    gone = {"reason": "Sai số liệu.", "withdrawn": True}
    if title is None:
        deleted = f'<at:deleted-entry ref="{first["id"]}" when="2026-11-12T08:00:00+07:00"/>'
        feeds.offers("/f", ATOM.format(deleted).encode(), "application/atom+xml")
    else:
        feeds.offers("/f", json_feed(item(title=title, date_modified="2026-11-12T00:00:23+07:00", _outreach=gone)))
    assert one(site).withdrawn == 1
    called = taken(site)[first["id"]].title
    assert called == ("Bài nhận về từ cơ quan khác" if title is None else "Tên trung tính")
    publish(site)
    assert _traces(site, article.image.file.rpartition("/")[2], "Lời kể của chị Mận", "Một phòng khám") == []
    assert called in page.read_text(), "whoever has the address is told"
    assert NO_INDEX in page.read_text()


def drawn(kind: str, width: int = 4, height: int = 3) -> bytes:
    written = BytesIO()
    Image.new("RGB", (width, height)).save(written, kind)
    return written.getvalue()


def shows(*pictures: str, **values: Any) -> bytes:
    """A feed with an item for each picture."""
    return json_feed(
        *(
            item(
                id=f"{at}", title=f"Bài {at}", content_html=f'<img src="{each}" alt="Một phòng khám"><p>x</p>', **values
            )
            for at, each in enumerate(pictures)
        )
    )


UNFIT = {
    "spoilt JPEG": (b"\xff\xd8\xff\xe0garbage", "not a picture"),
    "cut JPEG": (drawn("JPEG", 90, 90)[:-300], "not a picture"),
    "spoilt PNG": (b"\x89PNG\r\n\x1a\n" + b"x" * 90, "not a picture"),
    "spoilt AVIF": (drawn("AVIF").replace(b"iloc", b"free"), "not a picture"),
    "spoilt WebP": (drawn("WEBP")[:20], "not a picture"),
    "many pixels": (drawn("PNG", 8_000, 8_000), "too many pixels"),
    "a tower": (drawn("PNG", 1, 20_000), "too high"),
    "a page": (b"<html>", "not a picture"),
    "too large": (b"\xff\xd8\xff" + b"x" * 2_100_000, "larger than 2 MB"),
    "not there": (None, "answers 404"),
}


def test_a_picture_is_judged_like_the_offices_own(feeds: Source, site: Path) -> None:
    """An item comes without one that could not be published, it is said, and all others come with theirs."""
    addresses = [
        feeds.address + "none" if content is None else feeds.offers(f"/{at}", content, "image/jpeg")
        for at, (content, _) in enumerate(UNFIT.values())
    ]
    good = feeds.offers("/good", drawn("JPEG"), "image/jpeg")
    subscribe(site, feeds.offers("/f", shows(*addresses, good)), "    images: true\n")
    done = one(site)
    assert (done.new, done.refused) == (len(UNFIT) + 1, ())
    assert len(done.bare) == len(UNFIT)
    for each, (name, (_, said)) in zip(done.bare, UNFIT.items(), strict=True):
        assert said in str(each.why), name
    assert [each.id for each in taken(site).values() if each.image] == [taken(site)[f"{len(UNFIT)}"].id]
    publish(site)
    feeds.offers("/f", shows(addresses[0], good, date_modified="2026-11-12T00:00:00+07:00"))
    ran = command("pull", "--root", str(site), "--today", f"{TODAY}")
    assert (ran.returncode, "nhận không kèm ảnh: “Bài 0”" in ran.stderr) == (0, True), ran.stderr


def test_words_for_a_picture_are_words(feeds: Source, site: Path) -> None:
    """Who is named with it, and what stands for it, whatever is written there."""
    picture = feeds.offers("/p", drawn("PNG"), "image/png")
    alts = (
        "\x1c",
        "&#1;Một phòng khám",
        "Một phòng khám " * 500,
        "Xem https://receiver.example/khong-co/",
        "<b>Phòng</b>",
    )
    items = [
        item(id=f"{at}", content_html=f'<img src="{picture}" alt="{alt}"><p>x</p>', _outreach={"attribution": " "})
        for at, alt in enumerate(alts)
    ]
    subscribe(site, feeds.offers("/f", json_feed(*items)), "    images: true\n")
    assert (one(site).new, one(site).refused) == (len(alts), ())
    publish(site)


def test_pictures_of_one_source_have_one_allowance(feeds: Source, site: Path) -> None:
    """Of time and of memory; when it is spent, the other items come without, and it is said once."""
    png = drawn("PNG")
    addresses = [feeds.offers(f"/{at}", png, "image/png") for at in range(9)]
    subscribe(site, feeds.offers("/f", shows(*addresses)), "    images: true\n")
    (done,) = pull(site, TODAY, limits=QUICK, allowance=Allowance(size=3 * len(png)))[0]
    assert (done.new, len(done.bare)) == (9, 1)
    assert "come without" in str(done.bare[0].why)
    assert len([each for each in taken(site).values() if each.image]) == 3

    for at in range(9):
        feeds.does(f"/{at}", _never)
    feeds.offers("/f", shows(*addresses, date_modified="2026-11-12T00:00:00+07:00"))
    begun = time.monotonic()
    (done,) = pull(site, TODAY, limits=QUICK, allowance=Allowance(seconds=1.5))[0]
    assert done.changed == 9
    assert time.monotonic() - begun < 6
    assert len([path for path, _ in feeds.asked if path != "/f"]) <= 3 + 2


def test_a_picture_is_kept_while_its_server_fails(feeds: Source, site: Path) -> None:
    """Or while the allowance is spent; not when the item shows something else."""
    picture = feeds.offers("/p", drawn("PNG"), "image/png")
    subscribe(site, feeds.offers("/f", shows(picture)), "    images: true\n")
    one(site)
    before = taken(site)["0"].image
    feeds.does("/p", sends(b"", "text/plain", {}, 503))
    feeds.offers("/f", shows(picture, date_modified="2026-11-12T00:00:00+07:00"))
    assert (one(site).changed, one(site).bare) == (1, ())
    assert taken(site)["0"].image == before
    feeds.offers("/f", shows(picture, date_modified="2026-11-13T00:00:00+07:00"))
    (done,) = pull(site, TODAY, limits=QUICK, allowance=Allowance(seconds=0))[0]
    assert (done.changed, done.bare, taken(site)["0"].image) == (1, (), before)
    other = shows(picture, date_modified="2026-11-14T00:00:00+07:00").decode().replace("Một phòng khám", "Một cái cây")
    feeds.offers("/f", other.encode())
    assert (len(one(site).bare), taken(site)["0"].image) == (1, None)


def test_an_allowance_that_sufficed_is_not_told(feeds: Source, site: Path) -> None:
    """Nobody came without a picture."""
    png = drawn("PNG")
    subscribe(site, feeds.offers("/f", shows(feeds.offers("/p", png, "image/png"))), "    images: true\n")
    (done,) = pull(site, TODAY, limits=QUICK, allowance=Allowance(size=len(png)))[0]
    assert (done.bare, bool(taken(site)["0"].image)) == ((), True)


def test_many_pictures_in_one_text_cost_little(feeds: Source, site: Path) -> None:
    """A few hundred thousand characters of pictures without words for them, in one figure."""
    body = "<figure>" + '<img src="a">' * 13_000 + "</figure><p>x</p>"
    subscribe(site, feeds.offers("/f", json_feed(item(content_html=body))), "    images: true\n")
    begun = time.process_time()
    assert one(site).new == 1
    assert time.process_time() - begun < 3


# ---- bad sources: nothing here changes, and one line says why ----


def _never(request: Handler) -> None:
    time.sleep(3)


def _drips(request: Handler) -> None:
    request.send_response(200)
    request.end_headers()
    for _ in range(100):
        request.wfile.write(b" ")
        request.wfile.flush()
        time.sleep(0.05)


def _endless(request: Handler) -> None:
    request.send_response(200)
    request.end_headers()
    for _ in range(100):
        request.wfile.write(b" " * 10_000)


def _cut(request: Handler) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b"{")


def _loops(request: Handler) -> None:
    request.send_response(302)
    request.send_header("Location", request.path)
    request.end_headers()


def _to_a_file(request: Handler) -> None:
    request.send_response(302)
    request.send_header("Location", "file:///etc/passwd")
    request.end_headers()


def _inwards(request: Handler) -> None:
    request.send_response(302)
    request.send_header("Location", "http://localhost:1/")
    request.end_headers()


def _garbage(request: Handler) -> None:
    request.wfile.write(b"\x00\x01\x02 no HTTP at all\r\n\r\n")


BOMB = gzip.compress(b" " * 50_000_000)
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss>&b;</rss>'
ENTITY = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0">&a;</rss>'
BAD = {
    "never answers": (_never, "within 1 seconds"),
    "drips": (_drips, "within 1 seconds"),
    "never ends": (_endless, "larger than 0.3 MB"),
    "is cut off": (_cut, "cannot be reached"),
    "speaks no HTTP": (_garbage, "cannot be reached"),
    "leads in circles": (_loops, "redirects"),
    "leads to a file": (_to_a_file, "no web address"),
    "leads inwards": (_inwards, "not open to all"),
    "is broken": (sends(b"", "text/plain", {}, 500), "answers 500"),
    "is gone": (sends(b"", "text/plain", {}, 410), "answers 410"),
    "is a bomb": (sends(BOMB, "application/json", {"Content-Encoding": "gzip"}), "larger than 0.3 MB"),
    "is badly packed": (sends(zlib.compress(b"x")[:5], "application/json", {"Content-Encoding": "gzip"}), "unpacked"),
    "has not changed since never": (sends(b"", "application/json", {}, 304), "answers 304"),
    "asks to log in": (sends(b"\n<!DOCTYPE html><html lang=vi><p>Xin", "text/html", {}), "a web page, not a feed"),
    "is empty": (sends(b"", "application/json", {}), "empty"),
    "is no JSON": (sends(b'{"version": ', "application/json", {}), "written as JSON"),
    "is deep JSON": (sends(b"[" * 200_000, "application/json", {}), "written as JSON"),
    "is other JSON": (sends(b'{"a": 1}', "application/json", {}), "wrong in version"),
    "is no feed": (sends(b"<html><body>Hello</body></html>", "text/html", {}), "a web page, not a feed"),
    "is other XML": (sends(b"<svg/>", "image/svg+xml", {}), "neither RSS nor Atom"),
    "is no XML": (sends(b"<rss><channel>", "text/xml", {}), "well-formed"),
    "laughs": (sends(LAUGHS, "text/xml", {}), "document type"),
    "reads our files": (sends(ENTITY, "text/xml", {}), "document type"),
    "is deep XML": (sends(b"<a>" * 20_000 + b"</a>" * 20_000, "text/xml", {}), "well-formed"),
    "is other bytes": (sends(bytes(range(256)) * 50, "application/rss+xml", {}), "well-formed"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_source_changes_nothing(name: str, feeds: Source, site: Path) -> None:
    """Down, slow, huge, malformed or hostile: one clear line, and all that is there stays as it is."""
    answer, said = BAD[name]
    subscribe(site, feeds.offers("/f", json_feed(item())))
    one(site)
    before = tree(site / "content")
    feeds.does("/f", answer)
    done = one(site)
    assert said in why(done), why(done)
    assert "\n" not in why(done)
    assert tree(site / "content") == before


# ---- what a feed or a page names ----

INSIDE = (
    "http://localhost:{}/x",
    "http://[::ffff:127.0.0.1]:{}/x",
    "http://[64:ff9b::7f00:1]:{}/x",
    "http://[::1]:{}/x",
)


def _port(feeds: Source) -> int:
    return int(feeds.address.rpartition(":")[2].strip("/"))


@pytest.mark.parametrize("named", INSIDE)
def test_nothing_inside_is_asked_for_others(named: str, feeds: Source, site: Path) -> None:
    """Neither for a feed that a page names nor for a picture: whoever writes these has no place in our network."""
    feeds.offers("/x", json_feed(item()))
    there = named.format(_port(feeds))
    page = f'<html><head><link rel="alternate" type="application/rss+xml" href="{there}"></head></html>'
    address = feeds.offers("/", page.encode(), "text/html")
    subscribe(site, address, "    images: true\n")
    assert "not open to all" in why(one(site))
    assert "not open to all" in str(look(address, TODAY, QUICK).diagnostics[0].message)
    feeds.offers("/", json_feed(item(content_html=f'<img src="{there}" alt="Một phòng khám"><p>x</p>')))
    assert one(site).new == 1
    assert {path for path, _ in feeds.asked} == {"/"}


def test_what_a_feed_names_is_as_safe_as_the_feed(feeds: Source) -> None:
    """No way leads from https to http, and a name that is no address is said to be none."""
    found = fetch(feeds.offers("/f", b"x"), limits=QUICK)
    assert found
    named_by = replace(found, url="https://source.example/f")
    for named, said in (("http://source.example/p", "https to http"), ("ftp://x/", "no web"), ("http://[", "not an")):
        with pytest.raises(NotFetched, match=said):
            fetch(named, limits=QUICK, named_by=named_by)


def test_a_name_is_not_asked_for_twice(feeds: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was judged is what is connected to, whatever the next answer to the same question would be."""
    found = fetch(feeds.offers("/f", b"x"), limits=QUICK)
    answers = iter(["127.0.0.2", "127.0.0.1"])
    asked = []
    lookup = socket.getaddrinfo

    def rebound(host: str, *others: Any, **named: Any) -> Any:
        if host == "turns.example":
            asked.append(host)
            host = next(answers)
        return lookup(host, *others, **named)

    monkeypatch.setattr(socket, "getaddrinfo", rebound)
    monkeypatch.setattr(way, "open_to_all", lambda address: address == "127.0.0.2")
    named = f"http://turns.example:{_port(feeds)}/f"
    with pytest.raises(NotFetched, match="cannot be reached"):  # nobody listens at the first address
        fetch(named, limits=replace(QUICK, attempts=1), named_by=found)
    with pytest.raises(NotFetched, match="not open to all"):
        fetch(named, limits=QUICK, named_by=found)
    assert len(asked) == 2
    assert len(feeds.asked) == 1


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("93.184.215.14", True),
        ("2606:4700::1111", True),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::5db8:d70e", True),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:10.0.0.1", False),
        ("::10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b:1::a00:1", False),
        ("2002:a00:1::1", False),
    ],
)
def test_addresses_that_are_open_to_all(address: str, is_open: bool) -> None:
    assert way.open_to_all(address) is is_open


def openssl(*words: str | Path) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("days", "name", "told"),
    [("2", "localhost", "vouches for itself"), ("-1", "localhost", "expired"), ("2", "khac.example", "another name")],
)
def test_a_certificate_is_refused_in_words(
    days: str, name: str, told: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A source whose certificate ran out, or that moved to another server, says so to people who know no OpenSSL."""
    key, asked, pem = (tmp_path / each for each in ("key", "asked", "pem"))
    openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=x",
            "-addext", f"subjectAltName=DNS:{name}", "-keyout", key, "-out", asked)  # fmt: skip
    openssl("x509", "-req", "-in", asked, "-signkey", key, "-days", days, "-copy_extensions", "copy", "-out", pem)
    if "itself" not in told:
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            with suppress(OSError), server.accept()[0] as line:
                context.wrap_socket(line, server_side=True).close()

        Thread(target=greet, daemon=True).start()
        subscribe(site, f"https://localhost:{server.getsockname()[1]}/feed.json")
        assert told in why(one(site))


@pytest.mark.parametrize(
    ("url", "told"),
    [("https://khong-co.invalid/", "this name is not found"), ("http://127.0.0.1:1/", "nobody answers")],
)
def test_a_server_that_is_not_there_is_told_in_words(url: str, told: str, site: Path) -> None:
    """In those of the office, not in those of the system."""
    subscribe(site, url)
    assert told in why(one(site))


def test_a_server_that_is_down(site: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    subscribe(site, f"http://127.0.0.1:{port}/f")
    assert "cannot be reached" in why(one(site))


def test_a_failure_that_passes(feeds: Source, site: Path) -> None:
    """A server that is busy is asked again, but not for as long as it would like."""
    busy = sends(b"", "text/plain", {"Retry_After": "86400"}, 503)

    def answer(request: Handler) -> None:
        (busy if len(feeds.asked) == 1 else sends(json_feed(item()), "application/feed+json", {}))(request)

    subscribe(site, feeds.does("/f", answer))
    assert one(site).new == 1
    assert len(feeds.asked) == 2


def test_one_bad_source_does_not_hold_others_up(feeds: Source, site: Path) -> None:
    subscribe(site, feeds.address + "nowhere", name="hong")
    subscribe(site, feeds.offers("/f", json_feed(item())), name="tot")
    bad, good = pull(site, TODAY, limits=QUICK)[0]
    assert (str(bad.failed), good.new) == ("the server answers 404", 1)


def test_a_demonstration_is_not_taken_for_true(feeds: Source, site: Path) -> None:
    subscribe(site, feeds.offers("/f", json_feed(item(), _outreach={"demo": True})))
    edit(site / "data/site.yaml", "demo: true", "demo: false")
    assert "demonstration" in why(one(site))


# ---- bad items among good ones ----

WRONG = {
    "altered on the way": (item(_outreach={"sha256": "0" * 64}), "altered"),
    "without a date": ({**item(), "date_published": None}, "date_published"),
    "a date without a zone": (item(date_published="2026-11-10T00:00:00"), "date_published"),
    "the first year": (item(date_published="0001-01-01T00:00:23+07:00"), "date_published"),
    "the last day": (item(date_modified="9999-12-31T23:59:59-12:00"), "date_modified"),
    "a number for an id": (item(id=1), "id"),
    "a list for a text": (item(content_html=["x"]), "content_html"),
    "no address": (item(url=""), "url"),
    "an address that runs": (item(url="javascript:alert(1)"), "https://"),
    "too long": (item(content_html="<p>a</p>" * 30_000), "too long"),
    "too deep": (item(content_html="<div><b>" * 600), "too deep"),
    "too deep, hidden by ends of nothing": (item(content_html="<div></x></b>" * 1_100), "too deep"),
    "not an item": ("x", "?"),
}


def test_bad_items_are_refused_alone(feeds: Source, site: Path) -> None:
    """Each for its own reason; the good one among them is taken, and the others are looked at again next time."""
    good = item(id="tag:source.example,2026:articles/good", title="Bài tốt")
    wrong = [
        {**each, "id": f"{each['id']}-{number}"} if isinstance(each, dict) and isinstance(each.get("id"), str) else each
        for number, (each, _) in enumerate(WRONG.values())
    ]
    subscribe(site, feeds.offers("/f", json_feed(*wrong, good), ETag='"1"'))
    done = one(site)
    assert (done.new, len(done.refused)) == (1, len(WRONG))
    reasons = [str(each.why) for each in done.refused]
    for name, (_, said) in WRONG.items():
        assert any(said in reason for reason in reasons), (name, reasons)
    assert [each.title for each in taken(site).values()] == ["Bài tốt"]
    publish(site)
    one(site)
    assert "If-None-Match" not in feeds.asked[-1][1]


def test_long_texts_of_many_parts_are_not_deep(feeds: Source, site: Path) -> None:
    """What lies beside each other, or ends where the next begins, is no reason to refuse a text."""
    beside = "<p>a<br>b<ul><li>c<li>d</ul><blockquote><b>e</b></blockquote>" * 1_100
    subscribe(site, feeds.offers("/f", json_feed(item(content_html=beside))))
    assert one(site).new == 1


def test_the_checksum_is_verified(feeds: Source, site: Path) -> None:
    made = item(_outreach={"attribution": "Nguồn"})
    made["_outreach"]["sha256"] = checksum(made)
    subscribe(site, feeds.offers("/f", json_feed(made)))
    assert one(site).new == 1
    feeds.offers("/f", json_feed({**made, "content_html": "<p>N*i dung.</p>"}))
    done = one(site)
    assert "altered" in str(done.refused[0].why)
    assert "Nội dung" in taken(site)[made["id"]].body


HOSTILE = [
    "<script>alert(1)</script><p>x</p>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" &#106;avascript:alert(1)">x</a>',
    '<p style="background:url(//evil.example/)" onclick="alert(1)">x</p>',
    "<iframe src=https://evil.example/></iframe>x",
    "<svg><script>alert(1)</script></svg>x",
    "<form action=https://evil.example/><input name=q><button>x</button></form>",
    "<base href=https://evil.example/><p>x</p>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'><p>x</p>",
    "<p>{{ 7*7 }} {% raw %} ${x}</p>",
    "<p>]]>&lt;script&gt;</p>",
    "<p>[x](/khong-co/) ![y](/khong-co.png)</p>",
    "<p>a\x00b\x0bc&#1;&#xFFFE;</p>",
    "<p>---\nid: x\n...\n- !!python/object:os.system</p>",
    "<p>\u202e123\u202c</p>",
    "</article></main></body><p>x</p>",
    "<h1>x</h1><h1>x</h1><h2 id=main>y</h2>",
    "<p>" + "<b>" * 3_000 + "x",
    "<table><tr><td><table><tr><td>x",
]


def test_hostile_texts_do_no_harm(feeds: Source, site: Path) -> None:
    """Whatever items hold, the site can be published, and nothing in it runs, loads or breaks out."""
    items = [
        item(id=f"tag:source.example,2026:{number}", title=text[:140], summary=text[:280], content_html=text)
        for number, text in enumerate(HOSTILE)
    ]
    subscribe(site, feeds.offers("/f", json_feed(*items)))
    done = one(site)
    assert done.new + len(done.refused) == len(HOSTILE)
    assert done.new > len(HOSTILE) // 2
    publish(site)
    for article in taken(site).values():
        page = html.document_fromstring((site / f"site/bai-viet/2026/11/{article.part}/index.html").read_bytes())
        (main,) = page.iter("main")
        for each in main.iter():
            assert each.tag not in ("img", "iframe", "form", "base", "meta", "style", "object"), each.tag
            assert not [name for name in each.attrib if name.startswith("on") or name == "style"]
            assert not each.get("href", "").strip().lower().startswith("javascript")
        assert {each.get("src", "").lstrip("./") for each in main.iter("script")} == {
            asset(site / "site", "assets/js/tools.js")
        }
        assert not page.xpath("//*[contains(@src, 'evil.example') or contains(@href, 'evil.example')]")


OWN = "https://receiver.example/khong-co/"
# What an item links, and where it leads then; None: its words stay, and no link.
LINKS = {
    "/khong-co/": "https://source.example/khong-co/",
    "khong-co/": "https://source.example/1/khong-co/",
    "#zz": "https://source.example/1/#zz",
    "?q=1": "https://source.example/1/?q=1",
    "//other.example/x": "https://other.example/x",
    "https://other.example/a b": "https://other.example/a%20b",
    f"https://share.example/?u={OWN}": "https://share.example/?u=https%3A//receiver.example/khong-co/",
    "mailto:a@source.example": "mailto:a@source.example",
    OWN: None,
    "https://receiver.example": None,
    "//receiver.example/x": None,
    "HTTPS://RECEIVER.example:443/x": None,
    "http://user@receiver.example./x": None,
    "https://receiver%2Eexample/x": None,
    "http://[": None,
}


def test_links_of_others_lead_on_from_where_they_stood(feeds: Source, site: Path) -> None:
    """Never to a page of this site, which may not be there: one such link would stop all publishing."""
    items = [
        item(id=f"{number}", title=f"Bài {number}", content_html=f'<p><a href="{href}">chữ</a> khác</p>')
        for number, href in enumerate(LINKS)
    ]
    subscribe(site, feeds.offers("/f", json_feed(*items)))
    assert one(site).new == len(LINKS)
    publish(site)
    found = taken(site)
    for number, (href, there) in enumerate(LINKS.items()):
        body = html.fragment_fromstring(found[f"{number}"].body)
        assert [each.get("href") for each in body.iter("a")] == ([there] if there else []), href
        assert body.text_content() == "chữ khác"


# What the gate would refuse, or what would stand in a page as nobody meant it.
SLOPPY = {
    "links inside of links": '<a href="https://a.example/">x<table><tr><td><a href="https://b.example/">y</a></table></a>',
    "headings inside of headings": "<h2><del>x<table><tr><td><h3>y<h1>z",
    "headings that leave levels out": "<h4>a</h4><p>x</p><h1 title='x'>b</h1><h3 lang='en'>c</h3>",
    "a table with attributes": "<table lang=vi title=x><tr><td>x</table>",
    "paragraphs inside of paragraphs": "<p><marquee><p>x</p></marquee></p>",
    "an address of this site in words": f"<p>Xem {OWN} nhé</p>",
    "attributes with signs of tags": '<p><a href="https://a.example/</b" title="</x>">x</a><time datetime="</p>">y',
    "only headings": "<h2>A</h2>" * 30,
    "headings that say the same": "<h2>A</h2>" * 15_000,
    "tables without end": "x" + "<table></table>" * 11_900,
    "parts without their wholes": "<li>x<dt>y<tr><td>z",
    "a long address": f'<a href="https://a.example/{"x" * 10_000}">x</a>',
    "twenty thousand paragraphs": "<p>x</p>" * 20_000,
    "a word without end": "x" * 100_000,
    "a template": "<p>{{ x }} %(name)s {% y %}</p>",
}
ODD: dict[str, dict[str, Any]] = {
    "a title with an address of this site": {"title": f"Xem {OWN}", "summary": OWN},
    "an author at this site": {"_outreach": {"attribution": OWN, "licence": OWN}},
    "an address with signs": {"url": 'https://source.example/"</script>'},
    "controls in a title": {"title": "a\x00\x1b[31mb\u202e\x85"},
    "an id with blanks": {"id": " same "},
    "the same id without": {"id": "same"},
    "an id of lines": {"id": "a\r\nb"},
    "an id of markup": {"id": "</script><!--"},
    "two thousand programmes": {"_outreach": {"programmes": ["x"] * 2_000}},
    "a language of no people": {"language": "xx-yy-zz", "attachments": [{"url": "x"}], "tags": [1]},
    "the day after the first": {"date_published": "1970-01-02T00:00:00Z"},
    "the last year": {"date_published": "2100-12-31T23:59:59-12:00"},
}
REFUSED: dict[str, dict[str, Any]] = {
    "nothing": {"content_html": ""},
    "what commands a terminal": {"title": "a\x1b[31mb", "content_html": ""},
    "a picture alone": {"content_html": '<img src="/a.png" alt="x">'},
    "half a character": {"title": "\ud800"},
    "half a character as id": {"id": "\ud800"},
    "a control in an address": {"url": "https://source.example/\x01"},
    "a control in an id": {"id": "a\x01"},
    "a mark of our frame": {"content_html": "<p>hole0123456789abcdefbodyeloh</p>"},
    "a mark of our frame as id": {"id": "hole0123456789abcdefbodyeloh"},
    "addresses within addresses": {"summary": f"https://{OWN}"},
    "a licence that is none": {"_outreach": {"licence": "https://"}},
}


def test_sloppy_items_stop_nothing(feeds: Source, site: Path) -> None:
    """They are mended or refused alone, and the site can be published with what was taken."""
    fine = [
        *(item(id=name, title=name, content_html=text) for name, text in SLOPPY.items()),
        *(item(**{"id": name, "title": name, **values}) for name, values in ODD.items()),
    ]
    bad = [item(**{"id": name, "title": name, **values}) for name, values in REFUSED.items()]
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Nguồn", "items": [*bad, *fine]})
    subscribe(site, feeds.offers("/f", feed.encode()))
    large = replace(QUICK, seconds=5, size=5_000_000)
    done = one(site, limits=large)
    assert (done.new, len(done.refused)) == (len(fine) - 1, len(bad)), [str(each.why) for each in done.refused]
    publish(site)
    assert one(site, limits=large).unchanged == done.new
    ran = command("pull", "--root", str(site), "--today", f"{TODAY}")
    assert ran.returncode == 0, ran.stderr
    assert "\x1b" not in ran.stderr


def test_a_feed_that_its_reader_cannot_read_stops_no_other(feeds: Source, site: Path) -> None:
    """The library takes for granted that chapters of a podcast say when they begin."""
    chapters = '<psc:chapters xmlns:psc="http://podlove.org/simple-chapters"><psc:chapter title="x"/></psc:chapters>'
    subscribe(site, feeds.offers("/a", RSS.replace("</item>", f"{chapters}</item>").encode()), name="a")
    subscribe(site, feeds.offers("/b", json_feed(item())), name="b")
    first, second = pull(site, TODAY, limits=QUICK)[0]
    assert why(first) == "it cannot be read as RSS or Atom: tell the source"
    assert second.new == 1


def test_one_source_does_not_fill_the_page_of_a_year(
    feeds: Source, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest come; a list that no telephone can load would stop every build."""
    monkeypatch.setattr(drafts, "MOST", 3)
    days = range(11, 16)
    items = [
        item(id=f"{day}", date_published=f"2026-11-{day}T00:00:00Z", date_modified=f"2026-11-{day}T00:00:00Z")
        for day in days
    ]
    old = item(id="old", date_published="2025-11-10T00:00:00Z", date_modified="2025-11-10T00:00:00Z")
    subscribe(site, feeds.offers("/f", json_feed(*items, old)))
    done = one(site)
    assert (done.new, len(done.refused)) == (4, 2)
    assert set(taken(site)) == {"13", "14", "15", "old"}
    feeds.offers("/f", json_feed(*[{**each, "title": "Mới"} for each in items]))
    done = one(site)
    assert (done.changed, len(done.refused)) == (3, 2)


def test_what_lies_here_already_does_not_come_back(feeds: Source, site: Path) -> None:
    """A collector of feeds may name our own article by its address."""
    subscribe(site, feeds.offers("/f", json_feed(item(id=OWN), item(url=OWN))))
    assert one(site) == Pulled("nguon")


def test_an_article_that_moves_is_found_at_its_old_address(feeds: Source, site: Path) -> None:
    """A source that corrects the month of an article breaks no link to it here."""
    subscribe(site, feeds.offers("/f", json_feed(item())))
    one(site)
    (before,) = taken(site).values()
    old = f"/bai-viet/2026/11/{before.part}/"
    own = "title: Xem\nid: 2026-11-xem\nkind: news\nstatus: published\npublished: 2026-11-20\nprogrammes: [hiv-aids]\n"
    (site / "content/articles/xem.yaml").write_text(f"{own}summary: Xem.\nbody: Xem [bài của nguồn]({old}) nhé.\n")
    publish(site)
    for moment in ("2026-10-10T00:00:23+07:00", "2026-11-11T00:00:23+07:00"):
        feeds.offers("/f", json_feed(item(date_published=moment, date_modified="2026-11-12T00:00:00+07:00")))
        assert one(site).changed == 1
        publish(site)
        assert (site / f"site{old}index.html").exists()


# ---- the command ----


def test_the_command(feeds: Source, site: Path) -> None:
    subscribe(site, feeds.offers("/f", json_feed(item(), item(id="2", url="x"))))
    subscribe(site, feeds.address + "nowhere", name="hong")
    ran = command("pull", "--root", str(site), "--today", f"{TODAY}", "nguon")
    assert ran.returncode == 0
    assert "nguon: 1 bài mới" in ran.stdout
    assert "không nhận" in ran.stderr
    ran = command("pull", "--root", str(site), "--today", f"{TODAY}", "hong")
    assert (ran.returncode, "404" in ran.stderr) == (1, True)
    ran = command("pull", "--root", str(site), "la")
    assert (ran.returncode, "la" in ran.stderr) == (1, True)
