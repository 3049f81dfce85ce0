"""The checksum of an item in our JSON feeds: what docs/feeds.md promises to receivers, and what we check as one."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

EXTENSION = "_outreach"


def checksum(item: dict[str, Any]) -> str:
    """SHA-256 in hex of an item without its checksum, by the rules of RFC 8785.

    Python writes what that RFC asks for as long as there are no fractions and names are ASCII, as in our feeds.
    """
    trusted = {name: value for name, value in item[EXTENSION].items() if name != "sha256"}
    whole = {**item, EXTENSION: trusted}
    return sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
