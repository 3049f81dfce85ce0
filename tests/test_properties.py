"""What holds for every input, not only for the examples: tried on hundreds of inputs made by hypothesis."""

from __future__ import annotations

import re
import shutil
import unicodedata
from contextlib import suppress
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator import check, load
from generator.model.artifact import digest
from generator.model.dates import MonthDay, NotReadable, PartialDate, parse_clock, parse_day
from generator.model.message import message
from generator.model.organization import Organization
from generator.model.phones import dial
from generator.model.site import COLLECTIONS
from generator.model.vietnamese import nfc, slug, sort_key
from generator.shared import SHARED_DATA
from generator.source import yaml
from generator.source.records import convert
from generator.source.yaml import Mapping
from tests.conftest import EXAMPLES, TODAY

# What a terminal would take for a command is replaced where it is said.
_SAYABLE = st.text(st.characters(exclude_categories=("Cc", "Cs")))
SMALL = EXAMPLES / "small"
# No limit of time anywhere: a machine that is busy makes no test fail.
tried = settings(deadline=None, max_examples=40, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
often = settings(tried, max_examples=150)

ARTICLE = "content/articles/2026/11/xet-nghiem-lan-dau.yaml"
MARKDOWN = "content/articles/2026/11/goi-111.md"
RECORD_FILES = (
    ARTICLE,
    MARKDOWN,
    "content/campaigns/hiv-action-month.yaml",
    "content/pages/gioi-thieu.md",
    "data/site.yaml",
    "data/ids.csv",
    "data/locations/phong-kham-vi-du.yaml",
    "data/organizations/bo-y-te.yaml",
    "data/documents/ke-hoach-vi-du.yaml",
    "data/duties/bao-cao-nam-vi-du.yaml",
    "data/units/current.csv",
    "data/units/succession.csv",
    "data/holidays/2026.csv",
    "data/holidays/lunar.csv",
)
UNITS = {
    "current.csv": "id,code,kind,name,parent,valid_from,valid_to,latitude,longitude\n"
    "can-tho,92,municipality,Thành phố Cần Thơ,,2025-07-01,,,\n"
    'can-tho/ninh-kieu,31135,ward,"Phường Ninh Kiều",can-tho,2025-07-01,,10.03,105.78\n',
    "succession.csv": "former,successor,relation,on\ncan-tho,can-tho,whole,2025-07-01\n",
}
HOLIDAYS = {
    "2026.csv": "date,day_off,name,status,source,instead_of\n"
    "2026-01-02,yes,Nghỉ hoán đổi,official,ví dụ,\n2026-01-10,no,Làm bù,official,ví dụ,2026-01-02\n",
    "lunar.csv": "new_year,hung_kings,source\n2027-02-06,2027-04-16,ví dụ\n",
}
# Pieces that mean something to YAML, CSV or Unicode.
PIECES = st.sampled_from(
    [
        *(
            "\t",
            "\n",
            "\r",
            ": ",
            "- ",
            "&a ",
            "*a",
            "!!x ",
            "[",
            "]",
            "{",
            "}",
            '"',
            "'",
            "|",
            ">-",
            "%",
            "@",
            "`",
            "#",
        ),
        *("---\n", "...\n", "? ", "<<: ", "\\", "~", ",", ",,", "\0", "\x85", "\u2028", "\ufeff", "\u0301", "😀", "0"),
    ]
)
VIETNAMESE = "aàảãáạăằâậbcdđeêếgiìkmoôơờuưvyỹ"
WORDS = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + "0123456789 -'()/.", max_size=12)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with small tables of its own, so that a load takes milliseconds."""
    root = tmp_path_factory.mktemp("property") / "site"
    shutil.copytree(SMALL, root)
    for name in SHARED_DATA:
        (root / "data" / name).mkdir()
    for folder, tables in (("units", UNITS), ("holidays", HOLIDAYS)):
        for name, table in tables.items():
            (root / "data" / folder / name).write_text(table, encoding="utf-8")
    return root


@st.composite
def mutations(draw: st.DrawFn, text: str) -> bytes:
    """`text` with a few pieces cut out, doubled or put in."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        put = draw(st.one_of(PIECES, st.just(text[start:end] * 2), st.text(max_size=3)))
        text = text[:start] + put + text[end:]
    return text.encode(errors="surrogatepass")


def loaded(root: Path, file: str, raw: bytes) -> None:
    """Load and check the site with `raw` as that file; every problem must be one that can be shown."""
    path = root / file
    kept = path.read_bytes()
    path.write_bytes(raw)
    try:
        made, diagnostics = load(root)
        diagnostics += check(made, TODAY)
        assert made.holidays.calendar.years
    finally:
        path.write_bytes(kept)
    for problem in diagnostics:
        assert problem.message.text()
        assert problem.place.file
        assert problem.place.line >= 0


