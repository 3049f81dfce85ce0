"""The live preview: a real server process, a real browser; saves are files written as an editor writes them."""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.build.plan import prepare
from generator.build.releases import Releases
from generator.model.artifact import digest
from generator.renderers import own_page, render
from generator.source.load import collection_of, load, reload
from tests.conftest import TODAY, copied
from tests.site import asset, command, edit, outreach, publish, tree

ARTICLE = "content/articles/2026/10/dong-hanh-nguoi-dang-dieu-tri.yaml"
ADDRESS = "/bai-viet/2026/10/dong-hanh-nguoi-dang-dieu-tri/"
OUT = "build/preview"
NEW = """\
title: Bài vừa viết xong
kind: news
status: published
published: 2026-11-19
programmes: [hiv-aids]
summary: Bài này vừa được viết.
body: |
  Chữ đầu tiên của bài.
"""
PATIENCE = 30.0  # seconds
Following = Callable[[], tuple[str, Any]]  # waits for the next event: its name and data


class Preview:
    """A running `outreach serve`, and what a browser would ask it."""

    def __init__(self, root: Path, process: subprocess.Popen[str], address: str) -> None:
        self.root = root
        self.process = process
        self.address = address.rstrip("/")
        self.port = int(urlsplit(address).port or 0)

    def get(self, path: str, **headers: str) -> tuple[http.client.HTTPResponse, str]:
        """The answer to a request, with its text."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer, answer.read().decode()

    def style(self) -> str:
        """The style of the home page."""
        found = re.search(r'href="(assets/css/site\.\w+\.css)"', self.get("/")[1])
        assert found
        return self.get(f"/{found[1]}")[1]

    @contextmanager
    def listening(self, since: str = "") -> Iterator[Following]:
        """The stream of events; each call waits for the next one. What is wrong at the start is passed over."""
        with (
            closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection,
            ExitStack() as stack,
        ):
            connection.request("GET", f"/_preview/events?since={since}")
            stream = stack.enter_context(connection.getresponse())

            end = time.monotonic() + 2 * PATIENCE

            def following() -> tuple[str, Any]:
                assert time.monotonic() < end, "nothing was told"
                fields: dict[str, str] = {}
                while line := stream.readline().decode().rstrip("\n"):
                    name, _, value = line.partition(": ")
                    fields[name] = value
                return (fields["event"], json.loads(fields["data"])) if "event" in fields else following()

            assert following()[0] == "problems"
            yield following


def settled(following: Following) -> list[tuple[str, Any]]:
    """The events up to the end of the build that follows a save."""
    seen = [following()]
    while seen[-1][0] != "built":
        seen.append(following())
    return seen


@contextmanager
def serving(root: Path, *words: str) -> Iterator[Preview]:
    """Run the command; it must end quietly when it is interrupted."""
    started = [*outreach(), "serve", "--root", str(root), "--port", "0", "--today", "2026-11-22", *words]
    pipe = subprocess.PIPE
    with subprocess.Popen(started, stdout=pipe, stderr=pipe, text=True, env={**os.environ, "TERM": "dumb"}) as process:
        assert process.stdout
        assert process.stderr
        said = process.stdout.readline()
        found = re.search(r"http://\S+", said)
        assert found, said + process.stderr.read()
        try:
            yield Preview(root, process, found[0])
            assert process.poll() is None, process.stderr.read()
        finally:
            process.send_signal(signal.SIGINT)
            rest = process.communicate(timeout=PATIENCE)
        assert (process.returncode, "Traceback" in rest[1]) == (0, False), rest[1]


@pytest.fixture(scope="module")
def built(published_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's site, published and previewed once; not to be changed."""
    root = copied(published_project, tmp_path_factory.mktemp("previewed") / "project")
    for place in ("hiv-testing-vi-thanh", "hiv-treatment-vi-thanh", "hiv-testing-nga-bay"):  # the site's own warnings
        file = root / f"data/locations/{place}.yaml"
        text = re.sub(r'number: ".*"', 'number: "111"', file.read_text(encoding="utf-8"))
        file.write_text(re.sub(r"\naddress: ", rf"\naddress: {place}, ", text), encoding="utf-8")
    for kind in (root / "data/service_kinds").iterdir():
        kind.write_text(re.sub(r"\ndemands: .*", "", kind.read_text(encoding="utf-8")), encoding="utf-8")
    publish(root)
    _preview_as_published(root)
    return root


