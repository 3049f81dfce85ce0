"""Pictures of articles, as small as a screen needs them: two new formats in three widths, and one for old browsers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial
from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote

from generator.model import file_address
from generator.model.artifact import Artifact, Deferred, digest
from generator.model.picture import Picture
from generator.model.site import COLLECTIONS, MANY, Site

WIDTHS = (480, 960, 1440)  # pixels: a telephone, one with a fine screen or a desk, a desk with a fine screen
FALLBACK = "jpg"
# Ending of a file: what Pillow calls the format, and how to write it. One thread, so that bytes do not hang on cores.
_FORMATS: dict[str, tuple[str, dict[str, object]]] = {
    "avif": ("AVIF", {"quality": 55, "speed": 6, "max_threads": 1}),
    "webp": ("WEBP", {"quality": 76, "method": 5}),
    FALLBACK: ("JPEG", {"quality": 78, "optimize": True, "progressive": True}),
}


class Shown(NamedTuple):
    """How a picture stands on a page: `sources` are media types with their files and widths, `src` is for the rest."""

    src: str
    width: int
    height: int
    sources: tuple[tuple[str, str], ...] = ()


class Original(NamedTuple):
    """A picture file as an officer gave it, and what is to become of it."""

    content: bytes
    width: int
    ending: str


def shown(site: Site, file: str) -> Shown:
    """The picture at `file` as articles show it; a drawing fits every screen as it is."""
    picture = site.pictures.get(file, Picture(0))
    if not _resized(file, picture):
        return Shown(f"/{file}", picture.width, picture.height)
    wide = widths(picture)
    sources = tuple(
        (f"image/{ending}", ", ".join(f"{file_address.picture(picture, each, ending)} {each}w" for each in wide))
        for ending in _FORMATS
        if ending != FALLBACK
    )
    return Shown(file_address.picture(picture, _middle(picture), FALLBACK), picture.width, picture.height, sources)


def widths(picture: Picture) -> tuple[int, ...]:
    """The widths a picture is offered in: never larger than it is, and no two that are nearly the same."""
    largest = min(picture.width, WIDTHS[-1])
    return (*(each for each in WIDTHS if each * 1.2 < largest), largest)


def pictures(site: Site, today: date) -> Iterator[Artifact]:
    """Every file of every picture that an article shows; each is made once, for its name is what is in it."""
    files = sorted({each.image for each in site.published_articles(today) if each.image})
    made = set()
    for file in files:
        picture = site.pictures.get(file)
        if picture is None or not _resized(file, picture) or picture.digest in made:
            continue
        made.add(picture.digest)
        for ending in _FORMATS:
            for width in (_middle(picture),) if ending == FALLBACK else widths(picture):
                fetch = partial(_original, site, file, picture, width, ending)
                inputs = Deferred(fetch, partial(digest, picture.digest, width, ending))
                yield Artifact(file_address.picture(picture, width, ending)[1:], resized, inputs)


def led_to(site: Site, today: date, files: Collection[str]) -> set[str]:
    """Those of the picture `files` that an article which readers see shows or links, or any other record names."""
    found: set[str] = set()
    for head in site.published_articles(today):
        found.update(unquote(each).removeprefix("/") for each in head.links)
        if head.image:
            found.add(head.image)
    left = set(files) - found
    if left:
        few = (name for name, kind in COLLECTIONS.items() if kind not in MANY)
        texts = [unquote(repr(record)) for name in few for record in site.collection(name).values()]
        found |= {file for file in left if any(f"/{file}" in text for text in texts)}
    return found & set(files)


def resized(original: Original) -> bytes:
    """The picture in its width and format, without data about its making."""
    from PIL import Image, ImageOps  # takes a while to come, and is needed for new pictures alone

    kind, options = _FORMATS[original.ending]
    with Image.open(BytesIO(original.content)) as opened:
        upright = ImageOps.exif_transpose(opened)
        height = max(1, round(upright.height * original.width / upright.width))
        if original.ending == FALLBACK and upright.mode in ("RGBA", "LA", "P"):
            seen = upright.convert("RGBA")
            upright = Image.new("RGB", seen.size, "white")
            upright.paste(seen, mask=seen)
        elif upright.mode not in ("RGB", "RGBA"):
            upright = upright.convert("RGBA" if upright.mode in ("LA", "P") else "RGB")
        small = upright.resize((original.width, height), Image.Resampling.LANCZOS)
    small.info = {}
    written = BytesIO()
    small.save(written, kind, **options)
    return written.getvalue()


def _original(site: Site, file: str, picture: Picture, width: int, ending: str) -> Original:
    return Original(site.read_picture(file, picture), width, ending)


def _resized(file: str, picture: Picture) -> bool:
    return picture.width > 0 and not file.endswith(".svg")


def _middle(picture: Picture) -> int:
    return min(picture.width, WIDTHS[1])
