"""Files as they arrive: records and tables of this repository, spoilt in ways that a seed decides.

`python -m tests.malformed 10000` judges that many of them and prints the number of each that brought the program down;
`python -m tests.malformed 10000 --only 4711` shows one.
"""

from __future__ import annotations

import gc
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from generator.build.memo import RecordMemo
from generator.checks import check
from generator.desk.caret import line_in_file
from generator.language import translator
from generator.model.diagnostic import stops
from generator.renderers import own_page
from generator.source import frontmatter, yaml
from generator.source.load import collection_of, load
from generator.source.plainly import plainly
from generator.source.records import plain
from generator.source.text import Unreadable, decode
from tests.conftest import EXAMPLES, ROOT, TODAY

SEED = 20261125
VOCABULARIES = ("programmes", "audiences", "service_kinds", "article_kinds.yaml", "hotlines.yaml")
TABLES = ("terms.csv", "abbreviations.csv", "table_words.csv", "holidays", "phones")
VALUES = (
    "", "~", "null", "yes", "no", "0", "-1", "1e400", "nan", "0x1F", "99999999999999999999", "²", "½", "٢٠٢٦",
    "2026-02-30", "31/11/2026", "2026-11", "25h", "7h99", "--13-40", "[]", "{}", "[[]]", "{a: {b: c}}",
    "[a, [b, {c: d}]]", "'", '"', "|", ">", "|2", ">-", "&a b", "*a", "!!python/object/apply:os.system [ls]",
    "<<: *a", "@a", "%a", "`a`", "- a", "? a", ": a", "# a", "a: b", "a #b", '"\\x07"', '"\\ud800"',
    '"\\U0010FFFF"', "/", "//", "/../", "http://[", "https://", "https://[::1", "tel:113", "0912 000 000",
    "+84", "T2–T6 25h–99h", "T9 7h–8h", "24/7", "7h–7h", "{found} %s %(a)s {0}", "<b>&amp;</b>",
    "](javascript:a)", "\N{RIGHT-TO-LEFT OVERRIDE}abc", "e\u0302\u0301" * 40,
    "\N{ARABIC LIGATURE BISMILLAH AR-RAHMAN AR-RAHEEM}" * 99, "x" * 5_000, "a-" * 200, "1" * 4_400,
    "\N{FULLWIDTH DIGIT ONE}", "İ" * 50, "ẞ", "ǅ",
)  # fmt: skip
CHARACTERS = (
    "\0", "\a", "\t", "\v", "\x1b", "\x7f", "\x85", "\xa0", "\xad", "\u200b", "\u2028", "\u2029", "\ufeff",
    "\ufffe", "\ufffd", "\U000e0001", "\U0010ffff", ":", ": ", " #", "- ", "'", '"', "[", "]", "{", "}", "|",
    ">", "&", "*", "!", "%", "@", "`", ",", "---\n", "...\n", "\n", "\n\n", "\r", "  ", "\\", "<", "](", "![",
    "```\n", "| a |\n|---|\n| b", "\n# ", "\n* ",
)  # fmt: skip
Spoil = Callable[[bytes, Random], bytes]


def _at(raw: bytes, random: Random) -> int:
    return random.randrange(len(raw) + 1)


def flipped(raw: bytes, random: Random) -> bytes:
    made = bytearray(raw)
    for _ in range(random.randint(1, 8)):
        if made:
            made[random.randrange(len(made))] = random.randrange(256)
    return bytes(made)


def cut(raw: bytes, random: Random) -> bytes:
    first, last = sorted((_at(raw, random), _at(raw, random)))
    return random.choice((raw[:first], raw[last:], raw[:first] + raw[last:]))


def with_odd_characters(raw: bytes, random: Random) -> bytes:
    for _ in range(random.randint(1, 4)):
        at = _at(raw, random)
        raw = raw[:at] + random.choice(CHARACTERS).encode() * random.choice((1, 1, 1, 3, 50)) + raw[at:]
    return raw


def with_odd_values(raw: bytes, random: Random) -> bytes:
    """In place of what stands behind a colon or between two commas."""
    lines = raw.split(b"\n")
    for _ in range(random.randint(1, 3)):
        number = random.randrange(len(lines))
        mark = b"," if b"," in lines[number] and random.random() < 0.5 else b": "
        before, found, _after = lines[number].partition(mark)
        if found:
            lines[number] = before + mark + random.choice(VALUES).encode()
    return b"\n".join(lines)


def with_lines_moved(raw: bytes, random: Random) -> bytes:
    """Twice, away, elsewhere, further in or out, more or fewer cells."""
    lines = raw.split(b"\n")
    for _ in range(random.randint(1, 4)):
        number = random.randrange(len(lines))
        lines[number : number + 1] = random.choice(
            (
                [lines[number]] * 2,
                [],
                [b" " * random.randint(1, 9) + lines[number]],
                [lines[number].lstrip()],
                [b"\t" + lines[number]],
                [lines[number] + b",x"],
                [lines[number].replace(b",", b";")],
                [lines[number], lines[random.randrange(len(lines))]],
            )
        )
        lines = lines or [b""]
    return b"\n".join(lines)


