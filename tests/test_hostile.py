"""Whatever somebody hostile writes into a record, none of it runs, loads or leads anywhere on the published site.

A few records of each kind hold the whole list of attempts, many in each field; a real browser opens one page of every
kind. One attempt in a field at a time, on all pages: `python -m tests.hostile`.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Browser

from generator.desk.report.contents import contents
from generator.desk.report.word import as_docx
from generator.language import translator
from generator.model.config import SiteConfig
from generator.model.period import Period
from generator.model.site import COLLECTIONS
from generator.source.text import FORBIDDEN
from tests.conftest import TODAY
from tests.harmless import faults, word_faults
from tests.hostile.records import fields
from tests.hostile.site import Hostile, lay
from tests.hostile.trap import Caught
from tests.hostile.vectors import vectors
from tests.hostile.walk import pages, sample, walk, walk_scripts
from tests.origins import Answer, origin
from tests.paper import extras, with_press, written

BASE = "https://example.org/"
GROUPS, PARTS = 2, 12  # records of each kind; each field holds a twelfth of the list


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    return lay(tmp_path_factory.mktemp("hostile") / "site", GROUPS, PARTS)


@pytest.fixture(scope="module")
def tree(made: Hostile) -> Path:
    return (made.root / "site").resolve()


def test_the_list_is_long_and_reaches_every_field(made: Hostile) -> None:
    """Every field of every kind of record that takes any text got attempts; hardly any was refused."""
    assert len({each.text for each in vectors()}) == len(vectors()) >= 250
    tried = {(each.kind, each.loc) for each in made.tried.values()}
    for name, kind in (*COLLECTIONS.items(), ("config", SiteConfig)):
        assert {(name, loc) for loc in fields(kind)} - tried == _never(name), name
    assert {each.number for tried in made.tried.values() for each in tried.vectors} == _laid(made)
    assert made.laid > 5_000
    assert len(made.refused) < made.laid / 50


def _laid(made: Hostile) -> set[int]:
    """Those that can be published: one holds a character that no file may have, few are links that the gate stops."""
    everywhere = {number for _, _, number in made.refused}
    assert len(everywhere) < 20
    stopped = {number for (_, _, number), code in made.refused.items() if code == "Z001"}
    return {each.number for each in vectors() if not FORBIDDEN.search(each.text)} - stopped


def _never(name: str) -> set[tuple[str, Any]]:
    """Fields that the example leaves out: subscriptions and the map are the configuration's, results are of targets."""
    if name == "config":
        return {(name, loc) for loc in fields(SiteConfig) if loc[0] in ("subscriptions", "map")}
    if name == "targets":
        return {(name, loc) for loc in fields(COLLECTIONS[name]) if loc[0] == "results"}
    return set()


@pytest.mark.browser
@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without it"])
def test_nothing_runs(browser: Browser, made: Hostile, tree: Path, policy: bool) -> None:
    """The markup itself is safe: with the policy that the server sends nothing is left for it to stop.

    Either way half of the kinds of pages; all of them: `python -m tests.hostile`.
    """
    paths = pages(tree, 1)[policy::2]
    assert len(paths) > 20
    caught = walk(browser, tree, made.root, paths, policy=policy)
    assert caught.found == []
    assert caught.pages == len(paths)


@pytest.mark.browser
def test_scripts_of_the_site_do_no_harm(browser: Browser, made: Hostile, tree: Path) -> None:
    """Search and finder draw what files and addresses say: names, texts, cards, what is typed or stands behind `#`."""
    caught = walk_scripts(browser, tree, made.root, sample(24), policy=False)
    assert caught.found == []


@pytest.mark.browser
def test_the_trap_catches(browser: Browser, made: Hostile, tmp_path: Path) -> None:
    """Else it would prove nothing: what runs, asks, leads away, only stands there, or is stopped by the policy."""
    attempts = {
        "run": "<script>hurt(1)</script>",
        "event": "<img src='/assets/no.png' onerror='hurt(2)'>",
        "asks": "<img src='https://evil.example/x'>",
        "leads": "<meta http-equiv=refresh content='0;url=/elsewhere/'>",
        "link": "<a href='javascript:hurt(3)'>x</a>",
        "frame": "<iframe srcdoc='<script>parent.hurt(4)</script>'></iframe>",
        "data": "<script type='application/ld+json'>{</script>",
        "calls": "<svg onload=alert(5)>",
    }
    for name, markup in attempts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(f"<!doctype html><title>x</title><main>{markup}</main>")
    for policy in (True, False):
        caught = walk(browser, tmp_path, made.root, [f"{name}/" for name in attempts], policy=policy)
        assert {where for where, _ in caught.found} == {f"{name}/" for name in attempts}, policy


# What an article has around its text: a picture, sources, questions.
OURS = frozenset(
    {
        "<figure>", "<img>", "<img src>", "<img alt>", "<figcaption>", "<section>", "<ol class>", "<ul class>",
        "<details>", "<summary>",
    }
)  # fmt: skip


