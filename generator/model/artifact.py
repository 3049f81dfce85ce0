"""What the renderers make: one artifact per output file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime, time
from functools import cache, cached_property
from typing import Any

from generator.model.record import Part


@dataclass(frozen=True, slots=True, order=True)
class Shape:
    """What changes the structure of a page around its holes: its section in the menu and the depth of its address.

    `edition` is the language of a further edition; pages of the main one have none.
    """

    section: str
    depth: int
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a renderer says about one page; a layout puts it into the frame. `head`, `content`, `languages` are HTML.

    `languages` are the links to the other editions.
    """

    title: str
    description: str
    canonical: str
    head: str
    content: str
    languages: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """Deferred inputs, put together; they count as their digest."""

    digest: str
    value: object = field(compare=False)


class Deferred:
    """Inputs of a recipe that are put together when somebody asks for them: a list of thousands of files holds none.

    `depends` gives a digest of what they depend on, where that is at hand before they are; else it is their own.
    """

    def __init__(self, say: Callable[[], object], depends: Callable[[], str] | None = None) -> None:
        self.say = say
        self._depends = depends

    @cached_property
    def digest(self) -> str:
        """What stands for them in fingerprints."""
        return self._depends() if self._depends else digest(self.say())

    def ready(self) -> Ready:
        """Put them together."""
        said = self.say()
        if not self._depends:
            self.digest = digest(said)
        return Ready(self.digest, said)


@dataclass(frozen=True, slots=True)
class Artifact:
    """One output file: where it goes, a pure recipe and all that the recipe may read.

    With a shape, the recipe makes a `Page` that is stamped into that layout; without one, it makes the file's bytes.
    `recipe` is a function of a module and `inputs` a frozen value, so that both can travel to another process; those
    that are `Deferred` become one by `ready`.
    """

    path: str
    recipe: Callable[[Any], Page | bytes]
    inputs: object
    shape: Shape | None = None

    @property
    def name(self) -> str:
        """The recipe's name, as fingerprints and explanations give it."""
        return f"{self.recipe.__module__}.{self.recipe.__qualname__}"

    @property
    def digest(self) -> str:
        """A digest of all that the file is made of."""
        return digest(self.name, self.path, self.inputs)

    def ready(self) -> Artifact:
        """The same with its inputs put together."""
        return replace(self, inputs=self.inputs.ready()) if isinstance(self.inputs, Deferred) else self

    @property
    def said(self) -> Any:
        """What the recipe gets."""
        if isinstance(self.inputs, Deferred):
            return self.inputs.say()
        return self.inputs.value if isinstance(self.inputs, Ready) else self.inputs

    def make(self) -> Page | bytes:
        """What the recipe makes of the inputs."""
        return self.recipe(self.said)


@dataclass(frozen=True, slots=True)
class Batch:
    """Artifacts that are made together by `make(site, today, *given)`; `key` is a digest of what is `given`.

    While what `make` reads of the site, the day and the key are the same, so are its artifacts.
    """

    name: str
    make: Callable[..., Iterable[Artifact]]
    given: tuple[object, ...] = ()
    key: str = ""


def digest(*values: object) -> str:
    """A digest of frozen values: equal values, equal digest, in every process and on every machine."""
    sink = hashlib.blake2b(digest_size=16)
    for value in values:
        _feed(value, sink.update)
    return sink.hexdigest()


_PLAIN = frozenset({str, type(None), bool, int, float, date, datetime, time})


def _feed(value: Any, update: Callable[[bytes], object]) -> None:
    """Write `value` unambiguously: every text with its length, every group with its size."""
    if isinstance(value, str):
        # A text tagged as foreign is another one than the bare text.
        raw = (value.__html__() if type(value) is not str and hasattr(value, "__html__") else value).encode()
        update(b"s%d:" % len(raw) + raw)
    elif value is None or isinstance(value, (bool, int, float, date, datetime, time)):
        update(f"{type(value).__name__}:{value};".encode())
    elif isinstance(value, bytes):
        update(b"b%d:" % len(value) + value)
    elif isinstance(value, tuple):
        if _PLAIN.issuperset(map(type, value)):  # Python's own notation of plain values is unambiguous, and fast
            update(f"t{tuple.__repr__(value)};".encode())
        else:
            update(b"t%d:" % len(value))
            for each in value:
                _feed(each, update)
    elif known := getattr(value, "digest", None):  # a record, or a site's lexicon
        update(f"r{known};".encode())
    elif (names := _names(value.__class__)) is not None:
        update(f"{'p' if isinstance(value, Part) else 'd'}{type(value).__name__}{len(names)}:".encode())
        for name in names:
            _feed(getattr(value, name), update)
    else:
        raise TypeError(f"cannot be an input of a recipe: {type(value).__name__}")


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    """The fields of a type of part or of view; None of another."""
    if issubclass(kind, Part):
        return tuple(kind.model_fields)
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else None
