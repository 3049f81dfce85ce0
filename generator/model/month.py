"""Months, each as its year and its number in it."""

from __future__ import annotations

from datetime import date

Month = tuple[int, int]


def month_of(day: date) -> Month:
    """The month of a day."""
    return day.year, day.month


def months(first: Month, last: Month) -> tuple[Month, ...]:
    """Every month from the first to the last, both included."""
    start, end = (year * 12 + month - 1 for year, month in (first, last))
    return tuple((number // 12, number % 12 + 1) for number in range(start, end + 1))
