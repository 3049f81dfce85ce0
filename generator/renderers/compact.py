"""JSON for machines, in as few bytes as it takes."""

from __future__ import annotations

import json


def compact(value: object) -> str:
    """JSON without blanks, its letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
