"""What messengers show of a link: one picture for each programme, and one for every other page, places among them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from generator.model import file_address
from generator.model.artifact import Artifact
from generator.model.site import Site

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630  # pixels: what https://ogp.me/ and messengers ask for
_FINE = 2  # drawn in twice the size, so that edges are smooth
_SPACE = 72  # around the words
_SMALL = 34  # size of the office's name
_MEASURE = 660  # most that a line of the name may take
_TALLEST = 260  # all its lines together, without the room between them
_COLOURS = 128  # flat colours: a tenth of the bytes
_INK, _QUIET, _LEAF = "#1a2b26", "#4b5c56", "#0b6a50"


class Poster(NamedTuple):
    """What a picture says."""

    name: str
    site: str
    office: str


def posters(site: Site, today: date) -> Iterator[Artifact]:
    """The picture of each programme, and that of the site."""
    config = site.config
    for programme in site.programmes.values():
        said = Poster(programme.name, config.name, config.office.brief)
        yield Artifact(file_address.programme_poster(programme)[1:], poster, said)
    yield Artifact(file_address.POSTER[1:], poster, Poster(config.name, "", config.office.brief))


def poster(said: Poster) -> bytes:
    """The picture as PNG."""
    from PIL import Image, ImageDraw  # takes a while to come, and is needed for new pictures alone

    image = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), "#e4f1eb")
    pen = ImageDraw.Draw(image)
    _pond(pen)
    lines, font = _fitting(said.name)
    step = font.size / _FINE * 1.35  # stacked marks take room
    base = (HEIGHT - (2 * _SMALL + len(lines) * step)) / 2 + _SMALL
    _write(pen, said.site, _font("SemiBold", _SMALL), base, _LEAF)
    for number, line in enumerate(lines, 1):
        _write(pen, line, font, base + number * step, _INK)
    _write(pen, said.office, _font("Regular", _SMALL), base + len(lines) * step + 2 * _SMALL, _QUIET)
    written = BytesIO()
    image.reduce(_FINE).quantize(_COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _font(style: str, size: float) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    file = files("fontpkg_be_vietnam_pro") / f"files/BeVietnamPro-{style}.ttf"
    return ImageFont.truetype(BytesIO(file.read_bytes()), size * _FINE, layout_engine=ImageFont.Layout.BASIC)


def _fitting(name: str) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """A name in lines, as large as they fit above the pond."""
    for size in (84, 72, 62, 52, 44, 36, 30):
        font = _font("SemiBold", size)
        lines = [""]
        for word in name.split():
            longer = f"{lines[-1]} {word}".strip()
            if font.getlength(longer) <= _MEASURE * _FINE or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        if len(lines) * size <= _TALLEST:
            break
    return lines, font


def _write(pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, baseline: float, colour: str) -> None:
    pen.text((_SPACE * _FINE, baseline * _FINE), text, fill=colour, font=font, anchor="ls")


def _pond(pen: ImageDraw.ImageDraw) -> None:
    """The open door by a lotus pond, as on the home page (theme_overrides/assets/art/house.svg)."""

    def oval(x: float, y: float, across: float, down: float, colour: str) -> None:
        pen.ellipse([each * _FINE for each in (x - across, y - down, x + across, y + down)], fill=colour)

    def shape(colour: str, *points: tuple[float, float]) -> None:
        pen.polygon([(x * _FINE, y * _FINE) for x, y in points], fill=colour)

    def petal(x: float, y: float, lean: float, height: float, width: float, colour: str) -> None:
        """A petal that stands at (x, y) and leans to a side: two curves from its foot to its tip."""
        tip = (x + lean, y - height)
        steps = [each / 24 for each in range(25)]
        for side in (-1, 1):
            bulge = (x + lean / 2 + side * width, y - height * 0.55)
            curve = [
                (
                    (1 - t) ** 2 * x + 2 * t * (1 - t) * bulge[0] + t * t * tip[0],
                    (1 - t) ** 2 * y + 2 * t * (1 - t) * bulge[1] + t * t * tip[1],
                )
                for t in steps
            ]
            shape(colour, *curve)

    oval(1050, 150, 62, 62, "#fbd9b0")
    oval(1040, 690, 420, 330, "#cde6db")
    oval(700, 760, 420, 260, "#b1d8c8")
    shape("#7a5f4a", (794, 330), (806, 330), (806, 480), (794, 480))
    oval(800, 300, 56, 86, "#3f9174")
    shape("#fffdf8", (890, 340), (1130, 340), (1130, 500), (890, 500))
    shape("#c8655a", (850, 348), (1010, 236), (1170, 348))
    shape("#c3e2d6", (916, 384), (956, 384), (956, 424), (916, 424))
    shape("#c3e2d6", (1070, 384), (1104, 384), (1104, 424), (1070, 424))
    shape("#ffcf85", (984, 384), (1040, 384), (1040, 500), (984, 500))
    shape("#0b6a50", (1040, 384), (1064, 394), (1064, 502), (1040, 500))
    oval(1000, 800, 560, 300, "#8fc6b1")
    shape("#f7e6d3", (984, 500), (1040, 500), (1130, 630), (930, 630))
    oval(760, 606, 150, 30, "#d3eaec")
    oval(690, 612, 52, 10, "#2f7f66")
    oval(842, 604, 44, 9, "#3f9174")
    for lean, height, width, colour in (
        (-74, 58, 26, "#f2b1c5"), (74, 58, 26, "#f2b1c5"), (-44, 84, 28, "#eb9cb6"), (44, 84, 28, "#eb9cb6"),
        (0, 98, 34, "#e587a6"),
    ):  # fmt: skip
        petal(760, 606, lean, height, width, colour)
