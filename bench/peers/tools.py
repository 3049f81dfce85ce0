"""Where the peers come from: PyPI and npm, pinned, into folders of the benchmark's own."""

from __future__ import annotations

import os
import subprocess
import venv
from pathlib import Path


def python_packages(tools: Path, name: str, *pinned: str) -> Path:
    """The folder of commands of a virtual environment with these packages, of the interpreter that runs us."""
    home = tools / "env" / name
    ready = home / "ready"
    if not ready.exists() or ready.read_text() != " ".join(pinned):
        venv.create(home, with_pip=True, clear=True)
        _call(str(home / "bin/python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *pinned)
        ready.write_text(" ".join(pinned))
    return home / "bin"


def node_package(tools: Path, name: str, pinned: str) -> Path:
    """The folder of commands of a node project with this package."""
    home = tools / "node" / name
    ready = home / "ready"
    if not ready.exists() or ready.read_text() != pinned:
        home.mkdir(parents=True, exist_ok=True)
        _call("npm", "install", "--silent", "--no-save", "--prefix", str(home), pinned)
        ready.write_text(pinned)
    return home / "node_modules/.bin"


def _call(*words: str) -> None:
    """Run a command to its end, outside of the virtual environment we run in."""
    outside = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    subprocess.run(words, check=True, env=outside, stdin=subprocess.DEVNULL)  # noqa: S603  # names of our own
