"""What is printed or read out cannot be corrected afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, error, note, warning
from generator.model.handout import SPOKEN_ALONE, Handout
from generator.model.message import message
from generator.model.phones import dial, digits
from generator.model.site import Site
from generator.prose.aloud import aloud, seconds

_NUMBER = re.compile(r"\d[\d .]*\d")
_SHORTEST = 8  # digits of a number that is one without being known: shorter ones are years and amounts
_CARRIED = frozenset({"leaflet", "folded", "card"})
_LENGTHS = {"minute": 60, "three_minutes": 180}  # seconds

_CALL = message(
    "Call it. If it answers, write in data/hotlines.yaml `status: confirmed`, the day in `checked:`, and `sources:`; "
    "else take the number out here."
)


def handouts_name_sure_numbers(site: Site, today: date) -> Iterator[Diagnostic]:
    """The words of a handout name no telephone number that is not verified; lists of numbers say how sure each is."""
    sure = {digits(each.number) for each in site.hotlines.values() if each.sure(site.config, today)}
    unsure = {digits(each.number) for each in site.hotlines.values()} - sure
    for handout in _not_expired(site, today):
        said = {digits(found[0]): found[0] for text in handout.words for found in _NUMBER.finditer(text)}
        for bare, written in said.items():
            if bare in unsure or (bare not in sure and len(bare) >= _SHORTEST and dial(bare)):
                yield (error if handout.kind in SPOKEN_ALONE else warning)(
                    "X001",
                    handout.place,
                    message(
                        "“{name}” names the number {number}, which is not verified", name=handout.name, number=written
                    ),
                    _CALL,
                )


def handouts_carry_what_is_sure(site: Site, today: date) -> Iterator[Diagnostic]:
    """Retired and unchecked numbers are never printed, and what is not verified never goes to the print shop."""
    for handout in _not_expired(site, today):
        for index, each in enumerate(handout.hotlines):
            hotline = site.hotlines.get(each)
            if hotline is None or hotline.sure(site.config, today):
                continue
            place = handout.origin.at("hotlines", index)
            if not hotline.shown:
                yield error(
                    "X002",
                    place,
                    message(
                        "the number {number} is not shown on the site and must not be printed", number=hotline.number
                    ),
                    _CALL,
                )
            else:
                yield note(
                    "X003",
                    place,
                    message("the number {number} is not verified: the print shop gets no file", number=hotline.number),
                    _CALL,
                )


def fronts_name_no_illness(site: Site, today: date) -> Iterator[Diagnostic]:
    """What people carry says nothing about them on its front: no word of the programmes stands there."""
    for handout in _not_expired(site, today):
        if handout.kind not in _CARRIED:
            continue
        names = (site.programmes[each].brief for each in handout.programmes if each in site.programmes)
        words = {word for name in names for word in re.split(r"[/,]\s*", name)}
        for word in sorted(word for word in words if any(_has(text, word) for text in handout.front)):
            yield warning(
                "X004",
                handout.origin.at("headline"),
                message(
                    "the front of “{name}” says “{word}”: who carries it may be asked about that",
                    name=handout.name,
                    word=word,
                ),
                message("Say what the reader needs instead, and leave the rest to the inside."),
            )


def scripts_keep_to_their_time(site: Site, today: date) -> Iterator[Diagnostic]:
    """A text of 60 seconds can be read out in 60, at 130 words a minute, with its numbers as they are said."""
    phones = frozenset(digits(each.number) for each in site.hotlines.values())
    for handout in _not_expired(site, today):
        for name, most in _LENGTHS.items() if handout.spoken else ():
            written: tuple[str, ...] = getattr(handout.spoken, name)
            needed = seconds(tuple(aloud(each, phones, site.terms.meanings) for each in written))
            if needed > most:
                yield warning(
                    "X005",
                    handout.origin.at("spoken", name),
                    message("it takes {needed} seconds to read this out, not {most}", needed=needed, most=most),
                    message("Leave sentences out: the first and the last are heard best."),
                )


def _not_expired(site: Site, today: date) -> Iterator[Handout]:
    return (each for each in site.handouts.values() if today <= each.expires)


def _has(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", text.casefold()) is not None
