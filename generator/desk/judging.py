"""Records in the making are judged together: one that goes may have been all that troubled others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

D = TypeVar("D")
W = TypeVar("W")


def standing(
    made: Mapping[str, D], mistakes: Callable[[Mapping[str, D]], Mapping[str, W]]
) -> tuple[dict[str, D], dict[str, W]]:
    """What of `made` makes no mistake beside the others, and what `mistakes` found in the rest; both by their names."""
    good = dict(made)
    refused: dict[str, W] = {}
    while good and (wrong := mistakes(good)):
        for name, why in wrong.items():
            del good[name]
            refused[name] = why
    return good, refused
