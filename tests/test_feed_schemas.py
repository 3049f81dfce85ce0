"""The schemas that feeds are judged by judge rightly: they accept the standards' own examples and see each mistake."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from tests.judged import SCHEMAS, Mutation, example, mutated

ATOM = etree.RelaxNG(file=str(SCHEMAS / "atom.rng"))
RSS = etree.RelaxNG(file=str(SCHEMAS / "rss.rng"))
JSON_FEED = Draft202012Validator(json.loads((SCHEMAS / "json-feed.schema.json").read_text()))

ATOM_MUTATIONS: list[Mutation] = [
    ("atom-brief", "<id>urn:uuid:60a76c80-d399-11d9-b93C-0003939e0af6</id>", ""),  # a feed without id
    ("atom-brief", "<title>Example Feed</title>", ""),
    ("atom-brief", "<updated>2003-12-13T18:30:02Z</updated>", ""),
    ("atom-brief", "<name>Example Person</name>", ""),  # a person without a name
    ("atom-brief", "<name>Example Person</name>", "<name>A</name><name>B</name>"),
    ("atom-brief", "<id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id>", ""),  # an entry without id
    ("atom-brief", "<title>Atom-Powered Robots Run Amok</title>", ""),
    ("atom-brief", "<summary>Some text.</summary>", "<summary>A</summary><summary>B</summary>"),
    ("atom-brief", "<id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id>", "<id>article 1</id>"),  # no IRI
    ("atom-brief", "T18:30:02Z", "T18:30:02"),  # a date without a zone
    ("atom-brief", "T18:30:02Z", ""),  # a day is no date-time
    ("atom-brief", "2003-12-13T", "2003-13-13T"),  # there is no month 13
    ("atom-brief", "T18:30:02Z", " 18:30:02Z"),
    ("atom-brief", 'href="http://example.org/"', ""),  # a link to nowhere
    ("atom-brief", "<summary>", "<summery>x</summery><summary>"),  # no element of Atom
    ("atom-brief", "<summary>", '<summary type="xhtml">'),  # without its div
    ("atom-brief", "<summary>", '<summary type="text/html">'),  # no type of a text construct
    ("atom-brief", "<summary>Some text.</summary>", "<summary><b>Some</b> text.</summary>"),  # HTML not escaped
    ("atom-brief", "<author>", '<author role="x">'),
    ("atom-brief", 'xmlns="http://www.w3.org/2005/Atom"', 'xmlns="http://purl.org/atom/ns#"'),  # Atom 0.3
    ("atom-brief", "<feed ", '<feed version="1" '),
    ("atom-extensive", "<name>Example Person</name>", ""),
    ("atom-extensive", "f8dy@example.com", "f8dy"),  # no address of mail
    ("atom-extensive", 'length="1337"', 'length="1,3 KB"'),
    ("atom-extensive", 'type="audio/mpeg"', 'type="mp3"'),  # no media type
    ("atom-extensive", 'hreflang="en"', 'hreflang="en us"'),
    ("atom-extensive", "<published>2003-12-13T08:29:29-04:00</published>", "<published>13 Dec 2003</published>"),
    ("atom-extensive", '<div xmlns="http://www.w3.org/1999/xhtml">', '<div xmlns="http://example.org/">'),
    ("atom-extensive", '<rights>', '<rights>x</rights><rights>'),
    ("atom-archive", "<entry>", "<entry><entry></entry>"),
]  # fmt: skip

RSS_MUTATIONS: list[Mutation] = [
    ("rss-sample", 'version="2.0">\n', 'version="0.91">\n'),
    ("rss-sample", '<rss version="2.0"', "<rss"),
    ("rss-sample", "<title>Liftoff News</title>", ""),
    ("rss-sample", "<link>http://liftoff.msfc.nasa.gov/</link>", ""),
    ("rss-sample", "<description>Liftoff to Space Exploration.</description>", ""),
    ("rss-sample", "<title>Liftoff News</title>", "<title> </title>"),
    ("rss-sample", "<title>Liftoff News</title>", "<title>A</title><title>B</title>"),
    ("rss-sample", "<link>http://liftoff.msfc.nasa.gov/</link>", "<link>/news/</link>"),  # a relative address
    ("rss-sample", "en-us", "English (US)"),
    ("rss-sample", "Tue, 10 Jun 2003 04:00:00 GMT", "2003-06-10T04:00:00Z"),  # not RFC 822
    ("rss-sample", "Tue, 10 Jun 2003 04:00:00 GMT", "Tue, 10 Jun 2003 04:00:00"),  # without a zone
    ("rss-sample", "Tue, 10 Jun 2003 04:00:00 GMT", "Tue, 10 Jun 2003 24:00:00 GMT"),
    ("rss-sample", "Tue, 03 Jun 2003", "T3, 03 Jun 2003"),  # a weekday in Vietnamese
    ("rss-sample", "editor@example.com", "the editor"),
    ("rss-sample", "<guid>http://liftoff.msfc.nasa.gov/2003/06/03.html#item573</guid>", "<guid>item573</guid>"),
    ("rss-sample", "<guid>", '<guid isPermaLink="no">'),
    ("rss-sample", "<title>Star City</title>", "<title>Star <b>City</b></title>"),
    ("rss-sample", "<title>Star City</title>", "<headline>Star City</headline>"),
    ("rss-sample", "<item>", "<item></item><item>"),  # neither title nor description
    ("rss-sample", "</channel>", "</channel><channel/>"),
    ("rss-elements", ' length="12216320"', ""),
    ("rss-elements", 'length="12216320"', 'length="12 MB"'),
    ("rss-elements", ' type="audio/mpeg"', ""),
    ("rss-elements", 'url="http://www.scripting.com/mp3s', 'url="/mp3s'),
    ("rss-elements", '<source url="http://www.tomalak.org/links2.xml">', "<source>"),
    ("rss-elements", "<hour>23</hour>", "<hour>24</hour>"),
    ("rss-elements", "<day>Saturday</day>", "<day>Thứ Bảy</day>"),
    ("rss-elements", "<width>88</width>", "<width>145</width>"),
    ("rss-elements", "<ttl>60</ttl>", "<ttl>an hour</ttl>"),
    ("rss-elements", 'port="80"', 'port="http"'),
    ("rss-elements", "<category>Newspapers</category>", "<category/>"),
]  # fmt: skip

JSON_MUTATIONS: list[Mutation] = [
    ("feed-simple", '"https://jsonfeed.org/version/1.1"', '"1.1"'),
    ("feed-simple", '"version": "https://jsonfeed.org/version/1.1",', ""),
    ("feed-simple", '"title": "My Example Feed",', ""),
    ("feed-simple", '"My Example Feed"', "null"),
    ("feed-simple", '"title"', '"titel"'),  # no field of the format
    ("feed-simple", '"items"', '"entries"'),
    ("feed-simple", '"https://example.org/feed.json"', '"/feed.json"'),  # a relative address
    ("feed-simple", '"home_page_url": "https://example.org/"', '"home_page_url": ["https://example.org/"]'),
    ("feed-simple", '"title":', '"expired": "no", "title":'),
    ("feed-simple", '"title":', '"language": "Tiếng Việt", "title":'),
    ("feed-simple", '"title":', '"authors": {"name": "A"}, "title":'),  # a list is needed
    ("feed-simple", '"title":', '"authors": [{}], "title":'),  # nobody
    ("feed-simple", '"title":', '"hubs": [{"url": "https://example.org/"}], "title":'),  # of which type
    ("feed-simple", '"title":', '"_outreach": "yes", "title":'),  # an extension is an object
    ("feed-simple", '"title":', '"outreach": {}, "title":'),  # its name starts with an underscore
    ("feed-simple", '"id": "2",', ""),
    ("feed-simple", '"id": "2"', '"id": 2'),
    ("feed-simple", '"id": "2"', '"id": ""'),
    ("feed-simple", '"content_text": "This is a second item.",', ""),  # without any content
    ("feed-simple", '"content_html"', '"content"'),
    ("feed-simple", '"id": "2",', '"id": "2", "tags": "hiv, methadone",'),
    ("feed-simple", '"id": "2",', '"id": "2", "image": "anh.jpg",'),
    ("feed-podcast", '"2014-05-09T14:04:00-07:00"', '"2014-05-09"'),
    ("feed-podcast", '"2014-05-09T14:04:00-07:00"', '"2014-05-09T14:04:00"'),  # without a zone
    ("feed-podcast", '"2014-05-09T14:04:00-07:00"', '"2014-05-32T14:04:00-07:00"'),
    ("feed-podcast", '"mime_type": "audio/x-m4a",', ""),
    ("feed-podcast", '"audio/x-m4a"', '"m4a"'),
    ("feed-podcast", "89970236", '"85 MB"'),
    ("feed-podcast", "6629", "-1"),
]  # fmt: skip


def mistakes(schema: etree.RelaxNG, text: str) -> list[str]:
    """What a RELAX NG finds wrong in a document."""
    document = etree.fromstring(text.encode())
    return [] if schema.validate(document) else [each.message for each in schema.error_log]


@pytest.mark.parametrize("name", ["atom-brief", "atom-extensive", "atom-archive"])
def test_atom_examples_are_accepted(name: str) -> None:
    """Those of RFC 4287, section 1.1, and of RFC 5005, section 4."""
    assert mistakes(ATOM, example(name, "xml")) == []


@pytest.mark.parametrize("name", ["rss-sample", "rss-elements"])
def test_rss_examples_are_accepted(name: str) -> None:
    """The sample file and the examples of elements that the specification gives."""
    assert mistakes(RSS, example(name, "xml")) == []


@pytest.mark.parametrize("name", ["feed-simple", "feed-podcast"])
def test_json_examples_are_accepted(name: str) -> None:
    """Two of the specification's examples."""
    JSON_FEED.validate(json.loads(example(name, "json")))


@pytest.mark.parametrize("mutation", ATOM_MUTATIONS)
def test_mistakes_in_atom_are_seen(mutation: Mutation) -> None:
    """Each of them breaks RFC 4287."""
    assert mistakes(ATOM, mutated(mutation, "xml"))


@pytest.mark.parametrize("mutation", RSS_MUTATIONS)
def test_mistakes_in_rss_are_seen(mutation: Mutation) -> None:
    """Each of them breaks RSS 2.0."""
    assert mistakes(RSS, mutated(mutation, "xml"))


@pytest.mark.parametrize("mutation", JSON_MUTATIONS)
def test_mistakes_in_json_are_seen(mutation: Mutation) -> None:
    """Each of them breaks JSON Feed 1.1."""
    assert list(JSON_FEED.iter_errors(json.loads(mutated(mutation, "json"))))