def _preview_as_published(root: Path) -> None:
    """What a first build for the preview would leave, without making it all again."""
    known = shutil.copytree(root / "build", root.with_name("known"))
    (root / OUT).mkdir()
    shutil.move(known, root / OUT / "build")
    for name in ("releases", "site"):
        subprocess.run(["cp", "-a", root / name, root / OUT], check=True)
    assert not publish(root, root / OUT).written


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of it, to change and break."""
    return copied(built, tmp_path / "project")


@pytest.fixture
def preview(project: Path) -> Iterator[Preview]:
    """The preview of a site of its own."""
    with serving(project) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose console stays empty and whose requests all stay on this machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, permissions=["clipboard-write"])
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda problem: trouble.append(str(problem)))
    page.on("request", lambda asked: None if "127.0.0.1" in asked.url else trouble.append(asked.url))
    yield page
    assert trouble == []
    context.close()


def write(root: Path, sentence: str) -> None:
    """Add a sentence to the article."""
    edit(root / ARTICLE, "body: |\n", f"body: |\n  {sentence}\n\n")


@contextmanager
def no_build(root: Path) -> Iterator[None]:
    """Keep every build of the preview waiting."""
    with (root / OUT / "releases/.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_the_saved_page_comes_before_everything_else(preview: Preview) -> None:
    """It is offered while the build has not even begun; the build then brings the same bytes, and tells nobody."""
    published = preview.root / OUT / "site" / ADDRESS[1:] / "index.html"
    with preview.listening() as following:
        with no_build(preview.root):
            write(preview.root, "Câu vừa viết.")
            assert following() == ("page", {"paths": [ADDRESS]})
            early = preview.get(ADDRESS)[1]
            assert "Câu vừa viết." in early
            assert "Câu vừa viết." not in published.read_text(encoding="utf-8")
        ((name, built),) = settled(following)
    assert name == "built"
    assert ADDRESS not in built["paths"]
    assert "Câu vừa viết." in published.read_text(encoding="utf-8")
    assert preview.get(ADDRESS)[1] == early


def test_a_handout_names_articles_that_are_there(preview: Preview) -> None:
    """Its page comes at once too, and no mistake is told that is none."""
    file = preview.root / "content/handouts/mot-canh-cua-mo.yaml"
    assert "\narticles: [" in file.read_text(encoding="utf-8")
    with preview.listening() as following, no_build(preview.root):
        edit(file, "Có một cánh cửa mở.\n", "Có một cánh cửa luôn mở.\n")
        assert following() == ("page", {"paths": ["/tai-lieu/mot-canh-cua-mo/"]})
        edit(file, "articles: [2026-11-", "articles: [2026-10-")
        assert following()[1]["findings"]


@pytest.mark.parametrize("way", ["in place", "by renaming"])
def test_what_lists_show_follows(preview: Preview, way: str) -> None:
    """However an editor saves: a new title reaches the month's list with the build."""
    file = preview.root / ARTICLE
    text = re.sub(r"(?m)^title: .*", "title: Tên bài vừa sửa", file.read_text(encoding="utf-8"))
    with preview.listening() as following:
        if way == "in place":
            file.write_text(text, encoding="utf-8")
        else:
            fresh = file.with_name(".fresh.yaml.tmp")
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(file)
        events = settled(following)
    assert [name for name, _ in events] == ["page", "built"]
    assert "/bai-viet/2026/10/" in events[-1][1]["paths"]
    assert "Tên bài vừa sửa" in preview.get("/bai-viet/2026/10/")[1]


