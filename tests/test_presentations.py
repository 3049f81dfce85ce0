"""The same findings, for editors, code hosts and letters."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import TODAY
from tests.site import command, edit

# What SARIF 2.1.0 (sections 3.13 to 3.30) demands of the parts used here.
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {"required": ["driver"], "properties": {"driver": {"required": ["name"]}}},
                    "results": {
                        "type": "array",
                        "items": {
                            "required": ["message", "ruleId", "ruleIndex", "level", "locations"],
                            "properties": {
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": {"required": ["text"]},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "locations": {
                                    "items": {
                                        "properties": {
                                            "physicalLocation": {
                                                "required": ["artifactLocation"],
                                                "properties": {
                                                    "region": {
                                                        "properties": {
                                                            "startLine": {"type": "integer", "minimum": 1},
                                                            "startColumn": {"type": "integer", "minimum": 1},
                                                        }
                                                    }
                                                },
                                            }
                                        }
                                    }
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}
FILE = "content/articles/2026/11/xet-nghiem-lan-dau.yaml"


@pytest.fixture
def wrong(small_site: Path) -> Path:
    """A site with two mistakes in one file, one with signs that each format must escape."""
    edit(small_site / FILE, "\ntitle:", "\ntittle: 100%,\ntitle:")
    edit(small_site / FILE, "published: ", "published: 31/11/2026 # ")
    return small_site


def said(root: Path, presentation: str) -> str:
    ran = command("check", "--root", str(root), "--today", f"{TODAY}", "--format", presentation)
    assert ran.returncode == 1
    assert ran.stderr == ""
    return ran.stdout


def test_json(wrong: Path) -> None:
    found = json.loads(said(wrong, "json"))
    mine = [each for each in found if each["file"] == FILE and each["severity"] == "error"]
    assert [(each["code"], each["line"] > 0, bool(each["hint"])) for each in mine] == [
        ("R002", True, True),
        ("R003", True, True),
    ]


def test_sarif(wrong: Path) -> None:
    made = json.loads(said(wrong, "sarif"))
    Draft202012Validator(SARIF).validate(made)
    (run,) = made["runs"]
    rules = [each["id"] for each in run["tool"]["driver"]["rules"]]
    assert all(rules[each["ruleIndex"]] == each["ruleId"] for each in run["results"])
    assert {"R002", "R003"} <= set(rules)


def test_github(wrong: Path) -> None:
    lines = said(wrong, "github").splitlines()
    pattern = re.compile(r"::(error|warning|notice) file=[^:,]+(,line=\d+,col=\d+)?,title=[A-Z]\d{3}::[^\n]+")
    assert all(pattern.fullmatch(line) for line in lines), lines
    assert any(FILE in line and "title=R003" in line for line in lines)


def test_letter(wrong: Path) -> None:
    letter = said(wrong, "letter")
    assert letter.startswith("Chào")
    assert letter.count(f"## `{FILE}`") == 1
    assert "tittle: 100%," in letter
    assert "→" in letter


def test_a_letter_with_nothing_to_mend() -> None:
    from generator.desk.presentations import as_letter
    from generator.language import translator

    assert "không có gì phải sửa" in as_letter([], Path(), translator("vi"))


def test_a_letter_of_what_stops_nothing_says_so() -> None:
    """Whoever gets it need not fear that nothing appears."""
    from generator.desk.presentations import as_letter
    from generator.language import translator
    from generator.model.diagnostic import error, note, warning
    from generator.model.message import message
    from generator.model.place import Place

    told = [note("D005", Place(FILE, 1, 1), message("x")), warning("N002", Place(FILE, 2, 1), message("x"))]
    assert "đã đăng được" in as_letter(told, Path(), translator("vi"))
    assert "trước khi đăng được" in as_letter(
        [*told, error("R003", Place(FILE), message("x"))], Path(), translator("vi")
    )
