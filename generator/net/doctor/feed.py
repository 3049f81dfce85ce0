"""What the rules look at: a feed and its items, whatever the format, every value with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.model.place import Place
from generator.net.doctor.document import Document
from generator.net.doctor.json import Node
from generator.net.doctor.value import Value
from generator.net.doctor.xml import Element

Format = Literal["RSS", "Atom", "JSON Feed"]
Part = Element | Node


@dataclass(frozen=True)
class Moment:
    """A date as it is written; `rfc` is the form it must have: 822 or 3339. `updated`: of a change."""

    value: Value
    rfc: Literal[822, 3339]
    updated: bool = False


@dataclass(frozen=True)
class Enclosure:
    """A file that belongs to an item, and what is said of it; `required` are the names that must be told."""

    place: Place
    url: Value | None
    told: dict[str, str]
    required: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """An item. `permanent`: its id is meant as an address. `links` are all addresses told outside of its texts."""

    part: Part
    id: Value | None
    permanent: bool
    url: Value | None
    links: tuple[Value, ...]
    title: Value | None
    summary: Value | None
    content: Value | None
    moments: tuple[Moment, ...]
    author: bool
    licence: bool
    enclosures: tuple[Enclosure, ...] = ()

    @property
    def place(self) -> Place:
        """Where the item begins."""
        return self.part.place

    @property
    def texts(self) -> Iterator[Value]:
        """Summary and content, those that are there."""
        yield from (each for each in (self.summary, self.content) if each)


@dataclass(frozen=True)
class Feed:
    """A feed. `root` is the part that holds title and items; `based`: an `xml:base` says what addresses are below."""

    document: Document
    format: Format
    version: str
    root: Part
    title: Value | None
    description: Value | None
    home: Value | None
    self_link: Value | None
    links: tuple[Value, ...]
    language: Value | None
    moments: tuple[Moment, ...]
    author: bool
    licence: bool
    items: tuple[Item, ...]
    based: bool = False

    @property
    def place(self) -> Place:
        """Where the feed begins."""
        return self.root.place

    @property
    def words(self) -> Iterator[Value]:
        """All texts that people read."""
        yield from (each for each in (self.title, self.description) if each)
        for item in self.items:
            if item.title:
                yield item.title
            yield from item.texts
