"""Work on a file that could take any memory or time, in a process of its own that the system holds within limits.

If that dies, the file is refused and nothing else is lost. As a script, `python confined.py SCRIPT WORD…` calls the
function `main` of a script with these words and writes what it returns as JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

_MEMORY = 1536 * 1024 * 1024  # bytes of addresses, those of the interpreter among them
_SECONDS = 20  # of the processor
_WAIT = 60  # seconds by the clock


class TooMuch(Exception):
    """The work needs more memory or time than it may have."""


class Failed(Exception):
    """The work ended in an error: its `kind`, and what it said."""

    def __init__(self, kind: str, said: str) -> None:
        super().__init__(said)
        self.kind = kind


def confined(script: Path, *words: str, given: bytes = b"") -> Any:
    """What `main` of a script returns, which finds `given` on standard input. Raises TooMuch or Failed."""
    command = [sys.executable, "-I", __file__, str(script), *words]
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=_WAIT)  # noqa: S603  # ours
        answer = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        answer = None
    if answer is None:
        raise TooMuch
    if failed := answer.get("failed"):
        raise Failed(*failed)
    return answer["made"]


def _work(script: str, *words: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer: dict[str, Any] | None
    try:
        about = spec_from_file_location("work", script)
        assert about is not None
        assert about.loader is not None
        work = module_from_spec(about)
        about.loader.exec_module(work)
        answer = {"made": work.main(*words)}
    except MemoryError:
        answer = None
    except Exception as problem:  # whatever the work raises, it failed
        answer = {"failed": [type(problem).__name__, str(problem)[:1000]]}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _work(*sys.argv[1:])
