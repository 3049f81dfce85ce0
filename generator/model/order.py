"""The order in which an office wants its records shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Ordered(Protocol):
    """A record that says where it stands among its like."""

    @property
    def order(self) -> int:
        """Small numbers come first."""
        ...

    @property
    def id(self) -> str:
        """What decides between equals."""
        ...


T = TypeVar("T", bound=Ordered)


def as_ordered(records: Iterable[T]) -> list[T]:
    """As their `order` says; those with the same by id, so that it never changes from build to build."""
    return sorted(records, key=lambda each: (each.order, each.id))
