"""Attempts that no officer typed: in feeds that are taken over, in tables that are imported, in names of files."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.build.pipeline import build
from generator.desk.pull import pull
from generator.desk.tables.entry import Asked
from generator.desk.tables.intake import take_in
from generator.model.diagnostic import errors
from generator.net.fetch import Limits
from generator.source.load import load
from tests.conftest import TODAY
from tests.hostile.site import HARMLESS
from tests.hostile.vectors import Vector, vectors
from tests.hostile.walk import walk
from tests.site import publish
from tests.sources import source

pytestmark = pytest.mark.browser

SHARES = [vectors()[at : at + 16] for at in range(0, len(vectors()), 16)]  # what one item or one place holds


def _harmless(browser: Browser, root: Path, *below: str) -> int:
    """Open every page of these folders of the published site; how many there are."""
    site = (root / "site").resolve()
    found = sorted(each.relative_to(site).as_posix() for every in below for each in (site / every).rglob("index.html"))
    paths = [each.removesuffix("index.html") for each in found]
    assert walk(browser, site, root, paths, policy=False).found == []
    return len(paths)


def test_what_is_pulled_runs_nothing(browser: Browser, published_site: Path) -> None:
    """Titles, summaries and bodies of another site's feed, in HTML that nobody cleaned."""
    items = [
        {
            "id": f"https://source.example/{number}",
            "url": f"https://source.example/{number}",
            "title": " ".join(each.text for each in some[:4]),
            "summary": " · ".join(each.text for each in some[4:9]),
            "content_html": "".join(f"<div>{each.text}</div><p>{HARMLESS}</p>" for each in some),
            "date_published": f"2026-11-{1 + number % 20:02}T00:00:00Z",
        }
        for number, some in enumerate(SHARES)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "<script>hurt(1)</script>", "items": items}
    with source() as feeds:
        url = feeds.offers("/f", json.dumps(feed).encode())
        config = published_site / "data/site.yaml"
        more = "kind: news, programmes: [hiv-aids]"
        text = f"{config.read_text(encoding='utf-8')}subscriptions: [{{id: nguon, url: '{url}', {more}}}]\n"
        config.write_text(text, encoding="utf-8")
        (done,), wrong = pull(published_site, TODAY, limits=Limits(seconds=5, attempts=1, pause=0.01))
    assert (done.failed, wrong) == (None, [])
    taken = [each for each in load(published_site)[0].articles.values() if "/nhan-ve/" in each.place.file]
    assert len(taken) > len(items) * 0.9
    publish(published_site)
    assert _harmless(browser, published_site, "bai-viet/2026/11") >= len(taken)


def test_what_is_imported_runs_nothing(browser: Browser, published_site: Path, tmp_path: Path) -> None:
    """Every cell of a table of places that may hold words."""
    table = tmp_path / "danh-sach.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Tên cơ sở", "Dịch vụ", "Tỉnh", "Địa chỉ", "Ghi chú"])
        for number, some in enumerate(SHARES):
            name, where, note = (_cell(some[:4]), _cell(some[4:10]), _cell(some[10:]))
            rows.writerow([f"Cơ sở {number} {name}", "methadone", "Cần Thơ", f"Số {number} {where}", note])
    before = set(load(published_site)[0].locations)
    take_in(published_site, table, TODAY, Asked(None, None, "https://source.example/x"), wanted=True)
    new = load(published_site)[0].locations.keys() - before
    assert len(new) >= len(SHARES) - 2  # a row with a character that no file may have is refused
    publish(published_site)
    assert _harmless(browser, published_site, "noi-giup-do/dia-chi", "noi-giup-do/can-tho") > len(new)


def _cell(some: tuple[Vector, ...]) -> str:
    """Attempts on one line, as a cell holds them."""
    return " · ".join(" ".join(each.text.split()) for each in some)


def test_names_of_files_run_nothing(browser: Browser, published_site: Path) -> None:
    """A page whose file is named by an attempt is refused with its name, or does no harm."""
    folder = published_site / "content/pages"
    named = {}
    for each in vectors():
        name = each.text.encode(errors="ignore")[:180].decode(errors="ignore").replace("/", "").replace("\0", "")
        if name.strip() and (file := folder / f"{name}.md") not in named:
            file.write_text(f"# {HARMLESS}\n\n{HARMLESS}\n", encoding="utf-8")
            named[file] = each
    (folder / "anh.png.md").write_text(f"# {HARMLESS}\n\n{HARMLESS}\n", encoding="utf-8")  # a page, and no picture
    refused = 0
    while True:
        report, found = build(published_site, published_site, TODAY)
        if report.published:
            break
        said = {text for each in errors(found) for text in (each.place.file, str(each.message))}
        bad = [file for file in named if file.exists() and any(file.stem in each for each in said)]
        assert bad, sorted(said)
        for file in bad:
            file.unlink()
        refused += len(bad)
    assert refused > 100
    left = [file.stem for file in named if file.exists() and not file.stem.startswith(".")]  # of those MkDocs sees none
    assert (published_site / "site/anh.png/index.html").is_file()
    assert _harmless(browser, published_site, *left) == len(left) > 2
