"""Words to avoid, with what to write instead, and abbreviations with what they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

Weight = Literal["error", "warning", "note"]
Exemption = Literal["quotation", "title", "statute"]


class Term(NamedTuple):
    """A word to avoid, in one form.

    It may stand where `allowed` says (in a quotation, in the title of a law or the name of an office, in a sentence
    that names a law) and within the phrases of `unless`.
    """

    term: str
    instead: str
    why: str
    source: str
    weight: Weight
    allowed: tuple[Exemption, ...]
    unless: tuple[str, ...]


class Abbreviation(NamedTuple):
    """What an abbreviation stands for; one that is `common` is never asked for."""

    short: str
    meaning: str
    common: bool


class Synonym(NamedTuple):
    """What people type for something, and the words that this site has for it; only the latter are ever shown."""

    typed: str
    means: str


@dataclass(frozen=True)
class Terms:
    """The tables of words; `digest` changes with any of their bytes."""

    words: tuple[Term, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    digest: str = ""

    @cached_property
    def by_term(self) -> dict[str, Term]:
        """The words by their form."""
        return {each.term: each for each in self.words}

    @cached_property
    def meanings(self) -> dict[str, Abbreviation]:
        """The abbreviations by themselves."""
        return {each.short: each for each in self.abbreviations}

    @cached_property
    def common(self) -> frozenset[str]:
        """The abbreviations that are never asked for."""
        return frozenset(each.short for each in self.abbreviations if each.common)

    def __hash__(self) -> int:
        return hash(self.digest)
