"""What all tests share: example sites to build, golden files to compare with, and a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ROOT = TESTS.parent
EXAMPLES = TESTS / "examples"
TODAY = date(2026, 11, 22)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes], None]:
    """Compare bytes with `tests/golden/<name>`."""

    def compare(name: str, made: bytes) -> None:
        kept = TESTS / "golden" / name
        if request.config.getoption("--update-golden"):
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(made)
        assert kept.exists(), f"no golden file {name}: run `make golden` and look at what it writes"
        assert made.decode() == kept.read_bytes().decode()

    return compare


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """A small whole site of its own, to change and break."""
    root = tmp_path / "site"
    shutil.copytree(EXAMPLES / "small", root)
    return root
