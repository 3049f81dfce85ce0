"""Near names: what somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.vietnamese import fold

AS_A_WHOLE, IN_PART = 75, 88  # how alike, of 100, a name must be to be offered


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The one of `known` that is nearest to `written`, if any is near; marks, case and spaces do not count."""
    from rapidfuzz import fuzz, process  # 15 ms, and only mistakes need it

    candidates = list(known)
    for scorer, enough in ((fuzz.ratio, AS_A_WHOLE), (fuzz.WRatio, IN_PART)):
        found = process.extractOne(_plain(written), candidates, scorer=scorer, processor=_plain, score_cutoff=enough)
        if found:
            return found[0]
    return None


def _plain(text: str) -> str:
    return fold(text).replace("_", "-").replace(" ", "-")
