"""Text files compressed beside themselves, so that a web server sends them as they lie there (decision 102)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from generator.build.batches import Output
from generator.build.cache import Known
from generator.build.fingerprint import Fingerprint
from generator.build.work import CHUNK, CORES
from generator.model.media_types import PACKED

LEAST = 256  # bytes: of smaller files the head of the answer weighs more
TEXT = (
    ".atom", ".css", ".csv", ".geojson", ".htm", ".html", ".ics", ".js", ".json", ".jsonld", ".map", ".md", ".mjs",
    ".opml", ".rdf", ".rss", ".ssml", ".svg", ".tsv", ".ttl", ".txt", ".vcf", ".vtt", ".webmanifest", ".xml", ".xsl",
)  # fmt: skip


def beside(outputs: Mapping[str, Known]) -> Iterator[tuple[Output, str]]:
    """What each text file of `outputs` is compressed into, with the path of that file."""
    tools = f"brotli {version('brotli')} zlib {zlib.ZLIB_RUNTIME_VERSION}"
    for path, known in sorted(outputs.items()):
        if known.size >= LEAST and path.endswith(TEXT):
            for name in (f"{path}{ending}" for ending in PACKED):
                if name not in outputs:
                    yield Output(name, Fingerprint(tools, "", known.sha256)), path


def compress(files: Iterable[tuple[Path, str]]) -> Iterator[bytes | None]:
    """Each file compressed as the name beside it says (`.br`, `.gz`), in order; None where that is not smaller."""
    left = iter(files)
    with ThreadPoolExecutor(CORES) as pool:  # both libraries leave the interpreter to others meanwhile
        while some := list(islice(left, CHUNK)):
            yield from pool.map(lambda each: _smaller(*each), some)


def _smaller(file: Path, name: str) -> bytes | None:
    content = file.read_bytes()
    made = _gzip(content) if name.endswith(".gz") else _brotli(content)
    return made if len(made) < len(content) else None


def _brotli(content: bytes) -> bytes:
    from brotli import compress as brotli  # only who compresses needs it

    made: bytes = brotli(content, quality=11)
    return made


def _gzip(content: bytes) -> bytes:
    """RFC 1952 without a name, a time and the kind of the machine."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflate.compress(content) + deflate.flush()
    tail = zlib.crc32(content).to_bytes(4, "little") + (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"\x1f\x8b\x08\0\0\0\0\0\x02\xff" + body + tail
