"""What a table of open data is: its columns, each with the way to its value, and its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from generator.model.dates import PartialDate
from generator.model.message import label
from generator.model.phones import dial
from generator.model.site import Site
from generator.renderers.open_data.dataset import Dataset

Value = str | bool | int | float | date | PartialDate | tuple[str, ...] | None
# `url` is an address that this program makes (RFC 3986), `link` one that an office wrote; `partial` a date known to the
# day, the month or the year; `list` texts joined by `BETWEEN`.
Kind = Literal["text", "list", "url", "link", "integer", "number", "boolean", "day", "partial"]
ID = r"[a-z0-9]+([-/][a-z0-9]+)*"  # XML Schema knows no other groups
BETWEEN = " | "
DECIMALS = 6  # of a degree: 0.1 m


class Column(NamedTuple):
    """A column: `of` gives its value of an item; `title` and `description` are message ids.

    `values` are the words that it may hold, each with a message id; `pattern` is a whole match of each of its texts;
    `refers` names the table whose `id` it holds.
    """

    name: str
    title: str
    of: Callable[[Any], Value]
    description: str
    kind: Kind = "text"
    required: bool = False
    values: tuple[tuple[str, str], ...] = ()
    pattern: str = ""
    example: str = ""
    refers: str = ""


class Part(NamedTuple):
    """A file of a table: its address, all that its rows depend on (see `digest`), and the items it has rows of."""

    path: str
    depends: object
    items: Callable[[], Iterable[Any]]


class Table(NamedTuple):
    """Records as rows; `key` are the columns that tell them apart, `split` gives the files below an address."""

    name: str
    dataset: Dataset
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    split: Callable[[Site, date, str], Iterable[Part]]

    def parts(self, site: Site, today: date) -> Iterable[Part]:
        """Its files on the day `today`."""
        return self.split(site, today, self.dataset.path)

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(each.name for each in self.columns)

    @property
    def references(self) -> tuple[Column, ...]:
        """The columns with one id of another table, or of this one."""
        return tuple(each for each in self.columns if each.refers and each.kind != "list")


class Entry(NamedTuple):
    """What a row shows: a record, or a part of its `parent` with its place there from 1; addresses are absolute."""

    record: Any
    parent: Any = None
    number: int = 0
    url: str | None = None


def described(path: str, title: str, description: str, about: str = "", origin: str = "") -> Dataset:
    """The dataset of a table."""
    standard = ("CSV (RFC 4180)", "https://www.rfc-editor.org/rfc/rfc4180")
    return Dataset(path, title, description, "text/csv", standard, about, origin)


def field(path: str) -> Callable[[Any], Any]:
    """The way to a value in the record of an item, through parts that are always there."""
    return attrgetter(f"record.{path}")


def permanent_id(description: str, example: str) -> Column:
    """The column every table of records begins with."""
    return Column("id", label("Id"), field("id"), description, required=True, pattern=ID, example=example)


def position() -> Column:
    """The place of a part among those of one record."""
    about = label("Place among the rows of one record, from 1.")
    return Column("position", label("Order"), attrgetter("number"), about, "integer", required=True)


def name_column() -> Column:
    """What people call it."""
    return Column("name", label("Name"), field("name"), label("What it is called, in full."), required=True)


def short_name() -> Column:
    """The form of the name for small screens."""
    return Column(
        "short_name", label("Short name"), field("short_name"), label("For small screens, where there is one.")
    )


def named(description: str, example: str) -> tuple[Column, Column, Column]:
    """The columns every table of records with a name begins with."""
    return permanent_id(description, example), name_column(), short_name()


def summary_column(required: bool = True) -> Column:
    """What it is, shortly."""
    about = label("What it is, in a sentence or two.")
    return Column("summary", label("Summary"), field("summary"), about, required=required)


def programmes_column() -> Column:
    """Which programmes it belongs to."""
    return ids("programmes", label("Programmes"), "", "programmes")


def audiences_column() -> Column:
    """Whom it is for."""
    return ids("audiences", label("Audiences"), "", "audiences")


def dialled(example: str) -> Column:
    """The link that calls the number of a record."""
    about = label("For programs (RFC 3966); empty where the number cannot be dialled as it is written.")
    return Column("tel", label("Link that dials"), lambda of: dial(of.record.number), about, "url", example=example)


def page_column() -> Column:
    """Where the site shows it."""
    about = label("Its page on this site; the address may change, old ones lead to the new one.")
    return Column("url", label("Page on this site"), attrgetter("url"), about, "url")


def note_column() -> Column:
    """What else there is to say."""
    return Column("note", label("Note"), field("note"), label("What else the office wrote about it."))


def ids(name: str, title: str, description: str, table: str, path: str = "") -> Column:
    """A column with ids of several records of a table."""
    about = field(path or name)
    return Column(name, title, about, description, "list", pattern=ID, refers=table)


def one(name: str, title: str, description: str, table: str, path: str, required: bool = False) -> Column:
    """A column with the id of a record of a table."""
    return Column(name, title, field(path), description, required=required, pattern=ID, refers=table)
