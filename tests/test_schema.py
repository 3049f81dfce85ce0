"""Schemas for editors: every good record fits, wrong ones are underlined, and they speak Vietnamese."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator import load
from generator.desk.schema import SETTINGS, schema, write_schemas
from generator.language import translator
from generator.model.config import SiteConfig
from generator.model.site import COLLECTIONS
from generator.source.load import FOLDERS
from tests.conftest import ROOT
from tests.editor import Server, editor
from tests.site import command

_ = translator("vi")
SITE, _wrong = load(ROOT)
KINDS = {**COLLECTIONS, "site": SiteConfig}


def as_an_editor_reads(text: str) -> Any:
    """What a YAML 1.2 editor makes of a file: dates stay texts."""

    class Reader(yaml.SafeLoader):
        pass

    Reader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in each if not tag.endswith("timestamp")]
        for first, each in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Reader)


@pytest.mark.parametrize("name", KINDS)
def test_every_record_of_the_site_fits(name: str) -> None:
    made = schema(SITE, KINDS[name], _)
    Draft202012Validator.check_schema(made)
    judge = Draft202012Validator(made)
    under = (
        ["data/site.yaml"]
        if name == "site"
        else [f"{FOLDERS[name]}.yaml", *sorted((ROOT / FOLDERS[name]).rglob("*.yaml"))]
    )
    files = [ROOT / each for each in under if (ROOT / each).exists()]
    assert files or name == "activities"
    for file in files:
        problems = list(judge.iter_errors(as_an_editor_reads(file.read_text(encoding="utf-8"))))
        assert not problems, (file, problems[0].message, [each.message for each in problems[0].context or ()])


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "x"},
        {"programmes": ["no-such"]},
        {"kind": "no-such"},
        {"status": "ready"},
        {"unit": "no-such"},
        {"tittle": "x"},
        {"image": {"file": "x.exe", "alt": "x", "credit": "x"}},
        {"image": {"file": "x.png"}},
        {"programmes": []},
        {"programmes": "hiv-aids"},
    ],
)
def test_what_is_wrong_is_underlined(wrong: dict[str, Any]) -> None:
    good = {
        "title": "T",
        "kind": "news",
        "published": "2026-11-22",
        "programmes": ["hiv-aids"],
        "summary": "S",
        "body": "B",
    }
    judge = Draft202012Validator(schema(SITE, COLLECTIONS["articles"], _))
    assert judge.is_valid(good)
    assert not judge.is_valid(wrong if wrong == {"title": "x"} else {**good, **wrong})


def test_words_are_vietnamese() -> None:
    """Names of fields and records, and no notes of programmers."""
    text = json.dumps(schema(SITE, COLLECTIONS["articles"], _), ensure_ascii=False)
    assert "Tóm tắt" in text
    assert "Phòng, chống HIV/AIDS" in text
    assert COLLECTIONS["articles"].__doc__
    assert COLLECTIONS["articles"].__doc__[:20] not in text


def test_settings_of_an_office_are_kept(tmp_path: Path, small_site: Path) -> None:
    """Written once; what is there is never written over."""
    ran = command("schema", "--root", str(small_site))
    assert ran.returncode == 0, ran.stderr
    settings = json.loads((small_site / SETTINGS).read_text(encoding="utf-8"))
    assert "data/locations/**/*.yaml" in settings["yaml.schemas"][".schemas/locations.json"]
    for own in ('{"editor.fontSize": 14, "yaml.schemas": {}}', "// mine\n{}"):
        (small_site / SETTINGS).write_text(own)
        list(write_schemas(small_site, SITE, _))
        assert (small_site / SETTINGS).read_text() == own
    (small_site / SETTINGS).write_text('{"editor.fontSize": 14}')
    list(write_schemas(small_site, SITE, _))
    kept = json.loads((small_site / SETTINGS).read_text(encoding="utf-8"))
    assert kept["editor.fontSize"] == 14
    assert "yaml.schemas" in kept


ARTICLE = "content/articles/2026/12/{}.yaml"
WRITTEN = """\
title: Tên bài
kind: news
published: 01/12/2026
programmes: [hiv-aids]
summary: Tóm tắt.
body: |
  Nội dung.
"""
NO_FIELD = "Ở đây không có mục này. Bấm Ctrl+Dấu cách để xem các mục dùng được."
NO_WORD = "Trang không có mã này. Bấm Ctrl+Dấu cách để xem các mã dùng được."
LIST = "Ở đây là một danh sách: mỗi ý một dòng, bắt đầu bằng “- ”."


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an officer has after `outreach init` and `outreach schema`: no campaign, no document, no place."""
    root = tmp_path_factory.mktemp("editor") / "trang"
    answers = ("--set=office=Trạm Y tế Ví dụ", "--set=name=Trang ví dụ", "--set=url=https://vidu.example/")
    for words in (("init", str(root), *answers), ("schema", "--root", str(root))):
        ran = command(*words)
        assert ran.returncode == 0, ran.stderr
    return root


