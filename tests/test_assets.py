"""Assets: named after what is in them, and kept for pages that were read before a switch; compressed files."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from posixpath import dirname, join, normpath

import brotli
import pytest

from generator.build.compress import LEAST, TEXT
from generator.build.findings import findings
from generator.build.how import How
from generator.build.pipeline import Report, build
from generator.engine.assets import Circle, lighten, rename
from generator.engine.names import Names, published_name
from generator.model.diagnostic import errors
from tests.conftest import EXAMPLES, ROOT, TODAY, copied
from tests.site import asset, edit, publish, tree

ARTICLE = "content/articles/2026/11/xet-nghiem-lan-dau.yaml"
PAGE = "bai-viet/2026/11/xet-nghiem-lan-dau/index.html"
STYLE = "theme_overrides/assets/css/site.css"
SCRIPT = "theme_overrides/assets/js/timed.js"
HASHED = re.compile(r"\.[0-9a-f]{8}(?:\.\w+)?$")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with a theme of its own, published and compressed; not to be changed."""
    root = tmp_path_factory.mktemp("assets") / "site"
    shutil.copytree(EXAMPLES / "small", root)
    shutil.copytree(ROOT / "theme_overrides/assets", root / "theme_overrides/assets")
    shutil.copy(ROOT / "mkdocs.yml", root)
    squeeze(root)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy of it, to change."""
    return copied(built, tmp_path / "site")


def squeeze(root: Path, out: Path | None = None) -> Report:
    """Publish with compressed files; expects no error."""
    report, diagnostics = build(root, out or root, TODAY, How(compressed=True))
    assert not errors(diagnostics)
    return report


def manifest(root: Path) -> dict[str, dict[str, object]]:
    """What the manifest of the published release names."""
    files: dict[str, dict[str, object]] = json.loads((root / "site/manifest.json").read_bytes())["files"]
    return files


def loaded(site: Path, page: str) -> Iterator[str]:
    """The paths of all assets that a page asks for, and that those ask for."""
    text = (site / page).read_text(encoding="utf-8")
    waiting = [normpath(join(dirname(page), each)) for each in re.findall(r'="([^"#]*assets/[^"#]*)', text)]
    seen: set[str] = set()
    while waiting:
        if (path := waiting.pop()) in seen:
            continue
        seen.add(path)
        yield path
        if path.endswith((".css", ".js")):
            text = (site / path).read_text(encoding="utf-8")
            named = re.findall(r"""["'(](\.\.?/[\w./-]+\.(?:js|css|svg|woff2))""", text)
            waiting += [normpath(join(dirname(path), each)) for each in named]


# ---- names ----


def test_every_asset_is_named_after_what_is_in_it(built: Path) -> None:
    """Scripts that scripts load and fonts that styles load too; what other sites paste keeps its name."""
    files = [path for path in manifest(built) if path.startswith("assets/") and not path.endswith((".br", ".gz"))]
    assert len(files) > 20
    for path in files:
        found = HASHED.search(path)
        assert found, path
        assert sha256((built / "site" / path).read_bytes()).hexdigest().startswith(found[0][1:9]), path
    assert {"embed/embed.css", "embed/outreach-feed.js"} <= manifest(built).keys()


def test_whatever_a_page_asks_for_is_there(built: Path) -> None:
    """Every page of the site, whatever its depth, with all that its scripts and styles load in turn."""
    site = (built / "site").resolve()
    pages = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    asked = {page: set(loaded(site, page.removeprefix("/"))) for page in pages if page != "404.html"}
    assert all((site / path).is_file() for paths in asked.values() for path in paths)
    everything = set().union(*asked.values())
    assert {asset(site, f"assets/fonts/be-vietnam-pro-{weight}.woff2") for weight in (400, 600)} <= everything
    assert asset(site, "assets/lean-qr/lean-qr.js") in everything
    lost = re.findall(r'="/([^"#]*assets/[^"#]*)', (site / "404.html").read_text(encoding="utf-8"))
    assert len(lost) > 3
    assert all((site / path).is_file() for path in lost)


def test_a_change_reaches_all_that_leads_to_it_and_no_more(root: Path) -> None:
    """A script has another name, so do those that load it, and their pages; others keep theirs."""
    before = {path for path in manifest(root) if path.startswith("assets/")}
    edit(root / "theme_overrides/assets/js/finder/opening.js", "'tag tag--ok'", "'tag tag--good'")
    publish(root)
    after = {path for path in manifest(root) if path.startswith("assets/")}
    names = {HASHED.sub("", path) for path in after - before}
    assert names == {f"assets/js/{each}" for each in ("finder/opening", "finder/results", "finder", "timed")}
    edit(root / STYLE, ":root {", "\n/* a remark */ :root {")
    assert publish(root).written == ()


