"""Files to records: nothing is guessed, everything has its place."""

from __future__ import annotations

import json
import os
import unicodedata
from datetime import date, time
from errno import EIO
from pathlib import Path
from typing import TypeVar

import pytest

from generator import load, render
from generator.language import translator
from generator.model.article import Article
from generator.model.config import SiteConfig
from generator.model.dates import PartialDate
from generator.model.diagnostic import Diagnostic
from generator.model.location import Location
from generator.model.organization import Organization
from generator.model.record import Record
from generator.model.site import COLLECTIONS
from generator.model.target import Target
from generator.model.terms import Synonym
from generator.source import frontmatter, yaml
from generator.source.plainly import plainly
from generator.source.records import convert, plain
from generator.source.tables import load_holidays, load_ids
from generator.source.text import Unreadable, decode, find, read
from generator.source.units import UNITS, load_units, units_digest
from generator.source.yaml import Mapping, Scalar, Sequence
from tests.conftest import ROOT, TODAY
from tests.site import edit

R = TypeVar("R", bound=Record)

FIELDS = """\
id: 2026-11-vi-du
title: Ví dụ
kind: news
status: published
published: 22/11/2026
time: 7:30
programmes: [hiv-aids]
audiences:
- public
summary: Một bài ví dụ.
"""
BODY = "Dòng thứ nhất.\n\n## Đề mục\n\n- Một: hai\n"
PLACE = "name: A\nunit: can-tho\nservices: [{kind: methadone}]\nverified: {source: {title: B}}\n"
BLOCK = "body: |\n" + "".join(f"  {line}\n" if line else "\n" for line in BODY.splitlines())


def values(text: str) -> dict[str, str]:
    """The texts of a flat mapping."""
    node, diagnostics = yaml.parse(text, "x.yaml")
    assert isinstance(node, Mapping)
    assert not diagnostics
    return {key: value.text for key, value in node.values.items() if isinstance(value, Scalar)}


def record(text: str, kind: type[R], file: str = "x.yaml") -> R:
    """The one record written in `text`."""
    node, diagnostics = frontmatter.parse(text, file) if file.endswith(".md") else yaml.parse(text, file)
    assert isinstance(node, Mapping)
    assert not diagnostics
    made, diagnostics = convert(node, kind, "id")
    assert made is not None, [str(each.message) for each in diagnostics]
    return made


def problems(text: str, kind: type[Record], file: str = "x.yaml") -> list[Diagnostic]:
    """What is wrong with the record written in `text`."""
    node, diagnostics = yaml.parse(text, file)
    assert isinstance(node, Mapping)
    return [*diagnostics, *convert(node, kind, "id")[1]]


@pytest.mark.parametrize(
    "written", ["02513456712", "7:30", "no", "2008", "2026-11-22", "1e3", "0x1F", "on", ".inf", "1_000", "=", "<<"]
)
def test_a_plain_value_stays_the_text_it_is(written: str) -> None:
    """No value becomes a number, a date or a boolean by its look."""
    assert values(f"a: {written}\n") == {"a": written}


def test_only_nothing_and_null_are_empty() -> None:
    """A field without a value counts as not written; words in quotes are words."""
    node, _ = yaml.parse('a:\nb: ~\nc: null\nd: ""\ne: "null"\n', "x.yaml")
    assert isinstance(node, Mapping)
    empty = {key for key, value in node.values.items() if isinstance(value, Scalar) and value.empty}
    assert empty == {"a", "b", "c"}


def test_fields_say_what_texts_mean() -> None:
    """A phone keeps its zero, a year its precision, a flag is one of four words, a time is no number of seconds."""
    location = record(
        "name: Ví dụ\nunit: dong-nai\nphones:\n  - number: 02513456712\n"
        "services:\n  - {kind: methadone, no_papers: no, accepts_new: có, wait: 7:30}\n"
        "changes:\n  - {date: 2008, kind: opened, note: 007}\nverified: {source: {title: 2019}, every_months: 06}\n",
        Location,
    )
    assert location.phones[0].number == "02513456712"
    service = location.services[0]
    assert (service.no_papers, service.accepts_new, service.wait) == (False, True, "7:30")
    assert (location.changes[0].date, location.changes[0].note) == (PartialDate(2008), "007")
    assert (location.verified.source.title, location.verified.every_months) == ("2019", 6)
    article = record(FIELDS + BLOCK, Article)
    assert (article.published, article.time) == (date(2026, 11, 22), time(7, 30))