def _harm(html: str) -> list[str]:
    """What is in an article of a feed that is neither cleaned text nor ours; pictures are the site's own."""
    strange = [each for each in faults(html) if each.removeprefix("tree: ") not in OURS]
    return strange + [each for each in re.findall(r'<img[^>]* src="([^"]*)"', html) if not each.startswith(BASE)]


def test_machines_read_what_was_written(tree: Path) -> None:
    """Feeds, tables and calendars hold the attempts as texts: well-formed, nothing added, no formula, no markup."""
    seen = 0
    for file in tree.rglob("*"):
        if file.suffix == ".xml":
            root = etree.fromstring(file.read_bytes(), etree.XMLParser(resolve_entities=False))
            assert not root.getroottree().docinfo.doctype, file
            for each in root.iter("{http://purl.org/rss/1.0/modules/content/}encoded"):
                assert not _harm(each.text or ""), (file, _harm(each.text or ""))
                seen += 1
        elif file.suffix == ".json":
            found = json.loads(file.read_bytes())
            for each in found.get("items", ()) if isinstance(found, dict) else ():
                if isinstance(each, dict) and "content_html" in each:
                    assert not _harm(each["content_html"]), (file, _harm(each["content_html"]))
                    seen += 1
        elif file.suffix == ".csv":
            lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
            # Whoever takes semicolons or tabs for what parts cells has other cells.
            for cell in (cell for sign in ",;\t" for row in csv.reader(lines, delimiter=sign) for cell in row):
                assert not cell.startswith(("=", "@", "\t")), (file, cell)
                assert not cell.startswith(("+", "-")) or (cell[1:2].isdigit() and "cmd" not in cell), (file, cell)
                seen += 1
        elif file.suffix == ".ics":
            lines = file.read_bytes().decode().replace("\r\n ", "").split("\r\n")
            assert not [line for line in lines if line.startswith(("BEGIN:VALARM", "ATTACH", "ACTION"))], file
            assert all("\n" not in line for line in lines), file
            seen += 1
    assert seen > 500


@pytest.mark.browser
def test_boxes_on_other_sites_do_no_harm(browser: Browser, made: Hostile, tree: Path) -> None:
    """The component builds hostile fragments of our own site anew in the page of another one."""
    fragments = [each for each in pages(tree, 2) if each.startswith("embed/")]
    assert fragments
    with origin(lambda path, url: _file(tree, path)) as source:
        body = "".join(f'<outreach-feed src="{source.url}{each}"></outreach-feed>' for each in fragments)
        caught = Caught()
        page = browser.new_page()
        page.add_init_script("window.caught = []; window.hurt = number => caught.push(number);")
        page.on("dialog", lambda dialog: (caught.note("box", dialog.message), dialog.dismiss()))
        with origin(
            lambda path, url: Answer(
                f'<!doctype html><title>x</title><script type="module" src="{source.url}embed/outreach-feed.js">'
                f"</script><main>{body}</main>".encode()
            )
        ) as host:
            page.goto(host.url, wait_until="networkidle")
            assert page.locator("outreach-feed .fragment").count() == len(fragments)
            assert page.evaluate("caught") == []
        page.close()
        assert caught.found == []
        asked = set(source.paths) - {f"/{each}" for each in fragments}
        assert asked <= {"/embed/outreach-feed.js", "/embed/embed.css", "/favicon.ico"}


def _file(tree: Path, path: str) -> Answer | None:
    file = tree / path[1:]
    kinds = {".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8"}
    if not file.is_file():
        return None
    return Answer(file.read_bytes(), kinds.get(file.suffix, ""), {"Access-Control-Allow-Origin": "*"})


def test_a_machine_reads_a_script_out_as_it_is_written(made: Hostile) -> None:
    """Sentences and nothing else: no sound of others, no pause without end."""
    spoken = [written(extra) for path, extra in extras(with_press(made.root)).items() if path.endswith(".ssml")]
    assert len(spoken) > 2
    for each in spoken:
        root = etree.fromstring(each, etree.XMLParser(resolve_entities=False))
        assert not root.getroottree().docinfo.doctype
        assert {etree.QName(found).localname for found in root.iter("*")} == {"speak", "p", "s"}


def test_word_computes_and_fetches_nothing(made: Hostile) -> None:
    """Neither from a script nor from a report, whose template sees the attempts as values."""
    site = with_press(made.root)
    scripts = [written(extra) for path, extra in extras(site).items() if path.endswith(".docx")]
    translate, year = translator("vi"), Period.parse("2026")
    reports = [
        as_docx(contents(site, duty, year, TODAY, translate), made.root, translate) for duty in site.duties.values()
    ]
    assert len(scripts) > 2
    assert len(reports) > 2
    assert [fault for each in (*scripts, *reports) for fault in word_faults(each)] == []
