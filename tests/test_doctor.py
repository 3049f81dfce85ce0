"""The doctor of feeds finds each mistake, at its place, in any feed; and no feed can hold it up."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.desk.examine import Seen, look
from generator.model.diagnostic import Severity
from generator.net.doctor import EACH, examine
from generator.net.doctor.document import Document, Sent
from generator.net.doctor.rules import RULES
from generator.net.doctor.value import Value
from generator.net.doctor.xml import read_elements
from generator.net.fetch import Limits
from generator.net.markup import Run, Tag, tokens
from tests.conftest import EXAMPLES, ROOT, TESTS, TODAY
from tests.site import command
from tests.sources import Source, sends

FEEDS = EXAMPLES / "feeds"
FILES = sorted(path.name for path in FEEDS.iterdir())
GOOD = (FEEDS / "good-rss.xml").read_bytes()
GOOD_JSON = (FEEDS / "good-json.json").read_bytes()
QUICK = Limits(seconds=1, size=300_000, attempts=1)
# What only a server can do wrong.
SERVED = {"K008", "K011"}


def codes(seen: Seen) -> list[str]:
    return sorted({each.code for each in seen.diagnostics})


def judged(content: bytes) -> Seen:
    return Seen("f", *examine(Sent("f", content), TODAY))


# ---- one mistake each ----


@pytest.mark.parametrize("name", FILES)
def test_a_feed_with_one_mistake_gets_this_code_and_no_other(name: str) -> None:
    """The file's name begins with the code that is expected; `good-…` has none."""
    found = look(str(FEEDS / name), TODAY)
    assert codes(found) == ([name[:4]] if name.startswith("K") else [])
    assert (found.examined is None) == (name[:4] in ("K001", "K002", "K003", "K004", "K005"))


