"""Schemas for editors: every good record fits, wrong ones are underlined, and they speak Vietnamese."""

from __future__ import annotations

import json
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
    assert '"description"' not in text


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
