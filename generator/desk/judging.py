"""Records in the making are judged together: one that goes may have been all that troubled others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

K = TypeVar("K")
D = TypeVar("D")
W = TypeVar("W")


def standing(made: Mapping[K, D], mistakes: Callable[[Mapping[K, D]], Mapping[K, W]]) -> tuple[dict[K, D], dict[K, W]]:
    """What of `made` makes no mistake beside the others, and what `mistakes` found in the rest; both by their keys."""
    good = dict(made)
    refused: dict[K, W] = {}
    while good and (wrong := mistakes(good)):
        for key, why in wrong.items():
            del good[key]
            refused[key] = why
    return good, refused
