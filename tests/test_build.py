"""The build: what it writes, what it leaves alone, and that a reader never sees half a site."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest

from generator.build.batches import Inconsistent
from generator.build.pipeline import build
from generator.model import feed_address, file_address
from generator.model.diagnostic import Severity, errors
from generator.source.load import load
from tests.conftest import TODAY, copied
from tests.site import command, edit, publish, tree

ARTICLE = "content/articles/2026/10/dong-hanh-nguoi-dang-dieu-tri.yaml"
ARTICLE_ID = "2026-10-dong-hanh-nguoi-dang-dieu-tri"
SMALL_ARTICLE = "content/articles/2026/11/xet-nghiem-lan-dau.yaml"
SMALL_ADDRESS = "bai-viet/2026/11/xet-nghiem-lan-dau/index.html"
ADDRESS = "bai-viet/2026/10/dong-hanh-nguoi-dang-dieu-tri/index.html"


@pytest.fixture
def project(project: Path, tmp_path: Path) -> Path:
    """A copy of the published project, to change and break."""
    return copied(project, tmp_path / "project")


def test_the_real_site_is_published(project: Path) -> None:
    """The link leads to a release whose manifest names every file."""
    assert (project / "site").is_symlink()
    files = tree(project / "site")
    assert ADDRESS in files
    assert {"index.html", "404.html", "sitemap.xml", "robots.txt", "feeds/rss.xml", "manifest.json"} <= files.keys()


def test_a_second_build_writes_nothing(project: Path) -> None:
    """Nothing is rendered, no file is touched, no release is added, the engine does not run."""
    before = {path: path.lstat().st_mtime_ns for path in (project / "releases").rglob("*") if path.is_file()}
    target = (project / "site").readlink()
    report = publish(project)
    assert (report.rendered, report.written, report.removed, report.engine_ran) == (0, (), (), False)
    after = {path: path.lstat().st_mtime_ns for path in (project / "releases").rglob("*") if path.is_file()}
    lock = project / "releases/.lock"
    assert {**before, lock: 0} == {**after, lock: 0}
    assert (project / "site").readlink() == target


def test_one_edited_article_writes_only_what_shows_it(project: Path) -> None:
    """A new sentence in a body reaches the article's page, its month, its pack and the feeds that carry it, no more."""
    edit(project / ARTICLE, "body: |\n", "body: |\n  Bạn không phải làm một mình.\n\n")
    report = publish(project)
    site, _ = load(project)
    article = site.articles[ARTICLE_ID]
    feeds = [
        feed_address.MAIN,
        feed_address.kind(site.article_kinds[article.kind]),
        *(feed_address.programme(site.programmes[each]) for each in article.programmes),
        *(feed_address.audience(site.audiences[each]) for each in article.audiences),
        *(feed_address.campaign(site.campaigns[each]) for each in filter(None, [article.campaign])),
    ]
    assert article.unit is None
    in_each_format = {path[1:] for feed in feeds for path in feed_address.formats(feed)}
    month = feed_address.month(article.published.month, article.published.year)[1:]
    pack = file_address.search_texts(f"{article.published.year}")[1:]
    assert set(report.written) == {ADDRESS, month, pack, *in_each_format}
    assert not report.engine_ran


def test_unchanged_files_are_the_same_files(project: Path) -> None:
    """A new release links what did not change, and the old release keeps its own bytes."""
    old = (project / "site").resolve()
    kept = tree(old)
    edit(project / ARTICLE, "body: |\n", "body: |\n  Bạn không phải làm một mình.\n\n")
    publish(project)
    new = (project / "site").resolve()
    assert new != old
    assert (new / "index.html").stat().st_ino == (old / "index.html").stat().st_ino
    assert (new / ADDRESS).stat().st_ino != (old / ADDRESS).stat().st_ino
    assert tree(old) == kept


def test_an_undone_edit_publishes_the_release_there_was(project: Path) -> None:
    """The same records give the same release, by name and by bytes."""
    old = (project / "site").resolve()
    before = (project / ARTICLE).read_bytes()
    edit(project / ARTICLE, "body: |\n", "body: |\n  Bạn không phải làm một mình.\n\n")
    publish(project)
    (project / ARTICLE).write_bytes(before)
    publish(project)
    assert (project / "site").resolve() == old


