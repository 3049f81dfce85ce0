"""Vietnamese text: addresses, finding, alphabetical order, near names."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest

from generator.model.near import nearest
from generator.model.vietnamese import fold, nfc, slug, sort_key
from tests.conftest import ROOT

UNITS = ROOT / "data/units"


def unit_names(folder: Path = UNITS) -> list[str]:
    """The names of all units, today's and former ones, each once."""
    names: set[str] = set()
    for table in ("current.csv", "former.csv", "names.csv"):
        with (folder / table).open(encoding="utf-8", newline="") as rows:
            names.update(row["name"] for row in csv.DictReader(rows))
    return sorted(names)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Điều trị", "dieu-tri"),
        ("Điều trị Methadone", "dieu-tri-methadone"),
        ("Đ", "d"),
        ("đường dây nóng", "duong-day-nong"),
        ("Phòng, chống ma túy", "phong-chong-ma-tuy"),
        ("K=K nghĩa là gì?", "k-k-nghia-la-gi"),
        ("Ngày 1/12", "ngay-1-12"),
        ("  Hoà – hòa  ", "hoa-hoa"),
        ("KRÔNG ẤN", "krong-an"),
        ("Xã Ia K'Rái", "xa-ia-k-rai"),
        ("a_b", "a-b"),
        ("…", ""),
        ("", ""),
    ],
)
def test_a_slug_has_plain_letters_digits_and_hyphens(text: str, wanted: str) -> None:
    """đ becomes d before the marks come off, and everything else becomes one hyphen."""
    assert slug(text) == wanted
    assert slug(unicodedata.normalize("NFD", text)) == wanted


@pytest.mark.parametrize(("text", "wanted"), [("Điều trị", "dieu tri"), ("ƯỚC MƠ", "uoc mo"), ("Hoà", "hoa")])
def test_folded_text_has_no_marks(text: str, wanted: str) -> None:
    """What readers type without marks finds what is written with them."""
    assert fold(text) == wanted


def test_every_letter_of_the_alphabet_folds_to_a_plain_one() -> None:
    """All letters with all tones, small and capital, leave nothing but a–z."""
    for letter in "aăâbcdđeêghiklmnoôơpqrstuưvxy":
        for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"):
            for text in (letter + tone, (letter + tone).upper(), nfc(letter + tone)):
                assert fold(text).isascii()
                assert len(slug(text)) == 1


def test_no_unit_has_an_empty_slug() -> None:
    """Every name of a unit makes an address, in composed and decomposed form the same."""
    for name in unit_names():
        assert slug(name).strip("-")
        assert slug(name) == slug(unicodedata.normalize("NFD", name))


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "i", "o", "ô", "ơ", "u", "ư", "y"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["Đa", "Đà", "Đa Lộc", "Đá Mài", "Đạ Tẻh"],
        ["An", "án", "Ấn"],
        ["dạ", "da cam", "đà"],
        ["hoa", "Hoa", "hòa", "Hòa"],
        ["Quận 1", "Quận 10", "Quận 2", "Quận Ba Đình"],
        ["Cao Bằng", "Cần Thơ"],
        ["Hà Nội", "Hải Phòng", "Huế", "Hưng Yên"],
        ["Lâm", "Lầm", "Lâm Đồng"],
    ],
)
def test_the_order_is_that_of_the_alphabet(ordered: list[str]) -> None:
    """Letters over the whole text come first, then tones, then capitals."""
    keys = [sort_key(text) for text in ordered]
    assert keys == sorted(set(keys))


def test_both_forms_of_a_text_stand_at_one_place() -> None:
    """Composed and decomposed letters have one key."""
    assert sort_key("Điện Biên") == sort_key(unicodedata.normalize("NFD", "Điện Biên"))


@pytest.mark.parametrize(
    ("written", "known", "meant"),
    [
        ("ma túy", ["hiv-aids", "drug-prevention", "ma-tuy"], "ma-tuy"),
        ("titel", ["id", "title", "name", "kind"], "title"),
        ("websit", ["order", "website", "sources"], "website"),
        ("Programme", ["programmes", "published"], "programmes"),
        ("hiv_aids", ["hiv-aids", "hiv-testing"], "hiv-aids"),
        ("publish", ["draft", "published"], "published"),
        ("nam", ["short_name", "name"], "name"),  # alike as a whole, not only in part
        ("xyz", ["draft", "published"], None),
        ("", ["draft"], None),
        ("draft", [], None),
    ],
)
def test_the_nearest_name_is_offered_or_none(written: str, known: list[str], meant: str | None) -> None:
    """Marks, case, spaces and underscores do not count; what is far off is not guessed."""
    assert nearest(written, known) == meant
