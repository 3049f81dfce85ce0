"""What the program had when its data was last taken over: a digest of every record, in a table people can read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

from generator.desk.files import write
from generator.desk.update.holdings import Held
from generator.model.digest import text_digest

REGISTER = "data/taken_over.csv"
_COLUMNS = ("name", "key", "digest")
Register = Mapping[str, Mapping[str, str]]  # digests by the name of a table or collection, then by key


def digest_of(held: Held) -> str:
    """What a record or row is known by, as long as its values are the same."""
    return text_digest(json.dumps(held.values, sort_keys=True, ensure_ascii=False))[:12]


def read_register(root: Path) -> dict[str, dict[str, str]]:
    """The register of a site; empty where nothing was taken over yet."""
    found: dict[str, dict[str, str]] = {}
    if (root / REGISTER).is_file():
        text = (root / REGISTER).read_text(encoding="utf-8-sig")
        for name, key, digest in list(csv.reader(text.splitlines(keepends=True)))[1:]:
            found.setdefault(name, {})[key] = digest
    return found


def write_register(root: Path, register: Register) -> None:
    """Replace the register."""
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows((name, key, digest) for name, keys in sorted(register.items()) for key, digest in keys.items())
    write(root / REGISTER, sink.getvalue())