def test_pages_are_made_again_for_an_asset_and_for_nothing_else(root: Path) -> None:
    """Work counters: the frame holds the names; an edit of a text renders what shows it."""
    edit(root / SCRIPT, "const now", "const later = 0, now")
    assert publish(root).rendered >= sum(path.endswith("index.html") for path in manifest(root)) - 3  # by hand
    edit(root / ARTICLE, "summary:", "summary: Mới.")
    assert publish(root).rendered < 40


def test_names_are_put_into_attributes_alone() -> None:
    """At every depth, in the page 404 of a site in a folder of its host, and in no text and no other site's address."""
    names = Names("/so/", (("assets/a.css", "assets/a.1.css"), ("assets/b c.svg", "assets/b c.2.svg")))
    for up in ("", "./", "../", "../../", "/so/"):
        assert names.put(f'<link href="{up}assets/a.css">') == f'<link href="{up}assets/a.1.css">'
    assert names.put('<use href="../assets/b%20c.svg#x">') == '<use href="../assets/b%20c.2.svg#x">'
    for same in (
        "<p>href=&quot;assets/a.css&quot; và assets/a.css</p>",
        '<a href="https://khac.example/assets/a.css">',
        '<a href="//khac.example/assets/a.css">',
        '<a href="/assets/a.css">',
        '<a href="../data/assets/a.css">',
        '<img src="assets/a.css.png">',
    ):
        assert names.put(same) == same


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("assets/css/site.css", "assets/css/site.e3b0c442.css"),
        ("assets/x/a.min.js", "assets/x/a.min.e3b0c442.js"),
        ("assets/x.y/LICENSE", "assets/x.y/LICENSE.e3b0c442"),
        ("assets/.nojekyll", "assets/.nojekyll.e3b0c442"),
    ],
)
def test_the_digest_stands_before_the_ending(path: str, name: str) -> None:
    assert published_name(path, b"") == name


def test_what_names_no_file_of_ours_is_left_alone(tmp_path: Path) -> None:
    """Other sites, data addresses, files that are not there, folders, and texts that only look like an address."""
    style = 'a{background:url(data:x)}b{behavior:url(#v)}c{src:url("../i/no.png")}d{src:url(https://a.example/i/a.svg)}'
    script = "new URL('../../data/', import.meta.url);import('./no.js');say('./a, ../i/a.svgs')"
    for path, text in {"css/a.css": style, "js/b.js": script, "i/a.svg": "<svg/>"}.items():
        (tmp_path / "assets" / path).parent.mkdir(parents=True)
        (tmp_path / "assets" / path).write_text(text)
    names = dict(rename(tmp_path, "/").published)
    assert (tmp_path / names["assets/css/a.css"]).read_text() == style
    assert (tmp_path / names["assets/js/b.js"]).read_text() == script


def test_styles_name_sides_as_older_browsers_read_them(tmp_path: Path) -> None:
    """Without them Safari until 14.0 and Chrome until 86 set texts at the edge, with a link laid over them."""
    shorthands = """
        .skip { inset: -6rem auto auto .5rem; }
        .skip:focus { inset-block-start: .5rem; }
        .art { inset: auto 0 calc(-1 * var(--gap)) auto; }
        .box { inset: 1px 2px; margin-block: 0 }
        @media print { .wrap { margin-inline: auto; padding-inline: var(--gutter); padding-block: 1rem max(2px, 1em) } }
        .list { margin-block-start: 1rem; color: red }
    """
    lighten(_written(tmp_path, {"assets/css/site.css": shorthands}))
    assert (tmp_path / "assets/css/site.css").read_text(encoding="utf-8").strip() == (
        ".skip{top:-6rem;right:auto;bottom:auto;left:.5rem}"
        ".skip:focus{top:.5rem}"
        ".art{top:auto;right:0;bottom:calc(-1 * var(--gap));left:auto}"
        ".box{top:1px;right:2px;bottom:1px;left:2px;margin-top:0;margin-bottom:0}"
        "@media print{.wrap{margin-left:auto;margin-right:auto;padding-left:var(--gutter);padding-right:var(--gutter);"
        "padding-top:1rem;padding-bottom:max(2px,1em)}}"
        ".list{margin-block-start:1rem;color:red}"
    )


