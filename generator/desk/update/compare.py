"""Three ways to tell who changed a record: what the program has now, what it had, and what the site has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.desk.update.holdings import Held
from generator.desk.update.register import digest_of

What = Literal["added", "changed", "removed", "own"]


@dataclass
class Outcome:
    """What becomes of a record: `mine` is the site's, `theirs` the program's.

    `own` is one that the office changed or took out itself: it stays. `refused` is one whose file cannot be changed
    without harm, `lost` are lines whose comments go.
    """

    what: What
    name: str
    key: str
    mine: Held | None
    theirs: Held | None
    refused: bool = False
    lost: tuple[int, ...] = ()

    @property
    def differences(self) -> tuple[str, ...]:
        """The fields that are not the same, in the program's order and then the site's."""
        before, after = (dict(each.values) if each else {} for each in (self.mine, self.theirs))
        return tuple(each for each in {**after, **before} if before.get(each) != after.get(each))

    @property
    def written(self) -> bool:
        """Whether something is to be written."""
        return self.what != "own" and not self.refused


def compare(
    name: str, mine: Mapping[str, Held], theirs: Mapping[str, Held], before: Mapping[str, str]
) -> Iterator[Outcome]:
    """What becomes of each record that is not the same here and there; `before` are digests of the program's then.

    Without a digest nobody knows who changed a record that differs: it counts as the office's own.
    """
    for key in {**theirs, **mine}:
        here, there = mine.get(key), theirs.get(key)
        known = before.get(key)
        if here and there:
            if dict(here.values) != dict(there.values):
                yield Outcome("changed" if known == digest_of(here) else "own", name, key, here, there)
        elif there:
            yield Outcome("own" if known else "added", name, key, None, there)
        elif here and known:
            yield Outcome("removed" if known == digest_of(here) else "own", name, key, here, None)