def test_a_new_file_appears_and_a_deleted_one_is_gone(preview: Preview) -> None:
    """Its address answers 404 before and after; the page for missing pages listens too."""
    address = "/bai-viet/2026/11/bai-vua-viet/"
    file = preview.root / "content/articles/2026/11/bai-vua-viet.yaml"
    with preview.listening() as following:
        answer, text = preview.get(address)
        assert answer.status == 404
        assert "/_preview/client.js" in text
        file.write_text(NEW, encoding="utf-8")
        events = settled(following)
        assert events[0] == ("page", {"paths": [address]})
        answer, text = preview.get(address)
        assert (answer.status, "Chữ đầu tiên của bài." in text) == (200, True)
        file.unlink()
        assert address in settled(following)[-1][1]["paths"]
    assert preview.get(address)[0].status == 404


def test_pages_written_by_hand_and_the_theme_follow(preview: Preview) -> None:
    """They need the engine, so they come with the build; a style may change any page."""
    with preview.listening() as following:
        edit(preview.root / "content/pages/gioi-thieu.md", "Bạn không cần", "Câu mới ở trang giới thiệu. Bạn không cần")
        assert "/gioi-thieu/" in settled(following)[-1][1]["paths"]
        assert "Câu mới ở trang giới thiệu." in preview.get("/gioi-thieu/")[1]
        edit(preview.root / "theme_overrides/assets/css/site.css", ":root {", ":root { --new: 1px;")
        assert settled(following)[-1] == ("built", {"paths": None})
        assert "--new:1px" in preview.style()
        edit(preview.root / "mkdocs.yml", "title: Văn bản", "title: Giấy tờ")
        settled(following)
    assert "Giấy tờ" in preview.get("/")[1]


def test_a_folder_that_comes_later_is_watched(built: Path, tmp_path: Path) -> None:
    """An office that makes a theme of its own while the preview runs sees it."""
    root = copied(built, tmp_path / "project")
    shutil.rmtree(root / "theme_overrides")
    with serving(root) as preview, preview.listening() as following:
        shutil.copytree(built / "theme_overrides", root / "theme_overrides")
        settled(following)
        edit(root / "theme_overrides/assets/css/site.css", ":root {", ":root { --own: 1px;")
        while "--own:1px" not in preview.style():
            settled(following)


def test_the_published_site_is_not_touched(project: Path) -> None:
    """Whatever is previewed; and no file of the preview holds its script."""
    before = tree(project / "site"), (project / "site").readlink(), sorted((project / "releases").iterdir())
    with serving(project) as preview, preview.listening() as following:
        write(project, "Câu chỉ để xem trước.")
        settled(following)
        text = preview.get(ADDRESS)[1]
        assert text.count('<script src="/_preview/client.js" defer></script>\n</body>') == 1
        assert "Câu chỉ để xem trước." in text
    assert (tree(project / "site"), (project / "site").readlink(), sorted((project / "releases").iterdir())) == before
    for file in (project / OUT / "site").resolve().rglob("*"):
        assert not file.is_file() or b"_preview" not in file.read_bytes(), file


def test_what_was_missed_is_told(preview: Preview) -> None:
    """A page carries the mark of its moment: who connects later hears of what was saved in between."""
    mark = re.search(r'desc="(.*)"', preview.get(ADDRESS)[0].headers["Server-Timing"])
    assert mark
    with preview.listening() as following:
        write(preview.root, "Câu viết giữa chừng.")
        settled(following)
    with preview.listening(mark[1]) as following:
        assert following() == ("page", {"paths": [ADDRESS]})
    with preview.listening("00000000-7") as following:  # of another run
        assert following() == ("built", {"paths": None})


