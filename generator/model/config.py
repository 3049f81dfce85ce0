"""The site itself: who publishes it, where, and how it introduces itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from generator.model.fields import Flag, Form, Partial, Prose, Ref, Spoken, Text, Url, unfit
from generator.model.message import label, message
from generator.model.record import Part, Record
from generator.model.street_map import StreetMap
from generator.model.subscription import Subscription
from generator.model.translation import Language, Translated


class Office(Translated):
    """The publishing office, as the imprint names it."""

    name: Annotated[Text, Spoken(), Field(title=label("Name"))]
    short_name: Annotated[Text | None, Spoken(), Field(title=label("Short name"))] = None
    address: Annotated[Text | None, Spoken(), Field(title=label("Address"))] = None
    phone: Annotated[Text | None, Field(title=label("Phone"))] = None
    email: Annotated[
        Text | None,
        Field(title=label("E-mail"), pattern=r"^[^@\s]+@[^@\s]+$"),
        Form(message("Write it as name@example.org.")),
    ] = None

    @property
    def brief(self) -> str:
        """The name as small screens show it."""
        return self.short_name or self.name


class Licence(Part):
    """On what terms others may take over what the office writes."""

    name: Annotated[Text, Field(title=label("Name"))]
    url: Annotated[Url, Field(title=label("Web address"))]


# What an office can owe (see `generator.model.owed`).
DueKind = Literal["article", "check", "review", "report", "theme", "campaign"]
CC_BY = Licence.model_construct(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/")


def licence_at(url: str) -> Licence:
    """The licence with that address; one whose name is not known here is called by it."""
    return CC_BY if url == CC_BY.url else Licence(name=url, url=url)


_EDITION = "edition"  # no name of a field


def _each_once(languages: tuple[Language, ...]) -> tuple[Language, ...]:
    if twice := next((each for each in languages if languages.count(each) > 1), None):
        raise unfit(message("“{value}” stands here twice", value=twice), message("Write each language once."))
    return languages


class SiteConfig(Record, Translated):
    """`data/site.yaml`."""

    name: Annotated[Text, Spoken(), Field(title=label("Name"))]
    description: Annotated[Text, Prose(), Spoken(), Field(title=label("Description"))]
    office: Annotated[Office, Field(title=label("Office"))]
    unit: Annotated[Text | None, Ref("units"), Field(title=label("Administrative unit"))] = None
    base_url: Annotated[
        Url,
        Field(title=label("Address of the site"), pattern=r"/$"),
        Form(message("Write the whole address, from https:// to a slash at its end.")),
    ]
    id_authority: Annotated[
        Text,
        Field(title=label("Authority of permanent ids"), pattern=r"^[a-z0-9.-]+,\d{4}(?:-\d\d){0,2}$"),
        Form(message("Write a domain of the office and a year in which it had it: example.org,2026.")),
    ]
    languages: Annotated[
        tuple[Language, ...], AfterValidator(_each_once), Field(title=label("Languages"), min_length=1)
    ] = ("vi",)
    licence: Annotated[Licence, Field(title=label("Licence"))] = CC_BY
    hub: Annotated[Url | None, Field(title=label("WebSub hub"))] = None
    imprint: Annotated[Text, Prose(), Spoken(), Field(title=label("Imprint"))]
    demo: Annotated[Flag, Field(title=label("Demonstration"))] = False
    cadence_from: Annotated[Partial | None, Field(title=label("One article a month since"))] = None
    check_every_months: Annotated[int | None, Field(title=label("Months between checks of places"), ge=1, le=60)] = None
    grace_days: Annotated[int, Field(title=label("Days a check may be late"), ge=0, le=366)] = 30
    neutral_titles: Annotated[Flag, Field(title=label("No illness in titles and addresses of places"))] = False
    map: Annotated[StreetMap | None, Field(title=label("Map with streets"))] = None
    dues_calendar: Annotated[tuple[DueKind, ...], Field(title=label("Dues that are published as a calendar"))] = ()
    subscriptions: Annotated[tuple[Subscription, ...], Field(title=label("Feeds taken over"))] = ()
    exit_url: Annotated[Url, Field(title=label("Where quick exit leads"))]
    keep_releases: Annotated[int, Field(title=label("Releases kept"), ge=1, le=50)] = 3

    @property
    def _edition(self) -> tuple[str, tuple[str, ...]]:
        """The language of a further edition, and the pages written for it."""
        # Beside the fields: every sentence of every page asks for it, and private attributes are found slowly.
        return self.__dict__.get(_EDITION, ("", ()))  # type: ignore[no-any-return]

    @property
    def language(self) -> str:
        """The language its pages speak: of the main edition the first one."""
        return self._edition[0] or self.languages[0]

    @property
    def foreign(self) -> str | None:
        """The language of the office and its records, where its pages speak another one."""
        return self.languages[0] if self._edition[0] else None

    @property
    def folder(self) -> str:
        """The folder the pages of this edition lie in; that of the main edition is the site itself."""
        edition, _ = self._edition
        return f"{edition}/" if edition else ""

    @property
    def pages(self) -> tuple[str, ...]:
        """Of a further edition, the addresses below its folder of the pages written for it by hand."""
        return self._edition[1]

    def edition(self, language: str, pages: Iterable[str]) -> SiteConfig:
        """The same site in a further language, in a folder of that name; `pages` are all written by hand."""
        made = self.model_copy(update={"base_url": f"{self.base_url}{language}/"})
        folder = f"/{language}/"
        own = tuple(sorted(f"/{each.removeprefix(folder)}" for each in pages if each.startswith(folder)))
        made.__dict__[_EDITION] = (language, own)
        return made

    def like(self, path: str, language: str) -> str:
        """Where what lies at `path` of one edition lies in that of `language`, from the root of the whole site."""
        return path if language == self.languages[0] else f"/{language}{path}"

    def url(self, path: str) -> str:
        """The whole address of what lies at `path` in this edition."""
        return self.base_url + path[1:]

    def holds(self, path: str) -> bool:
        """Whether an address of the whole site lies in the folder of this edition."""
        return bool(self.folder) and path.startswith(f"/{self.folder}")

    @property
    def founded(self) -> date:
        """The day its permanent ids began (RFC 4151, section 2.1): nothing it tells is older."""
        begun = self.id_authority.partition(",")[2].split("-")
        year, month, day = (*map(int, begun), 1, 1)[:3]
        return date(year, month, day)
