"""Codes that lead from paper to a page, as drawings of lines, one for each run of dark squares."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_SCALE = 4  # pixels of a square
_QUIET = 4  # squares around the code that stay light (ISO/IEC 18004)
_RUN = re.compile(rb"\0+")  # dark squares


def qr_svg(url: str) -> bytes:
    """The QR code of an address (ISO/IEC 18004, error correction M), for paper."""
    import zxingcpp  # only codes need it, and they are made once

    code = zxingcpp.create_barcode(url, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = code.to_image(scale=1, add_quiet_zones=False)  # a buffer, which its types do not tell
    size, _ = image.shape
    squares = bytes(memoryview(image))
    side = (size + 2 * _QUIET) * _SCALE
    lines = _lines(squares[start : start + size] for start in range(0, len(squares), size))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}">'
        f'<path transform="scale({_SCALE})" stroke="#000" d="{lines}"/></svg>\n'
    ).encode()


def _lines(rows: Iterable[bytes]) -> str:
    """The dark squares of a code, row by row; its first is dark, and the pen starts in the middle of that row."""
    drawn = []
    x = y = 0
    for row, squares in enumerate(rows):
        for run in _RUN.finditer(squares):
            start, end = run.span()
            drawn.append(f"m{start - x} {row - y}h{end - start}")
            x, y = end, row
    return f"M{_QUIET} {_QUIET}.5{''.join(drawn).removeprefix('m0 0')}"
