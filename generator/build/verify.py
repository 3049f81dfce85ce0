"""Whether a release is as it was made: every file that its manifest names, with its bytes, and no other."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import NamedTuple
from urllib.parse import quote

from generator.build.kept import read_kept
from generator.build.names import KEPT, MANIFEST, SIGNATURE
from generator.build.output import Entry, parse_manifest
from generator.build.signature import signed
from generator.model.diagnostic import Diagnostic, error, in_order
from generator.model.media_types import PACKED
from generator.model.message import Message, message
from generator.model.place import Place
from generator.net.fetch import LIMITS, NotFetched, fetch

MOST_SECONDS = 900.0  # for all files of a site at an address
_AT_ONCE = 4
_LISTING = 32_000_000  # bytes of a manifest: 200,000 files
_FILE = 64_000_000


class Verification(NamedTuple):
    """What was found of a release: its id, how many files were compared, and what is wrong."""

    id: str
    files: int
    findings: list[Diagnostic]


def judge(folder: Path) -> list[Diagnostic]:
    """What is wrong with a release in a folder."""
    return verify_folder(folder).findings


def verify_folder(folder: Path, key: str = "", allowed: Sequence[str] = ()) -> Verification:
    """Compare a folder with its manifest, and its signature with a public `key` (text or file) if one is given.

    `allowed` are patterns of further files, such as those that a host puts there.
    """
    try:
        text = (folder / MANIFEST).read_bytes()
        files = parse_manifest(text)
    except (OSError, ValueError):
        return Verification("", 0, [_no_manifest()])
    findings = signed(text, _bytes(folder / SIGNATURE), key) if key else []
    kept = {path: Entry(each.sha256, each.size) for path, each in read_kept(folder).items()}
    for path, entry in {**kept, **files}.items():
        findings += _compared(path, entry, folder)
    papers = {*files, *kept, MANIFEST, SIGNATURE, KEPT}
    for path in _present(folder):
        if path not in papers and not _matches(path, allowed):
            hint = message("Delete it, or allow files of this host with --allow.")
            findings.append(error("U005", Place(path), message("this file is in no manifest"), hint))
    return Verification(_id(text), len(files), in_order(findings))


def verify_url(url: str, key: str = "", seconds: float = MOST_SECONDS) -> Verification:
    """Compare a site at an address with its manifest: each file is asked for once, four at a time.

    What else lies there cannot be seen. What was not asked for after `seconds` is told.
    """
    base = f"{url.rstrip('/')}/"
    try:
        text = _got(f"{base}{MANIFEST}", _LISTING)
        files = parse_manifest(text)
    except NotFetched as problem:
        return Verification("", 0, [error("U006", Place(MANIFEST), problem.why, message("Look at the address."))])
    except ValueError:
        return Verification("", 0, [_no_manifest()])
    findings = signed(text, _signature_at(base), key) if key else []
    end = monotonic() + seconds
    packed = {f"{path}{end}": entry for path, entry in files.items() for end in PACKED}

    def ask(item: tuple[str, Entry]) -> Diagnostic | None:
        path, entry = item
        if monotonic() > end:
            return _not_asked(path)
        try:
            content = _got(f"{base}{quote(path)}", min(_FILE, 2 * entry.size + 4096))
        except NotFetched as problem:
            hint = message("Publish again; the host may also be down, or leave out such files.")
            return error("U006", Place(path), problem.why, hint)
        found = _entry(content)
        # A server may send a packed file as the packed form of the other one, which is then unpacked (RFC 9110, 8.4).
        return None if found in (entry, packed.get(path)) else _changed(path, entry, found)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        findings += filter(None, pool.map(ask, files.items()))
    return Verification(_id(text), len(files), in_order(findings))


def _compared(path: str, entry: Entry, folder: Path) -> Iterator[Diagnostic]:
    file = folder / path
    if not file.is_file() or file.is_symlink():
        yield error("U003", Place(path), message("this file is missing"), _again())
        return
    with file.open("rb") as opened:
        sink = sha256()
        size = 0
        while block := opened.read(1 << 20):
            sink.update(block)
            size += len(block)
    if (found := Entry(sink.hexdigest(), size)) != entry:
        yield _changed(path, entry, found)


def _present(folder: Path) -> Iterator[str]:
    """Every file and link below a folder, in no order."""
    for here, folders, names in os.walk(folder):
        for name in (*names, *(each for each in folders if Path(here, each).is_symlink())):
            yield Path(here, name).relative_to(folder).as_posix()


def _matches(path: str, patterns: Sequence[str]) -> bool:
    """Whether a pattern fits a path or a folder above it."""
    parts = path.split("/")
    ways = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return any(fnmatchcase(way, each.rstrip("/")) for each in patterns for way in ways)


def _got(url: str, most: int) -> bytes:
    got = fetch(url, limits=replace(LIMITS, size=most, attempts=2))
    assert got is not None, url  # nothing was known before
    return got.content


def _signature_at(base: str) -> bytes:
    try:
        return _got(f"{base}{SIGNATURE}", 4096)
    except NotFetched:
        return b""


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _entry(content: bytes) -> Entry:
    return Entry(sha256(content).hexdigest(), len(content))


def _id(manifest: bytes) -> str:
    """The name of a release: the digest of its manifest."""
    return sha256(manifest).hexdigest()[:32]


def _changed(path: str, entry: Entry, found: Entry) -> Diagnostic:
    what = message(
        "this file is not the one that was published: {size} bytes instead of {meant}",
        size=found.size,
        meant=entry.size,
    )
    if found.size == entry.size:
        what = message("this file is not the one that was published: other bytes")
    return error("U004", Place(path), what, _again())


def _again() -> Message:
    return message("Look who can write there, and publish again.")


def _no_manifest() -> Diagnostic:
    what = message("`manifest.json` is not there or cannot be read, so nothing can be compared")
    return error("U003", Place(MANIFEST), what, message("Give the folder or address of a published site."))


def _not_asked(path: str) -> Diagnostic:
    return error(
        "U007", Place(path), message("not asked for: the time was over"), message("Try again when it is quiet.")
    )
