"""What in a text could tell who somebody is: numbers of identity cards, mobiles, births, patients and victims by name.

Law 91/2025/QH15 (personal data), law 64/2006/QH11 articles 8 and 30 (HIV), law 53/2024/QH15 (victims of trafficking).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.location import Location
from generator.model.mark import Mark
from generator.model.phones import digits
from generator.model.record import Record
from generator.model.terms import Terms
from generator.prose.gate import Gate
from generator.prose.letters import FAMILY_NAMES, UPPER
from generator.prose.names import is_name, names
from generator.prose.text import Found, Text

HISTORY = 1920  # who was born before is history
_AROUND = 60  # characters before and after a name that tell whose it is

_LONG_NUMBER = Gate(r"[0-9](?:[ .()-]{0,2}[0-9]){8}")
_PERSON = Gate(
    rf"(?:{'|'.join(sorted(FAMILY_NAMES))})\s+\p{{Lu}}"
    r"|[^\p{L}\p{N}]\p{Lu}(?:[.,(]|\s\(|\s(?:sinh|SN|\d\d tuổi|trú|ngụ|quê|ở)[^\p{L}])"
)
# Twelve digits: province 001–096, sex and century, year of birth, six more (Decree 137/2015/NĐ-CP, article 13).
_CARD = re.compile(r"(?<![\w.,/-])0\d\d ?[0-3]\d\d ?\d{3} ?\d{3}(?![\w,/-]|\.\d)")
_CARD_WORD = re.compile(
    r"(?<!\w)(?:cccd|cmnd|cmt|cmtnd|căn cước(?: công dân)?|chứng minh (?:nhân dân|thư)|định danh(?: cá nhân)?)"
    r"[^\d\n]{0,30}(\d(?:[ .]?\d){8}(?:(?:[ .]?\d){3})?)(?!\d)"
)
_MOBILE = re.compile(r"(?<![\w.,/-])(?:\+84|84|0)[ .-]?(?:\(0\))?[35789](?:[ .-]?\d){8}(?![\w/]|[.,]\d)")
_PROVINCES = 96

_TITLE = r"(?:anh|chị|em|cháu|bé|ông|bà|cô|chú|bác|cậu)"
_ROLE = (
    r"(?:bệnh nhân|bn|người bệnh|nạn nhân|bị hại|ca bệnh|đối tượng|học viên cai nghiện|con nghiện"
    r"|người (?:nhiễm|có|sống với|bị|nhiễm vi rút) hiv|người nghiện(?: ma túy| ma tuý)?|người bán dâm"
    r"|người bị (?:mua bán|hại|xâm hại|bạo lực))"
)
_CONDITION = re.compile(
    r"(?:[ ,]{1,2}[^\W\d_]{1,7}){0,2}[ ,]{1,2}(?:bị )?(?:nhiễm hiv|có hiv|sống với hiv|dương tính|mắc aids|nhiễm bệnh"
    r"|nghiện ma t[uú][yý]|nghiện hút|bán dâm|lừa bán|mua bán|hiếp dâm|xâm hại|bạo hành|điều trị arv|uống methadone)"
)
_AFTER_ROLE = re.compile(rf"(?<!\w){_ROLE}(?:\s{{1,12}}(?:tên(?: là)?|là|nam|nữ|{_TITLE})){{0,2}}\s{{1,12}}\Z")
_AFTER_TITLE = re.compile(rf"(?<!\w){_TITLE}\s{{1,12}}\Z")
_AT_HOME = re.compile(r"[ ,(]{1,3}(?:\d\d tuổi[ ,]{1,2})?(?:trú|ngụ|thường trú|tạm trú|quê) ?(?:tại|ở|quán)")
_BORN = re.compile(
    r"[ ,(\n]{1,4}(?:sinh (?:ngày|năm)|ngày sinh|năm sinh|sinh|sn)[ :]{1,2}"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-])?((?:19|20)\d\d)(?!\d)"
)
# One initial alone says little ("chị H."), unless of a patient or with an age, a birth or a home.
_LONE_INITIAL = re.compile(rf"[{UPPER}](?!\w)\.?")
_TOLD = re.compile(r"[ ,(]{1,3}(?:sn|sinh|\d\d tuổi|trú|ngụ|quê|ở (?:số|tổ|ngõ|xóm|ấp))(?!\w)")
_NUMBERED = frozenset({"cccd", "cmnd", "cmt", "cmtnd", "cước", "minh", "danh"})

NAMED = "name"  # what a mark of Q004 is about where a whole place is called like a person


def places_named_as_people(record: Record) -> Iterator[Mark]:
    """A place whose name is that of a person alone: it may be a line of a list of people."""
    if isinstance(record, Location) and is_name(record.name):
        yield Mark("Q004", record.origin.at("name"), record.name, NAMED)


def personal_data(text: Text, terms: Terms) -> Iterator[Found]:
    """Everything that could tell who a person is; which mobiles are lines of places only the site knows."""
    told: set[int] = set()
    for rule, start, end in (*_of_numbers(text), *(_of_people(text) if _PERSON.opens(text.written) else ())):
        if start not in told:
            told.add(start)
            words = " ".join(text.plain[start:end].split())
            yield Found(rule, start, words, digits(words) if rule == "Q002" else "")


def _of_numbers(text: Text) -> Iterator[tuple[str, int, int]]:
    if not _LONG_NUMBER.opens(text.written):
        return
    for found in _CARD.finditer(text.plain):
        if 1 <= int(digits(found[0])[:3]) <= _PROVINCES:
            yield "Q001", *found.span()
    if not _NUMBERED.isdisjoint(text.syllables):
        for found in _CARD_WORD.finditer(text.lower):
            yield "Q001", *found.span(1)
    for found in _MOBILE.finditer(text.plain):
        yield "Q002", *found.span()


def _of_people(text: Text) -> Iterator[tuple[str, int, int]]:
    yield from _of_names(text)
    yield from _of_initials(text)


def _of_names(text: Text) -> Iterator[tuple[str, int, int]]:
    """Names with a birth, a home or an illness beside them; names of patients; masked names, which hide somebody."""
    for name in names(text):
        before = text.lower[max(0, name.start - _AROUND) : name.start]
        after = text.lower[name.end : name.end + _AROUND]
        if (born := _BORN.match(after)) and int(born[1]) >= HISTORY:
            yield "Q003", name.start, name.end + born.end()
        elif (role := _AFTER_ROLE.search(before)) or (name.masked and (role := _AFTER_TITLE.search(before))):
            yield "Q004", name.start - len(before) + role.start(), name.end
        elif told := (_AT_HOME.match(after) or _CONDITION.match(after)):
            yield "Q004", name.start, name.end + told.end()


def _of_initials(text: Text) -> Iterator[tuple[str, int, int]]:
    """People of whom one initial is left."""
    for found in _LONE_INITIAL.finditer(text.plain):
        if not text.plain[found.start() - 1 : found.start()].isspace():
            continue
        before = text.lower[max(0, found.start() - _AROUND) : found.start()]
        if (role := _AFTER_ROLE.search(before)) and found[0].endswith("."):
            yield "Q004", found.start() - len(before) + role.start(), found.end()
        elif _AFTER_TITLE.search(before):
            after = text.lower[found.end() : found.end() + _AROUND]
            if (born := _BORN.match(after)) and int(born[1]) >= HISTORY:
                yield "Q003", found.start(), found.end() + born.end()
            elif told := _TOLD.match(after):
                yield "Q004", found.start(), found.end() + told.end()
