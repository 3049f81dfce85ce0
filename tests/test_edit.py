"""The forms: a real server, a real browser with Decap CMS, and what a hostile page or a careless officer may ask."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import shutil
import signal
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from unittest.mock import Mock
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Response, expect

from generator.desk.edit.editor import Editor
from generator.desk.edit.form import LABELS, settings
from generator.desk.edit.pictures import FOLDER, WIDEST, drawn
from generator.desk.edit.program import DECAP, KEPT
from generator.desk.edit.protocol import answer
from generator.desk.edit.shape import offered
from generator.language import translator
from generator.model.site import COLLECTIONS
from generator.net.fetch import NotFetched
from generator.net.package import Package, package_in
from tests.conftest import EXAMPLES, ROOT, TODAY
from tests.site import edit, outreach, tree

VI = translator("vi")
NAME = "2026-11-xet-nghiem-lan-dau"
FILE = "content/articles/2026/11/xet-nghiem-lan-dau.yaml"
PATIENCE = 30.0  # seconds
NEW = {
    "title": "Bài vừa viết",
    "kind": "news",
    "published": "2026-11-20",
    "programmes": ["hiv-aids"],
    "summary": "Bài này vừa được viết.",
    "body": "Một câu.",
}


def photograph(width: int = 2000, height: int = 1000) -> bytes:
    """A picture as telephones make it: lying on its side, with the place where it was taken."""
    about = Image.Exif()
    about[0x0112] = 6  # Orientation: turn it to the right
    about[0x8825] = {1: "N", 2: (10.0, 2.0, 0.0), 3: "E", 4: (105.0, 47.0, 0.0)}  # GPSInfo
    made = io.BytesIO()
    Image.new("RGB", (width, height), (30, 120, 90)).save(made, "JPEG", exif=about)
    return made.getvalue()


class Asking:
    """An editor of a small site, and what a page asks it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.editor = Editor(root, lambda: TODAY)
        self.editor.read()

    def __call__(self, action: str, *, agreed: bool = False, **params: object) -> tuple[int, Any]:
        status, said = answer(self.editor, {"action": action, "params": params, "agreed": agreed}, VI)
        return int(status), json.loads(json.dumps(said))

    def form(self, path: str) -> dict[str, Any]:
        """The values in the form of a record."""
        status, said = self("getEntry", path=path)
        assert status == 200, said
        values: dict[str, Any] = json.loads(said["data"])
        return values

    def save(self, path: str, values: object, *, agreed: bool = False, **pictures: bytes) -> tuple[int, Any]:
        """Send a form."""
        assets = [
            {"path": f"{FOLDER}/{name}", "content": b64encode(content).decode(), "encoding": "base64"}
            for name, content in pictures.items()
        ]
        files = [{"path": path, "slug": "x", "raw": json.dumps(values)}]
        return self("persistEntry", agreed=agreed, dataFiles=files, assets=assets)


@pytest.fixture
def asking(small_site: Path) -> Asking:
    return Asking(small_site)


def test_a_saved_form_changes_only_what_was_changed(small_site: Path) -> None:
    """Notes, quotes, the way days are written, the order and the ends of lines are the officer's own."""
    file = small_site / FILE
    edit(file, "kind: guide\n", "# Trang nhất.\nkind: guide  # đã duyệt\n\n")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    asking = Asking(small_site)
    before = file.read_bytes().decode()
    form = asking.form(f"articles/{NAME}.yaml")
    assert form["published"] == "2026-11-10"
    assert asking.save(f"articles/{NAME}.yaml", form)[0] == 200
    assert file.read_bytes().decode() == before
    form |= {"summary": "Câu mới.", "audiences": [*form["audiences"], "families"]}
    assert asking.save(f"articles/{NAME}.yaml", form)[0] == 200
    expected = before.replace("  - students\r\n", "  - students\r\n  - families\r\n")
    assert file.read_bytes().decode() == re.sub(r"summary: .*\r", "summary: Câu mới.\r", expected)


def test_forms_say_what_files_say(tmp_path: Path) -> None:
    """Sent back as it was shown, no record of the repository changes by a byte."""
    root = tmp_path / "site"
    for folder in ("content", "data"):
        shutil.copytree(ROOT / folder, root / folder)
    asking = Asking(root)
    before = tree(root)
    paths = [each["file"]["path"] for name in LABELS for each in asking("entriesByFolder", folder=name)[1][:3]]
    assert len(paths) > 12
    for path in paths:
        assert asking.save(path, asking.form(path))[0] == 200, path
    assert tree(root) == before


def test_a_line_broken_in_word_is_a_line(asking: Asking) -> None:
    """Word copies a control character for it, which nobody sees to delete."""
    form = asking.form(f"articles/{NAME}.yaml") | {"summary": "Câu một.\x0bCâu\u2028hai."}
    assert asking.save(f"articles/{NAME}.yaml", form)[0] == 200
    assert asking.form(f"articles/{NAME}.yaml")["summary"] == "Câu một.\nCâu\nhai."


