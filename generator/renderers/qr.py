"""Codes that lead from paper to a page, as drawings of lines, one for each run of dark squares."""

from __future__ import annotations

import re

_MASK = 3  # diagonals
_SCALE = 4  # pixels of a square
_QUIET = 4  # squares around the code that stay light (ISO/IEC 18004)
_RUN = re.compile(rb"\x01+")


def qr_svg(url: str) -> bytes:
    """The QR code of an address (ISO/IEC 18004), for paper.

    Every mask can be read; to look for the one that spreads dark and light best would take four times as long.
    """
    import segno  # only codes need it, and they are made once

    matrix = segno.make(url, error="m", micro=False, mask=_MASK, boost_error=False).matrix
    side = (len(matrix) + 2 * _QUIET) * _SCALE
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}">'
        f'<path transform="scale({_SCALE})" stroke="#000" d="{_lines(matrix)}"/></svg>\n'
    ).encode()


def _lines(matrix: tuple[bytearray, ...]) -> str:
    """The dark squares of a code, row by row; its first is dark, and the pen starts in the middle of that row."""
    drawn = []
    x = y = 0
    for row, squares in enumerate(matrix):
        for run in _RUN.finditer(squares):
            start, end = run.span()
            drawn.append(f"m{start - x} {row - y}h{end - start}")
            x, y = end, row
    return f"M{_QUIET} {_QUIET}.5{''.join(drawn).removeprefix('m0 0')}"
