"""Values that are read when somebody asks for them: large tables that most builds never look into."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


class LateMapping(Mapping[str, T]):
    """The mapping that `read` gives; it is asked once."""

    def __init__(self, read: Callable[[], Mapping[str, T]]) -> None:
        self._read = cache(read)

    def __getitem__(self, key: str) -> T:
        return self._read()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def __reduce__(self) -> tuple[type[dict[str, T]], tuple[dict[str, T]]]:
        return dict, (dict(self),)  # elsewhere it is no longer late


class LateSequence(Sequence[T]):
    """The sequence that `read` gives; it is asked once."""

    def __init__(self, read: Callable[[], Sequence[T]]) -> None:
        self._read = cache(read)

    def __getitem__(self, index: Any) -> Any:
        return self._read()[index]

    def __len__(self) -> int:
        return len(self._read())

    def __reduce__(self) -> tuple[type[tuple[T, ...]], tuple[tuple[T, ...]]]:
        return tuple, (tuple(self),)
