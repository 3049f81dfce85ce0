"""What a command costs: time on the clock, time on the processors, memory.

CPU is user + system of the command and of every descendant it waited for, as the kernel adds it up (wait4(2)). Memory
is read from /proc every 20 ms: the largest VmHWM of any single process, and the largest sum of resident sizes of all
processes of the group at one moment (pages that two of them share count twice, and it is never below the first).
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

_INTERVAL = 0.02  # seconds between two looks at /proc
_PATIENCE = 5.0  # seconds given to processes that are asked to end
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_MIB = 1024 * 1024


class CommandFailed(Exception):
    """A command ended with an error or took too long; says where its output lies."""


@dataclass(frozen=True)
class Command:
    """A program with its arguments, where it runs and what it finds in its environment besides ours."""

    words: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, seconds of CPU and those in the kernel, MiB of the largest process and of all together."""

    wall: float
    cpu: float
    system: float
    peak: float
    peak_tree: float


def run(command: Command, log: Path, limit: float) -> Cost:
    """Run `command` in a process group of its own to its end, at most `limit` seconds."""
    started = time.perf_counter()
    with running(command, log) as process:
        watch = _Watch(process.pid)
        killer = threading.Timer(limit, _signal, (process.pid, signal.SIGKILL))
        killer.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        killer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
    if process.returncode:
        raise CommandFailed(f"{' '.join(command.words)}: {process.returncode}, {wall:.0f} s, {log}")
    together = max(watch.together, watch.largest)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_stime, watch.largest / _MIB, together / _MIB)


@contextmanager
def running(command: Command, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`command` while it runs; whatever is left of its process group at the end is ended."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603  # our own commands
            command.words,
            cwd=command.folder,
            env=os.environ | dict(command.environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        for number in (signal.SIGTERM, signal.SIGKILL):
            end = time.monotonic() + _PATIENCE
            while group(process.pid) and time.monotonic() < end:
                _signal(process.pid, number)
                time.sleep(0.05)
                if process.returncode is None:
                    process.poll()


def medians(costs: list[Cost]) -> Cost:
    """The median of each figure."""
    columns = zip(*((cost.wall, cost.cpu, cost.system, cost.peak, cost.peak_tree) for cost in costs), strict=True)
    return Cost(*map(median, columns))


def group(leader: int) -> list[int]:
    """The living processes of a process group."""
    return [pid for pid, fields in _processes() if int(fields[2]) == leader and fields[0] not in ("Z", "X")]


def cpu_of(leader: int) -> float:
    """Seconds of CPU that the living processes of a group have used so far."""
    return sum(int(fields[11]) + int(fields[12]) for _, fields in _processes() if int(fields[2]) == leader) / _TICKS


def _processes() -> Iterator[tuple[int, list[str]]]:
    """Every process with what /proc/PID/stat says after its name (proc_pid_stat(5)): state, ppid, pgrp …"""
    for entry in os.scandir("/proc"):
        if entry.name.isdecimal():
            with suppress(OSError):
                yield int(entry.name), Path(entry.path, "stat").read_text().rpartition(")")[2].split()


def _signal(leader: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(leader, number)


class _Watch(threading.Thread):
    """Looks at the memory of a process group until told to stop."""

    def __init__(self, leader: int) -> None:
        super().__init__(daemon=True)
        self._leader = leader
        self._over = threading.Event()
        self.largest = 0
        self.together = 0
        self.start()

    def run(self) -> None:
        """Note the largest sizes seen, in bytes."""
        while not self._over.wait(_INTERVAL):
            together = 0
            for pid in group(self._leader):
                with suppress(OSError, ValueError, IndexError):
                    together += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
                    status = Path(f"/proc/{pid}/status").read_text()
                    self.largest = max(self.largest, int(status.partition("VmHWM:")[2].split()[0]) * 1024)
            self.together = max(self.together, together)

    def stop(self) -> None:
        """Stop looking."""
        self._over.set()
        self.join()
