"""Numbers to call, and how sure each is."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from generator.model.config import SiteConfig
from generator.model.dates import months_later
from generator.model.fields import Flag, Partial, PhoneNumber, Prose, Ref, Spoken, Text
from generator.model.message import label
from generator.model.record import Named, Source
from generator.model.translation import Translated

Status = Literal["confirmed", "known", "unchecked", "retired"]


class Hotline(Named, Translated):
    """A telephone line.

    `confirmed`: read in a source. `known`: no source yet, shown outlined. `unchecked`: kept, not shown. `retired`:
    kept so that texts that still name it are found.
    """

    number: Annotated[PhoneNumber, Field(title=label("Number"))]
    order: Annotated[int, Field(title=label("Order"))] = 100
    emergency: Annotated[Flag, Field(title=label("Emergency"))] = False
    home: Annotated[Flag, Field(title=label("On the home page"))] = False
    purpose: Annotated[Text, Prose(), Spoken(), Field(title=label("What it is for"))]
    cost: Annotated[Literal["free", "charged"] | None, Field(title=label("Cost"))] = None
    hours: Annotated[Text | None, Spoken(), Field(title=label("Hours"))] = None
    hours_checked: Annotated[Flag, Field(title=label("Hours checked"))] = False
    scope: Annotated[Text | None, Spoken(), Field(title=label("Where it serves"))] = None
    programmes: Annotated[tuple[Text, ...], Ref("programmes"), Field(title=label("Programmes"))] = ()
    organization: Annotated[Text | None, Ref("organizations"), Field(title=label("Organization"))] = None
    status: Annotated[Status, Field(title=label("Status"))]
    checked: Annotated[Partial | None, Field(title=label("Checked on"))] = None
    replaced_by: Annotated[Text | None, Ref("hotlines"), Field(title=label("Replaced by"))] = None
    note: Annotated[Text | None, Prose(), Spoken(), Field(title=label("Note"))] = None
    sources: Annotated[tuple[Source, ...], Field(title=label("Sources"))] = ()

    @property
    def shown(self) -> bool:
        """Whether pages may show it."""
        return self.status in ("confirmed", "known")

    def due(self, config: SiteConfig) -> date | None:
        """The day the next check is due; None where no check is dated, or no interval is set."""
        every = config.check_every_months
        return months_later(self.checked.first_day(), every) if self.checked and every else None

    def sure(self, config: SiteConfig, today: date) -> bool:
        """Whether it may stand where nobody can correct it: confirmed, and its check, if dated, not overdue."""
        due = self.due(config)
        return self.status == "confirmed" and (due is None or today <= due)
