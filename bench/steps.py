"""CPU of one step after another in this process, and of a fixed sum, to compare machines and moments with."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import process_time
from typing import TypeVar

T = TypeVar("T")


def timed(what: str, step: Callable[[], T]) -> T:
    """What `step` gives; its CPU seconds are printed."""
    start = process_time()
    result = step()
    sys.stdout.write(f"{process_time() - start:6.2f} s  {what}\n")
    return result


def sum_of_squares() -> None:
    """The same work every time and everywhere."""
    timed("a sum of ten million squares", lambda: sum(each * each for each in range(10**7)))
