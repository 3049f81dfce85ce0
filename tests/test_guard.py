"""Cells of tables as text: no spreadsheet takes one for a formula, and what is put in for that comes off again."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.guard import guarded, unguarded
from tests.conftest import ROOT

SIGNS = ",;\t"
RUNS = set("=+-@＝")
# Texts of what matters here, and a letter.
ODD = st.text("=+-@＝;,\t\r\n\"' a|", max_size=12)


def cells(texts: tuple[str, ...], sign: str) -> list[str]:
    """How a spreadsheet that looks for a sign between cells reads a row that was written with commas."""
    file = io.StringIO(newline="")
    csv.writer(file).writerow(texts)
    return [cell for row in csv.reader(file.getvalue().splitlines(keepends=True), delimiter=sign) for cell in row]


@given(st.tuples(ODD, ODD, ODD))
def test_no_cell_begins_as_a_formula(texts: tuple[str, ...]) -> None:
    """Quotation marks do not help: of two that vanish at the beginning of a cell, the formula would be left."""
    for sign in SIGNS:
        begins = [cell.lstrip('\t\r\n"')[:1] for cell in cells(tuple(map(guarded, texts)), sign)]
        assert not RUNS.intersection(begins), sign


@given(ODD)
def test_what_was_put_in_comes_off(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(ODD)
def test_receivers_are_told_how(text: str) -> None:
    """The lines of docs/open-data.md read what is published."""
    lines = re.search(r"```python\n(import re\n.*?)items =", (ROOT / "docs/open-data.md").read_text(), re.DOTALL)
    assert lines
    known = {"cell": guarded(text)}
    exec(lines[1], known)
    assert known["text"] == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("'=1", "''=1"),
        ("Trạm;=1+1;y tế", "Trạm;'=1+1;y tế"),
        ('Trạm;"=1+1', "Trạm;'\"=1+1"),
        ("một\n- hai", "một\n'- hai"),
        ("một\n\nhai", "một\n\nhai"),
        ("T2; -", "T2; -"),
        ("'Trạm", "'Trạm"),
        ("a=1; b=2", "a=1; b=2"),
    ],
)
def test_examples(text: str, cell: str) -> None:
    assert guarded(text) == cell