def test_answers_are_for_this_machine_alone(preview: Preview) -> None:
    """Bound to 127.0.0.1 and nothing else; a foreign name that leads here is refused (DNS rebinding)."""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", preview.port), timeout=PATIENCE)  # loopback too: 0.0.0.0 would answer
    for host in ("127.0.0.1", f"127.0.0.1:{preview.port}", "localhost", f"LOCALHOST:{preview.port}"):
        assert preview.get("/", Host=host)[0].status == 200, host
    for host in ("example.org", "127.0.0.1.example.org", "localhost.example.org:8000", "127.0.0.1:x", "0.0.0.0", ""):
        for path in ("/", "/_preview/events", "/_preview/client.js"):
            answer, text = preview.get(path, Host=host)
            assert (answer.status, "outreach" in text) == (403, False), host


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/bai-viet", 302, "text/plain; charset=utf-8"),
        ("/assets/css/site.css", 200, "text/css; charset=utf-8"),
        ("/assets/js/site.js", 200, "text/javascript; charset=utf-8"),
        ("/assets/art/emblem.svg", 200, "image/svg+xml"),
        ("/sitemap.xml", 200, "application/xml; charset=utf-8"),
        ("/robots.txt", 200, "text/plain; charset=utf-8"),
        ("/_preview/client.js", 200, "text/javascript; charset=utf-8"),
        ("/_preview/client.css", 200, "text/css; charset=utf-8"),
        ("/_preview/live.py", 404, "text/plain; charset=utf-8"),
        ("/khong-co/", 404, "text/html; charset=utf-8"),
        ("/../cache.sqlite", 404, "text/html; charset=utf-8"),
        ("/..%2f..%2f..%2fdata/site.yaml", 404, "text/html; charset=utf-8"),
        ("/%00", 404, "text/html; charset=utf-8"),
        ("//example.org/bai-viet", 404, "text/html; charset=utf-8"),
    ],
)
def test_answers_have_their_type_and_are_not_kept(served: Preview, path: str, status: int, kind: str) -> None:
    """Nothing is stored by the browser, and nothing but the site is handed out."""
    if path.startswith("/assets/"):
        path = f"/{asset((served.root / 'build/preview/site').resolve(), path[1:])}"
    answer, _ = served.get(path)
    assert (answer.status, answer.headers["Content-Type"]) == (status, kind)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.fixture(scope="module")
def served(built: Path) -> Iterator[Preview]:
    """A preview that only answers."""
    with serving(built) as running:
        yield running


