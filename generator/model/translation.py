"""Translations that a record carries beside its own words."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, get_args, get_origin

from pydantic import Field, field_validator

from generator.model.dates import NotReadable, parse_day
from generator.model.fields import Spoken, unfit
from generator.model.hints import A_DAY, A_LINE_EACH, ONE_LINE, ONE_OF_THESE
from generator.model.message import label, message
from generator.model.record import Part

Language = Literal["vi", "en"]  # those with a catalogue of the interface (BCP 47)
Words = str | tuple[str, ...]
AS_OF = "as_of"  # beside the words: the day of the text that was translated


class Translation(NamedTuple):
    """The words of a part in another language: (name of the field, what it says there).

    `as_of` is the day of the text that was translated, where somebody wrote it.
    """

    language: str
    words: tuple[tuple[str, Words], ...]
    as_of: date | None = None


class Translated(Part):
    """A part whose `Spoken` fields may be said in other languages too: `translations: {en: {name: …}}`.

    Where translations are `dated`, they may say `as_of`: somebody looks whether they are older than the part.
    """

    dated: ClassVar[bool] = False

    translations: Annotated[tuple[Translation, ...], Field(title=label("Translations"))] = ()

    @field_validator("translations", mode="plain", json_schema_input_type=dict[Language, dict[str, str | list[str]]])
    @classmethod
    def _of_its_own_fields(cls, value: Any) -> tuple[Translation, ...]:
        if isinstance(value, tuple):  # records are also built from values
            return value
        given = _group(value)
        if unknown := given.keys() - set(get_args(Language)):
            raise unfit(
                message("“{value}” is not one of: {known}", value=min(unknown), known=_listed(Language)), ONE_OF_THESE
            )
        return tuple(_translation(cls, language, _group(words)) for language, words in given.items())

    def told_in(self, language: str) -> dict[str, Words]:
        """What it says in a language, by the name of the field."""
        return {name: text for each in self.translations if each.language == language for name, text in each.words}


@cache
def spoken(kind: type[Part]) -> dict[str, bool]:
    """The fields of a type of part in the language of the office, and whether each is a list."""
    return {
        name: get_origin(info.annotation) is tuple
        for name, info in kind.model_fields.items()
        if any(isinstance(mark, Spoken) for mark in info.metadata)
    }


def _translation(kind: type[Translated], language: str, given: dict[str, Any]) -> Translation:
    day = AS_OF if kind.dated else ""
    words = tuple((name, _words(kind, name, text)) for name, text in given.items() if name != day)
    return Translation(language, words, _day(given[day]) if day in given else None)


def _day(text: Any) -> date:
    if not isinstance(text, str):
        raise unfit(message("a text is needed here"), A_DAY)
    try:
        return parse_day(text)
    except NotReadable as problem:
        raise unfit(problem.why, A_DAY) from None


def _words(kind: type[Part], name: str, text: Any) -> Words:
    known = spoken(kind)
    if name not in known:
        raise unfit(message("“{value}” is not one of: {known}", value=name, known=", ".join(known)), ONE_OF_THESE)
    if known[name] and isinstance(text, list) and all(isinstance(each, str) for each in text):
        return tuple(text)
    if known[name]:
        raise unfit(message("a list is needed here"), A_LINE_EACH)
    if not isinstance(text, str):
        raise unfit(message("a text is needed here"), ONE_LINE)
    return text


def _group(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise unfit(
            message("a group of fields is needed here"),
            message("Write each language on a line of its own, and below it, two spaces in, what is said in it."),
        )
    return value


def _listed(words: Any) -> str:
    return ", ".join(get_args(words))
