"""Picture files: how large each is as it is published, and those that cannot be published."""

from __future__ import annotations

import re
import struct
from errno import ESTALE
from pathlib import Path
from warnings import catch_warnings

from generator.model.diagnostic import Diagnostic, error
from generator.model.digest import bytes_digest
from generator.model.message import WithReason, message
from generator.model.picture import Picture
from generator.model.place import Place
from generator.source.bare import RASTER, bare
from generator.source.folders import PRINT
from generator.source.remembered import Memo
from generator.source.text import find, is_ordinary, is_utf8, unreadable

PICTURES = RASTER | {"svg"}
LARGEST = 20_000_000  # bytes: three times what telephones write
_MOST_PIXELS = 40_000_000  # what can be drawn in 200 MB of memory
_TOO_MANY_PIXELS = message("the picture has too many pixels")
_HIGHEST = 16_383  # pixels that WebP has room for
_BOX = re.compile(rb'viewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)')
_TURNED = 5  # orientations of EXIF from here on lie on their side


class Unfit(WithReason):
    """A picture that cannot be published."""


def load_pictures(
    root: Path, folders: tuple[str, ...], memo: Memo | None
) -> tuple[dict[str, Picture], list[Diagnostic]]:
    """Every picture in `folders` below `root`, by its path on the site, and what is wrong with the others."""
    found: dict[str, Picture] = {}
    wrong = []
    for folder in folders:
        for file in find(root, folder):
            if _ending(file) not in PICTURES or file.startswith(f"{PRINT}/"):
                continue
            if not is_utf8(file) or not is_ordinary(root / file):  # said of all files that the engine reads
                continue
            name = f"{file} as a picture"
            look = None
            if memo and (known := memo.recall(root, file, name)):
                picture = known[1][0]
            else:
                look = memo.look(root / file, LARGEST) if memo else None
                try:
                    picture = _picture(root / file)
                except Unfit as problem:
                    wrong.append(error("F011", Place(file), problem.why, message("Save it anew as a JPEG or PNG.")))
                    continue
                except OSError as problem:
                    wrong.append(unreadable(file, problem))
                    continue
            if memo and look:
                memo.keep(look, name, [picture], [])
            found[file.removeprefix(f"{folder}/")] = picture
    return found, wrong


def read_picture(root: Path, folders: tuple[str, ...], path: str, picture: Picture) -> bytes:
    """What is in the file of a picture; raises OSError when that is not what it was."""
    for folder in folders:
        file = root / folder / path
        if file.is_file() and bytes_digest(content := file.read_bytes()) == picture.digest:
            return content
    raise OSError(ESTALE, "changed while it was read", path)


def _ending(file: str) -> str:
    return file.rpartition(".")[2].lower()


def _picture(file: Path) -> Picture:
    if file.stat().st_size > LARGEST:
        raise Unfit(message("the picture is too large: {size} MB", size=file.stat().st_size // 1_000_000))
    content = file.read_bytes()
    if file.suffix.lower() == ".svg":
        box = _BOX.search(content[:2000])
        width, height = (round(float(each)) for each in box.groups()) if box else (0, 0)
    else:
        width, height = measured(content)
    return Picture(len(bare(content)), width, height, bytes_digest(content))


def measured(content: bytes) -> tuple[int, int]:
    """Width and height as a picture is shown; raises Unfit for one that cannot be published."""
    from io import BytesIO  # with Pillow, which takes a while to come and is needed for new pictures alone

    from PIL import Image, ImageOps

    try:
        with catch_warnings(action="error"), Image.open(BytesIO(content)) as image:
            width, height = image.size
            if width * height > _MOST_PIXELS:
                raise Unfit(_TOO_MANY_PIXELS)
            image.load()
            exif = image.getexif()
            ImageOps.exif_transpose(image)  # as it is done when it is drawn smaller
            if image.format == "AVIF" and (exif or image.info.get("xmp")):
                raise Unfit(message("the picture tells when, where or with what it was made"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit(_TOO_MANY_PIXELS) from None
    # Libraries have errors of their own for harmed files: AVIF raises RuntimeError, EXIF struct.error and TypeError.
    except (OSError, ValueError, TypeError, SyntaxError, EOFError, RuntimeError, struct.error, Warning):
        raise Unfit(message("this is not a picture that can be read")) from None
    width, height = (height, width) if exif.get(0x0112, 1) >= _TURNED else (width, height)
    if height > _HIGHEST:
        raise Unfit(message("the picture is too high: at most {most} pixels", most=_HIGHEST))
    return width, height
