"""The data that travels with the program into a site that keeps its own copy: shown first, then, if wanted, written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from generator.desk.files import replace_file
from generator.desk.update.changes import RecordTexts, Texts, copied, table_text
from generator.desk.update.compare import Outcome, compare
from generator.desk.update.holdings import Holdings, files_of, holdings, keys_of
from generator.desk.update.register import Register, digest_of, read_register, write_register
from generator.model.diagnostic import Diagnostic
from generator.shared import SHARED_DATA

__all__ = ["Update", "update"]


@dataclass(frozen=True)
class Update:
    """What becomes of the shared data of a site.

    `compared` are the collections it has copies of, `copied` those it was asked to have one of from now on,
    `following` those that it takes from the program as they are. `files` are those to write, or written.
    """

    compared: tuple[str, ...]
    copied: tuple[str, ...]
    following: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    files: tuple[str, ...]
    written: bool


def update(
    root: Path, base: Path, names: Sequence[str] = (), wanted: bool = False
) -> tuple[Update | None, list[Diagnostic]]:
    """Compare the shared collections of the site in `root` with those in `base`; write only if that is `wanted`.

    Without `names` these are the collections that the site has copies of. None, with the mistakes, where a file cannot
    be read.
    """
    own = tuple(each for each in SHARED_DATA if files_of(root, each))
    asked = tuple(each for each in SHARED_DATA if each in names) if names else own
    register = read_register(root)
    outcomes: list[Outcome] = []
    texts: Texts = {}
    for collection in asked:
        mine, wrong = holdings(root, collection)
        theirs, others_wrong = holdings(base, collection)
        if wrong or others_wrong:
            return None, wrong + others_wrong
        found = _compared(mine, theirs, register) if collection in own else []
        texts |= _texts(root, base, collection, theirs, found) if collection in own else copied(base, collection)
        outcomes += found
        refused = {(each.name, each.key) for each in found if each.refused}
        for name, there in theirs.items():
            before = register.get(name, {})
            stay = {key: digest for key, digest in before.items() if (name, key) in refused}
            register[name] = {**{key: digest_of(each) for key, each in there.items()}, **stay}
    if wanted and asked:
        _write(root, texts)
        write_register(root, register)
    return Update(
        compared=tuple(each for each in asked if each in own),
        copied=tuple(each for each in asked if each not in own),
        following=tuple(each for each in SHARED_DATA if each not in {*own, *asked}),
        outcomes=tuple(outcomes),
        files=tuple(texts),
        written=wanted,
    ), []


def _compared(mine: Holdings, theirs: Holdings, register: Register) -> list[Outcome]:
    """What becomes of the records of a collection, table by table."""
    names = dict.fromkeys((*theirs, *mine))
    return [
        each
        for name in names
        for each in compare(name, mine.get(name, {}), theirs.get(name, {}), register.get(name, {}))
    ]


def _texts(root: Path, base: Path, collection: str, theirs: Holdings, found: Sequence[Outcome]) -> Texts:
    """The new texts of a collection's files."""
    texts: Texts = {}
    for name, same in groupby(found, key=lambda each: each.name):
        outcomes = tuple(same)
        if keys_of(f"data/{name}.csv"):
            texts |= table_text(root, base, name, outcomes)
            continue
        records = RecordTexts(root, base, collection, theirs.get(name, {}))
        for outcome in outcomes:
            records.apply(outcome)
        texts |= records.texts
    return texts


def _write(root: Path, texts: Texts) -> None:
    """Replace each file in one step, with the mark at its beginning and the ends of lines it had."""
    for file, text in texts.items():
        path = root / file
        before = path.read_bytes() if path.is_file() else b""
        if text is None:
            path.unlink()
            continue
        made = text.replace("\n", "\r\n" if b"\r\n" in before else "\n").encode()
        mark = b"\xef\xbb\xbf"
        replace_file(path, mark + made if before.startswith(mark) else made)
