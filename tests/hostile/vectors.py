"""The list of attempts: `tests/examples/hostile/vectors.txt`."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tests.conftest import EXAMPLES

FILE = EXAMPLES / "hostile/vectors.txt"
FIRST = 1001  # no number of a hotline
# Four backslashes or two before a letter stand for themselves: a vector may hold an escape of its own.
_ESCAPE = re.compile(r"\\(\\|[ntr0]|u[0-9a-fA-F]{4})")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "\\": "\\"}


class Vector(NamedTuple):
    """One attempt; what it calls and where it leads has its `number`."""

    number: int
    family: str
    text: str


@cache
def vectors() -> tuple[Vector, ...]:
    """All of them, numbered in their order."""
    found: list[Vector] = []
    family = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("@@ "):
            family = line.removeprefix("@@ ")
        elif line and not line.startswith("@@"):
            number = FIRST + len(found)
            text = _ESCAPE.sub(_resolved, line).encode("utf-16", "surrogatepass").decode("utf-16")
            numbered = text.replace("hurt()", f"hurt({number})").replace("evil.example", f"v{number}.evil.example")
            found.append(Vector(number, family, numbered))
    return tuple(found)


def _resolved(found: re.Match[str]) -> str:
    sign = found[1]
    return chr(int(sign[1:], 16)) if sign[0] == "u" else _PLAIN[sign]
