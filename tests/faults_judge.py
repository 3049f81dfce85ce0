"""Whether what is published is whole: trees by digest, releases by their manifests."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from generator.build.kept import read_kept
from generator.build.names import KEPT, MANIFEST

Tree = Mapping[str, str]


def tree(folder: Path, known: dict[tuple[int, int], str] | None = None) -> Tree:
    """Every file below `folder` with a digest of its bytes; hard links of one file are read once."""
    known = {} if known is None else known
    found = {}
    for where, _, names in os.walk(folder):
        for name in names:
            path = Path(where, name)
            now = path.stat()
            key = (now.st_dev, now.st_ino)
            if key not in known:
                known[key] = sha256(path.read_bytes()).hexdigest()
            found[path.relative_to(folder).as_posix()] = known[key]
    return found


def wrong_releases(releases: Path) -> list[str]:
    """What is wrong with releases: each must hold what its manifest says and what it keeps, under its digest."""
    wrong = []
    known: dict[tuple[int, int], str] = {}
    for manifest in sorted(releases.glob(f"[!.]*/{MANIFEST}")):
        raw = manifest.read_bytes()
        try:
            listed = {path: entry["sha256"] for path, entry in json.loads(raw)["files"].items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            wrong.append(f"release {manifest.parent.name} has no manifest that can be read")
            continue
        there = dict(tree(manifest.parent, known))
        kept = {
            path: each.sha256 for path, each in read_kept(manifest.parent).items()
        }  # they may come after their list
        for own in (MANIFEST, KEPT):
            there.pop(own, None)
        if not listed.items() <= there.items() <= {**kept, **listed}.items():
            wrong.append(f"release {manifest.parent.name} is not what its manifest says")
        if manifest.parent.name.partition("-")[0] != sha256(raw).hexdigest()[:32]:
            wrong.append(f"release {manifest.parent.name} is not named after its manifest")
    return wrong


def leftovers(root: Path) -> list[str]:
    """What a killed build left that the next one should have cleared away."""
    hidden = [*root.glob(".site*"), *(root / "releases").glob(".staging*"), *(root / "releases").glob("*/.going*")]
    half = [each for each in (root / "releases").glob("[!.]*") if not (each / MANIFEST).exists()]
    return [f"{each.relative_to(root)} is left" for each in (*hidden, *half)]
