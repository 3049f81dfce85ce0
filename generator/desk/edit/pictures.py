"""Pictures that officers add: only what is one for sure, no larger than pages need, and without what cameras write in.

A photograph taken by a telephone says where it was taken. It is drawn anew, so that nothing but what is to be seen
reaches the page.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from generator.desk.edit.limits import NotSaved, target
from generator.desk.files import replace_file
from generator.model.message import message
from generator.source.folders import PAGES

SHOWN = "anh"  # as records name it: from the root of the site
FOLDER = f"{PAGES}/{SHOWN}"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,80}\.(?:jpe?g|png|webp)")
LARGEST = 15_000_000  # bytes of an upload
WIDEST = 1600  # pixels on the longer side
SMALL = 320  # the same, of pictures in a list
QUALITY = 82
_FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}


def drawn(name: str, content: bytes, widest: int = WIDEST) -> bytes:
    """A picture drawn anew, upright, in the format that its name promises. Raises NotSaved for what is none."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    if not NAME.fullmatch(name):
        raise NotSaved(
            message("a picture ends in .jpg, .png or .webp, and its name has plain letters: {name}", name=name)
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)  # small files, endless pictures
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened:
                picture = ImageOps.exif_transpose(opened)
                picture.thumbnail((widest, widest))
    except (UnidentifiedImageError, Image.DecompressionBombWarning, Image.DecompressionBombError, OSError, ValueError):
        why = message("{name} is no picture that can be read: save it as JPEG or PNG and try again", name=name)
        raise NotSaved(why) from None
    made = io.BytesIO()
    kind = _FORMATS[name.rpartition(".")[2]]
    clean = picture.convert("RGBA" if kind != "JPEG" and picture.has_transparency_data else "RGB")
    colours = picture.info.get("icc_profile") if picture.mode == clean.mode else None
    clean.info.clear()  # nothing else that stood beside the picture is written
    clean.save(made, kind, quality=QUALITY, optimize=True, icc_profile=colours)
    return made.getvalue()


def album(root: Path) -> Iterator[tuple[str, bytes]]:
    """The names of the pictures there are, with each as small as lists show it; files that are none are passed over."""
    folder = target(root, FOLDER)
    for file in sorted(folder.iterdir() if folder.is_dir() else ()):
        if NAME.fullmatch(file.name) and not file.is_symlink():
            about = file.stat()
            try:
                yield file.name, _small(file, about.st_size, about.st_mtime_ns)
            except NotSaved:
                continue


@lru_cache(maxsize=1000)
def _small(file: Path, size: int, mtime_ns: int) -> bytes:
    return drawn(file.name, file.read_bytes(), SMALL)


def picture(root: Path, name: str) -> bytes | None:
    """A picture as it is; None when there is none."""
    file = target(root, f"{FOLDER}/{name}")
    return file.read_bytes() if NAME.fullmatch(name) and file.is_file() else None


def keep(root: Path, name: str, content: bytes) -> None:
    """Write a picture, drawn before."""
    replace_file(target(root, f"{FOLDER}/{name}"), content)
