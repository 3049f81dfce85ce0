"""What was noticed in a text when it was read: the checks say later what it means."""

from __future__ import annotations

from typing import NamedTuple

from generator.model.place import Place


class Mark(NamedTuple):
    """That the rule `rule` has to look at the words `found` at `place`; `about` is what the rule needs besides."""

    rule: str
    place: Place
    found: str
    about: str = ""
