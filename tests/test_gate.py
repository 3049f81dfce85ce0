"""The gate: one broken thing in a finished tree is found, at its place and under its code, and nothing is published."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html
from mkdocs.commands.build import build as stock_build
from mkdocs.config import load_config

from generator.build.cache import NO_PAGE, Known
from generator.build.gate import Gate, Tree, Verdict
from generator.build.links import broken_links
from generator.build.output import Entry
from generator.build.pipeline import build
from generator.desk.codes import explained
from generator.engine.names import own_path
from generator.gate.facts import Facts, Link
from generator.gate.ground import OUT, Ground, address
from generator.gate.known import LOOKED_AT, known_of
from generator.gate.known import Known as KnownTag
from generator.gate.moulds import knowing
from generator.gate.names import bad_names
from generator.gate.reader import Reader
from generator.gate.tags import read_tag
from generator.gate.tree import dead_links
from generator.language import translator
from generator.model.address import file_of
from generator.model.diagnostic import Diagnostic, Severity, errors
from generator.renderers.html import TAKEN, safe
from generator.source.load import load
from tests.conftest import EXAMPLES, ROOT, TODAY
from tests.site import publish, tree

HOME = "index.html"
ARTICLE = "bai-viet/2026/11/xet-nghiem-hiv-lan-dau/index.html"
ARTICLE_FILE = "content/articles/2026/11/xet-nghiem-hiv-lan-dau.md"
ABOUT = "gioi-thieu/index.html"
ABOUT_FILE = "content/pages/gioi-thieu.md"
HOTLINES = "duong-day-nong/index.html"
MISSING = "404.html"
RSS, ATOM, JSON = "feeds/rss.xml", "feeds/atom.xml", "feeds/feed.json"
CSS, JS, FINDER = "assets/css/site.css", "assets/js/site.js", "assets/js/finder.js"
ICONS, EMBLEM = "assets/icons.svg", "assets/art/emblem.svg"
END = "</main>"


class Bench:
    """A published tree that was let through, and what becomes of it when some of its files are others."""

    def __init__(self, project: Path, work: Path) -> None:
        self.site, _ = load(project)
        self.root = project
        self.folder = (project / "site").resolve()
        self.work = work
        self.files = {
            path: _known(path, (self.folder / path).read_bytes())
            for path in tree(self.folder)
            if path != "manifest.json"
        }
        self.gate = self.fresh_gate()
        self.clean = self.gate.judge(Tree(self.files, frozenset(), self.folder, {}, self.folder))
        self.before = {path: Entry(known.sha256, known.size) for path, known in self.files.items()}
        whole = Tree(self.files, frozenset(), self.folder, self.before, self.folder)
        self.gate.keep(self.clean, whole, self.folder.name)

    def fresh_gate(self) -> Gate:
        """A gate that finds in the cache what was kept there."""
        return Gate(self.work / "gate.sqlite", "tests", self.site, self.root)

    def judge(self, changed: dict[str, bytes | None]) -> Verdict:
        """What the gate says of the tree with these files; None for one that is gone. Nothing is kept of it."""
        staged = self.work / "staged"
        shutil.rmtree(staged, ignore_errors=True)
        files = dict(self.files)
        for own, raw in changed.items():
            path = self.named(own)
            files.pop(path, None)
            if raw is not None:
                (staged / path).parent.mkdir(parents=True, exist_ok=True)
                (staged / path).write_bytes(raw)
                files[path] = _known(path, raw)
        written = frozenset(self.named(path) for path, raw in changed.items() if raw is not None)
        return self.gate.judge(Tree(files, written, staged, self.before, self.folder))

    def read(self, path: str) -> str:
        return (self.folder / self.named(path)).read_text(encoding="utf-8")

    def named(self, text: str) -> str:
        """A text with the published names of the assets that it names."""
        for path in self.files:
            if (own := own_path(path)) != path:
                plain, name = (each.rpartition("/")[2] for each in (own, path))
                text = re.sub(rf"(?<![\w.-]){re.escape(plain)}(?![\w.])", name, text)
        return text


def _known(path: str, raw: bytes) -> Known:
    return Known(path, "", "", NO_PAGE, "", "", "", "", sha256(raw).hexdigest(), len(raw), 0, "")


@pytest.fixture(scope="module")
def bench(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The repository's own site."""
    return Bench(project, tmp_path_factory.mktemp("gate"))


class Broken(NamedTuple):
    """In the file at `path` `old` becomes `new` (the first one); the fault has `code` and lies where `at` stands."""

    code: str
    path: str
    old: str
    new: str
    at: str | None = None  # None: where `new` stands; "": the whole file
    place: str = ""  # the file of the fault, if not the one at `path`


