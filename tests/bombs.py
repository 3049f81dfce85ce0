"""Files made to take all time or memory: what each costs the command that reads it, measured by the system.

`python -m tests.bombs` runs all of them and prints processor time above that of the same command without the bomb, the
most memory, and what was said; `python -m tests.bombs yaml-aliases` runs those whose name begins so.
"""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.conftest import EXAMPLES
from tests.site import OUTREACH
from tests.sources import Source, source

SECONDS, MEGABYTES = 1.0, 200  # what a bomb may cost
_HELD = 3 * 1024**3  # bytes of addresses: a bomb that is none must not take the machine along
RECORD = "content/articles/2026/11/bom.yaml"
PLACE = "data/locations/bom.yaml"
DEEP, MANY, LONG = 100_000, 1_000_000, 100_000_000
HEAD = """id: 2026-11-bom
title: Bom
kind: story
status: published
published: 2026-11-18
programmes: [hiv-aids]
summary: Bom.
sources: [{title: Tự đặt}]
body: |
"""
_CELL = '<c r="A1" t="inlineStr"><is><t>Tên cơ sở</t></is></c>'


class Cost(NamedTuple):
    """What a command cost: seconds of the processor, megabytes at most; how it ended and what it said."""

    seconds: float
    megabytes: int
    code: int
    said: str


class Bomb(NamedTuple):
    """A file to lay into the small site, who reads it, and the codes of which one is told.

    Without codes it may also pass: it is large or odd, but no mistake, and must cost no more than one.
    """

    name: str
    file: str
    make: Callable[[], bytes]
    codes: tuple[str, ...]
    words: tuple[str, ...] = ("check",)


def body(text: str) -> bytes:
    """An article with this Markdown."""
    return (HEAD + "".join(f"  {line}\n" for line in text.split("\n"))).encode()


_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(sheet: str | bytes = "", strings: bytes = b"", **parts: bytes) -> bytes:
    """A workbook with this sheet, which a reader of workbooks takes for one."""
    kinds = {
        "workbook": "sheet.main",
        "worksheets/s": "worksheet",
        **({"sharedStrings": "sharedStrings"} if strings else {}),
    }
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_SPREADSHEET}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    leads = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{part}.xml"/>'
        for number, (part, kind) in enumerate(list(kinds.items())[1:], 1)
    )
    names = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{leads}</Relationships>',
        "xl/worksheets/s.xml": sheet,
        **({"xl/sharedStrings.xml": strings} if strings else {}),
        **parts,
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in names.items():
            packed.writestr(name, content)
    return made.getvalue()


def sheet(rows: str, before: str = "", size: str = "A1:B2") -> str:
    """The XML of a sheet."""
    return (
        f'<?xml version="1.0"?>{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{size}"/><sheetData>{rows}</sheetData></worksheet>'
    )


