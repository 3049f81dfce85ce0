"""Fingerprints: what an output depends on, and why it has to be made again."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from generator.build.cache import Known
from generator.build.releases import Entry
from generator.model.message import label


class Fingerprint(NamedTuple):
    """Digests of the three things an output depends on."""

    toolchain: str
    frame: str
    inputs: str

    def __str__(self) -> str:
        return ".".join(self)


NEW = label("it was not there before")
TOOLCHAIN = label("the generator or one of its libraries changed")
FRAME = label("the frame of its page changed (theme, settings or office)")
INPUTS = label("what it shows changed")
HARMED = label("the published file is not the one that was written")


def cause(now: Fingerprint, known: Known | None, published: Path | None, entry: Entry | None) -> str:
    """Why an output has to be made; empty when the published file will do."""
    if known is None or published is None or entry is None:
        return NEW
    before = Fingerprint(*known.fingerprint.split("."))
    for after, then, why in zip(now, before, (TOOLCHAIN, FRAME, INPUTS), strict=True):
        if after != then:
            return why
    return "" if _intact(published, known, entry) else HARMED


def _intact(file: Path, known: Known, entry: Entry) -> bool:
    """Whether the published file is still the one that was written."""
    if entry != Entry(known.sha256, known.size):
        return False
    try:
        seen = file.stat()
    except OSError:
        return False
    return (seen.st_size, seen.st_mtime_ns) == (known.size, known.mtime_ns)
