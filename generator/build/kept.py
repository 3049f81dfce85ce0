"""Assets of earlier releases that a release holds for pages that somebody read before the switch.

They are listed apart from the manifest, which says what was made of the records and is the same wherever that happens.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from generator.build.names import KEPT
from generator.build.output import Manifest
from generator.engine.names import ASSETS
from generator.model.media_types import PACKED


class Kept(NamedTuple):
    """A file: its SHA-256 in hex, its size in bytes, and for how many switches to come it stays."""

    sha256: str
    size: int
    switches: int


def handed_on(release: Path, files: Manifest, outputs: Collection[str], switches: int) -> dict[str, Kept]:
    """What a release with `outputs` keeps of the one before it, which holds `files` and what that kept.

    Each file stays for as many `switches`. One that is not what was written goes, and so does what was compressed when
    `outputs` are not.
    """
    found = {path: Kept(*entry, switches) for path, entry in files.items() if path.startswith(ASSETS)}
    for path, kept in read_kept(release).items():
        if kept.switches > 1:
            found.setdefault(path, kept._replace(switches=kept.switches - 1))
    compressed = any(path.endswith(PACKED) for path in outputs)
    return {
        path: kept
        for path, kept in sorted(found.items())
        if path not in outputs and _belongs(path, outputs, compressed) and _whole(release / path, kept)
    }


def _belongs(path: str, outputs: Collection[str], compressed: bool) -> bool:
    """Whether a file may stay: one that was compressed only beside the file that it was made of."""
    return not path.endswith(PACKED) or (compressed and path.rpartition(".")[0] not in outputs)


def _whole(file: Path, kept: Kept) -> bool:
    try:
        return sha256(file.read_bytes()).hexdigest() == kept.sha256
    except OSError:
        return False


def read_kept(release: Path) -> dict[str, Kept]:
    """What a release keeps, as it says itself; nothing if that cannot be read."""
    try:
        rows = json.loads((release / KEPT).read_text())
        return {path: Kept(row["sha256"], row["size"], row["switches"]) for path, row in rows.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def kept_listing(kept: Mapping[str, Kept]) -> bytes:
    """The list as a release holds it, a line for each file."""
    lines = (f"{json.dumps(path)}: {json.dumps(each._asdict())}" for path, each in sorted(kept.items()))
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()