def laughs(root: str) -> str:
    """A document type whose entities grow tenfold nine times."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE {root} [<!ENTITY l0 "ha">{entities}]>'


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """A picture of that size in one colour, its pixels packed; with `data` instead of pixels, if given."""
    head = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    packer = zlib.compressobj(9)
    pixels = data or b"".join(packer.compress(bytes(1 + 3 * width)) for _ in range(height)) + packer.flush()
    chunks = ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(each)) + name + each + struct.pack(">I", zlib.crc32(name + each)) for name, each in chunks
    )


def pillow(kind: str, size: tuple[int, int]) -> bytes:
    """A picture of that size in one colour."""
    from PIL import Image

    made = io.BytesIO()
    Image.new("L" if kind == "JPEG" else "RGB", size).save(made, kind)
    return made.getvalue()


def jpeg_of(width: int, height: int) -> bytes:
    """A small JPEG that says it is of that size."""
    small = pillow("JPEG", (8, 8))
    at = small.index(b"\xff\xc0") + 5
    return small[:at] + struct.pack(">2H", height, width) + small[at + 4 :]


_IMPORT = ("import",)
_FEED = ("check-feed",)
_PULL = ("pull",)
BOMBS: tuple[Bomb, ...] = (
    Bomb(
        "yaml-aliases",
        RECORD,
        lambda: (
            "a: &a [x,x,x,x,x,x,x,x]\n"
            + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 8)}]\n" for n in range(12))
        ).encode(),
        ("Y003",),
    ),
    Bomb("yaml-merge", RECORD, lambda: b"a: &a {b: c}\n<<: *a\n", ("Y003",)),
    Bomb("yaml-deep-flow", RECORD, lambda: b"a: " + b"[" * DEEP, ("Y005", "Y001")),
    Bomb("yaml-deep-flow-closed", RECORD, lambda: b"a: " + b"[" * DEEP + b"]" * DEEP, ("Y005",)),
    Bomb("yaml-deep-groups", RECORD, lambda: b"{a: " * 80_000, ("Y005", "F002")),
    Bomb("yaml-deep-block", RECORD, lambda: b"".join(b" " * n + b"a:\n" for n in range(700)), ("Y005",)),
    Bomb("yaml-deep-dashes", RECORD, lambda: b"a:\n " + b"- " * DEEP + b"x", ("Y005",)),
    Bomb("yaml-deep-questions", RECORD, lambda: b"? " * DEEP, ("Y005", "Y001", "Y007")),
    Bomb("yaml-long-line", RECORD, lambda: b"title: " + b"x" * LONG, ("F002",)),
    Bomb("yaml-no-line", RECORD, lambda: b"x" * LONG, ("F002",)),
    Bomb("yaml-many-keys", RECORD, lambda: b"".join(b"k%d: v\n" % n for n in range(MANY)), ("F002",)),
    Bomb("yaml-keys-that-fit", RECORD, lambda: b"".join(b"k%d: v\n" % n for n in range(24_000)), ("R002", "R001")),
    Bomb("yaml-one-key", RECORD, lambda: b"a: b\n" * 50_000, ("Y002",)),
    Bomb("yaml-numbers", RECORD, lambda: HEAD.replace("2026-11-18", "9" * 200_000).encode() + b"  x\n", ("R003",)),
    Bomb(
        "yaml-number-of-months",
        PLACE,
        lambda: (
            b"name: A\nservices: [{kind: hiv-testing}]\nunit: can-tho\nverified:\n"
            b"  every_months: " + b"9" * 200_000 + b"\n  source: {title: A}\n"
        ),
        ("R003",),
    ),
    Bomb(
        "yaml-hours",
        PLACE,
        lambda: (
            b"name: A\nservices: [{kind: hiv-testing}]\nunit: can-tho\nverified:\n"
            b"  source: {title: A}\nschedule:\n  hours: " + "Thứ Hai 7h–8h, ".encode() * 12_000
        ),
        (),
    ),
    Bomb("yaml-scalar", RECORD, lambda: HEAD.encode() + b"  " + b"x" * 250_000, ()),
    Bomb("yaml-quoted", RECORD, lambda: b'title: "' + b"\\x41" * 60_000, ("Y001",)),
    Bomb("yaml-anchors", RECORD, lambda: b"".join(b"k%d: &a%d v\n" % (n, n) for n in range(15_000)), ("Y003",)),
    Bomb("yaml-tags", RECORD, lambda: b"a: !!python/object/apply:os.system [id]\n", ("Y004",)),
    Bomb("yaml-documents", RECORD, lambda: b"---\na: b\n" * 25_000, ("Y006",)),
    Bomb("yaml-zeros", RECORD, lambda: b"\0" * 200_000, ("F004",)),
    Bomb(
        "yaml-marks",
        RECORD,
        lambda: HEAD.replace("Bom\n", "e" + "\u0301\u0302" * 20_000 + "\n").encode(),
        ("R003", "R001"),
    ),
    Bomb("site-yaml-deep", "data/site.yaml", lambda: b"[" * DEEP, ("Y005", "Y001")),
    Bomb("table-line", "data/terms.csv", lambda: b'"' + b"x" * LONG, ("F002",)),
    Bomb(
        "table-quotes",
        "data/terms.csv",
        lambda: b"term,instead,why,severity,allowed,unless,source,evidence\n" + b'"' * 900_000,
        ("T002",),
    ),
    Bomb("table-rows", "data/synonyms.csv", lambda: b"typed,means,source\n" + b"a,b\n" * MANY, ("T002",)),
    Bomb("table-zeros", "data/ids.csv", lambda: b"\0" * MANY, ("F004", "F003")),
    Bomb("md-quotes", RECORD, lambda: body(">" * DEEP), ()),
    Bomb("md-quotes-apart", RECORD, lambda: body("> " * DEEP + "x"), ()),
    Bomb("md-lists", RECORD, lambda: body("- " * DEEP + "x"), ()),
    Bomb("md-lists-of-lines", RECORD, lambda: body("\n".join(" " * n + "- x" for n in range(600))), ()),
    Bomb("md-links", RECORD, lambda: body("[" * DEEP), ()),
    Bomb("md-links-closed", RECORD, lambda: body("[" * DEEP + "](/)" * 30_000), ()),
    Bomb("md-pictures", RECORD, lambda: body("![" * 60_000 + "](/x)" * 20_000), ()),
    Bomb("md-emphasis", RECORD, lambda: body("*a_ " * 60_000), ()),
    Bomb("md-stars", RECORD, lambda: body("*" * 200_000 + "a" + "*" * 40_000), ()),
    Bomb("md-strikes", RECORD, lambda: body("~~a" * 80_000), ()),
    Bomb("md-code", RECORD, lambda: body("".join("`" * n + " " for n in range(1, 650))), ()),
    Bomb("md-table", RECORD, lambda: body("|a" * 40_000 + "|\n" + "|-" * 40_000 + "|\n|x|"), ()),
    Bomb("md-table-rows", RECORD, lambda: body("|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + "|\n" * 60_000), ()),
    Bomb("md-references", RECORD, lambda: body("".join(f"[{n}]: /x\n" for n in range(12_000)) + "[1] " * 10_000), ()),
    Bomb("md-reference-long", RECORD, lambda: body("[a]: /" + "x" * 50_000 + "\n\n" + "[a]" * 60_000), ()),
    Bomb("md-html", RECORD, lambda: body("<" * 200_000), ()),
    Bomb("md-html-nested", RECORD, lambda: body("<b><i>" * 40_000), ()),
    Bomb("md-entities", RECORD, lambda: body("&#1;&#x110000;&" * 15_000), ()),
    Bomb("md-addresses", RECORD, lambda: body("www." * 60_000), ()),
    Bomb("md-mail", RECORD, lambda: body("a@" * 100_000), ()),
    Bomb("md-headings", RECORD, lambda: body("# a\n" * 50_000), ()),
    Bomb("md-brackets", RECORD, lambda: body("a **a [" * 30_000), ()),
    Bomb("md-numbers", RECORD, lambda: body("0912 " * 48_000), ()),
    Bomb("md-names", RECORD, lambda: body("Nguyễn Văn A, sinh năm 1990, " * 6_000), ()),
    Bomb(
        "front-matter",
        "content/articles/2026/11/bom.md",
        lambda: b"---\n" * 60_000,
        ("Y001", "R001", "F007", "Y006", "F009"),
    ),
    Bomb("page-line", "content/pages/bom.md", lambda: b"# A\n" + b"x" * 200_000, ("F007",)),
    Bomb("page-deep", "content/pages/bom.md", lambda: b">" * DEEP, ("F007",)),
    Bomb("xlsx-zip", "b.xlsx", lambda: xlsx(sheet(_CELL), junk=bytes(300_000_000)), ("T020",), _IMPORT),
    Bomb("xlsx-many-files", "b.xlsx", lambda: xlsx("", **{f"f{n}": b"" for n in range(20_000)}), ("T020",), _IMPORT),
    Bomb(
        "xlsx-laughs", "b.xlsx", lambda: xlsx(sheet("<row>&l9;</row>", laughs("worksheet"))), ("T020", "T021"), _IMPORT
    ),
    Bomb(
        "xlsx-strings-laugh",
        "b.xlsx",
        lambda: xlsx(
            sheet('<row><c t="s"><v>0</v></c></row>'),
            f'<?xml version="1.0"?>{laughs("sst")}<sst><si><t>&l9;</t></si></sst>'.encode(),
        ),
        ("T020", "T021"),
        _IMPORT,
    ),
    Bomb(
        "xlsx-strings",
        "b.xlsx",
        lambda: xlsx(
            sheet('<row><c t="s"><v>0</v></c></row>'),
            b"<sst>" + b"<si><t>xxxxxxxxxxxxxxx</t></si>" * 600_000 + b"</sst>",
        ),
        ("T020", "T021"),
        _IMPORT,
    ),
    Bomb(
        "xlsx-string", "b.xlsx", lambda: xlsx(sheet(_CELL.replace("Tên", "x" * 15_000_000))), ("T020", "T021"), _IMPORT
    ),
    Bomb(
        "xlsx-columns",
        "b.xlsx",
        lambda: xlsx(sheet(f'<row r="1">{_CELL}<c r="XFD1"><v>1</v></c></row>', size="A1:XFD1048576")),
        ("T020",),
        _IMPORT,
    ),
    Bomb(
        "xlsx-far-cells",
        "b.xlsx",
        lambda: xlsx(sheet(f'<row r="1">{_CELL}</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        ("T020",),
        _IMPORT,
    ),
    Bomb(
        "xlsx-impossible",
        "b.xlsx",
        lambda: xlsx(sheet(f'<row r="1">{_CELL}</row><row r="4294967295"><c r="ZZZZZZ4294967295"><v>1</v></c></row>')),
        ("T020", "T021"),
        _IMPORT,
    ),
    Bomb(
        "xlsx-million-columns",
        "b.xlsx",
        lambda: xlsx(sheet('<row r="1">' + "<c><v>1</v></c>" * 700_000 + "</row>")),
        ("T020",),
        _IMPORT,
    ),
    Bomb("xlsx-deep", "b.xlsx", lambda: xlsx(sheet("<row>" * 500_000)), ("T020", "T021"), _IMPORT),
    Bomb("xlsx-itself", "b.xlsx", lambda: xlsx(sheet(_CELL))[:-30], ("T020",), _IMPORT),
    Bomb("csv-line", "b.csv", lambda: b"x" * LONG, ("T020",), _IMPORT),
    Bomb("csv-cell", "b.csv", lambda: 'Tên cơ sở,Địa chỉ\n"'.encode() + b"x" * 15_000_000, ("T020",), _IMPORT),
    Bomb("csv-columns", "b.csv", lambda: b"," * 15_000_000, ("T020",), _IMPORT),
    Bomb("csv-rows", "b.csv", lambda: b"a,b\n" * 4_000_000, ("T020",), _IMPORT),
    Bomb("csv-zeros", "b.csv", lambda: b"\0" * 15_000_000, ("T020", "T021"), _IMPORT),
    Bomb("csv-quotes", "b.csv", lambda: b'"' * 15_000_000, ("T020", "T021"), _IMPORT),
    Bomb("csv-letters", "b.csv", lambda: bytes(range(128, 256)) * 100_000, ("T020",), _IMPORT),
    Bomb("feed-json-deep", "f.json", lambda: b'{"version":' + b"[" * DEEP, ("K003", "K004"), _FEED),
    Bomb("feed-json-deep-groups", "f.json", lambda: b'{"a":' * DEEP, ("K003", "K004"), _FEED),
    Bomb("feed-json-number", "f.json", lambda: b'{"version":' + b"9" * 4_000_000 + b"}", ("K003", "K004"), _FEED),
    Bomb("feed-xml-deep", "f.xml", lambda: b"<rss>" + b"<a>" * DEEP, ("K003", "K004"), _FEED),
    Bomb("feed-xml-laughs", "f.xml", lambda: (laughs("rss") + "<rss>&l9;</rss>").encode(), ("K003", "K004"), _FEED),
    Bomb(
        "feed-xml-attributes",
        "f.xml",
        lambda: b"<rss " + b"".join(b'a%d="" ' % n for n in range(300_000)) + b"/>",
        ("K002", "K003"),
        _FEED,
    ),
    Bomb(
        "feed-many-items",
        "f.xml",
        lambda: b'<rss version="2.0"><channel>' + b"<item/>" * 600_000 + b"</channel></rss>",
        ("K002", "K003"),
        _FEED,
    ),
    Bomb("pull-json-deep", "f.json", lambda: b'{"version":' + b"[" * DEEP, (), _PULL),
    Bomb("pull-json-number", "f.json", lambda: b'{"version":' + b"9" * 4_000_000 + b"}", (), _PULL),
    Bomb("pull-xml-deep", "f.xml", lambda: b"<rss>" + b"<a>" * DEEP, (), _PULL),
    Bomb("pull-xml-laughs", "f.xml", lambda: (laughs("rss") + "<rss>&l9;</rss>").encode(), (), _PULL),
    Bomb("pull-too-long", "f.xml", lambda: b"<rss>" + b"x" * 100_000_000, (), _PULL),
    Bomb(
        "pull-many-items",
        "f.xml",
        lambda: b'<rss version="2.0"><channel>' + b"<item/>" * 600_000 + b"</channel></rss>",
        (),
        _PULL,
    ),
    Bomb(
        "pull-html-deep",
        "f.json",
        lambda: (
            b'{"version":"https://jsonfeed.org/version/1.1","title":"a","items":[{"id":"1",'
            b'"date_published":"2026-11-10T00:00:00Z","title":"a","content_html":"' + b"<blockquote>" * 15_000 + b'"}]}'
        ),
        (),
        _PULL,
    ),
    Bomb("png-pixels", "content/pages/anh/b.png", lambda: png(20_000, 20_000), ("F011",)),
    Bomb("png-says", "content/pages/anh/b.png", lambda: png(2**31 - 1, 2**31 - 1, b"x"), ("F011",)),
    Bomb("png-large-but-fair", "content/pages/anh/b.png", lambda: png(9_400, 9_400), ("F011",)),
    Bomb(
        "png-text",
        "content/pages/anh/b.png",
        lambda: png(1, 1)[:33] + _text(b"\0" * 60_000_000) + png(1, 1)[33:],
        ("F011",),
    ),
    Bomb("jpeg-says", "content/pages/anh/b.jpg", lambda: jpeg_of(65_500, 65_500), ("F011",)),
    Bomb("jpeg-pixels", "content/pages/anh/b.jpg", lambda: pillow("JPEG", (13_300, 13_300)), ("F011",)),
    Bomb("webp-pixels", "content/pages/anh/b.webp", lambda: pillow("WEBP", (13_000, 9_000)), ("F011",)),
    Bomb(
        "svg-laughs",
        "content/pages/anh/b.svg",
        lambda: (laughs("svg") + '<svg viewBox="0 0 1 1">&l9;</svg>').encode(),
        (),
    ),
    Bomb("picture-zeros", "content/pages/anh/b.jpg", lambda: bytes(LONG), ("F011",)),
)


def _text(packed: bytes) -> bytes:
    """A chunk of compressed text (PNG, 11.3.4.3)."""
    each = b"a\0\0" + zlib.compress(packed, 9)
    return struct.pack(">I", len(each)) + b"zTXt" + each + struct.pack(">I", zlib.crc32(b"zTXt" + each))


# The system counts for a process what its parent held when it began: so a small one begins it, and says what it cost.
_MEASURE = """
import os, resource, sys
pid = os.fork()
if not pid:
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
    os.dup2(1, 2)
    os.execv(sys.argv[2], sys.argv[2:])
