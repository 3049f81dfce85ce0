"""One writer at a time: a lock that the system takes back from the dead, and that says who holds it."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from generator.build.barred import Barred
from generator.model.diagnostic import error
from generator.model.message import Message, message
from generator.model.place import Place
from generator.today import ZONE

LOCK = ".lock"
_PAUSE = 0.1  # seconds between two attempts


def _tell_nobody(said: Message) -> None:
    """Wait in silence."""


@dataclass(frozen=True)
class Patience:
    """How many seconds to wait for another run, and who is told of it."""

    seconds: float = 30
    tell: Callable[[Message], None] = _tell_nobody


PATIENCE = Patience()


@contextmanager
def locked(file: Path, command: str, patience: Patience = PATIENCE) -> Iterator[None]:
    """Hold the lock `file` (flock, so that it goes with the process); raises Barred with E024 when patience ends."""
    with file.open("a+", encoding="utf-8") as lock:
        if not _taken(lock):
            _wait(lock, file, patience)
        _sign(lock, f"{os.getpid()} {command}\n")
        try:
            yield
        finally:
            _sign(lock, "")


def _wait(lock: TextIO, file: Path, patience: Patience) -> None:
    patience.tell(
        message("{holder}; waiting for it up to {seconds} s.", holder=_holder(file), seconds=f"{patience.seconds:g}")
    )
    end = time.monotonic() + patience.seconds
    while not _taken(lock):
        if time.monotonic() >= end:
            hint = message("Try again when it has ended, or wait longer with --wait.")
            raise Barred(error("E024", Place(f"{file.parent.name}/{file.name}"), _holder(file), hint))
        time.sleep(_PAUSE)


def _taken(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(lock: TextIO, text: str) -> None:
    """Write who holds the lock; a full disk does not take it away."""
    with suppress(OSError):
        lock.truncate(0)
        lock.write(text)
        lock.flush()


def _holder(file: Path) -> Message:
    """Who holds the lock, as they wrote into it; since when is the file's own time."""
    with suppress(OSError, ValueError):
        pid, _, command = file.read_text(encoding="utf-8").strip().partition(" ")
        if command:
            since = datetime.fromtimestamp(file.stat().st_mtime, ZONE)
            return message(
                "`outreach {command}` (process {pid}) has been at work on these releases since {since}",
                command=command,
                pid=int(pid),
                since=f"{since:%H:%M:%S %d/%m/%Y}",
            )
    return message("another run is at work on these releases")
