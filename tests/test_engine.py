"""Layout stamping: the bytes are those the engine itself would write, for every shape; and what happens when not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.build.pipeline import build
from generator.engine.frames import Frames, layouts
from generator.engine.plugin import samples
from generator.engine.run import run
from generator.engine.shell import settings
from generator.model.artifact import Artifact, Page
from generator.model.diagnostic import Severity
from generator.renderers import render
from generator.source.load import load
from tests.conftest import ROOT, TODAY, copied
from tests.site import copy_project, edit, publish, tree

EVERY = 7  # every seventh page is rendered both ways, and at least one of each shape


@pytest.fixture(scope="module")
def artifacts() -> list[Artifact]:
    """All outputs of the repository's site."""
    return list(render(load(ROOT)[0], TODAY))


@pytest.fixture(scope="module")
def frames(artifacts: list[Artifact], tmp_path_factory: pytest.TempPathFactory) -> Frames:
    """Those that a run of the engine leaves for it."""
    shell = tmp_path_factory.mktemp("engine") / "shell"
    plugin, problems = run(ROOT, settings(ROOT), shell, load(ROOT)[0].config, samples(artifacts))
    assert plugin is not None
    assert not problems
    return plugin.frames


def test_stamped_pages_are_the_engines_own_bytes(frames: Frames, artifacts: list[Artifact]) -> None:
    """Pages of every shape, stamped, equal MkDocs' own rendering byte for byte."""
    made, slow = layouts(frames, samples(artifacts))
    assert not slow
    assert made.keys() == {artifact.shape for artifact in artifacts if artifact.shape}
    seen = set()
    for number, artifact in enumerate(artifacts):
        if artifact.shape and (artifact.shape not in seen or number % EVERY == 0):
            seen.add(artifact.shape)
            page = artifact.make()
            assert isinstance(page, Page)
            assert made[artifact.shape].stamp(page) == frames.stock(artifact.shape, page), artifact.path


@pytest.mark.parametrize("text", ["<&>\"'", "hole", "{{ 7 * 7 }}", "%s {title}", "a\\1b\\g<0>", "Đ“ẵ”"])
def test_any_text_stamps_like_the_engine(frames: Frames, artifacts: list[Artifact], text: str) -> None:
    """Titles and descriptions are escaped as the theme escapes them, whatever is in them."""
    shape, page = max(samples(artifacts).items())
    odd = Page(text, text, page.canonical, page.head, page.content)
    made, slow = layouts(frames, {shape: odd})
    assert not slow
    assert made[shape].stamp(odd) == frames.stock(shape, odd)


def test_a_frame_that_depends_on_content_falls_back_to_the_engine(project: Path, tmp_path: Path) -> None:
    """A theme that looks into the title makes the build slow, never wrong."""
    root = copied(project, tmp_path / "project")
    edit(
        root / "theme_overrides/base.html",
        "</main>",
        "<!-- {{ page.title | length if page else 0 }} letters --></main>",
    )
    report, diagnostics = build(root, root, TODAY)
    assert report.published
    # The site's own: numbers with an old area code, double addresses, and Methadone places that say too little.
    own = {"H003", "G021", "G022"}
    assert {each.code for each in diagnostics if each.severity is Severity.WARNING} == {"E003", *own}
    article = (root / "site/bai-viet/2026/01/goi-111-duoc-gi/index.html").read_text(encoding="utf-8")
    assert f"<!-- {len('Gọi 111 thì được gì?')} letters -->" in article
    assert publish(root).written == ()


def test_plain_mkdocs_writes_the_same_files(project: Path, tmp_path: Path) -> None:
    """`mkdocs build` gives the same site through the plugin, into its own folder, without unseen pictures."""
    root = copy_project(tmp_path / "project")
    (root / "content/pages/anh").mkdir()
    (root / "content/pages/anh/khong-ai-thay.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    mkdocs = Path(sys.executable).with_name("mkdocs")
    done = subprocess.run(
        [mkdocs, "build", "--strict"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "", "SOURCE_DATE_EPOCH": "1795327200"},  # 2026-11-22
    )
    assert done.returncode == 0, done.stderr
    ours = tree(project / "site")
    for only_of_releases in ("manifest.json", "sbom.cdx.json"):
        ours.pop(only_of_releases)
    assert tree(root / "build/mkdocs") == ours


def test_plain_mkdocs_refuses_broken_records(tmp_path: Path) -> None:
    """Mistakes stop plain MkDocs too, with their places."""
    root = copy_project(tmp_path / "project")
    edit(root / "content/articles/2026/01/goi-111-duoc-gi.yaml", "kind: ", "kind: x")
    mkdocs = Path(sys.executable).with_name("mkdocs")
    done = subprocess.run([mkdocs, "build"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "goi-111-duoc-gi.yaml:" in done.stderr


def test_the_office_may_change_the_frame(project: Path, tmp_path: Path) -> None:
    """A site with only a partial of its own gets it, on top of the base theme."""
    root = copied(project, tmp_path / "project")
    theme = root / "theme_overrides"
    for path in sorted(theme.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (theme / "partials").mkdir()
    (theme / "partials/footer.html").write_text('<footer id="muc-luc">Chân trang riêng</footer>', encoding="utf-8")
    publish(root)
    home = (root / "site/index.html").read_text(encoding="utf-8")
    assert "Chân trang riêng" in home
    assert 'class="bar"' in home


def test_a_site_without_engine_settings_uses_the_shared_ones(project: Path, tmp_path: Path) -> None:
    """mkdocs.yml, theme and hand-written pages are optional."""
    root = copied(project, tmp_path / "project")
    (root / "mkdocs.yml").unlink()
    publish(root)
    assert (root / "site/gioi-thieu/index.html").exists()


def test_what_a_page_links_and_is_not_there_is_told_at_its_place(published_site: Path) -> None:
    """In the words of the program, not of the engine."""
    page = published_site / "content/pages/gioi-thieu.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\nXem [ảnh](anh/khong-co.png).\n", encoding="utf-8")
    (found,) = (each for each in build(published_site, published_site, TODAY)[1] if each.code == "E002")
    line = page.read_text(encoding="utf-8").splitlines()[found.place.line - 1]
    assert line[found.place.column - 1 :] == "(anh/khong-co.png)."
