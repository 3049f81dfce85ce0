"""Decap CMS, the editor that runs in the browser: the only program of others that officers' browsers run."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

from generator.net.package import Package, package_in

DECAP = Package(
    "decap-cms", "3.16.3", "hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw=="
)
KEPT = "build/edit"  # below the root
_INSIDE = "package/dist/"
_SERVED = ("decap-cms.js", ".wasm")  # the program, its later parts, and what it computes with


def program(root: Path) -> Mapping[str, bytes]:
    """The files that a browser may ask for, by name; fetched when they are needed first. Raises NotFetched."""
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(package_in(root / KEPT, DECAP)), mode="r:gz") as files:
        for each in files:
            if each.name.startswith(_INSIDE) and each.name.endswith(_SERVED) and (opened := files.extractfile(each)):
                found[each.name.removeprefix(_INSIDE)] = opened.read()
    return found
