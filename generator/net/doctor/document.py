"""What was sent, as text with places: the only thing that knows bytes and encodings."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.model.diagnostic import Diagnostic, WithDiagnostic, error, note, warning
from generator.model.message import message
from generator.model.place import Place
from generator.model.text import Lines, place_in
from generator.net.read import begins_like_json

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_OF_THE_WEB = re.compile("utf-(?:8|16|32)|ascii|iso8859|cp125|koi8|gb|big5|euc_|shift_jis")
_AS_UTF8 = message("Save or send the feed as UTF-8, and declare that.")
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']""")


@dataclass(frozen=True)
class Sent:
    """Bytes and how they came: `asked` and `url` (where they were found) are None for a file.

    `kept` is whether the server said anything by which the next request may be left short.
    """

    name: str
    content: bytes
    asked: str | None = None
    url: str | None = None
    media_type: str = ""
    charset: str | None = None
    kept: bool = False

    @property
    def start(self) -> Place:
        """Where it begins."""
        return Place(self.name, 1, 1)


@dataclass(frozen=True)
class Document:
    """The text of a feed, its line breaks made one kind; `place` counts lines and columns as editors do."""

    sent: Sent
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their breaks."""
        return self.text.split("\n")

    @cached_property
    def _breaks(self) -> Lines:
        return Lines(self.text)

    def offset(self, line: int, column: int) -> int:
        """The offset of a line (from 1) and a column (from 0)."""
        return self._breaks.offset(line - 1, column)

    def place(self, offset: int) -> Place:
        """Where the character at `offset` stands."""
        line, column = self._breaks.position(offset)
        return Place(self.sent.name, line + 1, column + 1)


class Undone(WithDiagnostic):
    """What stops the examination."""


def too_deep(place: Place, deepest: int) -> Diagnostic:
    """A feed whose parts lie inside each other as no honest feed's do."""
    return error(
        "K003",
        place,
        message("parts of the feed lie inside each other more than {deepest} levels deep", deepest=deepest),
    )


def too_many(place: Place, most: int) -> Diagnostic:
    """A feed of more parts than any feed needs."""
    return error("K003", place, message("the feed has more than {most} parts: no reader should take it", most=most))


def document(sent: Sent) -> Document:
    """Decode by byte order mark, then the server's word, then the feed's own (RFC 7303). Raises Undone."""
    content, encoding = _encoding(sent)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        before = content[: problem.start].decode(encoding, "replace")
        raise Undone(
            error(
                "K005",
                place_in(sent.name, before, len(before)),
                message("the bytes here are not {encoding}, as the feed or its server says", encoding=encoding.upper()),
                _AS_UTF8,
            )
        ) from None
    return Document(sent, text.replace("\r\n", "\n").replace("\r", "\n"))


def _encoding(sent: Sent) -> tuple[bytes, str]:
    """The bytes without their mark, and how they are encoded."""
    for mark, encoding in _MARKS:
        if sent.content.startswith(mark):
            return sent.content[len(mark) :], encoding
    if begins_like_json(sent.content):
        return sent.content, "utf-8"  # RFC 8259, section 8.1: nothing else is JSON
    encoding = sent.charset or declared(sent.content) or "utf-8"
    try:
        codec = codecs.lookup(encoding)
        if not _OF_THE_WEB.match(codec.name):  # punycode, UTF-7 and base64 are codecs too
            raise LookupError
    except LookupError:
        raise Undone(
            error(
                "K005",
                sent.start,
                message("there is no encoding named `{encoding}`", encoding=encoding[:40]),
                _AS_UTF8,
            )
        ) from None
    return sent.content, codec.name


def declared(content: bytes) -> str | None:
    """The encoding that an XML declaration names."""
    found = _DECLARED.match(content.removeprefix(codecs.BOM_UTF8))
    return found[1].decode("ascii", "replace") if found else None


def encoding_is_plain(sent: Sent) -> Iterator[Diagnostic]:
    """UTF-8 without a mark, and server and feed say the same (RFC 7303, section 3; RFC 8259, section 8.1)."""
    marked = sent.content.startswith(codecs.BOM_UTF8)
    if marked and begins_like_json(sent.content):
        yield warning(
            "K007",
            sent.start,
            message("the feed begins with a byte order mark, which strict JSON readers refuse"),
            message("Save it as “UTF-8”, not as “UTF-8 with BOM”."),
        )
    elif marked:
        yield note(
            "K007",
            sent.start,
            message("the feed begins with a byte order mark, which some readers stumble over"),
            message("Save it as “UTF-8”, not as “UTF-8 with BOM”."),
        )
    own, servers = declared(sent.content), sent.charset
    if own and servers and _name(own) != _name(servers):
        yield warning(
            "K006",
            sent.start,
            message("the feed says {own}, its server {servers}: readers choose differently", own=own, servers=servers),
            message("Let both say UTF-8."),
        )
    elif not begins_like_json(sent.content) and _name(_encoding(sent)[1]) not in ("utf-8", "ascii"):
        yield warning(
            "K006",
            sent.start,
            message("the feed is written in {encoding}, not in UTF-8", encoding=own or servers or "UTF-16"),
            _AS_UTF8,
        )


def _name(encoding: str) -> str:
    """One name for all names of an encoding."""
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return encoding.lower()