_, status, used = os.wait4(pid, 0)
print(f"\\n{used.ru_utime + used.ru_stime} {used.ru_maxrss // 1024} {os.waitstatus_to_exitcode(status)}")
"""


def run(*words: str) -> Cost:
    """Run the command, with those that it starts, and say what it cost."""
    started = [sys.executable, "-S", "-E", "-c", _MEASURE, str(_HELD), str(OUTREACH), *words]
    done = subprocess.run(started, capture_output=True, check=True, timeout=300)
    said, _, cost = done.stdout.decode("utf-8", "replace").rstrip().rpartition("\n")
    seconds, megabytes, code = cost.split()
    return Cost(float(seconds), int(megabytes), int(code), said)


class Ground(NamedTuple):
    """A site that was read before, a server, and what each command costs without a bomb."""

    root: Path
    feeds: Source
    costs: dict[str, Cost]


def ground(folder: Path, feeds: Source) -> Ground:
    """The small site, with a subscription; its commands have run once, so that only a bomb is new to them."""
    root = folder / "site"
    shutil.copytree(EXAMPLES / "small", root)
    with (root / "data/site.yaml").open("a") as config:
        config.write(f"subscriptions: [{{id: nguon, url: '{feeds.address}f', kind: news, programmes: [hiv-aids]}}]\n")
    run("build", "--root", str(root))
    made = Ground(root, feeds, {})
    harmless = {
        "check": (RECORD, body("Ví dụ.")),
        "import": ("b.csv", "Tên cơ sở,Dịch vụ,Tỉnh\nVí dụ,methadone,Cần Thơ\n".encode()),
        "check-feed": ("f.xml", (EXAMPLES / "feeds/good-rss.xml").read_bytes()),
        "pull": ("f.json", b'{"version":"https://jsonfeed.org/version/1.1","title":"a","items":[]}'),
    }
    for command, (file, content) in harmless.items():
        made.costs[command] = thrown(made, Bomb(command, file, lambda: content, (), (command,)))  # noqa: B023
    return made


def thrown(where: Ground, bomb: Bomb) -> Cost:
    """What the command costs with the bomb; the site is left as it was."""
    command = bomb.words[0]
    content = bomb.make()
    path = where.root / bomb.file
    before = path.read_bytes() if path.exists() else None
    if command == "pull":
        where.feeds.offers("/f", content, "application/octet-stream")
        return run("pull", "--root", str(where.root))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    try:
        if command == "check":
            return run("check", "--root", str(where.root), "--today", "2026-11-22")
        more = ("--root", str(where.root)) if command == "import" else ()
        return run(command, str(path), *more)
    finally:
        path.unlink()
        if before is not None:
            path.write_bytes(before)


def wrong(where: Ground, bomb: Bomb, cost: Cost) -> Iterator[str]:
    """In what a bomb did more than it may."""
    took = cost.seconds - where.costs[bomb.words[0]].seconds
    if took > SECONDS:
        yield f"{took:.2f} s"
    if cost.megabytes > MEGABYTES:
        yield f"{cost.megabytes} MB"
    if "Traceback" in cost.said or cost.code not in (0, 1):
        yield f"it ended with {cost.code}: {cost.said[-300:]}"
    if bomb.codes and not any(f" {code}" in cost.said for code in bomb.codes):
        yield f"none of {', '.join(bomb.codes)} is told: {cost.said[-300:]}"


def main(asked: list[str]) -> None:
    """Throw the bombs that are asked for, or all of them."""
    with TemporaryDirectory() as folder, source() as feeds:
        where = ground(Path(folder), feeds)
        for name, each in where.costs.items():
            print(f"{name:24} {each.seconds:5.2f} s {each.megabytes:4} MB  without a bomb")  # noqa: T201
        chosen = [each for each in BOMBS if not asked or each.name.startswith(tuple(asked))]
        failed = 0
        for each in chosen:
            cost = thrown(where, each)
            problems = list(wrong(where, each, cost))
            failed += bool(problems)
            took = cost.seconds - where.costs[each.words[0]].seconds
            print(f"{each.name:24} {took:5.2f} s {cost.megabytes:4} MB  {'; '.join(problems) or 'well'}", flush=True)  # noqa: T201
        print(f"{len(chosen)} bombs, {failed} did more than they may")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
