"""The officers' guide, walked as it is written; `python -m tests.guide` renews what it shows: answers, lists, pictures.

A page is a row of blocks. `sh` is typed, `text` right behind it is what the machine answers, `yaml` is written into the
file that its first line names. All pages are walked in one folder, one after the other, on one day.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import xlsxwriter
from playwright.sync_api import Page, sync_playwright

from generator.source.sheets import read_sheets
from tests.conftest import CHROMIUM, CHROMIUM_FLAGS, ROOT, TODAY
from tests.site import on_path, serve

GUIDE = ROOT / "docs/huong-dan"
WALK = sorted(GUIDE.glob("0*.md"))
LISTS = GUIDE / "tep"
PICTURES = GUIDE / "anh"
SITE = "trang-cua-toi"  # the folder that the first page makes
_BLOCK = re.compile(r"^```(sh|text|yaml)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"# tệp: (\S+)\n")
_SECONDS = re.compile(r"\d+\.\d+ giây")  # how long a build takes is nobody's promise
# The list with mistakes stands in the guide as a table; these cells are mended in the other list.
MENDED = {(2, 6): "", (2, 8): "T2 7h30–11h30", (3, 3): "Phường Láng", (3, 7): "Methadone"}


class Step(NamedTuple):
    """What is typed, what the guide says comes of it (None: nothing is shown), and what really came."""

    typed: str
    shown: str | None
    answer: str
    code: int


class Walk:
    """A person at a desk, with the program in the folder `phan-mem` beside the one where the site will be."""

    def __init__(self, desk: Path) -> None:
        (desk / "phan-mem").symlink_to(ROOT)
        self.desk = self._here = desk
        morning = datetime(TODAY.year, TODAY.month, TODAY.day, 3, tzinfo=UTC)
        self._env = {
            **os.environ,
            "PATH": f"{on_path()}:{Path(sys.executable).parent}:{os.environ['PATH']}",
            "SOURCE_DATE_EPOCH": str(int(morning.timestamp())),
            "PYTHONUNBUFFERED": "1",  # what is said comes in the order in which it is said, as on a screen
        }

    def page(self, text: str) -> Iterator[Step]:
        """Do what a page says, block by block."""
        blocks = [(each[1], each[2]) for each in _BLOCK.finditer(text)]
        for (kind, said), (after, shown) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
            if kind == "sh":
                answer, code = self._type(said)
                yield Step(said, shown if after == "text" else None, answer, code)
            elif kind == "yaml":
                self._write(said)

    def _type(self, typed: str) -> tuple[str, int]:
        whole = f"{typed}code=$?\npwd > {self.desk}/.here\nexit $code\n"
        done = subprocess.run(
            ["/bin/bash", "-c", whole],
            cwd=self._here,
            env=self._env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self._here = Path((self.desk / ".here").read_text().strip())
        return done.stdout, done.returncode

    def _write(self, text: str) -> None:
        named = _FILE.match(text)
        assert named, text
        file = self._here / named[1]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def same(answer: str) -> str:
    """An answer as two runs of one command give it."""
    return _SECONDS.sub("… giây", answer)


def renewed(text: str, steps: list[Step]) -> str:
    """A page with the answers that really came."""
    left = iter(steps)
    blocks = list(_BLOCK.finditer(text))
    made, end = [], 0
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if block[1] != "sh":
            continue
        step = next(left)
        if after and after[1] == "text" and same(step.answer) != same(after[2]):
            made += [text[end : after.start(2)], step.answer]
            end = after.end(2)
    return "".join([*made, text[end:]])


def list_in_guide() -> list[list[str]]:
    """The rows of the list with mistakes, as the guide shows it."""
    lines = re.findall(r"^\|(.*)\|$", (GUIDE / "03-danh-sach-tu-excel.md").read_text(encoding="utf-8"), re.MULTILINE)
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    width = len(rows[0])
    return [row for row in rows if len(row) == width and not row[0].startswith("---")]


def mended(rows: list[list[str]]) -> list[list[str]]:
    """The list as the officer mends it."""
    return [[MENDED.get((at, column), cell) for column, cell in enumerate(row)] for at, row in enumerate(rows)]


def lists() -> dict[str, list[list[str]]]:
    """The example lists by their files."""
    rows = list_in_guide()
    return {"danh-sach.xlsx": rows, "danh-sach-da-sua.xlsx": mended(rows)}


def _write_lists() -> None:
    for name, rows in lists().items():
        file = LISTS / name
        if file.exists() and [list(row) for row in read_sheets(file).sheets[0].rows] == rows:
            continue
        book = xlsxwriter.Workbook(str(file))
        book.set_properties({"created": datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)})
        sheet = book.add_worksheet("Danh sách")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, [int(cell) if cell.isdigit() else cell for cell in row])
        sheet.autofit()
        book.close()


def _picture(page: Page, name: str, address: str, width: int, height: int, day: str = f"{TODAY}") -> None:
    page.clock.set_fixed_time(f"{day}T10:00:00+07:00")  # pages say whether something is on
    page.set_viewport_size({"width": width, "height": height})
    answer = page.goto(address)
    assert answer
    assert answer.ok, address
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / name)


def _after_first(desk: Path, page: Page) -> None:
    with serve(desk / SITE / "site") as at:
        _picture(page, "trang-dau.png", at, 720, 480)
        _picture(page, "bai-viet.png", f"{at}bai-viet/2026/11/goi-truoc-khi-den/", 360, 640)
    with _preview(desk) as at:
        page.goto(f"{at}bai-viet/2026/11/goi-truoc-khi-den/")
        article = desk / SITE / "content/articles/2026/11/goi-truoc-khi-den.yaml"
        right = article.read_text(encoding="utf-8")
        article.write_text(right.replace("audiences:", "audience:"), encoding="utf-8")
        page.get_by_role("region").and_(page.locator("[aria-live=polite]")).wait_for(timeout=60_000)
        page.set_viewport_size({"width": 720, "height": 540})
        page.screenshot(path=PICTURES / "cho-sai.png")
        article.write_text(right, encoding="utf-8")


@contextmanager
def _preview(desk: Path) -> Iterator[str]:
    """The address of `outreach serve` over the site."""
    words = [Path(sys.executable).with_name("outreach"), "serve", "--port", "8765"]
    with subprocess.Popen(words, cwd=desk / SITE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            process.stdout.readline()
            yield "http://127.0.0.1:8765/"
        finally:
            process.terminate()


def _after_second(desk: Path, page: Page) -> None:
    with serve(desk / "xem-truoc/site") as at:
        _picture(page, "chien-dich.png", f"{at}chien-dich/tuan-le-xet-nghiem-vi-du/", 720, 480, "2026-12-01")


def _after_third(desk: Path, page: Page) -> None:
    with serve(desk / SITE / "site") as at:
        _picture(page, "noi-giup-do.png", f"{at}noi-giup-do/dia-chi/phong-kham-vi-du-a/", 360, 640)


SHOTS: dict[str, Callable[[Path, Page], None]] = {
    "01-bai-dau-tien.md": _after_first,
    "02-chien-dich.md": _after_second,
    "03-danh-sach-tu-excel.md": _after_third,
}


def main() -> None:
    """Walk the guide, and write its answers, lists and pictures anew."""
    for folder in (LISTS, PICTURES):
        folder.mkdir(exist_ok=True)
    _write_lists()
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_FLAGS))
        browser = chromium.new_page(reduced_motion="reduce", locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        walk = Walk(Path(folder))
        for file in WALK:
            text = file.read_text(encoding="utf-8")
            file.write_text(renewed(text, list(walk.page(text))), encoding="utf-8")
            if file.name in SHOTS:
                SHOTS[file.name](walk.desk, browser)
        chromium.close()


if __name__ == "__main__":
    main()
