"""Tables as text (CSV): which encoding, which sign between the cells. RFC 4180 and what Excel makes of it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable
from itertools import islice
from statistics import median

from generator.model.hints import FEWER
from generator.model.message import Message, WithReason, message

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SIGNS = ",;\t|"
_LONGEST = 131_072  # characters of a cell: more is a quotation mark that nothing ends
_BEGINNING = 1_000_000  # characters in which they are looked for
_LOOKED_AT = 50  # rows from which the sign is found
# In TCVN3 (TCVN 5712:1993, VN3) these bytes are ă â ê ô ơ ư đ; in Windows-1258 they are signs that lists hardly have.
_TCVN3 = bytes(range(0xA8, 0xAF))
_ASCII = bytes(range(0x80))
_TCVN3_LETTERS = message("the letters are in TCVN3 (the .VnTime fonts), which is not read")
_AS_UTF8 = message("In Excel choose File, Save As, “CSV UTF-8”, or better “Excel Workbook (*.xlsx)”.")
# What is left of letters: signs within words, which addresses on the web have too; UTF-8 read as another encoding;
# letters of TCVN3.
_LOST = re.compile(r"(?<![^\s,;(/])[^\W\d_]+\?[^\W\d_]|[^\W\d_]\ufffd|\ufffd[^\W\d_]|á[º»]\S|·[∫ª]|Ä\u2018|Æ[°¡]")
_FONT = re.compile(r"[^\W\d_][¨©ª«¬®µ¶¸¹][^\W\d_]|(?<![^\s])®[^\W\d_]")
_ADDRESS = re.compile(r"(?:://|www\.)\S*")
_TELL = 1_000  # rows that tell it
_SOME, _SELDOM = 2, 20  # how many words may look like that by mistake, and rows for each further one

_AGAIN = message(
    "They cannot be had back from it: open the list as it was before, and save that as “CSV UTF-8”, or better “Excel "
    "Workbook (*.xlsx)”."
)


class NotText(WithReason):
    """A file that is no table as text; `hint` says what to do."""

    def __init__(self, why: Message, hint: Message | None = None) -> None:
        super().__init__(why)
        self.hint = hint


def rows_in(raw: bytes, most_rows: int, most_columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of a table as text; raises NotText."""
    text = decoded(raw)
    first, _, rest = text.partition("\n")
    named = first.strip().strip('"').lower()
    if named.startswith("sep=") and len(named) == len("sep=") + 1:  # a line of Excel's own
        sign, lines = named[-1], f"\n{rest}"  # so that rows keep their numbers
    else:
        sign, lines = _sign(text), text
    too_many = lines.count(sign) > most_rows * most_columns  # then not even their cells are made
    try:
        rows = () if too_many else tuple(map(tuple, islice(_read(lines, sign), most_rows + 1)))
    except csv.Error as problem:
        raise NotText(message("this is not a table: {why}", why=problem), _AS_UTF8) from None
    if too_many or len(rows) > most_rows or max(map(len, rows), default=0) > most_columns:
        raise NotText(
            message(
                "the table is too large: at most {most_rows} rows and {most_columns} columns are read",
                most_rows=most_rows,
                most_columns=most_columns,
            ),
            FEWER,
        )
    return rows


def spoilt(rows: Iterable[tuple[str, ...]]) -> NotText | None:
    """Why a table cannot be trusted whose letters were lost when it was saved; None where they are there."""
    filled = lost = font = 0
    for row in islice(rows, _TELL):
        whole = "\n".join(row)
        if whole.strip():
            filled += 1
        if whole.isascii() and "?" not in whole:
            continue
        whole = _ADDRESS.sub("", whole)
        lost += len(_LOST.findall(whole))
        font += len(_FONT.findall(whole))
    if lost > _SOME and lost * _SELDOM >= filled:
        return NotText(
            message("Vietnamese letters were lost when this file was saved, such as in “Co s? di?u tr?”"), _AGAIN
        )
    if font > _SOME and font * _SELDOM >= filled:
        return NotText(_TCVN3_LETTERS, _AS_UTF8)
    return None


def decoded(raw: bytes) -> str:
    """The text in UTF-8, UTF-16 or Windows-1258; raises NotText for TCVN3 and for what is no text."""
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), None)
    if encoding is None and raw[:2000].count(0) * 3 > len(raw[:2000]):
        encoding = "utf-16-le" if raw[1:2] == b"\0" else "utf-16-be"
    for tried in (encoding,) if encoding else ("utf-8", "cp1258"):
        if tried == "cp1258" and _like_tcvn3(raw):
            raise NotText(_TCVN3_LETTERS, _AS_UTF8)
        try:
            return raw.decode(tried)
        except UnicodeDecodeError:
            continue
    raise NotText(message("the file is no text in UTF-8, UTF-16 or Windows-1258"), _AS_UTF8)


def _like_tcvn3(raw: bytes) -> bool:
    high = raw.translate(None, _ASCII)
    return (len(high) - len(high.translate(None, _TCVN3))) * 10 > len(high)


def _sign(text: str) -> str:
    """The sign between cells: the one that makes the most columns of the first rows."""
    text = text[:_BEGINNING]

    def width(sign: str) -> float:
        try:
            return median([len(row) for row in islice(_read(text, sign), _LOOKED_AT) if any(row)] or [0])
        except csv.Error:
            return 0

    return max(_SIGNS, key=width)


def _read(text: str, sign: str) -> Iterable[list[str]]:
    csv.field_size_limit(_LONGEST)  # one for all readers of a process: others may have lifted it
    return csv.reader(io.StringIO(text, newline=""), delimiter=sign)
