"""The guide is walked as a person does who has never seen the project: what it shows is what they get."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli import outreach
from generator.source.sheets import read_sheets
from tests.guide import GUIDE, LISTS, PICTURES, WALK, Walk, lists, same
from tests.test_docs import options

LARGEST = 60 * 1024  # bytes of a picture: the guide is read on slow lines too
_OPTION = re.compile("--").match
PAGES = sorted(GUIDE.glob("*.md"))


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    return Walk(tmp_path_factory.mktemp("desk"))


@pytest.mark.parametrize("file", WALK, ids=lambda file: file.stem)
def test_a_page_can_be_walked(file: Path, walk: Walk) -> None:
    """Every command is typed and every file written as the page says; the machine answers as it shows."""
    steps = list(walk.page(file.read_text(encoding="utf-8")))
    assert steps
    for step in steps:
        if step.shown is None:
            assert step.code == 0, (step.typed, step.answer)
        else:
            assert same(step.answer) == same(step.shown), step.typed


def test_the_example_lists_are_those_of_the_table() -> None:
    """Somebody who opens them in Excel sees what the guide shows, and what it says to mend."""
    assert sorted(each.name for each in LISTS.iterdir()) == sorted(lists())
    for name, rows in lists().items():
        (sheet,) = read_sheets(LISTS / name).sheets
        assert [list(row) for row in sheet.rows] == rows, name


def test_every_picture_is_shown_and_small() -> None:
    shown = {
        name for page in PAGES for name in re.findall(r"!\[[^]]+\]\(anh/([^)]+)\)", page.read_text(encoding="utf-8"))
    }
    assert {each.name: each.stat().st_size for each in PICTURES.iterdir() if each.stat().st_size > LARGEST} == {}
    assert shown == {each.name for each in PICTURES.iterdir()}


def test_every_page_is_in_the_index() -> None:
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if page.name != "README.md" and f"]({page.name})" not in index] == []


def test_every_command_and_option_is_explained_in_vietnamese() -> None:
    """In one table, so that an officer finds it without English."""
    text = (GUIDE / "tra-cuu-lenh.md").read_text(encoding="utf-8")
    for name, of in outreach.commands.items():
        assert f"`outreach {name}`" in text, name
        for option in filter(_OPTION, options(of)):
            assert f"`{option}" in text, (name, option)
    for option in options(outreach):
        assert f"`{option}" in text, option
