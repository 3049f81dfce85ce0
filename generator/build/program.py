"""Other programs: asked for by name, given words and never a line for a shell, and quoted without secrets."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.build.barred import Barred
from generator.model.diagnostic import error
from generator.model.message import message
from generator.model.place import Place

_LINES = 6  # of what a program says, the last ones
_USER = re.compile(r"(\w+://)[^/@\s]*@")  # user and password in an address


def run(
    words: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    accept: Sequence[int] = (0,),
    asks: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end; raises Barred with U008 when it is not installed, with U009 when it fails.

    `env` is added to the environment; an exit code in `accept` is no failure. One that `asks` has the terminal.
    """
    name = str(words[0])
    try:
        done = subprocess.run(  # noqa: S603  # a program of ours with words of ours, no shell
            [*map(str, words)],
            stdin=None if asks else subprocess.DEVNULL,
            stdout=None if asks else subprocess.PIPE,
            stderr=None if asks else subprocess.PIPE,
            check=False,
            env={**os.environ, "LC_ALL": "C", **(env or {})},
        )
    except FileNotFoundError:
        hint = message("Install it; on Debian: apt-get install {program}", program=name)
        why = message("the program `{program}` is not installed", program=name)
        raise Barred(error("U008", Place(name), why, hint)) from None
    if done.returncode not in accept:
        said = discreet((done.stderr or b"").decode(errors="replace")).strip().splitlines()[-_LINES:]
        why = message("`{program}` failed: {why}", program=name, why=" / ".join(said) or done.returncode)
        raise Barred(
            error("U009", Place(name), why, message("Look at what it says, at the target and the rights there."))
        )
    return done


def discreet(text: str) -> str:
    """A text without users and passwords in its addresses."""
    return _USER.sub(r"\1", text)