def test_scripts_that_load_each_other_are_refused(root: Path) -> None:
    """Neither could have its digest first; the message names both, and the site stays."""
    before = tree(root / "site")
    for one, other in (("mot", "hai"), ("hai", "mot")):
        (root / f"theme_overrides/assets/js/{one}.js").write_text(f"import './{other}.js';\n")
    report, diagnostics = build(root, root, TODAY)
    (found,) = errors(diagnostics)
    assert report.published is None
    assert found.code == "E001"
    assert "assets/js/hai.js, assets/js/mot.js" in str(found.message)
    assert tree(root / "site") == before
    with pytest.raises(Circle):
        rename(_written(root / "x", {"assets/a.css": "@import 'b.css'", "assets/b.css": "@import url(a.css)"}), "/")


def _written(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def test_a_link_to_an_asset_says_where_to_put_the_file(root: Path) -> None:
    """Their addresses change, so records and pages written by hand cannot lead there; `check` and `build` agree."""
    (root / "content/pages/assets").mkdir()
    (root / "content/pages/assets/to-roi.txt").write_text("Tờ rơi")
    edit(root / ARTICLE, "body: |\n", "body: |\n  Xem [tờ rơi](/assets/to-roi.txt).\n\n")
    _, diagnostics = build(root, root, TODAY)
    (found,) = errors(diagnostics)
    assert (found.code, found.place.file) == ("L002", ARTICLE)
    assert "anh" in str(found.hint)
    assert [each.code for each in errors(findings(root, TODAY))] == ["L002"]


# ---- kept ----


def test_a_page_read_before_three_switches_finds_its_assets(root: Path) -> None:
    """Each switch changes style and script. One more and they are gone; they are the same files on the disk."""
    edit(root / "data/site.yaml", "demo: true\n", "demo: true\nkeep_releases: 3\n")
    publish(root)
    first = (root / "site").resolve()
    asked = {path: (first / path).stat().st_ino for path in loaded(first, PAGE)}
    own = {asset(first, "assets/css/site.css"), asset(first, "assets/js/timed.js")}
    for number in range(3):
        _restyle(root, number)
        publish(root)
        site = (root / "site").resolve()
        assert {path: (site / path).stat().st_ino for path in asked} == asked
        assert all((site / path).is_file() for path in own)
        assert not own & manifest(root).keys()
    _restyle(root, 3)
    publish(root)
    assert not [path for path in own if (root / "site" / path).exists()]
    _like_a_clean_build(root)


def _restyle(root: Path, number: int) -> None:
    """Change the style and a script."""
    edit(root / STYLE, ":root {", f":root {{ --so-{number}: {number};")
    edit(root / SCRIPT, "const now = ", f"const so{number} = {number};\nconst now = ")


def _like_a_clean_build(root: Path) -> None:
    """The release holds what a clean build makes, what it keeps, and nothing else."""
    publish(root, root / "clean")
    kept = json.loads((root / "site/kept.json").read_bytes())
    ours = tree(root / "site")
    assert {path: ours.pop(path) for path in kept} == {path: each["sha256"] for path, each in kept.items()}
    ours.pop("kept.json")
    assert ours == tree(root / "clean/site")
    assert (root / "site").resolve().name == (root / "clean/site").resolve().name


def test_other_edits_count_as_switches_too(root: Path) -> None:
    """Two releases stay: the second edit of a text after a new style lets the old style go, and nothing lists it."""
    edit(root / "data/site.yaml", "demo: true\n", "demo: true\nkeep_releases: 2\n")
    publish(root)
    old = asset((root / "site").resolve(), "assets/css/site.css")
    edit(root / STYLE, ":root {", ":root { --so: 1;")
    there = []
    for number in range(3):
        publish(root)
        there.append((root / "site" / old).exists())
        edit(root / ARTICLE, "body: |\n", f"body: |\n  Câu số {number}.\n\n")
    assert there == [True, True, False]
    assert not (root / "site/kept.json").exists()
    releases = [each for each in (root / "releases").iterdir() if not each.name.startswith(".")]
    assert len(releases) == 2


def test_going_back_keeps_what_was_read_meanwhile(root: Path) -> None:
    """The same records are the same release by name; it also holds the assets of the one that is left."""
    publish(root)
    old = (root / "site").resolve()
    before = (root / STYLE).read_text(encoding="utf-8")
    edit(root / STYLE, ":root {", ":root { --so: 1;")
    publish(root)
    meanwhile = next(path for path in manifest(root) if path.startswith("assets/css/site."))
    (root / STYLE).write_text(before, encoding="utf-8")
    publish(root)
    assert (root / "site").resolve() == old
    assert meanwhile in json.loads((old / "kept.json").read_bytes())
    assert (old / meanwhile).is_file()
    assert publish(root).written == ()


def test_a_kept_file_that_somebody_changed_goes(root: Path) -> None:
    """It is handed on no further."""
    _restyle(root, 0)
    publish(root)
    (kept, *_) = json.loads((root / "site/kept.json").read_bytes())
    (root / "site" / kept).chmod(0o644)
    (root / "site" / kept).write_text("changed by hand")
    edit(root / ARTICLE, "body: |\n", "body: |\n  Câu mới.\n\n")
    publish(root)
    assert not (root / "site" / kept).exists()
    assert kept not in json.loads((root / "site/kept.json").read_bytes())


def test_an_old_release_goes_with_what_it_kept(root: Path) -> None:
    """Nothing is left of a folder that need not stay."""
    edit(root / "data/site.yaml", "demo: true\n", "demo: true\nkeep_releases: 1\n")
    publish(root)
    for number in range(2):
        _restyle(root, number)
        publish(root)
        assert [each.name for each in (root / "releases").iterdir() if not each.name.startswith(".")] == [
            (root / "site").resolve().name
        ]


# ---- compressed ----


def test_every_text_has_its_compressed_files(built: Path) -> None:
    """They unpack to it, are smaller, and say neither when nor where they were made; other files have none."""
    files = manifest(built)
    texts = {path for path, entry in files.items() if path.endswith(TEXT) and int(str(entry["size"])) >= LEAST}
    compressed = {path for path in files if path.endswith((".br", ".gz"))}
    assert compressed == {f"{path}{ending}" for path in texts for ending in (".br", ".gz")}
    assert {path.rpartition(".")[2] for path in texts} >= {"html", "css", "js", "json", "xml", "svg", "csv", "atom"}
    for path in texts:
        plain, br, gz = ((built / "site" / f"{path}{ending}").read_bytes() for ending in ("", ".br", ".gz"))
        assert brotli.decompress(br) == gzip.decompress(gz) == plain
        assert max(len(br), len(gz)) < len(plain)
        assert gz[:10] == b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"


def test_only_what_changed_is_compressed_again(root: Path) -> None:
    """Work counters: an edit compresses the text files it wrote, the others are the same files on the disk."""
    assert squeeze(root).written == ()
    before = {path: (root / "site" / path).stat().st_ino for path in manifest(root)}
    edit(root / ARTICLE, "body: |\n", "body: |\n  Câu mới.\n\n")
    written = set(squeeze(root).written)
    plain = {path for path in written if not path.endswith((".br", ".gz"))}
    assert written - plain == {f"{path}{ending}" for path in plain for ending in (".br", ".gz")}
    assert PAGE in plain
    after = {path: (root / "site" / path).stat().st_ino for path in manifest(root)}
    assert {path for path, node in after.items() if before.get(path) != node} == written
    squeeze(root, root / "clean")
    assert tree(root / "site") == tree(root / "clean/site")


def test_compressed_files_go_with_theirs_and_with_the_option(root: Path) -> None:
    """A page that is gone leaves none behind; without the option there is none, nor is any kept."""
    (root / "content/pages/gioi-thieu.md").unlink()
    report = squeeze(root)
    assert {f"gioi-thieu/index.html{ending}" for ending in ("", ".br", ".gz")} <= set(report.removed)
    old = asset((root / "site").resolve(), "assets/css/site.css")
    _restyle(root, 0)
    squeeze(root)
    kept = json.loads((root / "site/kept.json").read_bytes())
    assert {old, f"{old}.br", f"{old}.gz"} <= kept.keys()
    publish(root)
    assert not [path for path in tree(root / "site") if path.endswith((".br", ".gz"))]
    _like_a_clean_build(root)


def test_a_harmed_compressed_file_is_mended(root: Path) -> None:
    """It is checked like every other published file."""
    file = root / "site" / f"{PAGE}.br"
    good = file.read_bytes()
    file.chmod(0o644)
    file.write_bytes(b"x")
    assert squeeze(root).written == (f"{PAGE}.br",)
    assert (root / "site" / f"{PAGE}.br").read_bytes() == good