def test_notes_that_would_go_are_told_before(small_site: Path) -> None:
    """Only who says so loses them."""
    edit(small_site / FILE, "summary: ", "summary: # gọi lại hỏi chị Lan\n  ")
    asking = Asking(small_site)
    form = asking.form(f"articles/{NAME}.yaml") | {"summary": "Câu mới."}
    before = tree(asking.root)
    status, said = asking.save(f"articles/{NAME}.yaml", form)
    assert (status, said["notes"]) == (409, ["summary: # gọi lại hỏi chị Lan"])
    assert tree(asking.root) == before
    assert asking.save(f"articles/{NAME}.yaml", form, agreed=True)[0] == 200
    assert "chị Lan" not in (asking.root / FILE).read_text(encoding="utf-8")


def test_a_record_with_mistakes_is_refused_in_our_words(asking: Asking) -> None:
    """The loader's and the rules' own: which field, what is wrong, what to write; the file stays."""
    before = tree(asking.root)
    form = asking.form(f"articles/{NAME}.yaml")
    del form["summary"]
    status, said = asking.save(f"articles/{NAME}.yaml", form | {"time": "25 giờ"})
    sentences = [each["sentence"] for each in said["mistakes"]]
    assert status == 422
    assert [each.partition(":")[0] for each in sentences] == ["thiếu mục `summary` (Tóm tắt)", "`time` (Giờ đăng)"]
    assert said["mistakes"][1]["hint"]
    assert "25 giờ" in said["mistakes"][1]["lines"][0]
    status, said = asking.save(f"articles/{NAME}.yaml", form | {"summary": "Anh Nguyễn Văn An, sinh năm 1990, bị HIV."})
    assert status == 422
    assert "Q0" in said["mistakes"][0]["place"]
    assert tree(asking.root) == before


def test_a_link_that_leads_nowhere_is_refused_as_a_check_does(asking: Asking) -> None:
    """In its sentence, at the link; a list of places and a picture that is new are there."""
    path = "articles/2026-11-bai-vua-viet.yaml"
    before = tree(asking.root)
    status, said = asking.save(path, NEW | {"body": "Xem [nơi giúp đỡ ở tỉnh ấy](/noi-giup-do/dong-nay/)."})
    assert status == 422
    (mistake,) = said["mistakes"]
    assert mistake["sentence"] == "liên kết dẫn tới /noi-giup-do/dong-nay/, nhưng trang web này không có địa chỉ ấy"
    assert mistake["hint"] == "Có phải ý bạn là `/noi-giup-do/dong-nai/`?"
    assert mistake["lines"][0].endswith("Xem [nơi giúp đỡ ở tỉnh ấy](/noi-giup-do/dong-nay/).")
    assert tree(asking.root) == before
    image = {"file": "anh/ban-don-tiep.jpg", "alt": "Bàn đón tiếp.", "credit": "CDC"}
    good = NEW | {"body": "Xem [nơi giúp đỡ ở tỉnh ấy](/noi-giup-do/dong-nai/).", "image": image}
    assert asking.save(path, good, **{"ban-don-tiep.jpg": photograph(40, 30)})[0] == 200


def test_a_link_is_judged_where_all_else_is_right(small_site: Path) -> None:
    """Outputs of a site with mistakes cannot be described: a check tells the others first, too."""
    edit(small_site / FILE, "programmes:\n", "programmes:\n  - khong-co\n")
    asking = Asking(small_site)
    bad = NEW | {"body": "Xem [nơi giúp đỡ ở tỉnh ấy](/noi-giup-do/dong-nay/)."}
    assert asking.save("articles/2026-11-bai-vua-viet.yaml", bad)[0] == 200


def test_a_new_article_lies_where_outreach_new_puts_it(asking: Asking) -> None:
    """In the folder of its month, under the name that the page asks for; a draft may be deleted again."""
    path = "articles/2026-11-bai-vua-viet.yaml"
    assert asking("getEntry", path=path)[0] == 404
    assert asking.save(path, NEW)[0] == 200
    file = asking.root / "content/articles/2026/11/bai-vua-viet.yaml"
    assert file.read_text(encoding="utf-8").startswith("title: Bài vừa viết\nkind: news\npublished: ")
    assert asking.form(path)["title"] == NEW["title"]
    assert asking("deleteFiles", paths=[path])[0] == 200
    assert not file.exists()
    assert asking("getEntry", path=path)[0] == 404


def test_a_half_written_draft_is_kept_as_far_as_the_rules_permit(asking: Asking) -> None:
    """A guide without sources is a draft; without a text it is no record."""
    path = "articles/2026-11-bai-vua-viet.yaml"
    assert asking.save(path, NEW | {"kind": "guide", "status": "draft"})[0] == 200
    status, said = asking.save("articles/2026-11-khac.yaml", {"title": "Khác", "published": "2026-11-20"})
    assert (status, len(said["mistakes"])) == (422, 4)


def test_what_readers_know_is_not_deleted(asking: Asking) -> None:
    """Registered or visible: an article is withdrawn, a place closes; what others need stays."""
    before = tree(asking.root)
    for path in (f"articles/{NAME}.yaml", "locations/phong-kham-vi-du.yaml", "documents/ke-hoach-vi-du.yaml"):
        status, said = asking("deleteFiles", paths=[path])
        assert status == 422, path
        assert said["error"]
    assert tree(asking.root) == before