@pytest.mark.parametrize("file", RECORD_FILES)
def test_loading_never_raises_on_any_bytes(site: Path, file: str) -> None:
    """Whatever a file holds, the site is loaded and checked and its mistakes are values."""
    valid = (site / file).read_text(encoding="utf-8")

    @tried
    @given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode), mutations(valid)))
    @example(b"")
    @example(b"\xef\xbb\xbf")
    @example(b"\xff\xfe" + valid.encode("utf-16-le"))
    @example(b"---")
    @example(b"---\n---\n")
    @example(b"- " * 2000)
    @example(b"{a: " * 2000)
    @example(b"? " * 2000)
    @example(b'"')
    @example(b"id: \xc2\xa0\n")
    @example(b"9" * 6000)
    @example(b"order: " + b"9" * 6000)
    @example(b'"' + b"x," * 70_000)
    def holds(raw: bytes) -> None:
        loaded(site, file, raw)

    holds()


@tried
@given(
    st.dictionaries(
        st.sampled_from(list(Organization.model_fields)),
        st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=20),
        max_size=4,
    )
)
def test_a_record_of_any_values_is_a_record_or_mistakes(fields: dict[str, str]) -> None:
    """Never both, never neither, and each mistake has a sentence."""
    text = "".join(f"{key}: {_quoted(value)}\n" for key, value in fields.items()) or "{}"
    node, diagnostics = yaml.parse(text, "x.yaml")
    assert isinstance(node, Mapping)
    assert not diagnostics
    made, mistakes = convert(node, Organization, "id")
    assert (made is None) is bool(mistakes)
    assert all(str(each.message) for each in mistakes)


def _quoted(value: str) -> str:
    """A YAML text in which every character is escaped."""
    return '"' + "".join(f"\\U{ord(char):08X}" for char in value) + '"'


@tried
@given(st.permutations(range(4)), st.lists(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True), min_size=4, unique=True))
def test_names_and_order_of_files_do_not_matter(site: Path, order: list[int], names: list[str]) -> None:
    """Records that say their ids are the same under any file name and in any folder below theirs."""
    folder = site / "data/audiences"
    texts = [f"id: {record}\nname: Đối tượng {record}\n" for record in "dbca"]
    seen = []
    for way in (range(4), order):
        for number, (name, which) in enumerate(zip(names, way, strict=False)):
            path = folder / (f"{name}.yaml" if number % 2 else f"{name}/{name}.yml")
            path.parent.mkdir(exist_ok=True)
            path.write_text(texts[which], encoding="utf-8")
        made, _ = load(site)
        seen.append([(record.id, record.digest) for record in made.audiences.values()])
        shutil.rmtree(folder)
        folder.mkdir()
    assert seen[0] == seen[1]
    assert [record for record, _ in seen[0]] == list("abcd")


def test_names_of_files_do_not_matter_in_the_whole_small_site(tmp_path: Path) -> None:
    """All records under new names, in reverse order, are the same site."""
    root = shutil.copytree(SMALL, tmp_path / "site")
    before, _ = load(root)
    files = [path for path in root.rglob("*") if path.suffix in (".yaml", ".md") and path.parent != root / "data"]
    for number, path in enumerate(sorted(files, reverse=True)):
        if "pages" not in path.parts:
            path.rename(path.with_name(f"{number:03}{path.suffix}"))
    after, diagnostics = load(root)
    assert diagnostics == []
    for name in COLLECTIONS:
        old, new = before.collection(name), after.collection(name)
        assert [(key, record.digest) for key, record in old.items()] == [(key, new[key].digest) for key in new]


@often
@given(st.one_of(st.text(), WORDS))
@example("Điều trị")
@example("İstanbul ﬁ ① ẞ")
def test_a_slug_is_its_own_slug(text: str) -> None:
    """It has only what an address may have, whichever form the text had."""
    made = slug(text)
    assert slug(made) == made
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", made)
    assert slug(unicodedata.normalize("NFD", text)) == slug(nfc(text)) == made


@often
@given(st.lists(st.text(max_size=8), max_size=6))
def test_any_texts_can_be_put_in_order(texts: list[str]) -> None:
    """Keys of any two texts compare, and both forms of a text have one key."""
    ordered = sorted(texts, key=sort_key)
    assert [sort_key(text) for text in ordered] == sorted(map(sort_key, reversed(texts)))
    for text in texts:
        assert sort_key(text) == sort_key(unicodedata.normalize("NFD", text))


@often
@given(WORDS, WORDS)
@example("hoà", "hòa")
@example("An", "an")
def test_only_equal_texts_stand_at_one_place(one: str, other: str) -> None:
    """Two Vietnamese texts have one key exactly when they are the same text."""
    assert (sort_key(one) == sort_key(other)) is (nfc(one) == nfc(other))
    assert sort_key(one) <= sort_key(one + other)