def test_every_code_is_proved() -> None:
    """By a file, or by a server below."""
    listed = re.findall(r"^\| (K\d{3}) \|", (ROOT / "docs/messages.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(listed) == {name[:4] for name in FILES if name.startswith("K")} | SERVED


def test_every_rule_says_what_it_is() -> None:
    assert all(rule.__doc__ for rule in RULES)
    assert len(set(RULES)) == len(RULES) > 40


def test_every_place_is_in_the_feed() -> None:
    """A line that is there, and a column in it."""
    for name in FILES:
        found = look(str(FEEDS / name), TODAY)
        for each in found.diagnostics:
            if each.place.line:
                assert each.place.column <= len(found.lines[each.place.line - 1]) + 1, (name, each)


# Where in a file a mistake stands, through one or two layers of escapes.
PLACES = {
    "K022-twice.xml": "tag:mau",
    "K029-runs.xml": "javascript:",
    "K031-link.xml": '<a href="/noi/"',
    "K033-script.json": "<script>",
    "K039-tag.xml": "&lt;b&gt;",
    "K039-entity.json": "&nbsp;",
    "K040-tags.json": "<b>",
    "K043-twice.xml": "&amp;lt;p",
    "K050-apart.xml": "a\u0300y",
    "K053-masked.xml": "m*i",
    "K055-lost.xml": "\ufffd",
    "K017-near.json": '"sumary"',
    "K020-number.json": '"1200"',
}


@pytest.mark.parametrize("name", PLACES)
def test_the_place_is_where_the_mistake_begins(name: str) -> None:
    found = look(str(FEEDS / name), TODAY)
    place = found.diagnostics[0].place
    assert found.lines[place.line - 1][place.column - 1 :].startswith(PLACES[name])


PIECES = st.lists(
    st.sampled_from(["a", "ệ", "😀", "<", "&", '"', "]]", ">", "\n", "  ", "\\", "&lt;", "\t"]), max_size=12
)


@given(PIECES, st.booleans())
@settings(max_examples=150, deadline=None)
def test_every_character_of_xml_has_its_place(pieces: list[str], cdata: bool) -> None:
    """Entities, CDATA and both beside each other."""
    text = "".join(pieces)
    inner = "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>" if cdata else escape(text, quote=False)
    source = f"<a>\n<b x='1'>é{inner}z</b></a>"
    element = read_elements(Document(Sent("f", b""), source)).children[0]
    whole = element.value()
    assert whole.text == f"é{text}z"
    _finds_each(whole, source, escaped=not cdata)


@given(PIECES, st.booleans())
@settings(max_examples=150, deadline=None)
def test_every_character_of_json_has_its_place(pieces: list[str], ascii_only: bool) -> None:
    text = "".join(pieces)
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": f"é{text}*", "items": []}
    source = json.dumps(feed, ensure_ascii=ascii_only)
    _, lines, _ = examine(Sent("f", source.encode()), TODAY)
    assert lines == [source]
    from generator.net.doctor.json import read_nodes

    value = read_nodes(Document(Sent("f", b""), source)).text("title")
    assert value
    assert value.text == f"é{text}*"
    end = value.at(len(value.text) - 1)
    assert source[end.column - 1] == "*"
    assert source[value.at(1).column - 1 :].startswith(json.dumps(f"{text}*", ensure_ascii=ascii_only)[1:-1])


def _finds_each(value: Value, source: str, escaped: bool) -> None:
    lines = source.split("\n")
    for offset, char in enumerate(value.text):
        place = value.at(offset)
        rest = (lines[place.line - 1] + "\n")[place.column - 1 :]
        assert rest.startswith(escape(char, quote=False) if escaped else char), (offset, char, rest)


def test_of_many_alike_the_first_are_shown_and_the_others_counted() -> None:
    content = GOOD.replace(b"<img ", b"<img>" * 20 + b"<img ")
    found = [each for each in judged(content).diagnostics if each.code == "K037"]
    assert len(found) == EACH
    assert [str(each.message).endswith(f"(and {20 - EACH} times more)") for each in found] == [False, False, True]


@pytest.mark.parametrize("name", sorted(path.name for path in (TESTS / "golden/feeds").iterdir()))
def test_our_own_feeds_have_nothing_to_be_said_of(name: str) -> None:
    """Not even a note, whatever articles hold; tests/test_published.py looks at a whole site."""
    assert codes(look(str(TESTS / "golden/feeds" / name), TODAY)) == []


# ---- HTML ----


def test_markup_is_read_as_browsers_do() -> None:
    """Upper case, no quotes, entities in addresses, comments, slashes for spaces, scripts that hold tags."""
    text = "x<!-- <b> --><IMG/src=a&amp;b ONERROR='1>2'><script>if (a<b) '<i>'</script ><a title=\">\"href=x>y</a>1<2"
    found = list(tokens(text))
    tags = [each for each in found if isinstance(each, Tag)]
    assert [(each.name, each.closing) for each in tags] == [
        ("img", False),
        ("script", False),
        ("script", True),
        ("a", False),
        ("a", True),
    ]
    assert tags[0].attributes == {"src": "a&b", "onerror": "1>2"}
    assert tags[3].attributes == {"title": ">", "href": "x"}
    assert all(text[each.start] == "<" for each in tags)
    assert [each.text for each in found if isinstance(each, Run)] == ["x", "y", "1<2"]


RUNNING = [
    "<script src=https://khac.example/a.js></script>",
    "<svg/onload=alert(1)>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href=&#x6A;avascript:alert(1)>x</a>",
    "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    '<form action="vbscript:x"></form>',
    "<object data='data:text/html,x'></object>",
    "<ScRiPt>alert(1)</sCrIpT>",
]


@pytest.mark.parametrize("text", RUNNING)
def test_what_runs_is_found_in_every_guise(text: str) -> None:
    found = judged(GOOD.replace("<p>Giờ".encode(), f"{text}<p>Giờ".encode()))
    assert "K033" in codes(found)


def test_a_day_is_enough_for_dublin_core_alone() -> None:
    """`dc:date` follows W3CDTF, `pubDate` does not."""
    dated = GOOD.replace(b"<dc:creator>", b"<dc:date>2026-11-20</dc:date><dc:creator>")
    assert codes(judged(dated)) == []
    assert codes(judged(GOOD.replace(b"Fri, 20 Nov 2026 09:00:00 +0700", b"2026-11-20"))) == ["K024"]


# ---- Vietnamese ----

HARMLESS = [
    "Thuốc Suboxone® giúp bạn; liều 5 µg, 3 m² và 20 °C. Đã bỏ “thuốc”, ĐÃ”!",
    "Hỏi 1? Có. Ai? Bạn! Xem https://mau.example/?a=b*c&d?e*f và *lưu ý*.",
    "Café, naïve, über, El Niño, Ångström, garçon, Häagen-Dazs, señor, São Paulo.",
    "Họ và tên*: ghi chú** ở dưới. 5*7 = 35. Điểm 1/2/3 · Mới · Tin",
    "Methadone, buprenorphine, PrEP, HIV/AIDS, ARV: gọi 1800 hoặc đến trạm y tế.",
    "Hoà, hòa, thuỷ, thủy, quý, quí, giã, khuỷu tay, ngoằn ngoèo, xoong, boong, nguệch ngoạc.",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_text_is_not_taken_for_harmed(text: str) -> None:
    found = judged(GOOD.replace("Mời bà con đến nghe và hỏi.".encode(), escape(text, quote=False).encode()))
    assert codes(found) == []


def test_english_is_not_vietnamese_without_marks() -> None:
    text = "The clinic is open every day and anybody may come for a free test without giving a name to the staff. " * 5
    found = judged(GOOD.replace("Mời bà con đến nghe và hỏi.".encode(), text.encode()))
    assert codes(found) == []


SENTENCES = ["Điều trị Methadone giúp người bệnh ổn định sức khỏe", "Đường dây nóng của Sở Y tế", "Trạm y tế xã Ấp Bắc"]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_mojibake_is_found_whatever_the_sentence(sentence: str, codec: str) -> None:
    broken = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in sentence.encode())
    found = judged(GOOD.replace("Mời bà con đến nghe và hỏi.".encode(), broken.encode("utf-8", "xmlcharrefreplace")))
    assert "K051" in codes(found) or "K003" in codes(found)


# ---- hostile files ----

BIG = 400_000


def filled(piece: str) -> bytes:
    return GOOD.replace("<p>Giờ".encode(), (piece * (BIG // len(piece)) + "<p>Giờ").encode())


HOSTILE = {
    "deep XML": b"<rss version='2.0'><channel>" + b"<a>" * 100_000,
    "deep JSON": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "many elements": b"<rss version='2.0'><channel>" + b"<a/>" * 120_000,
    "many items": b"<rss version='2.0'><channel>" + b"<item/>" * 3_000 + b"</channel></rss>",
    "many values": b'{"version":"https://jsonfeed.org/version/1.1","items":[' + b"0," * 120_000 + b"0]}",
    "a number": b'{"a":' + b"9" * BIG + b"}",
    "attributes": b"<html " + b" ".join(b"a%d=1" % number for number in range(40_000)) + b">",
    "laughs": b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
    "files of ours": b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0">&a;</rss>',
    "no end": b"<rss><!--" + b"-" * BIG,
    "nothing": b" " * BIG,
    "bytes": bytes(range(256)) * 400,
    "half a character": GOOD[: GOOD.index("ờ".encode()) + 1],
    "two bytes each": b"\xff\xfe" + b"<\0" * 10_001 + b"x",
    "an odd encoding": b"<?xml version='1.0' encoding='punycode'?><rss/>",
    "a codec that is none": b"<?xml version='1.0' encoding='base64'?><rss/>",
    "surrogates": b'{"version":"https://jsonfeed.org/version/1.1","title":"\\ud800","items":[]}',
    "quotes": filled('<a "'),
    "tags": filled("<b>"),
    "starts": filled("<"),
    "comments": filled("<!--"),
    "scripts": filled("<script>"),
    "stars": filled("a*"),
    "questions": filled("a?"),
    "entities": filled("&lt;p "),
    "ampersands": filled("&a"),
    "sources": filled("<img srcset='a,b,c'>"),
    "marks": filled("a\u0300"),
    "lines": filled("\n"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds_end_in_a_few_messages(name: str) -> None:
    """Whatever it holds: no exception, and not more than a person can read."""
    found = judged(HOSTILE[name])
    assert len(found.diagnostics) < 40
    assert all(len(str(each.message)) < 500 for each in found.diagnostics)


def test_a_message_commands_no_terminal(tmp_path: Path) -> None:
    """What others wrote is shown without what moves cursors, rings bells or turns the direction of writing."""
    feed = tmp_path / "f.json"
    nasty = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "\u202e\u009b31m",
        "items": [{"id": "\u009b"} for _ in "12"],
    }
    feed.write_text(json.dumps(nasty, ensure_ascii=False), encoding="utf-8")
    ran = command("check-feed", str(feed))
    assert "K022" in ran.stderr
    assert not re.search("[\x1b\u009b\u202e]", ran.stderr + ran.stdout)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """Nor what is no file at all."""
    huge = tmp_path / "huge.xml"
    with huge.open("wb") as opened:
        opened.truncate(50_000_000)
    for name in (str(huge), "/dev/zero", str(tmp_path), str(tmp_path / "nowhere"), "\0"):
        found = look(name, TODAY)
        assert codes(found) == ["K001"], name
        assert found.diagnostics[0].severity is Severity.ERROR


# ---- over the network ----


def test_what_a_server_does_wrong(feeds: Source) -> None:
    """Media type, charset, address, encryption, nothing to save the next request by."""
    seen = look(feeds.offers("/rss.xml", GOOD, "text/html; charset=windows-1258"), TODAY, QUICK)
    assert codes(seen) == ["K005"], "the server's word counts (RFC 7303)"
    seen = look(feeds.offers("/rss.xml", GOOD, "text/plain"), TODAY, QUICK)
    assert codes(seen) == ["K008", "K009", "K011"]
    assert Counter(each.severity for each in seen.diagnostics) == {Severity.WARNING: 2, Severity.NOTE: 2}


def test_a_good_server_is_left_in_peace(feeds: Source) -> None:
    own = GOOD.replace(b"https://mau.example/rss.xml", feeds.address.encode() + b"rss.xml")
    seen = look(feeds.offers("/rss.xml", own, "application/rss+xml; charset=utf-8", ETag='"1"'), TODAY, QUICK)
    assert [(each.code, each.severity) for each in seen.diagnostics] == [("K011", Severity.NOTE)], "no https here"


def test_server_and_feed_disagree(feeds: Source) -> None:
    latin = GOOD.decode().encode("ascii", "xmlcharrefreplace")
    seen = look(feeds.offers("/rss.xml", latin, "application/rss+xml; charset=ISO-8859-1", ETag='"1"'), TODAY, QUICK)
    assert "K006" in codes(seen)


def test_a_page_leads_to_its_feed(feeds: Source) -> None:
    page = b"<!doctype html><html><head><link rel=alternate type=application/feed+json href=/feed.json></head></html>"
    address = feeds.offers("/", page, "text/html")
    feeds.offers("/feed.json", GOOD_JSON)
    seen = look(address, TODAY, QUICK)
    assert seen.name == feeds.address + "feed.json"
    assert seen.examined
    assert (seen.examined.format, seen.examined.items) == ("JSON Feed 1.1", 2)


def test_a_bad_server_is_one_message(feeds: Source) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    feeds.does("/bomb", sends(bomb, "text/xml", {"Content-Encoding": "gzip"}))
    for path, said in (("bomb", "larger than 0.3 MB"), ("nowhere", "404")):
        seen = look(feeds.address + path, TODAY, QUICK)
        assert codes(seen) == ["K001"]
        assert said in str(seen.diagnostics[0].message)


# ---- the command ----


def test_the_command(feeds: Source) -> None:
    """Findings with line and caret, what the feed is, and the exit code of the other commands."""
    ran = command("check-feed", str(FEEDS / "good-json.json"), "--today", f"{TODAY}")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [
        "JSON Feed 1.1, 2 bài, mới nhất 22/11/2026, 2 KB: “Trung tâm Y tế Mẫu”",
        "Không thấy lỗi nào.",
    ]
    ran = command("check-feed", str(FEEDS / "K053-masked.xml"), "--today", f"{TODAY}", "--lang", "en")
    assert ran.returncode == 0
    assert "K053-masked.xml:24:33: warning K053: letters of a word are masked (“m*i”)" in ran.stderr
    _, line, caret, _, _ = ran.stderr.splitlines()
    assert line[caret.index("^") :].startswith("m*i d*m")
    ran = command("check-feed", feeds.offers("/f", GOOD.replace(b"<rss", b"<!DOCTYPE rss><rss"), "text/xml"))
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "lỗi K004" in ran.stderr
    assert "| <!DOCTYPE rss><rss" in ran.stderr
