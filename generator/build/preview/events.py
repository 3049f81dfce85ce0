"""What browsers are told, in the order in which it happened."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass
from secrets import token_hex
from threading import Condition

KEPT = 200  # events; who missed more shows everything anew


@dataclass(frozen=True, slots=True)
class Event:
    """A line for browsers; `mark` tells when it happened (empty: it stands), `data` is JSON."""

    mark: str
    name: str
    data: str

    def __str__(self) -> str:
        """As the stream carries it (HTML standard, server-sent events)."""
        mark = f"id: {self.mark}\n" if self.mark else ""
        return f"{mark}event: {self.name}\ndata: {self.data}\n\n"


def event(mark: str, name: str, data: object) -> Event:
    """An event with JSON values for data."""
    return Event(mark, name, json.dumps(data, ensure_ascii=False))


class Events:
    """The last events of this run. A listener that comes with the mark of what it knows misses nothing."""

    def __init__(self) -> None:
        self._run = token_hex(4)
        self._number = 0
        self._kept: deque[tuple[int, Event]] = deque(maxlen=KEPT)
        self._news = Condition()

    @property
    def mark(self) -> str:
        """The mark of the newest event."""
        return f"{self._run}-{self._number}"

    def tell(self, name: str, data: object) -> None:
        """Tell every listener."""
        with self._news:
            self._number += 1
            self._kept.append((self._number, event(self.mark, name, data)))
            self._news.notify_all()

    def after(self, mark: str, seconds: float) -> list[Event] | None:
        """What happened after `mark`, waited for; None when that is no longer known."""
        run, _, number = mark.rpartition("-")
        if run != self._run or not number.isdecimal():
            return None
        known = int(number)
        with self._news:
            self._news.wait_for(lambda: self._number > known, seconds)
            missed = self._number - known
            return None if missed > len(self._kept) else [each for at, each in self._kept if at > known]
