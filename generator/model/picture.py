"""Pictures that the site publishes."""

from __future__ import annotations

from typing import NamedTuple


class Picture(NamedTuple):
    """A picture file: `size` in bytes as it is published, `width` and `height` in pixels, a `digest` of what is in it.

    Width and height are 0 where a drawing has none.
    """

    size: int
    width: int = 0
    height: int = 0
    digest: str = ""
