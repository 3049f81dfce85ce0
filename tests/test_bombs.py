"""A file made to take all time or memory costs little and ends in a message. All of them: `python -m tests.bombs`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bombs import BOMBS, Ground, ground, thrown, wrong
from tests.sources import source

# One of each kind of file, and those that once did harm.
SAMPLE = (
    "yaml-aliases",
    "yaml-deep-dashes",
    "md-links-closed",
    "xlsx-zip",
    "csv-quotes",
    "pull-xml-laughs",
    "png-says",
)


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with source() as feeds:
        yield ground(tmp_path_factory.mktemp("bombs"), feeds)


@pytest.mark.parametrize("name", SAMPLE)
def test_a_bomb_ends_in_a_message(name: str, where: Ground) -> None:
    """Within a second of the processor and 200 MB, with a code."""
    bomb = next(each for each in BOMBS if each.name == name)
    assert list(wrong(where, bomb, thrown(where, bomb))) == []


def test_names_are_told_apart(tmp_path: Path) -> None:
    assert len({each.name for each in BOMBS}) == len(BOMBS) >= 80