def test_what_others_lead_to_is_not_taken_away(asking: Asking) -> None:
    """Whoever deletes a place or moves it hears which page and which article lead there, each at its link."""
    path, page = "locations/noi-moi.yaml", asking.root / "content/pages/gioi-thieu.md"
    place = asking.form("locations/tu-van-vi-du.yaml") | {"name": "Nơi mới", "unit": "dien-bien", "seen": None}
    links = "Xem [nơi ấy](/noi-giup-do/dia-chi/noi-moi/) và\n[cả tỉnh](/noi-giup-do/dien-bien/)."
    assert asking.save(path, place)[0] == 200
    assert asking.save("articles/2026-11-bai-vua-viet.yaml", NEW | {"body": links})[0] == 200
    edit(page, "Trang này là ví dụ để", f"{links}\nTrang này là ví dụ để")
    asking.editor.read()
    before = tree(asking.root)
    status, said = asking("deleteFiles", paths=[path])
    assert (status, said["error"]) == (422, "Chưa xóa gì. Bạn sửa những chỗ này rồi xóa lại nhé:")
    article, pages = "content/articles/2026/11/bai-vua-viet.yaml", "content/pages/gioi-thieu.md"
    assert [each["sentence"] for each in said["mistakes"]] == [
        f"{file} (“{title}”) có liên kết dẫn tới {target}, mà địa chỉ ấy sẽ không còn: hãy gỡ liên kết ở đó trước"
        for file, title in ((article, NEW["title"]), (pages, "Giới thiệu"))
        for target in ("/noi-giup-do/dia-chi/noi-moi/", "/noi-giup-do/dien-bien/")
    ]
    assert said["mistakes"][-1]["lines"][0] == "7 | [cả tỉnh](/noi-giup-do/dien-bien/)."
    form = asking.form(path)
    status, said = asking.save(path, form | {"unit": "dong-nai"})
    assert (status, {"/noi-giup-do/dien-bien/" in each["sentence"] for each in said["mistakes"]}) == (422, {True})
    assert tree(asking.root) == before
    edit(page, links, "Xem lại sau.")
    asking.editor.read()
    assert asking("deleteFiles", paths=["articles/2026-11-bai-vua-viet.yaml"])[0] == 200
    assert asking("deleteFiles", paths=[path])[0] == 200


def test_a_day_or_a_year_takes_no_address_away_unheard(small_site: Path) -> None:
    """Articles stand under their month, campaigns under their years; mistakes in other files hide nothing."""
    path, campaign = "articles/2026-11-bai-vua-viet.yaml", "campaigns/hiv-action-month.yaml"
    links = "[a](/bai-viet/2026/11/bai-vua-viet/) [b](/chien-dich/thang-hanh-dong-vi-du/2026/)"
    edit(small_site / "content/pages/gioi-thieu.md", "Trang này là ví dụ để", f"{links} Trang này là ví dụ để")
    edit(small_site / FILE, "programmes:\n", "programmes:\n  - khong-co\n")
    asking = Asking(small_site)
    assert asking.save(path, NEW | {"status": "published"})[0] == 200
    for change in ({"status": "draft"}, {"published": "2026-10-20"}):
        status, said = asking.save(path, asking.form(path) | change)
        assert (status, len(said["mistakes"])) == (422, 1)
        assert "/bai-viet/2026/11/bai-vua-viet/" in said["mistakes"][0]["sentence"]
    form = asking.form(campaign)
    status, said = asking.save(campaign, form | {"editions": form["editions"][1:]})
    assert (status, len(said["mistakes"])) == (422, 1)
    assert "/chien-dich/thang-hanh-dong-vi-du/2026/" in said["mistakes"][0]["sentence"]
    assert asking.save(path, asking.form(path) | {"summary": "Câu khác."})[0] == 200


def test_a_file_changed_beside_the_editor_is_not_written_over(asking: Asking) -> None:
    """Whoever pulls, imports or types at the same time loses nothing."""
    form = asking.form(f"articles/{NAME}.yaml")
    edit(asking.root / FILE, "kind: guide", "kind: news")
    before = tree(asking.root)
    status, said = asking.save(f"articles/{NAME}.yaml", form | {"summary": "Câu mới."})
    assert status == 409
    assert FILE in said["error"]
    assert tree(asking.root) == before


def test_two_tabs_do_not_lose_each_others_work(asking: Asking) -> None:
    """Who opened the form first knows nothing of what the other has saved since, and is told so; each may go on."""
    path, file = "locations/phong-kham-vi-du.yaml", asking.root / "data/locations/phong-kham-vi-du.yaml"
    first, second = asking.form(path), asking.form(path)
    status, said = asking.save(path, first | {"address": "Số 9, đường Mới"})
    assert status == 200
    between = file.read_bytes()
    status, refused = asking.save(path, second | {"note": "Gọi trước."})
    assert (status, "vừa được sửa trong lúc bạn viết" in refused["error"]) == (409, True)
    assert "notes" not in refused
    assert file.read_bytes() == between
    again = first | {"address": "Số 9, đường Mới", "note": "Gọi trước.", "seen": said["seen"]}
    assert asking.save(path, again)[0] == 200
    text = file.read_text(encoding="utf-8")
    assert ("Số 9, đường Mới" in text, "Gọi trước." in text) == (True, True)


