"""Small questions that an article asks its readers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from generator.model.fields import Prose, Spoken, Text, unfit
from generator.model.message import label, message
from generator.model.translation import Translated


class Riddle(Translated):
    """A question with answers to choose from; `right` is the number of the right one, the first being 1."""

    question: Annotated[Text, Prose(), Spoken(), Field(title=label("Question"))]
    choices: Annotated[tuple[Text, ...], Prose(), Spoken(), Field(title=label("Answers"), min_length=2, max_length=5)]
    right: Annotated[int, Field(title=label("Number of the right answer"), ge=1)]
    why: Annotated[Text, Prose(), Spoken(), Field(title=label("Why it is right"))]

    @model_validator(mode="after")
    def _is_there(self) -> Riddle:
        if self.right > len(self.choices):
            raise unfit(
                message("there is no answer {number}", number=self.right),
                message("The first answer is 1, the last {many}.", many=len(self.choices)),
            )
        for each in self.translations:
            if len(dict(each.words).get("choices", self.choices)) != len(self.choices):
                raise unfit(
                    message("there are not as many answers in “{language}” as there are here", language=each.language),
                    message("Translate every answer, in the same order: the number of the right one is for both."),
                )
        return self
