"""Near names: what somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.vietnamese import fold

CLOSE_ENOUGH = 70  # of 100, by rapidfuzz's weighted ratio on folded text


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The one of `known` that is nearest to `written`, if any is near; marks, case and spaces do not count."""
    from rapidfuzz import fuzz, process  # 15 ms, and only mistakes need it

    candidates = list(known)
    for scorer in (fuzz.ratio, fuzz.WRatio):  # alike as a whole, or else alike in part
        found = process.extractOne(
            _plain(written), candidates, scorer=scorer, processor=_plain, score_cutoff=CLOSE_ENOUGH
        )
        if found:
            return found[0]
    return None


def _plain(text: str) -> str:
    return fold(text).replace("_", "-").replace(" ", "-")
