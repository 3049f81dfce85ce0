"""Whatever a file holds, an officer gets messages: all of them at once, each with its place, and never a traceback."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import get_args, get_origin

import pytest

from generator import load
from generator.model.record import Record
from generator.model.site import COLLECTIONS
from generator.source.load import FOLDERS
from tests.conftest import EXAMPLES
from tests.malformed import Bench, judge, site_at, spoilt
from tests.site import command

SAMPLE = range(120)  # of the 10,000 that `python -m tests.malformed` judges
LARGE = 100_000  # bytes
MOST_CALLS = 300_000  # of functions written in Python: the small site, with the tables of units read once
CALLS_PER_BYTE = 8


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return site_at(tmp_path_factory.mktemp("malformed") / "site")


def test_spoilt_files_end_in_messages(bench: Bench) -> None:
    """Bytes flipped, texts cut, odd characters and values, other encodings, depth and length: nothing is raised."""
    found = [judge(bench, *spoilt(bench, number)) for number in SAMPLE]
    assert sum(map(bool, found)) > len(found) / 2  # else the sample would show little


def test_the_work_grows_with_the_file_alone(bench: Bench) -> None:
    """No text makes the program think for long: the calls of functions are counted, not the time."""
    large = [(file, raw) for file, raw in (spoilt(bench, number) for number in range(200)) if len(raw) > LARGE]
    assert len(large) > 4
    for file, raw in large[:5]:
        assert _calls(lambda: judge(bench, file, raw)) < MOST_CALLS + CALLS_PER_BYTE * len(raw), file  # noqa: B023


def _calls(function: Callable[[], object]) -> int:
    """How many functions written in Python are called."""
    count = 0

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(note)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", COLLECTIONS)
def test_all_mistakes_of_a_record_are_told_at_once(name: str, small_site: Path) -> None:
    """Every field of every kind of record written wrongly, one left out, one unknown: each has its message and line."""
    kind = COLLECTIONS[name]
    required = [field for field, info in kind.model_fields.items() if info.is_required() and field != "id"]
    lines = ["id: Sai Mã", "khong_co: x"]
    lines += [f"{field}: {_wrong(kind, field)}" for field in kind.model_fields if field not in ("id", required[0])]
    file = f"{FOLDERS[name]}/sai.yaml"
    (small_site / file).parent.mkdir(parents=True, exist_ok=True)
    (small_site / file).write_text("\n".join(lines), encoding="utf-8")
    _, diagnostics = load(small_site)
    found = [(each.place.line, each.code) for each in diagnostics if each.place.file == file]
    wrong = [(number, "R002" if number == 2 else "R003") for number in range(1, len(lines) + 1)]
    assert len(wrong) >= 4
    assert found == sorted([(1, "R001"), *wrong])
    missing = next(each for each in diagnostics if each.code == "R001")
    assert f"`{required[0]}`" in str(missing.message)


def _wrong(kind: type[Record], field: str) -> str:
    """A value that a field cannot have: a list where one thing is wanted, one thing where a list is."""
    wanted = kind.model_fields[field].annotation
    many = tuple in (get_origin(wanted), *(get_origin(each) for each in get_args(wanted)))
    return "x" if many else "[x, y]"


def test_the_command_ends_in_messages_too(tmp_path: Path) -> None:
    """All examples of mistakes in one site, a table and a record that are no text at all: messages and exit code 1."""
    root = tmp_path / "site"
    shutil.copytree(EXAMPLES / "small", root)
    for case in sorted((EXAMPLES / "invalid").iterdir()):
        shutil.copytree(case, root, dirs_exist_ok=True)
    for file in ("data/terms.csv", "content/articles/2026/11/goi-111.md", "content/campaigns/hiv-action-month.yaml"):
        (root / file).write_bytes(bytes(range(256)) * 40)
    said = command("check", "--root", str(root), "--all")
    assert said.returncode == 1
    assert "Traceback" not in said.stderr
    assert said.stderr.count("F003") == 4  # three of these, and an example
