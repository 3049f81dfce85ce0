"""Values that are read when somebody asks for them: large tables that most builds never look into."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Late(Generic[T]):
    """A value that `read` gives, once."""

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read

    @cached_property
    def value(self) -> T:
        """What was read."""
        return self._read()

    def get(self) -> T:
        """The same, for who wants a function."""
        return self.value


class LateMapping(Mapping[str, T]):
    """A mapping within a value that is read late; `part` takes it out."""

    def __init__(self, whole: Late[Any], part: Callable[[Any], Mapping[str, T]]) -> None:
        self._whole = whole
        self._part = part

    @cached_property
    def _now(self) -> Mapping[str, T]:
        return self._part(self._whole.value)

    def __getitem__(self, key: str) -> T:
        return self._now[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._now)

    def __len__(self) -> int:
        return len(self._now)

    def __reduce__(self) -> tuple[type[dict[str, T]], tuple[dict[str, T]]]:
        return dict, (dict(self),)  # elsewhere it is no longer late


class LateSequence(Sequence[T]):
    """A sequence within a value that is read late; `part` takes it out."""

    def __init__(self, whole: Late[Any], part: Callable[[Any], Sequence[T]]) -> None:
        self._whole = whole
        self._part = part

    def __getitem__(self, index: Any) -> Any:
        return self._part(self._whole.value)[index]

    def __len__(self) -> int:
        return len(self._part(self._whole.value))

    def __reduce__(self) -> tuple[type[tuple[T, ...]], tuple[tuple[T, ...]]]:
        return tuple, (tuple(self),)
