"""Near names: what somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.vietnamese import fold

CLOSE_ENOUGH = 70  # of 100, by rapidfuzz's weighted ratio on folded text


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The one of `known` that is nearest to `written`, if any is near; marks, case and spaces do not count."""
    from rapidfuzz import fuzz, process  # 15 ms, and only mistakes need it

    found = process.extractOne(
        _plain(written), list(known), scorer=fuzz.WRatio, processor=_plain, score_cutoff=CLOSE_ENOUGH
    )
    return found[0] if found else None


def _plain(text: str) -> str:
    return fold(text).replace("_", "-").replace(" ", "-")