@often
@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.integers(1, 3))
def test_a_date_is_read_back_as_it_is_written(day: date, precision: int) -> None:
    """At each of its precisions, in ISO 8601 and day first."""
    value = PartialDate(*(day.year, day.month, day.day)[:precision])
    assert PartialDate.parse(str(value)) == value
    assert PartialDate.parse("/".join(reversed(str(value).split("-")))) == value
    assert value.first_day() <= day <= value.last_day()
    assert PartialDate.parse(f"  {value}\n") == value


@often
@given(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.times())
def test_a_day_of_the_year_and_a_time_are_read_back(day: date, clock: time) -> None:
    """MonthDay in its own form and as 22/11; a time with a colon and with h."""
    value = MonthDay(day.month, day.day)
    assert MonthDay.parse(str(value)) == MonthDay.parse(f"{day.day}/{day.month}") == value
    assert parse_clock(f"{clock:%H:%M}") == parse_clock(f"{clock:%Hh%M}") == clock.replace(second=0, microsecond=0)


@often
@given(st.one_of(st.text(max_size=12), st.from_regex(r"[\d/.:hg-]{1,12}", fullmatch=True)))
def test_any_text_is_a_date_or_is_refused(text: str) -> None:
    """The readers of dates and times raise nothing but NotReadable."""
    for parse in (PartialDate.parse, MonthDay.parse, parse_day, parse_clock):
        with suppress(NotReadable):
            parse(text)


SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=4), st.binary(max_size=4), st.dates()
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=6)


@often
@given(VALUES, VALUES)
@example(True, 1)
@example(1, 1.0)
@example("1", 1)
@example("", None)
@example((), "")
@example(("ab", "c"), ("a", "bc"))
@example((("a",), "b"), ("a", ("b",)))
@example(b"a", "a")
def test_different_values_have_different_digests(one: object, other: object) -> None:
    """Type, grouping and content count; the same value has the same digest each time."""
    assert (digest(one) == digest(other)) is (repr(one) == repr(other))


ORGANIZATION = {
    "id": "a",
    "name": "Tên",
    "short_name": "T",
    "order": "7",
    "unit": "can-tho",
    "parent": "b",
    "website": "https://example.org/",
    "integrates": "[{programme: hiv-aids, role: R, since: 2024}]",
    "sources": "[{title: S, url: https://example.org/s, date: 2024-05}]",
}
OTHERS = {
    "id": "c",
    "name": "Tên khác",
    "short_name": "Tên",
    "order": "70",
    "unit": "dong-nai",
    "parent": "a",
    "website": "https://example.org/a/",
    "integrates": "[{programme: hiv-aids, role: R, since: 2024-01}]",
    "sources": "[{title: S, date: 2024-05}]",
}


@tried
@given(st.dictionaries(st.sampled_from(list(ORGANIZATION)), st.sampled_from(["other", "none"]), min_size=1))
def test_a_record_with_another_field_has_another_digest(changes: dict[str, str]) -> None:
    """Each field counts, each part of a field, and whether it is there at all; the order of fields does not."""
    assert ORGANIZATION.keys() == Organization.model_fields.keys()
    first = _organization(ORGANIZATION)
    fields = dict(reversed(ORGANIZATION.items()))
    assert _organization(fields).digest == first.digest
    for name, change in changes.items():
        if change == "other" or name in ("id", "name"):
            fields[name] = OTHERS[name]
        else:
            del fields[name]
    assert _organization(fields).digest != first.digest


def _organization(fields: dict[str, str]) -> Organization:
    node, _ = yaml.parse("".join(f"{key}: {value}\n" for key, value in fields.items()), "x.yaml")
    assert isinstance(node, Mapping)
    made, mistakes = convert(node, Organization, "id")
    assert made is not None, [str(each.message) for each in mistakes]
    return made


@often
@given(_SAYABLE, _SAYABLE)
@example("{b}", "{a}")
@example("%s {0} {a!r}", "\\1 \\g<0>")
def test_what_an_officer_wrote_stands_in_a_sentence_as_it_is(one: str, other: str) -> None:
    """Braces, percent signs and backslashes in values mean nothing."""
    assert message("“{a}” – “{b}”", a=one, b=other).text() == f"“{one}” – “{other}”"


def test_no_value_commands_a_terminal() -> None:
    """Escape sequences of a file's name or content do nothing; lines and tabs stay."""
    said = message("“{a}”", a="\x1b[31mđỏ\x9b2J\x07\n\t").text()
    assert said == "“\ufffd[31mđỏ\ufffd2J\ufffd\n\t”"


@often
@given(st.from_regex(r"0[1-9][0-9]{5,11}", fullmatch=True))
@example("02923820115")
def test_a_national_number_is_dialled_as_the_library_reads_it(number: str) -> None:
    """Numbers of Việt Nam take a short way past the library's reader, to the same end."""
    import phonenumbers

    read = phonenumbers.parse(number, "VN")
    known = phonenumbers.is_valid_number(read)
    right = phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164) if known else None
    assert dial(number) == (f"tel:{right}" if right else None)
