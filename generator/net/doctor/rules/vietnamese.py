"""Vietnamese that was harmed on its way: every reader sees it, and no general validator does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import islice

from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.message import message
from generator.model.text import words
from generator.model.vietnamese import fold
from generator.net.doctor.feed import Feed
from generator.net.doctor.value import Value, shown

# A letter and then a mark of Vietnamese, as macOS file names and some editors have it (Unicode TR 15).
_DECOMPOSED = re.compile("[A-Za-zĂăÂâÊêÔôƠơƯư][\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]")
# What UTF-8 of Vietnamese letters and typographic marks looks like when it is read as Windows-1252.
_LATIN = re.compile(
    "á[º»][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|Ä[\u0090\u2018\u0192\u0082\u201a]|Æ[°¡¯]|Ã[\u00a1-\u00ba\u00bc-\u00bf]|â€[\u009c\u009d\u0153\u201c\u201d\u2122\u02dc\u00a6]"
)
# TCVN 3 (.VnTime) read as Latin-1: these stand where marks belong.
_TCVN = re.compile("[a-z][µ¸·¹¶¨©ª«¬]|®[a-zµ¸·¹¶¨©ª«¬-]|[a-zß-ÿ][ÕÖÒÓ×ØÞÜÝ](?![A-ZÀ-Þ])|[a-z][©ª«¬]")
# VNI-Times: the mark is a letter of its own behind the vowel.
_VNI = re.compile("[aeouöôAEOU][øûïäåëü]|ñ[aeiouöô]|[öô][ûøùõï]|[aeou]à[uøi]")
_MASKED = re.compile(r"(?<![\w*&;/=?.-])[^\W\d_]{1,4}\*{1,4}[^\W\d_]{1,4}(?![\w*/=&])")
_QUESTION = re.compile(r"(?<![\w/=&.?-])[a-zA-ZÀ-ỹ]{0,4}[a-zA-ZÀ-ỹ]\?[a-zà-ỹ]{1,4}(?![\w=/&])")
_ALL_UTF8 = message("Let database, program and feed all use UTF-8.")
_COMMON = words(
    "va cua cac nguoi khong duoc trong nhung cho mot la co voi tai den ngay khi de hoac nay theo tu ve benh"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_HIDDEN = re.compile("[\ufffd\u202a-\u202e\u2066-\u2069\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]")
_ENOUGH = 40  # words, fewer than which prove nothing
_MOST = 2_000  # signs of one kind that are looked at in a text


def letters_are_composed(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """Letters are composed (NFC): decomposed ones are not found by searches and fall apart in some fonts."""
    for value in feed.words:
        if not unicodedata.is_normalized("NFC", value.text) and (found := _DECOMPOSED.search(value.text)):
            yield warning(
                "K050",
                value.at(found.start()),
                message("letters and their marks are written apart here (“{text}”)", text=shown(_word(value, found))),
                message("Compose the text (NFC) before it goes into the feed."),
            )


def utf8_is_read_as_utf8(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """No UTF-8 that was taken for Latin-1: “Ä‘iá»u trá»‹” is “điều trị”, and nobody can read it."""
    for value in feed.words:
        if found := _LATIN.search(value.text):
            yield error(
                "K051",
                value.at(found.start()),
                message("the text is broken (“{text}”): UTF-8 was read as Latin-1", text=shown(_word(value, found))),
                _ALL_UTF8,
            )


def no_legacy_fonts(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """No text for the fonts of TCVN 3 (.VnTime) or VNI: without them it is unreadable, on phones always."""
    for value in feed.words:
        for pattern, name in ((_TCVN, "TCVN3 (.VnTime)"), (_VNI, "VNI")):
            found = list(islice(pattern.finditer(value.visible), _MOST))
            if len({each[0] for each in found}) >= 3 and len(found) > len(value.text) / 72:
                yield error(
                    "K052",
                    value.at(found[0].start() if not value.markup else 0),
                    message(
                        "the text is written for old fonts ({name}): “{text}”", name=name, text=shown(value.text, 40)
                    ),
                    message("Turn it into Unicode, e.g. with the converter of Unikey."),
                )
                break


def no_word_is_masked(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """No word with stars for letters, as collectors of news write them: such a text was altered on its way."""
    for value in feed.words:
        if found := _MASKED.search(value.text):
            yield warning(
                "K053",
                value.at(found.start()),
                message("letters of a word are masked (“{word}”): somebody altered the text", word=shown(found[0])),
                message("Take the feed from the office that wrote it."),
            )


def marks_are_kept(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """Vietnamese with its marks: without them, or with question marks for them, words mean something else."""
    for value in feed.words:
        if len(lost := list(islice(_QUESTION.finditer(value.visible), _MOST))) >= 3:
            what = message("letters were lost and became question marks (“{text}”)", text=shown(lost[0][0]))
        elif _is_without_marks(value.visible):
            what = message("this is Vietnamese without its marks")
        else:
            continue
        yield warning("K054", value.at(), what, _ALL_UTF8)


def _is_without_marks(text: str) -> bool:
    """Whether a text is Vietnamese by its words, and has hardly any letter with a mark."""
    found = _LETTERS.findall(text)
    if len(found) < _ENOUGH:
        return False
    marked = sum(1 for word in found if not word.isascii())
    common = sum(1 for word in found if fold(word) in _COMMON)
    return marked < len(found) / 50 and common > len(found) / 8


def no_character_is_lost_or_hidden(feed: Feed, today: date) -> Iterator[Diagnostic]:
    """No sign of a lost letter (U+FFFD), no control characters, nothing that turns the direction of writing."""
    for value in feed.words:
        if found := _HIDDEN.search(value.text):
            yield warning(
                "K055",
                value.at(found.start()),
                message("a character was lost here, or cannot be seen (U+{code})", code=f"{ord(found[0]):04X}"),
                message("Delete it and type the text again."),
            )


def _word(value: Value, found: re.Match[str]) -> str:
    """The text around a finding."""
    start = value.text.rfind(" ", 0, found.start()) + 1
    end = value.text.find(" ", found.end())
    return value.text[start : end if end >= 0 else None][:40]