def test_markdown_and_yaml_give_the_same_record() -> None:
    """An article as .md with its fields on top has the values, and so the digest, of the .yaml file."""
    as_yaml = record(FIELDS + BLOCK, Article)
    as_markdown = record(f"---\n{FIELDS}---\n\n{BODY}", Article, "x.md")
    assert as_markdown.model_dump() == as_yaml.model_dump()
    assert as_markdown.digest == as_yaml.digest != ""


@pytest.mark.parametrize("change", ["\r\n", "\r", "bom", "nfd"])
@pytest.mark.parametrize("file", ["x.yaml", "x.md"])
def test_how_a_file_was_saved_makes_no_difference(change: str, file: str) -> None:
    """Line ends, a byte order mark and decomposed letters are read as what they stand for."""
    text = f"---\n{FIELDS}---\n{BODY}" if file == "x.md" else FIELDS + BLOCK
    saved = {
        "bom": "\ufeff" + text,
        "nfd": unicodedata.normalize("NFD", text),
    }.get(change) or text.replace("\n", change)
    assert saved != text
    read_back = decode(saved.encode(), file)
    assert read_back == text
    assert record(read_back, Article, file).digest == record(text, Article, file).digest


def test_nested_values_have_places() -> None:
    """Every value, key and list entry is found again by line and column; letters with marks count as one."""
    text = 'id: a\n"tên": Đặng\nsources:\n  - title: Một\n    url: x\n  - {title: Hai, url: y}\nsố: [một, hai]\n'
    node, _ = yaml.parse(text, "x.yaml")
    assert isinstance(node, Mapping)
    assert str(node.place) == "x.yaml:1:1"
    assert str(node.values["tên"].place) == "x.yaml:2:8"
    sources, numbers = node.values["sources"], node.values["số"]
    assert isinstance(sources, Sequence)
    assert isinstance(numbers, Sequence)
    first, second = sources.items
    assert isinstance(first, Mapping)
    assert isinstance(second, Mapping)
    assert [str(first.place), str(first.keys["url"]), str(first.values["url"].place)] == [
        *("x.yaml:4:5", "x.yaml:5:5", "x.yaml:5:10")
    ]
    assert [str(second.place), str(second.values["url"].place)] == ["x.yaml:6:5", "x.yaml:6:23"]
    assert [str(each.place) for each in numbers.items] == ["x.yaml:7:6", "x.yaml:7:11"]


def test_a_record_knows_where_each_value_was_written() -> None:
    """What has no place of its own has that of the nearest thing around it."""
    made = record("id: a\nname: B\nintegrates:\n  - programme: hiv-aids\n    role: C\n", Organization)
    assert str(made.origin.at("integrates", 0, "role")) == "x.yaml:5:11"
    assert str(made.origin.at("integrates", 0, "document")) == "x.yaml:4:5"
    assert str(made.origin.at("website")) == str(made.origin.place) == "x.yaml:1:1"


