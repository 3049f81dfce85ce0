"""The periods that reports are about, as people write them: 2026, 2026-H1, 2026-9M, 2026-M11."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.model.dates import NotReadable
from generator.model.message import message

Length = Literal["month", "half-year", "nine-months", "year"]
_WRITTEN = re.compile(r"(\d{4})(?:-(?:(H1)|(9M)|M(\d{1,2})))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a part of it. Its days are those of the calendar, first and last included."""

    year: int
    length: Length
    month: int | None = None

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2026`, `2026-H1`, `2026-9M` or `2026-M11`; raises NotReadable."""
        found = _WRITTEN.fullmatch(text.strip())
        month = int(found[4]) if found and found[4] else None
        if not found or not 1990 <= int(found[1]) <= 2200 or month not in (None, *range(1, 13)):
            raise NotReadable(
                message("“{text}” is no period: write 2026, 2026-H1 (half a year), 2026-9M or 2026-M11", text=text)
            )
        length: Length = "half-year" if found[2] else "nine-months" if found[3] else "month" if month else "year"
        return cls(int(found[1]), length, month)

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        month = self.month or {"half-year": 6, "nine-months": 9}.get(self.length, 12)
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        ends = {"half-year": "-H1", "nine-months": "-9M", "month": f"-M{self.month or 0:02}"}
        return f"{self.year}{ends.get(self.length, '')}"
