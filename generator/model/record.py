"""What all types of record derive from, and the parts that many of them have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, Field

from generator.model.fields import Form, Identifier, Partial, SitePath, Slug, Spoken, Text, Url
from generator.model.mark import Mark
from generator.model.message import label, message
from generator.model.place import Origin, Place


class Part(BaseModel):
    """A value inside a record; never changed once read."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False, defer_build=True
    )


class Source(Part):
    """Where a fact was found."""

    title: Annotated[Text, Spoken(), Field(title=label("Title"))]
    publisher: Annotated[Text | None, Spoken(), Field(title=label("Publisher"))] = None
    url: Annotated[Url | None, Field(title=label("Web address"))] = None
    date: Annotated[Partial | None, Field(title=label("Date"))] = None


NOWHERE = Origin(Place(""))  # of a record that was not read from a file
_WRITTEN = "_written"
_UNWRITTEN: tuple[Origin, str, tuple[Mark, ...]] = (NOWHERE, "", ())


class Record(Part):
    """What an officer wrote about one thing, under an id that never changes."""

    id: Annotated[Identifier, Field(title=label("Id"))]

    @property
    def origin(self) -> Origin:
        """Where it was written."""
        return self._written[0]

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.origin.place

    @property
    def digest(self) -> str:
        """A digest of its values: two records with one digest say the same."""
        return self._written[1]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What was noticed in its texts when it was read."""
        return self._written[2]

    @property
    def _written(self) -> tuple[Origin, str, tuple[Mark, ...]]:
        # Beside the fields, as a cached property would lie there: private attributes take a third of the time that it
        # takes to make a record.
        return self.__dict__.get(_WRITTEN, _UNWRITTEN)  # type: ignore[no-any-return]

    def written(self, origin: Origin, digest: str, marks: tuple[Mark, ...] = ()) -> None:
        """Note where the record comes from and what was noticed in it; called by the loader."""
        self.__dict__[_WRITTEN] = (origin, digest, marks)


class Waiver(Part):
    """A rule, by its code, that whoever answers for the record has set aside with a reason."""

    rule: Annotated[
        Text,
        Field(title=label("Rule"), pattern=r"^[A-Z]\d{3}$"),
        Form(message("Write the code as messages show it: a capital letter and three digits.")),
    ]
    why: Annotated[Text, Field(title=label("Reason"))]


class Addressed(Record):
    """A record with a page of its own; `aliases` are addresses it had before, which lead to it for ever.

    `waivers` are the rules that do not hold for it.
    """

    slug: Annotated[Slug | None, Field(title=label("Address on the web"))] = None
    aliases: Annotated[tuple[SitePath, ...], Field(title=label("Former addresses"))] = ()
    waivers: Annotated[tuple[Waiver, ...], Field(title=label("Rules set aside"))] = ()

    @property
    def waived(self) -> tuple[str, ...]:
        """The rules that it sets aside."""
        return tuple(each.rule for each in self.waivers)

    @property
    def part(self) -> str:
        """Its part of a web address."""
        return self.slug or self.id.rpartition("/")[2]


class Named(Record):
    """A record with a name and a short form for phones."""

    name: Annotated[Text, Spoken(), Field(title=label("Name"))]
    short_name: Annotated[Text | None, Spoken(), Field(title=label("Short name"))] = None

    @property
    def brief(self) -> str:
        """The name as small screens show it."""
        return self.short_name or self.name


def parts_of(annotation: Any) -> Iterator[type[Part]]:
    """The types of part that an annotation names, through tuples and optional types."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for each in get_args(annotation):
        yield from parts_of(each)
