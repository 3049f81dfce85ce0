"""A file that people take from a page."""

from __future__ import annotations

from typing import NamedTuple

from generator.model.artifact import Artifact


class File(NamedTuple):
    """What it is for, in words, its format, and how it is made."""

    text: str
    form: str
    artifact: Artifact
