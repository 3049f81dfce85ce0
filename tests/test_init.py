"""A new office's site: from nothing to a published page, without network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, TODAY
from tests.site import command, tree

ANSWERS = {
    "office": "Trạm Y tế “Ví dụ” #1",
    "name": "Bên nhau: ví dụ",
    "url": "https://vidu.example/yte",
    "unit": "ninh kieu",
}


def init(folder: Path, **answers: str) -> tuple[int, str, str]:
    words = (f"--set={name}={value}" for name, value in answers.items())
    ran = command("init", str(folder), "--today", f"{TODAY}", *words)
    return ran.returncode, ran.stdout, ran.stderr


def no_file_above(size: int, *words: str) -> tuple[int, str]:
    """The command where the system refuses larger files, as a full disk refuses all."""
    script = (
        "import resource, sys\n"
        "from generator.cli import main\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"
        "sys.argv[0] = 'outreach'\n"
        "main()\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, check=False, env=env, timeout=120
    )
    return ran.returncode, ran.stderr


def test_a_new_site_is_published_at_once(tmp_path: Path) -> None:
    """Whatever the office is called; without a mistake or a warning but that there is no article yet."""
    folder = tmp_path / "new"
    assert init(folder, **ANSWERS)[0] == 0
    ran = command("check", "--root", str(folder), "--today", f"{TODAY}", "--format", "github")
    assert [line for line in ran.stdout.splitlines() if not line.startswith("::notice")] == []
    ran = command("build", "--root", str(folder), "--today", f"{TODAY}")
    assert ran.returncode == 0, ran.stderr
    home = (folder / "site/index.html").read_text(encoding="utf-8")
    assert "Bên nhau: ví dụ" in home
    assert "Trạm Y tế “Ví dụ” #1" in home
    assert "https://vidu.example/yte/" in home
    assert "bai-dau-tien" not in (folder / "site/sitemap.xml").read_text(encoding="utf-8"), "a draft is not published"


def test_then_a_record_is_added(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    init(folder, **ANSWERS)
    answers = ("--set=title=Bài mới", "--set=kind=news", "--set=programmes=hiv", "--set=unit=ninh kieu")
    ran = command("new", "article", "--root", str(folder), "--today", f"{TODAY}", *answers)
    assert ran.returncode == 0, ran.stderr


def test_examples_can_be_copied(tmp_path: Path) -> None:
    """No word of the program is left in them, and a copy only lacks what must be written: no line is spoilt."""
    folder = tmp_path / "new"
    init(folder, **ANSWERS)
    (folder / "data/locations").mkdir()
    for each in (folder / "vi-du").iterdir():
        assert "$" not in each.read_text(encoding="utf-8"), each
        shutil.copy(each, folder / "data/locations")
    ran = command("check", "--root", str(folder), "--today", f"{TODAY}", "--format", "github")
    assert "data/locations/location.yaml" in ran.stdout
    assert not re.search(r"title=[FY]\d", ran.stdout), ran.stdout


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    code, _, said = init(tmp_path, **ANSWERS)
    assert (code, "trống" in said) == (2, True)
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("there", [False, True])
def test_nothing_half_made_stays(there: bool, tmp_path: Path) -> None:
    """Where no room is left for the next file: it is named, with what to do, and the folder is as it was."""
    folder = tmp_path / "new"
    if there:
        folder.mkdir()
    code, said = no_file_above(900, "init", str(folder), *(f"--set={name}={value}" for name, value in ANSWERS.items()))
    assert code == 1
    assert re.search(rf"^{folder}/\S+: việc này không làm được: lớn hơn mức hệ thống cho phép\.\n    → ", said, re.M)
    assert list(tmp_path.iterdir()) == ([folder] if there else [])
    assert not there or list(folder.iterdir()) == []


def test_a_refused_file_leaves_the_one_before(small_site: Path) -> None:
    """And no other beside it."""
    command("schema", "--root", str(small_site))
    before = tree(small_site)
    for words in (("schema",), ("due", "--ics", str(small_site / "viec.ics")), ("export", str(small_site / "noi.csv"))):
        code, said = no_file_above(100, *words, "--root", str(small_site))
        assert (code, f"{small_site}/" in said, "    → " in said) == (1, True, True), said
        assert tree(small_site) == before


@pytest.mark.parametrize("name", ["office", "name", "url"])
def test_what_is_needed_is_asked_for(name: str, tmp_path: Path) -> None:
    """Without a terminal: nothing is written."""
    code, _, said = init(tmp_path / "new", **{key: value for key, value in ANSWERS.items() if key != name})
    assert (code, name in said) == (2, True)
    assert not (tmp_path / "new").exists()
