"""What is noticed in texts: words to avoid, people who could be known, links and headings, sentences."""

from __future__ import annotations

import csv
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.place import Place
from generator.model.terms import Terms
from generator.prose import FINDERS, OF_BODIES, marks_of_page
from generator.prose.text import Text
from generator.source.tables import load_terms
from tests.conftest import EXAMPLES, ROOT

TERMS, PROBLEMS = load_terms(ROOT, ROOT)
PROSE = (EXAMPLES / "prose.txt").read_text(encoding="utf-8").splitlines()
UNITS = [
    row["name"]
    for table in ("current", "former")
    for row in csv.DictReader((ROOT / f"data/units/{table}.csv").read_text(encoding="utf-8").splitlines())
]


def noticed(text: str, *rules: str, terms: Terms = TERMS) -> list[tuple[str, str]]:
    """The rules and words of what is noticed in a text, in its order."""
    shown = Text(text)
    found = [each for find in (*FINDERS, *OF_BODIES) for each in find(shown, terms)]
    return [
        (rule, words) for rule, _, words, _ in sorted(found, key=lambda each: each[1]) if rule in rules or not rules
    ]


def words(text: str) -> list[str]:
    """The words to avoid in a text."""
    return [found for _, found in noticed(text, "N001")]


def private(text: str) -> list[str]:
    """The rules of privacy that a text breaks."""
    return [rule for rule, _ in noticed(text, "Q001", "Q002", "Q003", "Q004")]


def test_the_tables_are_without_mistakes() -> None:
    """Every row has its source, and no form stands twice."""
    assert PROBLEMS == []
    assert len(TERMS.words) > 100
    assert len({each.term.lower() for each in TERMS.words}) == len(TERMS.words)
    assert all(each.source for each in TERMS.words)


def test_a_word_does_not_go_from_a_heading_into_what_follows() -> None:
    """Lines of a paragraph belong together; a heading and a paragraph are two texts."""
    assert words("Các cô gái\ngọi về") == words("cô gái gọi về")
    assert words("gọi là gái\ngọi thì sai") == ["gái gọi"]
    assert words("### Trẻ em gái\n\nGọi 111 khi cần.") == []
    assert words("### Con gái\n  \nBao giờ cũng cần được nghe.") == []


@pytest.mark.parametrize("term", [each.term for each in TERMS.words])
def test_every_word_of_the_table_is_found(term: str) -> None:
    """In a sentence of its own, in capitals, with emphasis, and written in decomposed letters."""
    assert words(f"Ở đó người ta bảo rằng {term} – một câu thừa.")
    assert words(f"RẰNG {term.upper()} RỒI.")
    assert words(f"rằng {term.replace(' ', ' **', 1)} rồi")
    assert words(f"rằng {unicodedata.normalize('NFC', unicodedata.normalize('NFD', term))} rồi")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Con nghiện cũng là người.", ["Con nghiện"]),
        ("con\nnghiện", ["con nghiện"]),
        ("Vụ hiểm hoạ HIV, hiểm họa HIV", ["hiểm hoạ HIV", "hiểm họa HIV"]),
        ("những đối tượng nghiện ma túy", ["đối tượng nghiện ma túy"]),
        ("một ổ mại dâm, rồi hoạt động mại dâm", ["ổ mại dâm"]),
        ("gái gọi", ["gái gọi"]),
        ("vi-rút HIV và virus HIV", ["vi-rút HIV", "virus HIV"]),
        ("[con nghiện](/bai-viet/) và `con nghiện`", ["con nghiện"]),
    ],
)
def test_words_to_avoid(text: str, found: list[str]) -> None:
    """Whole, in either spelling of the tone mark, the longest of those within each other."""
    assert words(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "điểm, diếm, điệm, đìa",  # other marks, and d for đ, make other words
        "con nghiêng, bạn bẩn, xạ, di",
        "hoa hoè, dĩ nhiên, đia",
        "trẻ em gái, em gái bao nhiêu tuổi, cháu gái gọi 111",
        'Báo viết “gái mại dâm” và "con nghiện".',
        "Luật Phòng, chống nhiễm vi rút HIV, và Chi cục Phòng, chống tệ nạn xã hội",
        "Theo Điều 8 của luật, người nhiễm HIV được giữ kín.",
        "Kế hoạch số 12 phòng, chống HIV/AIDS",
    ],
)
def test_words_that_may_stand(text: str) -> None:
    """Marks and đ tell words apart; quotations, titles, offices and what statutes say are exempt."""
    assert words(text) == []


