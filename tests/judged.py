"""The schemas that tests judge by, the standards' own examples, and these with one mistake each."""

from __future__ import annotations

from pathlib import Path

SCHEMAS = Path(__file__).parent / "schemas"

Mutation = tuple[str, str, str]  # the example's name, what is replaced once, by what


def example(name: str, ending: str) -> str:
    """The text of an example."""
    return (SCHEMAS / f"examples/{name}.{ending}").read_text(encoding="utf-8")


def mutated(mutation: Mutation, ending: str) -> str:
    """An example with one mistake."""
    name, before, after = mutation
    text = example(name, ending)
    assert before in text, before
    return text.replace(before, after, 1)