@pytest.fixture(scope="module")
def typing(new_site: Path) -> Iterator[Server]:
    with editor(new_site) as server:
        yield server


def underlined(server: Server, name: str, text: str) -> list[tuple[str, str]]:
    """Each underlined word of an article with what is said of it."""
    lines = text.splitlines()
    found = []
    for each in server.diagnostics(ARTICLE.format(name), text):
        start, end = each["range"]["start"], each["range"]["end"]
        word = lines[start["line"]][start["character"] : end["character"] if end["line"] == start["line"] else None]
        found.append((word, each["message"]))
    return found


def test_the_first_file_of_a_new_site_is_not_underlined(typing: Server, new_site: Path) -> None:
    """Nor are the forms beside it with their fields left empty."""
    (draft,) = new_site.glob("content/articles/*/*/*.yaml")
    assert underlined(typing, "nhap", draft.read_text(encoding="utf-8")) == []
    assert underlined(typing, "tot", f"{WRITTEN}campaign:\naudiences:\nimage:\nstatus:\n") == []


@pytest.mark.parametrize(
    ("name", "right", "wrong", "told"),
    [
        ("loai", "news", "newz", ("newz", NO_WORD)),
        ("chuong-trinh", "[hiv-aids]", "[hiv]", ("hiv", NO_WORD)),
        ("mot-chu", "[hiv-aids]", "hiv-aids", ("hiv-aids", LIST)),
        ("khong-co", "[hiv-aids]", "[]", ("[]", "Ở đây cần ít nhất một.")),
        ("thieu", "summary: Tóm tắt.\n", "", ("t", "Thiếu mục `summary` (Tóm tắt).")),
        ("thua", "kind:", "tilte: x\nkind:", ("tilte", NO_FIELD)),
        ("dai", "Tóm tắt.", "x" * 301, ("x" * 301, "Dài quá: nhiều nhất 300 ký tự.")),
        ("nhom", "kind:", "image: {file: a.exe, alt: x, credit: y}\nkind:",
         ("a.exe", "Hãy ghi tên một tệp không có dấu cách, đuôi .jpg, .png, .webp, .avif hoặc .svg.")),
        ("chua-co", "kind:", "campaign: tet\nkind:",
         ("tet", "Trang của bạn chưa có mục nào loại này, nên hãy bỏ trống.")),
    ],
)  # fmt: skip
def test_a_mistake_is_underlined_where_it_is(
    typing: Server, name: str, right: str, wrong: str, told: tuple[str, str]
) -> None:
    """Once, at its own word, in Vietnamese."""
    assert right in WRITTEN
    assert underlined(typing, name, WRITTEN.replace(right, wrong)) == [told]


def test_fields_complete_with_what_they_are(typing: Server) -> None:
    offered = typing.completion(ARTICLE.format("goi-y"), "su|")
    assert {"title", "summary", "programmes", "body"} <= set(offered)
    assert offered["summary"]["documentation"].startswith("Tóm tắt. ")
    assert "Mục này bắt buộc." in offered["summary"]["documentation"]
    assert "Hãy viết ngày" in offered["published"]["documentation"]


@pytest.mark.parametrize(
    ("typed", "word", "meaning"),
    [
        ("programmes:\n  - |", "hiv-aids", "Phòng, chống HIV/AIDS"),
        ("audiences: [|]", "families", "Cha mẹ và gia đình"),
        ("kind: |", "guide", "Hướng dẫn"),
        ("unit: |", "can-tho/ninh-kieu", "Phường Ninh Kiều, Thành phố Cần Thơ"),
    ],
)
def test_ids_complete_with_their_names(typing: Server, typed: str, word: str, meaning: str) -> None:
    offered = typing.completion(ARTICLE.format("ma"), typed)
    assert offered[word]["documentation"] == meaning
    assert "null" not in offered


def test_a_field_explains_itself(typing: Server) -> None:
    """Under the pointer: its name, whether it is needed, how it is written; and what a word means."""
    told = typing.hover(ARTICLE.format("giai-thich"), WRITTEN.replace("published", "publi|shed"))
    assert told.startswith("Ngày đăng. Mục này bắt buộc. Hãy viết ngày theo dạng")
    told = typing.hover(ARTICLE.format("giai-thich"), WRITTEN.replace("[hiv", "[h|iv"))
    assert "* `hiv-aids`: Phòng, chống HIV/AIDS" in told


def test_no_record_of_this_site_is_underlined(tmp_path: Path) -> None:
    """Every file that the loader reads without a mistake."""
    list(write_schemas(tmp_path, SITE, _))
    files = sorted(each for under in ("data", "content") for each in (ROOT / under).rglob("*.yaml"))
    assert len(files) > 100
    with editor(tmp_path) as server:
        texts = {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in files}
        for name, text in texts.items():
            server.show(name, text)
        wrong = {name: found for name in texts if (found := server.underlined(name))}
        # That it was judged at all: none of its schemas is one that no file meets.
        assert server.diagnostics("data/hotlines.yaml", "- id: x\n") != []
    assert wrong == {}