@pytest.mark.parametrize(
    "file",
    [
        "content/articles/2026/11/xet-nghiem-hiv-lan-dau.yaml",
        "content/campaigns/hiv-action-month.yaml",
        "data/locations/methadone-hoai-duc.yaml",
        "data/documents/d4-dong-da-2024.yaml",
        "data/organizations/so-y-te.yaml",
        "data/programmes/hiv-aids.yaml",
        "data/hotlines.yaml",
        "data/site.yaml",
    ],
)
def test_a_broken_record_leaves_the_published_site_as_it_was(project: Path, file: str) -> None:
    """The mistake has its place and a hint; the link and every byte behind it stay."""
    before, target = tree(project / "site"), (project / "site").readlink()
    path = project / file
    path.write_text("bogus: [\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    report, diagnostics = build(project, project, TODAY)
    assert report.published is None
    assert any(each.place.file == file and each.place.line and each.hint for each in errors(diagnostics))
    assert ((project / "site").readlink(), tree(project / "site")) == (target, before)


def test_a_broken_theme_leaves_the_published_site_as_it_was(project: Path) -> None:
    """A template that cannot be rendered is a message, not a traceback."""
    before = tree(project / "site")
    edit(project / "theme_overrides/base.html", "</body>", "{{ nothing.there.at.all }}</body>")
    report, diagnostics = build(project, project, TODAY)
    assert report.published is None
    assert [each.code for each in errors(diagnostics)] == ["E001"]
    assert tree(project / "site") == before


def test_a_link_to_nowhere_is_an_error_with_its_line(project: Path) -> None:
    """Links within the site are checked against what is published, in records and in hand-written pages."""
    edit(project / ARTICLE, "body: |\n", "body: |\n  Xem [các số](/duong-day-nog/).\n\n")
    (project / "content/pages/thu.md").write_text("# Thử\n\nXem [đây](/khong-co-trang-nay/).\n", encoding="utf-8")
    report, diagnostics = build(project, project, TODAY)
    assert report.published is None
    found = {each.place.file: each for each in errors(diagnostics)}
    assert {each.code for each in found.values()} == {"L002"}
    assert found["content/pages/thu.md"].place.line == 3
    article = found[ARTICLE]
    line = (project / ARTICLE).read_text(encoding="utf-8").splitlines()[article.place.line - 1]
    assert "duong-day-nog" in line
    assert "/duong-day-nong/" in str(article.hint)


def test_two_pages_at_one_address_are_an_error(project: Path) -> None:
    """A hand-written page cannot take the place of a record's."""
    (project / "content/pages/van-ban.md").write_text("# Văn bản\n", encoding="utf-8")
    report, diagnostics = build(project, project, TODAY)
    assert report.published is None
    assert "I006" in {each.code for each in errors(diagnostics)}


def test_what_is_gone_is_gone_from_the_new_release(project: Path) -> None:
    """A page whose source is deleted leaves the site; nothing else does."""
    before = tree(project / "site")
    edit(project / "mkdocs.yml", "    - {title: Trợ năng, en: Accessibility, url: tro-nang/, section: tro-nang}\n", "")
    (project / "content/pages/tro-nang.md").unlink()
    report = publish(project)
    assert report.removed == ("tro-nang/index.html",)
    assert before.keys() - tree(project / "site").keys() == {"tro-nang/index.html"}


def test_without_its_working_folder_a_build_is_cold(published_site: Path) -> None:
    """All is made again, and it is the same release. Harmed files in it: tests/test_ledger.py, tests/test_faults.py."""
    target = (published_site / "site").readlink()
    shutil.rmtree(published_site / "build")
    report = publish(published_site)
    assert report.written == ()
    assert report.rendered > 100
    assert (published_site / "site").readlink() == target
    assert publish(published_site).rendered == 0


def test_new_mtimes_alone_render_nothing(project: Path) -> None:
    """A fresh checkout has the same bytes under new dates."""
    for folder in ("content", "data", "theme_overrides"):
        for path in (project / folder).rglob("*"):
            os.utime(path)
    report = publish(project)
    assert (report.rendered, report.engine_ran) == (0, False)


def test_a_harmed_release_is_mended(project: Path) -> None:
    """A published file that somebody changed is written anew; the old release is not trusted for it."""
    file = project / "site" / ADDRESS
    good = file.read_bytes()
    file.chmod(0o644)
    file.write_bytes(b"<p>changed by hand")
    report = publish(project)
    assert ADDRESS in report.written
    assert (project / "site" / ADDRESS).read_bytes() == good


def test_old_releases_go_and_strangers_stay(project: Path) -> None:
    """Only as many releases are kept as asked for, and pruning deletes nothing that a manifest does not name."""
    edit(project / "data/site.yaml", "keep_releases: 3", "keep_releases: 2")
    first = (project / "site").resolve()
    (first / "ghi-chu.txt").write_text("của riêng tôi")
    for number in range(4):
        edit(project / ARTICLE, "body: |\n", f"body: |\n  Câu thêm số {number}.\n\n")
        publish(project)
    releases = [
        each for each in (project / "releases").iterdir() if each.is_dir() and (each / "manifest.json").exists()
    ]
    assert len(releases) == 2
    assert tree(first) == {"ghi-chu.txt": tree(first)["ghi-chu.txt"]}


def test_an_old_release_becomes_the_new_one(published_site: Path) -> None:
    """Work counters: once there are as many releases as stay, an edit links only what the oldest one lacks."""
    linked = []
    for number in range(5):
        edit(published_site / SMALL_ARTICLE, "body: |\n", f"body: |\n  Câu số {number}.\n\n")
        report = publish(published_site)
        others = [each for each in report.written if each != SMALL_ADDRESS and not each.startswith("feeds/")]
        assert others == ["bai-viet/2026/11/luu-tru.atom", "tim/bai/2026.json"]
        linked.append(report.linked)
    assert linked[0] == report.outputs - len(report.written)
    assert linked[2:] == [0, 0, 0]
    assert report.outputs > 100
    publish(published_site, published_site / "clean")
    assert tree(published_site / "site") == tree(published_site / "clean/site")
    assert len([each for each in (published_site / "releases").iterdir() if not each.name.startswith(".")]) == 3


@pytest.mark.parametrize("harm", ["changed", "deleted", "stranger", "no manifest"])
def test_a_harmed_old_release_does_no_harm(published_site: Path, harm: str) -> None:
    """What somebody did to an old release never reaches the new one."""
    for number in range(3):
        edit(published_site / SMALL_ARTICLE, "body: |\n", f"body: |\n  Câu số {number}.\n\n")
        publish(published_site)
    oldest = min((published_site / "releases").glob("[!.]*"), key=lambda each: each.stat().st_mtime_ns)
    if harm == "changed":
        (oldest / "robots.txt").unlink()
        (oldest / "robots.txt").write_text("Disallow: /\n")
    elif harm == "deleted":
        (oldest / "robots.txt").unlink()
    elif harm == "stranger":
        (oldest / "data/danh-sach.csv").write_text("không được công bố")
    else:
        (oldest / "manifest.json").unlink()
    edit(published_site / SMALL_ARTICLE, "body: |\n", "body: |\n  Câu cuối.\n\n")
    publish(published_site)
    publish(published_site, published_site / "clean")
    assert tree(published_site / "site") == tree(published_site / "clean/site")


def test_an_old_release_of_which_nothing_stays_becomes_the_new_one(published_site: Path) -> None:
    """Without the link nothing is taken over, every file is written anew; the oldest release then keeps none."""
    oldest = (published_site / "site").resolve()
    (published_site / "site").unlink()
    for number in range(3):
        edit(published_site / SMALL_ARTICLE, "body: |\n", f"body: |\n  Câu số {number}.\n\n")
        publish(published_site)
    assert not oldest.exists()
    publish(published_site, published_site / "clean")
    assert tree(published_site / "site") == tree(published_site / "clean/site")


def test_another_day_changes_only_what_depends_on_it(project: Path) -> None:
    """The coming days of the home page, nothing else; an article scheduled for the day appears on it."""
    report = publish(project, today=TODAY + timedelta(days=1))
    assert set(report.written) <= {"index.html"}
    report = publish(project, today=TODAY.replace(month=12, day=1))
    assert "bai-viet/2026/12/mot-viec-cho-ngay-1-12/index.html" in report.written
    assert "bai-viet/2026/12/khi-ban-ke-chuyen-bao-luc/index.html" not in tree(project / "site")


def test_source_date_epoch_is_today(project: Path) -> None:
    """The day may come from SOURCE_DATE_EPOCH, in the zone of the readers."""
    done = command("build", "--root", str(project), SOURCE_DATE_EPOCH="1796065200")
    assert done.returncode == 0, done.stderr  # 2026-11-30 19:00 UTC is 1 December in Việt Nam
    assert (project / "site/bai-viet/2026/12/mot-viec-cho-ngay-1-12/index.html").exists()


def test_what_never_fits_together_ends_with_a_sentence(small_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build begins anew when what was kept does not fit; not for ever, and nothing is published."""
    tries: list[object] = []

    def never(*given: object) -> None:
        tries.append(given)
        raise Inconsistent("index.html")

    monkeypatch.setattr(import_module("generator.build.pipeline"), "prepare", never)
    report, diagnostics = build(small_site, small_site, TODAY)
    assert report.published is None
    assert [each.severity for each in diagnostics] == [Severity.ERROR]
    assert len(tries) == 4
