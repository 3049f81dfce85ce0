"""Paper in tests: the sheets of a site, and what independent readers find in them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp

from generator.model.artifact import Artifact
from generator.model.site import Site
from generator.renderers import EXTRAS
from generator.source.load import load
from generator.source.press import load_press
from tests.conftest import TODAY

_POINTS_A_MM = 72 / 25.4


def with_press(root: Path) -> Site:
    """A site whose extras are made."""
    site, _ = load(root)
    press, problems = load_press(root)
    assert not problems
    return replace(site, press=press)


def extras(site: Site, today: date = TODAY) -> dict[str, Artifact]:
    """All extras of a site by path, not made yet."""
    return {each.path: each for renderer in EXTRAS for each in renderer(site, today)}


def written(extra: Artifact) -> bytes:
    """The bytes of an extra, made now; no extra is a page."""
    made = extra.make()
    assert isinstance(made, bytes)
    return made


def text(pdf: bytes) -> str:
    """What a PDF says, its lines joined."""
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(_words(document)).split())


def _words(document: pypdfium2.PdfDocument) -> Iterator[str]:
    for page in document:
        yield page.get_textpage().get_text_range()


def codes(pdf: bytes) -> list[str]:
    """What the QR codes of a PDF say, read from its pages as a camera sees them."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [each for page in document for each in _codes(page)]


def _codes(page: pypdfium2.PdfPage) -> Iterator[str]:
    image = page.render(scale=min(3.0, 1600 / max(page.get_size())), grayscale=True)
    seen = memoryview(bytes(image.buffer)).cast("B", (image.height, image.stride))
    yield from (each.text for each in zxingcpp.read_barcodes(seen, formats=zxingcpp.BarcodeFormat.QRCode))


def boxes(pdf: bytes) -> tuple[tuple[float, float], tuple[float, float]]:
    """The size of the first page's medium and of what is left when it is cut, in mm."""
    with pypdfium2.PdfDocument(pdf) as document:
        left, bottom, right, top = document[0].get_mediabox()
        trim = document[0].get_trimbox()
        cut = (trim[2] - trim[0], trim[3] - trim[1])
        return _mm(right - left, top - bottom), _mm(*cut)


def _mm(width: float, height: float) -> tuple[float, float]:
    return round(width / _POINTS_A_MM, 1), round(height / _POINTS_A_MM, 1)


def tagged(pdf: bytes) -> bool:
    """Whether screen readers find the order and the parts of its text."""
    with pypdfium2.PdfDocument(pdf) as document:
        return bool(pdfium.FPDFCatalog_IsTagged(document))


def language(pdf: bytes) -> str:
    """The language a PDF says it is in."""
    with pypdfium2.PdfDocument(pdf) as document:
        room = (ctypes.c_ushort * 32)()
        size = pdfium.FPDFCatalog_GetLanguage(document, room, ctypes.sizeof(room))
        return bytes(room)[: max(0, size - 2)].decode("utf-16-le")


def leads(pdf: bytes) -> tuple[tuple[str, ...], int, int]:
    """Where a PDF leads, how many files it carries and how many scripts."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = tuple(sorted(each for page in document for each in _leads(document, page)))
        return found, pdfium.FPDFDoc_GetAttachmentCount(document), pdfium.FPDFDoc_GetJavaScriptActionCount(document)


def _leads(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    at, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, ctypes.byref(at), ctypes.byref(link)):
        action = pdfium.FPDFLink_GetAction(link)
        size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
        room = ctypes.create_string_buffer(size)
        pdfium.FPDFAction_GetURIPath(document, action, room, size)
        yield f"{pdfium.FPDFAction_GetType(action)} {room.value.decode()}"
