"""What axe says of every kind of page in every state, and the section of the accessibility page that tells readers.

`python -m tests.accessibility` publishes the repository's site, judges all of it and writes the section; a test fails
once the frame, a template, a style or a script has changed since.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from generator.today import today_in_vietnam
from tests.conftest import CHROMIUM, CHROMIUM_FLAGS, ROOT, TESTS
from tests.site import PAGES, copy_project, publish, serve

AXE = (TESTS / "node/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
STATEMENT = ROOT / "content/pages/tro-nang.md"
SECTION = re.compile(r"(?<=<!-- kết quả -->\n).*(?=<!-- hết kết quả -->)", re.DOTALL)
LOOK = (ROOT / "theme_overrides", ROOT / "generator/renderers/templates")


class State(NamedTuple):
    """How a reader holds a page; `name` is Vietnamese, for the statement."""

    name: str
    options: dict[str, Any]
    address: str | None = None  # of the one page that has this state, where not all do
    opened: str | None = None  # what is pressed before the page is judged
    typed: str | None = None  # what is looked for


PHONE = {"viewport": {"width": 360, "height": 800}}
DESK = {"viewport": {"width": 1280, "height": 800}}
STATES = (
    State("điện thoại, 360 px", PHONE),
    State("máy tính, 1280 px", DESK),
    State("nền tối", {**PHONE, "color_scheme": "dark"}),
    State("màu do máy chọn (tương phản cao)", {**DESK, "forced_colors": "active"}),
    State("bộ lọc mở", PHONE, "noi-giup-do/#noi=ho-chi-minh", "[data-more]"),
    State("bảng chia sẻ mở", PHONE, "bai-viet/2026/11/xet-nghiem-hiv-lan-dau/", ".tools summary"),
    State("kết quả tìm", PHONE, "tim/", typed="xet nghiem"),
    State("kết quả tìm bằng tiếng Anh", PHONE, "en/tim/", typed="methadone in hanoi"),
)


def look() -> str:
    """A digest of all that decides how pages look and are built."""
    files = sorted(each for folder in LOOK for each in folder.rglob("*") if each.is_file())
    taken = sha256()
    for each in files:
        taken.update(each.relative_to(ROOT).as_posix().encode() + b"\0" + sha256(each.read_bytes()).digest())
    return taken.hexdigest()[:12]


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands: rule and element of each."""
    page.evaluate(AXE)
    found = page.evaluate(
        "tags => axe.run(document, {resultTypes: ['violations'], runOnly: {type: 'tag', values: tags}})", list(RULES)
    )
    return [f"{rule['id']}: {node['target']}" for rule in found["violations"] for node in rule["nodes"]]


def judge(browser: Browser, base: str, state: State, pages: tuple[str, ...] = PAGES) -> Iterator[tuple[str, str]]:
    """Every address of the state with what is wrong there, in one window."""
    context = browser.new_context(**state.options)
    page = context.new_page()
    for address in (state.address,) if state.address else pages:
        page.goto(base + address)
        if state.opened:
            page.locator(state.opened).first.click()
        if state.typed:
            page.locator("[data-search] input").fill(state.typed)
            page.locator("[data-found] li").first.wait_for()
        for found in violations(page):
            yield address, found
    context.close()


def main() -> int:
    """Judge everything; write the section when nothing is wrong."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = copy_project(Path(folder) / "project")
        publish(root)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_FLAGS))
        with serve(root / "site") as base:
            wrong = [(state.name, *found) for state in STATES for found in judge(browser, base, state)]
        chromium = browser.version
        browser.close()
    sys.stderr.writelines(" | ".join(each) + "\n" for each in wrong)
    if not wrong:
        text = STATEMENT.read_text(encoding="utf-8")
        assert SECTION.search(text), f"{STATEMENT} has no place for the section"
        STATEMENT.write_text(SECTION.sub(lambda _: section(chromium), text), encoding="utf-8")
    return bool(wrong)


def section(chromium: str) -> str:
    """The lines of the statement that tests can vouch for."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short=10", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    version = re.search(r"axe v([\d.]+)", AXE)
    assert version
    judged = sum(1 if state.address else len(PAGES) for state in STATES)
    return f"""
- Ngày kiểm tra: {today_in_vietnam():%d/%m/%Y}
- Phiên bản: sau thay đổi `{commit}`, giao diện `{look()}`
- Công cụ: axe {version[1]}, Chromium {chromium.split(".")[0]}
- Quy tắc: WCAG 2.0, 2.1, 2.2 mức A và AA, và thực hành tốt
- Đã xem: {judged} lượt: {len(PAGES)} loại trang; {"; ".join(state.name for state in STATES)}
- Vi phạm: 0

"""


if __name__ == "__main__":
    sys.exit(main())
