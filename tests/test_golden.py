"""Golden files: what each renderer makes of the small example site."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.model.artifact import Artifact, Page
from generator.renderers import BATCHED, RENDERERS, render
from generator.renderers.hosts import hosts
from generator.renderers.machines import machines
from tests.conftest import TODAY
from tests.site import small

SITE = small()
# tests/test_pictures.py looks at what these make.
NO_TEXT = {"generator.renderers.pictures", "generator.renderers.poster"}
_FIRST: dict[str, Artifact] = {}
for _artifact in (each for each in render(SITE, TODAY) if each.recipe.__module__ not in NO_TEXT):
    _FIRST.setdefault(_artifact.recipe.__name__, _artifact)


@pytest.mark.parametrize("recipe", sorted(_FIRST))
def test_golden(recipe: str, golden: Callable[[str, bytes], None]) -> None:
    """The first output of every recipe is what was looked at and kept."""
    artifact = _FIRST[recipe]
    made = artifact.make()
    if isinstance(made, Page):
        made = f"{made.title}\n{made.description}\n{made.canonical}\n{made.head}\n\n{made.content}".encode()
    golden(f"{recipe}.txt", made)


def test_every_renderer_has_a_golden_file() -> None:
    """A renderer whose pages the example does not have would go unseen."""
    seen = {artifact.recipe.__module__ for artifact in _FIRST.values()}
    assert {renderer.__module__ for renderer in (*RENDERERS, *BATCHED, machines, hosts)} <= seen | NO_TEXT
