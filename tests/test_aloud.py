"""Numbers and abbreviations as Vietnamese people read them out."""

from __future__ import annotations

import pytest

from generator.model.terms import Abbreviation
from generator.prose.aloud import aloud, number, seconds

PHONES = frozenset({"111", "115"})
MEANINGS = {
    "ARV": Abbreviation("ARV", "thuốc kháng vi rút", False),
    "HIV": Abbreviation("HIV", "vi rút gây suy giảm miễn dịch ở người", True),
}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "không"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (55, "năm mươi lăm"),
        (101, "một trăm linh một"),
        (115, "một trăm mười lăm"),
        (1005, "một nghìn không trăm linh năm"),
        (2026, "hai nghìn không trăm hai mươi sáu"),
        (1_000_000, "một triệu"),
        (2_500_000_000, "hai tỷ năm trăm triệu"),
    ],
)
def test_numbers_in_words(value: int, said: str) -> None:
    assert number(value) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Gọi 111 hoặc 1900 969 680.", "Gọi một một một hoặc một chín không không, chín sáu chín, sáu tám không."),
        ("Có 112 người.", "Có một trăm mười hai người."),
        ("ngày 1/12", "ngày một tháng mười hai"),
        ("ngày 10/4/2026", "ngày mười tháng tư năm hai nghìn không trăm hai mươi sáu"),
        ("tháng 4/2026", "tháng tư năm hai nghìn không trăm hai mươi sáu"),
        ("từ 7:30–14:00", "từ bảy giờ ba mươi phút đến mười bốn giờ"),
        ("99% trong 72 giờ", "chín mươi chín phần trăm trong bảy mươi hai giờ"),
        ("1,5 kg, 1.200 người", "một phẩy năm kg, một nghìn hai trăm người"),
        ("Luật 64/2006/QH11", "Luật 64/2006/QH11"),
        ("thuốc kháng vi rút (ARV)", "thuốc kháng vi rút"),
        ("điều trị ARV", "điều trị thuốc kháng vi rút"),
        ("xét nghiệm HIV", "xét nghiệm HIV"),
        ("40/13", "40/13"),
    ],
)
def test_texts_as_they_are_said(written: str, said: str) -> None:
    assert aloud(written, PHONES, MEANINGS) == said


def test_130_words_take_a_minute() -> None:
    assert seconds(("một " * 100, "hai " * 30)) == 60
