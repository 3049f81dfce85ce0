"""Months, each as its year and its number in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

Month = tuple[int, int]


def month_of(day: date) -> Month:
    """The month of a day."""
    return day.year, day.month


def months(first: Month, last: Month) -> tuple[Month, ...]:
    """Every month from the first to the last, both included."""
    start, end = (year * 12 + month - 1 for year, month in (first, last))
    return tuple((number // 12, number % 12 + 1) for number in range(start, end + 1))


def runs(those: Iterable[Month]) -> list[tuple[Month, Month]]:
    """The first and the last of each run without a gap, of months in their order."""
    found: list[tuple[Month, Month]] = []
    for each in those:
        if found and months(found[-1][1], each) == (found[-1][1], each):
            found[-1] = (found[-1][0], each)
        else:
            found.append((each, each))
    return found