def test_fields_on_top_of_markdown_have_the_lines_of_the_file() -> None:
    """The line between fields and text counts; so does the place of the text."""
    node, _ = frontmatter.parse("---\ntitle: A\nkind: B\n---\nText\n", "x.md")
    assert isinstance(node, Mapping)
    assert [str(each.place) for each in node.values.values()] == ["x.md:2:8", "x.md:3:7", "x.md:5:1"]


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("a: b\nkind q\nc: d\n", "2:1", "name without a colon"),
        ("kind q\nc: d\n", "1:1", "name without a colon"),
        ("a: b\nkind:q\nc: d\n", "2:6", "a space is missing"),
        ("a:\n  -kind: b\n    c: d\n", "2:4", "a space is missing"),
        ("a:\n  -b\n  - c\n", "2:4", "a space is missing"),
        ("a: b\n  c: d\n", "2:3", "begins too far in"),
        ("a:\n  - b\n    - c\n", "3:5", "begins further in"),
        ("a: Mang theo\n  - b\n", "2:3", "stands below a text"),
        ("a:\n  - b: Mang theo\n      - c\n", "3:7", "stands below a text"),
        ("a: Gọi: hỏi\n", "1:7", "a colon followed by a space"),
        ("a: [Gọi] hỏi\n", "1:4", "only the beginning"),
        ("a:\n  - “Gọi” hỏi\n  - 'Gọi' hỏi\n", "3:5", "only the beginning"),
        ("a: [b\nc: d\n", "1:4", "a bracket is opened"),
        ("a: > 18 tuổi\n", "1:4", "on the line of its `|` or `>`"),
        ("a: * Gọi\n", "1:4", "cannot begin with the sign `&`"),
        ("a: &Gọi hỏi\n", "1:4", "cannot begin with the sign `&`"),
        ("a: !Gọi hỏi\n", "1:4", "cannot begin with the sign `!`"),
        ("a: ? chưa rõ\n", "1:4", "cannot begin with this sign"),
        ("a: @b\n", "1:4", "cannot begin with this sign"),
        ("a:\n\t- b\n", "2:1", "a Tab is used"),
        ('a: "C:\\users"\n', "1:9", "a backslash"),
        ("a:\u00a0b\nc: d\n", "1:3", "an invisible character"),
        ("a:\n\u00a0\u00a0- b\n", "2:1", "an invisible character"),
        ("a:\n  -\u200bb\n  - c\n", "2:4", "an invisible character"),
        ("a: Gọi #1 trước\n", "1:8", "from the sign `#` on"),
        ("a: #Gọi\nb: c\n", "1:4", "from the sign `#` on"),
        ("a: Gọi\t#1 trước\n", "1:8", "from the sign `#` on"),
        ("a:\n  - b\n  - c #2\n", "3:7", "from the sign `#` on"),
        ("%YAML 9.9\n---\na: b\n", "1:1", "cannot be understood"),
    ],
)
def test_a_mistake_is_told_once_where_it_is_and_in_words(text: str, place: str, told: str) -> None:
    """Not where YAML's reader stumbles over it, a line further down, and in no word of that reader."""
    _, (mistake,) = yaml.parse(text, "x.yaml")
    assert (str(mistake.place), told in str(mistake.message)) == (f"x.yaml:{place}", True), str(mistake.message)
    assert mistake.hint
    for each in (mistake.message, mistake.hint):
        assert each.text(translator("vi")) != str(each)


def test_a_block_of_text_knows_its_first_line() -> None:
    """The text of `|` starts on the line below, as far in as its lines; that of `>` has no lines of its own."""
    for written, first_line in (
        ("|\n  Một\n  hai\n", "3:3"),
        ("|3\n    Một\n   hai\n", "3:4"),
        (">\n  Một\n  hai\n", ""),
    ):
        node, _ = yaml.parse(f"a: 1\nbody: {written}", "x.yaml")
        assert isinstance(node, Mapping)
        body = node.values["body"]
        assert isinstance(body, Scalar)
        assert body.block
        assert str(body.first_line or "") == (f"x.yaml:{first_line}" if first_line else "")


def test_plain_records_are_read_alike() -> None:
    """What the reader of plain records gives of this repository's is what YAML's own gives; most of them are plain."""
    files = [path for folder in ("content", "data", "tests/examples/small") for path in (ROOT / folder).rglob("*.yaml")]
    read = 0
    for file in files:
        text = file.read_text(encoding="utf-8")
        if (values := plainly(text)) is not None:
            read += 1
            node, problems = yaml.parse(text, "x.yaml")
            assert isinstance(node, Mapping)
            assert (values, problems) == (plain(node), [])
    assert read > len(files) / 2


