"""No path in a record, a table or a feed leads out of the folder it belongs to."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest

from generator import render
from generator.checks import check
from generator.desk.pull import pull
from generator.desk.tables.entry import Asked
from generator.desk.tables.intake import take_in
from generator.model.diagnostic import errors
from generator.model.site import COLLECTIONS
from generator.net.fetch import Limits
from generator.source.load import FOLDERS, load, reload
from tests.conftest import TODAY
from tests.hostile.records import quoted
from tests.hostile.site import HARMLESS, Hostile, lay
from tests.hostile.vectors import vectors
from tests.site import tree
from tests.sources import source

FORMS = (
    "../../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "C:\\windows\\win.ini", "\\\\evil.example\\x",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%2f..%2fx", "file:///etc/passwd", "a/../../b", "..", ".", "~/x", "nul",
    "\uff0e\uff0e/x", "../../../../etc/passwd.png", "anh/../../../data/site.png", "//evil.example/x.png", "/../x/",
    "/./", "/a/../../b/", "a\0b", "-rf", "x" * 5_000, "a/b/c", "....//x", "..;/x",
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """A site with one whole record of each kind, without attempts."""
    return lay(tmp_path_factory.mktemp("paths") / "site", 1, len(vectors()))


@pytest.mark.parametrize("name", COLLECTIONS)
def test_no_path_leads_out(name: str, made: Hostile) -> None:
    """Every field with a form of its own, and the id: refused in its place, or no file lies elsewhere."""
    site, _ = load(made.root)
    (file,) = (f"{FOLDERS[name]}/hostile/{each.name}" for each in _own(made.root, name))
    text = (made.root / file).read_text(encoding="utf-8")
    lines = text.split("\n")
    refused = 0
    bound = _bound(made, name, file, lines)
    turns = max(3, len(bound) // 8)  # each field gets a part of the forms, and every kind of record all of them
    for turn, number in enumerate(bound):
        for form in FORMS[turn % turns :: turns]:
            before, _, _ = lines[number - 1].partition('"')
            changed = [*lines[: number - 1], before + quoted(form), *lines[number:]]
            (made.root / file).write_text("\n".join(changed), encoding="utf-8")
            after, wrong = reload(made.root, site, [file])
            if found := errors(wrong) or errors(check(after, TODAY)):
                assert all(each.place.line for each in found), (lines[number - 1], form)
                refused += 1
                continue
            for each in render(after, TODAY):
                assert _inside(each.path), (lines[number - 1], form, each.path)
    (made.root / file).write_text(text, encoding="utf-8")
    assert refused > len(FORMS)


def _own(root: Path, name: str) -> list[Path]:
    found = sorted((root / FOLDERS[name] / "hostile").glob("*.yaml"))
    return [each for each in found if not each.name.startswith(("2026-11-gone", "script"))]


def _bound(made: Hostile, name: str, file: str, lines: list[str]) -> list[int]:
    """The lines whose value is no free text: the id, addresses, files, references, numbers, days."""
    return [
        number
        for number, line in enumerate(lines, 1)
        if (line.endswith('"') and (file, number) not in made.tried and ": " in line) or line.lstrip().startswith('- "')
    ]


def _inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return not path.startswith("/") and ".." not in parts and "\\" not in path and "\0" not in path


def test_tables_write_nowhere_else(made: Hostile, tmp_path: Path) -> None:
    """Ids and names of a table that is imported."""
    written = [form for form in FORMS if "\0" not in form]
    named = [f'"{form}","{form}",methadone,Cần Thơ' for form in written]
    new = [f',"Phòng khám {form[:60]}",methadone,Cần Thơ' for form in written]  # named after what they are called
    rows = "\n".join([*named, *new])
    table = tmp_path / "danh-sach.csv"
    table.write_text(f"Mã trên trang,Tên cơ sở,Dịch vụ,Tỉnh\n{rows}\n", encoding="utf-8")
    _writes_only(
        made.root, "site/data/locations/", lambda: take_in(made.root, table, TODAY, Asked(None, None, "x"), wanted=True)
    )


def test_feeds_write_nowhere_else(made: Hostile) -> None:
    """Ids, titles, addresses and pictures of items that are taken over."""
    items = [
        {
            "id": form,
            "url": f"https://source.example/{form}",
            "title": form,
            "summary": HARMLESS,
            "image": form,
            "content_html": f"<p>{HARMLESS}</p><img src='{form}' alt='{form}'>",
            "date_published": "2026-11-10T00:00:00Z",
        }
        for form in FORMS
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "../x", "items": items}
    with source() as feeds:
        url = feeds.offers("/f", json.dumps(feed).encode())
        config = made.root / "data/site.yaml"
        before = config.read_text(encoding="utf-8")
        more = "images: yes, kind: hostile-article-kinds-0, programmes: [hiv-aids]"
        config.write_text(f"{before}subscriptions: [{{id: nguon, url: '{url}', {more}}}]\n", encoding="utf-8")
        limits = Limits(seconds=1, attempts=1, pause=0.01)
        _writes_only(
            made.root,
            "site/content/articles/nhan-ve/nguon/",
            lambda: pull(made.root, TODAY, limits=limits),
            "site/build/",
        )
        config.write_text(before, encoding="utf-8")


def _writes_only(root: Path, below: str, act: object, also: str = "\0") -> None:
    """What is done writes files below one folder and nowhere else, not even beside the site."""
    before = tree(root.parent)
    act()  # type: ignore[operator]
    changed = {path for path, digest in tree(root.parent).items() if before.get(path) != digest}
    assert changed, "nothing was written"
    assert [path for path in changed if not path.startswith((below, also))] == []
