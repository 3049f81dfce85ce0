"""What was tried somewhere and went well, told so that others can do the same."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.fields import Prose, Spoken, Text
from generator.model.message import label
from generator.model.translation import Translated, spoken


class Practice(Translated):
    """Where something was done, by whom and for whom, what it cost and brought, and whom to ask about it."""

    where: Annotated[Text, Prose(), Spoken(), Field(title=label("Where and since when"))]
    by: Annotated[Text, Prose(), Spoken(), Field(title=label("Who does it"))]
    serves: Annotated[Text | None, Prose(), Spoken(), Field(title=label("For whom"))] = None
    needs: Annotated[Text | None, Prose(), Spoken(), Field(title=label("What it takes"))] = None
    result: Annotated[Text, Prose(), Spoken(), Field(title=label("What it has brought"))]
    ask: Annotated[Text | None, Prose(), Spoken(), Field(title=label("Whom to ask"))] = None

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """What there is to say, in order: of what, to be translated, and the words."""
        fields = ((Practice.model_fields[name].title, getattr(self, name)) for name in spoken(Practice))
        return tuple((title, words) for title, words in fields if title and words)