def test_a_title_ends_where_its_sentence_goes_on() -> None:
    """What follows a law or an office is the writer's own word."""
    assert words("Luật Phòng, chống ma túy cấm con nghiện lái xe.") == ["con nghiện"]
    assert words("Trung tâm Y tế Mẫu nói con nghiện nên đến.") == ["con nghiện"]
    assert words("Phòng tránh con nghiện.") == ["con nghiện"]


def test_ordinary_prose_has_nothing_to_avoid_and_names_nobody() -> None:
    """Not one false alarm in sentences full of traps."""
    assert len(PROSE) >= 150
    assert [(line, found) for line in PROSE if (found := noticed(line, "N001", "Q001", "Q002", "Q003", "Q004"))] == []


def test_no_unit_has_a_name_to_avoid() -> None:
    """Today's and former units, alone and where somebody is said to come from there."""
    assert len(UNITS) > 14_000
    for first in range(0, len(UNITS), 100):
        some = "; ".join(f"{unit} – bệnh nhân ở {unit}" for unit in UNITS[first : first + 100])
        assert noticed(some, "N001", "Q001", "Q002", "Q003", "Q004") == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("CCCD 001099012345", "Q001"),
        ("Số căn cước công dân là 079 203 004 567.", "Q001"),
        ("CMND số 012345678", "Q001"),
        ("chứng minh nhân dân: 012 345 678", "Q001"),
        ("Một dãy số 036188001234 trong bài", "Q001"),
        ("Gọi chị cộng tác viên 0912 345 678", "Q002"),
        ("gọi +84 912 345 678", "Q002"),
        ("gọi 0912.345.678 hoặc nhắn tin", "Q002"),
        ("Zalo 0398765432.", "Q002"),
        ("Chị Nguyễn Thị A, sinh năm 1990, kể lại", "Q003"),
        ("Anh Trần Văn Mẫu, người nhiễm HIV, kể", "Q004"),
        ("Nguyễn Văn Mẫu sinh năm 1990", "Q003"),
        ("Trần Thị Mẫu (SN 1985), trú tại thôn Đông", "Q003"),
        ("chị N.T.H. (sinh năm 1992)", "Q003"),
        ("anh A sinh ngày 12/3/1990", "Q003"),
        ("Lê Mẫu, ngày sinh 01.02.2003", "Q003"),
        ("bệnh nhân Nguyễn V. A.", "Q004"),
        ("Bệnh nhân tên là Nguyễn Văn Mẫu", "Q004"),
        ("bệnh nhân H. đến trạm", "Q004"),
        ("chị N.T.H. kể", "Q004"),
        ("Nạn nhân Trần Thị Mẫu được đưa về", "Q004"),
        ("chị H. (28 tuổi) ở xã bên", "Q004"),
        ("người nhiễm HIV tên Phạm Văn Mẫu", "Q004"),
        ("Phạm Văn Mẫu nhiễm HIV từ năm ngoái", "Q004"),
        ("Hoàng Thị Mẫu bị lừa bán sang bên kia", "Q004"),
        ("Đỗ Văn Mẫu, 35 tuổi, trú tại tổ 5", "Q004"),
        ("<p>Bệnh nhân <strong>Nguyễn Văn Mẫu</strong></p>", "Q004"),
    ],
)
def test_what_could_tell_who_somebody_is(text: str, rule: str) -> None:
    """Each kind of it, once."""
    assert private(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "https://vi-du.example/?id=036188001234 và (https://vi-du.example/0912345678)",
        "Kinh phí 012.345.678.901 đồng",
        "Ông Nguyễn Văn Mẫu, Giám đốc Trung tâm, phát biểu.",
        "Danh nhân Nguyễn Du sinh năm 1765",
        "Viêm gan B. Bệnh nhân C và D",
        "Người có HIV. Hà Nội và Hồ Chí Minh",
        "PrEP và PEP. Người có HIV dùng ARV",
        "Bệnh viện Phạm Ngọc Thạch nhận bệnh nhân nhiễm HIV",
        "1900 969 680, 024 3333 5599, 115",
    ],
)
def test_what_tells_nobody(text: str) -> None:
    """Numbers of other things, officials, history, places and diseases."""
    assert private(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Xem [tại đây](/a/)", ["tại đây"]),
        ("[**Xem thêm**…](/a/)", ["Xem thêm"]),
        ("[https://a.example/b](https://a.example/b)", ["https://a.example/b"]),
        ("xem https://a.example/b nhé", ["https://a.example/b"]),
        ("[nơi xét nghiệm](/a/) và [xem thêm về PrEP](/b/)", []),
        ("```\n[tại đây](/a/)\n```", []),
    ],
)
def test_links_that_say_nothing(text: str, found: list[str]) -> None:
    """By their words alone."""
    assert [each for _, each in noticed(text, "A001")] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## Một\n\n### Hai\n\n## Ba", []),
        ("# Một", ["Một"]),
        ("Lời đầu\n\n### Hai", ["Hai"]),
        ("## Một\n\n#### Ba\n\n##### Bốn", ["Ba"]),
        ("#thẻ\n\n## Một\n\n```\n# lệnh\n```", []),
    ],
)
def test_headings_out_of_order(text: str, found: list[str]) -> None:
    """From `##` on, one level down at a time."""
    assert [each for _, each in noticed(text, "A002")] == found


