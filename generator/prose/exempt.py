"""Where a word to avoid may stand: in quotations, in titles of texts of law, in names of offices, where law is told."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.prose.letters import UPPER
from generator.prose.text import Text

LONGEST = 400  # characters of a quotation
_QUOTATION = re.compile(rf"“[^“”]{{1,{LONGEST}}}”|\"[^\"\n]{{1,{LONGEST}}}\"|«[^«»]{{1,{LONGEST}}}»|‘[^‘’\n]{{1,80}}’")
# What a title or name begins with: alone, or only before a capital letter or a number ("Ban đêm", "Phòng tránh").
_SURE = (
    r"Tháng hành động|Tháng cao điểm|Ngày Thế giới|Ngày toàn dân|Phòng khám|Cơ sở|Trung tâm|Câu lạc bộ|Ủy ban|Uỷ ban"
)
_LIKELY = (
    r"Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư(?: liên tịch)?|Quyết định|Chỉ thị|Kế hoạch|Công văn"
    r"|Công ước|Chương trình|Chiến lược|Đề án|Dự án|Hướng dẫn|Quy chế|Phong trào|Mô hình|Tổng cục|Cục|Chi cục|Vụ"
    r"|Ban|Khoa|Phòng|Viện|Bệnh viện|Hội|Sở|Bộ|Quỹ|Mạng lưới|Đội|Văn phòng|Tổng đài"
)
_START = re.compile(rf"(?<!\w)(?:(?:{_SURE})\s|(?:{_LIKELY})\s(?=số\s|ban hành\s|\d|[{UPPER}]))")
# What a title ends before: marks, a comma that does not lead on in it, and words of the sentence around it.
_END = re.compile(
    r"[.;:!?()“”\"|]|\n\s*\n"
    rf"|,(?!\s(?:chống|điều trị|tệ nạn|xử lý|bảo vệ|chăm sóc|hỗ trợ|kiểm soát|giảm|ma túy|mại dâm|[{UPPER}]))"
    r"|\s(?:cấm|quy định|nêu|có hiệu lực|thì|được|cho biết|nói|giao|yêu cầu|của|gọi|coi|là|đang|đã|sẽ|không|dùng)\s"
)
_LAW = re.compile(r"(?<!\w)(?:Bộ luật|Luật|luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định|Điều\s\d)(?!\w)")


def in_quotation(text: Text, start: int, end: int) -> bool:
    """Whether it stands between quotation marks."""
    return _inside(_spans(text.written, _QUOTATION), start, end)


def in_title(text: Text, start: int, end: int) -> bool:
    """Whether it belongs to the title of a law or document, or to the name of an office, place or campaign."""
    return _inside(_titles(text.plain), start, end)


def in_law(text: Text, start: int, end: int) -> bool:
    """Whether its sentence tells what a law says."""
    return _LAW.search(text.sentence(start)[1]) is not None


def _inside(spans: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in spans)


@lru_cache(maxsize=16)
def _spans(text: str, pattern: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in pattern.finditer(text))


@lru_cache(maxsize=16)
def _titles(text: str) -> tuple[tuple[int, int], ...]:
    found = []
    for start in _START.finditer(text):
        end = _END.search(text, start.end(), start.end() + LONGEST)
        found.append((start.start(), end.start() if end else min(len(text), start.end() + LONGEST)))
    return tuple(found)