def _before_end(path: str, code: str, new: str, at: str | None = None) -> Broken:
    return Broken(code, path, END, new + END, new if at is None else at)


BROKEN = {
    # Links and what they lead to.
    "a link to no page": _before_end(HOME, "Z001", '<p><a href="khong-co/">x</a></p>', '<a href="khong-co/"'),
    "a link without its last stroke": _before_end(HOME, "Z001", '<a href="bai-viet">x</a>'),
    "a link out of the site": _before_end(HOME, "Z001", '<a href="../../x">x</a>'),
    "a picture that is not there": _before_end(HOME, "Z001", '<img src="anh/mat.png" alt="x">'),
    "one of several widths": _before_end(
        HOME, "Z001", '<img srcset="anh/mat.png 1x" src="assets/art/emblem.svg" alt="x">'
    ),
    "a poster that is not there": _before_end(HOME, "Z001", '<video poster="/anh/mat.png"></video>'),
    "a script that is not there": Broken("Z001", HOME, "assets/js/site.js", "assets/js/site2.js", "<script src"),
    "a style that is not there": Broken("Z001", HOME, "assets/css/site.css", "assets/css/mat.css", '<link rel="styl'),
    "a feed announced that is not there": Broken(
        "Z001", HOME, 'href="feeds/rss.xml"', 'href="feeds/mat.xml"', '<link rel="alternate" type="application/rss'
    ),
    "a canonical address of no page": Broken(
        "Z001",
        HOME,
        'rel="canonical" href="https://demo.example/"',
        'rel="canonical" href="https://demo.example/x/"',
        '<link rel="canonical"',
    ),
    "a picture for messengers": Broken(
        "Z001", HOME, "https://demo.example/anh/trang.png", "https://demo.example/a.png"
    ),
    "an address in data for machines": _before_end(
        HOME,
        "Z001",
        '<script type="application/ld+json">{"url": "https://demo.example/mat/"}</script>',
        "https://demo.example/mat/",
    ),
    "a redirect to no page": Broken(
        "Z001",
        HOME,
        '<meta charset="utf-8">',
        '<meta charset="utf-8"><meta http-equiv="refresh" content="0; url=mat/">',
        "<meta http-equiv",
    ),
    "another language that is not there": Broken(
        "Z001",
        HOME,
        "<title>",
        '<link rel="alternate" hreflang="tay" href="https://demo.example/tay/"><title>',
        '<link rel="alternate" hreflang="tay"',
    ),
    "a link in RSS": Broken(
        "Z001",
        RSS,
        "<link>https://demo.example/bai-viet/",
        "<link>https://demo.example/bai/",
        "https://demo.example/bai/",
    ),
    "a link in the text of a JSON feed": Broken(
        "Z001", JSON, "https://demo.example/bai-viet/", "https://demo.example/bai/", "https://demo.example/bai/"
    ),
    "an address of the sitemap": Broken(
        "Z001", "sitemap.xml", "https://demo.example/gioi-thieu/", "https://demo.example/gioi/"
    ),
    "the sitemap in robots.txt": Broken("Z001", "robots.txt", "sitemap.xml", "site-map.xml", "https://demo"),
    "a font of a style": Broken("Z001", CSS, "be-vietnam-pro-400.woff2", "be-vietnam-pro-401.woff2", "url("),
    "an import of a script": Broken("Z001", FINDER, "./finder/query.js", "./finder/queries.js", "from"),
    "a spot on another page": _before_end(HOME, "Z002", '<a href="duong-day-nong/#mat">x</a>'),
    "a spot on its own page": _before_end(HOME, "Z002", '<a href="#mat">x</a>'),
    "an icon that is not there": Broken("Z002", HOME, "assets/icons.svg#exit", "assets/icons.svg#exi", "<use"),
    "a label for nothing": _before_end(HOME, "Z002", '<label for="mat">x</label>'),
    "a name by nothing": _before_end(HOME, "Z002", '<section aria-labelledby="mat">x</section>'),
    "a spot in a feed": Broken(
        "Z002", ATOM, 'href="https://demo.example/"', 'href="https://demo.example/#mat"', "https://demo.example/#mat"
    ),
    # HTML.
    "a tag that is not closed": _before_end(HOME, "Z003", "<div>x"),
    "a closing tag too many": _before_end(HOME, "Z003", "</u>"),
    "tags that cross": _before_end(HOME, "Z003", "<p><b><i>x</b></i></p>", "<i>"),
    "a sign <": _before_end(HOME, "Z003", "<p>CD4 < 200</p>", "< 200"),
    "half a tag": _before_end(HOME, "Z003", "<p>x</p><q cite=", "<q cite="),
    "a quote that is not closed": _before_end(HOME, "Z003", '<a href="/>x</a>', '<a href="/'),
    "attributes without a blank": _before_end(HOME, "Z003", '<a href="/"class="x">x</a>'),
    "an attribute twice": _before_end(HOME, "Z003", '<a href="/" href="/tim/">x</a>'),
    "a block in a paragraph": _before_end(HOME, "Z003", "<p><ul></ul></p>", "<ul></ul>"),
    "a link in a link": _before_end(HOME, "Z003", '<a href="/">x<a href="/tim/">y</a></a>', '<a href="/tim/"'),
    "a comment that browsers end earlier": _before_end(HOME, "Z003", "<!--> <b>x</b> -->", "<!-->"),
    "a tag in a title": Broken("Z003", HOME, "<title>", "<title><b>x</b>", "<title><b>"),
    "an end inside a value": _before_end(HOME, "Z003", '<p title="</noscript>">x</p>'),
    "a base for all addresses": Broken("Z003", HOME, "<title>", '<base target="x"><title>', '<base target="x"'),
    "an id twice": _before_end(HOME, "Z004", '<p id="noi-dung">x</p>'),
    "an empty id": _before_end(HOME, "Z004", '<p id="">x</p>'),
    # What runs, styles or loads.
    "a script inside": _before_end(HOME, "Z005", "<script>alert(1)</script>"),
    "a handler": _before_end(HOME, "Z005", '<img src="/assets/art/emblem.svg" alt="" onerror="alert(1)">'),
    "a handler in capitals": _before_end(HOME, "Z005", '<b ONCLICK="alert(1)">x</b>'),
    "a style attribute": _before_end(HOME, "Z005", '<p style="color:red">x</p>'),
    "a style element": _before_end(HOME, "Z005", "<style>p{color:red}</style>"),
    "an address that runs": _before_end(HOME, "Z005", '<a href=" java&#10;script:alert(1)">x</a>'),
    "a form that runs": _before_end(HOME, "Z005", '<button formaction="javascript:alert(1)">x</button>'),
    "a document inside": _before_end(HOME, "Z005", '<iframe srcdoc="x" title="x"></iframe>'),
    "an animation that runs": _before_end(HOME, "Z005", '<svg><set to="javascript:alert(1)"/></svg>', "<set"),
    "a script in a vector": Broken(
        "Z005", EMBLEM, "</svg>", "<script>alert(1)</script></svg>", "", "theme_overrides/assets/art/emblem.svg"
    ),
    "a handler in a vector": Broken(
        "Z005", EMBLEM, "<svg ", '<svg onload="alert(1)" ', "", "theme_overrides/assets/art/emblem.svg"
    ),
    "a picture from elsewhere": _before_end(HOME, "Z006", '<img src="https://x.example/a.png" alt="">'),
    "a script from elsewhere": _before_end(HOME, "Z006", '<script src="//x.example/a.js"></script>'),
    "a style from elsewhere": _before_end(HOME, "Z006", '<link rel="stylesheet" href="https://x.example/a.css">'),
    "a frame from elsewhere": _before_end(HOME, "Z006", '<iframe src="https://x.example/" title="x"></iframe>'),
    "a form to elsewhere": _before_end(HOME, "Z006", '<form action="https://x.example/"></form>'),
    "a connection made early": _before_end(HOME, "Z006", '<link rel="preconnect" href="https://x.example/">'),
    "a font from elsewhere": Broken(
        "Z006", CSS, "url(../fonts/be-vietnam-pro-400.woff2)", "url(https://x.example/f)", "url("
    ),
    "an import from elsewhere": Broken("Z006", FINDER, "'./finder/query.js'", "'https://x.example/q.js'", "from"),
    # What every page has.
    "no language": Broken("Z007", HOME, '<html lang="vi">', "<html>", ""),
    "no character set": Broken("Z007", HOME, '<meta charset="utf-8">', "", ""),
    "another character set": Broken("Z007", HOME, '<meta charset="utf-8">', '<meta charset="tcvn">', ""),
    "no doctype": Broken("Z007", HOME, "<!doctype html>", "", ""),
    "no heading": Broken("Z008", ABOUT, "<h1>Giới thiệu</h1>", "<p>Giới thiệu</p>", ""),
    "two first headings": _before_end(HOME, "Z008", "<h1>x</h1>"),
    "a level left out": _before_end(HOTLINES, "Z008", "<h2>x</h2><h5>y</h5>", "<h5>"),
    "a picture without words": _before_end(HOME, "Z009", '<img src="/assets/art/emblem.svg">'),
    "a word of a template": _before_end(HOME, "Z010", "<p>{{ page.title }}</p>", "{{ page"),
    "a hole of the frame": _before_end(HOME, "Z010", "<p>hole0123456789abcdeftitleeloh</p>", "hole0"),
    "a slot of a sentence": _before_end(HOME, "Z010", "<p>%(count)s bài</p>", "%(count)s"),
    # Files.
    "a feed that is cut off": Broken("Z012", RSS, "</channel>", "", ""),
    "JSON with a comma too many": Broken("Z012", JSON, "{", "{,", "{,"),
    "a control character": _before_end(HOME, "Z012", "\x07", "\x07"),
    "a feed without a title": Broken("Z013", RSS, "<title>Bên bạn</title>", "<title></title>", ""),
    "a date nobody can read": Broken("Z013", RSS, "<pubDate>", "<pubDate>ngày ", ""),
    "a date without a zone": Broken("Z013", ATOM, "+07:00</updated>", "</updated>", ""),
}


