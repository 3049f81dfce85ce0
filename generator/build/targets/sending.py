"""What is sent, how, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.build.history import Changes
from generator.build.output import Manifest


@dataclass(frozen=True)
class Way:
    """How to send: `rsh` is rsync's own option of that name, `author` who commits (“Name <mail>”), "" for the usual.

    A `trial` changes nothing.
    """

    trial: bool = False
    rsh: str = ""
    author: str = ""


class Sending(NamedTuple):
    """The release that is sent with all files its manifest names, and what is kept here.

    `kept` are the names of the releases here: a target keeps no other, so that a withdrawn text leaves it too.
    `out` is the folder that holds `releases/`, `site` and `build/`.
    """

    release: Path
    files: Manifest
    kept: frozenset[str]
    out: Path


class Sent(NamedTuple):
    """What is different at the target, or will be; all zero when it had this release already."""

    id: str
    changes: Changes
