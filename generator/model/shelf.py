"""Records that are many: what lists and checks need of each is at hand, the whole is fetched when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Generic, Protocol, TypeVar

from generator.model.place import Place
from generator.model.record import Addressed

_PLACES = 1024  # that stay at hand once they were fetched, where there are no more
_SOME = 256  # of more, so many: who goes through all of them again and again would find none


class Head(Protocol):
    """What is at hand of a record; `digest` is that of the whole record, `place` where it is written."""

    @property
    def id(self) -> str:
        """The id of the record."""

    @property
    def digest(self) -> str:
        """A digest of the whole record."""

    @property
    def place(self) -> Place:
        """Where it is written."""


V = TypeVar("V")
H = TypeVar("H", bound=Head)
R = TypeVar("R", bound=Addressed)


def staying(places: int) -> int:
    """How many of so many places stay at hand once they were fetched."""
    return _PLACES if places <= _PLACES else _SOME


@lru_cache(maxsize=4096)
def shared(value: V) -> V:
    """A value like this one that was given before, or this one: heads are many, and name the same few things."""
    return value


class Shelf(Mapping[str, R], Generic[H, R]):
    """Records by id. Those `at_hand`, by where they are written, are kept; others are fetched whenever asked for."""

    def __init__(
        self, heads: Mapping[str, H], at_hand: Mapping[Place, R] | None = None, fetch: Callable[[H], R] | None = None
    ) -> None:
        self.heads = heads
        self._at_hand = at_hand or {}
        self._fetch = fetch

    def __getitem__(self, record_id: str) -> R:
        head = self.heads[record_id]
        if (record := self._at_hand.get(head.place)) is not None:
            return record
        assert self._fetch is not None, head.place
        return self._fetch(head)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self.heads  # a record that is asked for alone is not fetched

    def __iter__(self) -> Iterator[str]:
        return iter(self.heads)

    def __len__(self) -> int:
        return len(self.heads)

    def changed(self, heads: Mapping[str, H], at_hand: Mapping[Place, R]) -> Shelf[H, R]:
        """The shelf with these heads instead, and more records at hand."""
        return Shelf(heads, {**self._at_hand, **at_hand}, self._fetch)