WARNED = {"a word of a template", "a slot of a sentence"}  # a text that others wrote may have such signs


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_each_broken_thing_is_found_at_its_place(bench: Bench, name: str) -> None:
    """Exactly one fault, of this code, in this line of the file; all else in the tree stays fine."""
    broken = Broken(*(each and bench.named(each) for each in BROKEN[name]))
    text = bench.read(broken.path)
    assert broken.old in text
    made = text.replace(broken.old, broken.new, 1)
    found = bench.judge({broken.path: made.encode()}).found
    severity = Severity.WARNING if name in WARNED else Severity.ERROR
    assert [(each.code, each.severity) for each in found] == [(broken.code, severity)], found
    (fault,) = found
    source = BROKEN[name].place or (ABOUT_FILE if broken.path == ABOUT else _in_theme(broken.path))
    assert fault.place.file == source
    if source == broken.path and broken.at != "":
        at = made.index(broken.new if broken.at is None else broken.at)
        assert fault.place.line == made.count("\n", 0, at) + 1
    _is_told(fault)


def _in_theme(path: str) -> str:
    """Where an officer finds a file of the tree."""
    own = own_path(path)
    return f"theme_overrides/{own}" if (ROOT / "theme_overrides" / own).is_file() else path


def _is_told(fault: Diagnostic) -> None:
    """In Vietnamese, with a hint, and with a row that explains the code."""
    vietnamese = translator("vi")
    for sentence in filter(None, (fault.message, fault.hint)):
        assert sentence.text(vietnamese) != sentence.text(), sentence
    assert explained(fault.code, "vi")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of which facts are made, as they are."""
    found: list[str] = []
    facts = Reader.facts

    def counted(reader: Reader, path: str, raw: bytes) -> Facts:
        found.append(path)
        return facts(reader, path, raw)

    monkeypatch.setattr(Reader, "facts", counted)
    return found


def test_a_tree_as_it_is_built_has_no_fault(bench: Bench, tmp_path: Path, read: list[str]) -> None:
    """Every page, feed and file of the repository's own site, in both languages."""
    assert bench.clean.found == []
    gate = Gate(tmp_path / "gate.sqlite", "tests", bench.site, bench.root)
    assert gate.judge(Tree(bench.files, frozenset(), bench.folder, {}, bench.folder)).found == []
    assert len(set(read)) > 500


