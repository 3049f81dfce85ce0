"""Whatever somebody hostile writes into a record, a sheet shows it as written: the typesetter reads no command in it.

The sheets are those of the repository's own handouts, with one attempt at a time in their texts: many do not fit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import cycle, islice, zip_longest
from typing import Any, NamedTuple

import pytest

from generator.model.press import Unprintable
from generator.renderers.paper import sheets as printing
from generator.renderers.paper.typeset import typeset
from tests.conftest import ROOT
from tests.hostile.vectors import Vector, vectors
from tests.paper import extras, leads, text, with_press, written

FAMILY = "tables, calendars, paper, speech, letters"
_WORDS = re.compile(r"\w+ \w+")  # what people read, not a name of a style or a file
_REFUSED = re.compile("does not fit|could not be displayed with font")  # with a message to the office
_SEEN = re.compile("[^!-~]")  # what a reader of PDF finds again, whatever the lines


Way = tuple[str | int, ...]  # to a text in the data of a sheet


class Sheet(NamedTuple):
    """What the typesetter was given for a sheet, and the ways to the texts in its data."""

    given: tuple[Any, ...]
    data: Any
    texts: tuple[Way, ...]


def _texts(data: Any, *way: str | int) -> Iterator[Way]:
    if isinstance(data, str) and _WORDS.search(data):
        yield way
    elif isinstance(data, dict | list):
        for name, each in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _texts(each, *way, name)


@pytest.fixture(scope="module")
def sheets() -> dict[str, Sheet]:
    """One sheet of each template."""
    found: dict[str, Sheet] = {}

    def note(press: Any, template: str, data: str, *rest: Any) -> bytes:
        if template not in found and not rest[2:]:
            read = json.loads(data)
            found[template] = Sheet((press, template, *rest), read, tuple(_texts(read)))
        return b""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(printing, "typeset", note)
        for path, extra in extras(with_press(ROOT)).items():
            if path.endswith(".pdf"):
                written(extra)
    return found


def _set(sheet: Sheet, way: Way = (), said: str = "") -> bytes:
    """The sheet with other words at that place."""
    press, template, *rest = sheet.given
    data = json.loads(json.dumps(sheet.data))
    if way:
        _at(data, way[:-1])[way[-1]] = said
    return typeset(press, template, json.dumps(data, ensure_ascii=False), *rest)


def _shown(sheet: Sheet) -> Iterator[Way]:
    """The ways to those texts that the sheet shows."""
    whole = _SEEN.sub("", text(_set(sheet)))
    for way in sheet.texts:
        said = _at(sheet.data, way)
        if _SEEN.sub("", said) in whole:
            yield way


def _at(data: Any, way: Way) -> Any:
    for step in way:
        data = data[step]
    return data


def _tried() -> list[Vector]:
    """All that is meant for paper, and some of what is meant for others."""
    return [each for number, each in enumerate(vectors()) if each.family == FAMILY or number % 12 == 0]


def test_a_sheet_shows_what_is_written(sheets: dict[str, Sheet]) -> None:
    """As text; where it leads and what it carries stay the same. Each template has its turn, and each of its texts."""
    assert len(sheets) >= 5
    in_turn = zip_longest(*([(sheet, way) for way in _shown(sheet)] for sheet in sheets.values()))
    ways = [each for turn in in_turn for each in turn if each]
    assert len(ways) > 40
    before = {template: leads(_set(sheet)) for template, sheet in sheets.items()}
    assert len(_tried()) > 40
    turns, refused = cycle(ways), 0
    for each in _tried():
        for sheet, way in islice(turns, len(ways)):
            try:
                pdf = _set(sheet, way, each.text)
            except Unprintable as problem:
                if _REFUSED.search(problem.why):
                    continue
                raise
            assert leads(pdf) == before[sheet.given[1]], each.text
            assert _SEEN.sub("", each.text) in _SEEN.sub("", text(pdf)), (each.text, sheet.given[1], way)
            break
        else:
            refused += 1
    assert refused < len(_tried()) / 8
