"""A random series of edits, built one by one, gives the same site as one clean build."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.conftest import ROOT, TODAY
from tests.site import publish, tree

Edit = Callable[[Path, Random], None]


def _new_article(root: Path, chance: Random) -> None:
    number = chance.randrange(10_000)
    programmes = chance.sample(["hiv-aids", "drug-prevention", "gender-equality"], 2)
    text = f"""\
id: 2026-08-bai-{number}
title: Bài thử {number}
kind: {chance.choice(["story", "news"])}
status: published
published: 2026-{chance.randrange(1, 12):02}-{chance.randrange(1, 28):02}
programmes: [{", ".join(programmes)}]
audiences: [families]
summary: Tóm tắt {number}.
body: |
  Nội dung {chance.random()}.
"""
    folder = root / "content/articles/2026/08"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"bai-{number}.yaml").write_text(text, encoding="utf-8")


def _change_text(root: Path, chance: Random) -> None:
    file = chance.choice(sorted(root.glob("content/articles/**/bai-*.yaml")) or [root / "none"])
    if file.exists():
        file.write_text(file.read_text(encoding="utf-8") + f"  Thêm một câu {chance.random()}.\n", encoding="utf-8")


def _to_draft(root: Path, chance: Random) -> None:
    file = chance.choice(sorted(root.glob("content/articles/**/bai-*.yaml")) or [root / "none"])
    if file.exists():
        text = file.read_text(encoding="utf-8")
        swap = (
            ("status: published", "status: draft")
            if "status: published" in text
            else ("status: draft", "status: published")
        )
        file.write_text(text.replace(*swap), encoding="utf-8")


def _withdraw(root: Path, chance: Random) -> None:
    file = chance.choice(sorted(root.glob("content/articles/**/bai-*.yaml")) or [root / "none"])
    if file.exists() and "withdrawn" not in (text := file.read_text(encoding="utf-8")):
        file.write_text(f"withdrawn: {{on: 2026-11-20, why: Có chỗ sai {chance.random()}.}}\n{text}", encoding="utf-8")


def _delete(root: Path, chance: Random) -> None:
    if files := sorted(root.glob("content/articles/**/bai-*.yaml")):
        chance.choice(files).unlink()


def _rename_programme(root: Path, chance: Random) -> None:
    file = root / "data/programmes/hiv-aids.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("name:"))
    lines[at] = f"name: Phòng, chống HIV/AIDS {chance.randrange(100)}"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _change_office(root: Path, chance: Random) -> None:
    file = root / "data/site.yaml"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("description:")]
    file.write_text("\n".join([*lines, f"description: Trang thử {chance.randrange(100)}"]) + "\n", encoding="utf-8")


def _change_page(root: Path, chance: Random) -> None:
    (root / "content/pages").mkdir(parents=True, exist_ok=True)
    (root / "content/pages/them.md").write_text(f"# Trang thêm\n\nCâu {chance.random()}.\n", encoding="utf-8")


def _change_theme(root: Path, chance: Random) -> None:
    partial = root / "theme_overrides/main.html"
    partial.parent.mkdir(exist_ok=True)
    partial.write_text(
        '{% extends "base.html" %}' + f"{{# {chance.random()} #}}<!-- {chance.randrange(9)} -->", encoding="utf-8"
    )


EDITS: tuple[Edit, ...] = (
    _new_article,
    _new_article,
    _change_text,
    _to_draft,
    _withdraw,
    _delete,
    _rename_programme,
    _change_office,
    _change_page,
    _change_theme,
)


@pytest.mark.parametrize("seed", range(3))
def test_incremental_equals_clean(published_site: Path, tmp_path: Path, seed: int) -> None:
    """Whatever is edited in whatever order, nothing stale stays and nothing needed is missing."""
    chance = Random(seed)
    root = published_site
    if not (root / "data/programmes").exists():
        shutil.copytree(ROOT / "data/programmes", root / "data/programmes")
    for step in range(1, 10):
        for _ in range(chance.randrange(1, 4)):
            chance.choice(EDITS)(root, chance)
        publish(root, today=TODAY)
        if step in (5, 9):
            publish(root, tmp_path / f"clean-{step}")
            assert tree(root / "site") == tree(tmp_path / f"clean-{step}/site"), f"step {step}"