@pytest.mark.parametrize(
    ("code", "path", "raw"),
    [
        ("Z011", EMBLEM, b""),
        ("Z011", "anh/trang.png", b""),
        ("Z012", "anh/trang.png", b"<html>"),
        ("Z012", HOME, "<p>Bên bạn</p>".encode("utf-16")),
        ("Z012", EMBLEM, b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>"),
    ],
)
def test_files_are_what_their_names_say(bench: Bench, code: str, path: str, raw: bytes) -> None:
    """Empty, damaged or of another kind."""
    assert {each.code for each in bench.judge({path: raw}).found} == {code}


def test_a_page_of_its_heading_alone_is_empty(bench: Bench) -> None:
    text = bench.read(ABOUT)
    start, end = text.index("</h1>") + 5, text.index(END)
    left = text[start:end]
    bare = text[:start] + "".join(part for part in (left[left.rindex("</div>") :],)) + text[end:]
    assert "Z011" in {each.code for each in bench.judge({ABOUT: bare.encode()}).found}


def test_what_others_lead_to_is_missed_when_it_goes(bench: Bench) -> None:
    """A page, an asset, and a spot of a page: told once, with how many files lead there."""
    for gone in (HOTLINES, CSS, "anh/trang.png", RSS):
        found = bench.judge({gone: None}).found
        assert {each.code for each in found} == {"Z001"}, gone
        assert len({str(dict(each.message.values).get("what", each.message)) for each in found}) == len(found)
    text = bench.read(ICONS)
    found = bench.judge({ICONS: text.replace('id="exit"', 'id="leave"').encode()}).found
    assert [each.code for each in found] == ["Z002"]
    assert int(dict(found[0].message.values)["count"]) > 200  # type: ignore[arg-type]  # a number in digits


def test_a_page_that_is_new_or_as_it_was_is_no_fault(bench: Bench) -> None:
    """What an edit does: another text, another page, a page less that nobody leads to."""
    text = bench.read(ABOUT)
    assert bench.judge({ABOUT: text.replace("</p>", " Thêm.</p>", 1).encode()}).found == []
    assert bench.judge({"moi/index.html": text.replace("</p>", " Thêm.</p>", 1).encode()}).found == []
    assert bench.judge({f"{HOME}.gz": b"\x1f\x8b", f"{HOME}.br": b"\x8b"}).found == []


def test_a_name_in_capitals_changes_no_rule(bench: Bench) -> None:
    """A picture within a style is no file of another site, whatever its ending looks like."""
    style = b".a{background:url(data:,x)}"
    assert bench.judge({"moi.css": style}).found == []
    assert bench.judge({"moi.CSS": style}).found == []


def test_lists_within_lists_without_end_are_damage(bench: Bench) -> None:
    """No program reads them; ours ends with a sentence."""
    found = bench.judge({"moi.json": b"[" * 100_000 + b"]" * 100_000}).found
    assert [each.code for each in found] == ["Z012"]


def test_only_what_changed_is_read(bench: Bench, read: list[str]) -> None:
    """Counters: facts are made of the files that were written, and of no other."""
    bench.judge({})
    assert read == []
    bench.judge({ABOUT: bench.read(ABOUT).replace("</p>", " Thêm.</p>", 1).encode()})
    assert read == [ABOUT]


def test_whatever_happens_to_the_cache_the_verdict_is_the_same(bench: Bench, tmp_path: Path) -> None:
    """Bytes turned over anywhere in it, or another file in its place, cost time alone."""
    kept = (bench.work / "gate.sqlite").read_bytes()
    broken = {HOME: bench.read(HOME).replace(END, '<a href="mat/">x</a>' + END).encode(), CSS: None}
    expected = bench.judge(broken).found
    assert {each.code for each in expected} == {"Z001"}
    try:
        for number in range(3):
            at = 4096 + (len(kept) - 4096) * number // 3
            harmed = kept[:at] + bytes(255 - each for each in kept[at : at + 3000]) + kept[at + 3000 :]
            (bench.work / "gate.sqlite").write_bytes(harmed)
            assert bench.judge(broken).found == expected
        (bench.work / "gate.sqlite").write_bytes(b"no database")
        assert bench.judge(broken).found == expected
    finally:
        (bench.work / "gate.sqlite").write_bytes(kept)


def test_what_could_not_be_kept_is_not_taken_for_what_was(tmp_path: Path) -> None:
    """A disk that had no room for what was learnt of a page: a spot it got then is missed when it goes."""
    root = tmp_path / "site"
    shutil.copytree(EXAMPLES / "small", root)
    publish(root)
    about, other = root / ABOUT_FILE, root / "content/articles/2026/11/goi-111.md"
    kept = about.read_text(encoding="utf-8")
    about.write_text(f'{kept}\n\n<p id="moi">Mới.</p>\n', encoding="utf-8")
    other.write_text(f"{other.read_text(encoding='utf-8')}\n\nXem [điều mới](/gioi-thieu/#moi).\n", encoding="utf-8")
    full = "create trigger room before insert on fresh begin select raise(fail, 'database or disk is full'); end"
    with closing(sqlite3.connect(root / "build/gate.sqlite")) as db:
        db.execute(full)
        publish(root)
        db.execute("drop trigger room")
    about.write_text(kept, encoding="utf-8")
    _, found = build(root, root, TODAY)
    assert [each.code for each in errors(found)] == ["Z002"]


def test_a_cache_that_can_keep_nothing_is_begun_anew(tmp_path: Path) -> None:
    """Or every build would judge every file."""
    root = tmp_path / "site"
    shutil.copytree(EXAMPLES / "small", root)
    publish(root)
    with closing(sqlite3.connect(root / "build/gate.sqlite")) as db:
        db.execute("drop table fresh")
    about = root / ABOUT_FILE
    for number in range(2):
        about.write_text(f"{about.read_text(encoding='utf-8')}\n\nThêm {number}.\n", encoding="utf-8")
        publish(root)
    with closing(sqlite3.connect(root / "build/gate.sqlite")) as db:
        kept = {sha for (sha,) in db.execute("select sha256 from facts")}
    assert sha256((root / "site/gioi-thieu/index.html").read_bytes()).hexdigest() in kept


def test_a_warning_stays_until_its_page_is_mended(tmp_path: Path) -> None:
    """Whatever else is edited meanwhile."""
    root = tmp_path / "site"
    shutil.copytree(EXAMPLES / "small", root)
    about, other = root / ABOUT_FILE, root / "content/articles/2026/11/goi-111.md"
    kept = about.read_text(encoding="utf-8")
    about.write_text(f"{kept}\n\nGọi {{{{ so }}}}.\n", encoding="utf-8")

    def told() -> list[str]:
        return [each.place.file for each in build(root, root, TODAY)[1] if each.code == "Z010"]

    assert told() == [ABOUT_FILE]
    other.write_text(f"{other.read_text(encoding='utf-8')}\n\nThêm một câu.\n", encoding="utf-8")
    assert told() == [ABOUT_FILE]
    assert told() == [ABOUT_FILE]
    about.write_text(kept, encoding="utf-8")
    assert told() == []


def test_an_oracle_sees_the_same_ids_and_links(bench: Bench) -> None:
    """lxml's forgiving parser reads our pages as the strict reader does."""
    reader = Reader(bench.site.config.base_url)
    for path in sorted(bench.files):
        if not path.endswith(".html"):
            continue
        raw = (bench.folder / path).read_bytes()
        page = html.fromstring(raw, parser=html.HTMLParser(encoding="utf-8"))
        facts = reader.facts(path, raw)
        assert set(facts.ids) == set(page.xpath("//@id")), path
        links = {reader.ground.target(path, link) for link in page.xpath("//a/@href | //img/@src | //link/@href")}
        assert {each for each in links if each and each.partition("#")[0] != path} <= set(facts.targets), path


# What an officer may write as HTML into a page, and where it is told. Stock MkDocs publishes each of them.
BY_HAND = {
    "a link": ('<p><a href="/khong-co/">x</a></p>', "Z001"),
    "a picture": ('<p><img src="/anh/mat.png" alt="x"></p>', "Z001"),
    "a spot": ('<p><a href="/duong-day-nong/#mat">x</a></p>', "Z002"),
    "a tag": ('<div class="note"><p>x</p>', "Z003"),
    "an id": ('<p id="noi-dung">x</p>', "Z004"),
    "a program": ('<p onclick="alert(1)">x</p>', "Z005"),
    "another site": ('<p><img src="https://x.example/a.png" alt="x"></p>', "Z006"),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small example, published."""
    root = tmp_path_factory.mktemp("small") / "site"
    shutil.copytree(EXAMPLES / "small", root)
    publish(root)
    return root


@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_a_mistake_in_a_page_written_by_hand_publishes_nothing(small: Path, name: str) -> None:
    """The message stands at the line of the Markdown file; the site is as it was, byte for byte."""
    written, code = BY_HAND[name]
    page = small / ABOUT_FILE
    before, kept = tree(small / "site"), page.read_text(encoding="utf-8")
    page.write_text(f"{kept}\n\n{written}\n", encoding="utf-8")
    try:
        report, found = build(small, small, TODAY)
    finally:
        page.write_text(kept, encoding="utf-8")
    wrong = errors(found)
    assert [(each.code, each.place.file) for each in wrong] == [(code, ABOUT_FILE)], wrong
    assert wrong[0].place.line == kept.count("\n") + 3
    assert (report.published, report.written) == (None, ())
    assert tree(small / "site") == before
    assert [each.name for each in (small / "releases").iterdir() if each.name.startswith(".staging")] == []


def test_stock_mkdocs_publishes_all_of_them(tmp_path: Path) -> None:
    """With `--strict`, and not a word of warning."""
    (tmp_path / "docs").mkdir()
    text = "\n\n".join(written for written, _ in BY_HAND.values())
    (tmp_path / "docs/index.md").write_text(f"# x\n\n{text}\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nsite_url: https://x.example/\n", encoding="utf-8")
    stock_build(load_config(str(tmp_path / "mkdocs.yml"), strict=True))
    assert "khong-co" in (tmp_path / "site/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["aux", "hoi dap"])
def test_after_a_refusal_the_mended_site_is_published(small: Path, name: str) -> None:
    """A name that is none is told before a file is written; then all is well again."""
    bad = small / f"content/pages/{name}.md"
    bad.write_text("# Phụ\n\nChữ.\n", encoding="utf-8")
    report, found = build(small, small, TODAY)
    assert report.published is None
    (fault,) = errors(found)
    assert (fault.code, fault.place.file) == ("Z014", f"content/pages/{name}.md")
    bad.unlink()
    publish(small)


def test_a_broken_spot_in_an_article_is_told_where_it_is_written(small: Path) -> None:
    """Records are judged before (L002), but only the gate sees what is behind the sign #."""
    file = small / "content/articles/2026/11/goi-111.md"
    kept = file.read_text(encoding="utf-8")
    file.write_text(f"{kept}\n\nXem [các số](/duong-day-nong/#mat).\n", encoding="utf-8")
    try:
        _, found = build(small, small, TODAY)
    finally:
        file.write_text(kept, encoding="utf-8")
    (fault,) = errors(found)
    assert (fault.code, fault.place.file) == ("Z002", file.relative_to(small).as_posix())
    assert fault.place.line == kept.count("\n") + 3


@pytest.mark.parametrize(
    "paths",
    [
        ("a/B.png", "a/b.png"),
        ("a/\u00e0.png", "a/a\u0300.png"),
        ("../x.html",),
        ("/etc/x",),
        ("a//b",),
        ("a/con.html",),
        ("lpt1/index.html",),
        ("a/b:c.png",),
        ("a/b?.png",),
        ("a\\b.png",),
        ("a/100%.png",),
        ("a/b#c.png",),
        ("hoi (1)/index.html",),
        ("hoi dap/index.html",),
        ("hoi,dap/index.html",),
        ("a/b.",),
        ("a /b",),
        ("a/\u202eb.png",),
        ("a/\x00b",),
        ("a/" + "b" * 256,),
        ("a", "a/b"),
    ],
)
def test_names_that_some_system_cannot_hold(paths: tuple[str, ...]) -> None:
    found = list(bad_names(paths))
    assert found
    assert {each.code for each in found} == {"Z014"}


@pytest.mark.parametrize("pages", [("/hoi-dap-1/", "/hoi-dap-2/"), ("/hoi-dap-2/", "/hoi-dap-1/")])
def test_of_pages_that_are_equally_near_the_same_is_offered(pages: tuple[str, ...]) -> None:
    """A build that makes everything and one that makes one page come to them in another order."""
    there = dict.fromkeys(map(file_of, pages))
    link = Link("hoi-dap-x/index.html", "/hoi-dap-x/", 0)
    (found,) = dead_links("index.html", "", [link], {link.target}, there, lambda _: ())
    assert "/hoi-dap-1/" in str(found.fault.hint)


def test_of_pages_that_are_equally_near_a_record_is_offered_the_same(small_site: Path) -> None:
    """Outputs are looked up in a set, whose order is another one in every process."""
    (small_site / "content/pages/hoi.md").write_text("[Hỏi đáp](/hoi-dap-x/)\n", encoding="utf-8")
    there = [f"hoi-dap-{number}/index.html" for number in range(1, 10)]
    (found,) = (each for each in broken_links(load(small_site)[0], there) if each.place.file.endswith("hoi.md"))
    assert "/hoi-dap-1/" in str(found.hint)


def test_names_that_every_system_holds() -> None:
    """Pictures may have Vietnamese names, composed."""
    assert (
        list(bad_names(["index.html", "anh/ảnh đẹp (1).png", "contact/index.html", "auxiliary.txt", ".nojekyll"])) == []
    )


@pytest.mark.parametrize(
    ("path", "url", "target"),
    [
        ("a/b/index.html", "../../x/", "x/index.html"),
        ("a/b/index.html", "../c/?x=1#y", "a/c/index.html#y"),
        ("a/b/index.html", "../..", "index.html"),
        ("a/b/index.html", ".", "a/b/index.html"),
        ("a/b/index.html", "", "a/b/index.html"),
        ("a/b/index.html", "#%C4%91", "a/b/index.html#đ"),
        ("a/b/index.html", "/vi/%E1%BA%A3nh.png", "ảnh.png"),
        ("a/b/index.html", "/khac/x", None),
        ("a/b/index.html", "../../../x", OUT),
        ("a/b/index.html", "https://x.example/vi/a/", "a/index.html"),
        ("a/b/index.html", "https://x.example/vi", "index.html"),
        ("a/b/index.html", "https://x.example.com/vi/a/", None),
        ("a/b/index.html", "//x.example/vi/a/", None),
        ("a/b/index.html", "mailto:x@x.example", None),
        ("a/b/index.html", "tel:111", None),
    ],
)
def test_addresses_lead_where_browsers_go(path: str, url: str, target: str | None) -> None:
    """On a site that lies in a folder of its host."""
    assert Ground("https://x.example/vi/").target(path, url) == target


def test_addresses_are_shown_as_people_write_them() -> None:
    assert [address(each) for each in ("index.html", "a/index.html#b", "a/b.png")] == ["/", "/a/#b", "/a/b.png"]


def test_headings_of_texts_take_no_id_of_the_frame() -> None:
    """`TAKEN` holds every id that a template gives, so an article about “Nguồn” is an article like any other."""
    folders = (ROOT / "theme_overrides", ROOT / "generator/renderers/templates")
    texts = "".join(each.read_text(encoding="utf-8") for folder in folders for each in folder.rglob("*.html"))
    assert set(re.findall(r'\bid="([a-z0-9-]+)"', texts)) <= TAKEN
    assert 'id="co-quan-2"' in safe("<h2>Cơ quan</h2>")


def test_a_page_that_is_too_heavy_is_told(bench: Bench) -> None:
    """A megabyte of HTML is refused; a home page of more than 24 KB with all it loads is a warning."""
    text = bench.read(HOME)
    dense = "".join(f"<p>{sha256(str(each).encode()).hexdigest()}</p>" for each in range(600))
    (found,) = bench.judge({HOME: text.replace(END, dense + END).encode()}).found
    assert (found.code, found.severity) == ("Z015", Severity.WARNING)
    about = bench.read(ABOUT).replace(END, "<p>chữ</p>" * 120_000 + END)
    (found,) = bench.judge({ABOUT: about.encode()}).found
    assert (found.code, found.severity, found.place.file) == ("Z015", Severity.ERROR, ABOUT_FILE)


_NAMES = (
    "!--",
    "a",
    "link",
    "meta",
    "img",
    "h2",
    "use",
    "area",
    "script",
    "iframe",
    "time",
    "base",
    "input",
    "A",
    "/a",
)
_ATTRIBUTES = (
    *(
        "href",
        "src",
        "content",
        "id",
        "property",
        "rel",
        "type",
        "http-equiv",
        "charset",
        "lang",
        "for",
        "alt",
        "title",
    ),
    *("srcset", "style", "onclick", "xlink:href", "aria-labelledby", "data-x", "action", "ping", "HREF"),
)
_VALUES = (
    *("", " ", "a", "a b", "../a/", "../../a.html#b", "#b", "#", "/a/", "//a.example/b", "a:b", "tel:111"),
    *("https://demo.example/a/", "https://demo.example", "http://a.example/b?c=d&amp;e", "https://a.example"),
    *(
        "javascript:alert(1)",
        "java\tscript:a",
        "data:text/html,a",
        "</a>",
        "<b>",
        ">",
        "&lt;",
        "&#106;avascript:a",
        "'",
    ),
    *(
        "og:url",
        "og:image",
        "refresh",
        "0;url=javascript:a",
        "0;url=../a/",
        "utf-8",
        "stylesheet",
        "canonical",
        "\xa0a",
    ),
)
_ONE = st.builds(
    "{0}={2}{1}{2}".format, st.sampled_from(_ATTRIBUTES), st.sampled_from(_VALUES), st.sampled_from(['"', '"', "'", ""])
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(_NAMES), st.lists(_ONE, max_size=4), st.sampled_from(["", " ", "/", " a", ' "a"', "--"])
        )
    )
)
@example([("a", ['href="../a/"'], ""), ("a", ['href="javascript:a"'], "")])
@example([("h2", ['id="a"'], ""), ("h2", ['id="&lt;"'], "")])
@example([("!--", ['a "b"'], " --"), ("a", ["id=&#32;", 'href="../a/"'], "")])
def test_tags_of_one_form_are_known_as_each_alone(tags: list[tuple[str, list[str], str]]) -> None:
    """Whatever stands in them: what is known of a tag by its form is what reading the tag itself finds."""
    ground = Ground("https://demo.example/")
    known = knowing(ground)
    for name, attributes, end in tags:
        for token in (f"<{' '.join([name, *attributes])}{end}>", f"<{''.join([name, ' ', *attributes])}{end}>"):
            assert _told(known(token)) == _told(known_of(read_tag(token), ground)), token


def _told(known: KnownTag) -> tuple[object, ...]:
    """All that rules see of a tag."""
    traits = known.traits
    if traits is None:
        return known
    attributes = traits.tag.attributes
    seen = {name: attributes.get(name) for name in LOOKED_AT - {"href", "src", "content"}}
    return (*known[:3], traits.tag._replace(attributes=seen), *traits[1:])
