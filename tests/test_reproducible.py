"""One site, one release, wherever and however it is built. The whole table of pairs: `python -m tests.reproducible`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import EXAMPLES
from tests.reproducible import CIRCUMSTANCES, release

# Circumstances that can be had together: four builds stand for all.
TOGETHER = (
    ("time zone", "no UTF-8", "hash seed", "umask"),
    ("other time zone", "locale", "order of files", "path", "home"),
    ("other order of files", "processes", "optimised"),
    ("incremental", "hash seed", "time zone"),
)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    """A build under no particular circumstance."""
    return release(EXAMPLES / "small", tmp_path_factory.mktemp("plain"), {})


def test_every_circumstance_is_tried() -> None:
    assert {name for names in TOGETHER for name in names} == CIRCUMSTANCES.keys()


@pytest.mark.parametrize("names", TOGETHER, ids=", ".join)
def test_the_release_is_the_same(plain: tuple[str, dict[str, str]], names: tuple[str, ...], tmp_path: Path) -> None:
    """By name, by every byte, and by who may read it."""
    name, files = release(EXAMPLES / "small", tmp_path, {each: CIRCUMSTANCES[each] for each in names})
    assert files == plain[1]
    assert name == plain[0]
