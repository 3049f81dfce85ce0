"""The typesetter: a template and its data to PDF or PNG, all in memory, without a clock and without the network."""

from __future__ import annotations

import re
import warnings
from datetime import date
from functools import lru_cache
from typing import Any

from generator.model.place import Place
from generator.model.press import Press, Unprintable

_LINE = re.compile(r"main\.typ:(\d+):")
_SECONDS_A_DAY = 24 * 60 * 60


@lru_cache(maxsize=64)
def typeset(press: Press, template: str, data: str, day: date, place: Place, pixels: float | None = None) -> bytes:
    """The sheet that `template` makes of `data` (JSON): PDF/UA-1 that says it was made on `day`.

    With `pixels` an inch, its first page as PNG. The last ones are remembered: a page that tells how large a file is
    has it made, and then the file is written. Raises `Unprintable` where that is not possible; the record of the sheet
    is at `place`.
    """
    import typst

    files = dict(press.files)
    main = f"{template}.typ"
    if main not in files:
        raise Unprintable(main, 0, "no such template", place)
    files["main.typ"] = files.pop(main)
    given: dict[str, Any] = {
        "font_paths": _fonts(),
        "ignore_system_fonts": True,
        "sys_inputs": {"data": data},
        "timestamp": (day.toordinal() - date(1970, 1, 1).toordinal()) * _SECONDS_A_DAY,
    }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if pixels:
                pages: bytes | list[bytes] = typst.compile(files, format="png", ppi=pixels, **given)
                return pages[0] if isinstance(pages, list) else pages
            made: bytes = typst.compile(files, format="pdf", pdf_standards=["ua-1"], **given)
            return made
    except typst.TypstError as problem:
        found = _LINE.search(problem.diagnostic)
        raise Unprintable(main, int(found[1]) if found else 0, problem.message, place) from None


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Be Vietnam Pro and nothing else: what is installed on a machine must not change a byte."""
    import fontpkg_be_vietnam_pro
    import typst

    folder = str(fontpkg_be_vietnam_pro.ROOT / "files")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
