"""Values are put into YAML files, and every other character stays."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.source.editing import changed, edited, record_in
from generator.source.records import plain

ORDER = ("id", "name", "services", "unit", "address", "phones", "schedule", "note", "verified")
WHOLE = """\
# đầu tệp
id: vi-du
name: "Nơi: ví dụ"   # tên

services:
  # dịch vụ
  - kind: methadone
    bring: [giấy tờ]
  - kind: prep
unit: can-tho
phones:
- number: "0000 000 000"
  line: organization
note: |
  dòng một
  # không phải ghi chú
verified:
  # nguồn
  source: {title: Ví dụ}
  on: 2026
"""
CASES: tuple[tuple[dict[tuple[str, ...], Any], str, str], ...] = (
    ({("name",): "Nơi khác"}, 'name: "Nơi: ví dụ"   # tên\n', "name: Nơi khác\n"),
    ({("unit",): "can-tho/ninh-kieu"}, "unit: can-tho\n", "unit: can-tho/ninh-kieu\n"),
    ({("address",): "Số 0"}, "unit: can-tho\n", "unit: can-tho\naddress: Số 0\n"),
    ({("schedule", "hours"): "24/7"}, "note: |", "schedule:\n  hours: 24/7\nnote: |"),
    ({("note",): None}, "note: |\n  dòng một\n  # không phải ghi chú\n", ""),
    ({("note",): "a\nb"}, "note: |\n  dòng một\n  # không phải ghi chú\n", "note: |\n  a\n  b\n"),
    ({("verified", "on"): None}, "  on: 2026\n", ""),
    ({("verified", "by"): "Cơ quan"}, "  on: 2026\n", "  on: 2026\n  by: Cơ quan\n"),
    (
        {("services",): [{"kind": "methadone", "bring": ["giấy tờ"]}, {"kind": "prep"}, {"kind": "detox"}]},
        "  - kind: prep\n",
        "  - kind: prep\n  - kind: detox\n",
    ),
    ({("phones",): [{"number": "0000 000 001", "line": "organization"}]}, '"0000 000 000"', "0000 000 001"),
)


@pytest.mark.parametrize(("changes", "before", "after"), CASES, ids=range(len(CASES)))
def test_a_change_touches_what_it_changes(changes: dict[tuple[str, ...], Any], before: str, after: str) -> None:
    """Comments, order, quotes and blank lines around it are an officer's own."""
    assert before in WHOLE
    made = edited(WHOLE, "f", "vi-du", changes, ORDER)
    assert made
    assert made.text == WHOLE.replace(before, after)


@pytest.mark.parametrize(
    "text", ["a\tb\nc", "a  \nb", "- a\n  - b\n    c", "a\n\n    b", "a\n   \nb", "a\n---\n# b", "📞\n\tb"]
)
def test_a_text_of_several_lines_stays_one_to_read(text: str) -> None:
    """Lists in lists, Tabs, blanks at the end of a line: quotes would put the whole text on one line, full of signs."""
    made = edited(WHOLE, "f", "vi-du", {("note",): text}, ORDER)
    assert made
    assert "note: |\n" in made.text
    assert '"' not in made.text.partition("note:")[2]
    record = record_in(made.text, "f", "vi-du")
    assert record
    assert plain(record)["note"] == text


def test_a_comment_that_goes_is_told() -> None:
    """Before anything is written: the line is named."""
    made = edited(WHOLE, "f", "vi-du", {("name",): "x"}, ORDER)
    assert made
    assert made.lost == (3,)
    made = edited(WHOLE, "f", "vi-du", {("services",): [{"kind": "detox"}]}, ORDER)
    assert made
    assert made.lost == (6,)
    kept = edited(WHOLE, "f", "vi-du", {("unit",): "x"}, ORDER)
    assert kept
    assert kept.lost == ()


def test_a_record_in_a_list_is_changed_alone() -> None:
    """Files with several records keep the others."""
    text = "- id: a\n  name: A\n- id: b\n  name: B\n"
    made = edited(text, "f", "b", {("name",): "C", ("unit",): "x"}, ORDER)
    assert made
    assert made.text == "- id: a\n  name: A\n- id: b\n  name: C\n  unit: x\n"


def test_what_cannot_be_changed_without_harm_is_left() -> None:
    """A record between braces, a file with mistakes."""
    for text in ("{id: a, name: A}\n", "id: a\nname: 'A\n", "id: [a\n", ""):
        assert edited(text, "f", "a", {("name",): "B"}, ORDER) is None


VALUES = st.one_of(st.none(), st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20))


@settings(max_examples=200, deadline=None)
@given(changes=st.dictionaries(st.sampled_from([("name",), ("address",), ("note",), ("schedule", "hours"), ("verified", "on"), ("verified", "source", "title")]), VALUES, max_size=4))  # fmt: skip  # noqa: E501
def test_a_change_is_made_or_refused(changes: dict[tuple[str, ...], str | None]) -> None:
    """The text that comes out says just what was wanted; anything else is no text at all."""
    texts = {loc: (value or "").strip() or None for loc, value in changes.items()}
    made = edited(WHOLE, "f", "vi-du", texts, ORDER)
    if made:
        record = record_in(made.text, "f", "vi-du")
        assert record
        assert plain(record) == changed(plain(record_in(WHOLE, "f", "vi-du") or record), texts)
