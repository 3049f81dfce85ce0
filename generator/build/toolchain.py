"""What makes the outputs besides their inputs: the generator's own source and the libraries it renders with."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from platform import python_version

import generator

LIBRARIES = (
    "comrak",
    "feedgen",
    "fontpkg-be-vietnam-pro",
    "icalendar",
    "jinja2",
    "lxml",
    "markupsafe",
    "nh3",
    "phonenumberslite",
    "pillow",
    "pydantic",
    "pyyaml",
    "zxing-cpp",
)
_SOURCES = (".py", ".html", ".mo")


@cache
def toolchain() -> str:
    """A digest of the source, templates and catalogues this process renders with, and of its libraries' versions."""
    package = Path(generator.__file__).parent
    sink = blake2b(digest_size=16)
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        if path.suffix in _SOURCES and inside.parts[0] != "base":
            sink.update(f"{inside.as_posix()}\0".encode() + path.read_bytes() + b"\0")
    sink.update(f"python {python_version()}\0".encode())
    for name in LIBRARIES:
        sink.update(f"{name} {version(name)}\0".encode())
    return sink.hexdigest()
