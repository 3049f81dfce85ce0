"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path


def machine(sites: Path) -> dict[str, str]:
    """Processor, memory, system, file system of `sites`, interpreter, how busy it was, and when."""
    return {
        "processor": f"{_field('/proc/cpuinfo', 'model name')}, {len(os.sched_getaffinity(0))} cores",
        "memory": f"{int(_field('/proc/meminfo', 'MemTotal').split()[0]) // 1024} MiB",
        "system": f"{platform.system()} {platform.release()}",
        "sites": f"{sites} ({_file_system(sites)})",
        "python": f"{platform.python_version()} ({platform.python_compiler()})",
        "load": " ".join(f"{each:.2f}" for each in os.getloadavg()),
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
    }


def stolen() -> int:
    """Hundredths of a second that the processors were given to other virtual machines so far (proc_stat(5))."""
    return int(Path("/proc/stat").read_text().split()[8])


def _file_system(path: Path) -> str:
    """The kind of file system `path` lies on, or will lie on."""
    mounted = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    return max((len(point), kind) for point, kind in mounted if path.is_relative_to(point))[1]


def _field(file: str, name: str) -> str:
    for line in Path(file).read_text().splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return "?"