def test_long_sentences_and_bare_abbreviations() -> None:
    """One of each a text: the longest, and all that nobody explains."""
    long = " ".join(["một"] * 36)
    assert noticed(f"Ngắn thôi. {long}. {long} hai.", "N002") == [("N002", "một một một một một một một một")]
    assert noticed(f"- {' '.join(['một'] * 20)}\n- {' '.join(['hai'] * 20)}", "N002") == []
    assert noticed("Dùng ARV và HIV, có XYZ. Bệnh viện (BV), BV ở đây. LĐ là lao động.", "N003") == [
        ("N003", "ARV, XYZ")
    ]
    assert noticed("thuốc kháng vi rút HIV, gọi tắt ARV; GIỮ AN TOÀN; phần IV; số 12/KH-UBND", "N003") == []


def test_the_place_in_a_page_written_by_hand_is_told() -> None:
    """Its line is counted with the front matter, which is not judged."""
    (mark,) = marks_of_page("---\ntitle: con nghiện\n---\n\nMột dòng.\nDòng về con nghiện.\n", Place("a.md"), TERMS)
    assert (mark.rule, mark.place) == ("N001", Place("a.md", 6, 9))


HOSTILE = (
    *(char * 150_000 for char in "a1 .“<[#`\n"),
    *(words * (150_000 // len(words)) for words in ("đĩ ", "Nguyễn ", "A. ", "N.T.H. ", "0912 ", "con ", "Luật A ")),
    *(
        words * (150_000 // len(words))
        for words in ("chị A (", "CCCD ", "](", "a@", "|\n#", "bệnh nhân ", "12/2024/A", "AB")
    ),
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_every_text_comes_to_an_end(text: str) -> None:
    """An expression that ran wild would not on texts of this length."""
    noticed(text)


@settings(max_examples=100, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from('aAđĐôộ.,;:“”"()[]#*_`|<>/-0123456789 \nN.T.Hchị bệnh nhân con nghiện'), max_size=300
    )
)
def test_any_text_is_read_and_its_places_are_in_it(text: str) -> None:
    """Nothing raises, and views of a text have its length."""
    shown = Text(text)
    assert len(shown.plain) == len(shown.lower) == len(text)
    for find in (*FINDERS, *OF_BODIES):
        assert all(0 <= offset <= len(text) for _, offset, _, _ in find(shown, TERMS))