def with_other_breaks(raw: bytes, random: Random) -> bytes:
    return raw.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b"\n\r", b"\xc2\x85", b"\xe2\x80\xa8")))


def in_another_encoding(raw: bytes, random: Random) -> bytes:
    text = raw.decode("utf-8", "replace")
    return text.encode(random.choice(("utf-16", "utf-32", "cp1258", "utf-7", "utf-8-sig")), "replace")


def grown(raw: bytes, random: Random) -> bytes:
    """By depth, by length, by number."""
    deep = random.choice((10, 40, 2_000, 60_000))
    more = random.choice(
        (
            b"x: " + b"[" * deep,
            b"x: " + b"{a: " * deep,
            b"x:\n" + b"".join(b" " * level + b"- \n" for level in range(min(deep, 500))),
            b"x:\n" + b"".join(b" " * level + b"k:\n" for level in range(min(deep, 500))),
            b"- " * deep,
            b"x: " + "ắ".encode() * deep,
            b"x: y\n" * deep,
            b"".join(b"k%d: v\n" % number for number in range(min(deep, 5_000))),
            b'"' + b"a,b\n" * deep,
        )
    )
    at = raw.find(b"\n", _at(raw, random)) + 1
    return raw[:at] + more + b"\n" + raw[at:]


SPOILS: tuple[Spoil, ...] = (
    flipped,
    cut,
    with_odd_characters,
    with_odd_values,
    with_odd_values,
    with_lines_moved,
    with_other_breaks,
    in_another_encoding,
    grown,
)


class Bench(NamedTuple):
    """A site to lay spoilt files into, what was read of it before, and its files."""

    root: Path
    memo: RecordMemo
    files: tuple[str, ...]


def site_at(root: Path) -> Bench:
    """The small site with vocabularies and tables of its own."""
    shutil.copytree(EXAMPLES / "small", root)
    for name in (*VOCABULARIES, *TABLES):
        copy = shutil.copy2 if "." in name else shutil.copytree
        copy(ROOT / "data" / name, root / "data" / name)
    known = root.parent / "memo.sqlite"
    first = RecordMemo(known, "tests")
    load(root, memo=first)
    first.save()
    files = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return Bench(root, RecordMemo(known, "tests"), tuple(files))


def spoilt(bench: Bench, number: int) -> tuple[str, bytes]:
    """The file that is spoilt as number `number`, and its bytes."""
    random = Random(SEED + number)  # the same files every time are wanted
    file = random.choice(bench.files)
    raw = (bench.root / file).read_bytes()
    for spoil in random.choices(SPOILS, k=random.choice((1, 1, 2, 3))):
        raw = spoil(raw, random)
    return file, raw[: 300 * 1024]


def judge(bench: Bench, file: str, raw: bytes) -> int:
    """Read and judge the site with this file, show all that is found, make its page; gives how much was found."""
    path = bench.root / file
    before = path.read_bytes()
    path.write_bytes(raw)
    try:
        site, diagnostics = load(bench.root, memo=bench.memo)
        diagnostics += check(site, TODAY)
        vietnamese = translator("vi")
        for each in diagnostics:
            shown = (each.message.text(vietnamese), each.hint.text(vietnamese) if each.hint else "")
            assert all(shown) or not each.hint, each
            line_in_file(bench.root, each.place)
        name = collection_of(file)
        if name and not stops(diagnostics):
            for record in site.collection(name).values():
                if record.place.file == file and (page := own_page(site, name, record, TODAY)):
                    page.make()
        _read_alike(raw, file)
        return len(diagnostics)
    finally:
        path.write_bytes(before)


def _read_alike(raw: bytes, file: str) -> None:
    """What the reader of plain records gives is what YAML's own reader gives, without a mistake."""
    try:
        text = decode(raw, file)
    except Unreadable:
        return
    below_fence = file.endswith(".md")
    values = frontmatter.plainly(text) if below_fence else plainly(text)
    if values is not None:
        node, problems = frontmatter.parse(text, file) if below_fence else yaml.parse(text, file)
        assert problems == [], values
        assert isinstance(node, yaml.Mapping), values
        assert plain(node) == values
        assert node.place[1:] == (1 + below_fence, 1)


def failures(bench: Bench, numbers: range) -> Iterator[tuple[int, str, str]]:
    """The files among these that brought the program down, as (number, file, what was said)."""
    for number in numbers:
        file, raw = spoilt(bench, number)
        try:
            judge(bench, file, raw)
        except Exception:
            yield number, file, traceback.format_exc()


def main(asked: list[str]) -> None:
    """Judge as many files as asked for."""
    gc.disable()
    count = int(asked[0]) if asked else 10_000
    only = int(asked[asked.index("--only") + 1]) if "--only" in asked else None
    numbers = range(count) if only is None else range(only, only + 1)
    with TemporaryDirectory() as folder:
        bench = site_at(Path(folder) / "site")
        found = 0
        for number, file, said in failures(bench, numbers):
            found += 1
            print(f"{number} {file}: {said if only is not None else said.strip().splitlines()[-1]}", flush=True)  # noqa: T201
        print(f"{len(numbers)} files, {found} failures")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
