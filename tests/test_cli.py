"""The command `outreach` as it is installed, in a process of its own."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES
from tests.site import command, edit, tree

DAY = ("--today", "2026-11-22")
BROKEN = EXAMPLES / "invalid/four-mistakes"
MISTAKES = [
    ("content/articles/2026/11/sai.yaml:1:1", "R001"),
    ("content/articles/2026/11/sai.yaml:2:1", "R002"),
    ("content/articles/2026/11/sai.yaml:5:12", "R003"),
    ("content/articles/2026/11/sai.yaml:9:7", "R003"),
]
CAMPAIGN = "content/campaigns/hiv-action-month.yaml"
ORGANIZATION = "data/organizations/vi-du.yaml"
NEW = """\
# Bài này chưa có mã.
title: Một bài ví dụ   # dấu cách và ghi chú giữ nguyên

kind: news
status: published
published: 2026-11-19
programmes: [hiv-aids]
summary: Bài này là ví dụ.
"""


def run(root: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """`outreach <words> --root <root> --today 2026-11-22`."""
    return command(*words, "--root", str(root), *DAY, **env)


def told(output: str) -> list[tuple[str, str]]:
    """Place and code of each message, whatever its language."""
    return re.findall(r"^(\S+): [^:]+ ([A-Z]\d{3}): ", output, re.MULTILINE)


def test_a_site_without_mistakes_gives_0(small_site: Path) -> None:
    """`check` says so on standard output and nothing else."""
    done = run(small_site, "check", "--lang", "en")
    assert (done.returncode, done.stdout, done.stderr) == (0, "No mistakes found.\n", "")


def test_mistakes_give_1(small_site: Path) -> None:
    """They go to standard error, all at once, each with its place."""
    shutil.copytree(BROKEN, small_site, dirs_exist_ok=True)
    done = run(small_site, "check")
    assert (done.returncode, done.stdout) == (1, "")
    assert told(done.stderr) == MISTAKES


def test_nothing_is_explained_of_a_site_with_mistakes(small_site: Path) -> None:
    """Whether it publishes a page is not known: it is not denied."""
    shutil.copytree(BROKEN, small_site, dirs_exist_ok=True)
    done = run(small_site, "explain", "gioi-thieu/", "--lang", "en")
    assert (done.returncode, done.stdout, "does not publish" in done.stderr) == (1, "", False)
    assert told(done.stderr) == MISTAKES


def test_warnings_give_0(small_site: Path) -> None:
    """They are listed and counted, and stop nothing."""
    edit(small_site / CAMPAIGN, "start: 2026-12-01", "start: 2026-12-11")
    done = run(small_site, "check", "--lang", "en")
    assert done.returncode == 0
    assert told(done.stderr) == [(f"{CAMPAIGN}:27:16", "D003")]
    assert done.stderr.endswith("0 errors, 1 warnings.\n")


@pytest.mark.parametrize(
    "words",
    [
        ("chekc",),
        ("check", "--bogus"),
        ("check", "--root", "/nowhere/at/all"),
        ("check", "--lang", "fr"),
        ("check", "--today", "31/02/2026"),
        ("check", "--today", "2026"),
        ("build", "--today"),
    ],
)
def test_wrong_use_gives_2(words: tuple[str, ...], tmp_path: Path) -> None:
    """A command, an option or a value that is not there is told in a few lines, never as a traceback."""
    done = command(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("serve", "--port", "abc"), ("due", "--days", "0"), ("build", "--wait", "x")])
def test_wrong_values_are_told_in_vietnamese(words: tuple[str, ...], small_site: Path) -> None:
    """Not half in the words of the library that reads the command line."""
    done = command(*words, "--root", str(small_site))
    assert done.returncode == 2
    assert "range" not in done.stderr


def test_a_message_shows_the_line_with_a_caret(small_site: Path) -> None:
    """Place, severity and code; the line; a caret below the column; what to write."""
    (small_site / ORGANIZATION).write_text("id: vi-du\nname: Cơ quan\nwebsit: https://example.org/\n", encoding="utf-8")
    done = run(small_site, "check", "--lang", "en")
    assert done.stderr.splitlines() == [
        "data/organizations/vi-du.yaml:3:1: error R002: there is no field `websit` here",
        "    3 | websit: https://example.org/",
        "      | ^",
        "    → Did you mean `website`?",
        "1 errors, 0 warnings.",
    ]


@pytest.mark.parametrize("line", ["name: Ví dụ: một cơ quan", "name: Ví dụ\nwebsite: không có", "name: Ví dụ\nsố: 1"])
def test_the_caret_stands_below_the_place(line: str, small_site: Path) -> None:
    """Counted in letters, with marks or without."""
    (small_site / ORGANIZATION).write_text(f"id: vi-du\n{line}\n", encoding="utf-8")
    lines = run(small_site, "check", "--lang", "en").stderr.splitlines()
    file, line, column = lines[0].split(": ")[0].split(":")
    start = f"    {line} | "
    assert lines[1] == start + (small_site / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert lines[2].index("^") == len(start) + int(column) - 1


def test_a_long_line_is_cut_around_the_place(small_site: Path) -> None:
    """The caret is shown even when the line is as long as a page."""
    record = f"id: vi-du\nname: Ví dụ\nsources: [{'{title: a}, ' * 200}oops]\n"
    (small_site / "data/organizations/vi-du.yaml").write_text(record, encoding="utf-8")
    lines = run(small_site, "check").stderr.splitlines()
    assert all(len(line) < 130 for line in lines)
    assert lines[1][lines[2].index("^") :].startswith("oops]")


def test_messages_are_in_vietnamese_unless_english_is_asked_for(small_site: Path) -> None:
    """Both languages tell the same places and codes, and show the same lines."""
    shutil.copytree(BROKEN, small_site, dirs_exist_ok=True)
    vietnamese, default, english = (
        run(small_site, "check", *lang).stderr for lang in (["--lang", "vi"], [], ["--lang", "en"])
    )
    assert vietnamese == default != english
    assert told(vietnamese) == told(english) == MISTAKES
    assert ": error R001: " in english
    assert ": lỗi R001: " in vietnamese
    frames = [[line for line in text.splitlines() if re.match(r" +\d* \| ", line)] for text in (vietnamese, english)]
    assert frames[0] == frames[1] != []


def test_the_language_of_the_machine_does_not_matter(small_site: Path) -> None:
    """A server without any locale prints the same letters."""
    shutil.copytree(BROKEN, small_site, dirs_exist_ok=True)
    plain = {"LC_ALL": "C", "LANG": "C", "LANGUAGE": "en", "PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8"}
    assert run(small_site, "check", **plain).stderr == run(small_site, "check").stderr


def test_today_may_come_from_the_environment(small_site: Path) -> None:
    """SOURCE_DATE_EPOCH is the day in Việt Nam: from 17:00 UTC on it is tomorrow there."""
    edit(small_site / "content/articles/2026/11/goi-111.md", "published: 2026-11-18", "published: 2026-11-23")
    edit(small_site / "data/ids.csv", "articles,2026-11-goi-111,/bai-viet/2026/11/goi-111/\n", "")
    midnight = int(datetime(2026, 11, 22, 17, tzinfo=UTC).timestamp())
    for seconds, code in ((midnight - 1, "D005"), (midnight, "I005")):  # still scheduled; published and not yet listed
        done = command("check", "--root", str(small_site), SOURCE_DATE_EPOCH=str(seconds))
        assert (done.returncode, [code for _, code in told(done.stderr)]) == (0, [code])


def test_a_build_is_silent_in_a_pipe_but_for_what_it_did(small_site: Path, tmp_path: Path) -> None:
    """One line on standard output, no bar, no colour, nothing that moves the cursor."""
    first, second = (run(small_site, "build", "--out", str(tmp_path / "out"), "--lang", "en") for _ in range(2))
    assert (first.returncode, first.stderr, second.returncode, second.stderr) == (0, "", 0, "")
    assert re.fullmatch(
        r"Published \d+ files in \d+\.\d\d s: \d+ written, 0 removed, the others unchanged\.\n", first.stdout
    )
    assert re.fullmatch(r"Nothing to do: all \d+ files are up to date \(\d+\.\d\d s\)\.\n", second.stdout)


def test_a_build_with_mistakes_publishes_nothing(small_site: Path, tmp_path: Path) -> None:
    """It lists them, says that nothing changed, and gives 1."""
    shutil.copytree(BROKEN, small_site, dirs_exist_ok=True)
    before = tree(small_site)
    done = run(small_site, "build", "--out", str(tmp_path / "out"), "--lang", "en")
    assert (done.returncode, done.stdout) == (1, "")
    assert told(done.stderr) == MISTAKES
    assert done.stderr.endswith("Nothing was published; the site stays as it was.\n")
    assert not (tmp_path / "out/site").exists()
    assert tree(small_site) == before


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["mot-bai.yaml", "mot-bai.md"])
def test_mint_adds_one_line_and_leaves_every_other_byte(name: str, line_end: str, small_site: Path) -> None:
    """The id is that of month and file; comments, spaces, line ends and the text stay as they are."""
    fields, body = NEW, "Bài này là ví dụ.\n\n  # Không phải ghi chú\n"
    text = f"---\n{fields}---\n{body}" if name.endswith(".md") else f"{fields}body: |\n  Bài này\n\n  là ví dụ.\n"
    raw = text.replace("\n", line_end).encode()
    file = small_site / "content/articles/2026/11" / name
    file.write_bytes(raw)
    before = tree(small_site)
    done = run(small_site, "mint", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    added = f"id: 2026-11-mot-bai{line_end}".encode()
    start = len(f"---{line_end}") if name.endswith(".md") else 0
    assert file.read_bytes() == raw[:start] + added + raw[start:]
    changed = {path for path, digest in tree(small_site).items() if before.get(path) != digest}
    assert changed == {f"content/articles/2026/11/{name}", "data/ids.csv"}
    register = (small_site / "data/ids.csv").read_text(encoding="utf-8").splitlines()
    assert "articles,2026-11-mot-bai,/bai-viet/2026/11/mot-bai/" in register
    assert register[1:] == sorted(register[1:])


def test_mint_gives_a_copy_an_id_that_an_address_can_hold(small_site: Path) -> None:
    """Systems name copies with spaces, brackets and marks."""
    copy = small_site / "content/articles/2026/11/Bài mới (1).yaml"
    text = (small_site / "content/articles/2026/11/xet-nghiem-lan-dau.yaml").read_text(encoding="utf-8")
    copy.write_text(text.partition("\n")[2], encoding="utf-8")
    assert run(small_site, "mint").returncode == 0
    assert copy.read_text(encoding="utf-8").startswith("id: 2026-11-bai-moi-1\n")


@pytest.mark.parametrize(
    "words", [("build",), ("check",), ("due",), ("schema",), ("report", "--duty", "x"), ("new", "article"), ("mint",)]
)
def test_nothing_is_made_where_there_is_no_site(words: tuple[str, ...], tmp_path: Path) -> None:
    """Whoever is in another folder is told so, and finds nothing new in it."""
    done = command(*words, "--root", str(tmp_path))
    assert done.returncode == 1
    assert told(done.stderr) == [("data/site.yaml", "F005")]
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_published_among_what_is_read(small_site: Path) -> None:
    """The next build would read it."""
    done = run(small_site, "build", "--out", str(small_site / "content/pages"))
    assert done.returncode == 2
    assert not (small_site / "content/pages/releases").exists()


@pytest.mark.parametrize(
    "path",
    [
        "bai-viet/index.html",
        "/bai-viet/",
        "bai-viet",
        "site/bai-viet/index.html",
        "https://example.org/bai-viet/?a#b",
        "site/bai-viet/index.html.br",
    ],
)
def test_a_page_is_explained_as_people_name_it(path: str, small_site: Path) -> None:
    """By its file, the file of what is published, what that is compressed into, or what a browser shows."""
    done = run(small_site, "explain", path)
    assert done.stdout.startswith("bai-viet/index.html ("), done.stderr


def test_the_page_of_a_record_is_explained_by_the_file_of_the_record(small_site: Path) -> None:
    """The file is what an officer has at hand."""
    done = run(small_site, "explain", "./content/articles/2026/11/xet-nghiem-lan-dau.yaml")
    assert done.stdout.startswith("bai-viet/2026/11/xet-nghiem-lan-dau/index.html ("), done.stderr


def test_mint_does_nothing_the_second_time(small_site: Path) -> None:
    """No file is touched when every id is there and listed."""
    (small_site / "content/articles/2026/11/mot-bai.yaml").write_text(NEW + "body: Ví dụ.\n", encoding="utf-8")
    assert run(small_site, "mint").returncode == 0
    before = {path: path.stat().st_mtime_ns for path in small_site.rglob("*") if path.is_file()}
    done = run(small_site, "mint", "--lang", "en")
    assert (done.returncode, done.stdout) == (0, "0 ids written, 0 published ids added to data/ids.csv.\n")
    assert {path: path.stat().st_mtime_ns for path in small_site.rglob("*") if path.is_file()} == before
    assert run(small_site, "check", "--lang", "en").stdout == "No mistakes found.\n"


def test_a_record_with_a_byte_order_mark_is_still_one_after_mint(small_site: Path) -> None:
    """A file that Notepad saved can be read again after its id was written."""
    file = small_site / "content/articles/2026/11/mot-bai.md"
    file.write_bytes(f"\ufeff---\n{NEW}---\nVí dụ.\n".encode())
    assert run(small_site, "mint").returncode == 0
    assert run(small_site, "check", "--lang", "en").stdout == "No mistakes found.\n"
    assert file.read_text(encoding="utf-8-sig") == f"---\nid: 2026-11-mot-bai\n{NEW}---\nVí dụ.\n"


def test_mint_lists_no_draft_and_nothing_of_tomorrow(small_site: Path) -> None:
    """They get their ids; the register holds only what readers have seen."""
    for name, before, after in (("nhap", "published\n", "draft\n"), ("mai", "2026-11-19", "2026-11-23")):
        file = small_site / f"content/articles/2026/11/{name}.yaml"
        file.write_text(NEW.replace(before, after) + "body: Ví dụ.\n", encoding="utf-8")
    register = (small_site / "data/ids.csv").read_bytes()
    done = run(small_site, "mint", "--lang", "en")
    assert done.stdout.endswith("2 ids written, 0 published ids added to data/ids.csv.\n")
    assert (small_site / "data/ids.csv").read_bytes() == register


def test_mint_writes_nothing_while_there_are_mistakes(small_site: Path) -> None:
    """An id given to a record that is wrong would be wrong for ever."""
    (small_site / "content/articles/2026/11/mot-bai.yaml").write_text(NEW + "body: Ví dụ.\n", encoding="utf-8")
    shutil.copytree(BROKEN, small_site, dirs_exist_ok=True)
    before = tree(small_site)
    done = run(small_site, "mint")
    assert done.returncode == 1
    assert told(done.stderr) == MISTAKES
    assert tree(small_site) == before
