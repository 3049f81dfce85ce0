"""Bytes that nobody thought of, found by what they make the program do: coverage-guided fuzzing with atheris.

`python -m tests.fuzz loader --seconds 600` (also `tables`, `pull`, `markdown`) looks for a file that brings the program
down, takes long, or gets markup through. Atheris is no dependency: `pip install atheris`, where there is a wheel of it.
What was found is written below `--keep`, beside inputs that reached new branches; inputs worth replaying lie in
`tests/examples/fuzz/`, and `tests/test_fuzz.py` replays them without atheris.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import EXAMPLES, ROOT, TODAY

CORPUS = EXAMPLES / "fuzz"
LARGEST = 8_192  # bytes of an input: what is larger is the matter of tests/bombs.py
SLOW = 1.0  # seconds of the processor
Target = Callable[[bytes], None]


class Slow(Exception):
    """An input of a few kilobytes took more than a second."""


def loader(root: Path) -> Target:
    """A record of any kind, in YAML or Markdown: read, judged, and every message shown in Vietnamese."""
    from generator.checks import check
    from generator.language import translator
    from generator.model.site import COLLECTIONS
    from generator.source.load import FOLDERS, load, reload
    from tests.malformed import site_at

    bench = site_at(root / "site")
    site, _ = load(bench.root)
    kinds = sorted(COLLECTIONS)
    vietnamese = translator("vi")

    def run(data: bytes) -> None:
        if not data:
            return
        kind = kinds[data[0] % len(kinds)]
        file = f"{FOLDERS[kind]}/{'mo.md' if data[0] >= 128 else 'mo.yaml'}"
        path = bench.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data[1:])
        try:
            made, diagnostics = reload(bench.root, site, [file])
            if any(each.place.file == file for each in made.heads(kind)):
                diagnostics = [*diagnostics, *check(made, TODAY)]
        finally:
            path.unlink()
        for each in diagnostics:
            assert each.code, each
            assert each.place.file, each
            assert each.message.text(vietnamese), each
            assert not each.hint or each.hint.text(vietnamese), each

    return run


def tables(root: Path) -> Target:
    """A list of places as text (CSV): every row is new, changed, unchanged or refused."""
    from generator.desk.tables.entry import Asked
    from generator.desk.tables.intake import examine, open_places
    from generator.source.separated import NotText, rows_in
    from generator.source.sheets import Sheet, Tables
    from tests.malformed import site_at

    bench = site_at(root / "site")
    site, words, wrong = open_places(bench.root, None, None)
    assert not wrong

    def run(data: bytes) -> None:
        try:
            rows = rows_in(data, 200, 64)
        except NotText:
            return
        taken, wrong = examine(
            bench.root, site, words, Tables((Sheet("", rows),)), "mo.csv", TODAY, Asked("can-tho", "hiv-testing", "x")
        )
        assert taken or wrong
        if taken:
            assert all(str(each.what) for each in taken.outcomes)

    return run


def pull(root: Path) -> Target:
    """A feed: what is taken of it becomes records whose texts are harmless; the doctor reads it too."""
    from generator.desk.adopt import adopted, body_of
    from generator.desk.settle import Here
    from generator.model.subscription import Subscription
    from generator.net.doctor import examine
    from generator.net.doctor.document import Sent
    from generator.net.offered import NotAFeed
    from generator.net.read import feed_of_page, read_feed
    from generator.source import yaml
    from generator.source.text import Unreadable, decode
    from tests.harmless import faults

    here = Here("https://receiver.example/")
    subscription = Subscription(id="nguon", url="https://source.example/feed", kind="news", programmes=("hiv-aids",))

    def run(data: bytes) -> None:
        feed_of_page(data, "https://source.example/")
        examine(Sent("feed", data, url="https://source.example/feed"), TODAY)
        try:
            feed = read_feed(data)
        except NotAFeed:
            return
        for item in feed.items:
            body = body_of(item, here)
            text = adopted(
                item, body if isinstance(body, str) else "", subscription, frozenset({"hiv-aids"}), None, None, here
            )
            try:
                node, wrong = yaml.parse(decode(text.encode("utf-8", "surrogatepass"), "mo.yaml"), "mo.yaml")
            except Unreadable:  # the item is refused
                continue
            if node is None:  # the item is refused with this
                assert wrong, text
                continue
            assert not wrong, wrong
            assert isinstance(node, yaml.Mapping)
            body = node.values.get("body")
            assert body is None or not faults(body.text), (body.text, faults(body.text))
            assert item.updated >= item.published

    return run


def markdown(root: Path) -> Target:
    """A text in Markdown, and the same as HTML of another site: out comes no tag, attribute or link but ours."""
    from generator.renderers.html import clean, words
    from generator.renderers.markdown import to_html
    from tests.harmless import faults

    def run(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        made = to_html.__wrapped__(text)  # nothing is remembered: the same text is not given twice
        assert not faults(made), (made, faults(made))
        once = clean(text)
        assert not faults(once), (once, faults(once))
        assert clean(once) == once, once
        assert "\n" not in words(text)

    return run


TARGETS: dict[str, Callable[[Path], Target]] = {each.__name__: each for each in (loader, tables, pull, markdown)}


def timed(target: Target) -> Target:
    """The target, with a bound on its time."""

    def run(data: bytes) -> None:
        began = time.process_time()
        target(data[:LARGEST])
        took = time.process_time() - began
        if took > SLOW:
            raise Slow(f"{took:.1f} s for {len(data)} bytes")

    return run


@contextmanager
def prepared(name: str) -> Iterator[Target]:
    """A target with what it needs, in a folder that goes with it."""
    with TemporaryDirectory() as folder:
        yield timed(TARGETS[name](Path(folder)))


def seeds(name: str) -> Iterator[bytes]:
    """What fuzzing begins with: inputs that were kept, and files of this repository."""
    yield from (file.read_bytes() for file in sorted((CORPUS / name).glob("*")))
    if name == "loader":
        from generator.model.site import COLLECTIONS
        from generator.source.load import collection_of

        kinds = sorted(COLLECTIONS)
        for file in sorted((EXAMPLES / "small").rglob("*.*")):
            kind = collection_of(file.relative_to(EXAMPLES / "small").as_posix())
            if kind:
                turn = kinds.index(kind)
                first = turn + len(kinds) * (128 // len(kinds) + 1) if file.suffix == ".md" else turn
                yield bytes([first]) + file.read_bytes()
    elif name == "pull":
        yield from (file.read_bytes() for file in sorted((EXAMPLES / "feeds").glob("*")))
    elif name == "markdown":
        yield (EXAMPLES / "hostile.html").read_bytes()


def main(asked: list[str]) -> None:
    """Fuzz one target for some seconds; prints what atheris says, and how many inputs there were."""
    words = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.split("\n", maxsplit=1)[0])
    words.add_argument("target", choices=sorted(TARGETS))
    words.add_argument("--seconds", type=int, default=600)
    words.add_argument("--keep", type=Path, default=ROOT / "build/fuzz")
    told = words.parse_args(asked)
    import atheris

    gc.freeze()
    # Only the program's own branches guide: those of its libraries are their authors' to look for.
    with atheris.instrument_imports(include=["generator"]), TemporaryDirectory() as folder:
        target = TARGETS[told.target](Path(folder))
        corpus = told.keep / told.target
        corpus.mkdir(parents=True, exist_ok=True)
        for number, each in enumerate(seeds(told.target)):
            (corpus / f"seed-{number:03}").write_bytes(each[:LARGEST])
        libfuzzer = [
            f"-max_total_time={told.seconds}",
            f"-max_len={LARGEST}",
            f"-dict={CORPUS / 'words.dict'}",
            f"-artifact_prefix={told.keep}/found-{told.target}-",
            "-rss_limit_mb=1500",
            "-print_final_stats=1",
            "-timeout=20",
        ]
        atheris.Setup([sys.argv[0], str(corpus), *libfuzzer], timed(target))
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
