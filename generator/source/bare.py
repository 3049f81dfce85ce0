"""Pictures without what cameras and programs wrote into them: where, when and with what they were made, and by whom.

Only parts of the file that hold such data are left out; the picture itself is copied byte for byte. Which way up it is
shown stays.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

RASTER = frozenset({"avif", "jpeg", "jpg", "png", "webp"})
_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112  # tag of EXIF 2.3, section 4.6.4
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_NOTES = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_WEBP_NOTES = {b"EXIF": 0x08, b"XMP ": 0x04}  # chunks, and the flag of VP8X that announces each
_JPEG_ENDS, _JPEG_SCAN, _JPEG_COMMENT = 0xD9, 0xDA, 0xFE


def bare(content: bytes) -> bytes:
    """A JPEG, PNG or WebP without data about its making; anything else as it is."""
    if content.startswith(b"\xff\xd8"):
        return b"\xff\xd8" + b"".join(_jpeg(content))
    if content.startswith(_PNG):
        return _PNG + b"".join(_png(content))
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp(content)
    return content


def _jpeg(content: bytes) -> Iterator[bytes]:
    """The segments to keep (ITU-T T.81, annex B). What lies behind the end, such as a second picture, goes."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker == _JPEG_SCAN:
            end = _after_scan(content, end)
        told = content[at + 4 : end]
        if marker == 0xE1 and told.startswith(_EXIF) and (turn := _turn(told[len(_EXIF) :])) > 1:
            tiff = struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, _ORIENTATION, 3, 1, turn, 0, 0)
            yield b"\xff\xe1" + struct.pack(">H", 2 + len(_EXIF + tiff)) + _EXIF + tiff
        elif not (marker == _JPEG_COMMENT or 0xE1 <= marker <= 0xEF) or _colours(marker, told):
            yield content[at:end]
        at = end
        if content[at + 1 : at + 2] == bytes([_JPEG_ENDS]):
            break
    yield bytes([0xFF, _JPEG_ENDS])


def _after_scan(content: bytes, at: int) -> int:
    """Where the next segment begins: within a scan 0xFF is followed by 0 or by one of eight restart marks."""
    while (at := content.find(b"\xff", at)) >= 0:
        if content[at + 1 : at + 2] != b"\0" and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2
    return len(content)


def _colours(marker: int, told: bytes) -> bool:
    """Whether a segment says how colours are meant: a colour profile, or Adobe's kind of colours."""
    return (marker == 0xE2 and told.startswith(b"ICC_PROFILE\0")) or (marker == 0xEE and told.startswith(b"Adobe"))


def _turn(tiff: bytes) -> int:
    """Which way up a picture is meant, 1 to 8 (EXIF); 1 where that is not said."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 10:
        return 1
    (start,) = struct.unpack(f"{order}I", tiff[4:8])
    (count,) = struct.unpack(f"{order}H", tiff[start : start + 2].ljust(2, b"\0"))
    for at in range(start + 2, min(start + 2 + 12 * count, len(tiff) - 11), 12):
        tag, turn = struct.unpack(f"{order}H6xH", tiff[at : at + 10])
        if tag == _ORIENTATION:
            return turn if 1 <= turn <= 8 else 1
    return 1


def _chunks(content: bytes, at: int, length: Callable[[bytes], int], extra: int) -> Iterator[bytes]:
    while at + 8 <= len(content):
        end = at + length(content[at : at + 8]) + extra
        yield content[at:end]
        at = end


def _png(content: bytes) -> Iterator[bytes]:
    """The chunks to keep (PNG, section 11)."""
    for chunk in _chunks(content, len(_PNG), lambda head: int.from_bytes(head[:4]), 12):
        if chunk[4:8] not in _PNG_NOTES:
            yield chunk
        if chunk[4:8] == b"IEND":
            return


def _webp(content: bytes) -> bytes:
    """The chunks to keep (RFC 9649)."""
    kept = []
    for chunk in _chunks(content, 12, lambda head: -(-int.from_bytes(head[4:8], "little") // 2) * 2, 8):
        if chunk[:4] == b"VP8X":
            flags = chunk[8] & ~sum(_WEBP_NOTES.values())
            kept.append(chunk[:8] + bytes([flags]) + chunk[9:])
        elif chunk[:4] not in _WEBP_NOTES:
            kept.append(chunk)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body
