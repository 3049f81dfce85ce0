"""What is wrong in what an office keeps, without publishing; at hand again while nothing has changed."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from generator import shared
from generator.build.names import MEMO, WORK
from generator.build.seal import Seal
from generator.build.seen import RACY, seen
from generator.build.toolchain import toolchain
from generator.model.diagnostic import Diagnostic
from generator.model.digest import text_digest
from generator.source.folders import CONFIG, READ, no_site

FOUND = f"{WORK}/found"  # below the site's folder; safe to delete at any time


def inspect(root: Path, today: date) -> list[Diagnostic]:
    """Every mistake in what an office keeps, in the order of places; what was found is kept for the next time."""
    if not (root / CONFIG).exists():
        return [no_site()]
    tools = toolchain()
    seal = Seal(tools)
    began = time.time_ns()
    state = seen((*(root / name for name in READ), shared.DATA))
    key = text_digest(f"{today}", str(root), state.digest)
    with suppress(OSError):
        kept: Any = seal.open((root / FOUND).read_bytes())
        if kept and kept[0] == key:
            found: list[Diagnostic] = kept[1]
            return found
    found = _found(root, today, tools)
    if began - state.latest_ns > RACY:
        with suppress(OSError):  # an office may look at what it may not change
            (root / FOUND).parent.mkdir(exist_ok=True)
            (root / FOUND).write_bytes(seal.close((key, found)))
    return found


def _found(root: Path, today: date, tools: str) -> list[Diagnostic]:
    """What is found by reading all that no build has read before."""
    from generator.build.findings import findings  # and with it all types of records
    from generator.build.memo import RecordMemo

    if not (root / MEMO).exists():
        return findings(root, today)
    memo = RecordMemo(root / MEMO, tools)
    found = findings(root, today, memo)
    memo.save()
    return found