def test_a_new_form_takes_no_record_that_is_there(asking: Asking) -> None:
    path = "articles/2026-11-bai-vua-viet.yaml"
    assert asking.save(path, NEW)[0] == 200
    before = tree(asking.root)
    status, said = asking.save(path, NEW | {"summary": "Bài khác."})
    assert (status, "hãy chọn tên khác" in said["error"]) == (422, True)
    assert tree(asking.root) == before


def test_a_full_disk_is_told_with_what_to_do(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on the command line: who writes in forms can make room, too."""
    monkeypatch.setattr(asking.editor, "save", Mock(side_effect=OSError(errno.ENOSPC, "", "data/x")))
    status, said = asking.save("articles/2026-11-bai-vua-viet.yaml", NEW)
    assert (status, "data/x" in said["error"], "đầy" in said["error"]) == (422, True, True)
    assert said["error"].endswith(VI("Delete what you do not need on this disk, then do the same again."))


def test_a_picture_says_nothing_but_what_is_to_be_seen(asking: Asking) -> None:
    """Upright, no larger than pages need, without the place where it was taken; kept only with a good record."""
    image = {"file": "anh/buoi-noi-chuyen.jpg", "alt": "Bàn đón tiếp trước hội trường.", "credit": "CDC"}
    sent = {"buoi-noi-chuyen.jpg": photograph()}
    bad = asking.save("articles/2026-11-x.yaml", NEW | {"image": image, "kind": "?"}, **sent)
    assert bad[0] == 422
    assert not (asking.root / FOLDER).exists()
    good = asking.save("articles/2026-11-x.yaml", NEW | {"image": image}, **sent)
    assert good[0] == 200
    content = (asking.root / FOLDER / "buoi-noi-chuyen.jpg").read_bytes()
    with Image.open(io.BytesIO(content)) as made:
        assert (made.size, dict(made.getexif())) == ((WIDEST // 2, WIDEST), {})
    status, said = asking("deleteFiles", paths=[f"{FOLDER}/buoi-noi-chuyen.jpg"])
    assert status == 422
    assert "content/articles/2026/11/x.yaml đang dùng ảnh" in said["error"]
    form = asking.form("articles/2026-11-x.yaml")
    del form["image"]
    assert asking.save("articles/2026-11-x.yaml", form | {"body": "[Xem ảnh](/anh/buoi-noi-chuyen.jpg)."})[0] == 200
    assert asking("deleteFiles", paths=[f"{FOLDER}/buoi-noi-chuyen.jpg"]) == (status, said)
    other = {"path": f"{FOLDER}/buoi-noi-chuyen.jpg", "content": b64encode(photograph(90, 90)).decode()}
    assert asking("persistMedia", asset=other)[0] == 422
    assert (asking.root / FOLDER / "buoi-noi-chuyen.jpg").read_bytes() == content
    assert [each["name"] for each in asking("getMedia", mediaFolder=FOLDER)[1]] == ["buoi-noi-chuyen.jpg"]


@pytest.mark.parametrize("name", ["a.png", "a.webp", "a.jpeg"])
def test_a_picture_becomes_what_its_name_promises(name: str) -> None:
    """Whatever of the three a telephone calls it."""
    with Image.open(io.BytesIO(drawn(name, photograph(40, 30)))) as made:
        assert made.format == {"png": "PNG", "webp": "WEBP", "jpeg": "JPEG"}[name.partition(".")[2]]


BOMB = io.BytesIO()
Image.new("1", (16000, 16000)).save(BOMB, "PNG", compress_level=1)
HALF = NEW | {"body": "\ud800"}  # of a pair of surrogates
HOSTILE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("getEntry", {"path": "../../../etc/passwd.yaml"}),
    ("getEntry", {"path": "articles/../site.yaml"}),
    ("getEntry", {"path": "hotlines/111.yaml"}),
    ("getEntry", {"path": "config/site.yaml"}),
    ("getEntry", {}),
    ("entriesByFolder", {"folder": "/etc"}),
    ("entriesByFolder", {"folder": "__class__"}),
    ("entriesByFiles", {"files": [{"path": "data/site.yaml"}]}),
    ("getMediaFile", {"path": f"{FOLDER}/../gioi-thieu.md"}),
    ("getMediaFile", {"path": "data/site.yaml"}),
    ("deleteFiles", {"paths": ["data/site.yaml"]}),
    ("deleteFiles", {"paths": ["content/pages/gioi-thieu.md"]}),
    ("deleteFiles", {"paths": [f"{FOLDER}/..", None, 1]}),
    ("persistMedia", {"asset": {"path": f"{FOLDER}/../x.png", "content": "", "encoding": "base64"}}),
    ("persistMedia", {"asset": {"path": f"{FOLDER}/x.svg", "content": b64encode(b"<svg/>").decode()}}),
    ("persistMedia", {"asset": {"path": f"{FOLDER}/x.png", "content": b64encode(b"<svg onload=1/>").decode()}}),
    ("persistMedia", {"asset": {"path": f"{FOLDER}/x.png", "content": b64encode(BOMB.getvalue()).decode()}}),
    ("persistMedia", {"asset": {"path": f"{FOLDER}/.htaccess", "content": ""}}),
    ("persistEntry", {"dataFiles": [{"path": "articles/x.yaml", "raw": "["}], "assets": []}),
    ("persistEntry", {"dataFiles": [{"path": "articles/x.yaml", "raw": "[" * 900 + "]" * 900}], "assets": []}),
    ("persistEntry", {"dataFiles": [{"path": "articles/x.yaml", "raw": "[]"}], "assets": []}),
    ("persistEntry", {"dataFiles": [{"path": "site/site.yaml", "raw": json.dumps(NEW)}], "assets": []}),
    ("persistEntry", {"dataFiles": [{"path": "hotlines/x.yaml", "raw": json.dumps(NEW)}], "assets": []}),
    ("persistEntry", {"dataFiles": [{"path": "articles/....yaml", "raw": json.dumps(NEW)}], "assets": []}),
    ("persistEntry", {"dataFiles": [{"path": "articles/\ud800.yaml", "raw": "{}"}], "assets": []}),
    ("persistEntry", {"dataFiles": [{"path": "articles/x.yaml", "raw": r'{"title": "\ud800"}'}], "assets": []}),
    (
        "persistEntry",
        {"dataFiles": [{"path": "articles/x.yaml", "raw": json.dumps(NEW | {"body": "\ud800"})}], "assets": []},
    ),
    ("persistEntry", {"dataFiles": [], "assets": []}),
    ("persistEntry", {"dataFiles": "x"}),
    ("publishUnpublishedEntry", {}),
)


def test_what_no_form_asks_is_refused(asking: Asking) -> None:
    """Other folders, ways out of them, what is no picture or no form: refused in a sentence, nothing written."""
    before = tree(asking.root)
    for action, params in HOSTILE:
        status, said = asking(action, **params)
        assert status in (404, 422), (action, params)
        assert said["error"], (action, params)
    assert tree(asking.root) == before


def test_links_lead_nowhere(small_site: Path, tmp_path: Path) -> None:
    """A folder that is a link would write outside of the site."""
    (tmp_path / "outside").mkdir()
    (small_site / FOLDER).symlink_to(tmp_path / "outside")
    shutil.rmtree(small_site / "content/articles/2026/11")
    asking = Asking(small_site)
    (small_site / "content/articles/2026/11").symlink_to(tmp_path / "outside")
    assert asking.save("articles/2026-11-x.yaml", NEW)[0] == 422
    asset = {"path": f"{FOLDER}/x.jpg", "content": b64encode(photograph(9, 9)).decode()}
    assert asking("persistMedia", asset=asset)[0] == 422
    assert asking("getMedia", mediaFolder=FOLDER)[0] == 422
    assert list((tmp_path / "outside").iterdir()) == []


def test_every_field_of_a_form_has_a_vietnamese_label(asking: Asking) -> None:
    """Those of the record types, at any depth; ids of other records are chosen, never typed."""
    told = settings(asking.editor.site, "vi", TODAY, VI)["config"]

    def fields(of: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for field in of:
            yield field
            yield from fields(field.get("fields", []))

    collections = {each["name"]: each for each in told["collections"]}
    for name in LABELS:
        assert {each["name"] for each in collections[name]["fields"]} == set(offered(COLLECTIONS[name]))
        for field in fields(collections[name]["fields"]):
            assert field["label"] not in ("", field["name"])
    chosen = {each["name"]: each["widget"] for each in collections["articles"]["fields"]}
    assert (chosen["programmes"], chosen["unit"], chosen["body"]) == ("select", "relation", "markdown")


# The server, with Decap CMS.


@pytest.fixture(scope="module")
def decap() -> bytes:
    """The package as npm fetches it, once for this checkout. In CI it must be there."""
    try:
        return package_in(ROOT / KEPT, DECAP)
    except NotFetched as problem:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(problem.why))


@pytest.fixture
def site(decap: bytes, tmp_path: Path) -> Path:
    root = tmp_path / "site"
    shutil.copytree(EXAMPLES / "small", root)
    (root / KEPT).mkdir(parents=True)
    (root / KEPT / DECAP.file).write_bytes(decap)
    return root


@contextmanager
def running(command: str, root: Path) -> Iterator[str]:
    """Run a command that serves; gives the address that it prints. It must end quietly when it is interrupted."""
    started = [*outreach(), command, "--root", str(root), "--port", "0", "--today", f"{TODAY}"]
    pipe = subprocess.PIPE
    with subprocess.Popen(started, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout
        assert process.stderr
        said = process.stdout.readline()
        found = re.search(r"http://\S+", said)
        assert found, said + process.stderr.read()
        try:
            yield found[0]
            assert process.poll() is None, process.stderr.read()
        finally:
            process.send_signal(signal.SIGINT)
            rest = process.communicate(timeout=PATIENCE)
        assert (process.returncode, "Traceback" in rest[1]) == (0, False), rest[1]


def ask(
    address: str, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """The answer of the server to a request made by hand."""
    with closing(HTTPConnection("127.0.0.1", int(urlsplit(address).port or 0), timeout=PATIENCE)) as connection:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.putrequest(method, path, skip_host="Host" in named)
        for name, value in ({"Content-Length": str(len(body or b""))} | named).items():
            connection.putheader(name, value)
        connection.endheaders(body)
        got = connection.getresponse()
        return got.status, dict(got.getheaders()), got.read()


def test_only_the_browser_with_the_key_is_answered(site: Path) -> None:
    """The key opens one time; other hosts, origins and pages, wrong keys and huge bodies get nothing, write nothing."""
    wanted = json.dumps({"action": "getEntry", "params": {"path": f"articles/{NAME}.yaml"}}).encode()
    with running("edit", site) as address:
        origin = address.partition("/?")[0]
        key = f"/?{urlsplit(address).query}"
        assert ask(address, "GET", "/")[0] == 403
        assert ask(address, "GET", "/?key=wrong")[0] == 403
        assert ask(address, "GET", key, Host="evil.example")[0] == 403
        status, headers, _ = ask(address, "GET", key)
        assert (status, headers["Location"]) == (303, "/")
        assert {"HttpOnly", "SameSite=Strict"} <= set(headers["Set-Cookie"].split("; "))
        assert ask(address, "GET", key)[0] == 403  # a second time
        known = {"Cookie": headers["Set-Cookie"].partition(";")[0]}
        right = known | {"Origin": origin, "Content_Type": "application/json"}
        assert ask(address, "POST", "/api", wanted, **right)[0] == 200
        before = tree(site)
        refused = (
            right | {"Cookie": "outreach-0=x"},
            right | {"Cookie": known["Cookie"] + "x"},
            right | {"Origin": "http://evil.example"},
            right | {"Origin": "null"},
            {name: value for name, value in right.items() if name != "Origin"},
            right | {"Host": "evil.example"},
            right | {"Host": f"localhost:{urlsplit(address).port}"},
            right | {"Content_Type": "text/plain"},
            right | {"Content_Length": "99999999999"},
            right | {"Content_Length": "-1"},
            right | {"Content_Length": "9" * 5000},
        )
        for headers in refused:
            assert ask(address, "POST", "/api", wanted, **headers)[0] in (400, 403, 413), headers
        assert ask(address, "POST", "/api", b"[" * 100_000, **right)[0] == 400
        assert ask(address, "POST", "/settings", wanted, **right)[0] == 400
        for path in (
            "/program/../data/site.yaml",
            "/data/site.yaml",
            "/program/",
            "/%2e%2e/",
            "//[",
            "/program/cms.js.map",
        ):
            assert ask(address, "GET", path, **known)[0] == 404, path
        policy = ask(address, "GET", "/", **known)[1]["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert tree(site) == before


def test_another_package_than_the_checked_one_is_not_opened(tmp_path: Path) -> None:
    """What npm delivers must be what was looked at when its hash was written down."""
    with pytest.raises(NotFetched, match="not the package"):
        package_in(tmp_path, Package("is-number", "7.0.0", DECAP.sha512))
    assert list(tmp_path.iterdir()) == []


HERE = re.compile(r"http://127\.0\.0\.1:|blob:|data:")


def choose(page: Page, label: str, typed: str) -> None:
    """Choose what is found for some letters."""
    page.get_by_label(label, exact=False).first.click()
    page.keyboard.type(typed)
    option = page.locator("[id*='-option-']").first
    expect(option).to_be_visible()
    option.click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("menuitem", name="Lưu ngay").click()


def answered(page: Page, action: str, act: Callable[[], None]) -> Response:
    """The answer to what the page asks when somebody does something."""
    with page.expect_response(lambda got: action in (got.request.post_data or "")) as got:
        act()
    return got.value


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of an officer's browser; nothing it asks for leaves this machine, and no script fails."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    trouble: list[str] = []
    page.on("pageerror", lambda problem: trouble.append(str(problem)))  # "Object": Decap's own, after a refusal
    page.on("request", lambda asked: None if HERE.match(asked.url) else trouble.append(asked.url))
    yield page
    assert set(trouble) <= {"Object"}
    context.close()


@pytest.mark.browser
def test_an_officer_writes_and_corrects(site: Path, page: Page, tmp_path: Path) -> None:
    """In forms alone: what is missing is said, what is saved is on the site, notes stay or are asked about."""
    edit(site / FILE, "kind: guide\n", "# Trang nhất.\nkind: guide  # đã duyệt\n")
    edit(site / FILE, "summary: ", "summary: # chờ duyệt\n  ")
    before = (site / FILE).read_text(encoding="utf-8")
    upload = tmp_path / "Ảnh buổi nói chuyện.JPG"
    upload.write_bytes(photograph())
    with running("edit", site) as address, running("serve", site) as preview:
        page.goto(address)
        page.get_by_role("link", name="Tạo bài thuộc loại bài viết").click()
        page.get_by_label("Tiêu đề", exact=True).fill("Ngày hội ở Đồng Nai: gọi trước khi đến")
        choose(page, "Loại bài", "Tin")
        choose(page, "Trạng thái", "được")
        choose(page, "Chương trình", "HIV")
        choose(page, "Đơn vị hành chính", "ninh kieu")
        page.get_by_label("Tóm tắt").fill("Bốn câu nên hỏi.")
        page.locator("[data-slate-editor]").first.click()
        page.keyboard.type("Một câu đầu tiên.")
        page.get_by_text("Ảnh (không bắt buộc)").first.locator("xpath=following::button[1]").click()
        page.get_by_role("button", name="Chọn một hình").first.click()
        page.locator("input[type=file]").set_input_files(upload)
        page.get_by_role("button", name="Lấy những cái đã chọn").click()
        save(page)
        dialog = page.get_by_role("dialog", name="Chưa lưu được")
        expect(dialog).to_contain_text("thiếu mục `image.alt` (Lời mô tả ảnh)")
        assert not (site / FOLDER).exists()
        dialog.get_by_role("button", name="Về sửa tiếp").click()
        page.get_by_label("Lời mô tả ảnh").fill("Bàn đón tiếp trước hội trường.")
        page.get_by_label("Nguồn ảnh").fill("Trung tâm Y tế Ví dụ")
        save(page)
        expect(page.get_by_text("Mục đã được lưu")).to_be_visible()
        file = site / "content/articles/2026/11/ngay-hoi-o-dong-nai-goi-truoc-khi-den.yaml"
        text = file.read_text(encoding="utf-8")
        assert "file: anh/anh-buoi-noi-chuyen.jpg\n" in text
        assert b"Exif" not in (site / FOLDER / "anh-buoi-noi-chuyen.jpg").read_bytes()
        page.goto(f"{preview}bai-viet/2026/11/ngay-hoi-o-dong-nai-goi-truoc-khi-den/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Ngày hội ở Đồng Nai: gọi trước khi đến")
        expect(page.get_by_text("Một câu đầu tiên.")).to_be_visible()
        shown = page.get_by_role("img", name="Bàn đón tiếp trước hội trường.")
        expect(shown).not_to_have_js_property("naturalWidth", 0)  # it has come
        with Image.open(site / FOLDER / "anh-buoi-noi-chuyen.jpg") as kept:
            assert kept.width == WIDEST // 2

        page.goto(address.partition("?")[0])  # its key is spent: the cookie opens
        page.get_by_role("link", name="lần đầu đi xét nghiệm").click()
        page.get_by_label("Tiêu đề", exact=True).fill("Lần đầu đi xét nghiệm")
        page.get_by_label("Tóm tắt").fill("Câu mới.")
        save(page)
        expect(dialog).to_contain_text("summary: # chờ duyệt")
        assert (site / FILE).read_text(encoding="utf-8") == before
        dialog.get_by_role("button", name="Vẫn lưu").click()
        expect(page.get_by_text("Mục đã được lưu")).to_be_visible()
    wanted = re.sub(r"title: .*", "title: Lần đầu đi xét nghiệm", before, count=1)
    assert (site / FILE).read_text(encoding="utf-8") == re.sub(r"summary: .*\n.*", "summary: Câu mới.", wanted)


@pytest.mark.browser
def test_a_deletion_that_breaks_a_link_says_so(site: Path, page: Page) -> None:
    """The officer who asked for it reads in the dialog where the link is, and the record stays."""
    file = site / "data/locations/noi-moi.yaml"
    text = (site / "data/locations/tu-van-vi-du.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace("tu-van-vi-du", "noi-moi").replace("Điểm tư vấn Ví dụ", "Nơi mới"), encoding="utf-8")
    link = "[Nơi mới](/noi-giup-do/dia-chi/noi-moi/)"
    edit(site / "content/pages/gioi-thieu.md", "Trang này là ví dụ để", f"{link} Trang này là ví dụ để")
    with running("edit", site) as address:
        page.goto(address)
        page.get_by_role("link", name="Nơi giúp đỡ").click()
        page.get_by_role("link", name="Nơi mới").click()
        page.on("dialog", lambda asked: asked.accept())
        page.get_by_role("button", name="Xoá mục").click()
        dialog = page.get_by_role("dialog", name="Chưa xóa được")
        expect(dialog).to_contain_text("content/pages/gioi-thieu.md (“Giới thiệu”)")
        expect(dialog).to_contain_text(link)
    assert file.exists()


@pytest.mark.browser
def test_a_tab_goes_on_but_not_over_what_another_has_saved(site: Path, page: Page) -> None:
    """It saves again and again what it began with; what another tab or a program changed meanwhile it is told of."""
    text = partial((site / FILE).read_text, encoding="utf-8")
    with running("edit", site) as address:
        page.goto(address)
        other = page.context.new_page()
        other.set_default_timeout(PATIENCE * 1000)
        other.goto(address.partition("?")[0])
        for each in (page, other):
            each.get_by_role("link", name="lần đầu đi xét nghiệm").click()
            expect(each.get_by_label("Tóm tắt")).to_be_visible()
        for summary in ("Câu một.", "Câu hai."):
            page.get_by_label("Tóm tắt").fill(summary)
            assert answered(page, "persistEntry", partial(save, page)).status == 200
            assert f"summary: {summary}\n" in text()
        before = text()
        other.get_by_label("Tiêu đề", exact=True).fill("Tên của thẻ kia")
        save(other)
        dialog = other.get_by_role("dialog", name="Chưa lưu được")
        expect(dialog).to_contain_text("vừa được sửa trong lúc bạn viết")
        expect(dialog.get_by_role("button", name="Vẫn lưu")).to_be_hidden()
        assert text() == before
        edit(site / FILE, "Câu hai.", "Câu của chương trình khác.")
        page.get_by_label("Tóm tắt").fill("Câu ba.")
        save(page)
        expect(page.get_by_role("dialog", name="Chưa lưu được")).to_contain_text("vừa được sửa trong lúc bạn viết")
        assert "Câu của chương trình khác." in text()


@pytest.mark.browser
def test_what_a_tab_changed_back_it_can_change_again(site: Path, page: Page) -> None:
    """Forms that begin with the same values, one after another, know nothing of what was saved in those before."""
    text = partial((site / FILE).read_text, encoding="utf-8")
    (first,) = re.findall(r"^summary: (.*)$", text(), re.MULTILINE)
    with running("edit", site) as address:
        page.goto(address)
        for summary in ("Câu một.", first, "Câu hai."):
            assert answered(page, "getEntry", page.get_by_role("link", name="lần đầu đi xét nghiệm").click).ok
            page.get_by_label("Tóm tắt").fill(summary)
            assert answered(page, "persistEntry", partial(save, page)).status == 200
            assert f"summary: {summary}\n" in text()
            expect(page.get_by_text("Thay đổi đã được lưu")).to_be_visible()  # before that leaving is asked about
            page.evaluate("location.hash = '#/collections/articles'")  # no other page: the tab remembers


WORD = """<html><head><style>p{margin:0}</style></head><body>
<p>Chép từ Word.</p><h1>Hỏi trước khi đến</h1>
<p class=MsoNormal><span lang=VI>Giờ mở&nbsp;cửa “có thể”\u00ad đã đổi.<o:p></o:p></span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>Gọi hỏi.</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Mang giấy tờ.</p>
<p><img src="file:///C:/anh.png"></p>
<table><tr><td><p>Thứ</p></td><td><p>Giờ</p></td></tr><tr><td>Hai</td><td>7h30</td></tr></table><p>Hết.</p></body></html>"""
PASTE = """([html, kind]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const about = kind === "drop" ? { dataTransfer: data } : { clipboardData: data };
  const event = kind === "drop" ? DragEvent : ClipboardEvent;
  const into = document.querySelector("[data-slate-editor] p");
  into.dispatchEvent(new event(kind, { ...about, bubbles: true, cancelable: true }));
}"""


@pytest.mark.browser
def test_what_word_copies_becomes_a_text(site: Path, page: Page) -> None:
    """Lists are lists and rows are rows; a picture among it, which would bring the editor down, is passed over."""
    with running("edit", site) as address:
        page.goto(address)
        page.get_by_role("link", name="lần đầu đi xét nghiệm").click()
        body = page.locator("[data-slate-editor]").first
        body.get_by_text("Bài này là ví dụ.").click()
        page.keyboard.type("@")  # the editor knows where the cursor is once this is there
        expect(body).to_contain_text("@")
        for html, kind in (
            ("<img src='https://vidu.example/a.png'>", "paste"),
            ("<img src='x'>", "drop"),
            (WORD, "paste"),
        ):
            page.evaluate(PASTE, [html, kind])
        expect(body).to_contain_text("Thứ | Giờ")
        page.keyboard.type(" 11h")
        assert answered(page, "persistEntry", partial(save, page)).ok
    text = (site / FILE).read_text(encoding="utf-8").partition("body: |\n")[2]
    assert "\n  ## Hỏi trước khi đến\n\n  Giờ mở cửa “có thể” đã đổi.\n" in text
    assert "\n  * Gọi hỏi.\n  * Mang giấy tờ.\n" in text
    assert "\n  * Thứ | Giờ\n  * Hai | 7h30\n" in text
    assert " 11h" in text
    assert "![" not in text


@pytest.mark.browser
def test_a_title_that_word_broke_is_one_line(site: Path, page: Page) -> None:
    """Shift+Enter within a heading: a field of one line shows the words on both sides of it as one word."""
    with running("edit", site) as address:
        page.goto(address)
        page.get_by_role("link", name="lần đầu đi xét nghiệm").click()
        title = page.get_by_label("Tiêu đề", exact=True)
        title.fill("")
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.evaluate("text => navigator.clipboard.writeText(text)", "Gọi\vtrước\u2028khi đến")
        title.press("Control+v")
        expect(title).to_have_value("Gọi trước khi đến")
        assert answered(page, "persistEntry", partial(save, page)).ok
    assert "title: Gọi trước khi đến\n" in (site / FILE).read_text(encoding="utf-8")
