"""Inputs that fuzzing found worth keeping, and how harmless HTML is told from other HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz import TARGETS, prepared, seeds
from tests.harmless import faults
from tests.hostile.vectors import vectors


@pytest.mark.parametrize("name", TARGETS)
def test_what_fuzzing_found_stays_mended(name: str) -> None:
    """Each kept input, and each that fuzzing starts from, ends as it should: nothing raised, nothing slow."""
    inputs = list(seeds(name))
    assert inputs
    with prepared(name) as target:
        for each in inputs:
            target(each)


def test_attempts_in_markdown_come_out_harmless() -> None:
    """All of the list, each alone, as Markdown and as HTML of another site."""
    with prepared("markdown") as target:
        for each in vectors():
            target(each.text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>", '<a onclick="x">x</a>', '<a href="javascript:x">x</a>', '<a href=" java\tscript:x">x</a>',
        "<!-- x -->", "<svg></svg>", '<p style="x">x</p>', '<img src="x">', "<?x ?>", '<a href="data:x">x</a>',
    ],
)  # fmt: skip
def test_the_judge_sees_harm(html: str) -> None:
    """Else it would prove nothing."""
    assert faults(html)


def test_the_judge_lets_good_texts_pass(tmp_path: Path) -> None:
    assert not faults('<h2 id="a">A</h2><p><a href="https://a.example/" rel="noopener noreferrer">a</a> <em>b</em></p>')
