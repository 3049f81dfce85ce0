"""Why an output has to be made again."""

from __future__ import annotations

from pathlib import Path

from generator.build.cache import Known
from generator.build.fingerprint import Fingerprint
from generator.build.output import Entry, intact
from generator.model.message import label

NEW = label("it was not there before")
TOOLCHAIN = label("the generator or one of its libraries changed")
FRAME = label("the frame of its page changed (theme, settings or office)")
INPUTS = label("what it shows changed")
HARMED = label("the published file is not the one that was written")


def cause(now: Fingerprint, known: Known | None, published: Path | None, entry: Entry | None) -> str:
    """Why an output has to be made; empty when the file in the release `published` will do."""
    if known is None or published is None or entry is None:
        return NEW
    for after, before, why in zip(now, known.fingerprint, (TOOLCHAIN, FRAME, INPUTS), strict=True):
        if after != before:
            return why
    return "" if intact(f"{published}/{known.path}", known, entry) else HARMED