@pytest.mark.parametrize(
    "text",
    [
        "# a\nid: x", "id: x # a", "id: a: b", "id: x\nid: y", "id:", "id: null", "id: ~", "id: &a x", "id: *a",
        "id: !a x", "id: >\n  x", "id: |2\n   x", 'id: "a\\x07"', "id: 'it''s'", "id: x\n  y", "a:\n  b: 1\n c: 2",
        "a: [b, [c]]", "a: {b: 1, b: 2}", "- a", "a: x\n---\nb: y", "a: x\n...", "a:\n- - b", "a: |\nb",
        "a: |\n   \n  b", "\nid: x", "id: x\t", "id: |\n  a\n b", "id: |\n  a\n \n  b", "a: [b, ]", "id: x\u2028y",
        "A: x", "a:\n" + " " * 21 + "b: x", "",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_other_reader(text: str) -> None:
    """Comments, signs with a meaning, texts whose lines are joined, and whatever is wrong."""
    assert plainly(text) is None


@pytest.mark.parametrize(("levels", "fits"), [(31, True), (32, False)])
def test_values_lie_at_most_32_levels_deep(levels: int, fits: bool) -> None:
    """A record is the first level and a text the last."""
    for text in ("a: " + "[" * (levels - 1) + "b" + "]" * (levels - 1), "a:\n  " + "- " * (levels - 1) + "b"):
        node, diagnostics = yaml.parse(text + "\n", "x.yaml")
        assert (node is not None) is fits
        assert [each.code for each in diagnostics] == ([] if fits else ["Y005"])


def test_repeated_keys_keep_the_first_value() -> None:
    """The second is told with the line of the first, and the rest of the record is still read."""
    node, diagnostics = yaml.parse("a: 1\nb: 2\na: 3\nb: 4\n", "x.yaml")
    assert isinstance(node, Mapping)
    assert [value.text for value in node.values.values() if isinstance(value, Scalar)] == ["1", "2"]
    assert [str(each.place) for each in diagnostics] == ["x.yaml:3:1", "x.yaml:4:1"]
    assert "first on line 1" in str(diagnostics[0].message)


@pytest.mark.parametrize(
    ("text", "kind", "said", "hint"),
    [
        ("name: A\nwebsit: x\n", Organization, "there is no field `websit` here", "Did you mean `website`?"),
        ("order: 1\n", Organization, "`name` (Name) is missing", "Add a line `name: …`."),
        ("name: A\nid: Đồng Nai\n", Organization, "letters without marks", "Write `dong-nai`."),
        ("name: A\nwebsite: example.org\n", Organization, "web address with https://", "beginning with https://"),
        ("name: ''\n", Organization, "it must not be empty", "Write it after the colon"),
        ("name: A\nsources: B\n", Organization, "a list is needed here", "Write it on the line below, as `- title: B`"),
        ("name: A\nsources: [B]\n", Organization, "a group of fields is needed", "Write `- title: B`"),
        (FIELDS.replace("programmes: [hiv-aids]\n", "") + BLOCK, Article, "`programmes`", "on the line below `- …`"),
        (FIELDS + "key_points: [A, '']\n" + BLOCK, Article, "`key_points[2]`", "after the hyphen"),
        (PLACE + "point: 10.0, 105.7\n", Location, "a group of fields is needed", "two spaces in: `latitude: …`"),
        (PLACE + "phones: 111\n", Location, "a list is needed here", "as `- number: 111`"),
        (PLACE.replace("verified:", "#"), Location, "`verified` (Verification) is missing", "`source: …`, `on: …`"),
        ("name: A\norder: x\n", Organization, "“x” is not a whole number", "digits alone"),
        ("name: [A]\n", Organization, "a text is needed here", "on one line"),
        (FIELDS.replace("22/11/2026", "2008") + BLOCK, Article, "only a month or a year", "Write the date as"),
        (FIELDS.replace("7:30", '"25:00"') + BLOCK, Article, "not a time of day", "Write the time as 07:30"),
        (FIELDS.replace("published\n", "publish\n") + BLOCK, Article, "is not one of", "Did you mean `published`?"),
        (FIELDS.replace("[hiv-aids]", "[]") + BLOCK, Article, "at least 1 is needed", "until there are 1"),
        (FIELDS.replace("Ví dụ", "dài " * 40) + BLOCK, Article, "at most 150 characters", "It has 159 now"),
    ],
)
def test_a_mistake_is_told_with_what_to_write(text: str, kind: type[Record], said: str, hint: str) -> None:
    """The sentence says what is wrong, the hint what to write; near names are offered."""
    (problem,) = problems(text, kind)
    assert said in str(problem.message)
    assert problem.hint
    assert hint in str(problem.hint)


def test_braces_in_what_an_officer_wrote_are_left_alone() -> None:
    """A value is put into a sentence once: `{value}` in it is not filled again."""
    (problem,) = problems("name: A\norder: '{value} {0} %s'\n", Organization)
    assert "“{value} {0} %s” is not a whole number" in str(problem.message)


@pytest.mark.parametrize(
    "raw", [b"\xff\xfea\x00", b"a: \x80", b"\xc3", "a: Vi\u0301".encode("cp1258"), b"\xed\xa0\x80"]
)
def test_what_is_not_utf_8_is_refused(raw: bytes) -> None:
    """The place is the line of the first byte that cannot stand."""
    with pytest.raises(Unreadable) as refused:
        decode(b"x: 1\n" + raw, "x.yaml")
    assert (refused.value.diagnostic.code, str(refused.value.diagnostic.place)) == ("F003", "x.yaml:2:1")


@pytest.mark.parametrize("raw", [b"PK\x03\x04\0word", b"\xd0\xcf\x11\xe0\xa1\xb1", b"%PDF-1.7\n"])
def test_a_document_under_the_name_of_a_text_is_told_as_that(raw: bytes) -> None:
    """A Word file that was renamed holds no character to delete."""
    with pytest.raises(Unreadable) as refused:
        decode(raw, "x.yaml")
    assert refused.value.diagnostic.code == "F003"
    assert "Word" in str(refused.value.diagnostic.message)


@pytest.mark.parametrize("char", ["\0", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x80", "\x9f", "\ufffe", "\uffff"])
def test_control_characters_are_refused(char: str) -> None:
    """The sentence names the character, the place is where it stands."""
    with pytest.raises(Unreadable) as refused:
        decode(f"x: 1\nđây: {char}\n".encode(), "x.yaml")
    problem = refused.value.diagnostic
    assert (problem.code, str(problem.place)) == ("F004", "x.yaml:2:6")
    assert f"U+{ord(char):04X}" in str(problem.message)


def test_files_are_found_in_one_order_and_hidden_ones_passed_over(tmp_path: Path) -> None:
    """Folders are walked by name; what starts with a dot or a tilde is not there; a folder's link is not followed."""
    for name in ("b/2.yaml", "b/1.yaml", "a.yaml", ".hidden/x.yaml", ".x.yaml", "~a.yaml", "c/.git/x.yaml"):
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_text("x", encoding="utf-8")
    (tmp_path / "data/link").symlink_to(tmp_path / "data/b")
    assert list(find(tmp_path, "data")) == ["data/a.yaml", "data/b/1.yaml", "data/b/2.yaml", "data/link"]
    with pytest.raises(Unreadable, match="links are not followed"):
        read(tmp_path, "data/link")
    assert list(find(tmp_path, "nowhere")) == []


def test_a_file_may_hold_a_list_of_records(small_site: Path) -> None:
    """`data/<kind>.yaml` or any file in the folder: a list is several records, each with its own place."""
    (small_site / "data/organizations.yaml").write_text("- id: hai\n  name: Hai\n- id: mot\n  name: Một\n", "utf-8")
    site, diagnostics = load(small_site)
    assert diagnostics == []
    assert str(site.organizations["mot"].origin.place) == "data/organizations.yaml:3:3"
    assert list(site.organizations) == sorted(site.organizations)


def test_an_id_that_is_not_written_is_that_of_the_file(small_site: Path) -> None:
    """An article's starts with the month of its folders, so that one file name may come back every year."""
    file = small_site / "content/articles/2026/12/ngay-1-12.yaml"
    file.parent.mkdir()
    file.write_text(FIELDS.replace("id: 2026-11-vi-du\n", "") + BLOCK, encoding="utf-8")
    (small_site / "data/organizations/co-quan.yaml").write_text("name: Cơ quan\n", encoding="utf-8")
    site, diagnostics = load(small_site)
    assert diagnostics == []
    assert "2026-12-ngay-1-12" in site.articles
    assert "co-quan" in site.organizations


def test_shared_data_is_used_where_a_site_has_none_of_its_own(small_site: Path) -> None:
    """A folder or a file of the site's own takes the place of what travels with the generator, as a whole."""
    site, _ = load(small_site)
    assert len(site.units) > 10_000
    assert {"hiv-aids", "gender-equality"} <= site.programmes.keys()
    (small_site / "data/hotlines.yaml").write_text(
        "- {id: a, name: A, number: 111, purpose: B, status: known}\n", "utf-8"
    )
    site, diagnostics = load(small_site)
    assert diagnostics == []
    assert list(site.hotlines) == ["a"]


def test_pages_written_by_hand_have_the_address_of_their_file(small_site: Path) -> None:
    """`index.md` stands for its folder."""
    (small_site / "content/pages/vi-du").mkdir()
    (small_site / "content/pages/vi-du/index.md").write_text("# Ví dụ\n", encoding="utf-8")
    site, diagnostics = load(small_site)
    assert diagnostics == []
    assert [page.path for page in site.pages] == ["/gioi-thieu/", "/vi-du/"]


def test_the_register_must_have_its_columns(tmp_path: Path) -> None:
    """A register with another first row is not read at all; one that is missing is empty."""
    assert load_ids(tmp_path) == ((), [])
    (tmp_path / "data").mkdir()
    (tmp_path / "data/ids.csv").write_text("kind;id;path\narticles;a;/a/\n", encoding="utf-8")
    rows, diagnostics = load_ids(tmp_path)
    assert rows == ()
    assert [(str(each.place), each.code) for each in diagnostics] == [("data/ids.csv:1:1", "T001")]
    assert "semicolons" in str(diagnostics[0].message)
    (tmp_path / "data/ids.csv").write_text("loại,mã\n", encoding="utf-8")
    assert "kind,id,path" in str(load_ids(tmp_path)[1][0].message)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("01/01/2027,yes,Tết,official,Nguồn,", "“01/01/2027” chưa viết theo dạng 2025-07-01"),
        ("2027-01-01,có,Tết,official,Nguồn,", "“có” không có trong các từ dùng được: yes"),
        ("2027-01-01,yes,Tết,official,,", "cột source còn trống"),
        ("2027-01-01,no,Tết,official,Nguồn,", "cột `instead_of` ghi ngày khi `day_off` là no"),
        ("2027-01-01,yes,Tết", "có 3 ô, phải có 6 ô"),
    ],
)
def test_a_row_of_a_table_is_refused_in_words_of_officers(tmp_path: Path, row: str, why: str) -> None:
    """No word of the program's own language reaches who keeps a table in Excel."""
    (tmp_path / "data/holidays").mkdir(parents=True)
    (tmp_path / "data/holidays/2027.csv").write_text(
        f"date,day_off,name,status,source,instead_of\n{row}\n", encoding="utf-8"
    )
    (told,) = load_holidays(tmp_path)[1]
    assert (told.code, str(told.place)) == ("T002", "data/holidays/2027.csv:2:1")
    assert why in told.message.text(translator("vi"))


def test_a_list_on_the_line_of_its_field_is_told() -> None:
    """One of the first things that go wrong: libyaml says it in English."""
    node, (told,) = yaml.parse("title: A\nservices: - arv\n", "x.yaml")
    assert node is None
    assert "danh sách không viết cùng dòng" in told.message.text(translator("vi"))


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_lines_are_those_of_the_reader(sign: str) -> None:
    """What web pages break lines by is one more line for it: fields below were judged by lines that are not theirs."""
    text = f'a: "{sign}{sign}"\nb: Gọi\n  trước\nc:\n  - d\n  - e #\nf: |\n  g\n'
    read = values(text)
    assert (read["b"], read["f"]) == ("Gọi trước", "g\n")


@pytest.mark.parametrize(
    ("written", "instead", "code", "line", "advice"),
    [
        ("name:", "Tên:", "R002", 1, "`name`"),
        ("name:", "Name:", "R002", 1, "`name`"),
        ("name:", "\u200bname:", "R002", 1, "invisible character"),
        ("unit:", "đơn vị hành chính:", "R002", 2, "`unit`"),
        ("unit: can-tho", "unit: can-tho\nhours: 24/7", "R002", 3, "below `schedule:`"),
        ("name: A", "name:", "R001", 1, "after the colon"),
        ("[{kind: methadone}]", "", "R001", 3, "with `- `"),
        ("{source: {title: B}}", "", "R001", 4, "`source: …`"),
        ("[{kind: methadone}]", "methadone, hiv-testing", "R003", 3, "`- kind: methadone`"),
        ("unit: can-tho", "unit: can-tho\nlanguages:\n  –vi", "R003", 4, "`- vi`"),
        ("unit: can-tho", "unit: can-tho\nphones: 0292 3 000 000; 115", "R003", 3, "`- number: 0292 3 000 000`"),
    ],
)
def test_one_mistake_in_a_record_is_one_message(written: str, instead: str, code: str, line: int, advice: str) -> None:
    """At what somebody wrote, with what to write there: a field under its Vietnamese name is not missing as well."""
    assert written in PLACE
    (told,) = problems(PLACE.replace(written, instead), Location)
    assert (told.code, told.place.line, advice in str(told.hint)) == (code, line, True), told


def test_a_text_that_is_not_written_yet_goes_below_its_sign() -> None:
    """Behind the `|` that new articles have it would be refused again."""
    (told,) = problems(FIELDS + "body: |\n", Article)
    assert "`body: |`, and the text on the lines below" in str(told.hint)


@pytest.mark.parametrize(("name", "advice"), [("bai.docx", "outreach new"), ("bai.txt", "end in .yaml")])
def test_a_file_of_another_program_is_told_how_it_comes_in(small_site: Path, name: str, advice: str) -> None:
    """A Word file renamed to .yaml would be no record."""
    (small_site / "content/articles" / name).write_bytes(b"PK")
    (told,) = (each for each in load(small_site)[1] if each.code == "F006")
    assert advice in str(told.hint)


def test_units_must_hang_together(tmp_path: Path) -> None:
    """A unit in a province that is not there, a successor that is not there and a broken date are told."""
    folder = tmp_path / "data/units"
    folder.mkdir(parents=True)
    head = "id,code,kind,name,parent,valid_from,valid_to,latitude,longitude\n"
    (folder / "current.csv").write_text(head + "p,01,province,Tỉnh Ví dụ,,,,,\np/x,2,commune,Xã Ví dụ,q,,,,\n", "utf-8")
    (folder / "names.csv").write_text("id,name,until\np,Tỉnh Cũ,hôm qua\n", "utf-8")
    (folder / "aliases.csv").write_text("alias,unit,source\nVD,p,made up\nXa,r,made up\n", "utf-8")
    (folder / "succession.csv").write_text("former,successor,relation,on\ncu/1,p,whole,2025-07-01\n", "utf-8")
    units, diagnostics = load_units(tmp_path)
    assert [(unit.name, unit.aliases) for unit in units.provinces] == [("Tỉnh Ví dụ", ("VD",))]
    assert sorted((str(each.place), each.code) for each in diagnostics) == [
        ("data/units", "T003"),
        ("data/units/aliases.csv", "T003"),
        ("data/units/names.csv:2:1", "T002"),
        ("data/units/succession.csv", "T003"),
    ]


@pytest.mark.parametrize(("table", "language"), [("synonyms.csv", "vi"), ("synonyms/en.csv", "en")])
def test_words_in_one_language_leave_those_of_others(small_site: Path, table: str, language: str) -> None:
    """Who adds an English word (`data/synonyms/en.csv`) keeps the Vietnamese ones that come with the program."""
    shared = load(small_site)[0].synonyms
    file = small_site / "data" / table
    file.parent.mkdir(exist_ok=True)
    file.write_text("typed,means,source\nrehab,cai nghien,test\n", encoding="utf-8")
    assert load(small_site)[0].synonyms == {**shared, language: (Synonym("rehab", "cai nghien"),)}
    assert all(shared.values())


def test_each_table_of_words_is_in_its_language(small_site: Path) -> None:
    """An office that writes in English first has no table of its own for that: `data/synonyms.csv` is Vietnamese."""
    before = load(small_site)[0].synonyms
    edit(small_site / "data/site.yaml", "languages:\n  - vi\n", "languages: [en, vi]\n")
    site, _ = load(small_site)
    assert site.synonyms == before
    made = {each.path: each for each in render(site, TODAY) if each.path.endswith("tim/ten.json")}
    for path, typed in (("tim/ten.json", "rehab"), ("vi/tim/ten.json", "bcs")):
        names = made.pop(path).make()
        assert isinstance(names, bytes)
        known = dict(json.loads(names)["synonyms"])
        assert [each for each in ("rehab", "bcs") if each in known] == [typed], path
    assert made == {}


def test_a_table_of_rows_that_cannot_be_read_is_left(small_site: Path) -> None:
    """A hundred are told, and then that the rest was not looked at."""
    (small_site / "data/synonyms.csv").write_text("typed,means,source\n" + "a,b\n" * 300, encoding="utf-8")
    told = [each for each in load(small_site)[1] if each.place.file == "data/synonyms.csv"]
    assert sorted(each.place.line for each in told) == [*range(2, 102), 101]
    assert {each.code for each in told} == {"T002"}
    assert "100" in str(told[-1].message) + str(told[-2].message)


def test_a_table_that_the_system_refuses_is_no_other_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its digest names the edition of the data: one of all but a table that failed for a moment would be another."""
    refused = UNITS["aliases"]
    whole = units_digest(ROOT)
    read_bytes = Path.read_bytes

    def failing(path: Path) -> bytes:
        if path == ROOT / refused:
            raise OSError(EIO, os.strerror(EIO), str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", failing)
    with pytest.raises(OSError, match=refused):
        units_digest(ROOT)
    monkeypatch.undo()
    assert units_digest(ROOT) == whole


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1e999", "“1e999” không phải là số"),
        ("nan", "“nan” không phải là số"),
        ("95,5", "“95,5” không phải là số"),
        ("-1", "“-1” nhỏ quá: ít nhất là 0"),
    ],
)
def test_a_number_is_one_that_can_be_counted_to(written: str, said: str) -> None:
    """Neither endless nor none, and its limits are told as people write them."""
    told = [each.message.text(translator("vi")) for each in problems(f"goal: {written}\n", Target)]
    assert any(said in each for each in told), told


WRONG = ("[một, hai]", "{một: hai}", "???", "“”", "-5", "1e999", "Chữ Có Dấu", "''", "x" * 5000)


@pytest.mark.parametrize("kind", [SiteConfig, *COLLECTIONS.values()])
def test_every_refused_value_is_told_what_to_write_instead(kind: type[Record]) -> None:
    """In every field of every type: a mistake without advice is one the officer cannot mend."""
    refused = 0
    for name in kind.model_fields:
        for wrong in WRONG:
            for found in problems(f"{name}: {wrong}\n", kind):
                refused += found.code == "R003"
                assert found.hint, (name, wrong, str(found.message))
    assert refused