def test_a_port_in_use_is_told_in_one_sentence(served: Preview) -> None:
    """Exit code 2, as for every wrong use."""
    done = command("serve", "--root", str(served.root), "--port", str(served.port), "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"Port {served.port} cannot be used, another program has it: choose one with --port.\n"


def test_others_may_build_at_the_same_time(preview: Preview) -> None:
    """A build of the site, and a second preview of it: all of them go through."""
    with preview.listening() as following, serving(preview.root) as other, other.listening() as heard:
        write(preview.root, "Câu cho cả hai.")
        done = command("build", "--root", str(preview.root), "--today", "2026-11-22")
        assert done.returncode == 0, done.stderr
        settled(following)
        settled(heard)
        assert all("Câu cho cả hai." in each.get(ADDRESS)[1] for each in (preview, other))
    assert "Câu cho cả hai." in (preview.root / "site" / ADDRESS[1:] / "index.html").read_text(encoding="utf-8")


def test_mistakes_are_told_at_once_and_leave_the_page(preview: Preview) -> None:
    """Before any build; the last good page stays; mending takes the mistake back at once too."""
    good = preview.get(ADDRESS)[1]
    with preview.listening() as following, no_build(preview.root):
        edit(preview.root / ARTICLE, "\nkind: ", "\nkindd: ")
        name, problems = following()
        assert name == "problems"
        assert {each["place"].rpartition("/")[2].split(":")[0] for each in problems["findings"]} == {
            "dong-hanh-nguoi-dang-dieu-tri.yaml"
        }
        assert preview.get(ADDRESS)[1] == good
        edit(preview.root / ARTICLE, "\nkindd: ", "\nkind: ")
        name, problems = following()
        assert (name, problems["findings"]) == ("problems", [])


def test_a_site_that_was_never_right_shows_its_mistakes(small_site: Path) -> None:
    """There is no page yet, but a place for them; the page comes once they are mended."""
    file = small_site / "content/articles/2026/11/xet-nghiem-lan-dau.yaml"
    edit(file, "programmes:", "programme:")
    with serving(small_site) as preview:
        answer, text = preview.get("/")
        assert (answer.status, "/_preview/client.js" in text) == (404, True)
        with preview.listening() as following:
            edit(file, "programme:", "programmes:")
            settled(following)
        assert preview.get("/")[0].status == 200


@pytest.mark.browser
def test_the_browser_follows_and_keeps_its_place(preview: Preview, page: Page) -> None:
    """It reloads by itself where it was scrolled to, and does not reload for other pages."""
    page.goto(preview.address + ADDRESS)
    page.evaluate("window.before = true; scrollTo(0, 400)")
    write(preview.root, "Câu hiện ra trên màn hình.")
    expect(page.get_by_text("Câu hiện ra trên màn hình.")).to_be_visible()
    page.wait_for_function("window.before === undefined && scrollY === 400")
    page.evaluate("window.before = true")
    with preview.listening() as following:
        edit(preview.root / "content/articles/2026/01/goi-111-duoc-gi.yaml", "body: |\n", "body: |\n  Thêm.\n\n")
        settled(following)
    assert page.evaluate("window.before")


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_a_mistake_is_shown_beside_the_page(preview: Preview, browser: Browser, width: int) -> None:
    """Place, sentence, line and hint are those of the command line; Esc folds it; mended, it is gone."""
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    page.goto(preview.address + ADDRESS)
    title = page.locator("h1").inner_text()
    page.locator(".exit").focus()
    drawer = page.get_by_role("region", include_hidden=True).and_(page.locator("[aria-live=polite]"))
    expect(drawer).to_be_hidden()
    edit(preview.root / ARTICLE, "\naudiences:", "\naudience:")
    told = command("check", "--root", str(preview.root), "--today", "2026-11-22").stderr.splitlines()
    assert told[-1].startswith("1 lỗi, ")
    expect(drawer.get_by_role("heading")).to_have_text(told[-1])
    start = next(number for number, line in enumerate(told) if ARTICLE in line)
    place, sentence = re.fullmatch(r"(\S+): lỗi R002: (.*)", told[start]).groups()  # type: ignore[union-attr]
    for text in (place, "lỗi", sentence, told[start + 1].strip(), told[start + 3].strip("→ ")):
        expect(drawer).to_contain_text(text)
    assert drawer.locator("pre").inner_text().split("\n")[1].index("^") == told[start + 2].index("^") - 4
    box = drawer.bounding_box()
    assert box
    assert box["y"] + box["height"] == 800, "it lies at the foot"
    assert box["height"] < 0.65 * 800, "the page must stay readable"
    assert page.locator("h1").inner_text() == title
    assert page.evaluate("document.activeElement.className") == "exit", "the focus was taken away"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    button = drawer.get_by_role("button").first
    assert (button.bounding_box() or {})["height"] >= 44
    page.keyboard.press("Escape")
    expect(drawer.locator("pre")).to_be_hidden()
    expect(drawer.get_by_role("heading")).to_be_visible()
    page.reload()  # folded is folded
    expect(drawer.get_by_role("heading")).to_be_visible()
    expect(drawer.locator("pre")).to_be_hidden()
    button.click()
    expect(drawer.locator("pre")).to_be_visible()
    edit(preview.root / ARTICLE, "\naudience:", "\naudiences:")
    expect(drawer).to_be_hidden()
    assert page.locator("h1").inner_text() == title
    page.context.close()


@pytest.mark.browser
def test_what_to_write_can_be_copied(preview: Preview, page: Page) -> None:
    """The word itself, ready to be put in."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(preview.address + ADDRESS)
    edit(preview.root / ARTICLE, "\naudiences:", "\naudience:")
    page.locator("outreach-preview .copy").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text === 'audiences')")


@pytest.mark.browser
def test_warnings_are_a_count(preview: Preview, page: Page) -> None:
    """They stop nothing, so they take no room."""
    page.goto(preview.address + ADDRESS)
    (preview.root / "content/articles/2026/11/ghi-chu.txt").write_text("Của riêng tôi.\n", encoding="utf-8")
    told = command("check", "--root", str(preview.root), "--today", "2026-11-22").stderr.splitlines()
    assert told[-1].startswith("0 lỗi, ")
    drawer = page.locator("outreach-preview section")
    expect(drawer).to_have_text(told[-1])
    box = drawer.bounding_box()
    assert box
    assert box["height"] < 60


@pytest.mark.parametrize("deed", ["edit", "delete", "add", "break", "rename"])
def test_reading_one_file_again_gives_what_reading_all_gives(built: Path, tmp_path: Path, deed: str) -> None:
    """The records in memory never drift from the files."""
    root = copied(built, tmp_path / "project")
    before, _ = load(root)
    files = {ARTICLE}
    if deed == "edit":
        write(root, "Một câu.")
    elif deed == "delete":
        (root / ARTICLE).unlink()
    elif deed == "add":
        files = {"content/articles/2026/11/moi.yaml"}
        (root / "content/articles/2026/11/moi.yaml").write_text(NEW, encoding="utf-8")
    elif deed == "break":
        edit(root / ARTICLE, "\nkind: ", "\nkindd: ")
    else:
        files = {ARTICLE, "content/articles/2026/11/doi-ten.yaml"}
        (root / ARTICLE).rename(root / "content/articles/2026/11/doi-ten.yaml")
    after, diagnostics = reload(root, before, files)
    whole, all_diagnostics = load(root)
    assert (after.digest, after.pages, after.unread) == (whole.digest, whole.pages, whole.unread)
    assert tuple(after.ids) == tuple(whole.ids)
    assert [list(after.collection(name)) for name in ("articles", "locations")] == [
        list(whole.collection(name)) for name in ("articles", "locations")
    ]
    assert diagnostics == [each for each in all_diagnostics if each.place.file in files]


def test_a_place_is_read_again_where_titles_are_neutral(small_site: Path) -> None:
    """Places stand at codes there, which follow from their ids; the site knows as much as one that read all files."""
    place = "data/locations/phong-kham-vi-du.yaml"
    edit(small_site / "data/site.yaml", "demo: true", "demo: true\nneutral_titles: yes")
    before, _ = load(small_site)
    edit(small_site / place, "\nname: ", "\nname: Mới: ")
    after, _ = reload(small_site, before, {place})
    whole, _ = load(small_site)
    assert after.digest == whole.digest
    assert dict(after.location_heads) == dict(whole.location_heads)


def test_the_page_made_alone_is_the_page_of_the_build(built: Path, tmp_path: Path) -> None:
    """For every record with a page of its own, whatever its kind."""
    with Releases(tmp_path).locked():
        plan, _ = prepare(built, tmp_path, TODAY)
    assert plan
    made = {each.path: each for each in render(plan.site, TODAY)}
    seen = set()
    for kind, record in plan.site.records():
        if artifact := own_page(plan.site, kind, record, TODAY):
            assert digest(artifact.inputs) == digest(made[artifact.path].inputs), artifact.path
            assert artifact.make() == made[artifact.path].make(), artifact.path
            seen.add(kind)
    assert seen == {
        "articles", "locations", "campaigns", "documents", "handouts", "programmes", "audiences", "service_kinds"
    }  # fmt: skip


def test_each_file_has_its_collection() -> None:
    """Tables, pages and the site's description are none."""
    assert collection_of(ARTICLE) == "articles"
    assert collection_of("data/hotlines.yaml") == "hotlines"
    for other in ("content/pages/gioi-thieu.md", "data/site.yaml", "data/units/names.csv", "mkdocs.yml", "content"):
        assert collection_of(other) is None
