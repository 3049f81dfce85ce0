"""Small questions that an article asks its readers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from generator.model.fields import Prose, Text, unfit
from generator.model.message import label, message
from generator.model.record import Part


class Riddle(Part):
    """A question with answers to choose from; `right` is the number of the right one, the first being 1."""

    question: Annotated[Text, Prose(), Field(title=label("Question"))]
    choices: Annotated[tuple[Text, ...], Prose(), Field(title=label("Answers"), min_length=2, max_length=5)]
    right: Annotated[int, Field(title=label("Number of the right answer"), ge=1)]
    why: Annotated[Text, Prose(), Field(title=label("Why it is right"))]

    @model_validator(mode="after")
    def _is_there(self) -> Riddle:
        if self.right > len(self.choices):
            raise unfit(
                message("there is no answer {number}", number=self.right),
                message("The first answer is 1, the last {many}.", many=len(self.choices)),
            )
        return self
